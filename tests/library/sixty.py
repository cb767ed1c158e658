"""The library that the sixty searches look in: invented lessons, each by a short name."""

import uuid
from collections.abc import Callable, Mapping
from typing import Any

import sqlalchemy as sa

from tests import make, make_questions
from tests.cast import Cast, Person
from virtual_school.core.db import db
from virtual_school.core.files import StoredFile, StoredText
from virtual_school.core.files.states import CopyState, TextState
from virtual_school.core.search import stored_words
from virtual_school.identity.models import Account
from virtual_school.library import changes
from virtual_school.library.models import Audience, HandIn, Lesson, StepKind
from virtual_school.network.models import Organisation, Term, TermKind
from virtual_school.network.viewer import Viewer

# By its name: title, subject, year, minutes, and what else is said of it.
LESSONS: dict[str, tuple[str, str, int, int, dict[str, Any]]] = {
    "water": ("The water cycle", "Geography", 7, 40, {
        "outcome": "I can say where rain comes from.", "keywords": "evaporation: water turns to vapour",
        "steps": ["Clouds form when vapour cools."]}),
    "rivers": ("Rivers and floods", "Geography", 8, 50, {
        "outcome": "I can explain why a river floods.", "steps": ["Meanders grow. Running water wears rock away."],
        "files": ["River map.pdf"]}),
    "volcano": ("Volcanoes", "Geography", 9, 30, {
        "keywords": "magma: rock that has melted\nlava: magma outside", "ways": "photo"}),
    "cities": ("Why cities grow", "Geography", 10, 60, {"board": "AQA", "unit": "Urban issues"}),
    "cells": ("Plant and animal cells", "Science", 7, 40, {
        "keywords": "nucleus: it holds the instructions\nmitochondria: where energy comes from",
        "files": ["Cells worksheet.docx"], "document": "Draw a cheek cell under a microscope."}),
    "photo": ("Photosynthesis", "Science", 8, 45, {
        "outcome": "I can say how plants make food.", "misconceptions": "Plants eat soil.",
        "steps": ["Leaves take in carbon dioxide."]}),
    "forces": ("Forces in balance", "Science", 9, 30, {
        "keywords": "newton: the unit of force", "question": "Which way does the book push back?"}),
    "energy": ("Energy stores and transfers", "Science", 10, 60, {
        "board": "OCR", "specification": "J249", "tier": "Higher", "ways": "quiz typed"}),
    "bonds": ("Ionic bonding", "Science", 11, 60, {
        "board": "Edexcel", "keywords": "ion: a charged atom", "staff": ["Answers to ionic bonding.pdf"]}),
    "ratio": ("Ratio in recipes", "Maths", 8, 40, {
        "outcome": "I can scale a recipe up and down.", "steps": ["Pancakes for four need 300 ml of milk."]}),
    "fractions": ("Adding fractions", "Maths", 7, 20, {
        "question": "What is 1/2 + 1/4?", "staff": ["Mark scheme.docx"]}),
    "pythagoras": ("Pythagoras’ theorem", "Maths", 9, 50, {"outcome": "I can find the longest side."}),
    "quadratic": ("Solving quadratic equations", "Maths", 11, 60, {
        "board": "Pearson Edexcel", "tier": "Higher", "unit": "Algebra", "place": 4}),
    "data": ("Mean, median and mode", "Maths", 8, 30, {"outcome": "I can choose an average."}),
    "macbeth": ("Macbeth: ambition", "English", 10, 60, {
        "board": "AQA", "set_text": "Macbeth", "outcome": "I can quote Macbeth’s doubts.", "ways": "typed audio"}),
    "poem": ("Writing a poem about home", "English", 7, 30, {"ways": "typed photo audio"}),
    "letter": ("A formal letter", "English", 9, 40, {
        "steps": ["Begin with who you are. Running sentences on confuses people."]}),
    "gothic": ("Gothic fear", "English", 8, 40, {
        "files": ["Extract.docx"], "document": "The castle stood black against the moon."}),
    "cafe": ("Au café", "French", 7, 20, {
        "outcome": "I can order a drink.", "keywords": "un café: a coffee\nl’été: summer", "ways": "audio"}),
    "verbs": ("Être et avoir", "French", 8, 30, {"outcome": "I can use the two verbs I need most."}),
    "caesar": ("Keeping secrets: the Caesar cipher", "Computing", 10, 40, {
        "outcome": "I can hide a message with a shift.", "keywords": "cipher: a way to hide a message"}),
    "loops": ("Loops in Python", "Computing", 9, 45, {
        "steps": ["for number in range(10): print(number)"], "files": ["loops_start.py"]}),
    "sorting": ("Sorting a list", "Computing", 10, 40, {
        "board": "OCR", "keywords": "algorithm: steps that solve a problem", "question": "Which sort is quickest?"}),
    "plague": ("The Black Death", "History", 8, 50, {
        "outcome": "I can give two causes.", "steps": ["Ships brought the plague to Weymouth in 1348."]}),
    "weimar": ("Weimar Germany, 1918–1933", "History", 11, 60, {
        "board": "AQA", "specification": "8145", "staff": ["Teacher notes on hyperinflation.docx"]}),
    "suffrage": ("Votes for women", "History", 9, 40, {"ways": "told"}),
    "soup": ("A soup for four", "Food", 9, 90, {"ways": "practical photo", "outcome": "I can chop safely."}),
    "budget": ("A week’s money", "Life skills", 11, 30, {"steps": ["Rent, food, travel, phone."]}),
    "draft": ("Half a lesson on the heart", "Science", 8, 40, {"state": "draft", "place": 1}),
    "gone": ("Withdrawn: the solar system", "Science", 7, 40, {"state": "withdrawn"}),
}  # fmt: skip

SCHOOLS = ("ashfold", "stonegate")
LINES = ("keywords", "misconceptions", "board", "specification", "tier", "set_text", "unit", "place")


def fill(cast: Cast, acting: Callable[[Person], Viewer]) -> dict[uuid.UUID, str]:
    """Make all of them, by turns at two schools; their names by their identifiers."""
    names: dict[uuid.UUID, str] = {}
    mine = sa.select(Term).where(Term.network_id == cast.larkdale.network_id, Term.kind == TermKind.SUBJECT)
    subjects = {term.words: term for term in db.session.scalars(mine)}
    teachers = {place: acting(person) for place, person in (("ashfold", cast.lunt), ("stonegate", cast.bell))}
    for number, (name, (title, subject, year, minutes, more)) in enumerate(LESSONS.items()):
        if subject not in subjects:
            subjects[subject] = make.subject(subject)
        by, place = teachers[SCHOOLS[number % 2]], SCHOOLS[number % 2]
        author, school = db.session.get_one(Account, by.account_id), cast.larkdale.organisations[place]
        words: dict[str, Any] = {one: more[one] for one in LINES if one in more} | {
            "year": year,
            "minutes": minutes,
            "title": title,
        }
        words |= {"ways": frozenset(HandIn(way) for way in more.get("ways", "").split()), "instructions": ""}
        words |= {"outcome": more.get("outcome", "")}
        row = make.lesson(author, db.session.get_one(Organisation, school), subjects[subject], **words)
        _parts(row, more)
        _enter(row, more.get("state", "posted"), by)
        names[row.id] = name
    db.session.commit()
    return names


def _parts(lesson: Lesson, more: Mapping[str, Any]) -> None:
    """Its steps, its question, its files, and what was read in them."""
    steps = [make.step(lesson, text, position=number) for number, text in enumerate(more.get("steps", ()), start=1)]
    if "question" in more:
        asks = make.step(lesson, "", kind=StepKind.QUESTIONS, position=len(steps) + 1)
        make_questions.question(asks, more["question"])
    for name in more.get("files", ()):
        stored = make.stored_file(f"{lesson.title}: {name}".encode(), name)
        make.resource(lesson, stored, name)
        if "document" in more:
            _read(stored, more["document"])
    for name in more.get("staff", ()):
        stored = make.stored_file(f"{lesson.title}: {name}".encode(), name)
        make.resource(lesson, stored, name, audience=Audience.STAFF_ONLY)


def _read(stored: StoredFile, words: str) -> None:
    db.session.add(
        StoredText(
            stored_file_id=stored.id,
            state=TextState.READY,
            text=words,
            words=stored_words(words),
            copy_state=CopyState.UNNEEDED,
        )
    )
    db.session.flush()


def _enter(lesson: Lesson, state: str, by: Viewer) -> None:
    """As it came to be so: what was withdrawn was posted once."""
    if state == "draft":
        changes.index(lesson)
        return
    changes.post(lesson, by=by)
    if state == "withdrawn":
        changes.withdraw(lesson, by=by)
