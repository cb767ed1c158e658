"""How somebody likes to read: text, spacing, letters, ground. Kept with the account, shown from the first byte."""
