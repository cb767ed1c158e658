"""How long things may take in a referral: starting values that a network tunes."""

import datetime as dt

# A referral that nobody takes further ends by itself, and the mentor's link with it.
OPEN_FOR = dt.timedelta(weeks=8)

# One that the school has finished waits for us, so it does not end: this close to its day it is given longer.
NEARLY = dt.timedelta(days=7)
LONGER = dt.timedelta(days=14)

MOST_REQUIRED_QUESTIONS = 12
