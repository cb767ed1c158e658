"""Pictures made fit to show: upright, no larger than a screen, in sRGB, and with nothing in them but the picture.

A phone writes into every photograph where it was taken. Nothing is copied here but the pixels, so whatever a format may
carry besides (EXIF, GPS, XMP, IPTC, comments, thumbnails, depth maps, colour profiles) stays behind.
"""

import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageCms
from pillow_heif import register_heif_opener

from virtual_school.core.files.states import RefusedBecause

LONG_SIDE = 2000
MOST_PIXELS = 64_000_000  # decoded about 200 MB; every phone's ordinary setting lies below
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")

ORIENTATION = 0x0112  # the EXIF tag that says how the camera was held
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

_SRGB = ImageCms.createProfile("sRGB")

register_heif_opener()
Image.MAX_IMAGE_PIXELS = MOST_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A picture as it will be shown."""

    data: bytes
    width: int
    height: int


class NotPrepared(Exception):
    """The picture cannot be made fit to show; `because` says why."""

    def __init__(self, because: RefusedBecause) -> None:
        super().__init__(because.value)
        self.because = because


def prepare(data: bytes) -> Prepared:
    """The picture in `data` made fit to show. Of a moving picture, the first frame."""
    try:
        return _prepare(data)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise NotPrepared(RefusedBecause.TOO_MANY_PIXELS) from error
    except (NotPrepared, MemoryError):
        raise
    except Exception as error:
        # Decoders answer hostile and broken bytes with nearly any exception. Each means the same: it stays unread, and
        # is told to its sender; trying again would not help.
        raise NotPrepared(RefusedBecause.UNREADABLE) from error


def _prepare(data: bytes) -> Prepared:
    with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise NotPrepared(RefusedBecause.TOO_MANY_PIXELS)
        opened.draft(None, _fitted(opened.size))  # a JPEG is then decoded at a fraction of its size, and of the work
        profile = opened.info.get("icc_profile")
        orientation = opened.getexif().get(ORIENTATION, 1)
        shown = _in_modes_that_scale(opened)
        shown.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS, reducing_gap=2.0)
    shown = _upright(_in_srgb(shown, profile), orientation)
    bare = Image.new(shown.mode, shown.size)
    bare.paste(shown)
    made = io.BytesIO()
    bare.save(made, "WEBP", quality=82, method=2)
    return Prepared(made.getvalue(), bare.width, bare.height)


def _fitted(size: tuple[int, int]) -> tuple[int, int]:
    longest = max(size)
    width, height = (max(1, side * LONG_SIDE // longest) for side in size)
    return width, height


def _in_modes_that_scale(image: Image.Image) -> Image.Image:
    """Grey, palette, 16 bit and the rest as RGB, or RGBA where something is transparent; CMYK waits for its profile."""
    if image.mode in {"RGB", "RGBA", "CMYK"}:
        image.load()
        return image
    if image.mode.startswith("I"):  # 16-bit grey: `convert` would cut off everything above 255
        return image.point(lambda value: value / 256).convert("L").convert("RGB")
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(image, source, _SRGB, outputMode=mode)
        except (ImageCms.PyCMSError, OSError, ValueError):
            converted = None  # a profile of another colour space or a broken one: the numbers are taken as they are
        if converted is not None:
            return converted
    return image if image.mode == mode else image.convert(mode)


def _upright(image: Image.Image, orientation: int) -> Image.Image:
    """Turned as the camera was held. The shrunken copy is turned: it is cheaper, and the outcome is the same."""
    turn = TURNS.get(orientation)
    return image if turn is None else image.transpose(turn)
