"""Saving: one protocol for every text longer than a line. See `once`, `drafts`, `lock`."""
