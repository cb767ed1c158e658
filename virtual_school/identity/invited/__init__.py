"""Invitations: how a link stands, for whoever opens it."""
