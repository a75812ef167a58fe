"""Text that a clerk typed: what must never reach a page, and what must never be published."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from generator.check.cells import is_error, is_nothing, rewritten
from generator.domain.delivery import Table
from generator.domain.finding import Finding, Place, Severity, at_most_a_few
from generator.domain.text import hidden_signs, written_out
from generator.domain.vocabulary import FIGURES, fold

# Characters that a table of a page or a bulletin has room for.
LONGEST_NOTE = 200
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
# “As above” in its spellings, folded: alone in a cell it names a row that no page prints above this one.
_DITTO = frozenset(
    (
        *(
            "同",
            "同上",
            "同前",
            "同左",
            "同上行",
            "同上一行",
            "如上",
            "同上述",
            "〃",
            "々",
            "′′",
            "“",
            "”",
            '"',
            '""',
        ),
        *("''", ",,", "””", "““", "ditto", "do.", "idem", "id.", "sameasabove", "asabove", "↑", "^", "↑同上"),
    )
)
# Long runs of digits, full-width ones too: identity cards and telephones, never shown in a report.
_FULL_NUMBER = re.compile(r"[0-9０-９](?:[ -]?[0-9０-９]){9,}[Xx]?")
# Full-width digits and signs → those that the patterns know.
HALF_WIDTH = str.maketrans("０１２３４５６７８９Ｘ－＜＝＠＋．／　", "0123456789X-<=@+./ ")

# Text that was read in another encoding than it was written in (乱码).
# Runs that may be UTF-8 read as the alphabet of Western Windows (æˆ, Ã©), or as GBK (鎴愭).
_WESTERN = re.compile("[\x80-\xff\u0152-\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]{2,}")
_CHINESE = re.compile("[^\x00-\xff]{2,}")
_HAN = re.compile("[\u3001-\u301f\u3400-\u9fff\uff01-\uff5e]")
_LIKELY = re.compile("[\u00a0-\u024f\u2010-\u2122]+")
# What is left of a text that was saved in the wrong encoding: what it said, nobody can tell.
_LOST = re.compile("锟斤|斤拷|ï¿½|\ufffd|烫烫烫|屯屯屯")
_GONE = "\ufffd"

_BLOCKING = (
    (_FORMULA, "E25-formula"),
    (_SCRIPT, "E25-script"),
    (_PATH, "E25-path"),
    (_IDENTITY, "E30-identity-number"),
    (_PHONE, "E30-phone-number"),
)


@dataclass(frozen=True, slots=True)
class TextFault:
    """What is wrong with one text, how grave that is, and what its message tells."""

    code: str
    severity: Severity = Severity.BLOCKING
    args: Mapping[str, str] = field(default_factory=dict)

    def finding(self, place: Place, text: str) -> Finding:
        """The finding about `text`, quoted so that nothing of it does harm."""
        return Finding(self.code, self.severity, place, quoted(text), self.args)


def check_words(table: Table, texts: Iterable[str] | None = None) -> list[Finding]:
    """Every cell of a table, each distinct one looked at once: the `texts` columns (all, where none
    are named) for everything, the others for what cannot be seen."""
    named = frozenset(table.columns if texts is None else texts)
    found: list[Finding] = []
    for column, cells in table.columns.items():
        faults: dict[str, TextFault] = {}
        for text in set(cells):
            fault = fault_of(text) if column in named else hidden_in(text)
            if column in named and column not in FIGURES:
                fault = fault or _rewritten(text)
            if (
                column in ONE_LINE
                and not (fault and fault.severity is Severity.BLOCKING)
                and _LINE_BREAK.search(text)
            ):
                fault = TextFault("E25-line-break")
            if fault:
                faults[text] = fault
        found += at_most_a_few(
            faults[text].finding(table.place(index, column), text)
            for index, text in enumerate(cells if faults else ())
            if text in faults
        )
    return found


def fault_of(text: str) -> TextFault | None:
    """What is wrong with one text, or None."""
    if hidden := hidden_in(text):
        return hidden
    if len(text) < 12 and fold(text) in _DITTO:
        return TextFault("E25-ditto")
    if is_nothing(text):
        return None
    plain = text.translate(HALF_WIDTH)
    for pattern, code in _BLOCKING if len(text) > 10 or not text.isalnum() else ():
        if pattern.search(plain):
            return TextFault(code)
    if (likely := likely_original(text)) is not None:
        return TextFault("E25-garbled", Severity.ADVISORY, {"likely": quoted(likely) or "？"})
    if len(text) > LONGEST_NOTE:
        args = {"length": str(len(text)), "most": str(LONGEST_NOTE)}
        return TextFault("E25-note-too-long", Severity.ADVISORY, args)
    return None


def _rewritten(text: str) -> TextFault | None:
    """A text that is nothing but what a spreadsheet made of it: a long number (a document's, a file's), or
    a formula that failed."""
    if is_error(text):
        return TextFault("E17-excel-error")
    if found := rewritten(text):
        code, args = found
        likely = args["plain"] if code == "E18-scientific" else f"{args['kept']}…"
        return TextFault("E09-text-rewritten", Severity.ADVISORY, {"likely": quoted(likely)})
    return None


def hidden_in(text: str) -> TextFault | None:
    """An invisible character in a cell of any kind, named by its number; or None."""
    if not (signs := hidden_signs(text)):
        return None
    return TextFault(
        "E25-invisible", args={"hidden": "、".join(dict.fromkeys(f"U+{ord(c):04X}" for c in signs))}
    )


def said(text: str) -> str:
    """What a text cell says: a dash or 无 says nothing, and explains nothing."""
    return "" if is_nothing(text) else text


def quoted(text: str) -> str:
    """A text as a finding may quote it: nothing invisible, nobody's number in full, not too long."""
    shown = _FULL_NUMBER.sub(lambda m: m[0][:3] + "*" * (len(m[0]) - 5) + m[0][-2:], written_out(text))
    return shown[:LONGEST_QUOTE]


def likely_original(text: str) -> str | None:
    """What a garbled text said, with `…` for what is lost; empty where nothing of it is left. None for a text
    that is not garbled: two signs of sound Chinese hardly ever are, as bytes, Chinese in another encoding."""
    if text.isascii():
        return None
    if _LOST.search(text):
        return ""
    found = text
    for garbled, meant in _runs(text):
        found = found.replace(garbled, meant)
    return None if found == text else re.sub(f"{_GONE}+", "…", found)


def _runs(text: str) -> Iterator[tuple[str, str]]:
    """Each garbled run with what it meant."""
    for run in _WESTERN.findall(text):
        # Windows gives some of these bytes signs of their own.
        written = b"".join(bytes([ord(c)]) if c <= "\xff" else c.encode("cp1252", "ignore") for c in run)
        meant = written.decode("utf-8", "replace")
        if _HAN.search(meant) or _LIKELY.fullmatch(meant):
            yield run, meant
    for run in _CHINESE.findall(text):
        # The one byte 80 is € to Windows.
        written = b"\x80".join(part.encode("gb18030", "ignore") for part in run.split("€"))
        meant = written.decode("utf-8", "replace")
        han, lost = len(_HAN.findall(meant)), meant.count(_GONE)
        enough = han > 1 and han > lost and han * 2 > len(meant) - lost
        # Of one sign alone only where the run has another that hardly anybody writes today.
        if enough or (han == 1 and lost < 2 and len(run) < 4 and not _common(run)):
            yield run, meant


def _common(run: str) -> bool:
    try:
        return bool(run.encode("gb2312"))
    except UnicodeEncodeError:
        return False
