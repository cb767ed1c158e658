"""Work packs: posted lessons to take away from the screen, on paper or as a folder that opens without a network."""
