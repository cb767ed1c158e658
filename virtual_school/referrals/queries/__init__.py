"""Reads of referrals and panels, always from the viewer's side."""
