"""What is wrong with the input, where, and how grave. The words are in `wording.findings`."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from generator.domain.period import Period
from generator.domain.runtime import pickled_by_fields


class Severity(StrEnum):
    """`blocking` stops the build; `advisory` asks somebody to look; `info` tells what was done."""

    BLOCKING = "blocking"
    ADVISORY = "advisory"
    INFO = "info"


@pickled_by_fields
@dataclass(frozen=True, slots=True)
class Place:
    """Where: a file (relative to the project), a sheet, a row as the spreadsheet counts it, and a
    column by its own header. None where it does not apply."""

    file: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None

    @property
    def quarter(self) -> Period | None:
        """The quarter whose folder it is in, or is; None elsewhere."""
        above, _, below = self.file.partition("quarters/")
        return Period.parse(below.partition("/")[0]) if above.endswith("/") else None


@dataclass(frozen=True, slots=True)
class Finding:
    """One located fault. `args` fill the message and the fix of the code's catalogue entry."""

    code: str
    severity: Severity
    place: Place
    value: str | None = None
    args: Mapping[str, str] = field(default_factory=dict)

    @property
    def blocking(self) -> bool:
        """True where nothing may be published before this is mended."""
        return self.severity is Severity.BLOCKING


# Nobody reads on; a file of 200,000 rows with a fault in each column would cost gigabytes.
MOST_ALIKE = 1000


def at_most_a_few(findings: Iterable[Finding]) -> list[Finding]:
    """Of each kind of fault in a file or sheet the first thousand, and how many more there are (E25)."""
    kept: list[Finding] = []
    counts: Counter[tuple[str, str, str | None]] = Counter()
    for finding in findings:
        kind = (finding.code, finding.place.file, finding.place.sheet)
        counts[kind] += 1
        if counts[kind] <= MOST_ALIKE:
            kept.append(finding)
    for (code, file, sheet), count in counts.items():
        if count > MOST_ALIKE:
            args = {"code": code, "most": str(MOST_ALIKE), "count": str(count - MOST_ALIKE)}
            kept.append(Finding("E25-more-alike", Severity.INFO, Place(file, sheet), None, args))
    return kept


@dataclass(frozen=True, slots=True)
class CellNote:
    """What to write beside a cell of an annotated copy: a finding in words."""

    place: Place
    severity: Severity
    text: str
