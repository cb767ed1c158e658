"""A prepared picture turned and trimmed: another picture, made from the whole one each time: nothing is lost."""

import io
from dataclasses import dataclass, replace

from PIL import Image

from virtual_school.core import clock
from virtual_school.core.db import network_id_in_force
from virtual_school.core.files.kinds import SHOWN_TYPE
from virtual_school.core.files.models import StoredFile
from virtual_school.core.files.receive import Received, made_or_found, receive
from virtual_school.core.files.send import read
from virtual_school.core.files.states import FileState
from virtual_school.core.ids import uuid7

STEP = 5  # hundredths that one press trims
MOST = 80  # hundredths that may go between two sides

_TURNS = {1: Image.Transpose.ROTATE_270, 2: Image.Transpose.ROTATE_180, 3: Image.Transpose.ROTATE_90}


@dataclass(frozen=True, slots=True)
class Cut:
    """Quarter turns to the right, then hundredths off each side of the picture as it is turned."""

    turned: int = 0
    top: int = 0
    right: int = 0
    bottom: int = 0
    left: int = 0

    @property
    def is_whole(self) -> bool:
        return self == Cut()

    def turn(self) -> "Cut":
        """A quarter to the right; what was trimmed stays trimmed."""
        return Cut((self.turned + 1) % 4, self.left, self.top, self.right, self.bottom)

    def trim(self, side: str) -> "Cut":
        """A little less on one side, as long as enough of it is left."""
        across = self.left + self.right if side in ("left", "right") else self.top + self.bottom
        return self if across + STEP > MOST else replace(self, **{side: getattr(self, side) + STEP})


@dataclass(frozen=True, slots=True)
class Edited:
    received: Received
    width: int
    height: int


def edit(stored: StoredFile, cut: Cut, name: str) -> Edited:
    """Made, and its bytes brought into the store. Never under the lock: it decodes."""
    with read(stored) as opened, Image.open(opened, formats=("WEBP",)) as image:
        image.load()
        shown = image.transpose(_TURNS[cut.turned]) if cut.turned else image.copy()
    wide, high = shown.size
    box = (
        wide * cut.left // 100,
        high * cut.top // 100,
        max(wide - wide * cut.right // 100, 1),
        max(high - high * cut.bottom // 100, 1),
    )
    shown = shown.crop(box)
    made = io.BytesIO()
    shown.save(made, "WEBP", quality=88, method=2)
    made.seek(0)
    return Edited(receive(made, name), shown.width, shown.height)


def keep_edited(edited: Edited) -> StoredFile:
    """Its row, ready to be shown: it was made here, of pixels that were prepared before."""
    received = edited.received
    _made, stored = made_or_found(
        {
            "id": uuid7(),
            "network_id": network_id_in_force(),
            "digest": received.digest,
            "size": received.size,
            "shown_size": received.size,
            "media_type": SHOWN_TYPE,
            "state": FileState.READY,
            "key": received.key,
            "width": edited.width,
            "height": edited.height,
            "created_at": clock.real(),
        }
    )
    return stored
