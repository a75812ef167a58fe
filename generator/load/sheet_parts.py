"""What a workbook's parts say that its cells do not: which sheets there are, which cells are merged, what
is hidden, what hangs beside the cells. Each part is read as a stream and never held whole."""

import posixpath
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from xml.parsers.expat import ParserCreate
from zipfile import ZipFile

from generator.load.csv_rows import Merge

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_BETWEEN = "}"
# A height or width that hides as well.
_NOUGHT = ("0", "0.0")
# More merged ranges or comments than any sheet of ours has; a stranger's would fill the memory.
MOST_MERGES = 20_000
MOST_COMMENTS = 20_000
# Remarks that `jibao template` wrote itself are no news.
OWN_AUTHOR = "jibao"

Attributes = Mapping[str, str]
Start = Callable[[Attributes], None]


class StrictFormat(ValueError):
    """The workbook is “Strict Open XML”, which readers take for an empty one."""


class TooMany(ValueError):
    """More merged ranges or comments than can be looked at."""


@dataclass(frozen=True, slots=True)
class SheetPart:
    """One sheet as the workbook lists it. `cells`: False for a sheet that is only a chart."""

    title: str
    path: str
    cells: bool


@dataclass(slots=True)
class Beside:
    """What one sheet has beside its cells. `hidden_columns`: first and last of each run. `comments`:
    where, and what they say. `pictures`: drawings, charts or text boxes hang over the cells."""

    merges: list[Merge] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    comments: list[tuple[str, str]] = field(default_factory=list)
    pictures: bool = False


def sheet_parts(data: bytes) -> list[SheetPart]:
    """The sheets in the workbook's own order. Raises StrictFormat; whatever a stranger's XML makes the
    parser stumble over comes through as it is."""
    with ZipFile(BytesIO(data)) as package:
        names = set(package.namelist())
        main = next(
            (target for kind, target in _relations(package, "").values() if kind.endswith("/officeDocument")),
            "xl/workbook.xml",
        )
        relations = _relations(package, main)
        found: list[SheetPart] = []

        def sheet(attributes: Attributes) -> None:
            own = next((v for k, v in attributes.items() if k.endswith(f"{_BETWEEN}id")), "")
            kind, path = relations.get(own, ("", ""))
            if path in names:
                found.append(SheetPart(attributes.get("name", ""), path, "chartsheet" not in kind))

        _walk(package, main, {"sheet": sheet})
        return found


def beside_cells(data: bytes, path: str) -> Beside:
    """What the sheet at `path` in the package has beside its cells. Raises as `sheet_parts` does, and
    TooMany."""
    beside = Beside()
    last = 0

    def row(attributes: Attributes) -> None:
        nonlocal last
        last = int(attributes.get("r") or last + 1)
        if _is_true(attributes, "hidden") or attributes.get("ht") in _NOUGHT:
            beside.hidden_rows.append(last)

    def column(attributes: Attributes) -> None:
        if _is_true(attributes, "hidden") or attributes.get("width") in _NOUGHT:
            beside.hidden_columns.append((int(attributes["min"]), int(attributes["max"])))

    def merge(attributes: Attributes) -> None:
        if len(beside.merges) >= MOST_MERGES:
            raise TooMany("merged ranges")
        beside.merges.append(Merge.parse(attributes["ref"]))

    with ZipFile(BytesIO(data)) as package:
        _walk(package, path, {"row": row, "col": column, "mergeCell": merge})
        for kind, target in _relations(package, path).values():
            if kind.endswith("/comments"):
                beside.comments += _comments(package, target)
            beside.pictures = beside.pictures or kind.endswith("/drawing")
    return beside


def _is_true(attributes: Attributes, name: str) -> bool:
    return attributes.get(name, "0") in ("1", "true")


def _comments(package: ZipFile, path: str) -> Iterator[tuple[str, str]]:
    """Where each comment stands and what it says; none of our own."""
    authors: list[list[str]] = []
    found: list[tuple[str, str, list[str]]] = []
    into: list[str] = []

    def author(_: Attributes) -> None:
        nonlocal into
        into = []
        authors.append(into)

    def comment(attributes: Attributes) -> None:
        nonlocal into
        if len(found) >= MOST_COMMENTS:
            raise TooMany("comments")
        into = []
        found.append((attributes.get("ref", ""), attributes.get("authorId", ""), into))

    if path in package.namelist():
        _walk(package, path, {"author": author, "comment": comment}, lambda text: into.append(text))
    names = {str(at): "".join(words).strip() for at, words in enumerate(authors)}
    return ((ref, "".join(words)) for ref, by, words in found if names.get(by) != OWN_AUTHOR)


def _relations(package: ZipFile, path: str) -> dict[str, tuple[str, str]]:
    """Id → kind and target of what a part refers to within the package."""
    folder, name = posixpath.split(path)
    found: dict[str, tuple[str, str]] = {}

    def relation(attributes: Attributes) -> None:
        target = attributes.get("Target", "")
        whole = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        if attributes.get("TargetMode") != "External":
            found[attributes.get("Id", "")] = attributes.get("Type", ""), whole

    part = posixpath.join(folder, "_rels", f"{name}.rels")
    if part in package.namelist():
        _walk(package, part, {"Relationship": relation})
    return found


def _walk(
    package: ZipFile, path: str, starts: Mapping[str, Start], said: Callable[[str], None] | None = None
) -> None:
    """A part from its first element to its last; `starts`: local name → what to do with the element."""
    parser = ParserCreate(namespace_separator=_BETWEEN)
    parser.buffer_text = True

    def start(name: str, attributes: Attributes) -> None:
        found = starts.get(name.rpartition(_BETWEEN)[2])
        if found is not None:
            found(attributes)

    def first(name: str, attributes: Attributes) -> None:
        if name.startswith(_STRICT):
            raise StrictFormat(path)
        if name.rpartition(_BETWEEN)[2] in ("workbook", "worksheet") and not name.startswith(_MAIN):
            raise ValueError(f"{path}: {name}")
        parser.StartElementHandler = start
        start(name, attributes)

    parser.StartElementHandler = first
    if said is not None:
        parser.CharacterDataHandler = said
    with package.open(path) as stream:
        parser.ParseFile(stream)
