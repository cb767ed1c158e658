"""Names for invented pupils, drawn after everything else from a seed of their own. Nobody here is real."""

import random
from collections.abc import Iterator

SEED = 4_711

GIVEN = (
    "Aisha", "Alfie", "Amara", "Amir", "Anya", "Archie", "Ayaan", "Bella", "Bilal", "Caleb", "Carys", "Chidi", "Chloe",
    "Connor", "Daisy", "Darius", "Demi", "Dylan", "Eden", "Efe", "Elif", "Elliot", "Esme", "Ewan", "Faith", "Farid",
    "Finn", "Freya", "Gabe", "Grace", "Hamza", "Hana", "Harley", "Hugo", "Ibrahim", "Imogen", "Iris", "Isaac", "Jade",
    "Jamal", "Jess", "Jonah", "Kayla", "Keira", "Kofi", "Laila", "Leah", "Leon", "Lola", "Luca", "Maja", "Malik",
    "Maya", "Mina", "Nathan", "Nia", "Niko", "Noor", "Olly", "Omar", "Orla", "Paige", "Petra", "Quinn", "Rafi", "Rhys",
    "Robyn", "Rowan", "Ruby", "Safia", "Seren", "Shay", "Sofia", "Tamsin", "Tariq", "Temi", "Theo", "Tilly", "Toby",
    "Uma", "Vera", "Wiktor", "Yara", "Yusuf", "Zac", "Zainab", "Zara", "Zofia",
)  # fmt: skip
FAMILY = (
    "Abara", "Alcott", "Ames", "Banner", "Barlow", "Bayley", "Beck", "Bello", "Birchall", "Blake", "Bose", "Brandt",
    "Calder", "Carrow", "Chand", "Coyle", "Crane", "Dacre", "Danso", "Denby", "Dhillon", "Dray", "Eaves", "Ekwe",
    "Farrant", "Fenn", "Flint", "Garrow", "Ghent", "Goode", "Grady", "Hale", "Hamid", "Harker", "Hobson", "Ikande",
    "Ives", "Jagger", "Jemson", "Kadir", "Kemp", "Kowal", "Lacey", "Larch", "Ledger", "Lomax", "Mabey", "Malik",
    "Mercer", "Moss", "Nadir", "Nash", "Noble", "Oduya", "Orme", "Osei", "Paley", "Patel", "Pirie", "Quaye", "Rahim",
    "Reeve", "Rook", "Rossi", "Sabir", "Sayer", "Shaw", "Sidhu", "Slade", "Sorley", "Tate", "Tierney", "Tully", "Udall",
    "Vance", "Varga", "Wade", "Walsh", "Wilde", "Yates", "Zaman", "Zielak",
)  # fmt: skip
FOR_CARERS = ("Alex", "Chris", "Dee", "Fran", "Jo", "Kim", "Lou", "Pat", "Robin", "Sandy", "Toni", "Val")
CALLED = ("Mum", "Mum", "Mum", "Dad", "Dad", "Nan", "Grandad", "My aunt")
# Who is somebody's by name: a brother and a sister with one mother, and the son of the man who has the workshop.
GIVEN_OF = {"brother": "Luca", "sister": "Sofia"}
FAMILY_OF = {"brother": "Garrow", "sister": "Garrow", "with_father": "Hallam"}
CARER_OF = {"brother": ("Toni", "Mum"), "sister": ("Toni", "Mum"), "with_father": ("Ned", "Dad")}
LANGUAGES = ("Urdu", "Polish", "Arabic", "Romanian", "Tigrinya", "Portuguese")
LOGIN = ("otter", "heron", "maple", "comet", "pebble", "lantern", "kettle", "saddle", "magpie", "thistle")


def names(seed: int = SEED) -> Iterator[tuple[str, str]]:
    """Given and family names in a drawn order, none twice."""
    chance = random.Random(seed)  # noqa: S311
    given, family = list(GIVEN), list(FAMILY)
    chance.shuffle(given)
    chance.shuffle(family)
    for number in range(len(given) * 2):
        yield given[number % len(given)], family[(number * 7 + number // len(given)) % len(family)]
