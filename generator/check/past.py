"""A quarter's folder against the same folder as it was sealed: what has been published does not change
in silence. Cells are compared as they are read, so another encoding, a workbook instead of a text file,
another order of rows or `12.0` for `12` is no change."""

import re
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from itertools import zip_longest

from generator.check.cells import narrow, read_number
from generator.check.ids import fold_id
from generator.check.words import quoted
from generator.domain.delivery import RawDelivery, Table
from generator.domain.finding import Finding, Place, Severity
from generator.domain.period import Period

# What tells one row of a file from another; a row whose other cells differ is the same row, changed.
_IDENTITY: Mapping[str, tuple[str, ...]] = {
    "observations": ("indicator", "period", "area", "origin"),
    "milestones": ("milestone", "area"),
    "funds": ("work", "source"),
    "problems": ("id",),
    "safeguards": ("head", "date"),
    "surveys": ("id",),
    "assessments": ("tier", "area", "head"),
    "evaluations": ("scope", "head"),
    "risks": ("id",),
    "explanations": ("subject",),
}
_NOTHING = "–"
_MOST_ALIGNED = 200
# Columns whose numbers are printed with decimals of their own, however many zeros were written.
_FIGURES = {
    "observations": frozenset({"value", "numerator", "denominator"}),
    "funds": frozenset({"in_place", "used"}),
}

# Columns of ids and of words from a list.
_CODES = frozenset(
    {"indicator", "period", "area", "unit", "origin", "obs_status", "missing_reason", "milestone"}
)
_SIGN = re.compile(r"\s*(?:[%‰]|:1)$")


def check_past(sealed: RawDelivery, now: RawDelivery, release: str) -> list[Finding]:
    """Everything that `release` was sealed with and that now reads otherwise, cell by cell."""
    past = _Past(release, str(now.quarter))
    found = [*past.settings(sealed, now), *past.summaries(sealed, now)]
    for name in dict.fromkeys((*sealed.tables, *now.tables)):
        before, after = sealed.tables.get(name), now.tables.get(name)
        if before is not None and after is not None:
            found += past.rows(before, after, _IDENTITY.get(name, ()), _FIGURES.get(name, frozenset()))
        elif before is not None:
            found.append(past.finding("E43-sealed-file-missing", before.place()))
        elif after is not None:
            found.append(past.finding("E43-sealed-file-added", after.place()))
    return found


def folder_missing(folder: str, quarter: Period, release: str) -> Finding:
    """A quarter that `release` holds, whose whole folder is there no more."""
    return _Past(release, str(quarter)).finding("E43-sealed-file-missing", Place(folder))


def released_unknown(folder: str) -> Finding:
    """A sealed release that the ledger does not name: what it published cannot be compared with."""
    return Finding("E43-release-unknown", Severity.BLOCKING, Place(folder))


def written_anew(folder: str, files: Sequence[str], release: str) -> Finding:
    """Files whose bytes are not those that were sealed, and whose every cell is."""
    args = {"release": release, "files": "、".join(files)}
    return Finding("E43-sealed-written-anew", Severity.ADVISORY, Place(folder), args=args)


def not_compared(archive: str, unknown: Mapping[str, Sequence[Period]]) -> list[Finding]:
    """Release → quarters that only its office's half could be compared with, which is not here: one
    finding for all of them."""
    if not unknown:
        return []
    quarters = sorted(q for some in unknown.values() for q in some)
    args = {"releases": "、".join(unknown), "periods": "、".join(map(str, quarters))}
    return [Finding("E43-not-compared", Severity.ADVISORY, Place(archive), args=args)]


@dataclass(frozen=True)
class _Past:
    release: str
    period: str

    def finding(self, code: str, place: Place, value: str | None = None, **args: str) -> Finding:
        told = {"release": self.release, "period": self.period, **args}
        return Finding(code, Severity.BLOCKING, place, value, told)

    def cell(self, place: Place, old: str, new: str) -> Finding:
        return self.finding("E43-sealed-cell", place, quoted(new), old=quoted(old) or _NOTHING)

    def settings(self, sealed: RawDelivery, now: RawDelivery) -> Iterator[Finding]:
        """The keys of release.yml."""
        for key in dict.fromkeys((*sealed.release, *now.release)):
            old, new = ("" if (v := one.release.get(key)) is None else str(v) for one in (sealed, now))
            if old != new:
                yield self.cell(Place(f"{now.folder}/release.yml", None, None, key), old, new)

    def summaries(self, sealed: RawDelivery, now: RawDelivery) -> Iterator[Finding]:
        """The lines of the quarter in words."""
        for lang in {**sealed.summary.by_lang(), **now.summary.by_lang()}:
            before, after = (one.summary.own(lang).splitlines() for one in (sealed, now))
            for i, j, k, n in _changed(before, after):
                for was, at in zip_longest(before[i:j], range(k, n)):
                    reads, row = ("", None) if at is None else (after[at], at + 1)
                    if was != reads:
                        place = Place(f"{now.folder}/summary.{lang}.md", None, row)
                        yield self.cell(place, was or "", reads)

    def rows(
        self, sealed: Table, now: Table, identity: Sequence[str], figures: Collection[str]
    ) -> Iterator[Finding]:
        """The rows of one file: those that are equal cancel out, wherever they stand."""
        columns = tuple(dict.fromkeys((*sealed.columns, *now.columns)))
        before, after = _read(sealed, columns, figures), _read(now, columns, figures)
        gone, new = _left(before, after), _left(after, before)
        pairs = _paired(sealed, gone, now, new, identity)
        for old, at in pairs.items():
            for column, was, reads in zip(columns, before[old], after[at], strict=True):
                if was != reads:
                    yield self.cell(now.place(at, column), sealed.cell(old, column), now.cell(at, column))
        for old in gone:
            if old not in pairs:
                told = {"what": _named(sealed, old, identity), "line": str(sealed.place(old).row)}
                yield self.finding("E43-sealed-row-missing", now.place(), None, **told)
        for at in sorted({*new} - {*pairs.values()}):
            yield self.finding("E43-sealed-row-added", now.place(at), _named(now, at, identity))


def _changed(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """The runs of lines that differ, first and end in each; of long texts, which would take hours to align,
    what lies between the lines that both begin and end with."""
    if max(len(before), len(after)) <= _MOST_ALIGNED:
        yield from (code[1:] for code in SequenceMatcher(None, before, after, autojunk=False).get_opcodes())
        return
    pairs = list(zip(before, after, strict=False))
    first = next((at for at, (a, b) in enumerate(pairs) if a != b), len(pairs))
    ends = zip(reversed(before[first:]), reversed(after[first:]), strict=False)
    last = next((at for at, (a, b) in enumerate(ends) if a != b), min(len(before), len(after)) - first)
    yield first, len(before) - last, first, len(after) - last


def _read(table: Table, columns: Sequence[str], figures: Collection[str]) -> list[tuple[str, ...]]:
    """Every row as it reads; a column that the file does not have is empty."""
    return [tuple(_same(table.cell(at, c), c, c in figures) for c in columns) for at in range(len(table))]


def _same(cell: str, column: str, figure: bool) -> str:
    """One spelling for a figure, whatever zeros, width and sign of its unit it was written with, and for a
    code. What was sealed had no fault: its sign is its unit's."""
    if figure:
        number = read_number(_SIGN.sub("", narrow(cell))).value
        return str(number.normalize()) if isinstance(number, Decimal) else cell
    return fold_id(cell) if column in _CODES else cell


def _left(rows: Sequence[tuple[str, ...]], others: Sequence[tuple[str, ...]]) -> list[int]:
    """The rows that have no equal among the others, each of which answers for one."""
    waiting, left = Counter(others), []
    for at, row in enumerate(rows):
        if waiting[row]:
            waiting[row] -= 1
        else:
            left.append(at)
    return left


def _paired(
    sealed: Table, gone: Sequence[int], now: Table, new: Sequence[int], identity: Sequence[str]
) -> dict[int, int]:
    """Sealed row → the row that it has become: the one that says it is of the same thing, else the one
    in the same line."""
    pairs: dict[int, int] = {}

    def pair(key_of: Callable[[Table, int], Hashable]) -> None:
        taken, waiting = {*pairs.values()}, defaultdict[Hashable, deque[int]](deque)
        for at in new:
            if at not in taken:
                waiting[key_of(now, at)].append(at)
        for old in gone:
            if old not in pairs and waiting[key_of(sealed, old)]:
                pairs[old] = waiting[key_of(sealed, old)].popleft()

    pair(lambda table, at: tuple(table.cell(at, c) for c in identity))
    pair(lambda table, at: (table.place(at).file, table.lines[at]))
    return pairs


def _named(table: Table, at: int, identity: Sequence[str]) -> str:
    """What a row is about, for a message."""
    return quoted(" ".join(filter(None, (table.cell(at, c) for c in identity or table.columns))))
