"""Fills `.fonts/` of this checkout, for scripts/bootstrap.sh; `jibao fonts` does the same for a user.

python scripts/fonts.py --fandol DIR [--out .fonts]     make what is missing
python scripts/fonts.py --check [--out .fonts]          exit 0 when everything is there and right
"""

import argparse
import sys
from pathlib import Path

from generator.publish.pdf.faces import bring_in, found_in, is_whole, lacking
from generator.workflows.fonts import SYSTEM


def make(out: Path, fandol: Path | None) -> int:
    """Makes what is missing; returns the exit code (3: a source could not be found)."""
    found = found_in([*([fandol] if fandol else []), *SYSTEM], lacking(out))
    bring_in(found, out, lambda name: print(f"fonts: {name}"))
    code = 0
    for face in lacking(out):
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
        return 0 if is_whole(args.out) else 1
    return make(args.out, args.fandol)


if __name__ == "__main__":
    sys.exit(main())
