"""What titles, upper headers, remarks among the rows and the names of sheets and files say of the rows
below them: a township, another period, an origin, a status."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from generator.check.cells import area_names, narrow
from generator.check.periods import said_periods
from generator.domain.delivery import Heading, Table
from generator.domain.finding import Finding, Place, Severity
from generator.domain.period import Period
from generator.domain.plan import Plan
from generator.domain.vocabulary import FileKind, Vocabulary

# A heading → the code of what it names, that of the default too; None where it names nothing.
Teller = Callable[[str], object]

# Figures that are none of this period's: as a whole heading, or anywhere in one.
_OTHERS = re.compile(
    r"(?:[12][0-9]{3}年?)?"
    r"(?:(?:上年|去年|上一?季度?|上期)(?:同期|同季)?.{0,8}|(?:同期|年度?目标|目标|计划|任务|预计|预算)(?:数据?|值|指标数据|任务)?)"
    r"|last year|previous (?:year|quarter)|target|planned"
)
_NO_FIGURES = re.compile(
    r"(?:预计|预测|计划|预算|目标|上年同期|去年同期)(?:数据?|值)(?!.{0,6}(?:完成|进展|落实|执行|推进|对比|比较|情况))"
)
# Files whose figures and grades are of the whole alone.
_OF_THE_WHOLE = frozenset({"funds", "surveys", "evaluations"})
# Longer than any title; a remark of a thousand characters names all kinds of things.
_LONGEST = 200
# Instructions, addresses, grounds: they name all kinds of things and say nothing of these figures.
_SAYS_NOTHING = re.compile(
    r"填[报表]?说明|地址|依据|根据|按.{0,40}(?:要求|通知|文件|规定|部署|会议|口径|方案|办法|意见)|主送|抄送|报送范围"
    r"|报[:：]|填[报表]?(?:日期|时间)|.{0,80}(?:请|填写|应填|须填|不填|不得|留空|例如|填[“自督第])"
)
# A remark that is about the table above it, wherever it stands.
_OF_ALL = re.compile("以上|上述|本表|均为|全部为")
# The number or the bracket that a heading begins with, and what a bracket counts up.
_NUMBERING = re.compile(r"^(?:[(（][一二三四五六七八九十0-9]{1,3}[)）]|[一二三四五六七八九十0-9]{1,2}[.、])")
_CONTENTS = re.compile(r"[(（](?:含|包括|包含|不含|不包括|除)[^()（）]*[)）]")
# Who hands the table in: at its foot too it speaks of all of it.
_SIGNED = re.compile(
    r"(?:填报|填表|报送|上报|汇报|制表|编制)?(?:单位|部门|机构|乡镇|镇街)(?:名称)?(?:[(（][^()（）]*[)）])?[:：]"
)
# A remark at the foot that denies, compares or tells how the figures came about.
_DENIES = re.compile(
    "不含|不包括|剔除|除外|除.{1,12}外|较|相比|同比|环比|比.{1,12}(?:高|低|增|减|多|少)|核实|审核|汇总|等[0-9]+个|另[报行附]|单独"
)


def headings_of(table: Table) -> Iterator[Heading]:
    """Everything that speaks of rows of the table: what stands above them, at the foot what is about the
    table above it, the names of the sheet and the file."""
    for name in dict.fromkeys((table.sheet or "", table.file.rpartition("/")[2].rpartition(".")[0])):
        yield Heading(0, 0, name)
    for heading in table.headings:
        text = _said(heading.text)
        at_foot = heading.before >= len(table) > 0
        if _SAYS_NOTHING.match(text) or (at_foot and not _SIGNED.match(text) and _DENIES.search(text)):
            continue
        yield replace(heading, before=0) if at_foot or _OF_ALL.search(text) else heading


def tellers(plan: Plan, vocabulary: Vocabulary, folder: Period) -> Mapping[str, Teller]:
    """By column, how a heading is read. A township beside its county counts, 督导 beside 自查; a period
    beside this one does not."""
    missing = ("L", "M", "O")
    statuses = {w: s for w, s in vocabulary.values["obs_status"].items() if s not in missing}
    own = [_plain(name) for text in (plan.title, plan.short) for name in text.by_lang().values()]

    def period(text: str) -> object:
        plain = _said(text)
        for name in own:
            plain = plain.replace(name, "。")
        found = said_periods(plain, folder)
        return folder if folder in found else next(iter(found), None)

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
        said = [*han.findall(_said(text)), *latin.findall(text[:_LONGEST].casefold())]
        codes = [names[word] for word in said]
        others = dict.fromkeys(code for code in codes if code != default)
        # A list of them beside the whole's name is what the whole consists of.
        if len(others) > 1 and default in codes:
            return default
        return next(iter(others), codes[0] if codes else None)

    return named


def _said(text: str) -> str:
    """A heading without its number and without what a bracket counts up."""
    return _CONTENTS.sub("", _NUMBERING.sub("", _plain(text)))


def _plain(text: str) -> str:
    return "".join(narrow(text[:_LONGEST]).casefold().split())


def other_figures(
    table: Table, readers: Mapping[str, Teller], folder: Period, kind: FileKind, default: str
) -> list[Finding]:
    """Upper headers, titles, and names of sheets and files, that call the figures something else than this
    period's; where the rows have no period of their own, also titles of another one, and where they have no
    area, of a township."""
    period = readers["period"] if "period" not in kind.columns else lambda _: None
    area = readers["area"] if kind.name in _OF_THE_WHOLE else lambda _: None
    return [
        Finding("E06-other-figures", Severity.BLOCKING, _place(table, one), one.text[:_LONGEST])
        for one in headings_of(table)
        if _OTHERS.fullmatch(_said(one.text).strip("()（）"))
        or _OTHERS.fullmatch(one.text.casefold())
        or _NO_FIGURES.search(_said(one.text))
        or period(one.text) not in (None, folder)
        or area(one.text) not in (None, default)
    ]


def _place(table: Table, heading: Heading) -> Place:
    return replace(table.place(), row=heading.line or None)
