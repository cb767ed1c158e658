"""Who is asking: a frozen value, made once a request. Only the hat in use opens anything."""

import uuid
from collections.abc import Hashable
from dataclasses import dataclass, replace
from typing import cast

from flask import g
from werkzeug.local import LocalProxy

from virtual_school.network.roles import AUTHORS, STAFF, Hat, Role

_STANDS_FOR = {name: uuid.uuid4() for name in ("account", "network", "organisation", "pupil")}


@dataclass(frozen=True, slots=True)
class Viewer:
    """The person behind a request, or the system under a named rule.

    `hats` are all that are in force today; `hat` is the one in use. Conflicts of interest look at all of them.
    """

    account_id: uuid.UUID | None
    network_id: uuid.UUID
    name: str
    hats: tuple[Hat, ...]
    hat: Hat | None
    pupil_id: uuid.UUID | None = None
    sign_in_id: uuid.UUID | None = None
    shared_computer: bool = False
    rule: str | None = None
    # How many notices wait for them: for the bar.
    waiting: int = 0

    @classmethod
    def system(cls, rule: str, network_id: uuid.UUID) -> "Viewer":
        """The system itself, acting under a rule whose rights are `SYSTEM_RIGHTS[rule]`."""
        if rule not in SYSTEM_RIGHTS:
            raise KeyError(f"no rule {rule!r} lets the system act")
        return cls(account_id=None, network_id=network_id, name=rule, hats=(), hat=None, rule=rule)

    # What `core.kept` asks of a person: two of one shape ask the same statement, each with their own identifiers.

    @property
    def shape(self) -> Hashable:
        hat = self.hat and (self.hat.role, self.hat.year, self.hat.organisation_id is None)
        return hat, self.account_id is None, self.pupil_id is None, self.rule

    @property
    def stand_in(self) -> "Viewer":
        hat = self.hat and replace(
            self.hat, key="", organisation="", organisation_id=self.hat.organisation_id and _STANDS_FOR["organisation"]
        )
        return Viewer(
            account_id=self.account_id and _STANDS_FOR["account"],
            network_id=_STANDS_FOR["network"],
            name="",
            hats=(),
            hat=hat,
            pupil_id=self.pupil_id and _STANDS_FOR["pupil"],
            rule=self.rule,
        )

    @property
    def fills(self) -> dict[uuid.UUID, uuid.UUID | None]:
        return {
            _STANDS_FOR["account"]: self.account_id,
            _STANDS_FOR["network"]: self.network_id,
            _STANDS_FOR["organisation"]: self.organisation_id,
            _STANDS_FOR["pupil"]: self.pupil_id,
        }

    @property
    def hat_name(self) -> str:
        if self.rule is not None:
            return f"system:{self.rule}"
        return self.hat.role.value if self.hat else "none"

    @property
    def role(self) -> Role | None:
        return self.hat.role if self.hat else None

    @property
    def organisation_id(self) -> uuid.UUID | None:
        return self.hat.organisation_id if self.hat else None

    @property
    def is_pupil(self) -> bool:
        return self.role is Role.PUPIL

    @property
    def is_staff(self) -> bool:
        return self.role in STAFF

    @property
    def is_author(self) -> bool:
        return self.role in AUTHORS

    def is_any(self, *roles: Role) -> bool:
        return self.role in roles


# What the system may do without a person, by rule. A job that is not listed acts for the person who queued it.
SYSTEM_RIGHTS: dict[str, str] = {
    "demonstration": "Build the demonstration network.",
    "invitation": "Set the password that an invited person chose.",
    "reset": "Set the password that somebody chose by a link to their own address.",
    "slip": "Let somebody in by words that were given to them for this once.",
    "joining": "Join a carer to their child as it was decided, once they have shown letter and code.",
    "sign-in elsewhere": "Link what a school's provider says somebody is to their account.",
    "installation": "Make a network and its first Virtual School lead, from the command line.",
    "referrals.lapse": "End a referral that nobody took further by its day, and give longer to one that waits for us.",
    "letter.make": "Make the file of a letter that somebody sent, as it was sent.",
    "letters off": "Send somebody no more letters that are not urgent, by the link in one of them.",
    "concern.late": "Tell the next of a worry that nobody has read in time.",
    "serious.late": "Tell whoever leads the Virtual School of something serious that nobody has seen in time.",
    "help.unseen": "Tell others of a call for help that nobody has seen in time.",
    "request.pass_on": "Ask the network for work when a pupil's own teacher has not answered in time.",
    "answers.promised": "Remind of a promised answer, name who stands in, pass on what nobody answered in time.",
    "away.days": "Say that a pupil is away for long, is nearly back, is back.",
    "register link": "Say who came to a place in one session, by the link that the place was sent.",
}

viewer = cast(Viewer, LocalProxy(lambda: g.viewer))
