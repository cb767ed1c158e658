"""Something serious that happened: eight lines to the head and the safeguarding leads, the same hour."""
