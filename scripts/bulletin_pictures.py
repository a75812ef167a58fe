"""Pictures of every page of the bulletins, in colour and in grey, and one sheet per bulletin.

    python scripts/bulletin_pictures.py [--bulletins public/bulletins] [--out screenshots/bulletins]
                                        [--area county --area wenting] [--lang zh] [--dpi 60]

Each page becomes `<bulletin>-<page>.png` and `<bulletin>-<page>.grey.png`; `<bulletin>.sheet.png` (and
`.sheet.grey.png`) lays all its pages side by side. Needs `pdftoppm` (poppler-utils).
"""

import argparse
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
ACROSS = 4  # pages side by side on a sheet
GAP = 12  # px between them


def main(arguments: Sequence[str]) -> int:
    """Draws what was asked for; 1 where there is nothing to draw, 3 where `pdftoppm` is missing."""
    asked = _asked(arguments)
    if shutil.which("pdftoppm") is None:
        print("pdftoppm is missing: apt-get install poppler-utils", file=sys.stderr)
        return 3
    found = sorted(_bulletins(asked.bulletins, asked.area, asked.lang))
    for path in found:
        pages = draw(path, asked.out, asked.dpi)
        print(f"{path.name}: {len(pages)} pages")
    print(f"{len(found)} bulletins in {asked.out}")
    return 0 if found else 1


def _asked(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--bulletins", type=Path, default=ROOT / "public" / "bulletins")
    parser.add_argument("--out", type=Path, default=ROOT / "screenshots" / "bulletins")
    parser.add_argument("--area", action="append", help="an area's id; may be given again")
    parser.add_argument("--lang", choices=("zh", "en"))
    parser.add_argument("--dpi", type=int, default=60)
    return parser.parse_args(arguments)


def _bulletins(folder: Path, areas: Sequence[str] | None, lang: str | None) -> Iterator[Path]:
    """The PDFs below `folder`, named `<plan>-<quarter>-<area>.<lang>.pdf`."""
    for path in folder.rglob("*.pdf"):
        name, _, language = path.stem.rpartition(".")
        wanted = areas is None or any(name.endswith(f"-{area}") for area in areas)
        if wanted and lang in (None, language):
            yield path


def draw(path: Path, out: Path, dpi: int) -> list[Path]:
    """Every page of one PDF into `out`, old pictures of it first taken away."""
    out.mkdir(parents=True, exist_ok=True)
    for old in out.glob(f"{path.stem}*.png"):
        old.unlink()
    subprocess.run(["pdftoppm", "-r", str(dpi), "-png", path, out / path.stem], check=True)
    pages = sorted(out.glob(f"{path.stem}-*.png"))
    for page in pages:
        Image.open(page).convert("L").save(page.with_suffix(".grey.png"))
    sheet = _sheet([Image.open(page) for page in pages])
    sheet.save(out / f"{path.stem}.sheet.png")
    sheet.convert("L").save(out / f"{path.stem}.sheet.grey.png")
    return pages


def _sheet(pages: Sequence[Image.Image]) -> Image.Image:
    wide, high = pages[0].width + GAP, pages[0].height + GAP
    across = min(ACROSS, len(pages))
    sheet = Image.new("RGB", (across * wide + GAP, -(-len(pages) // across) * high + GAP), "#888888")
    for index, page in enumerate(pages):
        sheet.paste(page, (GAP + index % across * wide, GAP + index // across * high))
    return sheet


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
