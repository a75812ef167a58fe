"""A small sealed archive, and an engine that damages it: one file at a time, by chance that can be
repeated, and put back afterwards."""

import json
import os
import random
import re
import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import distribute_ground

from generator.archive.ledger import LEDGER

RELEASE = "example-2026Q2-v1"
_NUMBER = re.compile(rb"[0-9]+")


def small_archive(folder: Path) -> Path:
    """Two releases with their bulletins and tables, few other files: proved in milliseconds."""
    project = distribute_ground.county(folder, areas=1)
    for path in (project / "data").rglob("*"):
        if path.is_file() and path.name not in ("areas.csv", "site.yml"):
            path.unlink()
    distribute_ground.seal(project, "2026Q1")
    distribute_ground.seal(project, "2026Q2", reason="更正示例")
    archive = project / "archive"
    for path in archive.rglob("*"):
        if path.is_file():
            path.chmod(0o644)
    return archive


Bytes = Callable[[random.Random, bytes], bytes]


def _at(chance: random.Random, data: bytes) -> tuple[int, int]:
    one = chance.randrange(len(data) + 1)
    return one, min(len(data), one + chance.choice((1, 2, 8, 64, 1000)))


def flip(chance: random.Random, data: bytes) -> bytes:
    if not data:
        return b"x"
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 20))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def cut(chance: random.Random, data: bytes) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def take_out(chance: random.Random, data: bytes) -> bytes:
    one, other = _at(chance, data)
    return data[:one] + data[other:]


def double(chance: random.Random, data: bytes) -> bytes:
    one, other = _at(chance, data)
    return data[:other] + data[one:other] * chance.choice((1, 2, 50)) + data[other:]


def put_in(chance: random.Random, data: bytes) -> bytes:
    """Something that readers stumble over, anywhere."""
    one, _ = _at(chance, data)
    what = chance.choice(STUMBLES)
    return data[:one] + what + data[one:]


def put_instead(chance: random.Random, data: bytes) -> bytes:
    return chance.choice(STUMBLES)


def at_a_line(chance: random.Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    at = chance.randrange(len(lines))
    what = chance.randrange(4)
    if what == 0:
        lines.insert(at, chance.choice(STUMBLES))
    elif what == 1:
        lines.insert(at, b"")
    elif what == 2:
        del lines[at]
    else:
        other = chance.randrange(len(lines))
        lines[at], lines[other] = lines[other], lines[at]
    return b"\n".join(lines)


def other_number(chance: random.Random, data: bytes) -> bytes:
    """Objects of a PDF, positions, lengths, versions, years."""
    found = list(_NUMBER.finditer(data))
    if not found:
        return data + b"0"
    match = chance.choice(found)
    number = chance.choice((b"0", b"-1", b"1", b"4294967296", b"9" * 40, b"9" * 6000, b"1e400", b"2.5"))
    return data[: match.start()] + number + data[match.end() :]


def other_json(chance: random.Random, data: bytes) -> bytes:
    """One value of a JSON line of another type, gone, or new; else as `put_in`."""
    lines = data.split(b"\n")
    at = chance.randrange(len(lines))
    whole = data.startswith(b"{\n")
    try:
        found = json.loads(data if whole else lines[at])
    except (ValueError, RecursionError):
        return put_in(chance, data)
    if not isinstance(found, dict) or not found:
        return put_in(chance, data)
    key = chance.choice(sorted(found))
    if chance.random() < 0.25:
        del found[key]
    else:
        found[key] = chance.choice(VALUES)
    made = json.dumps(found, ensure_ascii=chance.random() < 0.2, sort_keys=True).encode("utf-8", "replace")
    if whole:
        return made
    lines[at] = made
    return b"\n".join(lines)


def at_the_end(chance: random.Random, data: bytes) -> bytes:
    """Where a ZIP and a PDF keep their tables."""
    at = max(0, len(data) - chance.choice((30, 100, 4000)))
    return data[:at] + chance.choice((flip, take_out, put_in, double))(chance, data[at:])


STUMBLES = (
    b"",
    b"\n",
    b"\r\n\r\n",
    b"\0",
    b"\0" * 5000,
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"\xef\xbb\xbf",
    "\u2028\u202e".encode(),
    b'"',
    b'""",',
    b",,,,,,,,,,\n",
    b"x" * 200_000,
    b'"' + b"y" * 200_000,
    b"[" * 100_000,
    b'{"a":' * 100_000,
    b"9" * 10_000,
    b"1e999999",
    b"null",
    b"[]",
    b"{}",
    b"{}\n{}\n",
    b"%PDF-1.7\n",
    b"PK\x05\x06" + b"\0" * 18,
    b"../../../etc/passwd",
    b"/dev/zero",
    b"a" * 64 + b"  data/" + b"z" * 300 + b"\n",
    b"a" * 64 + b"  data/\0\n",
    b"a" * 64 + b"  data/../../x\n",
    b"<< /Length 999999999 >> stream\n",
    b"<< /Kids [1 0 R] /Parent 1 0 R >>",
    b"1 0 R",
    b"startxref\n0\n%%EOF\n",
    b"trailer << /Prev 0 /Root 1 0 R >>",
)
VALUES = (
    None,
    True,
    False,
    0,
    -1,
    10**30,
    1.5,
    "",
    "x" * 300,
    "example-2026Q1-v1",
    "2026-13-01",
    "0000Q1",
    "\0",
    "\udcff",
    [],
    [[[[]]]],
    {},
    {"a": "b"},
    {"a": 10**400},
    "a" * 64,
)
OF_BYTES: tuple[Bytes, ...] = (
    flip,
    flip,
    cut,
    take_out,
    double,
    put_in,
    put_in,
    put_instead,
    at_a_line,
    at_a_line,
    other_number,
    other_json,
    other_json,
    at_the_end,
)


def damaged(chance: random.Random, data: bytes) -> tuple[bytes, str]:
    """The bytes after one or several mishaps, and which."""
    names = []
    for _ in range(chance.choice((1, 1, 1, 2, 5))):
        how = chance.choice(OF_BYTES)
        data = how(chance, data)[:2_000_000]
        names.append(how.__name__)
    return data, "+".join(names)


# --- what lies under a name instead of the file -----------------------------------------------------


def gone(path: Path, aside: Path) -> None:
    path.unlink()


def folder(path: Path, aside: Path) -> None:
    path.unlink()
    path.mkdir()


def full_folder(path: Path, aside: Path) -> None:
    folder(path, aside)
    (path / "x").write_bytes(b"x")


def fifo(path: Path, aside: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def link(path: Path, aside: Path) -> None:
    """To the very bytes that were sealed."""
    path.unlink()
    path.symlink_to(aside)


def dangling(path: Path, aside: Path) -> None:
    path.unlink()
    path.symlink_to("nowhere")


def round_link(path: Path, aside: Path) -> None:
    path.unlink()
    path.symlink_to(path.name)


def device(path: Path, aside: Path) -> None:
    path.unlink()
    path.symlink_to("/dev/zero")


def plug(path: Path, aside: Path) -> None:
    path.unlink()
    before = Path.cwd()
    os.chdir(path.parent)  # the name of a socket may not be long
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(before)


def renamed(path: Path, aside: Path) -> None:
    path.rename(path.with_name(f"{path.name} "))


def bytes_as_name(path: Path, aside: Path) -> None:
    os.rename(path, os.fsencode(path) + b"\xff\xfe\n")


def beside_it(path: Path, aside: Path) -> None:
    path.with_name("stranger").write_bytes(b"")


def empty_beside(path: Path, aside: Path) -> None:
    path.with_name("empty").mkdir()


def deep_beside(path: Path, aside: Path) -> None:
    path.with_name("d").joinpath(*"d" * 200).mkdir(parents=True)


OF_PLACES: tuple[Callable[[Path, Path], None], ...] = (
    gone,
    folder,
    full_folder,
    fifo,
    link,
    dangling,
    round_link,
    device,
    plug,
    renamed,
    bytes_as_name,
    beside_it,
    empty_beside,
    deep_beside,
)

# What leaves the file alone and puts something beside it: that is what must be named then.
BESIDE: dict[object, Callable[[Path], Path]] = {
    beside_it: lambda path: path.with_name("stranger"),
    empty_beside: lambda path: path.with_name("empty"),
    deep_beside: lambda path: path.with_name("d"),
}


@dataclass(frozen=True)
class Mutation:
    """What was done, and whether any sealed byte or name is another for it."""

    path: str
    how: str
    changed: bool


class Engine:
    """Mutations of an archive, from a seed. After each the archive is as it was."""

    def __init__(self, archive: Path, seed: int, aside: Path) -> None:
        self.archive, self.chance, self._aside = archive, random.Random(seed), aside  # noqa: S311
        self._sealed = {p: p.read_bytes() for p in sorted(archive.rglob("*")) if p.is_file()}
        self._files = self._weighed()

    def _weighed(self) -> list[Path]:
        """Half of the time what is parsed and not only summed: the ledger, PDFs, tables, facts, manifests."""
        parsed = [p for p in self._sealed if p.suffix in (".pdf", ".json", ".jsonl") or "manifest" in p.name]
        parsed += [p for p in self._sealed if p.name == "observations.csv"]
        parsed += [p for p in self._sealed if p.suffix == ".pdf"]
        parsed += [self.archive / LEDGER] * (len(parsed) // 5)
        return [*parsed, *list(self._sealed)[: len(parsed)]]

    @contextmanager
    def mutation(self) -> Iterator[Mutation]:
        """The next one."""
        path = self.chance.choice(self._files)
        shown = path.relative_to(self.archive).as_posix()
        if self.chance.random() < 0.06:
            change = self.chance.choice(OF_PLACES)
            self._aside.write_bytes(self._sealed[path])
            change(path, self._aside)
            # Beside the releases a stranger is named and refutes nothing.
            harmless = path.name == LEDGER and change in BESIDE
            where = BESIDE[change](path).relative_to(self.archive).as_posix() if change in BESIDE else shown
            made = Mutation(where, change.__name__, not harmless)
        else:
            data, how = damaged(self.chance, self._sealed[path])
            path.write_bytes(data)
            made = Mutation(shown, how, data != self._sealed[path])
        try:
            yield made
        finally:
            self._restore(path)

    def _restore(self, path: Path) -> None:
        for entry in os.scandir(path.parent):
            here = Path(entry.path)
            if here in self._sealed or (entry.is_dir(follow_symlinks=False) and self._holds(here)):
                continue
            if entry.is_dir(follow_symlinks=False):
                shutil.rmtree(here)
            else:
                here.unlink()
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path.is_symlink() or (path.exists() and not path.is_file()):
            path.unlink()
        path.write_bytes(self._sealed[path])

    def _holds(self, folder: Path) -> bool:
        return any(folder in p.parents for p in self._sealed)
