"""Measures pages against a bare Flask page in the same run: `make bench`."""
