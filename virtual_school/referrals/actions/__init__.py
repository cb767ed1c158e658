"""What people do with referrals and panels: the policy is asked once, then the change is made."""
