"""Whose yes a version waits for, and what each has said. Pure, over loaded rows."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from virtual_school.plans.models import PlanAgreement
from virtual_school.pupils.models import Carer, Party

# A party, and for carers which of them.
Key = tuple[Party, uuid.UUID | None]


@dataclass(frozen=True, slots=True)
class Standing:
    """One party, what they are called on the page, and their latest answer to this asking."""

    party: Party
    carer_id: uuid.UUID | None
    called: str
    answer: PlanAgreement | None

    @property
    def key(self) -> Key:
        return self.party, self.carer_id

    @property
    def said_yes(self) -> bool:
        return self.answer is not None and self.answer.agrees

    @property
    def said_no(self) -> bool:
        return self.answer is not None and not self.answer.agrees

    @property
    def value(self) -> str:
        """How a form names them."""
        return str(self.carer_id) if self.carer_id else self.party.value


def to_ask(carers: Sequence[Carer]) -> list[Key]:
    """Every party of a plan: the pupil first, each carer who may be asked, the school, the mentor."""
    asked: list[Key] = [(Party.PUPIL, None)]
    asked += [(Party.CARER, carer.id) for carer in carers]
    return [*asked, (Party.SCHOOL, None), (Party.MENTOR, None)]


def latest(answers: Sequence[PlanAgreement]) -> Mapping[Key, PlanAgreement]:
    """The latest answer of each party, of answers in the order in which they were given."""
    return {(one.party, one.carer_id): one for one in answers}


def all_said_yes(carers: Sequence[Carer], answers: Sequence[PlanAgreement]) -> bool:
    said = latest(answers)
    return all(key in said and said[key].agrees for key in to_ask(carers))


def somebody_living_with_said_yes(carers: Sequence[Carer], answers: Sequence[PlanAgreement]) -> bool:
    said = latest(answers)
    homes = [(Party.CARER, carer.id) for carer in carers if carer.lives_with]
    return any(key in said and said[key].agrees for key in homes)
