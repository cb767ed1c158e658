"""A folder or a zip of a teacher's own computer that becomes draft lessons."""
