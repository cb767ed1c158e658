"""Figures and flags, each with the rule it comes from. It has no tables of its own yet."""
