"""What a workbook's parts say that its cells do not: which sheets there are, which cells are merged, what
is hidden, what hangs beside the cells. Each part is read as a stream and never held whole."""

import posixpath
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from xml.parsers.expat import ParserCreate
from zipfile import ZipFile

from generator.load.decoding import LARGEST_FILE
from generator.load.records import Merge

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_BETWEEN = "}"
# A height or width that hides as well.
_NOUGHT = ("0", "0.0")
# More merged ranges, comments or texts than any workbook of ours has; a stranger's would fill the memory.
MOST_MERGES = 20_000
MOST_COMMENTS = 20_000
MOST_TEXTS = 3_000_000
# A spreadsheet's own limits; a reader builds a tree of each row.
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
# What a reader keeps as trees: styles, names, drawings, a sheet's validations and links. An element costs
# it a kilobyte; those of cells are let go row by row.
MOST_ELEMENTS = 200_000
_OF_CELLS = frozenset({"row", "c", "v", "f", "is", "t", "r"})
# No part of a workbook is nested deeper or says more in one place.
_DEEPEST, _LONGEST_TEXT, _LONGEST_ATTRIBUTES = 100, 1_000_000, 100_000
# Characters of a part that a reader keeps whole, as many as a CSV file may have.
_MOST_CHARACTERS = LARGEST_FILE
# Remarks that `jibao template` wrote itself are no news.
OWN_AUTHOR = "jibao"

Attributes = Mapping[str, str]
Start = Callable[[Attributes], None]


class StrictFormat(ValueError):
    """The workbook is “Strict Open XML”, which readers take for an empty one."""


class TooMany(ValueError):
    """More cells, texts, merged ranges, comments, styles … than can be looked at."""


@dataclass(frozen=True, slots=True)
class SheetPart:
    """One sheet as the workbook lists it. `cells`: False for a sheet that is only a chart."""

    title: str
    path: str
    cells: bool


@dataclass(slots=True)
class Beside:
    """What one sheet has beside its cells. `hidden_columns`: first and last of each run. `comments`:
    where, and what they say. `pictures`: drawings, charts or text boxes hang over the cells. `looks`: the
    sheet's own texts that look otherwise than they read (`_Runs`). Its methods take the sheet's elements
    one by one and raise TooMany."""

    merges: list[Merge] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    comments: list[tuple[str, str]] = field(default_factory=list)
    pictures: bool = False
    looks: Mapping[str, str] = field(default_factory=dict)
    _row: int = 0
    _cells: int = 0

    def row(self, attributes: Attributes) -> None:
        """A row begins."""
        self._row, self._cells = int(attributes.get("r") or self._row + 1), 0
        if self._row > MOST_ROWS:
            raise TooMany("rows")
        if _is_true(attributes, "hidden") or attributes.get("ht") in _NOUGHT:
            self.hidden_rows.append(self._row)

    def cell(self, _: Attributes) -> None:
        """One more cell of the row."""
        self._cells += 1
        if self._cells > MOST_COLUMNS:
            raise TooMany("columns")

    def column(self, attributes: Attributes) -> None:
        """A run of columns with their width."""
        if _is_true(attributes, "hidden") or attributes.get("width") in _NOUGHT:
            self.hidden_columns.append((int(attributes["min"]), int(attributes["max"])))
            if len(self.hidden_columns) > MOST_COLUMNS:
                raise TooMany("columns")

    def merge(self, attributes: Attributes) -> None:
        """A merged range."""
        if len(self.merges) >= MOST_MERGES:
            raise TooMany("merged ranges")
        self.merges.append(Merge.parse(attributes["ref"]))


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


@dataclass(slots=True)
class _Runs:
    """The shared texts whose letters are raised or struck out in part: a footnote's number behind a figure
    is no digit of it. `found`: the text as a reader gives it → as it looks."""

    found: dict[str, str] = field(default_factory=dict)
    _runs: list[list[str]] = field(default_factory=list)

    def text(self, _: Attributes) -> None:
        """The next text begins."""
        self.end()
        self._runs = [["", ""]]

    def end(self, _: Attributes | None = None) -> None:
        """The last text is whole."""
        looks = "".join(f"{mark}{words}{mark.replace('^', '')}" for words, mark in self._runs)
        plain = "".join(words for words, _ in self._runs)
        if looks != plain and any(map(str.isdigit, plain)):
            self.found[plain] = looks
        self._runs = []

    def marks(self) -> dict[str, Start]:
        """What within a text tells its runs and their looks."""
        return {"r": self.run, "vertAlign": self.raised, "strike": self.struck}

    def run(self, _: Attributes) -> None:
        """A run of letters that look alike."""
        self._runs.append(["", ""])

    def raised(self, attributes: Attributes) -> None:
        """Its letters stand higher or lower."""
        if attributes.get("val") in ("superscript", "subscript") and self._runs:
            self._runs[-1][1] = "^"

    def struck(self, attributes: Attributes) -> None:
        """Its letters are struck out."""
        if attributes.get("val", "1") not in ("0", "false") and self._runs:
            self._runs[-1][1] = "~"

    def said(self, words: str) -> None:
        """More letters."""
        if self._runs and words.strip():
            self._runs[-1][0] += words


def weigh_parts(data: bytes, sheets: Sequence[SheetPart]) -> Mapping[str, str]:
    """The shared texts that look otherwise than they read (`_Runs`). Raises TooMany for a workbook whose
    texts, styles, names or drawings would fill the memory, before any reader keeps them; the sheets' own
    turn comes with `beside_cells`."""
    own = {sheet.path for sheet in sheets if sheet.cells}
    runs = _Runs()
    starts = {"si": runs.text, **runs.marks()}
    with ZipFile(BytesIO(data)) as package:
        for name in package.namelist():
            if not name.lower().endswith((".xml", ".rels")) or name in own:
                continue
            if "sharedstrings" in name.lower():
                _walk(package, name, starts, runs.said, any_root=True, most=MOST_TEXTS)
            else:
                most = MOST_TEXTS if "comments" in name.lower() else MOST_ELEMENTS
                _walk(package, name, {}, any_root=True, most=most)
    runs.end()
    return runs.found


def beside_cells(data: bytes, path: str) -> Beside:
    """What the sheet at `path` in the package has beside its cells. Raises as `sheet_parts` does, and
    TooMany."""
    beside = Beside()
    runs = _Runs()
    starts = {"row": beside.row, "c": beside.cell, "col": beside.column, "mergeCell": beside.merge}
    starts |= {"v": runs.end, "is": runs.text, **runs.marks()}
    with ZipFile(BytesIO(data)) as package:
        _walk(package, path, starts, runs.said)
        runs.end()
        beside.looks = runs.found
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
        starts = {"author": author, "comment": comment}
        _walk(package, path, starts, lambda text: into.append(text), most=MOST_TEXTS)
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


@dataclass(slots=True)
class _Weight:
    """What a part weighs so far. `most`: how many elements it may have; None for a sheet, whose cells are
    not counted. Its methods hear of each element and text, and raise TooMany."""

    most: int | None
    depth: int = 0
    elements: int = 0
    length: int = 0
    characters: int = 0

    def opened(self, local: str, attributes: Attributes) -> None:
        """An element begins."""
        self.depth, self.length = self.depth + 1, 0
        self.elements += self.most is not None or local not in _OF_CELLS
        if self.depth > _DEEPEST or self.elements > (MOST_ELEMENTS if self.most is None else self.most):
            raise TooMany(local)
        if len(attributes) > 1 and sum(map(len, attributes.values())) > _LONGEST_ATTRIBUTES:
            raise TooMany(local)

    def said(self, words: str) -> None:
        """Some letters."""
        self.length, self.characters = self.length + len(words), self.characters + len(words)
        if self.length > _LONGEST_TEXT or (self.most is not None and self.characters > _MOST_CHARACTERS):
            raise TooMany("text")

    def closed(self, _: str) -> None:
        """An element ends."""
        self.depth -= 1


def _walk(
    package: ZipFile,
    path: str,
    starts: Mapping[str, Start],
    said: Callable[[str], None] = lambda _: None,
    most: int | None = None,
    any_root: bool = False,
) -> None:
    """A part from its first element to its last; `starts`: local name → what to do with the element.
    Raises TooMany for more than `most` elements (by default, besides those of cells, MOST_ELEMENTS), and
    for what is nested or runs on without end."""
    parser, weight = ParserCreate(namespace_separator=_BETWEEN), _Weight(most)
    parser.buffer_text = True

    def start(name: str, attributes: Attributes) -> None:
        local = name.rpartition(_BETWEEN)[2]
        weight.opened(local, attributes)
        if local in starts:
            starts[local](attributes)

    def text(words: str) -> None:
        weight.said(words)
        said(words)

    def first(name: str, attributes: Attributes) -> None:
        if name.startswith(_STRICT):
            raise StrictFormat(path)
        if name.rpartition(_BETWEEN)[2] in ("workbook", "worksheet") and not name.startswith(_MAIN):
            raise ValueError(f"{path}: {name}")
        parser.StartElementHandler = start
        start(name, attributes)

    parser.StartElementHandler = start if any_root else first
    parser.EndElementHandler = weight.closed
    parser.CharacterDataHandler = text
    with package.open(path) as stream:
        parser.ParseFile(stream)
