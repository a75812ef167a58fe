"""BagIt bags (RFC 8493) with SHA-256 and SHA-512: made by the `bagit` library, proved by our own eyes.

The library calls a bag valid after a file was added at top level, after data were changed and
re-manifested, and after its tag manifests were deleted; so `prove_bag` holds the exact set of files
and the root against what is expected.
"""

import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from generator.domain.errors import OutputFault, system_words
from generator.domain.release import Fault
from generator.domain.text import Text

ALGORITHMS = ("sha256", "sha512")
ROOT_FILE = "tagmanifest-sha256.txt"
_DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_TAGS = ("bag-info.txt", "bagit.txt", *(f"manifest-{a}.txt" for a in ALGORITHMS))
_TAG_MANIFESTS = tuple(f"tagmanifest-{a}.txt" for a in ALGORITHMS)
_LINE = re.compile(r"([0-9a-f]+) [ *](.+)")
_UNFIT = re.compile(r"[%\x00-\x1f\x7f]")
_BLOCK = 1 << 20


def make_bag(folder: Path, info: Mapping[str, str], day: date) -> str:
    """Turns `folder` into a bag in place and returns its root. Same files, same bytes: `day` is the
    Bagging-Date. Raises OutputFault for a file name that a manifest cannot carry."""
    for path in files_below(folder):
        if _UNFIT.search(path):
            raise OutputFault(
                Text(
                    f"{path!r}：清单里不能有这样的文件名，请改名",
                    f"{path!r}: such a file name cannot stand in a manifest; rename the file",
                )
            )
    import bagit  # only sealing needs it, and every build reads the archive

    tags = {**info, "Bagging-Date": day.isoformat()}
    bagit.make_bag(str(folder), dict(tags), checksums=list(ALGORITHMS))
    # The library declares the draft 0.97, lists tag files in the disk's order, and writes one blank
    # where `sha256sum -c` wants two.
    (folder / "bagit.txt").write_bytes(_DECLARATION)
    for algorithm in ALGORITHMS:
        lines = [f"{hashlib.new(algorithm, (folder / n).read_bytes()).hexdigest()}  {n}\n" for n in _TAGS]
        (folder / f"tagmanifest-{algorithm}.txt").write_bytes("".join(lines).encode())
    return root_of(folder)


def root_of(bag: Path) -> str:
    """The SHA-256 that stands for the whole bag: `sha256sum tagmanifest-sha256.txt`. Empty where the
    file is missing."""
    path = bag / ROOT_FILE
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def files_below(folder: Path) -> list[str]:
    """Every file (and link, and anything else that is no folder) below `folder`, with `/`, sorted."""
    found = []
    for base, folders, files in os.walk(folder):
        linked = [d for d in folders if (Path(base) / d).is_symlink()]
        found += [(Path(base) / name).relative_to(folder).as_posix() for name in (*files, *linked)]
    return sorted(found)


class NoManifest(ValueError):
    """A file that is no manifest, and what of it shows that."""

    def __init__(self, why: Text) -> None:
        super().__init__(why.en)
        self.why = why


@dataclass
class BagProof:
    """What was found wrong in one bag, and how many files were read."""

    faults: list[Fault] = field(default_factory=list)
    files: int = 0


def prove_bag(bag: Path, release: str, expected_root: str) -> BagProof:
    """Reads every byte of a bag once. Refutes a root that is not the expected one, a manifest that is
    missing or cannot be read, a file that is missing, added, changed, or no plain file."""
    proof, name = BagProof(), bag.name
    if not bag.is_dir() or bag.is_symlink():
        return BagProof([Fault("bag-missing", release, name)])
    there = files_below(bag)
    for path in there:
        if (bag / path).is_symlink() or not (bag / path).is_file():
            proof.faults.append(Fault("not-a-file", release, f"{name}/{path}"))
    listed = _listed(bag, release, proof)
    expected = set(listed["sha256"]) | set(_TAG_MANIFESTS)
    for path in sorted(expected - set(there)):
        proof.faults.append(Fault("file-missing", release, f"{name}/{path}"))
    for path in sorted(set(there) - expected):
        proof.faults.append(Fault("file-added", release, f"{name}/{path}"))
    _prove_contents(bag, release, listed, proof)
    root = root_of(bag)
    if root != expected_root:
        args = {"found": root or "–", "expected": expected_root}
        proof.faults.append(Fault("root-differs", release, f"{name}/{ROOT_FILE}", args))
    return proof


def _listed(bag: Path, release: str, proof: BagProof) -> dict[str, dict[str, str]]:
    """Algorithm → path → digest, of payload and tag files together."""
    found: dict[str, dict[str, str]] = {}
    for algorithm in ALGORITHMS:
        found[algorithm] = {}
        for kind in ("manifest", "tagmanifest"):
            file = f"{kind}-{algorithm}.txt"
            try:
                entries = dict(_manifest(bag / file, algorithm, kind))
            except FileNotFoundError:
                if kind == "tagmanifest":
                    proof.faults.append(Fault("file-missing", release, f"{bag.name}/{file}"))
                continue
            except (ValueError, OSError) as error:
                why = _why(error)
                args = {"why": why.en, "why_zh": why.zh}
                proof.faults.append(Fault("manifest-unreadable", release, f"{bag.name}/{file}", args))
                continue
            if kind == "tagmanifest" and set(entries) != set(_TAGS):
                proof.faults.append(Fault("manifest-not-whole", release, f"{bag.name}/{file}"))
            found[algorithm] |= entries
    only = set(found["sha256"]) ^ set(found["sha512"])
    for path in sorted(only):
        proof.faults.append(Fault("manifests-disagree", release, f"{bag.name}/{path}"))
    return found


def _why(error: Exception) -> Text:
    """Why a manifest cannot be read."""
    if isinstance(error, OSError):
        return system_words(error)
    if isinstance(error, NoManifest):
        return error.why
    return Text("不是UTF-8编码", "not UTF-8")


def _manifest(path: Path, algorithm: str, kind: str) -> Iterator[tuple[str, str]]:
    """Path → digest. Raises NoManifest for a line that is none, and for a path outside."""
    seen = set()
    length = hashlib.new(algorithm).digest_size * 2
    for number, line in enumerate(path.read_bytes().decode("utf-8").rstrip("\n").split("\n"), start=1):
        match = _LINE.fullmatch(line)
        inside = match is not None and match[2].startswith("data/") == (kind == "manifest")
        if match is None or len(match[1]) != length or not inside or ".." in match[2].split("/"):
            raise NoManifest(Text(f"第{number}行不是清单的写法", f"line {number} is not a manifest's"))
        if match[2] in seen:
            raise NoManifest(Text(f"第{number}行：{match[2]}重复", f"line {number}: {match[2]} twice"))
        seen.add(match[2])
        yield match[2], match[1]


def _prove_contents(bag: Path, release: str, listed: dict[str, dict[str, str]], proof: BagProof) -> None:
    for path in sorted(listed["sha256"]):
        file = bag / path
        if not file.is_file() or file.is_symlink():
            continue
        proof.files += 1
        found = digests(file)
        wrong = [a for a in ALGORITHMS if listed[a].get(path, found[a]) != found[a]]
        if len(wrong) == len(ALGORITHMS):
            proof.faults.append(Fault("file-changed", release, f"{bag.name}/{path}"))
        elif wrong:
            # The file is what the other manifest says: it is this manifest that was changed.
            kind = "manifest" if path.startswith("data/") else "tagmanifest"
            where = f"{bag.name}/{kind}-{wrong[0]}.txt"
            proof.faults.append(Fault("manifest-line-wrong", release, where, {"file": path}))


def digests(path: Path) -> dict[str, str]:
    """Both checksums of a file, read once, in blocks."""
    hashes = {a: hashlib.new(a) for a in ALGORITHMS}
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            for one in hashes.values():
                one.update(block)
    return {a: h.hexdigest() for a, h in hashes.items()}
