"""What two revisions publish differently: every file that differs, text ones as a readable diff.

    make same REV=<revision>          (python -m scripts.same REV [--lines N])

Both build their own project cold, with their own code, templates and theme, into folders beside each other.
A commit that only moves or renames shows nothing. Exit 0: nothing differs; 1: something does.
"""

import argparse
import difflib
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.compare import ROOT, checked_out, options_of

# Markup and JSON stand on few long lines: broken here, and only to be looked at.
_BREAKS = {
    ".html": re.compile(r"(?<=>)(?=<)"),
    ".svg": re.compile(r"(?<=>)(?=<)"),
    ".xml": re.compile(r"(?<=>)(?=<)"),
    ".json": re.compile(r"(?<=[,\[{])(?=[\"{\[])"),
}
_WIDEST = 200


def main(arguments: Sequence[str] | None = None) -> int:
    """Builds both revisions and prints what differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("revision")
    parser.add_argument("--lines", type=int, default=40, help="the longest diff of one file")
    options = parser.parse_args(arguments)
    with checked_out(options.revision) as other, tempfile.TemporaryDirectory(prefix="jibao-same-") as out:
        before, after = Path(out) / "before", Path(out) / "after"
        _build(other, before)
        _build(ROOT, after)
        differing = list(differences(before, after, options.lines))
    print("\n".join(differing) or f"the same as {options.revision}")
    return 1 if differing else 0


def _build(tree: Path, out: Path) -> None:
    command = [sys.executable, "-m", "generator", "build", "--out", str(out), *options_of(tree)]
    subprocess.run(command, cwd=tree, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def differences(before: Path, after: Path, most: int) -> Iterator[str]:
    """Every file that two trees do not have alike; a diff has at most so many lines."""
    old, new = _files(before), _files(after)
    for path in sorted(old.keys() | new.keys()):
        if path not in new:
            yield f"gone: {path}"
        elif path not in old:
            yield f"new: {path}"
        elif (was := old[path].read_bytes()) != (now := new[path].read_bytes()):
            yield f"differs: {path} ({len(was):,} → {len(now):,} bytes)"
            yield from _diff(path, was, now, most)


def _files(folder: Path) -> dict[str, Path]:
    return {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file()}


def _diff(path: str, was: bytes, now: bytes, most: int) -> list[str]:
    """At most so many lines of the difference; nothing for what is no text."""
    try:
        old, new = _lines(path, was.decode("utf-8")), _lines(path, now.decode("utf-8"))
    except UnicodeDecodeError:
        return []
    lines = [line[:_WIDEST] for line in difflib.unified_diff(old, new, lineterm="", n=1)][2:]
    more = [f"… {len(lines) - most} more lines"] if len(lines) > most else []
    return [f"    {line}" for line in (*lines[:most], *more)]


def _lines(path: str, text: str) -> list[str]:
    breaks = _BREAKS.get(Path(path).suffix)
    return (breaks.sub("\n", text) if breaks else text).splitlines()


if __name__ == "__main__":
    sys.exit(main())
