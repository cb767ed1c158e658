"""A school morning of several hundred people against one server: `make soak`."""
