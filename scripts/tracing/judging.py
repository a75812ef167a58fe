"""The method page's rules once more, written from its words alone: statuses without the product."""

from dataclasses import dataclass, replace
from decimal import Decimal

from tracing.sources import Row, Sources, Value, decimal

ZERO, ONE, HUNDRED = Decimal(0), Decimal(1), Decimal(100)


@dataclass(frozen=True)
class Verdict:
    """A status with the numbers it came from."""

    status: str
    progress: Decimal | None = None
    ratio: Decimal | None = None
    value: Value | None = None
    target: Row | None = None
    base: Decimal | None = None
    elapsed: Decimal | None = None
    rule: str = ""
    period: str = ""


def lasting(about: Row, target: Row) -> bool:
    """Whether an undated target is one of every year: printed so, or words where nothing else is asked."""
    return target["recurring"] == "yes" or about["kind"] == "words"


def year_of(period: str) -> int:
    """The calendar year of a quarter or a year."""
    return int(period[:4])


def elapsed(quarter: str) -> Decimal:
    """The share of the year that has passed at a quarter's end."""
    return Decimal(int(quarter[-1])) / 4


class Judge:
    """Statuses at the end of a quarter, with what had been delivered by a quarter."""

    def __init__(self, sources: Sources, known: str) -> None:
        self.sources, self.known = sources, known
        self.values = sources.newest(known)
        self.root = str(sources.settings["root_area"])
        self.rules = sources.settings["thresholds"]
        self.about = sources.indicators()
        self.given: dict[tuple[str, str], Verdict] = {}

    def rule(self, name: str) -> Decimal:
        """A threshold of the plan."""
        if not isinstance(self.rules, dict):
            raise ValueError("plan.yml: thresholds")
        return Decimal(str(self.rules[name]))

    def value(self, indicator: str, period: str) -> Value | None:
        """The whole area's value of a period, if one with a number is known."""
        found = self.values.get((indicator, self.root, period))
        return found if found and found.number is not None else None

    def targets(self, indicator: str, quarter: str) -> list[Row]:
        """The targets a quarter is held against, the leading one first: the year's own and counts that
        run; for what only the text names else the next to come, else the last that passed."""
        about = self.about[indicator]
        year = year_of(quarter)
        dated = [
            row
            for row in self.sources.plan["targets"]
            if row["indicator"] == indicator
            and row["role"] == "target"
            and (row["year"] or lasting(about, row))
        ]
        dated.sort(key=lambda row: row["series"] != "table")
        begun = about["kind"] == "count" and "" < about["starts"] <= quarter
        now = [
            row
            for row in dated
            if not row["year"] or int(row["year"]) == year or begun and int(row["year"]) >= year
        ]
        if now or about["family"] == "table":
            return now
        years = [int(row["year"]) for row in dated]
        near = min((one for one in years if one > year), default=max(years, default=0))
        return [row for row in dated if int(row["year"]) == near]

    def base(self, indicator: str, year: int) -> Decimal | None:
        """The value that a year starts from."""
        found = self.start(indicator, year)
        return found[0] if found else None

    def start(self, indicator: str, year: int) -> tuple[Decimal, str, str] | None:
        """The final value of the year before; in the first year the printed baseline; else its target. With
        where it comes from (printed, value, target) and its period."""
        rows = [
            r
            for r in self.sources.plan["targets"]
            if r["indicator"] == indicator and r["year"] == str(year - 1) and decimal(r["value"]) is not None
        ]
        rows.sort(key=lambda row: row["series"] != "table")
        printed = [row for row in rows if row["role"] == "baseline"]
        if printed and year - 1 == int(str(self.sources.settings["baseline_year"])):
            return Decimal(decimal(printed[0]["value"]) or 0), "printed", str(year - 1)
        annual = self.about[indicator]["frequency"] == "annual"
        found = self.value(indicator, str(year - 1) if annual else f"{year - 1}Q4")
        if found and found.number is not None:
            return found.number, "value", found.period
        asked = next((decimal(r["value"]) for r in rows if r["role"] == "target"), None)
        return (asked, "target", str(year - 1)) if asked is not None else None

    def verdict(self, indicator: str, quarter: str) -> Verdict:
        """The status that leads in a quarter."""
        key = (indicator, quarter)
        if key not in self.given:
            targets = self.targets(indicator, quarter)
            self.given[key] = self.against(indicator, targets[0] if targets else None, quarter)
        return self.given[key]

    def held(self, indicator: str, period: str, quarter: str) -> list[tuple[Row | None, Verdict]]:
        """A period's value against each of that period's targets, the leading one first."""
        annual = self.about[indicator]["frequency"] == "annual"
        targets: list[Row | None] = list(self.targets(indicator, f"{period}Q4" if annual else period))
        at, year = (quarter, period) if annual else (period, "")
        return [(one, self.against(indicator, one, at, year)) for one in targets or [None]]

    def against(self, indicator: str, target: Row | None, quarter: str, year: str = "") -> Verdict:
        """One value against one target; the verdict says of which period it is."""
        period = self.judged(indicator, target, quarter, year)
        return replace(self._against(indicator, target, quarter, year, period), period=period)

    def judged(self, indicator: str, target: Row | None, quarter: str, year: str = "") -> str:
        """The period that is judged: of a count that starts anew, no later one than its target's year."""
        about = self.about[indicator]
        annual = about["frequency"] == "annual"
        anew = about["kind"] == "count" and not about["starts"] and not annual
        if target and anew and target["year"] and int(target["year"]) < year_of(quarter):
            return f"{target['year']}Q4"
        return year or (quarter[:4] if annual else quarter)

    def _against(self, indicator: str, target: Row | None, quarter: str, year: str, period: str) -> Verdict:
        about = self.about[indicator]
        annual = about["frequency"] == "annual"
        value = self.value(indicator, period)
        T = decimal(target["value"]) if target else None
        e = self.elapsed(about, target, period) if target else ZERO
        if about["kind"] == "words" or target and target["comparator"] == "trend":
            if target and target["year"] and e == 0:
                return Verdict("not_due", value=value, target=target, rule="2")
            return self._words(indicator, period, target)
        if about["direction"] == "disputed" or T is None or target is None:
            return Verdict("not_assessable", value=value, target=target, rule="1")
        if annual and not year and quarter[-1] != "4":
            return Verdict("not_due", target=target, base=self.base(indicator, year_of(period)), rule="2")
        b = self.base(indicator, min(year_of(period), int(target["year"] or period[:4])))
        if e == 0:
            return Verdict("not_due", value=value, target=target, base=b, rule="2")
        if value is None or value.number is None:
            return Verdict(self._missing(indicator, period, quarter), target=target, base=b, rule="2")
        status, P, R, rule = self._judge(about, target, value.number, T, b, e)
        return Verdict(status, P, R, value, target, b, e, rule)

    def elapsed(self, about: Row, target: Row, period: str) -> Decimal:
        """The share of a target's own period that has passed at a period's end."""
        if "Q" not in period:
            return ONE if int(target["year"] or 0) <= int(period) else ZERO
        if not target["year"]:
            return elapsed(period)
        first = int(target["year"]) * 4
        if about["kind"] == "count" and about["starts"]:
            first = min(first, int(about["starts"][:4]) * 4 + int(about["starts"][-1]) - 1)
        month = int(target["deadline"][5:7]) if target["deadline"] else 12
        last = int(target["year"]) * 4 + (month + 2) // 3 - 1
        now = int(period[:4]) * 4 + int(period[-1]) - 1
        return Decimal(max(0, min(now, last) - first + 1)) / (last - first + 1)

    def _missing(self, indicator: str, period: str, quarter: str) -> str:
        found = self.values.get((indicator, self.root, period))
        why = found.row.get("missing_reason", "") if found else ""
        if why:
            return "not_due" if why in ("未到统计期", "not_due") else "no_data"
        if "Q" not in period and quarter <= f"{int(period) + 1}Q2":
            return "not_due"
        return "no_data"

    def _words(self, indicator: str, period: str, target: Row | None) -> Verdict:
        now, b = self.value(indicator, period), self.base(indicator, year_of(period))
        if now is None or now.number is None or b is None:
            return Verdict("not_assessable", value=now, target=target, base=b, rule="1")
        return Verdict("met" if now.number > b else "off_track", value=now, target=target, base=b, rule="1")

    def _judge(
        self, about: Row, target: Row, v: Decimal, T: Decimal, b: Decimal | None, e: Decimal
    ) -> tuple[str, Decimal | None, Decimal | None, str]:
        how, ended = target["comparator"] or about["comparator"], e == 1
        if about["kind"] == "yesno":
            return ("met" if v == 1 else "off_track"), None, None, "3"
        tick = ZERO if T in (ZERO, HUNDRED) else Decimal(5).scaleb(-1 - int(about["decimals"]))
        hold = decimal(about["hold_tolerance"]) or self.rule("hold_share") * abs(T)
        near = max(2 * tick, self.rule("near_miss_share") * abs(T))
        if about["decimals"] == "0" and abs(T) <= 10:
            near = ZERO
        if how == "two_sided":
            far, asked = abs(v - HUNDRED), abs(T - HUNDRED)
            tick = Decimal(5).scaleb(-1 - int(about["decimals"]))
            return (
                ("met" if far <= asked + tick else "behind" if far <= asked + hold else "off_track"),
                None,
                None,
                "5",
            )
        sign = -1 if how == "<=" or how == "approx" and about["direction"] == "decrease" else 1
        if about["kind"] == "count":
            done = v / T
            reached = v > T if how == ">" else v >= T
            return ("met" if reached else self._band(done / e, T - v, near, ended)), done, done / e, "4"
        miss = sign * (T - v)
        allowed = max(tick, self.rule("approx_share") * abs(T)) if how == "approx" else tick
        way = None if b is None else sign * (T - b)
        divides = way is not None and way > 2 * tick and about["direction"] != "maintain"
        P = (v - b) / (T - b) if divides and b is not None else None
        R = P / e if P is not None else None
        if miss < 0 if how == ">" else miss <= allowed:
            return "met", P, R, "6"
        if about["pace"] == "step" and not ended and b is not None and sign * (v - b) >= 0:
            return "not_due", P, R, "7"
        if R is None:
            return ("behind" if T != 0 and miss <= hold else "off_track"), P, R, "7"
        return self._band(R, miss, near, ended), P, R, "8"

    def _band(self, R: Decimal, miss: Decimal, near: Decimal, ended: bool) -> str:
        if R >= self.rule("on_track") and not ended:
            return "on_track"
        return "behind" if R >= self.rule("behind") or miss <= near else "off_track"
