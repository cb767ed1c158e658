"""What becomes of an account over years: a leaver who returns, an address that changes."""
