"""The four kinds of people of a school morning, and when each comes in."""

import re
from collections.abc import Iterable, Iterator
from random import Random

from bench.soak.client import Sent
from bench.soak.pages import Area, Gone, Page, form, with_files
from bench.soak.person import Box, Day, Person, Who, pressed

ID = r"[0-9a-f-]{36}"
OPENS_AGAIN, IN_FLIGHT = 0.15, 0.2


class Pupil(Person):
    """Today, a lesson, typing with pauses, handing in; some days a look at the week or at who is there for them."""

    async def round(self) -> None:
        page = await self.get("today", "/today")
        await self.think(3, 12)
        works = page.links(f"/my-work/{ID}")
        if not works:
            await self._look_about()
            return
        await self._work(works[0] if self.happens(0.7) else self.random.choice(works))

    async def _look_about(self) -> None:
        path = self.random.choice(("/my-work", "/my-people", "/my-week"))
        await self.get(f"pupil {path[1:]}", path)
        await self.think(30, 90)

    async def _work(self, path: str) -> None:
        page = await self.get("lesson", path)
        await self.think(20, 70)  # reading what is asked
        area = page.area()
        if area is None:  # handed in, or answered: they read it and go back
            await self._look_about()
            return
        box = self._box(page, path, area)
        await box.type(self.random.randint(1, 4), (8, 40))
        if self.happens(OPENS_AGAIN):  # the page is opened again: what was confirmed must stand in it
            page = await self.get("lesson", path)
            box = self._box(page, path, page.area() or _none())
        await box.type(self.random.randint(1, 3), (8, 40))
        await self._hand_in(path, box)
        await self.think(5, 15)

    def _box(self, page: Page, path: str, area: Area) -> Box:
        go = page.hidden(f"{path}/hand-in")["number"]
        return Box(self, area, f"work:{path.rpartition('/')[2]}:{go}")

    async def _hand_in(self, path: str, box: Box) -> None:
        work, go = box.subject.split(":")[1:]
        box.text = f"{box.text} {self.words(1, 3)}".strip()
        fields = {**self.page.hidden(f"{path}/hand-in"), **box.fields()}
        if self.happens(IN_FLIGHT):  # a save is under way as they press: the script lets go of it
            await self.line.send_and_hang_up(box.request(), 0)
        sent = Sent("hand-in", "POST", f"{path}/hand-in", *with_files(fields), expect=(303,))
        book = self.day.book
        book.unheard.append(box.subject)
        answer = await pressed(self, sent)
        book.unheard.remove(box.subject)
        book.handed_in[work, int(go)] = (box.text, answer.location)
        book.spent(self.who.login, box.subject)
        await self._arrive("receipt", answer)


def _none() -> Area:
    raise Gone("the box was there and is not there any more")


class Mentor(Person):
    """The desk, again and again; a pupil from it; a contact with a few words."""

    async def round(self) -> None:
        page = await self.get("desk", "/desk")
        await self.think(20, 60)
        pupils = page.links(f"/pupils/{ID}")
        if pupils:
            path = self.random.choice(pupils)
            await self.get("pupil", path)
            await self.think(15, 50)
            if self.happens(0.6):
                await self._note(path)
        await self.think(20, 60)

    async def _note(self, path: str) -> None:
        page = await self.get("note", f"{path}/note")
        await self.think(3, 10)
        fields = {**page.hidden(f"{path}/contacts"), "kind": self.random.choice(("call", "home", "one_to_one"))}
        book, said = self.day.book, f"contact by {self.who.login}"
        book.unheard.append(said)
        answer = await pressed(self, Sent("contact", "POST", f"{path}/contacts", *form(fields), expect=(303,)))
        book.unheard.remove(said)
        note = answer.location.partition("?")[0].rpartition("/")[2]
        book.contacts[note] = ""
        page = await self._arrive("contact page", answer)
        box = Box(self, page.area() or _none(), f"contact:{note}")
        await box.type(self.random.randint(1, 2), (3, 10))
        fields = {**page.hidden(f"/contacts/{note}"), **box.fields(), "minutes": "5"}
        book.unheard.append(box.subject)
        await self.post("contact’s words", "pupil", form(fields), f"/contacts/{note}")
        book.unheard.remove(box.subject)
        book.contacts[note] = box.text
        book.spent(self.who.login, box.subject)


class Teacher(Person):
    """The pile; a hand-in read, answered with a few sentences; on to the next that the house offers."""

    async def round(self) -> None:
        page = await self.get("pile", "/to-answer")
        await self.think(8, 25)
        waiting = page.links(f"/to-answer/{ID}")
        if not waiting:
            await self.think(40, 90)
            return
        page = await self.get("answer", waiting[0])
        for _hand_in in range(self.random.randint(2, 5)):
            await self.think(15, 45)
            here = re.search(rf'action="/to-answer/({ID})/return"', page.body)
            if here is None:
                return
            page = await self._answer(page, here[1])

    async def _answer(self, page: Page, hand_in: str) -> Page:
        box = Box(self, page.area() or _none(), f"feedback:{hand_in}")
        await box.type(self.random.randint(1, 3), (5, 20))
        outcome, path = ("another_go" if self.happens(0.25) else "done"), f"/to-answer/{hand_in}/return"
        fields = {**page.hidden(path), **box.fields(), "outcome": outcome}
        book = self.day.book
        book.unheard.append(box.subject)
        answer = await pressed(self, Sent("return", "POST", path, *form(fields), expect=(303,)))
        book.unheard.remove(box.subject)
        book.returned[hand_in] = (box.text, outcome)
        book.spent(self.who.login, box.subject)
        return await self._arrive("answer", answer)


class Lead(Person):
    """What waits, the panel's list, a referral; nothing written."""

    async def round(self) -> None:
        for path in self.who.pages:
            await self.get(f"lead {path[1:]}", path)
            await self.think(20, 60)


KINDS: dict[str, type[Person]] = {"pupil": Pupil, "mentor": Mentor, "teacher": Teacher, "lead": Lead}


def arrivals(random: Random, many: int, seconds: float) -> Iterator[float]:
    """When each of so many comes in: a class of them as the bell goes, half in the first fifth, most by the half."""
    at_the_bell = max(many // 12, 1)
    for number in range(many):
        if number < at_the_bell:
            yield random.uniform(0, seconds / 120)
        elif number < many / 2:
            yield random.uniform(0, seconds / 5)
        elif number < many * 0.9:
            yield random.uniform(seconds / 5, seconds / 2)
        else:
            yield random.uniform(seconds / 2, seconds * 0.8)


def everybody(day: Day, whos: Iterable[Who], random: Random) -> list[Person]:
    """In an order of chance, so that every kind comes at every time."""
    mixed = list(whos)
    random.shuffle(mixed)
    times = arrivals(random, len(mixed), day.ends)
    own = (Random(random.getrandbits(64)) for _who in mixed)  # noqa: S311 (a morning, not a secret)
    return [KINDS[who.role](day, who, one, at) for who, one, at in zip(mixed, own, times, strict=True)]
