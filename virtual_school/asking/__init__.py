"""Asking for work: a pupil's own teacher first, then the network; and what their teachers see while they are away."""
