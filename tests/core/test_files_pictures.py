"""Pictures: upright, shrunk, and nothing in them but the picture."""

import io

import pytest
from PIL import Image, ImageCms

from tests.core.filed import bomb, heic, jpeg, png, saved, scene, webp
from virtual_school.core.files.pictures import LONG_SIDE, NotPrepared, prepare
from virtual_school.core.files.states import RefusedBecause

RED, BLUE = (255, 0, 0), (0, 0, 255)


def shown(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(prepare(data).data))
    image.load()
    return image


def near(pixel: object, colour: tuple[int, int, int]) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(one - other) < 40 for one, other in zip(pixel, colour, strict=False))


@pytest.mark.parametrize("make", [jpeg, png, webp, heic])
def test_nothing_stays_in_it_but_the_picture(make):
    image = shown(make())
    assert image.format == "WEBP"
    assert not dict(image.getexif())
    assert not {"exif", "xmp", "icc_profile", "comment"} & image.info.keys()
    for trace in (b"EXIF", b"Exif", b"XMP", b"51.5", b"Telephone", b"written at home", b"GPS"):
        assert trace not in prepare(make()).data


@pytest.mark.parametrize(
    ("orientation", "size", "top_left"),
    [
        (1, (80, 40), RED),
        (2, (80, 40), BLUE),
        (3, (80, 40), BLUE),
        (4, (80, 40), RED),
        (5, (40, 80), RED),
        (6, (40, 80), RED),
        (7, (40, 80), BLUE),
        (8, (40, 80), BLUE),
    ],
)
def test_it_is_upright_however_the_camera_was_held(orientation, size, top_left):
    image = shown(jpeg(orientation))
    assert image.size == size
    assert near(image.getpixel((5, 5)), top_left)


def test_a_heic_is_turned_once():
    assert shown(heic()).size == (64, 96)


@pytest.mark.parametrize(
    ("size", "fitted"), [((4000, 1000), (2000, 500)), ((1000, 3000), (667, 2000)), ((30, 20), (30, 20))]
)
def test_it_is_no_larger_than_a_screen_and_never_enlarged(size, fitted):
    image = shown(jpeg(size=size))
    assert image.size == fitted
    assert max(image.size) <= LONG_SIDE


def test_it_says_its_own_size():
    made = prepare(jpeg(6))
    assert (made.width, made.height) == (40, 80)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK"])
def test_every_way_of_storing_colours_can_be_shown(mode):
    deep = scene().convert("L").convert("I").point(lambda value: value * 257).convert("I;16")
    source = deep if mode == "I;16" else scene().convert(mode)
    image = shown(saved(source, "JPEG" if mode == "CMYK" else "PNG"))
    assert image.size == (80, 40)
    assert image.getpixel((5, 5)) != image.getpixel((75, 5))


def test_what_is_transparent_stays_so():
    assert shown(saved(Image.new("RGBA", (20, 20), (255, 0, 0, 0)), "PNG")).getpixel((3, 3))[3] == 0


def test_a_colour_profile_is_applied_then_dropped():
    wide = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for profile in (srgb, wide, b"no profile at all"):
        image = shown(jpeg(icc_profile=profile))
        assert near(image.getpixel((5, 5)), RED)
        assert "icc_profile" not in image.info


def test_of_a_moving_picture_the_first_frame():
    moving = saved(scene(), "WEBP", save_all=True, append_images=[Image.new("RGB", (80, 40), "white")])
    image = shown(moving)
    assert getattr(image, "n_frames", 1) == 1
    assert near(image.getpixel((5, 5)), RED)


@pytest.mark.parametrize("data", [b"", b"\xff\xd8\xff\xe0 no jpeg", jpeg()[:300], png()[:60], b"<svg/>", heic()[:200]])
def test_what_cannot_be_read_says_so(data):
    with pytest.raises(NotPrepared) as refused:
        prepare(data)
    assert refused.value.because is RefusedBecause.UNREADABLE


def test_a_bomb_is_refused_before_it_unpacks():
    with pytest.raises(NotPrepared) as refused:
        prepare(bomb())
    assert refused.value.because is RefusedBecause.TOO_MANY_PIXELS


def test_other_formats_are_not_even_tried():
    with pytest.raises(NotPrepared):
        prepare(saved(scene(), "GIF"))
