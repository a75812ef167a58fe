"""A new project that reports by years, half-years or months: the product's files and the example as they are,
with the words, periods and days of such a report."""

import csv
import io
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

from generator.domain.period import FREQUENCIES, REPORT_PERIODS, Period
from generator.publish.output.scaffold import make_project
from generator.wording.report_words import reworded

_QUARTER = Period.quarter(2026, 1)
# Files that say something of quarters and are the project's own from then on.
_TOLD = (
    *("README.md", "data/site.yml", "data/plans/example/plan.yml", "data/plans/example/indicators.csv"),
    *("data/plans/example/quotes.csv", "site_src/zh/", "site_src/en/", "data/quarters/"),
)
_EXAMPLES = "data/method/worked_examples.csv"
_FOLDERS = "data/quarters/"
_KEPT = "\0"
# What the example says of a choice that was made here.
_CHOICE = re.compile(r"^# 多久报告一次.*?^# report_period: quarter\n\n", re.MULTILINE | re.DOTALL)


def new_project(folder: Path, source: Path, report: str) -> None:
    """Fills `folder` as `make_project` does, for a plan that is reported on every `report`."""
    make_project(folder, source, _retold(report) if report != "quarter" else None)


def _retold(report: str) -> Callable[[Path, bytes], tuple[Path, bytes]]:
    months = REPORT_PERIODS[report]
    frequency = next(name for name, length in FREQUENCIES.items() if length == months)
    first = Period.of(months, _QUARTER.year)

    def retold(path: Path, content: bytes) -> tuple[Path, bytes]:
        name = path.as_posix()
        if name == _EXAMPLES:
            return path, _examples(content, months)
        if not name.startswith(_TOLD) or not name.endswith((".md", ".yml", ".csv")):
            return path, content
        text = _CHOICE.sub("", content.decode("utf-8")).replace(_FOLDERS, _KEPT)
        text = text.replace(f"first_quarter: {_QUARTER}", f"report_period: {report}\nfirst_period: {first}")
        text = text.replace("\nquarter: ", "\nperiod: ").replace(",quarterly,", f",{frequency},")
        text = text.replace(str(_QUARTER), str(first)).replace(str(_QUARTER.next), str(first.next))
        for day in (date(2026, 5, 8), date(2026, 4, 20)):
            text = text.replace(day.isoformat(), (first.end + (day - _QUARTER.end)).isoformat())
        text = reworded(reworded(text, "zh", months), "en", months).replace(_KEPT, _FOLDERS)
        return Path(name.replace(str(_QUARTER), str(first))), text.encode("utf-8")

    return retold


def _examples(content: bytes, months: int) -> bytes:
    """Those at whose time a report of this length is due."""
    text = content.decode("utf-8").replace("by Q3", "by September").replace("三季度末", "九月末")
    head, *rows = csv.reader(io.StringIO(text, newline=""))
    at = head.index("elapsed")
    out = io.StringIO(newline="")
    kept = [row for row in rows if Decimal(row[at]) * 12 % months == 0]
    csv.writer(out, lineterminator="\n").writerows([head, *kept])
    return out.getvalue().encode("utf-8")
