"""What a mentor notes: contacts, observations, first tasks."""
