"""What a release is made from: the files that a build reads and knows by name, of the project and, where it
has none, of this program. Whatever else lies among them is named, and sealed never: a release is for ever,
and anybody may download it."""

import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path, PurePosixPath

from generator.domain.assets import is_asset
from generator.domain.delivery import RawDelivery
from generator.domain.finding import Finding, Place, Severity
from generator.domain.period import Period
from generator.domain.text import LANGS
from generator.domain.vocabulary import Vocabulary
from generator.load.deliveries import IGNORED, known_name
from generator.load.own_template import NOTES_FILES
from generator.load.plan import TABLES
from generator.load.product import find, not_in
from generator.load.project import CONTACTS, SECRET, Project
from generator.load.vocabulary import FILES

FOLDERS = ("data", "templates", "site_src", "locale")
SETTINGS = ("mkdocs.base.yml", "mkdocs.yml", "mkdocs.en.yml")
# Folder of templates → those that are asked for by name; what these include is found in them.
TEMPLATES = {
    "pages": (
        "conflicts",
        "indicator",
        "list",
        "milestones",
        "objective",
        "overview",
        "table",
        "township",
        "wayfinding",
    ),
    "bulletin": ("county", "township"),
    "messages": ("delivery", "frame", "index", "message"),
}
_ENDINGS = {"pages": (".md.j2",), "bulletin": (".html.j2",), "messages": (".html.j2", ".txt.j2")}
_STYLES = {"bulletin": ("bulletin.css", "en.css", "zh.css"), "messages": ("messages.css",)}
_INCLUDED = re.compile(r"\{%-?\s*(?:extends|include|import|from)\s+[\"']([^\"']+)[\"']")
# Our own parts of the theme; any other file there takes the place of one of MkDocs' or Material's.
_THEME = ("partials/other_language.html", "partials/path.html", "partials/words.html")
_THEMES = ("material", "mkdocs")
_PAGES = ("site_src/zh/", "site_src/en/")
_OF_A_LANGUAGE = re.compile(r"site_src/([a-z]{2,3})/.+\.md|locale/([a-z]{2,3})/LC_MESSAGES/jibao\.po")
_IN_PAGES = re.compile(r"site_src/[a-z]{2,3}/")
_ASIDE = re.compile(
    r"(?:副本|复件|备份|草稿|旧版|[ _.-](?:copy|backup|bak|draft|old)|\([0-9]+\)|（[0-9]+）|~)$",
    re.IGNORECASE,
)
# What systems and programs leave beside the files that people made; and notes for those who keep them.
_LITTER = frozenset({*IGNORED, "ehthumbs.db", ".ds_store", ".gitkeep", ".gitignore", ".gitattributes"})
_LOCKS = ("~$", ".~lock.", "._")


@dataclass(frozen=True)
class Sources:
    """Path in the project → file, in order of path. `public`: for everybody; `office`: the deliveries as
    received and the contacts, for the office alone. `left_out`: what is sealed in neither half, and
    need not be. `findings`: what has no business there; nothing is sealed while there is any."""

    public: Mapping[str, Path]
    office: Mapping[str, Path]
    left_out: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


def project_sources(project: Project, until: Period) -> Sources:
    """The sources of a release of the quarter `until`, for which `project` was loaded."""
    folder = project.folder
    names = _Names(project, until)
    public, office = dict[str, Path](), dict[str, Path]()
    left_out, strangers, findings = list[str](), list[str](), list[Finding]()
    for name, path in _entries(folder, until):
        if is_link(path):
            findings.append(Finding("E44-link", Severity.BLOCKING, Place(name)))
        elif name.endswith("/") or _is_litter(name) or name in names.private:
            left_out.append(name)
        elif name in names.office:
            office[name] = path
        elif path.is_file() and names.is_public(name):
            public[name] = path
        elif path.is_file() and names.is_foreign(name):
            left_out.append(name)
        else:
            strangers.append(name)
    public |= {name: path for name, path in not_in(folder) if names.is_public(name)}
    findings += [
        Finding("E44-unknown-file", Severity.BLOCKING, Place(name))
        for name in _topmost(strangers, {**public, **office})
    ]
    return Sources(dict(sorted(public.items())), office, tuple(left_out), tuple(findings))


def is_link(path: Path) -> bool:
    """Whether a path leads somewhere else: a symbolic link, or a junction of Windows."""
    try:
        found = path.lstat()
    except OSError:
        return False
    junction = getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", -1)
    return stat.S_ISLNK(found.st_mode) or getattr(found, "st_reparse_tag", 0) == junction


class _Names:
    """The names that a build knows. `office`: those of the office's half; `private`: known, in neither."""

    def __init__(self, project: Project, until: Period) -> None:
        plans = [project.settings.principal, *project.settings.references]
        further = project.plan.settings.further if project.plan else ()
        langs = ("zh", *further)
        self._spoken = {*LANGS, *further}
        self._pages = (*_PAGES, *(f"site_src/{lang}/" for lang in further))
        self._exact = {
            *SETTINGS,
            "data/site.yml",
            "data/method/worked_examples.csv",
            *(f"locale/{lang}/LC_MESSAGES/jibao.po" for lang in langs),
            *(f"data/vocabulary/{name}" for name in FILES),
            *(f"data/plans/{plan}/{name}" for plan in plans for name in ("plan.yml", *TABLES)),
            *(f"templates/{kind}/{name}" for kind in TEMPLATES for name in _templates(project.folder, kind)),
        }
        contacts = [f"data/plans/{plan}/{CONTACTS}" for plan in plans]
        received = (raw for raw in project.raw if raw.quarter <= until)
        self.office = {
            contacts[0],
            f"data/{SECRET}",
            *(n for raw in received for n in _received(raw, project)),
        }
        self.private = {*contacts[1:]} - {contacts[0]}

    def is_foreign(self, name: str) -> bool:
        """Whether a file is of a language in which the plan is not published."""
        match = _OF_A_LANGUAGE.fullmatch(name)
        return match is not None and (match[1] or match[2]) not in self._spoken

    def is_public(self, name: str) -> bool:
        """Whether a build reads a file of this name, and anybody may have it."""
        if name in self._exact:
            return True
        top, _, rest = name.partition("/")
        part, _, inside = rest.partition("/")
        if top != "site_src":
            return False
        if part == "assets":
            return is_asset(inside)
        if part == "theme":
            return inside in _THEME or _in_a_theme(inside)
        return name.startswith(self._pages) and inside.endswith(".md") and not _is_aside(inside)


def _is_aside(page: str) -> bool:
    """A hidden page, or one that is named like a copy or a draft of another."""
    stem = page.removesuffix(".md")
    return any(part.startswith(".") for part in stem.split("/")) or bool(_ASIDE.search(stem))


def _received(raw: RawDelivery, project: Project) -> Iterator[str]:
    """The files of a quarter's folder that were read, or would be if anything stood in them."""
    read = {*raw.copies, *(file for table in raw.tables.values() for file in table.files)}
    for path in (project.folder / raw.folder).iterdir():
        name = f"{raw.folder}/{path.name}"
        known = path.name in ("release.yml", *NOTES_FILES, *project.vocabulary.summaries)
        if known or name in read or _of_a_kind(path, project.vocabulary):
            yield name


def _of_a_kind(path: Path, vocabulary: Vocabulary) -> bool:
    return any(known_name(path.name, kind) for kind in vocabulary.files.values())


def _templates(folder: Path, kind: str) -> set[str]:
    """The templates of a kind that are asked for, what they include in turn, and the style sheets."""
    waiting = [f"{stem}{ending}" for stem in TEMPLATES[kind] for ending in _ENDINGS[kind]]
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        path = find(folder, f"templates/{kind}/{name}")
        if name not in found and path.is_file():
            found.add(name)
            waiting += _INCLUDED.findall(path.read_text(encoding="utf-8", errors="replace"))
    return {*found, *_STYLES.get(kind, ())}


def _in_a_theme(name: str) -> bool:
    specs = (find_spec(package) for package in _THEMES)
    places = [
        Path(place, "templates") for spec in specs if spec for place in spec.submodule_search_locations or ()
    ]
    return any((place / name).is_file() for place in places)


def _entries(folder: Path, until: Period) -> Iterator[tuple[str, Path]]:
    """Every file and every link among the sources, in order of path; no link is followed. A later
    quarter's folder is one entry, ending in `/`."""
    for name in (*FOLDERS, *SETTINGS):
        if os.path.lexists(folder / name):
            yield from _below(folder / name, name, until)


def _below(path: Path, name: str, until: Period) -> Iterator[tuple[str, Path]]:
    if is_link(path) or not path.is_dir():
        yield name, path
    elif _is_later(name, until):
        yield f"{name}/", path
    else:
        for child in sorted(path.iterdir(), key=lambda p: p.name):
            yield from _below(child, f"{name}/{child.name}", until)


def _is_later(name: str, until: Period) -> bool:
    parent, _, last = name.rpartition("/")
    quarter = Period.parse(last) if parent == "data/quarters" else None
    return quarter is not None and quarter > until


def _is_litter(name: str) -> bool:
    own = name.rpartition("/")[2]
    page = own.endswith(".md") and _IN_PAGES.match(name)
    return own.startswith(_LOCKS) or own.endswith(".pyc") or (own.lower() in _LITTER and not page)


def _topmost(strangers: Iterable[str], known: Mapping[str, Path]) -> list[str]:
    """A folder that holds nothing known is named once, with `/` at its end, and not file by file."""
    expected = {*FOLDERS, *(p.as_posix() for name in known for p in PurePosixPath(name).parents)}
    found: dict[str, None] = {}
    for name in strangers:
        above = [p.as_posix() for p in reversed(PurePosixPath(name).parents)][1:]
        outside = next((f"{p}/" for p in above if p not in expected), name)
        found[outside] = None
    return list(found)
