"""Anybody of the morning: arrives, signs in, goes where a page leads, waits as people do."""

import asyncio
import json
import uuid
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from random import Random

from bench.soak.book import Book
from bench.soak.client import Answer, Astray, Line, Sent, Tally
from bench.soak.pages import Area, Gone, Page, form

# As the page's script has it (static/js/box.js).
PACE, FIRST_SAVE, LONGEST_ANSWER = 3.0, 0.6, 20.0

MISTYPES, COLD, LOSES_AN_ANSWER = 0.04, 0.2, 0.01

WORDS = (
    "first then because the water was cold and we waited until it stood still so I measured it again and wrote the "
    "number down it came to twelve and a half which is more than yesterday I think the reason is that the lid was off "
    "my second answer is different from the one in the text since the map shows the river on the other side of the "
    "road next I would try it with less flour and more time that’s what Nan does at home and it turns out right"
).split()


class Over(Exception):
    """The morning is over: what was sent is still waited for, and nothing new is begun."""


@dataclass(frozen=True, slots=True)
class Who:
    """One of those who were filled in."""

    role: str
    login: str
    # Leads and clerks have further pages to look at.
    pages: tuple[str, ...] = ()


@dataclass(slots=True)
class Day:
    """The morning that everybody shares. `hurry` shortens every wait, for a short look."""

    port: int
    ends: float
    password: str
    slug: str = "larkdale"
    hurry: float = 1.0
    # Everybody goes home after so many rounds, for a short look; else when the morning ends.
    rounds: int = 1_000_000
    tally: Tally = field(default_factory=Tally)
    book: Book = field(default_factory=Book)

    async def wait(self, seconds: float) -> None:
        """Think. Raises `Over` when the morning ends meanwhile."""
        left = self.ends - self.tally.now
        if left <= 0:
            raise Over
        await asyncio.sleep(min(seconds * self.hurry, left))
        if self.tally.now >= self.ends:
            raise Over


class Person(ABC):
    """Signs in, then does what their role does, over and over."""

    start = "/home"

    def __init__(self, day: Day, who: Who, random: Random, arrives: float) -> None:
        self.day, self.who, self.random, self.arrives = day, who, random, arrives
        self.line = Line(day.port, day.tally)
        self.page = Page("")

    async def morning(self) -> None:
        try:
            await self.day.wait(self.arrives)
            await self._until_over()
        except Over:
            pass
        finally:
            self.line.close()

    async def _until_over(self) -> None:
        inside, rounds = False, 0
        while rounds < self.day.rounds:
            try:
                if not inside:
                    await self.sign_in()
                    inside = True
                await self.round()
                rounds += 1
            except (Astray, Gone) as lost:
                if isinstance(lost, Gone):
                    self.day.tally.fault(Sent("page", "GET", self.start), str(lost))
                await self.think(5, 15)

    @abstractmethod
    async def round(self) -> None:
        """What somebody of this kind does, once around."""

    async def think(self, least: float, most: float) -> None:
        await self.day.wait(self.random.uniform(least, most))

    def happens(self, chance: float) -> bool:
        return self.random.random() < chance

    # On the line ------------------------------------------------------------------------------------------------------

    async def get(self, kind: str, path: str) -> Page:
        return await self._arrive(kind, await self.line.ask(Sent(kind, "GET", path, expect=(200, 302, 303))))

    async def post(self, kind: str, lands_on: str, sent: tuple[dict[str, str], bytes], path: str) -> Page:
        """Send a form and go where it leads."""
        answer = await self.line.ask(Sent(kind, "POST", path, *sent, expect=(303,)))
        return await self._arrive(lands_on, answer)

    async def _arrive(self, kind: str, answer: Answer) -> Page:
        while answer.status != 200:
            place = answer.location.partition("#")[0]
            if place.startswith(("/sign-in", "/n/")):
                self.day.tally.fault(Sent(kind, "GET", place), "signed out")
                raise Astray
            kind_now = "first page" if place in ("/", "/home") else kind
            answer = await self.line.ask(Sent(kind_now, "GET", place, expect=(200, 302, 303)))
        self.page = Page(answer.body)
        return self.page

    async def sign_in(self) -> None:
        path = f"/n/{self.day.slug}/"
        page = Page((await self.line.ask(Sent("sign-in page", "GET", path))).body)
        if self.happens(COLD):
            for one in page.statics():
                await self.line.ask(Sent("static", "GET", one))
        await self.think(4, 15)  # typing a name and a password
        if self.happens(MISTYPES):
            headers, body = form(self._typed(page, self.day.password[:-1]))
            wrong = await self.line.ask(Sent("sign-in refused", "POST", path, headers, body, expect=(422,)))
            page = Page(wrong.body)
            await self.think(3, 8)
        headers, body = form(self._typed(page, self.day.password))
        answer = await self.line.ask(Sent("sign-in", "POST", path, headers, body, expect=(303,)))
        await self._arrive("first page", answer)

    def _typed(self, page: Page, password: str) -> dict[str, str]:
        return {**page.hidden(f"/n/{self.day.slug}/"), "name": self.who.login, "password": password}

    def words(self, least: int, most: int) -> str:
        first = self.random.randrange(len(WORDS))
        return " ".join(WORDS[(first + n) % len(WORDS)] for n in range(self.random.randint(least, most)))


class Box:
    """One text that saves itself, as static/js/box.js does it: at most every three seconds, key, base and seq."""

    def __init__(self, person: Person, area: Area, subject: str) -> None:
        self.person, self.area, self.subject = person, area, subject
        self.book, self.who = person.day.book, person.who.login
        self.key, self.base, self.seq = str(uuid.UUID(int=person.random.getrandbits(128))), area.version, 0
        self.text = self.known = area.text
        self.book.looked(self.who, subject, area.text)

    async def type(self, bursts: int, pause: tuple[float, float]) -> None:
        """Write in bursts, with pauses to think and read; it saves itself while words come, never without."""
        for _burst in range(bursts):
            await self.person.day.wait(FIRST_SAVE)
            for _save in range(self.person.random.randint(3, 8)):
                self.text = f"{self.text} {self.person.words(2, 6)}".strip()
                await self.save()
                await self.person.day.wait(PACE)
            await self.person.think(*pause)

    def request(self) -> Sent:
        """The next save, of the text as it is now."""
        self.seq += 1
        body = json.dumps({"key": self.key, "base": self.base, "seq": self.seq, "text": self.text}).encode()
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        headers["X-CSRFToken"] = self.person.page.token
        self.book.sending(self.who, self.subject, self.text)
        return Sent("autosave", "PUT", self.area.url, headers, body, within=LONGEST_ANSWER)

    async def save(self) -> None:
        """Until it is confirmed: an answer that got lost is asked for again after the script's wait."""
        if self.person.happens(LOSES_AN_ANSWER):
            await self.person.line.send_and_hang_up(self.request(), self.person.random.uniform(0, 0.05))
            await asyncio.sleep(PACE * self.person.day.hurry)
        said = json.loads((await self.person.line.ask(self.request())).body)
        self.base, self.known = said["version"], self.text
        self.book.heard(self.who, self.subject, self.text)

    def fields(self) -> dict[str, str]:
        """What the script writes into the form as it is sent."""
        return {"draft_key": self.key, "draft_version": str(self.base), self.area.name: self.text}


async def pressed(person: Person, sent: Sent) -> Answer:
    """A form that is to happen once: pressed, perhaps pressed twice at once, perhaps sent again unheard.

    Every answer must lead to the same place; that place is what counts as confirmed.
    """
    chance = person.random.random()
    if chance < 0.10:
        await person.line.send_and_hang_up(sent, person.random.uniform(0, 0.08))
        await asyncio.sleep(person.random.uniform(0.5, 3) * person.day.hurry)
        return await person.line.ask(sent)
    if chance > 0.85:
        other = Line(person.day.port, person.day.tally, dict(person.line.cookies))
        first, second = await asyncio.gather(person.line.ask(sent), other.ask(sent))
        other.close()
        if first.location != second.location:
            person.day.tally.fault(sent, f"pressed twice led to {first.location} and to {second.location}")
        return first
    return await person.line.ask(sent)
