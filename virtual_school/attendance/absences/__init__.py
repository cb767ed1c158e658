"""'My child won't be in': who cares for a pupil tells us, and whoever expects them knows at once."""
