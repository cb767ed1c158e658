"""Marks and what a pupil can do: the network's kinds of marks, objectives, what showed them, entries."""
