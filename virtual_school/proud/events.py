"""Record parts of what pupils are proud of."""

from virtual_school.core.packages import Record

RECORDS = {
    "proud_thing": Record(part="work", retention="pupil"),
    "proud_share": Record(part="work", retention="pupil"),
}
