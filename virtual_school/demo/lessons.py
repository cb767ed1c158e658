"""The demonstration's lessons: of our own writing, each with what to do and a sheet that is drawn here."""

import io
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont

A4 = (1240, 1754)
MARGIN = 110


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page to hand out, or for staff only: a heading and its lines."""

    name: str
    heading: str
    lines: tuple[str, ...]
    staff_only: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """A lesson as its teacher writes it."""

    title: str
    subject: str
    year: int
    minutes: int
    author: str
    outcome: str
    instructions: str
    sheets: tuple[Sheet, ...] = ()


def drawn(sheet: Sheet) -> bytes:
    """The sheet as a PDF of one A4 page."""
    page = Image.new("RGB", A4, "white")
    pen = ImageDraw.Draw(page)
    pen.text((MARGIN, MARGIN), sheet.heading, font=ImageFont.load_default(52), fill="#16212b")
    top = MARGIN + 120
    for line in sheet.lines:
        pen.text((MARGIN, top), line, font=ImageFont.load_default(32), fill="#16212b")
        top += 62
        if line.endswith(("?", ":")):
            pen.line((MARGIN, top + 70, A4[0] - MARGIN, top + 70), fill="#d5dcdf", width=3)
            top += 110
    made = io.BytesIO()
    page.save(made, "PDF", resolution=150, title=sheet.heading)
    return made.getvalue()


LESSONS = (
    Written(
        "Ratio in recipes",
        "Maths",
        10,
        25,
        "Helen Lunt",
        "I can change a recipe for any number of people and show how I did it.",
        """A recipe for **4 people** uses 300 g of flour and 2 eggs. The ratio stays the same however many you cook for.

1. Work out how much flour one person needs.
2. How much flour do you need for 10 people? Show how you know.
3. How many eggs for 10 people?

Type your working, or write it on paper and send a photo. Working counts as much as the answer.""",
        (
            Sheet(
                "Ratio in recipes worksheet.pdf",
                "Ratio in recipes",
                (
                    "Pancakes for 4: 300 g flour, 2 eggs, 600 ml milk.",
                    "How much flour for one person?",
                    "How much of each for 10 people?",
                    "You have only 450 g of flour. How many people can eat?",
                ),
            ),
            Sheet(
                "Ratio in recipes answers.pdf",
                "Ratio in recipes: answers",
                (
                    "One person: 75 g flour, half an egg, 150 ml milk.",
                    "Ten people: 750 g flour, 5 eggs, 1.5 litres milk.",
                    "450 g feeds 6 people.",
                ),
                staff_only=True,
            ),
        ),
    ),
    Written(
        "A voice that persuades",
        "English",
        10,
        40,
        "Imran Shah",
        "I can write two paragraphs that make somebody change their mind.",
        """Think of one thing near you that should change: a bus that comes too late, a park that closes too early.

- Say who could change it. Write **to them**.
- First paragraph: what it is like now. Let them see it.
- Second paragraph: what should happen, and what they would gain.

Read it out loud once. Where you stumble, make the sentence shorter.""",
        (
            Sheet(
                "Words that turn a reader.pdf",
                "Words that turn a reader",
                (
                    "Because of this …",
                    "Imagine that …",
                    "You may think …, but …",
                    "What would it cost to … ?",
                ),
            ),
        ),
    ),
    Written(
        "Keeping secrets: the shift cipher",
        "Computing",
        10,
        40,
        "Helen Lunt",
        "I can hide a message with a shift and get it back.",
        """Move every letter three along: `A` becomes `D`, `B` becomes `E`. That is a shift cipher with the key 3.

1. Hide your first name with the key 3.
2. Get this back: `ZHOO GRQH`
3. Somebody finds your message but not the key. How many keys must they try? Why is that not many?""",
        (
            Sheet(
                "Shift cipher worksheet.pdf",
                "Keeping secrets",
                (
                    "A B C D E F G H I J K L M N O P Q R S T U V W X Y Z",
                    "Hide the word HARBOUR with the key 5. What do you get?",
                    "Find the key: EQORWVGT is COMPUTER. What is it?",
                ),
            ),
            Sheet(
                "Shift cipher mark scheme.pdf",
                "Keeping secrets: mark scheme",
                (
                    "MFWGTZW",
                    "The key is 2.",
                    "25 keys: a person can try them in an hour, a machine at once.",
                ),
                staff_only=True,
            ),
        ),
    ),
    Written(
        "Forces on a bridge",
        "Science",
        9,
        35,
        "Imran Shah",
        "I can draw the forces on something that stands still.",
        """Find something near you that holds weight: a shelf, a chair, a bridge.

1. Draw it. A simple outline will do.
2. Add an arrow for each force. A longer arrow is a bigger force.
3. Nothing is moving. What does that tell you about the arrows?

A photo of your drawing is fine.""",
    ),
    Written(
        "Safety signs on a site",
        "Construction",
        11,
        20,
        "Peter Quill",
        "I can say what four kinds of safety sign tell me to do.",
        """Walk round a building or look out of a window. Find four signs.

| Colour and shape | It means |
| --- | --- |
| red circle with a line | you must not |
| blue circle | you must |
| yellow triangle | look out |
| green square | the safe way |

For each sign you found, write where it was and what it told you to do.""",
    ),
    Written(
        "What a week costs",
        "Life skills",
        9,
        30,
        "Bea Collier",
        "I can plan a week's food for one person with £35.",
        """You have **£35** for food for one person for seven days.

1. Choose seven dinners you would really eat.
2. List what to buy. Use a shop's website or a leaflet for prices.
3. Add it up. If it is over £35, what would you change first, and why?""",
    ),
)
