"""Text that a clerk typed: what must never reach a page, and what must never be published."""

import re
from collections.abc import Iterable, Sequence

from generator.domain.delivery import Table
from generator.domain.finding import Finding, Severity

LONGEST_NOTE = 500
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)
_FORMULA = re.compile(r"^[=@\t\x00]|^[+\-](?![0-9.\s])")
_SCRIPT = re.compile(r"<\s*[a-zA-Z/!?]|javascript:|&#|\{\{|\{%", re.IGNORECASE)
_PATH = re.compile(r"\.\.[/\\]|^[a-zA-Z]:\\|^\\\\|^file:", re.IGNORECASE)
_IDENTITY = re.compile(r"(?<![0-9])[1-9][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])[0-3][0-9][0-9]{3}[0-9Xx](?![0-9])", re.ASCII)  # fmt: skip
_PHONE = re.compile(r"(?<![0-9])1[3-9][0-9]{9}(?![0-9])", re.ASCII)

_BLOCKING = (
    (_INVISIBLE, "E25-invisible"),
    (_FORMULA, "E25-formula"),
    (_SCRIPT, "E25-script"),
    (_PATH, "E25-path"),
    (_IDENTITY, "E30-identity-number"),
    (_PHONE, "E30-phone-number"),
)


def check_words(table: Table, columns: Iterable[str] | None = None) -> list[Finding]:
    """Every text cell of a table, each distinct text looked at once."""
    found: list[Finding] = []
    for column in columns if columns is not None else table.columns:
        cells = table.columns.get(column)
        if cells is None:
            continue
        faults = {text: fault for text in set(cells) if text and (fault := fault_of(text))}
        if faults:
            found += _located(table, column, cells, faults)
    return found


def fault_of(text: str) -> str:
    """The code of what is wrong with one text, or empty."""
    if text.isalnum() and len(text) < 11:
        return ""
    for pattern, code in _BLOCKING:
        if pattern.search(text):
            return code
    return "E25-note-too-long" if len(text) > LONGEST_NOTE else ""


def _located(table: Table, column: str, cells: Sequence[str], faults: dict[str, str]) -> list[Finding]:
    return [
        Finding(
            faults[text],
            Severity.ADVISORY if faults[text] == "E25-note-too-long" else Severity.BLOCKING,
            table.place(index, column),
            visible(text)[:120],
            {"length": str(len(text)), "most": str(LONGEST_NOTE), "hidden": hidden_names(text)},
        )
        for index, text in enumerate(cells)
        if text in faults
    ]


def visible(text: str) -> str:
    """The text with every invisible character written out as `[U+202E]`."""
    return _INVISIBLE.sub(lambda m: f"[U+{ord(m[0]):04X}]", text)


def hidden_names(text: str) -> str:
    """The invisible characters of a text by number, for the message."""
    return "、".join(dict.fromkeys(f"U+{ord(c):04X}" for c in _INVISIBLE.findall(text)))
