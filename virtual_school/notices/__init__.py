"""Telling someone: that something waits for them, where it is, and why they are told. Never what it says."""
