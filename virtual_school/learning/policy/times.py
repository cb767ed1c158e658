"""How long what was done can be undone."""

import datetime as dt

UNDO_FOR = dt.timedelta(seconds=60)
# Pressed in the sixtieth second and carried by a slow line.
ON_ITS_WAY = dt.timedelta(seconds=10)
