"""The published data of the newest demonstration quarter, and what a cell says of them."""

import csv
import html
import io
import json
import re
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from generator.domain.text import LANGS

QUARTER = "2026Q3"
SIGNS = {"≥": ("ge", "two_sided"), ">": ("gt",), "≤": ("le",), "=": ("eq",), "≈": ("approx",)}
ORIGINS = ("third_party", "supervision", "self")
NOTHING = ("", "—")
# Why a row has no value, by its obs_status: on the web in words, in print by a sign.
_ABSENT = ("not reported", "未报送", "not due yet", "未到期", "—", "…")
WHY_NONE = {
    "Q": ("withheld", "不公布", "#"), "M": ("not applicable", "不适用", "/"), "L": _ABSENT, "O": _ABSENT,
}  # fmt: skip
SHORT = re.compile(r"([0-9]{2})Q([1-4])")
LONG = re.compile(r"([12][0-9]{3})(?: ?Q([1-4])|年第([一二三四])季度|年)?")


def order(period: str) -> tuple[str, str]:
    """Sorts periods; a year comes after its quarters."""
    return period[:4], period[4:] or "Q5"


class Published:
    """The published data, as anybody may read them."""

    def __init__(self, public: Path) -> None:
        text = (public / f"data/{QUARTER}/observations.csv").read_text(encoding="utf-8-sig")
        self.rows = list(csv.DictReader(io.StringIO(text)))
        api = {n: json.loads((public / f"api/v1/{n}.json").read_text("utf-8"))["data"]
               for n in ("indicators", "assessments", "revisions")}  # fmt: skip
        self.indicators = {i["id"]: i for i in api["indicators"]}
        self.now = {a["indicator"]: a for a in api["assessments"]}
        self.revisions = api["revisions"]
        self.status_words = {
            r[f"meaning_{lang}"]: r["code"]
            for r in csv.DictReader(io.StringIO((public / "data/codebook.csv").read_text("utf-8-sig")))
            for lang in LANGS
            if r["column"] == "status" and r["code"]
        }
        self.root = next(r["area"] for r in self.rows if r["status"])
        self.names: dict[str, str] = {}
        for page in (*public.glob("objectives/*/*.html"), *public.glob("en/objectives/*/*.html")):
            links = re.findall(r'<a href="[./]*indicators/(\w+)/[^"]*">(.*?)</a>', page.read_text("utf-8"))
            self.names |= {" ".join(html.unescape(name).split()): key for key, name in links}
        self.areas = {
            r[f"name_{lang}"]: r["area"]
            for r in csv.DictReader(
                io.StringIO((public / f"data/{QUARTER}/areas.csv").read_text("utf-8-sig"))
            )
            for lang in LANGS
        }

    def at(self, indicator: str, area: str, period: str) -> dict[str, str] | None:
        """The ruling row of one cell."""
        found = [
            r for r in self.rows if (r["indicator"], r["area"], r["period"]) == (indicator, area, period)
        ]
        return min(found, key=lambda r: (r["value"] == "", ORIGINS.index(r["origin"])), default=None)

    def newest(self, indicator: str, area: str = "", year: str = "") -> dict[str, str] | None:
        """The newest period's row that has a value, and for the whole area a verdict on it."""
        area = area or self.root
        judged = area == self.root
        periods = {
            r["period"]
            for r in self.rows
            if (r["indicator"], r["area"]) == (indicator, area) and r["value"] and (r["status"] or not judged)
        }
        mine = [p for p in periods if p.startswith(year)]
        return self.at(indicator, area, max(mine, key=order)) if mine else None

    def named(self, words: str) -> str:
        """The indicator that a printed name, its unit or context behind it, is of."""
        whole, squeezed = " ".join(words.split()), words.replace(" ", "")
        for name, key in sorted(self.names.items(), key=lambda n: -len(n[0])):
            if whole.startswith(name) or squeezed.startswith(name.replace(" ", "")):
                return key
        return ""


def period_of(words: str) -> str:
    """`26Q3`, `2026 Q3`, `2026年第三季度`, `2025年` → as in the data."""
    if short := SHORT.fullmatch(words.strip()):
        return f"20{short[1]}Q{short[2]}"
    long = LONG.fullmatch(words.strip())
    if long is None:
        return f"? {words}"
    number = long[2] or (str("一二三四".index(long[3]) + 1) if long[3] else "")
    return long[1] + (f"Q{number}" if number else "")


def says(words: str, value: str, decimals: int | None = None) -> bool:
    """Whether a cell shows a value of the data: rounded as it is printed, or nothing for nothing."""
    words = words.removesuffix("*").strip()
    if not value or words in NOTHING:
        return not value and words in NOTHING
    if words in ("yes", "是", "no", "否"):
        return Decimal(value) == (words in ("yes", "是"))
    found = re.search(r"[-−]?[0-9][0-9,]*(?:\.[0-9]+)?", words)
    if found is None:
        return False
    number = found[0].replace("−", "-").replace(",", "")
    places = len(number.partition(".")[2])
    exact = decimals is None or places == decimals
    return exact and Decimal(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) == Decimal(number)


def shows(words: str, row: dict[str, str] | None, decimals: int | None = None) -> bool:
    """Whether a cell shows a row of the data: its value, why it has none, or nothing where there is no row."""
    if row is None or row["value"]:
        return says(words, row["value"] if row else "", decimals)
    return words.strip() in WHY_NONE[row["obs_status"]]


def holds(words: str, target: str, comparator: str) -> bool:
    """Whether a cell shows a target with its sign."""
    if not target:
        return not re.search("[0-9]", words)
    sign = words.strip()[:1]
    signed = comparator in SIGNS.get(sign, ("", "range", "two_sided", "eq"))
    return signed and says(words.strip().lstrip("≥>≤=≈ "), target)


def before(period: str) -> str:
    """The period before."""
    year, _, number = period.partition("Q")
    if not number:
        return str(int(year) - 1)
    return f"{int(year) - 1}Q4" if number == "1" else f"{year}Q{int(number) - 1}"


def year_before(period: str) -> str:
    """The same period of the year before."""
    return str(int(period[:4]) - 1) + period[4:]
