"""Text that stands in a file of the office as it stands on the page: one row's, or one sentence's."""

import datetime
import re
from collections.abc import Iterable

from tracing.facts import Facts
from tracing.money import last_day
from tracing.sources import Row, decimal
from tracing.wording import amount, consumed, plain

NUMBER = re.compile(r"\d+(?:\.\d+)?")
# The words that must stand around a number for a sentence to be the one that a file holds.
AROUND = 6
WINDOWS = ((7, 7), (3, 10), (10, 3), (0, 14), (14, 0))
# A cell that begins like a field may be of its row: the field, then more of it.
START = 6
LONG = 8


def spoken(facts: Facts, row: Row, quarter: str) -> set[str]:
    """Every way the fields of a row may stand on a page: as written, dates and periods in words, ids by
    their names, figures with their unit."""
    found = set(facts.period(quarter)) if quarter else set()
    known = {
        r["id"]: r
        for name in ("areas", "indicators", "milestones", "works", "units")
        for r in facts.sources.plan.get(name, [])
    }
    for column, text in row.items():
        for part in {text, *text.split(";"), *text.split(" / ")}:
            bare = plain(part)
            found.add(bare)
            if re.fullmatch(r"\d{4}-\d\d-\d\d", part):
                found.add(facts.date(part))
            elif re.fullmatch(r"\d{4}(Q\d)?", part):
                found |= facts.period(part)
            elif (number := decimal(part)) is not None and bare:
                found |= {amount(number), bare + "%", plain(f"{number:f}")}
            if part in known:
                found |= {plain(name) for name in facts.words.name(known[part])}
        if column == "due" and quarter and re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            found |= _overdue(facts, text)
    if row.get("comparator") and row.get("indicator") in facts.words.about:
        found |= facts.words.goal(row)
    return {one for one in found | _composed(facts, row) if one}


def _composed(facts: Facts, row: Row) -> set[str]:
    """What a page makes of several fields: days late, a target, a numbered title, what concerns a row."""
    found: set[str] = set()
    if row.get("delivered") and row.get("due"):
        late = (datetime.date.fromisoformat(row["delivered"]) - datetime.date.fromisoformat(row["due"])).days
        found |= {plain(facts.pick(f"迟报{late}天", f"{late} days late"))}
    if row.get("number") and row.get(f"title_{facts.lang}"):
        found.add(plain(f"{row['number']}.{row[f'title_{facts.lang}']}"))
    about = {row.get("id", ""), row.get("indicator", "")} - {""}
    for other in (*facts.sources.plan["conflicts"], *facts.sources.above.get("conflicts", [])):
        if about & set(other["touches"].split(";")):
            found.add(other["id"])
    return found


def _overdue(facts: Facts, iso: str) -> set[str]:
    days = (last_day(facts.quarter) - datetime.date.fromisoformat(iso)).days
    return {plain(facts.pick(f"逾期{days}天", f"{days} days overdue"))} if days > 0 else set()


class Files:
    """All rows of the plan and the deliveries, found by what they say."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.rows: list[tuple[Row, str]] = []
        self.said: dict[int, set[str]] = {}
        self.by_text: dict[str, list[int]] = {}
        self.by_start: dict[str, list[int]] = {}
        sources = facts.sources
        for rows in (*sources.plan.values(), *sources.above.values()):
            self.rows += [(row, "") for row in rows]
        for quarter, files in sources.quarters.items():
            for name, rows in files.items():
                self.rows += [(row, quarter) for row in rows if name != "observations"]
        self.names = {
            plain(r[f"name_{facts.lang}"])
            for rows in sources.plan.values()
            for r in rows
            if r.get(f"name_{facts.lang}")
        }
        self.names |= {
            plain(r[f"name_{facts.lang}"])
            for rows in sources.above.values()
            for r in rows
            if r.get(f"name_{facts.lang}")
        }
        self.rows += [
            ({k: str(v) for k, v in row.items()}, quarter) for quarter, row in sources.releases.items()
        ]
        for at, (row, _) in enumerate(self.rows):
            for text in {plain(value) for value in row.values() if len(value) > 2}:
                self.by_text.setdefault(text, []).append(at)
                self.by_start.setdefault(text[:START], []).append(at)
        texts = [plain(value) for row, _ in self.rows for value in row.values() if value]
        texts += [plain(text) for text in sources.prose]
        texts += [
            plain(v.row.get(k, ""))
            for v in sources.values
            for k in ("note_zh", "note_en", "revision_reason", "reporter")
        ]
        self.corpus = "\n".join(dict.fromkeys(texts))

    def explains(self, cells: list[str]) -> bool:
        """Whether one row says every figure of a table's row, and a whole cell of it besides."""
        bare = [plain(cell) for cell in cells]
        counted = [text for text in bare if NUMBER.search(text)]
        named = {at for text in bare for at in self.by_text.get(text, []) if len(text) > 2}
        named |= {at for text in bare for at in self.by_text.get(text.split("(")[0], []) if len(text) > 3}
        named |= {at for text in bare for at in self.by_start.get(text[:START], []) if len(text) > START}
        return any(all(not left(text, self._said(at)) for text in counted) for at in sorted(named))

    def _said(self, at: int) -> set[str]:
        if at not in self.said:
            said = spoken(self.facts, *self.rows[at]) | self.names
            # Only what has a number can explain one.
            self.said[at] = {one for one in said if NUMBER.search(one)}
        return self.said[at]

    def sentence(self, text: str) -> list[str]:
        """The numbers of a text that do not stand among the same words in any file."""
        bare = plain(text)
        if len(bare) > LONG and bare in self.corpus:
            return []
        return [
            found[0] for found in NUMBER.finditer(bare) if not self._around(bare, found.start(), found.end())
        ]

    def _around(self, text: str, start: int, end: int) -> bool:
        for before, after in WINDOWS:
            piece = text[max(0, start - before) : end + after]
            if len(piece) > end - start + min(AROUND, len(text) // 2) and self._bounded(
                piece, not before, not after
            ):
                return True
        return False

    def _bounded(self, piece: str, begins: bool, ends: bool) -> bool:
        """Whether a file holds the piece; a number at its begin or end is the whole number there."""
        at = self.corpus.find(piece)
        while at >= 0:
            last = self.corpus[at + len(piece) : at + len(piece) + 2]
            first = self.corpus[max(0, at - 1) : at]
            longer = ends and re.match(r"\d|\.\d", last) or begins and (first.isdigit() or first == ".")
            if not longer:
                return True
            at = self.corpus.find(piece, at + 1)
        return False


def left(text: str, pieces: Iterable[str]) -> bool:
    """Whether a number is left once the pieces are taken out."""
    return bool(NUMBER.search(text)) and bool(NUMBER.search(consumed(text, set(pieces))))
