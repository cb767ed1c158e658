"""Networks, the organisations in them, and who is asking."""
