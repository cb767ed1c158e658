"""Who may do what in referrals and panels. Pure: over values already loaded."""
