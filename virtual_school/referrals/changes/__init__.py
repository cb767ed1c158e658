"""Changes of referrals and panels: audited and flushed. They check the state of things, never the person."""
