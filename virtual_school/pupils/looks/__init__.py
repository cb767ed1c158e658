"""Who has looked at a pupil's record: what the family is shown of it, and what those who answer for it search."""
