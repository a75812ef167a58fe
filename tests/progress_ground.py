"""A project whose plan has targets in 2030 or none, from annual series alone: written file by file, as an
office would."""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VECTORS = Path(__file__).parent / "cases" / "progress" / "vectors.csv"
PRINTED = {"as_printed": "原文", "basis": "printed", "source": "测试规划 附表", "line": "1"}
Row = Mapping[str, str]


def vectors() -> list[dict[str, str]]:
    """Every vector: a series, what is asked of it, and what must come out."""
    with VECTORS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def values(series: str) -> list[tuple[str, str]]:
    """`2015=3.1;2016=` → its years and values; a span counts as its first year."""
    parts = (part.partition("=") for part in series.split(";") if part)
    return [(year.strip()[:4], value.strip()) for year, _, value in parts]


def indicator(code: str, direction: str = "increase", **more: str) -> Row:
    """A row of indicators.csv: an annual level."""
    return {
        "id": code, "number": code, "family": "table", "objective": "1", "name_zh": f"指标{code}",
        "name_en": f"Indicator {code}", "short_zh": f"指标{code}", "short_en": f"Indicator {code}",
        "name_as_printed": f"指标{code}", "unit": "index", "unit_printed": "yes", "kind": "level",
        "direction": direction, "comparator": "<=" if direction == "decrease" else ">=", "decimals": "1",
        "frequency": "annual", "levels": "county", "context_only": "no", **PRINTED, **more,
    }  # fmt: skip


def target(
    code: str, year: str, value: str, role: str = "target", comparator: str = ">=", **more: str
) -> Row:
    """A row of targets.csv."""
    area = more.get("area", "")
    return {
        "id": f"T-{code}-{year or role}{area and '-' + area}", "indicator": code, "role": role,
        "series": "table", "scope": "table", "year": year, "value": value, "recurring": "no",
        "comparator": comparator if role == "target" else "", "name_zh": f"指标{code}",
        "name_en": f"Indicator {code}", "objective": "1", **PRINTED, **more,
    }  # fmt: skip


def observation(code: str, period: str, value: str, **more: str) -> Row:
    """A row of observations.csv; the note answers whatever looks like a slip."""
    told = {"missing_reason": "未报送"} if not value else {}
    return {
        "indicator": code, "period": period, "area": "测试市", "value": value, "unit": "指数",
        "reporter": "统计局", "origin": "自查", "obs_status": "" if not value else "A", "note_zh": "据年鉴",
        "note_en": "From the yearbook", **told, **more,
    }  # fmt: skip


def write(path: Path, rows: Sequence[Row]) -> None:
    """Rows as a CSV with every column that any of them has."""
    path.parent.mkdir(parents=True, exist_ok=True)
    columns = list(dict.fromkeys(c for row in rows for c in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def make(
    folder: Path,
    indicators: Sequence[Row],
    targets: Sequence[Row],
    observations: Iterable[Row],
    quarter: str = "2030Q4",
    areas: Sequence[Row] = (),
    **settings: object,
) -> Path:
    """A project with this plan and one delivery."""
    folder.mkdir(parents=True, exist_ok=True)
    if (ROOT / ".fonts").is_dir():
        (folder / ".fonts").symlink_to((ROOT / ".fonts").absolute(), target_is_directory=True)
    plan = folder / "data" / "plans" / "far"
    whole = {"id": "city", "order": "0", "kind": "city", "name_zh": "测试市", "name_en": "Test City"}
    write(plan / "areas.csv", [{**whole, "aliases": "", **PRINTED}, *({**a, **PRINTED} for a in areas)])
    titles = {"title_zh": "发展", "title_en": "Growth", "short_zh": "发展", "short_en": "Growth"}
    write(plan / "objectives.csv", [{"id": "1", "order": "1", **titles, **PRINTED}])
    write(plan / "indicators.csv", indicators)
    write(plan / "targets.csv", targets)
    words = {"zh": "测试规划", "en": "Test Plan"}
    text: dict[str, object] = {
        "id": "far", "title": words, "short": words, "issuer": words, "document_number": "测〔2015〕1号",
        "issued": "2015-01-01", "baseline_year": 2015, "years": [2030], "first_quarter": quarter,
        "root_area": "city",
        "thresholds": {
            "on_track": "0.95", "behind": "0.60", "approx_share": "0.02", "hold_share": "0.02",
            "near_miss_share": "0.005", "funds_normal": "0.8", "funds_slow": "0.5", "small_count": 5,
        },
    }  # fmt: skip
    text |= settings
    # JSON is YAML; only the date must not be a text.
    told = json.dumps(text, ensure_ascii=False).replace('"2015-01-01"', "2015-01-01")
    (plan / "plan.yml").write_text(told, encoding="utf-8")
    site = {"principal": "far", "reference": [], "base_address": "", "site_name": words, "footer": {}}
    site["licence"] = {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"}
    (folder / "data" / "site.yml").write_text(json.dumps(site, ensure_ascii=False), encoding="utf-8")
    own = folder / "data" / "quarters" / quarter
    write(own / "observations.csv", list(observations))
    years = int(quarter[:4]) + 1
    (own / "release.yml").write_text(
        f"quarter: {quarter}\npublished: {years}-02-10\ndue: {years}-01-31\ndelivered: {years}-01-28\n"
        "prepared_by_zh: 统计岗\nprepared_by_en: Statistics post\nreviewed_by_zh: 审核岗\n"
        "reviewed_by_en: Reviewing post\nsecrecy_review_zh: 已审查\nsecrecy_review_en: Reviewed\n"
        "status: provisional\ndemonstration: true\n",
        encoding="utf-8",
    )
    return folder
