"""Words that give a withheld number away: a text that names the area and, in the same sentence, says
what the tables do not show. The text of a row about an area needs no name.

Where the area is named in one sentence and the number follows in the next, nobody is asked: the reader
is not told that they belong together (docs/decisions/0007).
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from generator.check.cells import area_names
from generator.check.ids import fold_id
from generator.check.numerals import GONE, Said, may_tell, numbers, plain
from generator.domain.delivery import Observation, RawDelivery, Table
from generator.domain.finding import Finding, Place, Severity
from generator.domain.period import Period
from generator.domain.plan import Indicator, Plan
from generator.domain.vocabulary import fold

# Columns that hold codes and figures, not words.
_CODED = frozenset(
    (
        *("indicator", "period", "area", "value", "numerator", "denominator", "unit", "origin"),
        *("obs_status", "missing_reason", "milestone", "state", "date", "tier"),
    )
)
_CODED_ELSEWHERE = frozenset({"origin", "state", "date", "head", "from", "to"})
# Columns that tell a row from others; and a cell that is an amount, as a survey's result and many an answer.
_NAMES = frozenset({"id", "subject"})
_AMOUNT = re.compile(r"[0-9.,\s%‰]+[。.]?|[零〇一二三四五六七八九十百两]+[。.]?")
# What only files whose rows are about an area have.
_OF_AN_AREA = ("indicator", "milestone", "tier")
# Texts and sentences that are kept as read: notes are copied down a column, but 200,000 may differ.
_KEPT = 2000
# A decimal point ends no sentence, nor does an abbreviation.
_END = re.compile(
    r"[。!?\r\n]"
    r"|(?<!approx)(?<!\bno)(?<!\bnos)(?<!\bca)(?<!\be\.g)(?<!\bi\.e)(?<!\bincl)(?<!\bresp)(?<!\bvs)"
    r"\.(?=\s|$|[^\x00-\x7f])"
)
_NEW_BLOCK = re.compile(r"\s*(?:[-*+] |[#>|]|[0-9]+[.)] |[一二三四五六七八九十]+、)")
_WHOLE_LINE = re.compile(r"^[#|]|[。！？!?.]$")
_KIND_ZH = re.compile(r"(?:街道办事处|办事处|街道|镇|乡|县|市|区|旗)$")
_KIND_EN = re.compile(r"\s+(?:town(?:ship)?|sub-?district|street|county|city|district)$")
_PEOPLE = frozenset({"persons", "persontimes"})
_SHARES = frozenset({"percent", "permille"})


@dataclass(frozen=True, slots=True)
class _Secret:
    """One withheld cell: what may not be said of its area."""

    observation: Observation
    indicator: Indicator

    def is_said(self, said: Said) -> bool:
        """Whether a number is the cell's own: its value (as far as it is rounded, for a rate), or the
        count behind the rate."""
        o = self.observation
        if said.of is not None and o.numerator is not None:
            return said.value == o.numerator and said.of == o.denominator
        if not said.share and said.value == o.numerator:
            return True
        if o.value is None or (said.share and self.indicator.unit not in _SHARES):
            return False
        value = abs(o.value)
        rounded = (said.share or said.decimals) and value != value.to_integral_value()
        allowed = Decimal(1).scaleb(-said.decimals) / 2 if rounded else Decimal(0)
        return abs(said.value - value) <= allowed

    def counts(self, said: Said) -> bool | None:
        """Whether a number says that it counts what the cell counts; None where it does not say."""
        rate = self.observation.numerator is not None
        if said.of is not None:
            return rate  # 4/5 done is no count of 4; of 4/116 the text must name the area
        if said.share:
            return True
        return (
            None if not said.counts else (said.counts == "people") == (rate or self.indicator.unit in _PEOPLE)
        )


@dataclass(frozen=True, slots=True)
class _Words:
    """One text of a delivery, and what its row is about: areas, an indicator, a milestone's progress.
    `amount`: it is nothing but a number, in a row that names an area in other words."""

    place: Place
    text: str
    areas: frozenset[str] = frozenset()
    indicator: str = ""
    milestone: bool = False
    amount: bool = False


class Giveaways:
    """The texts of a plan's deliveries held against its withheld cells. `withheld` is asked only where a
    text gives any number of any area: most do not."""

    def __init__(self, plan: Plan, withheld: Callable[[], Sequence[Observation]]) -> None:
        self._plan, self._withheld = plan, withheld
        self._rows_about = area_names(plan)
        names = _names(plan)
        found = sorted(names, key=len, reverse=True)  # the longest first: 大田集 before 大田
        self._named = re.compile("|".join(map(_pattern, found)) or "(?!)")
        self._areas = {_unspaced(name): ids for name, ids in names.items()}
        self._row_areas: dict[str, frozenset[str]] = {}
        self._read: dict[str, list[tuple[frozenset[str], str]]] = {}
        self._said: dict[str, list[Said]] = {}

    def in_delivery(self, raw: RawDelivery, sealing: bool = False) -> Iterator[Finding]:
        """Every text of one quarter's folder. A check asks; what is sealed must not give anything away."""
        code = "E46-withheld-in-words" if sealing else "E45-withheld-in-words"
        severity = Severity.BLOCKING if sealing else Severity.ADVISORY
        for words in self._texts(raw):
            for secret in self._given_away(words, raw.quarter):
                yield Finding(code, severity, words.place, None, self._told(secret))

    def in_text(self, text: str, quarter: Period) -> Iterator[Finding]:
        """A text from elsewhere that is published with `quarter`: the reason for a new version."""
        place = Place("")
        for secret in self._given_away(_Words(place, text), quarter):
            yield Finding("E46-withheld-in-words", Severity.BLOCKING, place, None, self._told(secret))

    def _told(self, secret: _Secret) -> Mapping[str, str]:
        # Never the number itself: a report of a check is passed on.
        area = next((a.name for a in self._plan.areas if a.id == secret.observation.area), None)
        return {
            "area": area.of("zh") if area else secret.observation.area,
            "area_en": area.of("en") if area else secret.observation.area,
            "indicator": secret.indicator.short.of("zh") or secret.indicator.name.of("zh"),
            "indicator_en": secret.indicator.short.of("en") or secret.indicator.name.of("en"),
            "period": str(secret.observation.period),
        }

    def _texts(self, raw: RawDelivery) -> Iterator[_Words]:
        for table in raw.tables.values():
            yield from self._of_table(table)
        for lang, summary in raw.summary.by_lang().items():
            for row, text in _paragraphs(summary):
                yield _Words(Place(f"{raw.folder}/summary.{lang}.md", None, row), text)
        for key, value in raw.release.items():
            if isinstance(value, str):
                yield _Words(Place(f"{raw.folder}/release.yml", None, None, key), value)

    def _of_table(self, table: Table) -> Iterator[_Words]:
        about_areas = any(map(table.has, _OF_AN_AREA))
        for column, cells in table.columns.items():
            telling = (
                set()
                if column in (_CODED if about_areas else _CODED_ELSEWHERE)
                else {text for text in set(cells) if may_tell(text)}
            )
            for index, text in enumerate(cells if telling else ()):
                if text in telling:
                    areas, place = self._about(table, index), table.place(index, column)
                    indicator = table.cell(index, "indicator")
                    amount = not about_areas and column not in _NAMES and bool(_AMOUNT.fullmatch(plain(text)))
                    yield _Words(place, text, areas, indicator, table.has("milestone"), amount)

    def _about(self, table: Table, index: int) -> frozenset[str]:
        """The areas that a row is about: the one of its column, or those that any of its cells names, as a
        question does for its answer."""
        if any(map(table.has, _OF_AN_AREA)):
            area = table.cell(index, "area")
            if area not in self._row_areas:
                own = self._rows_about.get(fold(area), "") if area else self._plan.root_area
                self._row_areas[area] = frozenset({own})
            return self._row_areas[area]
        cells = (table.cell(index, column) for column in table.columns)
        return frozenset(a for cell in cells for named, _ in self._sentences(cell) for a in named)

    def _given_away(self, words: _Words, quarter: Period) -> list[_Secret]:
        """The cells that a text gives away, one for each area and indicator, the newest period's."""
        found: dict[tuple[str, str], _Secret] = {}
        for named, sentence in self._sentences(words.text):
            secrets = [s for a in named | words.areas for s in self._secrets.get(a, ())]
            for said in self._numbers(sentence) if secrets else ():
                for secret in secrets:
                    o = secret.observation
                    if secret.is_said(said) and self._tells_of(secret, said, words, named, quarter):
                        found[o.area, o.indicator] = secret
        return list(found.values())

    def _tells_of(
        self, secret: _Secret, said: Said, words: _Words, named: frozenset[str], quarter: Period
    ) -> bool:
        """Whether a reader would take the number for the cell's. The less the text says of the cell, the
        more the number must say itself: small numbers are many, of many quarters."""
        o, counts = secret.observation, secret.counts(said)
        if o.period.end > quarter.end:
            return False
        now = o.delivered == quarter or o.period.end == quarter.end
        if o.area in named or fold_id(o.indicator) == fold_id(words.indicator):
            return now or counts is not False
        if o.area == self._plan.root_area:
            return False  # most rows are about the whole area
        return counts is not False if words.milestone or words.amount else counts is True

    @cached_property
    def _secrets(self) -> dict[str, list[_Secret]]:
        indicators = {i.id: i for i in self._plan.indicators}
        secrets: dict[str, list[_Secret]] = {}
        for o in sorted(self._withheld(), key=lambda o: o.period.end):
            secrets.setdefault(o.area, []).append(_Secret(o, indicators[o.indicator]))
        return secrets

    def _sentences(self, text: str) -> list[tuple[frozenset[str], str]]:
        """The sentences of a text: the areas that each names, and what is left of it without them."""
        if text not in self._read:
            if len(self._read) > _KEPT:
                self._read.clear()
            self._read[text] = [
                (
                    frozenset().union(*(self._areas[_unspaced(m[0])] for m in self._named.finditer(s))),
                    self._named.sub(GONE, s),
                )
                for s in _END.split(plain(text))
            ]
        return self._read[text]

    def _numbers(self, sentence: str) -> list[Said]:
        if sentence not in self._said:
            if len(self._said) > _KEPT:
                self._said.clear()
            self._said[sentence] = list(numbers(sentence))
        return self._said[sentence]


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Markdown's lines, each with its number, and with it the next where its sentence goes on there. An
    item of a list, a heading and a row of a table stand alone."""
    first, held = 0, ""
    for row, line in enumerate([*text.split("\n"), ""], start=1):
        if held and (not line.strip() or _NEW_BLOCK.match(line) or _WHOLE_LINE.search(held)):
            yield first, held
            held = ""
        if line.strip():
            first = first if held else row
            held += line.strip() if not held or not held[-1].isascii() else f" {line.strip()}"


def _names(plan: Plan) -> dict[str, frozenset[str]]:
    """How a text may name each area → its id, or the ids of those that share a short name: names, ids and
    aliases, with and without 镇 or Town."""
    full: dict[str, set[str]] = {}
    short: dict[str, set[str]] = {}
    for area in plan.areas:
        whole = area.id == plan.root_area
        kind = plain(area.kind)
        # The id of the whole is a word of every other sentence: county.
        ours = (
            *plan.short.by_lang().values(),
            *(f"{a}{b}" for a in "全我本" for b in "县市区"),
            "全域",
            "县域",
        )
        more = (
            (*ours, f"our {kind}", f"the {kind}", f"whole {kind}", f"{kind}wide", f"{kind}-wide")
            if whole
            else (area.id,)
        )
        for word in (
            " ".join(plain(w).split()) for w in (*area.name.by_lang().values(), *area.aliases, *more)
        ):
            full.setdefault(word, set()).add(area.id)
            stem = "" if whole else _KIND_EN.sub("", _KIND_ZH.sub("", word))
            if len(stem) > 1:
                short.setdefault(stem, set()).add(area.id)
    return {name: frozenset(ids) for name, ids in (short | full).items() if name}


def _unspaced(name: str) -> str:
    return "".join(name.split())


def _pattern(name: str) -> str:
    """A name as a text has it: 张　楼 with a blank, a Latin one not within a longer word."""
    if not name.isascii():
        return r"\s*".join(map(re.escape, _unspaced(name)))
    words = r"\s+".join(map(re.escape, name.split()))
    return rf"(?<![a-z]){words}(?![a-z])"
