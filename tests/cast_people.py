"""Who is in the cast beside pupils and carers, and where: by key."""

from virtual_school.network.models import OrganisationKind
from virtual_school.network.roles import Role

# key: name, where they are, as what. Those without a role are pupils and carers, whose roles come from the pupil.
SCHOOL, COLLEGE = OrganisationKind.SCHOOL, OrganisationKind.COLLEGE
LARKDALE_PLACES = {
    "larkdale": ("Larkdale Virtual School", OrganisationKind.VIRTUAL_SCHOOL),
    "wren_hill": ("Wren Hill School", SCHOOL),
    "ashfold": ("Ashfold School", SCHOOL),
    "stonegate": ("Stonegate High", SCHOOL),
    "bridge": ("Bridge Youth Work", OrganisationKind.AGENCY),
    "college": ("Marlbridge College", COLLEGE),
    "county": ("The County Council", OrganisationKind.AUTHORITY),
}
LARKDALE_STAFF = {
    "dani": ("Dani Okafor", "larkdale", Role.MENTOR),
    "sam": ("Sam Whitlock", "larkdale", Role.MENTOR),
    "kit": ("Kit Rowan", "larkdale", Role.MENTOR),
    "lead": ("Amal Haddad", "larkdale", Role.VIRTUAL_SCHOOL_LEAD),
    "clerk": ("Noor Patel", "larkdale", Role.PANEL_CLERK),
    "head": ("Ruth Calder", "wren_hill", Role.HEADTEACHER),
    "chair": ("Femi Adu", "ashfold", Role.PANEL_MEMBER),
    "panel_member": ("Grace Osei", "stonegate", Role.PANEL_MEMBER),
    "panel_member_of_school": ("Huw Bevan", "wren_hill", Role.PANEL_MEMBER),
    "key_adult": ("Priya Nair", "wren_hill", Role.KEY_ADULT),
    "head_of_year": ("Tom Archer", "wren_hill", Role.HEAD_OF_YEAR),
    "safeguarding_lead": ("Leah Brook", "wren_hill", Role.SAFEGUARDING_LEAD),
    "attendance_officer": ("Ivan Petrov", "wren_hill", Role.ATTENDANCE_OFFICER),
    "own_teacher": ("Mr Hale", "wren_hill", Role.TEACHER),
    "lunt": ("Ms Lunt", "ashfold", Role.TEACHER),
    "bell": ("Ms Bell", "stonegate", Role.TEACHER),
    "agency": ("Jess Carter", "bridge", Role.AGENCY_WORKER),
    "agency_past": ("Owen Price", "bridge", Role.AGENCY_WORKER),
    "broker": ("Rita Gomez", "county", Role.BROKER),
    "administrator": ("Al Brand", "larkdale", Role.ADMINISTRATOR),
    "auditor": ("Uma Stern", "county", Role.AUDITOR),
}
FERNVALE_PLACES = {
    "fernvale": ("Fernvale Virtual School", OrganisationKind.VIRTUAL_SCHOOL),
    "moorside": ("Moorside Academy", SCHOOL),
}
FERNVALE_STAFF = {
    "stranger": ("Vic Marlow", "fernvale", Role.MENTOR),
    "stranger_lead": ("Bea Lomax", "fernvale", Role.VIRTUAL_SCHOOL_LEAD),
    "stranger_teacher": ("Mr Quill", "moorside", Role.TEACHER),
}
