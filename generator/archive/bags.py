"""BagIt bags (RFC 8493) with SHA-256 and SHA-512: made by the `bagit` library, proved by our own eyes.

The library calls a bag valid after a file was added at top level, after data were changed and
re-manifested, and after its tag manifests were deleted; so `prove_bag` holds the exact set of files
and the root against what is expected.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from generator.archive.sealed_files import SealedFault, content, is_folder, is_plain, opened, text_of, tree_of
from generator.domain.errors import OutputFault
from generator.domain.release import Fault
from generator.domain.text import Text

ALGORITHMS = ("sha256", "sha512")
ROOT_FILE = "tagmanifest-sha256.txt"
_DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_TAGS = ("bag-info.txt", "bagit.txt", *(f"manifest-{a}.txt" for a in ALGORITHMS))
_TAG_MANIFESTS = tuple(f"tagmanifest-{a}.txt" for a in ALGORITHMS)
_LINE = re.compile(r"([0-9a-f]+) [ *](.+)")
# Signs that a manifest, or another system, cannot carry in a file's name.
_UNFIT = re.compile(
    r'[%\\:*?"<>|\x00-\x1f\x7f]|[. ](?:/|$)|(?:^|/)(?:con|prn|aux|nul|com[1-9]|lpt[1-9])(?:\.[^/]*)?(?:/|$)',
    re.IGNORECASE,
)
_BLOCK = 1 << 20
_LARGEST = 1 << 30
_NOT_SEALED = Text("不是封存时的内容", "is not what was sealed")


def make_bag(folder: Path, info: Mapping[str, str], day: date) -> str:
    """Turns `folder` into a bag in place and returns its root. Same files, same bytes: `day` is the
    Bagging-Date. Raises OutputFault for a file name that a manifest cannot carry."""
    files, empty = tree_of(folder)
    seen: dict[str, str] = {}
    for path in files:
        twin = seen.setdefault(path.casefold(), path)
        if twin != path:
            raise OutputFault(
                Text(
                    f"{path!r}：与{twin!r}只差大小写，有的系统分不清，请改名",
                    f"{path!r}: differs from {twin!r} in capitals alone, which some systems cannot tell"
                    " apart; rename one",
                )
            )
        if _UNFIT.search(path):
            raise OutputFault(
                Text(
                    f"{path!r}：有的系统不能有这样的文件名，请改名",
                    f"{path!r}: not every system takes such a file name; rename the file",
                )
            )
    for path in empty:
        _remove_empty(folder, path)
    import bagit  # only sealing needs it, and every build reads the archive

    tags = {**info, "Bagging-Date": day.isoformat()}
    bagit.make_bag(str(folder), dict(tags), checksums=list(ALGORITHMS))
    # The library declares the draft 0.97, lists tag files in the disk's order, and writes one blank
    # where `sha256sum -c` wants two.
    (folder / "bagit.txt").write_bytes(_DECLARATION)
    for algorithm in ALGORITHMS:
        sums = {name: digests(folder / name)[algorithm] for name in _TAGS}
        (folder / f"tagmanifest-{algorithm}.txt").write_bytes(_tag_manifest(sums))
    return root_of(folder)


def _remove_empty(folder: Path, path: str) -> None:
    """A folder with nothing in it, and those that then hold nothing: no manifest can tell of them."""
    here = folder / path
    while here != folder and not any(here.iterdir()):
        here.rmdir()
        here = here.parent


def root_of(bag: Path) -> str:
    """The SHA-256 that stands for the whole bag: `sha256sum tagmanifest-sha256.txt`. Empty where it is
    no plain file."""
    return hashlib.sha256(content(bag, ROOT_FILE)).hexdigest() if is_plain(bag / ROOT_FILE) else ""


def files_below(folder: Path) -> list[str]:
    """Every file (and link, and anything else that is no folder) below `folder`, with `/`, sorted."""
    return tree_of(folder)[0]


def same_bytes(one: Path, other: Path) -> bool:
    """Whether both are files of the same content."""
    return one.is_file() and other.is_file() and one.read_bytes() == other.read_bytes()


class ProvedBag:
    """A bag of the expected root, its files proved one by one as they are asked for. Raises SealedFault where
    anything in it is not what was sealed; what the manifest does not list is refused at once."""

    def __init__(self, bag: Path, expected_root: str) -> None:
        self._bag = bag
        if root_of(bag) != expected_root:
            raise SealedFault(bag / ROOT_FILE, _NOT_SEALED, "root-differs")
        self._sums = dict(_manifest(bag, ROOT_FILE, "sha256", "tagmanifest"))
        self.content("manifest-sha256.txt")
        self._sums |= dict(_manifest(bag, "manifest-sha256.txt", "sha256", "manifest"))
        for path in files_below(bag):
            if path not in self._sums and path not in _TAG_MANIFESTS:
                raise SealedFault(bag / path, _NOT_SEALED, "file-added")

    @property
    def files(self) -> list[str]:
        """Every file of the bag, sorted."""
        return sorted({*self._sums, *_TAG_MANIFESTS})

    def sum_of(self, path: str) -> str:
        """The SHA-256 of a file as it was sealed."""
        return self._sums[path]

    def content(self, path: str) -> bytes:
        """A file as it was sealed."""
        data = content(self._bag, path, _LARGEST)
        if path not in _TAG_MANIFESTS and hashlib.sha256(data).hexdigest() != self._sums.get(path):
            raise SealedFault(self._bag / path, _NOT_SEALED, "file-changed")
        return data


@dataclass
class BagProof:
    """What was found wrong in one bag, how many files were read, and its plain files."""

    faults: list[Fault] = field(default_factory=list)
    files: int = 0
    plain: list[str] = field(default_factory=list)


def prove_bag(bag: Path, release: str, expected_root: str) -> BagProof:
    """Reads every byte of a bag once. Refutes a root that is not the expected one, a manifest that is
    missing or cannot be read, a file that is missing, added, changed, or no plain file, a folder with
    nothing in it."""
    proof, name = BagProof(), bag.name
    if not is_folder(bag):
        return BagProof([Fault("bag-missing", release, name)])
    there, empty = tree_of(bag)
    proof.plain = [path for path in there if is_plain(bag / path)]
    strange = sorted(set(there) - set(proof.plain))
    proof.faults += [Fault("not-a-file", release, f"{name}/{path}") for path in strange]
    # The payload's own folder stands even where a bag carries nothing.
    proof.faults += [Fault("folder-added", release, f"{name}/{path}") for path in empty if path != "data"]
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
                entries = dict(_manifest(bag, file, algorithm, kind))
            except SealedFault as fault:
                if fault.code == "file-unreadable":  # one that is not there was named already
                    args = {"why": fault.why.en, "why_zh": fault.why.zh}
                    proof.faults.append(Fault("manifest-unreadable", release, f"{bag.name}/{file}", args))
                continue
            if kind == "tagmanifest" and set(entries) != set(_TAGS):
                proof.faults.append(Fault("manifest-not-whole", release, f"{bag.name}/{file}"))
            found[algorithm] |= entries
    only = set(found["sha256"]) ^ set(found["sha512"])
    for path in sorted(only):
        proof.faults.append(Fault("manifests-disagree", release, f"{bag.name}/{path}"))
    return found


def _manifest(bag: Path, file: str, algorithm: str, kind: str) -> Iterator[tuple[str, str]]:
    """Path → digest. Raises SealedFault for a line that is none, and for a path outside."""
    data = content(bag, file)
    seen: dict[str, str] = {}
    length = hashlib.new(algorithm).digest_size * 2
    for number, line in enumerate(text_of(data, bag / file).rstrip("\n").split("\n"), start=1):
        match = _LINE.fullmatch(line)
        inside = match is not None and match[2].startswith("data/") == (kind == "manifest")
        if match is None or len(match[1]) != length or not inside or ".." in match[2].split("/"):
            why = Text(f"第{number}行不是清单的写法", f"line {number} is not a manifest's")
            raise SealedFault(bag / file, why)
        if match[2] in seen:
            why = Text(f"第{number}行：{match[2]}重复", f"line {number}: {match[2]} twice")
            raise SealedFault(bag / file, why)
        seen[match[2]] = match[1]
        yield match[2], match[1]
    if kind == "tagmanifest" and data != _tag_manifest(seen):
        # No checksum covers the SHA-512 one: it must be, byte by byte, what sealing writes.
        raise SealedFault(bag / file, Text("写法与封存时不同", "not as it was written"))


def _tag_manifest(sums: Mapping[str, str]) -> bytes:
    """The one way to write a tag manifest; two blanks, as `sha256sum -c` wants them."""
    return "".join(f"{sums[name]}  {name}\n" for name in _TAGS if name in sums).encode()


def _prove_contents(bag: Path, release: str, listed: dict[str, dict[str, str]], proof: BagProof) -> None:
    for path in sorted(set(listed["sha256"]) & set(proof.plain)):
        proof.files += 1
        found = digests(bag / path)
        wrong = [a for a in ALGORITHMS if listed[a].get(path, found[a]) != found[a]]
        if len(wrong) == len(ALGORITHMS):
            proof.faults.append(Fault("file-changed", release, f"{bag.name}/{path}"))
        elif wrong:
            # The file is what the other manifest says: it is this manifest that was changed.
            kind = "manifest" if path.startswith("data/") else "tagmanifest"
            where = f"{bag.name}/{kind}-{wrong[0]}.txt"
            proof.faults.append(Fault("manifest-line-wrong", release, where, {"file": path}))


def digests(path: Path) -> dict[str, str]:
    """Both checksums of a plain file, read once, in blocks."""
    hashes = {a: hashlib.new(a) for a in ALGORITHMS}
    with opened(path.parent, path.name) as stream:
        while block := stream.read(_BLOCK):
            for one in hashes.values():
                one.update(block)
    return {a: h.hexdigest() for a, h in hashes.items()}
