"""Record classes of what somebody is told."""

from virtual_school.core.packages import Record

RECORDS = {
    "notice": Record(part=None, retention="months"),
}
