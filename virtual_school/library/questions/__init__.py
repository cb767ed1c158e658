"""Questions in a step: what each kind is made of, how an answer is read, and how it is marked. Values, no database."""
