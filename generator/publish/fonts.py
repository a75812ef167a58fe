"""The faces a bulletin is set in, and how WeasyPrint gets to know them and no others."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from generator.domain.errors import EnvironmentFault

REGULAR = 400
EXTRA = "extra"  # of the fonts folder


@dataclass(frozen=True, slots=True)
class Face:
    """A family name of the style sheets and the file of the fonts folder that draws it."""

    family: str
    file: str
    weight: int = REGULAR
    style: str = "normal"
    optional: bool = False


# One file per family and weight: split files (unicode-range) have drawn wrong glyphs.
FACES = (
    Face("Jibao Fang", "FandolFang-Regular.ttf"),
    Face("Jibao Kai", "FandolKai-Regular.ttf"),
    Face("Jibao Hei", "FandolHei-Regular.ttf"),
    Face("Jibao Song", "FandolSong-Regular.ttf"),
    Face("Jibao Song", "FandolSong-Bold.ttf", weight=700),
    Face("Jibao Wide", "LXGWWenKai-Regular.ttf", optional=True),
    Face("Jibao Serif", "LiberationSerif-Regular.ttf"),
    Face("Jibao Serif", "LiberationSerif-Bold.ttf", weight=700),
    Face("Jibao Serif", "LiberationSerif-Italic.ttf", style="italic"),
    Face("Jibao Sans", "LiberationSans-Regular.ttf"),
    Face("Jibao Sans", "LiberationSans-Bold.ttf", weight=700),
)

# The official faces as Windows names their files. None of them has a bold: the heavy Song of a title
# stays the open one, since a regular face made bold by force is no official face.
OFFICIAL = {
    "Jibao Fang": ("simfang.ttf",),
    "Jibao Kai": ("simkai.ttf",),
    "Jibao Hei": ("simhei.ttf",),
    "Jibao Song": ("simsun.ttc", "simsun.ttf"),
}
_OFFICIAL_ADDRESS = "official:"
_NOT_TO_BE_EMBEDDED = 0x0002  # OS/2 fsType: restricted licence
_PICTURES = ("EBDT", "EBLC", "EBSC", "DSIG")  # pixel drawings for small screens


@lru_cache(maxsize=2)
def open_fonts(folder: str, official: str = "") -> tuple[Any, Any, Any]:
    """A font configuration that knows the folder's faces (and, where `official` names a folder, the
    system's official ones in their place) and no other font of the machine; their style sheet; the
    fetcher that lets nothing else through. Raises EnvironmentFault where a face is missing."""
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    taken = _official(Path(official)) if official else {}
    fetcher = _fetcher(Path(folder), taken)
    with _no_system_fonts():
        configuration = FontConfiguration()
    rules = _font_faces(Path(folder), taken)
    sheet = weasyprint.CSS(string=rules, font_config=configuration, url_fetcher=fetcher)
    return configuration, sheet, fetcher


def _official(folder: Path) -> dict[str, bytes]:
    """Address → font, for each of the system's faces; the first font of a collection, since a
    collection as a whole is nothing that a style sheet can name."""
    return {_address(family): _face_of(folder, names) for family, names in OFFICIAL.items()}


def _address(family: str) -> str:
    return _OFFICIAL_ADDRESS + family.replace(" ", "-")


def official_files(folder: Path) -> dict[str, str]:
    """The official faces by file name, with their checksums, for the record of a build."""
    paths = [_found(folder, names) for names in OFFICIAL.values()]
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def _found(folder: Path, names: tuple[str, ...]) -> Path:
    for name in names:
        if (folder / name).is_file():
            return folder / name
    raise EnvironmentFault(f"{names[0]} is missing in {folder}: set `faces: open` in data/site.yml")


def _face_of(folder: Path, names: tuple[str, ...]) -> bytes:
    from fontTools.ttLib import TTFont

    path = _found(folder, names)
    out = BytesIO()
    with TTFont(path, fontNumber=0, lazy=True, recalcTimestamp=False, recalcBBoxes=False) as font:
        if font["OS/2"].fsType & _NOT_TO_BE_EMBEDDED:
            raise EnvironmentFault(f"{path.name}: its licence forbids embedding")
        if "glyf" not in font:
            raise EnvironmentFault(f"{path.name}: no TrueType outlines, which some viewers draw wrong")
        for tag in _PICTURES:
            if tag in font:
                del font[tag]
        font.save(out, reorderTables=False)
    return out.getvalue()


def _font_faces(folder: Path, taken: Mapping[str, bytes]) -> str:
    rules = []
    for face in (*FACES, *_extra(folder)):
        path = folder / face.file
        address = _address(face.family)
        if address in taken and face.weight == REGULAR:
            rules.append(_rule(face, address))
            continue
        if not path.is_file():
            if face.optional:
                continue
            raise EnvironmentFault(f"font {face.file} is missing in {folder}: run scripts/bootstrap.sh site")
        rules.append(_rule(face, path.resolve().as_uri()))
    return "\n".join(rules)


def _rule(face: Face, address: str) -> str:
    return (
        f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight};'
        f' font-style: {face.style}; src: url("{address}"); }}'
    )


def _extra(folder: Path) -> list[Face]:
    """What a county added for rare characters: no style sheet names it, so it draws only what the
    others lack."""
    files = sorted(path.name for path in (folder / EXTRA).glob("*.tt[fc]"))
    return [Face(f"Jibao Extra {number}", f"{EXTRA}/{name}") for number, name in enumerate(files, 1)]


def _fetcher(folder: Path, taken: Mapping[str, bytes]) -> Any:
    """Lets data: and the fonts through and nothing else: no network, no other file."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    allowed = folder.resolve().as_uri() + "/"

    class Fetcher(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            if url in taken:
                return URLFetcherResponse(url, taken[url])
            if not url.startswith("data:") and not (url.startswith(allowed) and "/../" not in url):
                raise ValueError(f"refused: {url[:80]}")
            return super().fetch(url, headers)

    return Fetcher(allowed_protocols=("data", "file"))


# The charts name the faces of a reader's own screen; on paper our own faces stand for them.
_ALIAS = "<alias binding='same'><family>{}</family><prefer>{}</prefer></alias>"
_SANS = "".join(f"<family>{name}</family>" for name in ("Jibao Sans", "Jibao Hei", "Jibao Wide"))
# Fontconfig asks for the language before the weight, and by its count of characters an official face
# speaks Chinese and an open one does not: so all are said to speak both, and family and weight decide.
_LANGUAGES = (
    "<match target='scan'><edit name='lang' mode='assign_replace'><langset>"
    "<string>zh-cn</string><string>en</string></langset></edit></match>"
)
_FONTCONFIG = (
    f"<?xml version='1.0'?><fontconfig>{_LANGUAGES}"
    + "".join(_ALIAS.format(name, _SANS) for name in ("Noto Sans CJK SC", "sans-serif"))
    + "</fontconfig>"
)


@contextmanager
def _no_system_fonts() -> Iterator[None]:
    """Fontconfig without the machine's fonts, so that two machines fall back to the same glyphs."""
    with tempfile.TemporaryDirectory(prefix="jibao-") as folder:
        path = Path(folder) / "fonts.conf"
        path.write_text(_FONTCONFIG, "utf-8")
        before = os.environ.get("FONTCONFIG_FILE")
        os.environ["FONTCONFIG_FILE"] = str(path)
        try:
            yield
        finally:
            if before is None:
                del os.environ["FONTCONFIG_FILE"]
            else:
                os.environ["FONTCONFIG_FILE"] = before
