"""What a workbook's parts say that its cells do not: which sheets there are, which cells are merged, what
is hidden, what hangs beside the cells. Each part is read as a stream and never held whole."""

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from xml.parsers.expat import ParserCreate
from zipfile import ZipFile

from generator.load.decoding import LARGEST_FILE
from generator.load.records import Merge, column_number
from generator.load.workbooks.cell_looks import Attributes, Looks, Runs, Styles, is_on

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_BETWEEN = "}"
# A height in points, a width in characters, below which nothing can be seen.
_LEAST_HEIGHT, _LEAST_WIDTH = 2, 0.5
# More merged ranges, comments or texts than any workbook of ours has; a stranger's would fill the memory.
MOST_MERGES = 20_000
MOST_COMMENTS = 20_000
MOST_LOOKS = 100_000
_LONGEST_REFERENCE = 10
MOST_TEXTS = 3_000_000
# A spreadsheet's own limits; a reader builds a tree of each row.
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
# What a reader keeps as trees: styles, names, drawings, a sheet's validations and links. An element costs
# it a kilobyte; those of cells are let go row by row.
MOST_ELEMENTS = 200_000
_OF_CELLS = frozenset({"row", "c", "v", "f", "is", "t", "r"})
# No part of a workbook is nested deeper or says more in one place.
_MOST_RANGES, _LONGEST_RANGE = 40, 60
_DEEPEST, _LONGEST_TEXT, _LONGEST_ATTRIBUTES = 100, 1_000_000, 100_000
# Characters of a part that a reader keeps whole, as many as a CSV file may have.
_MOST_CHARACTERS = LARGEST_FILE
_CODES = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|[0-9]{1,3}|[A-Za-z])')
# Remarks that `jibao template` wrote itself are no news.
OWN_AUTHOR = "jibao"

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
class BesideCells:
    """What one sheet has beside its cells. `hidden_columns`: first and last of each run. `comments`:
    where, and what they say. `titles`: the words of its page headers. `pictures`: drawings, charts or text
    boxes hang over the cells. `looks`: cells
    that look otherwise than they read, by row and column. `zeros`: noughts are shown. `conditional`: ranges
    whose numbers are written otherwise on a condition. Its methods take the sheet's elements one by one and
    raise TooMany."""

    merges: list[Merge] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    comments: list[tuple[str, str]] = field(default_factory=list)
    pictures: bool = False
    titles: list[str] = field(default_factory=list)
    looks: dict[tuple[int, int], str] = field(default_factory=dict)
    zeros: bool = True
    conditional: dict[str, None] = field(default_factory=dict)
    of_all: Looks = field(default_factory=Looks)
    runs: Runs = field(default_factory=Runs)
    _row: int = 0
    _cells: int = 0
    _reference: str = ""
    _text: list[str] | None = None
    _shared: bool = False
    _flat: bool = False
    _range: str = ""

    def view(self, attributes: Attributes) -> None:
        """How the sheet is shown."""
        self.zeros = self.zeros and is_on(attributes, "showZeros")

    def heights(self, attributes: Attributes) -> None:
        """How high a row is that says nothing of it."""
        self._flat = is_on(attributes, "zeroHeight", "0")

    def row(self, attributes: Attributes) -> None:
        """A row begins."""
        self._row, self._cells = int(attributes.get("r") or self._row + 1), 0
        if self._row > MOST_ROWS:
            raise TooMany("rows")
        height = attributes.get("ht") or ("0" if self._flat else None)
        if is_on(attributes, "hidden", "0") or _is_nought(height, _LEAST_HEIGHT):
            self.hidden_rows.append(self._row)

    def cell(self, attributes: Attributes) -> None:
        """One more cell of the row."""
        self._cells += 1
        if self._cells > MOST_COLUMNS:
            raise TooMany("columns")
        self._reference = attributes.get("r", "")
        self._shared = attributes.get("t") == "s"
        if (look := self.of_all.styles.get(attributes.get("s", "0"))) is not None:
            self._looks(look)

    def _here(self) -> tuple[int, int]:
        """The cell's row and column; where cells do not say where they stand, they are counted."""
        letters = self._reference[:_LONGEST_REFERENCE].rstrip("0123456789")
        return self._row, column_number(letters) if letters else self._cells

    def _looks(self, look: str) -> None:
        if len(self.looks) >= MOST_LOOKS:
            raise TooMany("cells that look otherwise")
        self.looks.setdefault(self._here(), look)

    def number_begins(self, _: Attributes) -> None:
        """A cell's number, or that of its shared text."""
        self._text = [] if self._shared else None

    def number_ends(self) -> None:
        """It is whole."""
        look = self.of_all.texts.get("".join(self._text or ()))
        if self._shared and look is not None:
            self._looks(look)
        self._text = None

    def title_begins(self, _: Attributes) -> None:
        """A page header, such as `&C&"宋体"&14 2025年第四季度`."""
        self._text = []

    def title_ends(self) -> None:
        """It is whole; its codes for place, face and size are no words."""
        self.titles += [word for part in _CODES.split("".join(self._text or ())) if (word := part.strip())]
        self._text = None

    def own_text(self) -> None:
        """A text that stands in its cell is whole."""
        if (look := self.runs.look()) is not None:
            self._looks(look)

    def said(self, words: str) -> None:
        """More letters."""
        if self._text is not None:
            self._text.append(words)
        else:
            self.runs.said(words)

    def condition(self, attributes: Attributes) -> None:
        """A range with rules of its own."""
        self._range = attributes.get("sqref", "")

    def rule(self, attributes: Attributes) -> None:
        """One of its rules."""
        if attributes.get("dxfId") in self.of_all.formats and len(self.conditional) < _MOST_RANGES:
            self.conditional[self._range[:_LONGEST_RANGE]] = None

    def column(self, attributes: Attributes) -> None:
        """A run of columns with their width."""
        if is_on(attributes, "hidden", "0") or _is_nought(attributes.get("width"), _LEAST_WIDTH):
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


def weigh_parts(data: bytes, sheets: Sequence[SheetPart]) -> Looks:
    """What cells look like otherwise than they read. Raises TooMany for a workbook whose texts, styles,
    names or drawings would fill the memory, before any reader keeps them; the sheets' own turn comes with
    `beside_cells`."""
    own = {sheet.path for sheet in sheets if sheet.cells}
    runs, styles = Runs(), Styles()
    starts = {"si": runs.text, **runs.marks()}
    ends = {"si": runs.end, **runs.ends()}
    with ZipFile(BytesIO(data)) as package:
        for name in package.namelist():
            if not name.lower().endswith((".xml", ".rels")) or name in own:
                continue
            if "sharedstrings" in name.lower():
                _walk(package, name, starts, runs.said, ends=ends, any_root=True, most=MOST_TEXTS)
            elif name.lower() == "xl/styles.xml":
                _walk(package, name, styles.starts(), any_root=True, most=MOST_ELEMENTS)
            else:
                most = MOST_TEXTS if "comments" in name.lower() else MOST_ELEMENTS
                _walk(package, name, {}, any_root=True, most=most)
    return Looks(runs.found, styles.looks, frozenset(styles.formats))


def beside_cells(data: bytes, path: str, looks: Looks) -> BesideCells:
    """What the sheet at `path` in the package has beside its cells. Raises as `sheet_parts` does, and
    TooMany."""
    beside = BesideCells(of_all=looks)
    runs = beside.runs
    starts: dict[str, Start] = {
        "row": beside.row, "c": beside.cell, "col": beside.column, "mergeCell": beside.merge,
        "is": runs.text, **runs.marks(), "sheetView": beside.view, "sheetFormatPr": beside.heights,
        "conditionalFormatting": beside.condition, "cfRule": beside.rule,
    }  # fmt: skip
    ends = {"is": beside.own_text, **runs.ends()}
    for header in ("oddHeader", "evenHeader", "firstHeader"):
        starts[header], ends[header] = beside.title_begins, beside.title_ends
    if looks.texts:
        starts["v"] = beside.number_begins
        ends["v"] = beside.number_ends
    with ZipFile(BytesIO(data)) as package:
        _walk(package, path, starts, beside.said, ends=ends)
        for kind, target in _relations(package, path).values():
            if kind.endswith("/comments"):
                beside.comments += _comments(package, target)
            beside.pictures = beside.pictures or kind.endswith("/drawing")
    return beside


def _is_nought(size: str | None, least: float) -> bool:
    return size is not None and float(size) < least


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
    ends: Mapping[str, Callable[[], None]] | None = None,
) -> None:
    """A part from its first element to its last; `starts`, `ends`: local name → what to do with the element.
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

    def end(name: str) -> None:
        weight.closed(name)
        if ends and (local := name.rpartition(_BETWEEN)[2]) in ends:
            ends[local]()

    parser.StartElementHandler = start if any_root else first
    parser.EndElementHandler = end if ends else weight.closed
    parser.CharacterDataHandler = text
    with package.open(path) as stream:
        parser.ParseFile(stream)
