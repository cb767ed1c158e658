"""When a hand-in was pressed, on a device that had no line then."""

import datetime as dt

# A hand-in that arrived so soon after it was pressed has one time only.
AT_ONCE = dt.timedelta(minutes=2)
LONGEST_WAIT = 366 * 24 * 3600


def pressed_at(arrived_at: dt.datetime, waited: int, since: dt.datetime) -> dt.datetime:
    """`waited` seconds before it arrived; never later than that, never before this go could be begun (`since`).

    How long ago, and not when: a phone whose clock is wrong still counts seconds.
    """
    seconds = min(max(waited, 0), LONGEST_WAIT)
    return min(max(arrived_at - dt.timedelta(seconds=seconds), since), arrived_at)
