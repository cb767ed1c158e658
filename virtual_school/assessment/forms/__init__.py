"""Forms of marks: one mark, a class list, a kind of mark, a reason."""
