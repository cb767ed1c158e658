"""Forms of pupils and of what hangs on them."""

from virtual_school.pupils.forms.away import NEW, AwayForm, MoveAwayForm
from virtual_school.pupils.forms.pupil import (
    CareForm,
    CarerForm,
    CarerLinkForm,
    ChangeCarerForm,
    DetailsForm,
    EndCarerForm,
    EndForm,
    EndRollForm,
    PupilFields,
    PupilForm,
    ReopenCarerForm,
    RollFields,
    RollForm,
    WayInForm,
    age_words,
    is_a_pupils_age,
)

__all__ = [
    "AwayForm",
    "CareForm",
    "CarerForm",
    "CarerLinkForm",
    "ChangeCarerForm",
    "DetailsForm",
    "EndCarerForm",
    "EndForm",
    "EndRollForm",
    "MoveAwayForm",
    "NEW",
    "PupilFields",
    "PupilForm",
    "ReopenCarerForm",
    "RollFields",
    "RollForm",
    "WayInForm",
    "age_words",
    "is_a_pupils_age",
]
