"""Who looks after which people, and the lists that they look after them by."""
