"""Who may grant what to whom, and what of it a family sees: the rules alone, without a database."""

import uuid

import pytest

from tests.plain_words import unkind
from virtual_school.network.roles import Hat, Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import (
    CARE_PARTS,
    OFFICE_PARTS,
    RECORD_PARTS,
    SCHOOL_PARTS,
    SELF_PARTS,
    WHEREABOUTS_PARTS,
    Access,
    Relation,
)
from virtual_school.pupils.looking_in import policy
from virtual_school.pupils.looking_in.policy import Facts, Party
from virtual_school.pupils.looking_in.receivers import RECEIVERS, begins_held_back
from virtual_school.pupils.looking_in.words import DUTY_WHY, DUTY_WORDS, PUPIL_PART_WORDS
from virtual_school.pupils.models import Basis, CareKind, Duty, Part, Receiver

MUM, DAD = uuid.uuid4(), uuid.uuid4()


def somebody(role: Role) -> Viewer:
    hat = Hat("h", role, uuid.uuid4(), "Wren Hill")
    return Viewer(uuid.uuid4(), uuid.uuid4(), "Somebody", (hat,), hat)


def access(relation: Relation, parts: frozenset[Part]) -> Access:
    return Access(relation, parts, "because")


KNOWS = {
    Role.MENTOR: access(Relation.MENTOR, CARE_PARTS[CareKind.MENTOR]),
    Role.KEY_ADULT: access(Relation.KEY_ADULT, CARE_PARTS[CareKind.KEY_ADULT]),
    Role.SOCIAL_WORKER: access(Relation.SOCIAL_WORKER, CARE_PARTS[CareKind.SOCIAL_WORKER]),
    Role.VIRTUAL_SCHOOL_LEAD: access(Relation.OFFICE, OFFICE_PARTS[Role.VIRTUAL_SCHOOL_LEAD]),
    **{role: access(Relation.SCHOOL, parts) for role, parts in SCHOOL_PARTS.items()},
}
PUPIL = Party(access(Relation.SELF, SELF_PARTS))
MUMS = Party(access(Relation.CARER, RECORD_PARTS | WHEREABOUTS_PARTS), MUM)
DADS = Party(access(Relation.CARER, RECORD_PARTS), DAD)


def on_agreement(*parts: Part, agreed: tuple[uuid.UUID | None, ...] = (None, MUM), **given: object) -> Facts:
    return Facts(Basis.AGREEMENT, frozenset(parts), frozenset(agreed), **given)  # type: ignore[arg-type]


def on_duty(*parts: Part, duty: Duty | None = Duty.EHCP, **given: object) -> Facts:
    return Facts(Basis.DUTY, frozenset(parts), duty=duty, **given)  # type: ignore[arg-type]


# Granting -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", KNOWS, ids=lambda role: role.value)
def test_only_granters_grant(role: Role) -> None:
    assert bool(policy.can_grant(somebody(role), KNOWS[role])) is (role in policy.GRANTERS)


@pytest.mark.parametrize("role", policy.GRANTERS, ids=lambda role: role.value)
def test_nobody_grants_through_a_window(role: Role) -> None:
    refused = policy.can_grant(somebody(role), access(Relation.WINDOW, frozenset(Part)))
    assert not refused and refused.because


@pytest.mark.parametrize("receiver", Receiver, ids=lambda one: one.value)
@pytest.mark.parametrize("role", policy.GRANTERS, ids=lambda role: role.value)
def test_what_is_offered_is_neither_wider_than_own_nor_than_ever_needed(role: Role, receiver: Receiver) -> None:
    opened, viewer = KNOWS[role], somebody(role)
    offered = policy.offered(viewer, opened, receiver)
    assert offered <= opened.parts and offered <= RECEIVERS[receiver].most
    assert all(role in policy.SENSITIVE[part] for part in offered if part in policy.SENSITIVE)
    for basis in Basis:
        duty = RECEIVERS[receiver].duties[0] if basis is Basis.DUTY else None
        for part in Part:
            # A parent's page has the first name on it: without that part nothing is opened to one.
            parts = {part} | ({Part.IDENTITY} if receiver is Receiver.PARENT else set())
            allowed = policy.can_grant_this(viewer, opened, receiver, basis=basis, duty=duty, parts=parts)
            assert bool(allowed) is (part in offered and basis in policy.bases(viewer, receiver)), (part, basis)
            assert allowed.because


def test_what_a_window_opened_to_oneself_is_not_ones_to_open() -> None:
    """A head of year with a window onto health sees it; it is not theirs to give on."""
    wider = access(Relation.SCHOOL, SCHOOL_PARTS[Role.HEAD_OF_YEAR] | {Part.HEALTH, Part.NOTES})
    viewer = somebody(Role.HEAD_OF_YEAR)
    assert Part.HEALTH not in policy.own_parts(viewer, wider)
    assert not policy.can_grant_this(
        viewer, wider, Receiver.AGENCY, basis=Basis.AGREEMENT, duty=None, parts={Part.HEALTH}
    )


def test_what_is_taken_from_ones_own_access_is_not_ones_to_open() -> None:
    """Whereabouts kept from the head today cannot be opened by the head today."""
    narrower = access(Relation.SCHOOL, SCHOOL_PARTS[Role.HEADTEACHER] - {Part.WHEREABOUTS})
    assert Part.WHEREABOUTS not in policy.offered(somebody(Role.HEADTEACHER), narrower, Receiver.SOCIAL_CARE)


def test_agreement_and_duty_are_not_mixed() -> None:
    viewer, opened = somebody(Role.HEADTEACHER), KNOWS[Role.HEADTEACHER]
    for basis, duty in ((Basis.AGREEMENT, Duty.COURT), (Basis.DUTY, None), (Basis.DUTY, Duty.EHCP)):
        assert not policy.can_grant_this(viewer, opened, Receiver.AGENCY, basis=basis, duty=duty, parts={Part.IDENTITY})
    assert not policy.bases(somebody(Role.MENTOR), Receiver.POLICE)


@pytest.mark.parametrize("receiver", Receiver, ids=lambda one: one.value)
def test_every_preset_is_whole(receiver: Receiver) -> None:
    preset = RECEIVERS[receiver]
    assert preset.usual and preset.usual <= preset.most and preset.roles and preset.bases and preset.duties
    assert not preset.most & {Part.NOTES, Part.MESSAGES, Part.CHECK_INS, Part.FILES}


def test_what_may_not_be_safe_to_show_begins_held_back() -> None:
    assert begins_held_back(Receiver.SOCIAL_CARE, Basis.DUTY, Duty.CARE_ORDER)
    assert begins_held_back(Receiver.AGENCY, Basis.DUTY, Duty.SAFEGUARDING)
    assert not begins_held_back(Receiver.SEN_OFFICE, Basis.DUTY, Duty.EHCP)
    assert not begins_held_back(Receiver.HEALTH, Basis.AGREEMENT, None)


# Holding back ---------------------------------------------------------------------------------------------------------


def test_only_a_safeguarding_lead_holds_back_and_never_what_was_agreed() -> None:
    for role, opened in KNOWS.items():
        assert bool(policy.can_hold_back(somebody(role), opened, Basis.DUTY)) is (role is Role.SAFEGUARDING_LEAD)
    lead = somebody(Role.SAFEGUARDING_LEAD)
    assert not policy.can_hold_back(lead, KNOWS[Role.SAFEGUARDING_LEAD], Basis.AGREEMENT)
    assert not policy.can_hold_back(lead, access(Relation.WINDOW, frozenset(Part)), Basis.DUTY)


# The family -----------------------------------------------------------------------------------------------------------


def test_whoever_agreed_ends_it_and_nobody_else_of_the_family() -> None:
    both, mums, ellies = (on_agreement(Part.PLAN, agreed=who) for who in ((None, MUM), (MUM,), (None,)))
    assert policy.can_end(PUPIL, both) and policy.can_end(MUMS, both) and not policy.can_end(DADS, both)
    assert policy.can_end(MUMS, mums) and not policy.can_end(PUPIL, mums)
    assert policy.can_end(PUPIL, ellies) and not policy.can_end(MUMS, ellies)
    for party in (PUPIL, MUMS, DADS):
        assert policy.can_end(party, on_agreement(Part.PLAN, agreed=()))


def test_what_rests_on_a_duty_is_not_theirs_to_end_and_says_why() -> None:
    for duty in Duty:
        for party in (PUPIL, MUMS):
            refused = policy.can_end(party, on_duty(Part.PLAN, duty=duty))
            assert not refused and refused.because == str(DUTY_WHY[duty])
    for thing in (True, False):
        assert policy.can_end(PUPIL, on_duty(Part.WORK, duty=None, is_about_one_thing=thing)).because


@pytest.mark.parametrize("party", [PUPIL, MUMS, DADS], ids=["pupil", "mum", "dad"])
def test_what_is_held_back_or_of_safeguarding_is_on_no_page_of_the_family(party: Party) -> None:
    for hidden in (
        on_duty(Part.PLAN, is_held_back=True),
        on_duty(Part.PLAN, Part.SAFEGUARDING),
        on_agreement(Part.PLAN, Part.SAFEGUARDING),
        on_duty(Part.NOTES),
    ):
        assert not policy.is_shown(party, hidden) and not policy.can_end(party, hidden)


def test_no_place_follows_for_a_carer_who_may_not_know() -> None:
    for hidden in (
        on_agreement(Part.PLAN, Part.WEEK),
        on_agreement(Part.WHEREABOUTS, Part.PLAN, agreed=(DAD,)),
        on_agreement(Part.PLAN, receiver=Receiver.PLACE),
        on_duty(Part.PLAN, receiver=Receiver.SCHOOL),
    ):
        assert not policy.is_shown(DADS, hidden) and policy.is_shown(PUPIL, hidden)
    assert policy.is_shown(DADS, on_agreement(Part.PLAN, receiver=Receiver.AGENCY)) and not policy.knows_where(DADS)


def test_a_carer_is_not_shown_what_the_pupil_alone_agreed_to() -> None:
    assert not policy.is_shown(MUMS, on_agreement(Part.PLAN, agreed=(None,)))
    assert policy.is_shown(MUMS, on_agreement(Part.PLAN, agreed=(None, DAD)))


def test_a_part_is_named_to_who_sees_it_or_agreed_to_it() -> None:
    window = on_agreement(Part.PLAN, Part.HEALTH)
    assert policy.named_parts(MUMS, window) == {Part.PLAN, Part.HEALTH}
    assert policy.named_parts(DADS, window) == {Part.PLAN}
    assert policy.named_parts(PUPIL, on_duty(Part.PLAN, Part.NOTES)) == {Part.PLAN}
    assert not policy.is_shown(DADS, on_agreement(Part.HEALTH))


def test_words_for_everything_and_plain_ones_for_a_pupil() -> None:
    assert set(PUPIL_PART_WORDS) == set(Part) and set(DUTY_WORDS) == set(DUTY_WHY) == set(Duty)
    for words in (*PUPIL_PART_WORDS.values(), *DUTY_WHY.values()):
        assert not unkind(str(words))
