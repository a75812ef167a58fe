"""Characters that no font of the bulletins can draw: named here, before they could be printed as an
empty box. Only what a bulletin prints counts; a page of the site is drawn with the reader's fonts."""

import unicodedata
from collections.abc import Iterable, Iterator

from generator.domain.delivery import RawDelivery, Table
from generator.domain.finding import Finding, Place, Severity

# Controls, formats and separators have no picture; those that may not stand in a text are E25's.
_UNSEEN = ("Cc", "Cf", "Cs", "Zs", "Zl", "Zp")


def check_glyphs(
    plan: Iterable[Table], delivery: RawDelivery | None, drawn: frozenset[int] | None
) -> list[Finding]:
    """A finding for each cell with a character that is not `drawn`; none where `drawn` is unknown.
    `delivery` is the quarter that the bulletins tell of."""
    if drawn is None:
        return []
    found = [f for table in plan for f in _of_table(table, drawn)]
    if delivery is not None:
        found += [f for table in delivery.tables.values() for f in _of_table(table, drawn)]
        found += _of_words(delivery, drawn)
    return found


def undrawn(text: str, drawn: frozenset[int]) -> str:
    """The characters of a text that need a picture and have none, each once."""
    if text.isascii():
        return ""
    return "".join(sign for sign in dict.fromkeys(text) if ord(sign) not in drawn and not _unseen(sign))


def _unseen(sign: str) -> bool:
    return unicodedata.category(sign) in _UNSEEN or "\ufe00" <= sign <= "\ufe0f"


def _of_table(table: Table, drawn: frozenset[int]) -> Iterator[Finding]:
    for column, cells in table.columns.items():
        distinct = set(cells)
        missing = undrawn("".join(distinct), drawn)
        if not missing:
            continue
        for index, text in enumerate(cells):
            if signs := undrawn(text, drawn):
                yield _finding(table.place(index, column or None), text, signs)


def _of_words(delivery: RawDelivery, drawn: frozenset[int]) -> Iterator[Finding]:
    for lang, text in delivery.summary.by_lang().items():
        for row, line in enumerate(text.split("\n"), start=1):
            if signs := undrawn(line, drawn):
                yield _finding(Place(f"{delivery.folder}/summary.{lang}.md", None, row), line, signs)
    for key, value in delivery.release.items():
        if isinstance(value, str) and (signs := undrawn(value, drawn)):
            yield _finding(Place(f"{delivery.folder}/release.yml", None, None, key), value, signs)


def _finding(place: Place, text: str, signs: str) -> Finding:
    named = ", ".join(f"{sign} (U+{ord(sign):04X})" for sign in signs)
    return Finding("E36-no-glyph", Severity.BLOCKING, place, text.strip(), {"signs": named})
