"""A synthetic project of any size, as a real folder that `jibao` checks and builds without a finding.

    python -m benchmarks.synthetic DIR [--indicators 34] [--periods 8] [--townships 13]

Made from the sample that `jibao new` leaves: its one percentage, as many times as asked for, with a
target for every year, every third also reported by each township. The same sizes give the same bytes.
Every figure is made up and marked as a demonstration.
"""

import argparse
import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import yaml

from generator.domain.period import Period
from generator.workflows.new_project import new_project

ROOT = Path(__file__).resolve().parent.parent
LAST = Period.quarter(2026, 4)
LAST_YEAR = 2028
WITH_TOWNSHIPS = 3  # every third indicator
SOURCE = "示例〔2026〕1号 四 目标表"
Row = dict[str, str]


@dataclass(frozen=True)
class Size:
    """How much of everything; the defaults are about the demonstration's own table."""

    indicators: int = 34
    periods: int = 8
    sub_areas: int = 13

    @property
    def quarters(self) -> list[Period]:
        """The quarters that are delivered, oldest first."""
        return [LAST.plus(-n) for n in range(self.periods - 1, -1, -1)]


def write_project(folder: Path, size: Size) -> Path:
    """Fills a new folder with a whole project: product, plan, deliveries. Returns the folder."""
    new_project(folder)
    plan = folder / "data" / "plans" / "example"
    first = size.quarters[0]
    _settings(plan / "plan.yml", first)
    _replace(plan / "areas.csv", lambda rows: [rows[0], *_areas(rows[1], size)])
    _replace(plan / "indicators.csv", lambda rows: _indicators(rows[0], size))
    _replace(plan / "targets.csv", lambda rows: _targets(rows, size))
    _replace(plan / "definitions.csv", lambda rows: [{**rows[0], "indicator": i} for i in _ids(size)])
    sample = folder / "data" / "quarters" / "2026Q1"
    release = (sample / "release.yml").read_text(encoding="utf-8")
    with (sample / "observations.csv").open(encoding="utf-8-sig", newline="") as file:
        header = csv.DictReader(file).fieldnames or ()
    for path in sorted(sample.iterdir()):
        path.unlink()
    sample.rmdir()
    for quarter in size.quarters:
        delivery = folder / "data" / "quarters" / str(quarter)
        delivery.mkdir(parents=True)
        (delivery / "release.yml").write_text(_release(release, quarter), encoding="utf-8")
        _write(delivery / "observations.csv", list(header), _observations(size, quarter))
    return folder


def _ids(size: Size) -> list[str]:
    return [str(n + 1) for n in range(size.indicators)]


def _settings(path: Path, first: Period) -> None:
    settings = yaml.safe_load(path.read_text(encoding="utf-8"))
    settings |= {
        "issued": date(first.year, 1, 15),
        "baseline_year": first.year - 1,
        "years": list(range(first.year, LAST_YEAR + 1)),
        "first_quarter": str(first),
    }
    path.write_text(yaml.safe_dump(settings, allow_unicode=True, sort_keys=False), encoding="utf-8")


def _areas(pattern: Row, size: Size) -> Iterator[Row]:
    for n in range(1, size.sub_areas + 1):
        name = f"第{n:03d}镇"
        yield {
            **pattern,
            "id": f"town{n:03d}",
            "order": str(n),
            "name_zh": name,
            "name_en": f"Town {n:03d}",
            "aliases": f"示例县{name}",
            "as_printed": name,
        }


def _indicators(pattern: Row, size: Size) -> Iterator[Row]:
    for n, name in enumerate(_ids(size)):
        names = {"name_zh": f"示例比例{name}", "name_en": f"Example share {name}"}
        yield {
            **pattern,
            **names,
            "id": name,
            "number": name,
            "objective": str(n % 2 + 1),
            "name_as_printed": f"{name}. 示例比例{name}",
            "as_printed": f"{name}. 示例比例{name}",
            "short_zh": names["name_zh"],
            "short_en": names["name_en"],
            "levels": "county;township" if n % WITH_TOWNSHIPS == 0 else "county",
            "context_only": "yes" if n % WITH_TOWNSHIPS == 0 else "no",
        }


def _targets(rows: Sequence[Row], size: Size) -> Iterator[Row]:
    """A baseline and a target for each year; the sample's target in prose stays."""
    baseline, target = rows[0], rows[1]
    first = size.quarters[0].year
    for n, indicator in enumerate(_ids(size)):
        for year in range(first - 1, LAST_YEAR + 1):
            figure = str(_aim(n, year, first))
            words = "年数据" if year < first else "年目标值"
            yield {
                **(baseline if year < first else target),
                "id": f"T-{indicator}-{year}",
                "indicator": indicator,
                "year": str(year),
                "value": figure,
                "deadline": "" if year < first else f"{year}-12-31",
                "deadline_as_printed": f"{year}{words}",
                "name_zh": f"示例比例{indicator}",
                "name_en": f"Example share {indicator}",
                "objective": str(n % 2 + 1),
                "as_printed": f"{figure}%",
            }
    yield from (row for row in rows if row["series"] == "prose")


def _aim(n: int, year: int, first: int) -> Decimal:
    return Decimal(400 + n * 37 % 300 + 10 * (year - first + 1)).scaleb(-1)


def _observations(size: Size, quarter: Period) -> Iterator[Row]:
    """One sound value each: near the path to the target, no two indicators alike."""
    first = size.quarters[0].year
    for n, indicator in enumerate(_ids(size)):
        before, aim = _aim(n, quarter.year - 1, first), _aim(n, quarter.year, first)
        way = Decimal(quarter.number * (n % 5)) / 12
        share = (before + (aim - before) * way).quantize(Decimal("0.1"))
        areas = ["示例县"]
        if n % WITH_TOWNSHIPS == 0:
            areas += [f"第{t:03d}镇" for t in range(1, size.sub_areas + 1)]
        for t, area in enumerate(areas):
            value = share + Decimal(t % 7) / 10
            yield {
                "indicator": indicator,
                "period": str(quarter),
                "area": area,
                "value": str(value),
                "numerator": str(int(value * 100)),
                "denominator": "10000",
                "unit": "%",
                "reporter": "示例县卫生健康局" if t == 0 else area,
                "origin": "自查",
                "obs_status": "A",
            }


def _release(text: str, quarter: Period) -> str:
    """The sample's release, a month after the quarter's end."""
    after = quarter.plus(1)
    month = f"{after.year}-{after.number * 3 - 2:02d}"
    dates = {"2026Q1": str(quarter), "2026-05-08": f"{month}-28", "2026-04-20": f"{month}-20"}
    for old, new in dates.items():
        text = text.replace(old, new)
    return text


def _replace(path: Path, change: Callable[[list[Row]], Iterable[Row]]) -> None:
    """Rewrites a plan file row by row under its own header."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        rows, header = list(reader), list(reader.fieldnames or ())
    _write(path, header, change(rows))


def _write(path: Path, header: list[str], rows: Iterable[Mapping[str, str]]) -> None:
    text = io.StringIO()
    writer = csv.DictWriter(text, header, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> None:
    """Writes one project."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--indicators", type=int, default=Size.indicators)
    parser.add_argument("--periods", type=int, default=Size.periods)
    parser.add_argument("--townships", type=int, default=Size.sub_areas)
    given = parser.parse_args(arguments)
    print(write_project(given.folder, Size(given.indicators, given.periods, given.townships)))


if __name__ == "__main__":
    main()
