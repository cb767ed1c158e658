"""The shape of what people send about referrals and panels."""
