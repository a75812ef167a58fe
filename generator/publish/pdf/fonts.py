"""The faces a bulletin is set in, and how WeasyPrint gets to know them and no others."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from multiprocessing.util import Finalize
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from generator.domain.errors import EnvironmentFault
from generator.domain.text import Text

REGULAR, BOLD = 400, 700
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
    Face("Jibao Song", "FandolSong-Bold.ttf", weight=BOLD),
    Face("Jibao Wide", "LXGWWenKai-Regular.ttf", optional=True),
    Face("Jibao Serif", "LiberationSerif-Regular.ttf"),
    Face("Jibao Serif", "LiberationSerif-Bold.ttf", weight=BOLD),
    Face("Jibao Serif", "LiberationSerif-Italic.ttf", style="italic"),
    Face("Jibao Sans", "LiberationSans-Regular.ttf"),
    Face("Jibao Sans", "LiberationSans-Bold.ttf", weight=BOLD),
)

# The official faces as Windows names their files. None of them has a bold: the heavy Song of a title
# stays the open one, since a regular face made bold by force is no official face.
OFFICIAL = {
    "Jibao Fang": ("simfang.ttf",),
    "Jibao Kai": ("simkai.ttf",),
    "Jibao Hei": ("simhei.ttf",),
    "Jibao Song": ("simsun.ttc", "simsun.ttf"),
}
_NOT_TO_BE_EMBEDDED = 0x0002  # OS/2 fsType: restricted licence
_PICTURES = ("EBDT", "EBLC", "EBSC", "DSIG")  # pixel drawings for small screens


@lru_cache(maxsize=2)
def open_fonts(folder: str, official: str = "") -> tuple[Any, Any]:
    """A font configuration that knows the folder's faces (and, where `official` names a folder, the
    system's official ones in their place) and no other font of the machine; a fetcher that lets nothing
    but data: through. Raises EnvironmentFault where a face is missing or cannot be read.

    The faces are read where they lie. By way of `@font-face` WeasyPrint would copy all 50 MB of them to
    the folder for temporary files for each process, and leave them there when it ends as workers do.
    """
    from weasyprint.text.fonts import FontConfiguration

    taken = _official(Path(official)) if official else {}
    files = list(_files(Path(folder), taken))
    with _known_to_fontconfig(files):
        configuration = FontConfiguration()
    _add(configuration, files)
    return configuration, _fetcher()


def advice(folder: object) -> Text:
    """How to come by the faces of `folder`."""
    checkout = Path(__file__).parents[3]
    if (checkout / "scripts" / "bootstrap.sh").is_file():
        return Text(f"请在{checkout}里运行make site", f"run `make site` in {checkout}")
    return Text(
        f"请运行 jibao fonts --out {folder}",
        f"run: jibao fonts --out {folder}",
    )


def _add(configuration: Any, files: Sequence[tuple[Face, Path]]) -> None:
    """Each face to a configuration whose rules know its file (`_FACE`)."""
    from weasyprint.text.ffi import ffi, fontconfig, pangoft2

    for _, path in files:
        if not fontconfig.FcConfigAppFontAddFile(configuration._config, os.fsencode(path.as_posix())):
            raise EnvironmentFault(
                Text(
                    f"字体{path}无法读取：{advice(path.parent).zh}",
                    f"font {path} cannot be read: {advice(path.parent).en}",
                )
            )
    pangoft2.pango_fc_font_map_config_changed(ffi.cast("PangoFcFontMap *", configuration.font_map))


def _official(folder: Path) -> dict[str, Path]:
    """Family → file, for each of the system's faces, made fit to be embedded and kept until the process
    ends; the first font of a collection."""
    scratch = tempfile.mkdtemp(prefix="jibao-faces-")
    # A worker ends without the interpreter's own end: this one is part of every process's.
    Finalize(None, shutil.rmtree, (scratch, True), exitpriority=1)
    taken = {}
    for family, names in OFFICIAL.items():
        taken[family] = Path(scratch).resolve() / f"{family}.ttf"
        taken[family].write_bytes(_face_of(folder, names))
    return taken


def official_files(folder: Path) -> dict[str, str]:
    """The official faces by file name, with their checksums, for the record of a build."""
    paths = [_found(folder, names) for names in OFFICIAL.values()]
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def _found(folder: Path, names: tuple[str, ...]) -> Path:
    for name in names:
        if (folder / name).is_file():
            return folder / name
    raise EnvironmentFault(
        Text(
            f"{folder}里没有{names[0]}：请在data/site.yml里写faces: open",
            f"{names[0]} is missing in {folder}: set `faces: open` in data/site.yml",
        )
    )


def _face_of(folder: Path, names: tuple[str, ...]) -> bytes:
    from fontTools.ttLib import TTFont

    path = _found(folder, names)
    out = BytesIO()
    with TTFont(path, fontNumber=0, lazy=True, recalcTimestamp=False, recalcBBoxes=False) as font:
        if font["OS/2"].fsType & _NOT_TO_BE_EMBEDDED:
            raise EnvironmentFault(
                Text(f"{path.name}：字体许可不准嵌入", f"{path.name}: its licence forbids embedding")
            )
        if "glyf" not in font:
            raise EnvironmentFault(
                Text(
                    f"{path.name}：不是TrueType轮廓，有的阅读软件会显示错",
                    f"{path.name}: no TrueType outlines, which some viewers draw wrong",
                )
            )
        for tag in _PICTURES:
            if tag in font:
                del font[tag]
        font.save(out, reorderTables=False)
    return out.getvalue()


def _files(folder: Path, taken: Mapping[str, Path]) -> Iterator[tuple[Face, Path]]:
    """Each face with the file that draws it."""
    for face in (*FACES, *_extra(folder)):
        if face.family in taken and face.weight == REGULAR:
            yield face, taken[face.family]
        elif (folder / face.file).is_file():
            yield face, (folder / face.file).resolve()
        elif not face.optional:
            raise EnvironmentFault(
                Text(
                    f"{folder}里没有字体{face.file}：{advice(folder).zh}",
                    f"font {face.file} is missing in {folder}: {advice(folder).en}",
                )
            )


def _extra(folder: Path) -> list[Face]:
    """What a county added for rare characters: no style sheet names it, so it draws only what the
    others lack."""
    files = sorted(path.name for path in (folder / EXTRA).glob("*.tt[fc]"))
    return [Face(f"Jibao Extra {number}", f"{EXTRA}/{name}") for number, name in enumerate(files, 1)]


def _fetcher() -> Any:
    """Lets data: through and nothing else: no network, no file."""
    from weasyprint.urls import URLFetcher

    class Fetcher(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            if not url.startswith("data:"):
                raise ValueError(f"refused: {url[:80]}")
            return super().fetch(url, headers)

    return Fetcher(allowed_protocols=("data",))


# The charts name the faces of a reader's own screen; on paper our own faces stand for them.
_ALIAS = "<alias binding='same'><family>{}</family><prefer>{}</prefer></alias>"
_SANS = "".join(f"<family>{name}</family>" for name in ("Jibao Sans", "Jibao Hei", "Jibao Wide"))
# Fontconfig asks for the language before the weight, and by its count of characters an official face
# speaks Chinese and an open one does not: so all are said to speak both, and family and weight decide.
_LANGUAGES = (
    "<match target='scan'><edit name='lang' mode='assign_replace'><langset>"
    "<string>zh-cn</string><string>en</string></langset></edit></match>"
)
# A face goes by the name, weight and slant that the style sheets know it by, whatever its file says.
_FACE = (
    "<match target='scan'><test name='file' compare='eq'><string>{}</string></test>"
    "<edit name='family' mode='prepend'><string>{}</string></edit>"
    "<edit name='slant' mode='assign_replace'><const>{}</const></edit>"
    "<edit name='weight' mode='assign_replace'><const>{}</const></edit></match>"
)
_SLANTS = {"normal": "roman", "italic": "italic"}
_WEIGHTS = {REGULAR: "regular", BOLD: "bold"}


def _fontconfig(files: Sequence[tuple[Face, Path]]) -> str:
    aliases = (_ALIAS.format(name, _SANS) for name in ("Noto Sans CJK SC", "sans-serif"))
    faces = (
        _FACE.format(escape(path.as_posix()), face.family, _SLANTS[face.style], _WEIGHTS[face.weight])
        for face, path in files
    )
    return "".join(("<?xml version='1.0'?><fontconfig>", _LANGUAGES, *aliases, *faces, "</fontconfig>"))


@contextmanager
def _known_to_fontconfig(files: Sequence[tuple[Face, Path]]) -> Iterator[None]:
    """Fontconfig without the machine's fonts, so that two machines fall back to the same glyphs."""
    with tempfile.TemporaryDirectory(prefix="jibao-") as folder:
        path = Path(folder) / "fonts.conf"
        path.write_text(_fontconfig(files), "utf-8")
        before = os.environ.get("FONTCONFIG_FILE")
        os.environ["FONTCONFIG_FILE"] = str(path)
        try:
            yield
        finally:
            if before is None:
                del os.environ["FONTCONFIG_FILE"]
            else:
                os.environ["FONTCONFIG_FILE"] = before
