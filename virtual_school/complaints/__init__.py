"""Complaints: each has a place, a person who answers for it, and a day by which they do."""
