"""A plan's CSV files → typed cells. Whatever cannot be read is a finding that names its place."""

import os
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from generator.domain.finding import Finding, Place, Severity
from generator.domain.numbers import LONGEST_NUMBER, parse_decimal
from generator.domain.period import Period
from generator.domain.plan import Printed
from generator.domain.text import Lang, Text
from generator.domain.validity import Validity
from generator.load.csv_rows import read_records
from generator.load.decoding import decode
from generator.load.regular import read_regular

# What says where a fact stands; not every file's is shown.
_PROVENANCE = ("as_printed", "basis", "source", "line")


class FactRow:
    """One line of a plan file. Each reader gives the typed cell, or notes a finding and gives a
    harmless stand-in: the plan is never used when anything was noted."""

    def __init__(
        self,
        cells: dict[str, str],
        place: Place,
        findings: list[Finding],
        asked: set[str] | None = None,
        further: Sequence[Lang] = (),
    ) -> None:
        self.cells = cells
        self.place = place
        self._findings = findings
        self._asked = set() if asked is None else asked
        self._further = further

    def note(self, code: str, column: str, **args: str) -> None:
        """Records a blocking finding about one cell of this line."""
        place = Place(self.place.file, None, self.place.row, column)
        self._findings.append(Finding(code, Severity.BLOCKING, place, self.cells.get(column, ""), args))

    def word(self, column: str) -> str:
        """The cell as it stands (trimmed); an absent column reads as empty."""
        self._asked.add(column)
        return self.cells.get(column, "").strip()

    def required(self, column: str) -> str:
        """A cell that must not be empty."""
        word = self.word(column)
        if not word:
            self.note("P02-cell-missing", column)
        return word

    def text(self, stem: str) -> Text:
        """`<stem>_zh`, `<stem>_en` and the columns of the plan's other languages."""
        more = tuple((lang, word) for lang in self._further if (word := self.word(f"{stem}_{lang}")))
        return Text(self.word(f"{stem}_zh"), self.word(f"{stem}_en"), more)

    def ids(self, column: str) -> tuple[str, ...]:
        """A `;`-separated list."""
        return tuple(part.strip() for part in self.word(column).split(";") if part.strip())

    def choice(self, column: str, allowed: Sequence[str]) -> str:
        """One of the allowed words."""
        word = self.word(column)
        if word not in allowed:
            self.note("P03-not-allowed", column, allowed="、".join(a or "(empty)" for a in allowed))
            return allowed[0]
        return word

    def number(self, column: str) -> Decimal | None:
        """A plain decimal number, or None for an empty cell."""
        word = self.word(column)
        if not word:
            return None
        value = parse_decimal(word)
        if value is None:
            self.note("P04-not-a-number", column)
        return value

    def amount(self, column: str) -> Decimal:
        """A number that must be there."""
        self.required(column)
        return self.number(column) or Decimal(0)

    def integer(self, column: str, default: int = 0) -> int:
        """A whole number; empty reads as `default`."""
        word = self.word(column)
        if word and not (word.isascii() and word.isdigit() and len(word) <= LONGEST_NUMBER):
            self.note("P04-not-a-number", column)
            return default
        return int(word) if word else default

    def day(self, column: str) -> date | None:
        """An ISO date, or None for an empty cell."""
        word = self.word(column)
        try:
            return date.fromisoformat(word) if word else None
        except ValueError:
            self.note("P05-not-a-date", column)
            return None

    def quarter(self, column: str) -> Period | None:
        """A period such as 2026Q3, or None for an empty cell."""
        word = self.word(column)
        found = Period.parse(word) if word else None
        if word and found is None:
            self.note("P03-not-allowed", column, allowed="2024Q1 … 2099Q4")
        return found

    def validity(self) -> Validity:
        """From when to when the row holds, and which document made it so."""
        return Validity(
            self.quarter("valid_from"),
            self.quarter("valid_to"),
            self.word("changed_by"),
            self.day("changed_on"),
        )

    def printed(self) -> Printed:
        """The columns that say where the fact stands."""
        return Printed(
            self.word("as_printed"), self.word("source"), self.word("line"), self.word("basis") or "printed"
        )


class FactFile:
    """The lines of one plan file, with its findings. `further`: the plan's languages beside Chinese and
    English, which every file may have columns for."""

    def __init__(
        self,
        path: Path,
        shown: str,
        required: bool,
        findings: list[Finding],
        further: Sequence[Lang] = (),
    ) -> None:
        self._path, self._shown, self._required, self._findings = path, shown, required, findings
        self._further = further
        self._header, self._line = list[str](), 0
        self._asked = set(_PROVENANCE)

    def unknown_columns(self) -> list[Finding]:
        """Columns that hold something and that nobody has asked for, once all rows have been read: a slip of
        the pen in a header would leave its column out in silence."""
        return [
            Finding("P29-column-unknown", Severity.ADVISORY, Place(self._shown, None, self._line, c), c)
            for c in self._header
            if c not in self._asked
        ]

    def __iter__(self) -> Iterator[FactRow]:
        if not os.path.lexists(self._path):
            if self._required:
                self._note("E06-file-missing", Place(self._shown), names=self._path.name)
            return
        data = read_regular(self._path, self._shown)
        if isinstance(data, Finding):
            self._findings.append(data)
            return
        decoded = decode(data, self._shown)
        self._findings.extend(f for f in decoded.findings if f.blocking)
        records = read_records(decoded.text or "")
        if records.error:
            self._note("E07-open-quote", Place(self._shown, None, records.error_line))
        if not records.cells:
            return
        header = [cell.strip() for cell in records.cells[0]]
        if records.cells[1:]:
            self._header, self._line = header, records.lines[0]
        for column in (c for at, c in enumerate(header) if c and c in header[:at]):
            place = Place(self._shown, None, records.lines[0], column)
            args = {"name": column, "column_en": column, "first": column}
            self._findings.append(Finding("E06-duplicate-column", Severity.BLOCKING, place, column, args))
        for cells, line in zip(records.cells[1:], records.lines[1:], strict=True):
            if not any(cells):
                continue
            place = Place(self._shown, None, line)
            if len(cells) != len(header):
                self._note("E07-ragged-row", place, has=str(len(cells)), should=str(len(header)))
                continue
            told = dict(zip(header, cells, strict=True))
            yield FactRow(told, place, self._findings, self._asked, self._further)

    def _note(self, code: str, place: Place, **args: str) -> None:
        self._findings.append(Finding(code, Severity.BLOCKING, place, args=args))
