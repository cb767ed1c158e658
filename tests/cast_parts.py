"""What each package holds of one pupil of the cast, in the order in which it is written."""

from tests import (
    cast_asking,
    cast_attendance,
    cast_elsewhere,
    cast_files,
    cast_imports,
    cast_letters,
    cast_library,
    cast_looking,
    cast_mentoring,
    cast_messages,
    cast_panels,
    cast_plans,
    cast_questions,
    cast_referrals,
    cast_safeguarding,
    cast_timetable,
)

PARTS = (
    cast_timetable,
    cast_plans,
    cast_safeguarding,
    cast_looking,
    cast_mentoring,
    cast_attendance,
    cast_asking,
    cast_referrals,
    cast_panels,
    cast_imports,
    cast_elsewhere,
    cast_letters,
    cast_library,
    cast_messages,
    cast_questions,
    cast_files,
)
