"""Messages about a pupil, kept: threads between the pupil and the adults around them."""
