"""Papers: a page as an accessible PDF, made by a job as the person who asked, and theirs alone."""
