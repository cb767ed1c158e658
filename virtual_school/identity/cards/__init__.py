"""Ways in for children without email: cards, slips, and help for who is locked out."""
