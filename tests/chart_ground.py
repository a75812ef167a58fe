"""One chart of every kind, made as the pages make them, and what the tests read from a picture."""

import dataclasses
import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from generator.charts import (
    AreaValue,
    AreaWords,
    Chart,
    ComparedWords,
    Dated,
    FundsPoint,
    FundsWords,
    HistoryWords,
    Point,
    Size,
    StatusRow,
    StatusWords,
    TargetLevel,
    TimelineWords,
    WorkFunds,
    YearFunds,
    area_bars,
    area_history,
    funds_by_work,
    funds_by_year,
    funds_cumulative,
    indicator_history,
    milestone_timeline,
    sparkline,
    status_counts,
)
from generator.charts.lettering import width
from generator.charts.milestones import Timing
from generator.charts.model import Theme
from generator.domain.assessment import Status

Change = Callable[[dict[str, Any]], object]
SVG = "{http://www.w3.org/2000/svg}"
THEMES: tuple[Theme, ...] = ("light", "print")
LONG = {
    "zh": "县人民医院总医院新院区投入使用并达到三级综合医院设置标准且完成评审工作",
    "en": "New campus of the County People's General Hospital in use, to the standard of a tertiary hospital",
}
HOSTILE = "<script>alert('1')</script> & \"]]>\x00"


def percent(value: Decimal) -> str:
    return f"{value:.1f}%"


def whole(value: Decimal) -> str:
    return f"{value:,.0f}"


def quarters(lang: str, values: list[str | None], provisional: int = -1, revised: int = -1) -> list[Point]:
    points = []
    for i, value in enumerate(values):
        year, number = 2024 + i // 4, i % 4
        short = f"{'一二三四'[number]}季度" if lang == "zh" else f"Q{number + 1}"
        given = None if value is None else Decimal(value)
        points.append(Point(f"{year} {short}", given, i == provisional, i == revised, short, year))
    return points


def history_words(lang: str) -> HistoryWords:
    if lang == "zh":
        return HistoryWords(
            "标题", "说明", "单位:%", "实际值", "2023年基线", "表内目标", "正文目标", "初步数", "估计数", "已修订",
            "季度", "数值", "目标", "备注", "无数据", ":",
        )  # fmt: skip
    return HistoryWords(
        "Title", "Alt", "Unit: %", "Actual", "Baseline 2023", "Target (table)", "Target (prose)",
        "Provisional", "Estimated", "Revised", "Quarter", "Value", "Target", "Remark",
    )  # fmt: skip


VALUES: list[str | None] = ["30.2", "30.4", None, "31.3", "32.1", "32.2", "32.9", "33.4"]
TARGETS = [
    TargetLevel(2024, Decimal("31.0")),
    TargetLevel(2025, Decimal("32.0"), Decimal("33")),
    TargetLevel(2025, Decimal("31.5"), competing=True),
    TargetLevel(2031, Decimal("99")),
]


def line_history(lang: str, size: Size) -> Chart:
    points = quarters(lang, VALUES, provisional=7, revised=5)
    return indicator_history(
        "line", points, history_words(lang), percent, baseline=Decimal("30.1"), targets=TARGETS, size=size
    )


def bar_history(lang: str, size: Size) -> Chart:
    points = quarters(lang, ["1", "3", None, "9", "2", "5", "8", "11"], provisional=7, revised=5)
    targets = [TargetLevel(2024, Decimal(12)), TargetLevel(2025, Decimal(14), Decimal(16))]
    return indicator_history(
        "bar", points, history_words(lang), whole, targets=targets, form="bar", size=size
    )


def annual_history(lang: str, size: Size) -> Chart:
    points = [Point(str(y), v, year=y) for y, v in ((2024, Decimal(0)), (2025, Decimal(0)), (2026, None))]
    return indicator_history("annual", points, history_words(lang), whole, size=size)


def counts(lang: str, size: Size) -> Chart:
    rows = [
        StatusRow(f"{n}{LONG[lang]}", dict.fromkeys(Status, 1) | {Status.BEHIND: n * 3}) for n in range(4)
    ]
    names = {s: (LONG[lang][:12] if s is Status.MET else s.value) for s in Status}
    return status_counts(
        "counts", rows, StatusWords("t", "a", "unit", "area", names), size=dataclasses.replace(size, height=0)
    )


def sub_areas(form: str) -> Callable[[str, Size], Chart]:
    def build(lang: str, size: Size) -> Chart:
        names = [f"{'镇' if lang == 'zh' else 'Town'}{n}" for n in range(12)] + [LONG[lang]]
        values = [
            AreaValue(
                name, None if i == 5 else Decimal(40 + i * 7 % 13), "provisional" if i in (3, 4) else ""
            )
            for i, name in enumerate(names)
        ]
        words = AreaWords("t", "a", "%", "County", "Others", "This one", "Town", "Value", "not reported")
        return area_bars(
            f"townships-{form}", values, words, percent, whole_area=Decimal("50.4"), highlight=names[4],
            form="bar" if form == "bar" else "dot", size=dataclasses.replace(size, height=0),
        )  # fmt: skip

    return build


def compared(lang: str, size: Size) -> Chart:
    words = ComparedWords(
        "t", "a", "%", LONG[lang], "County", "Provisional", "Estimated", "Revised", "Quarter"
    )
    own = quarters(lang, VALUES, provisional=7)
    county = quarters(lang, ["33", "33.1", "33.2", "33.1", "33", "33", "33.2", "33.5"])
    return area_history("compared", own, county, words, percent, size=size)


def funds_words(lang: str) -> FundsWords:
    return FundsWords("t", "a", "万元", "head", "Planned", "In place", "Used", "no report")


def by_work(lang: str, size: Size) -> Chart:
    works = [WorkFunds(LONG[lang], Decimal(2200), Decimal(1500), None)]
    works += [WorkFunds(f"W{n}", Decimal(n * 100), Decimal(0), Decimal(0)) for n in range(1, 5)]
    return funds_by_work("by-work", works, funds_words(lang), whole, size=dataclasses.replace(size, height=0))


def by_year(lang: str, size: Size) -> Chart:
    years = [YearFunds("2024", Decimal(0)), YearFunds("2025", Decimal(4300))]
    return funds_by_year("by-year", years, funds_words(lang), whole, size=size)


def cumulative(lang: str, size: Size) -> Chart:
    points = [
        FundsPoint(p.label, Decimal(i * 700), Decimal(i * 690) if i < 6 else None, None, p.short, p.year)
        for i, p in enumerate(quarters(lang, VALUES))
    ]
    return funds_cumulative("cumulative", points, funds_words(lang), whole, size=size)


def timeline(lang: str, size: Size) -> Chart:
    entries = [
        Dated(f"{LONG[lang]}", date(2024, 12, 31), "done", "2024"),
        Dated("B", date(2025, 6, 30), "overdue", "2025-06-30"),
        Dated(LONG[lang], date(2026, 12, 31), "due_soon", "2026"),
        Dated("D", date(2027, 12, 31), "later", "2027"),
        Dated("E", None, "later", "undated"),
    ]
    timings: dict[Timing, str] = {
        "done": "Done",
        "overdue": "Overdue",
        "due_soon": "Due soon",
        "later": "Later",
    }
    words = TimelineWords("t", "a", "As of 2026-09-30", "Milestone", "Deadline", "State", timings)
    return milestone_timeline(
        "timeline", entries, date(2026, 9, 30), words, size=dataclasses.replace(size, height=0)
    )


def spark(lang: str, size: Size) -> Chart:
    return sparkline("spark", quarters(lang, VALUES, provisional=7), "t", "a", percent, target=Decimal(32))


BUILDERS: dict[str, Callable[[str, Size], Chart]] = {
    "line": line_history, "bar": bar_history, "annual": annual_history, "counts": counts,
    "townships-bar": sub_areas("bar"), "townships-dot": sub_areas("dot"), "compared": compared,
    "by-work": by_work, "by-year": by_year, "cumulative": cumulative, "timeline": timeline, "spark": spark,
}  # fmt: skip
EVERY = pytest.mark.parametrize("kind", BUILDERS)


def parsed(svg: str) -> ET.Element:
    """Our own picture as XML."""
    return ET.fromstring(svg)  # noqa: S314 - written by our own code


def boxes(svg: str) -> list[tuple[float, float, float, float, str]]:
    """Estimated boxes (left, top, right, bottom, text) of every text in a picture."""
    root = parsed(svg)
    base = float(root.attrib["font-size"])
    found = []
    for text in root.iter(f"{SVG}text"):
        title = text.find(f"{SVG}title")
        words = (title.tail if title is not None else text.text) or ""
        size = float(text.attrib.get("font-size", base))
        wide = width(words, size)
        left = float(text.attrib["x"])
        left -= {"middle": wide / 2, "end": wide}.get(text.attrib.get("text-anchor", ""), 0)
        baseline = float(text.attrib["y"])
        found.append((left, baseline - size * 0.8, left + wide, baseline + size * 0.2, words))
    return found
