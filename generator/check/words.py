"""Text that a clerk typed: what must never reach a page, and what must never be published."""

import re
from collections.abc import Iterable, Sequence

from generator.check.cells import is_nothing
from generator.domain.delivery import Table
from generator.domain.finding import Finding, Severity, at_most_a_few
from generator.domain.text import hidden_signs, written_out

LONGEST_NOTE = 500
LONGEST_QUOTE = 120
_LINE_BREAK = re.compile(r"[\r\n]")
# Names that stand in one line of a page; a note may have several.
ONE_LINE = frozenset({"reporter", "id", "owner", "surveyor", "evaluator", "scope", "subject", "result"})
_FORMULA = re.compile(r"^[=@\t\x00]|^[+\-](?![0-9.\s])")
_SCRIPT = re.compile(r"<\s*[a-zA-Z/!?]|javascript:|&#|\{\{|\{%", re.IGNORECASE)
_PATH = re.compile(r"\.\.[/\\]|^[a-zA-Z]:\\|^\\\\|^file:", re.IGNORECASE)
_IDENTITY = re.compile(
    r"(?<![0-9])[1-9][0-9]{5}[ -]?(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])[0-3][0-9][ -]?[0-9]{3}[0-9Xx](?![0-9])"
    # As they were until 1999: no century, no check digit.
    r"|(?<![0-9.])[1-9][0-9]{7}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}(?![0-9])",
    re.ASCII,
)
_PHONE = re.compile(r"(?<![0-9])(?:86[ -]?)?1[3-9][0-9][ .-]?[0-9]{4}[ .-]?[0-9]{4}(?![0-9])", re.ASCII)
# Long runs of digits, full-width ones too: identity cards and telephones, never shown in a report.
_FULL_NUMBER = re.compile(r"[0-9０-９](?:[ -]?[0-9０-９]){9,}[Xx]?")
# Full-width digits and signs → those that the patterns know.
HALF_WIDTH = str.maketrans("０１２３４５６７８９Ｘ－＜＝＠＋．／　", "0123456789X-<=@+./ ")

_BLOCKING = (
    (_FORMULA, "E25-formula"),
    (_SCRIPT, "E25-script"),
    (_PATH, "E25-path"),
    (_IDENTITY, "E30-identity-number"),
    (_PHONE, "E30-phone-number"),
)


def check_words(table: Table, texts: Iterable[str] | None = None) -> list[Finding]:
    """Every cell of a table, each distinct one looked at once: the `texts` columns (all, where none
    are named) for everything, the others for what cannot be seen."""
    named = frozenset(table.columns if texts is None else texts)
    found: list[Finding] = []
    for column, cells in table.columns.items():
        faults: dict[str, str] = {}
        for text in set(cells):
            fault = fault_of(text) if column in named else hidden_in(text)
            if column in ONE_LINE and not fault and _LINE_BREAK.search(text):
                fault = "E25-line-break"
            if fault:
                faults[text] = fault
        if faults:
            found += _located(table, column, cells, faults)
    return found


def fault_of(text: str) -> str:
    """The code of what is wrong with one text, or empty."""
    if hidden := hidden_in(text):
        return hidden
    if is_nothing(text) or (text.isalnum() and len(text) < 11):
        return ""
    plain = text.translate(HALF_WIDTH)
    for pattern, code in _BLOCKING:
        if pattern.search(plain):
            return code
    return "E25-note-too-long" if len(text) > LONGEST_NOTE else ""


def severity_of(code: str) -> Severity:
    """How much a fault that `fault_of` names weighs: only a text's length can be let pass."""
    return Severity.ADVISORY if code == "E25-note-too-long" else Severity.BLOCKING


def hidden_in(text: str) -> str:
    """The code of an invisible character in a cell of any kind, or empty."""
    return "E25-invisible" if hidden_signs(text) else ""


def said(text: str) -> str:
    """What a text cell says: a dash or 无 says nothing, and explains nothing."""
    return "" if is_nothing(text) else text


def _located(table: Table, column: str, cells: Sequence[str], faults: dict[str, str]) -> list[Finding]:
    return at_most_a_few(
        Finding(
            faults[text],
            severity_of(faults[text]),
            table.place(index, column),
            quoted(text),
            {"length": str(len(text)), "most": str(LONGEST_NOTE), "hidden": hidden_names(text)},
        )
        for index, text in enumerate(cells)
        if text in faults
    )


def quoted(text: str) -> str:
    """A text as a finding may quote it: nothing invisible, nobody's number in full, not too long."""
    shown = _FULL_NUMBER.sub(lambda m: m[0][:3] + "*" * (len(m[0]) - 5) + m[0][-2:], written_out(text))
    return shown[:LONGEST_QUOTE]


def hidden_names(text: str) -> str:
    """The invisible characters of a text by number, for the message."""
    return "、".join(dict.fromkeys(f"U+{ord(c):04X}" for c in hidden_signs(text)))
