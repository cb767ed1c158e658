"""Keeping a pupil safe: whereabouts in confidence, who must not meet, stop everything."""
