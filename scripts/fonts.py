"""Fills `.fonts/` with everything a bulletin is set in, so that a render needs only that folder.

The Fandol faces come as CFF outlines, which some viewers show as wrong or blank glyphs once
subset; they are converted to TrueType outlines here, once. LXGW WenKai (rare characters) and
Liberation (English) are TrueType already and are copied. The same sources give the same bytes on
every machine: no time stamps, no hinting, the makers' own name tables.

    python scripts/fonts.py --fandol DIR [--out .fonts]     make what is missing
    python scripts/fonts.py --check [--out .fonts]          exit 0 when everything is there and right
"""

import argparse
import hashlib
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
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
TRUETYPE = Path("/usr/share/fonts/truetype")


@dataclass(frozen=True)
class Face:
    """One file of `.fonts/`: its name, the source files to look for, and how to bring it in."""

    name: str
    sources: tuple[Path, ...]
    convert: bool
    optional: bool = False


def _fandol(name: str) -> Face:
    return Face(f"{name}.ttf", (Path(f"{name}.otf"),), convert=True)


def _liberation(name: str) -> Face:
    # Debian 12 and Ubuntu 22.04 keep version 2 in a folder of its own; later ones do not.
    folders = (TRUETYPE / "liberation2", TRUETYPE / "liberation")
    return Face(f"{name}.ttf", tuple(f / f"{name}.ttf" for f in folders), convert=False)


FACES = (
    _fandol("FandolFang-Regular"),
    _fandol("FandolKai-Regular"),
    _fandol("FandolHei-Regular"),
    _fandol("FandolSong-Regular"),
    _fandol("FandolSong-Bold"),
    Face("LXGWWenKai-Regular.ttf", (TRUETYPE / "lxgw-wenkai" / "LXGWWenKai-Regular.ttf",),
         convert=False, optional=True),
    _liberation("LiberationSerif-Regular"),
    _liberation("LiberationSerif-Bold"),
    _liberation("LiberationSerif-Italic"),
    _liberation("LiberationSans-Regular"),
    _liberation("LiberationSans-Bold"),
)  # fmt: skip


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


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _bring_in(face: Face, source: Path, out: Path) -> str:
    """Puts one face in place in one step, so that a killed run leaves no half file."""
    handle, temporary = tempfile.mkstemp(dir=out, suffix=".part")
    os.close(handle)
    part = Path(temporary)
    try:
        if face.convert:
            to_truetype(source, part)
        else:
            shutil.copyfile(source, part)
        part.chmod(0o644)
        part.replace(out / face.name)
    finally:
        part.unlink(missing_ok=True)
    return face.name


def _found(face: Face, fandol: Path | None) -> Path | None:
    for source in face.sources:
        path = source if source.is_absolute() or fandol is None else fandol / source
        if path.is_file():
            return path
    return None


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


def _wrong(out: Path) -> Iterator[Face]:
    """The faces that are missing or are not the file that was recorded."""
    known = _record(out).get("faces", {})
    for face in FACES:
        path = out / face.name
        if not path.is_file() or known.get(face.name, {}).get("sha256") != _sha256(path):
            yield face


def _describe(path: Path) -> dict[str, str]:
    with TTFont(path, lazy=True) as font:
        revision = floatToFixedToStr(font["head"].fontRevision, 16)
        version = font["name"].getDebugName(5) or revision
        return {"family": font["name"].getDebugName(1) or "", "version": version, "sha256": _sha256(path)}


def _write_record(out: Path) -> None:
    faces = {f.name: _describe(out / f.name) for f in FACES if (out / f.name).is_file()}
    text = json.dumps({"recipe": RECIPE, "faces": faces}, ensure_ascii=False, indent=2, sort_keys=True)
    (out / "fonts.json").write_text(text + "\n", "utf-8")
    (out / CHARACTERS).write_text(_characters(out), "utf-8")


def make(out: Path, fandol: Path | None) -> int:
    """Makes what is missing; returns the exit code (3: a source could not be found)."""
    out.mkdir(parents=True, exist_ok=True)
    jobs: list[tuple[Face, Path]] = []
    missing: list[Face] = []
    for face in _wrong(out):
        source = _found(face, fandol)
        if source:
            jobs.append((face, source))
        else:
            missing.append(face)
    with ProcessPoolExecutor(max_workers=min(4, os.cpu_count() or 1)) as pool:
        running = [pool.submit(_bring_in, face, source, out) for face, source in jobs]
        for done in running:
            print(f"fonts: {done.result()}")
    _write_record(out)
    return _tell(missing)


def _tell(missing: Iterable[Face]) -> int:
    code = 0
    for face in missing:
        if face.optional:
            print(f"fonts: {face.name} not found; rare characters that only it has will be missed")
        else:
            print(f"fonts: {face.name} is missing and its source was not found", file=sys.stderr)
            code = 3
    return code


def main() -> int:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parent.parent / ".fonts")
    parser.add_argument("--fandol", type=Path, help="folder with Fandol*.otf")
    parser.add_argument("--check", action="store_true", help="only look; exit 1 when something is missing")
    args = parser.parse_args()
    if args.check:
        right = (args.out / CHARACTERS).is_file() and all(face.optional for face in _wrong(args.out))
        return 0 if right else 1
    return make(args.out, args.fandol)


if __name__ == "__main__":
    sys.exit(main())
