"""The words by which a line beside a box covers whom it does not name."""

from virtual_school.pupils.access import Relation

# What a line says of each relation when it names nobody of it.
COVERS: dict[Relation, dict[Relation, tuple[str, ...]]] = {
    Relation.SELF: {
        Relation.SELF: ("",),
        Relation.CARER: ("a parent or carer",),
        Relation.SOCIAL_WORKER: ("your social worker",),
        Relation.SCHOOL: ("people at your school",),
        Relation.OFFICE: ("lead the Virtual School",),
        Relation.WINDOW: ("have been let in",),
    },
    Relation.CARER: {
        Relation.SELF: ("Alex",),
        Relation.CARER: ("A parent or carer",),
        Relation.KEY_ADULT: ("the school",),
        Relation.SOCIAL_WORKER: ("the law or an agreement",),
        Relation.SCHOOL: ("the school",),
        Relation.OFFICE: ("the Virtual School",),
        Relation.WINDOW: ("the law or an agreement",),
    },
}
STAFF = {
    Relation.SELF: ("Alex",),
    Relation.CARER: ("parents or carers",),
    Relation.MENTOR: ("the people who look after",),
    Relation.KEY_ADULT: ("the people who look after",),
    Relation.SOCIAL_WORKER: ("a social worker",),
    Relation.SCHOOL: (" at ", "the people who look after"),
    Relation.OFFICE: ("the Virtual School lead", "the people who look after"),
    Relation.WINDOW: ("while it has been let in",),
}
COVERS |= {one: STAFF for one in Relation if one not in COVERS}
