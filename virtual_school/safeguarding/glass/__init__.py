"""A record opened without a link: by a safeguarding lead, with a reason, for hours, told, and never written through."""
