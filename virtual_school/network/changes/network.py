"""Changes of networks, organisations and agreed words: audited and flushed, for actions here and packages above."""

import datetime as dt
import uuid

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.core import audit, clock, text
from virtual_school.core.db import db, enter_network
from virtual_school.core.errors import WrongState
from virtual_school.network.models import Network, NetworkMember, Organisation, OrganisationKind, Term, TermKind
from virtual_school.network.viewer import Viewer


def make_network(
    by: Viewer,
    *,
    slug: str,
    name: str,
    host: str | None = None,
    accent: str | None = None,
    is_demonstration: bool = False,
) -> Network:
    """Make a network under the id that `by` acts in, and enter it, so that its audit begins behind its own wall."""
    network = Network(
        id=by.network_id,
        slug=slug,
        name=name,
        host=host.casefold() if host else None,
        accent=accent,
        is_demonstration=is_demonstration,
        terms={},
        numbers={},
        created_at=clock.now(),
    )
    db.session.add(network)
    db.session.flush()
    enter_network(network.id)
    audit.record("network.made", by, object_id=network.id, slug=slug)
    db.session.flush()
    return network


def open_clock(by: Viewer, network: Network, *, opens_on: dt.date) -> None:
    """Begin a demonstration's own clock: from now on it is this day there, and a week later every day."""
    network.demo_anchor, network.demo_opens_on = clock.real(), opens_on
    db.session.flush()


def show_day(by: Viewer, network: Network, *, real: bool) -> None:
    """Show everybody in a demonstration the real day, or its own again. Twice is once."""
    if not network.is_demonstration or network.demo_real_day is real:
        return
    network.demo_real_day = real
    audit.record("network.day_shown", by, object_id=network.id, real=real)
    db.session.flush()


def add_organisation(
    by: Viewer,
    *,
    name: str,
    kind: OrganisationKind,
    laestab: str | None = None,
    urn: str | None = None,
    ukprn: str | None = None,
    phone: str | None = None,
) -> Organisation:
    """A new body above the networks. It is in none until it joins."""
    organisation = Organisation(
        name=name,
        sort_key=text.sort_key(name),
        kind=kind,
        laestab=laestab or None,
        urn=urn or None,
        ukprn=ukprn or None,
        phone=phone or None,
        created_at=clock.now(),
        kept_by=by.network_id,
    )
    db.session.add(organisation)
    db.session.flush()
    audit.record("organisation.added", by, object_id=organisation.id, name=name)
    db.session.flush()
    return organisation


def join(
    by: Viewer,
    *,
    organisation_id: uuid.UUID,
    starts_on: dt.date | None = None,
    ends_on: dt.date | None = None,
    because: str | None = None,
) -> NetworkMember:
    """Bring an organisation into the network. It is in it once at a time."""
    starts_on = starts_on or clock.today()
    if ends_on is not None and ends_on < starts_on:
        raise WrongState(_("The last day is before the first."))
    doubled = sa.exists().where(
        NetworkMember.organisation_id == organisation_id,
        NetworkMember.ended_at.is_(None),
        sa.or_(NetworkMember.ends_on.is_(None), NetworkMember.ends_on >= starts_on),
    )
    if db.session.scalar(sa.select(doubled)):
        raise WrongState(_("This organisation is in the network already."))
    member = NetworkMember(organisation_id=organisation_id, starts_on=starts_on, ends_on=ends_on, because=because)
    db.session.add(member)
    db.session.flush()
    audit.record("organisation.joined", by, object_id=member.id, because=because, organisation_id=organisation_id)
    db.session.flush()
    return member


def leave(by: Viewer, member: NetworkMember, because: str | None = None) -> None:
    """End an organisation's place in the network, at once. Ended twice is ended once."""
    db.session.refresh(member, with_for_update=True)
    if member.ended_at is not None:
        return
    member.ended_at, member.ended_by, member.because = clock.now(), by.account_id, because
    audit.record("organisation.left", by, object_id=member.id, because=because, organisation_id=member.organisation_id)
    db.session.flush()


def add_term(by: Viewer, *, words: str, kind: TermKind = TermKind.SUBJECT) -> Term:
    """An agreed word of the network's; one that was retired comes back."""
    key = text.sort_key(words)
    term = db.session.scalar(sa.select(Term).where(Term.kind == kind, Term.sort_key == key))
    if term is not None and term.retired_at is None:
        raise WrongState(_("“%(words)s” is there already.", words=term.words))
    if term is None:
        term = Term(kind=kind, words=words, sort_key=key)
        db.session.add(term)
    term.words, term.retired_at = words, None
    db.session.flush()
    audit.record("term.added", by, object_id=term.id, kind=kind, words=words)
    db.session.flush()
    return term


def retire_term(by: Viewer, term: Term) -> None:
    """Offer the word no more. Rows that name it keep it."""
    if term.retired_at is not None:
        return
    term.retired_at = clock.now()
    audit.record("term.retired", by, object_id=term.id, kind=term.kind)
    db.session.flush()


def change_organisation(
    by: Viewer,
    organisation: Organisation,
    *,
    name: str,
    kind: OrganisationKind,
    laestab: str | None = None,
    urn: str | None = None,
    ukprn: str | None = None,
    phone: str | None = None,
) -> None:
    """Another name, kind or number. A number that another organisation has is refused."""
    db.session.refresh(organisation, with_for_update=True)
    was = organisation.name
    for column, number in (
        (Organisation.laestab, laestab),
        (Organisation.urn, urn),
        (Organisation.ukprn, ukprn),
    ):
        taken = sa.exists().where(column == number, Organisation.id != organisation.id)
        if number and db.session.scalar(sa.select(taken)):
            raise WrongState(_("Another organisation has the number %(number)s.", number=number))
    organisation.name, organisation.sort_key, organisation.kind = name, text.sort_key(name), kind
    organisation.laestab, organisation.urn, organisation.ukprn = laestab or None, urn or None, ukprn or None
    organisation.phone = phone or None
    audit.record("organisation.changed", by, object_id=organisation.id, name=name, was=was)
    db.session.flush()
