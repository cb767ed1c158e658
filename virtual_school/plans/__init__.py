"""The personal learning plan: versions, goals, agreement."""
