"""What titles, upper headers, remarks among the rows and the names of sheets and files say of the rows
below them: a township, another period, an origin, a status."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from generator.check.cells import area_names, narrow, read_period
from generator.domain.delivery import Heading, Table
from generator.domain.finding import Finding, Place, Severity
from generator.domain.period import Quarter, usual_spelling
from generator.domain.plan import Plan
from generator.domain.vocabulary import Vocabulary

# A heading → the code of what it names, that of the default too; None where it names nothing.
Teller = Callable[[str], object]

_PERIOD = re.compile(
    r"(?:[12][0-9]{3}年?)?第?[一二三四1-4]季度|[12][0-9]{3}年?第?[一二三四1-4]季"
    r"|(?<![0-9年])1月?[-—–~～至](?:[369]|12)月|[12][0-9]{3}[-.年]?q[1-4]"
    r"|[12][0-9]{3}年(?:1月?[-—–~～至])?[0-9]{1,2}月(?![0-9])"
    r"|(?<![0-9])[12][0-9]{3}[-.](?:0[1-9]|1[0-2])(?![0-9.\-])",
    re.ASCII,
)
# A year alone; 2024—2026年 is the plan's.
_YEAR = re.compile(r"(?<![0-9—–~至-])([12][0-9]{3})年(?:度|全年|上半年|下半年)?(?![0-9—–~至-])", re.ASCII)
# Figures that are none of this period's.
_OTHERS = re.compile(
    r"(?:[12][0-9]{3}年?)?"
    r"(?:(?:上年|去年|上一?季度?|上期)(?:同期|同季)?.{0,8}|(?:同期|目标|计划|任务|预计)(?:数据?|值|指标数据)?)"
    r"|last year|previous (?:year|quarter)|target|planned"
)
# Longer than any title; a remark of a thousand characters names all kinds of things.
_LONGEST = 200
# Instructions, addresses, grounds: they name all kinds of things and say nothing of these figures.
_SAYS_NOTHING = re.compile(
    r"填[报表]?说明|地址|依据|根据|按|报[:：]|主送|抄送|报送范围|填[报表]?(?:日期|时间)|\(|（|[0-9]{1,2}[.、]"
)
# A remark at the foot that is about the table above it.
_OF_ALL = re.compile("以上|本表|均为|全部为")


def headings_of(table: Table) -> Iterator[Heading]:
    """Everything that speaks of rows of the table: what stands above them, a remark at the foot on what is
    above it, the names of the sheet and the file."""
    for name in dict.fromkeys((table.sheet or "", table.file.rpartition("/")[2].rpartition(".")[0])):
        yield Heading(0, 0, name)
    for heading in table.headings:
        text = _plain(heading.text)
        if not _SAYS_NOTHING.match(text):
            yield replace(heading, before=0) if _OF_ALL.search(text) else heading


def tellers(plan: Plan, vocabulary: Vocabulary, folder: Quarter) -> Mapping[str, Teller]:
    """By column, how a heading is read. A township beside its county counts, 督导 beside 自查; a period
    beside this one does not."""
    missing = ("L", "M", "O")
    statuses = {w: s for w, s in vocabulary.values["obs_status"].items() if s not in missing}

    def period(text: str) -> object:
        plain = usual_spelling(_plain(text))
        found = [read_period(match[0], folder).value for match in _PERIOD.finditer(plain)]
        if not found:
            found = [Quarter(int(y), folder.number) for y in _YEAR.findall(plain)]
        return folder if folder in found else next(filter(None, found), None)

    return {
        "area": _namer(area_names(plan), plan.root_area),
        "origin": _namer(vocabulary.values["origin"], "self"),
        "obs_status": _namer(statuses, "A"),
        "period": period,
    }


def _namer(names: Mapping[str, str], default: str) -> Teller:
    """Finds the names in a text, the longest first; a word of Latin letters must stand alone."""
    longest = sorted((n for n in names if len(n) > 1), key=len, reverse=True)
    han = re.compile("|".join(re.escape(n) for n in longest if not n.isascii()) or "(?!)")
    words = "|".join(re.escape(n) for n in longest if n.isascii()) or "(?!)"
    latin = re.compile(rf"(?<![a-z])(?:{words})(?![a-z])")

    def named(text: str) -> str | None:
        said = [*han.findall(_plain(text)), *latin.findall(text[:_LONGEST].casefold())]
        codes = [names[word] for word in said]
        return next((code for code in codes if code != default), codes[0] if codes else None)

    return named


def _plain(text: str) -> str:
    return "".join(narrow(text[:_LONGEST]).casefold().split())


def other_figures(table: Table, period: Teller, folder: Quarter) -> list[Finding]:
    """Upper headers, and names of sheets and files, that call the figures something else than this
    period's; where the rows have no period of their own, also titles of another one."""
    of_one_period = not table.has("value")
    return [
        Finding("E06-other-figures", Severity.BLOCKING, _place(table, one), one.text)
        for one in headings_of(table)
        if _OTHERS.fullmatch(_plain(one.text))
        or _OTHERS.fullmatch(one.text.casefold())
        or (of_one_period and period(one.text) not in (None, folder))
    ]


def _place(table: Table, heading: Heading) -> Place:
    return replace(table.place(), row=heading.line or None)
