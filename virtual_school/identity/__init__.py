"""Accounts, signing in, and the roles people hold."""
