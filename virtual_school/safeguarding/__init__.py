"""Concerns handed over, and a pupil who asks for help."""
