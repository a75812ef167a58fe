"""One entry of the catalogue of findings."""

from dataclasses import dataclass

from generator.domain.finding import Severity
from generator.domain.text import Text


@dataclass(frozen=True, slots=True)
class FindingText:
    """What one code means. `message` says what is wrong, `fix` how to mend it in Excel or WPS; both
    may hold `{value} {row} {column} {file}` and the finding's own arguments. `example` shows one
    faulty input; `severity` is the code's own, the same wherever it is raised."""

    code: str
    severity: Severity
    title: Text
    message: Text
    fix: Text
    example: Text
