"""The demonstration network: invented people, built through the same actions that real people use."""
