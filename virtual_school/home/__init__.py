"""Pages that mix packages. It has no tables of its own."""
