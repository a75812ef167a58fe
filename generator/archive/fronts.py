"""What stands at the root of the published folder once a release is out: the newest period's pages as they
then were. Sealed as a bag of its own, beside the release's, as far as it differs from the site of the
release that it shows (`base`): that bag is closed first, so these pages can name its checksum.

A front also carries the line that from then on stands over the pages of each archived release, and the
page that leads from the address of the release it shows to the root. Whoever publishes copies and sets
in addresses; nothing is rendered, by whichever version of this program.
"""

import hashlib
import json
import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.archive.bags import ProvedBag, files_below, make_bag, same_bytes
from generator.archive.ledger import LEDGER, ledger_text, withdrawal_facts
from generator.archive.reading import SITE, Sealed, site_files
from generator.archive.sealed_files import SealedFault, content, json_of
from generator.archive.sealing import FRONT, PUBLIC, release_folder
from generator.domain.release import (
    FOLLOWING,
    NEWEST,
    Line,
    SealedRelease,
    Withdrawal,
    first_name,
    in_public,
    latest,
    line_name,
)
from generator.domain.text import Text

FACTS = "front.json"
# The theme's header stands on every page; what comes before it scrolls away with the page.
_BEFORE = b'<header class="md-header'
_NOT_FOUND = "404.html"  # as an address it says that nothing is there
# What has an address that people cite; the rest of a site belongs to its pages.
_CITED = ("bulletins/", "data/", "api/")
# Scripts, style sheets and pictures of pages: the same in one release after the other.
_ASSETS = "assets/"
SHARED = "releases/shared"


@dataclass(frozen=True)
class Front:
    """`base`: id of the release that is shown; `removed`: files of its site that are no longer there;
    `lines`: id → language → the line over its archived pages; `redirect`: language → the page that
    leads to the same page at the root."""

    base: str
    removed: Sequence[str]
    lines: Mapping[str, Mapping[str, str]]
    redirect: Mapping[str, str]


def make_front(
    folder: Path, tree: Path, site: Path, front: Front, line: Line, info: Mapping[str, str]
) -> str:
    """Puts in `folder` what of the files below `tree` is not as in `site`, and closes the bag; returns its
    root. `line`: of the ledger, for its day and name; `front.removed` is found here."""
    there = files_below(tree) if front.base else []
    for path in there:
        if not same_bytes(tree / path, site / path):
            target = folder / FRONT / "tree" / path
            target.parent.mkdir(parents=True, exist_ok=True)
            (tree / path).replace(target)
    facts = {
        # What the ledger's line says stands here too, so that neither can be changed alone.
        **({"withdrawal": withdrawal_facts(line)} if isinstance(line, Withdrawal) else {}),
        "base": front.base,
        "removed": sorted({*files_below(site)} - {*there}) if front.base else [],
        "lines": front.lines,
        "redirect": front.redirect,
    }
    (folder / FRONT).mkdir(parents=True, exist_ok=True)
    text = json.dumps(facts, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / FRONT / FACTS).write_text(f"{text}\n", encoding="utf-8")
    day = line.sealed if isinstance(line, SealedRelease) else line.day
    return make_bag(folder / FRONT, {**info, "External-Identifier": f"{line_name(line)}/{FRONT}"}, day)


def front_folder(archive: Path, line: Line) -> Path:
    """Where the front of a line of the ledger lies."""
    return release_folder(archive, line) / FRONT


def read_front(bag: ProvedBag, path: Path) -> Front:
    """The facts of a front. Raises SealedFault where they are none."""
    found: Any = json_of(bag.content(f"data/{FACTS}"), path)
    try:
        return Front(found["base"], found["removed"], found["lines"], found["redirect"])
    except (KeyError, TypeError) as error:
        raise SealedFault(path, Text("不是首页的说明文件", "not a front")) from error


def is_bound(archive: Path, line: Withdrawal) -> bool:
    """Whether a withdrawal is the one that was made: its own bag is whole and says what its line says. Raises
    SealedFault where the bag is not there or was touched."""
    folder = front_folder(archive, line)
    said: Any = json_of(ProvedBag(folder, line.front_root).content(f"data/{FACTS}"), folder)
    return isinstance(said, dict) and said.get("withdrawal") == withdrawal_facts(line)


def root_files(
    archive: Path, bag: ProvedBag, front: Front, releases: Sequence[SealedRelease]
) -> Iterator[tuple[str, bytes]]:
    """Path and content of every file at the root of the published folder, proved. `bag`: the front's."""
    base = next(r for r in releases if r.id == front.base)
    own = {path.removeprefix("data/tree/") for path in bag.files if path.startswith("data/tree/")}
    for path, data in site_files(ProvedBag(Sealed(archive, base).folder / PUBLIC, base.root)):
        if path not in own and path not in front.removed:
            yield path, data
    for path in sorted(own):
        yield path, bag.content(f"data/tree/{path}")


def archived_files(
    archive: Path, release: SealedRelease, front: Front, root: frozenset[str], following: SealedRelease | None
) -> Iterator[tuple[str, bytes]]:
    """Path and content of what an archived site adds below `releases/`: the sealed site under the release's
    own address, a line over each page; what its pages load from `assets/` by content, so that releases share
    it. The release that the root shows has a page there that leads to the root, and the files that people
    cite. `root`: the paths at the root; `following`: the version that took this one's place."""
    shown, own = release.id == front.base, f"releases/{release.id}"
    after = Sealed(archive, following).site if following is not None else None
    bag = ProvedBag(Sealed(archive, release).folder / PUBLIC, release.root)
    # Sites of before there were fronts stand as they always stood.
    folders = _shared(bag) if release.front_root else {}
    for path, data in site_files(bag):
        here = posixpath.dirname(f"{own}/{path}")
        lang, home = _language(path, bag, front)
        newest = posixpath.relpath(path if path in root and path != _NOT_FOUND else home, here)
        if shown and path.endswith(".html"):
            yield f"{own}/{path}", front.redirect[lang].replace(NEWEST, newest).encode("utf-8")
        elif shown and path.startswith(_CITED):
            yield f"{own}/{path}", data
        elif not shown and path.endswith(".html"):
            line = front.lines.get(release.id, {}).get(lang, "")
            if after is not None and following is not None:
                there = (after / path).is_file() and path != _NOT_FOUND
                target = f"releases/{following.id}/{path if there else home}"
                line = line.replace(FOLLOWING, posixpath.relpath(target, here))
            page = _loading(data, posixpath.relpath(own, here), here, folders)
            yield (
                f"{own}/{path}",
                page.replace(_BEFORE, line.replace(NEWEST, newest).encode("utf-8") + _BEFORE, 1),
            )
        elif not shown:
            folder = next((f for f in folders if path.startswith(f)), "")
            yield (f"{folders[folder]}/{path}" if folder else f"{own}/{path}"), data


def _shared(bag: ProvedBag) -> dict[str, str]:
    """Folder of assets in an archived site → the folder by content that it is published in, kept whole."""
    sums: dict[str, list[str]] = {}
    for path in bag.files:
        inside = path.removeprefix(f"data/{SITE}/")
        if inside != path and inside.startswith(_ASSETS) and inside.count("/") > 1:
            folder = "/".join(inside.split("/")[:2]) + "/"
            sums.setdefault(folder, []).append(f"{bag.sum_of(path)}  {inside}\n")
    return {
        folder: f"{SHARED}/{hashlib.sha256(''.join(lines).encode()).hexdigest()[:16]}"
        for folder, lines in sums.items()
    }


def _loading(page: bytes, up: str, here: str, folders: Mapping[str, str]) -> bytes:
    """A page that loads its assets from where they are published. An address in a page begins at a quotation
    mark."""
    for folder, shared in folders.items():
        there = posixpath.relpath(f"{shared}/{folder}", here)
        before = [folder, f"./{folder}"] if up == "." else [f"{up}/{folder}"]
        for address in before:
            page = page.replace(f'"{address}'.encode(), f'"{there}/'.encode())
    return page


def _language(path: str, bag: ProvedBag, front: Front) -> tuple[str, str]:
    """The language of a page, and its first page: that of its folder; at the site's root the one that has no
    folder there."""
    own = path.partition("/")[0]
    folders = [lang for lang in front.redirect if f"data/{SITE}/{lang}/index.html" in bag.files]
    if own in folders:
        return own, f"{own}/index.html"
    left = (lang for lang in front.redirect if lang not in folders)
    return next(left, next(iter(front.redirect))), "index.html"


def not_as_published(
    archive: Path, out: Path, lines: Sequence[Line], releases: Sequence[SealedRelease]
) -> list[str]:
    """Paths in the published folder `out` that names and sizes show to be missing, other or added. Quick:
    `republish` compares nothing and makes it right, `verify` reads every byte of the archive."""
    ledger = out / "releases" / LEDGER
    if not ledger.is_file() or ledger.read_bytes() != ledger_text(lines):
        return [f"releases/{LEDGER}"]
    line = lines[-1]
    own, removed, base = dict[str, int](), list[str](), latest(releases, releases[-1].plan)
    if line.front_root:
        folder = front_folder(archive, line)
        told: Any = json_of(content(folder, f"data/{FACTS}"), folder)
        removed, base = told["removed"], next((r for r in releases if r.id == told["base"]), None)
        own = _sizes(folder / "data" / "tree")
    expected = {**(_sizes(Sealed(archive, base).site) if base else {}), **own}
    for path in removed:
        expected.pop(path, None)
    expected |= {first_name(path): size for path, size in expected.items()}
    found = _sizes(out, but="releases")
    wrong = {p for p in expected.keys() | found.keys() if expected.get(p) != found.get(p)}
    wrong |= {
        f"releases/{r.id}.zip" for r in in_public(releases) if not (out / f"releases/{r.id}.zip").is_file()
    }
    return sorted(wrong)


def _sizes(top: Path, but: str = "") -> dict[str, int]:
    inside = [entry for entry in sorted(top.iterdir()) if entry.name != but] if top.is_dir() else []
    found = {entry.name: entry.stat().st_size for entry in inside if not entry.is_dir()}
    for entry in inside:
        if entry.is_dir():
            found |= {f"{entry.name}/{p}": (entry / p).stat().st_size for p in files_below(entry)}
    return found
