"""Fills a folder with everything a bulletin is set in, so that a render needs only that folder.

The Fandol faces come as CFF outlines, which some viewers show as wrong or blank glyphs once subset; they are
converted to TrueType outlines here, once. LXGW WenKai (rare characters) and Liberation (English) are TrueType
already and are copied. The same sources give the same bytes on every machine: no time stamps, no hinting, the
makers' own name tables.
"""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fontTools.misc.fixedTools import floatToFixedToStr
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

RECIPE = 1  # raise it when the conversion changes, so that old files are made again
MAX_ERR = 1.0  # font units (1000 to the em): far below what a 2400 dpi printer can show
CHARACTERS = "characters.txt"
LICENCES = "licences"


@dataclass(frozen=True)
class OpenFace:
    """One file of the folder: its name, the file that it is made from and the Debian packages that hold that
    one. `known`: SHA-256 of the sources, and of results, that have been looked at; `optional`: it has rare
    characters only."""

    name: str
    source: str
    packages: tuple[str, ...]
    known: tuple[str, ...]
    optional: bool = False

    @property
    def convert(self) -> bool:
        """Whether it is made, and not copied."""
        return self.source != self.name


def _fandol(name: str, source: str, result: str) -> OpenFace:
    return OpenFace(f"{name}.ttf", f"{name}.otf", ("texlive-lang-chinese",), (source, result))


def _liberation(name: str, known: str) -> OpenFace:
    return OpenFace(f"{name}.ttf", f"{name}.ttf", ("fonts-liberation2", "fonts-liberation"), (known,))


# Fandol: GPL with the font exception; LXGW WenKai and Liberation: OFL.
FACES = (
    _fandol(
        "FandolFang-Regular",
        "d838ad32ce2244d8144f408c37fe71065aba6fbbc80759a4d2aa2033948d5bc9",
        "fde5aca044e56f1e8e421cce7df2bce41ccd3f02adbf29d266c814a508c9dfa5",
    ),
    _fandol(
        "FandolKai-Regular",
        "ea7e7fb4f9b3ac694a68d43946e04d21deed6e8c29a7c2d3081e1a4138f2f827",
        "bbf184fc3bbdcf2a2f0e79a7340a2b9d3ad4a0fd47742c32307adaff7e7d840d",
    ),
    _fandol(
        "FandolHei-Regular",
        "4afa97aa8751e0118617df88272b58d43691b5cffb7ea024c4580496e9f34d28",
        "ab2456c252c8faa9f57da73753dae69d4174e8880d432ed8eab88b5a7facfe97",
    ),
    _fandol(
        "FandolSong-Regular",
        "a3820003227d4abe31fe28b493200d94a849ccfd078b50a019264f70353020b0",
        "586c6eefd71459681b44cc2cf912e5170ea430f6ff335c175c615dea8214db93",
    ),
    _fandol(
        "FandolSong-Bold",
        "ffa76a70e128947a4dd22151d5ee829b23e24ce3cb6fe8ad49891cd1c2d9e9b9",
        "7108c6ab098b8d116873a05d5511d72cb5bf97a105ec19d857cbf81ab1824086",
    ),
    OpenFace(
        "LXGWWenKai-Regular.ttf",
        "LXGWWenKai-Regular.ttf",
        ("fonts-lxgw-wenkai",),
        ("bbf534b0ca093928f94d1782855e65a19a32cde82b075d495d072025521953c8",),
        optional=True,
    ),
    _liberation(
        "LiberationSerif-Regular", "29d12439831b7f59194efec85872f24f54eff05738933f9a860220d2abff88ba"
    ),
    _liberation("LiberationSerif-Bold", "446a4421f297698427170fd7db20e59169a4188baaaf940e9bea58af6341a723"),
    _liberation("LiberationSerif-Italic", "c1830c433ab41379f1139fac388989d37c9f08c81e1bd643efdcc7946db30753"),
    _liberation("LiberationSans-Regular", "8d91388f1d3604b3b8ae0e3ee2d140e50cd6122f9214514f4aca772540a4076d"),
    _liberation("LiberationSans-Bold", "ba0e0dc3f7aca5b0afbc31e800531ee43be3aa79ae35b2ef1f6470a9547765c4"),
)


def lacking(folder: Path) -> list[OpenFace]:
    """The faces that are missing or are not the file that was recorded."""
    known = _record(folder).get("faces", {})
    return [
        face
        for face in FACES
        if not (folder / face.name).is_file()
        or known.get(face.name, {}).get("sha256") != sha256(folder / face.name)
    ]


def is_whole(folder: Path) -> bool:
    """Whether everything is there that a bulletin needs."""
    return (folder / CHARACTERS).is_file() and all(face.optional for face in lacking(folder))


def found_in(folders: Sequence[Path], faces: Sequence[OpenFace]) -> dict[OpenFace, Path]:
    """Each face with the file below `folders` that it is made from, or that was made of it."""
    files: dict[str, Path] = {}
    for folder in folders:
        for path in sorted(folder.rglob("*.[ot]tf")):
            files.setdefault(path.name, path)
    wanted = ((face, files.get(face.name) or files.get(face.source)) for face in faces)
    return {face: path for face, path in wanted if path is not None}


def bring_in(found: Mapping[OpenFace, Path], out: Path, notice: Callable[[str], None]) -> None:
    """Puts these faces into the folder, several side by side, and writes down what it holds."""
    out.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor(max_workers=min(4, os.cpu_count() or 1)) as pool:
        running = [pool.submit(_bring_in, face, source, out) for face, source in found.items()]
        for done in running:
            notice(done.result())
    faces = {f.name: _describe(out / f.name) for f in FACES if (out / f.name).is_file()}
    text = json.dumps({"recipe": RECIPE, "faces": faces}, ensure_ascii=False, indent=2, sort_keys=True)
    (out / "fonts.json").write_text(text + "\n", "utf-8")
    (out / CHARACTERS).write_text(_characters(out), "utf-8")


def sha256(path: Path) -> str:
    """A file's checksum."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _bring_in(face: OpenFace, source: Path, out: Path) -> str:
    """Puts one face in place in one step, so that a killed run leaves no half file."""
    handle, temporary = tempfile.mkstemp(dir=out, suffix=".part")
    os.close(handle)
    part = Path(temporary)
    try:
        if source.suffix == ".otf":
            to_truetype(source, part)
        else:
            shutil.copyfile(source, part)
        part.chmod(0o644)
        part.replace(out / face.name)
    finally:
        part.unlink(missing_ok=True)
    return face.name


def to_truetype(source: Path, target: Path) -> None:
    """Rewrites a CFF face with quadratic outlines; deterministic, unhinted."""
    with TTFont(source, recalcTimestamp=False, recalcBBoxes=True) as font:
        _replace_outlines(font)
        _replace_maxp(font)
        font["post"].formatType = 3.0  # CID fonts have no names worth keeping
        font["post"].extraNames, font["post"].mapping, font["post"].glyphOrder = [], {}, None
        for tag in ("CFF ", "VORG", "DSIG"):
            if tag in font:
                del font[tag]
        font.sfntVersion = "\x00\x01\x00\x00"
        font.save(target, reorderTables=True)


def _replace_outlines(font: Any) -> None:
    order = font.getGlyphOrder()
    glyphs = font.getGlyphSet()
    glyf = newTable("glyf")
    glyf.glyphOrder, glyf.glyphs = order, {}
    for name in order:
        pen = TTGlyphPen(None)
        glyphs[name].draw(Cu2QuPen(pen, MAX_ERR, reverse_direction=True))
        glyf.glyphs[name] = pen.glyph()
    font["loca"], font["glyf"] = newTable("loca"), glyf
    glyf.compile(font)
    for name in order:
        glyph = glyf.glyphs[name]
        glyph.recalcBounds(glyf)
        font["hmtx"][name] = (font["hmtx"][name][0], getattr(glyph, "xMin", 0))


def _replace_maxp(font: Any) -> None:
    maxp = newTable("maxp")
    maxp.tableVersion = 0x00010000
    maxp.numGlyphs = len(font.getGlyphOrder())
    for field in ("maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs",
                  "maxStackElements", "maxSizeOfInstructions"):  # fmt: skip
        setattr(maxp, field, 0)
    maxp.maxZones = 1
    maxp.maxComponentElements = 0
    font["maxp"] = maxp
    maxp.compile(font)


def _record(out: Path) -> dict[str, Any]:
    try:
        read = json.loads((out / "fonts.json").read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return read if isinstance(read, dict) and read.get("recipe") == RECIPE else {}


def _characters(out: Path) -> str:
    """Every character that some face draws, as ranges of code points; the check of the data reads it."""
    codes: set[int] = set()
    for path in (out / face.name for face in FACES):
        if path.is_file():
            with TTFont(path, lazy=True) as font:
                codes |= set(font.getBestCmap())
    starts = sorted(code for code in codes if code - 1 not in codes)
    ends = sorted(code for code in codes if code + 1 not in codes)
    return "".join(f"{start:X}-{end:X}\n" for start, end in zip(starts, ends, strict=True))


def _describe(path: Path) -> dict[str, str]:
    with TTFont(path, lazy=True) as font:
        revision = floatToFixedToStr(font["head"].fontRevision, 16)
        version = font["name"].getDebugName(5) or revision
        return {"family": font["name"].getDebugName(1) or "", "version": version, "sha256": sha256(path)}
