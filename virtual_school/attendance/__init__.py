"""Who was expected where, and who was seen. Not the statutory register, which is the home school's."""
