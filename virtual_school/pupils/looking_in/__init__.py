"""Who looks in on a pupil: granted, shown to whom it concerns, prolonged, ended."""
