"""Verify refutes, never crashes: a thousand mutations here, 100,000 in `make test-long`, all from one seed."""

import io
import random
import shutil
import struct
import tempfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from verify_fuzz import Engine, damaged, small_archive

from generator.archive.ledger import LEDGER, read_ledger, read_lines
from generator.archive.packing import bag_zip
from generator.archive.verifying import verify
from generator.archive.zipped import unpack
from generator.domain.release import Proof
from generator.render.reports.proof import proof_json
from generator.wording.archive_words import fault_text, proof_text
from generator.workflows.verify import VerifyQuestion, prove

SEED, ROOT = 20261127, Path(__file__).resolve().parent.parent
# The long run in parts, so that processes can share it: parts × mutations of each.
PARTS, OF_FOLDER, OF_ZIP = 20, 4000, 1000


@dataclass(frozen=True)
class Ground:
    """A sealed archive, the ZIP of its newest release, and room to work in."""

    archive: Path
    packed: Path
    room: Path


@pytest.fixture(scope="module")
def ground() -> Iterator[Ground]:
    """In memory, where there is such a disk: files are written and removed by the thousand."""
    memory = Path("/dev/shm")  # noqa: S108
    room = Path(tempfile.mkdtemp(prefix="jibao-fuzz-", dir=memory if memory.is_dir() else None))
    try:
        archive = small_archive(room / "project")
        releases = read_ledger(archive)
        packed = room / f"{releases[-1].id}.zip"
        packed.write_bytes(bag_zip(archive, releases[-1], read_lines(archive)))
        yield Ground(archive, packed, room)
    finally:
        shutil.rmtree(room)


def said_of(proof: Proof) -> str:
    """All that can be printed of a proof is text."""
    said = proof_text(proof, "zh") + proof_text(proof, "en") + proof_json(proof)
    said.encode("utf-8")
    return said


def without_crash(run: Callable[[], Proof], what: object) -> Proof:
    try:
        proof = run()
        said_of(proof)
    except Exception as error:
        raise AssertionError(f"crashed: {what}") from error
    return proof


def fuzz_folder(ground: Ground, seed: int, count: int) -> Counter[str]:
    """Every mutation is refuted and its file named, or changed nothing."""
    engine, came = Engine(ground.archive, seed, ground.room / "aside"), Counter[str]()
    assert verify(ground.archive).intact
    for number in range(count):
        with engine.mutation() as made:
            proof = without_crash(lambda: verify(ground.archive), (number, made))
        assert proof.intact != made.changed, (number, made, proof.faults)
        if made.changed:
            named = (f"{f.release}/{f.path} {fault_text(f, 'en')}" for f in proof.faults)
            assert any(made.path in words for words in named), (number, made, proof)
        came["refuted" if made.changed else "neutral"] += 1
    assert verify(ground.archive).intact
    return came


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def unpacked(packed: Path, room: Path) -> dict[str, bytes]:
    folder = Path(tempfile.mkdtemp(dir=room))
    unpack(packed, folder)
    found = contents(folder)
    shutil.rmtree(folder)
    return found


def fuzz_zip(ground: Ground, seed: int, count: int) -> Counter[str]:
    """A ZIP is refuted, or every file in it is the sealed one: its own dates and gaps are not sealed."""
    chance, came = random.Random(seed), Counter[str]()  # noqa: S311
    sealed, whole = unpacked(ground.packed, ground.room), ground.packed.read_bytes()
    mutated = ground.room / "mutated.zip"
    for number in range(count):
        data, how = damaged(chance, whole)
        mutated.write_bytes(data)
        proof = without_crash(lambda: prove(ROOT, VerifyQuestion(mutated)), (number, how))
        if proof.intact:
            found = unpacked(mutated, ground.room)
            assert sealed.items() <= found.items(), (number, how)
            assert {name.split("/")[0] for name in found.keys() - sealed.keys()} <= set(proof.beside)
        came["neutral" if proof.intact else "refuted"] += 1
    return came


def test_a_thousand_mutations(ground: Ground) -> None:
    of_folder = fuzz_folder(ground, SEED, 800)
    assert of_folder["refuted"] > 750
    of_zip = fuzz_zip(ground, SEED, 200)
    assert of_zip["refuted"] > 150


@pytest.mark.long
@pytest.mark.parametrize("part", range(PARTS))
def test_a_hundred_thousand_mutations(
    ground: Ground, part: int, record_property: Callable[..., None]
) -> None:
    """`-rP` or a JUnit report tells the counts."""
    for name, came in (
        ("folder", fuzz_folder(ground, SEED + 1 + part, OF_FOLDER)),
        ("zip", fuzz_zip(ground, SEED + 1 + part, OF_ZIP)),
    ):
        assert came["refuted"] > came["neutral"]
        record_property(name, dict(came))
        print(name, dict(came))  # noqa: T201


# --- a ZIP that nobody's chance would make ----------------------------------------------------------


def add(name: str, kind: int = 0o100644) -> Callable[[zipfile.ZipFile], None]:
    def do(out: zipfile.ZipFile) -> None:
        member = zipfile.ZipInfo(name)
        member.external_attr = kind << 16
        out.writestr(member, b"/etc/passwd")

    return do


STRANGE = {
    "above": add("../outside.txt"),
    "absolute": add("/tmp/outside.txt"),  # noqa: S108
    "backslash": add("a\\..\\..\\outside.txt"),
    "drive": add("C:outside.txt"),
    "link": add("example-2026Q2-v1/public/link", 0o120777),
    "device": add("example-2026Q2-v1/public/device", 0o020666),
    "twice": add(LEDGER),
    "in another case": add(LEDGER.upper()),
    "a file as a folder": add(f"{LEDGER}/x"),
    "a very long name": add("x" * 300),
    "a very deep one": add("d/" * 400 + "x"),
    "a stranger inside": add("example-2026Q2-v1/public/stranger.txt"),
    "an empty folder inside": add("example-2026Q2-v1/public/data/empty/", 0o040755),
    "a release of nobody's": add("example-2026Q4-v1/public/x"),
}


@pytest.mark.parametrize("name", STRANGE)
def test_a_strange_zip_is_refuted_and_writes_nothing_elsewhere(
    ground: Ground, name: str, tmp_path: Path
) -> None:
    packed = Path(shutil.copy(ground.packed, tmp_path / "strange.zip"))
    with zipfile.ZipFile(packed, "a") as out, pytest.MonkeyPatch.context() as patch:
        patch.setattr("warnings.warn", lambda *_, **__: None)  # the library warns of a name given twice
        STRANGE[name](out)
    proof = prove(ROOT, VerifyQuestion(packed))
    assert not proof.intact
    said_of(proof)
    assert not list(tmp_path.rglob("outside*")) and not Path("/tmp/outside.txt").exists()  # noqa: S108


def hidden_member(data: bytes) -> bytes:
    """A file between the last one and the directory, which does not list it: some programs unpack it."""
    with zipfile.ZipFile(io.BytesIO(data)) as held:
        start = held.start_dir
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as out:
        out.writestr("example-2026Q2-v1/public/data/site/index.html", "forged")
        own = stream.tell()
    end = data[start:]
    moved = end[:-6] + struct.pack("<I", start + own) + end[-2:]
    return data[:start] + stream.getvalue()[:own] + moved


def streamed(data: bytes) -> bytes:
    """The same files, packed by a program that cannot go back in what it writes."""

    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self.held = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, block: object) -> int:
            self.held += bytes(block)  # type: ignore[call-overload]
            return len(bytes(block))  # type: ignore[call-overload]

    pipe = Pipe()
    with zipfile.ZipFile(io.BytesIO(data)) as held, zipfile.ZipFile(pipe, "w") as out:  # type: ignore[arg-type]
        for member in held.infolist():
            out.writestr(member, held.read(member))
    return bytes(pipe.held)


def other_name(data: bytes) -> bytes:
    """A member under another name than the directory gives it."""
    at = data.index(b"PK\x03\x04")
    name = data.index(b"example-2026Q2", at)
    return data[:name] + b"forged_" + data[name + 7 :]


def other_size(data: bytes) -> bytes:
    """A member that says otherwise than the directory how long it is."""
    return data[:22] + struct.pack("<I", 5) + data[26:]


def rebuilt(change: Callable[[zipfile.ZipInfo], None]) -> Callable[[bytes], bytes]:
    """The same files, the first of them with something in its header."""

    def act(data: bytes) -> bytes:
        stream = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as held, zipfile.ZipFile(stream, "w") as out:
            for number, member in enumerate(held.infolist()):
                content = held.read(member)
                if not number:
                    change(member)
                out.writestr(member, content)
        return stream.getvalue()

    return act


def second_name(member: zipfile.ZipInfo) -> None:
    """A Unicode path (0x7075), which other programs obey."""
    name = b"forged.csv"
    member.extra = struct.pack("<HHBI", 0x7075, 5 + len(name), 1, 0) + name


def remark(member: zipfile.ZipInfo) -> None:
    member.comment = b"x" * 100


def folder_with_data(data: bytes) -> bytes:
    """A folder that has a body, under a file's name where another program looks."""
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a") as out:
        member = zipfile.ZipInfo("example-2026Q2-v1/public/data/x/")
        member.external_attr = 0o040755 << 16
        out.writestr(member, b"forged")
    return stream.getvalue()


def behind_the_end(data: bytes) -> bytes:
    """Bytes after a packed file's own end, within what the directory says it takes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as held, zipfile.ZipFile(stream, "w") as out:
        first = next(m for m in held.infolist() if m.compress_type == zipfile.ZIP_DEFLATED)
        content = held.read(first)
        packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
        packed = packer.compress(content) + packer.flush() + b"PK\x03\x04forged"
        first.compress_type = zipfile.ZIP_STORED
        out.writestr(first, packed)
        for member in held.infolist():
            if member.filename != first.filename:
                out.writestr(member, held.read(member))
    done = bytearray(stream.getvalue())
    with zipfile.ZipFile(io.BytesIO(done)) as held:
        central = held.start_dir
    for at in (8, central + 10):  # the method, the sum and the size, in both headers
        struct.pack_into("<H", done, at, 8)
        struct.pack_into("<I", done, at + 6, zlib.crc32(content))
        struct.pack_into("<I", done, at + 14, len(content))
    return bytes(done)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda data: b"#!/bin/sh\n" + data, "holds bytes"),
        (lambda data: data + b"more", "holds bytes"),
        (lambda data: data[:-2] + b"\x04\x00note", "holds bytes"),
        (hidden_member, "holds bytes"),
        (streamed, "packed it anew"),
        (other_name, "holds bytes"),
        (other_size, "holds bytes"),
        (rebuilt(second_name), "holds bytes"),
        (rebuilt(remark), "holds bytes"),
        (folder_with_data, "holds bytes"),
        (behind_the_end, "holds bytes"),
    ],
    ids=[
        "before",
        "behind",
        "comment",
        "between",
        "streamed",
        "other name",
        "other size",
        "second name",
        "member's comment",
        "folder with data",
        "behind the end",
    ],
)
def test_a_zip_holds_nothing_but_what_its_directory_lists(
    ground: Ground, change: Callable[[bytes], bytes], says: str, tmp_path: Path
) -> None:
    packed = tmp_path / "example.zip"
    packed.write_bytes(change(ground.packed.read_bytes()))
    proof = prove(ROOT, VerifyQuestion(packed))
    assert not proof.intact
    assert says in proof_text(proof, "en")


def test_a_zip_that_is_none_is_refuted_by_its_name(ground: Ground, tmp_path: Path) -> None:
    packed = tmp_path / "example.zip"
    for data in (b"", b"PK", ground.packed.read_bytes()[:-30], b"x" * 1000):
        packed.write_bytes(data)
        proof = prove(ROOT, VerifyQuestion(packed))
        assert [f.path for f in proof.faults] == ["example.zip"]
        assert "example.zip：" in proof_text(proof, "zh") and "example.zip: " in proof_text(proof, "en")
    with zipfile.ZipFile(packed, "w") as out:
        out.writestr("README.txt", "x" * 10)
    assert "releases.jsonl" in proof_text(prove(ROOT, VerifyQuestion(packed)), "en")


def test_a_zip_is_proved_as_it_was_downloaded(ground: Ground) -> None:
    proof = prove(ROOT, VerifyQuestion(ground.packed))
    assert proof.intact and proof.partly == ("example-2026Q2-v1",)
    root = read_ledger(ground.archive)[-1].root
    assert prove(ROOT, VerifyQuestion(ground.packed, anchors=(root,))).anchored == "example-2026Q2-v1"
