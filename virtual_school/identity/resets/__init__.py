"""A forgotten password: a letter with a link that works once, to the address of who forgot it."""
