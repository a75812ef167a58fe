"""One value against one target: the method's eight rules, the first that matches.

Quantities (all Decimal): v the value of the year to date; T the target; b the final value of the
year before; e the elapsed share of the target's own period; ε half a unit of the last printed
decimal, but 0 when T is 0 or 100. P = (v − b) / (T − b); R = P / e. Source: the method page.
"""

from dataclasses import dataclass, field
from decimal import Decimal

from generator.domain.assessment import Judgement, Status
from generator.domain.plan import Comparator, Indicator
from generator.domain.readings import Thresholds

HUNDRED = Decimal(100)
COMPARED = Decimal("1e-12")
# Up to here a whole number's single step is no near miss.
SMALL_WHOLE = Decimal(10)


@dataclass(frozen=True, slots=True)
class Question:
    """Everything the rules look at. `ended`: the target's period is over. `due`: a missing value
    should have been there. `hold`: the plan asks only to keep the level. `expected_share`: of the change,
    where a line with steps expects another one by now than the time elapsed."""

    kind: str
    comparator: Comparator
    value: Decimal | None
    target: Decimal | None
    baseline: Decimal | None
    elapsed: Decimal
    decimals: int
    due: bool
    step: bool
    hold: bool
    disputed: bool
    decreasing: bool
    hold_tolerance: Decimal | None
    thresholds: Thresholds
    flags: tuple[str, ...] = field(default=())
    expected_share: Decimal | None = None

    @property
    def ended(self) -> bool:
        """True at the end of the target's period."""
        return self.elapsed >= 1

    @property
    def sign(self) -> int:
        """+1 where higher is better, −1 where lower is."""
        if self.comparator == "approx":
            return -1 if self.decreasing else 1
        return -1 if self.comparator == "<=" else 1

    def epsilon(self, target: Decimal) -> Decimal:
        """Half a unit of the last printed decimal; 0 when T is 0 or 100 (99.6 does not meet 100)."""
        return Decimal(0) if target in (0, HUNDRED) else Decimal("0.5").scaleb(-self.decimals)


def judge(q: Question) -> Judgement:
    """Applies the rules in order."""
    if q.kind == "words":
        return _judge_words(q)
    if q.target is None or q.disputed:
        return _verdict(q, Status.NOT_ASSESSABLE, "1")
    if q.value is None:
        return _verdict(q, Status.NO_DATA if q.due else Status.NOT_DUE, "2")
    if q.kind == "yesno":
        return _verdict(q, Status.MET if q.value == q.target else Status.OFF_TRACK, "3")
    if q.kind == "count":
        return _judge_count(q, q.value, q.target)
    if q.comparator == "two_sided":
        return _judge_two_sided(q, q.value, q.target)
    return _judge_level(q, q.value, q.target)


def _judge_words(q: Question) -> Judgement:
    """Rule 1, words only: higher than last year is met, known and not higher is off track."""
    if q.disputed or q.value is None or q.baseline is None:
        return _verdict(q, Status.NOT_ASSESSABLE, "1")
    rising = q.value < q.baseline if q.decreasing else q.value > q.baseline
    return _verdict(q, Status.MET if rising else Status.OFF_TRACK, "1")


def _judge_count(q: Question, v: Decimal, T: Decimal) -> Judgement:
    """Rule 4: a count accumulates from nothing, so P = v / T."""
    P = v / T if T > 0 else None
    R = P / q.elapsed if P is not None else None
    enough = v > T if q.comparator == ">" else v >= T
    if q.comparator == "approx":
        enough = v >= T - q.thresholds.approx_share * T
    if enough or R is None:
        return _verdict(q, Status.MET if enough else Status.OFF_TRACK, "4", P, R)
    return _verdict(q, _band(q, T - v, T, R), "4", P, R)


def _judge_two_sided(q: Question, v: Decimal, T: Decimal) -> Judgement:
    """Rule 5: nearer to 100 than asked is met; this reading is ours and says so."""
    further = abs(v - HUNDRED) - (abs(T - HUNDRED) + q.epsilon(T))
    status = (
        Status.MET if further <= 0 else Status.BEHIND if further <= _tolerance(q, T) else Status.OFF_TRACK
    )
    return _verdict(q, status, "5", flags=("our_reading",))


def _judge_level(q: Question, v: Decimal, T: Decimal) -> Judgement:
    """Rules 6 to 8."""
    s, eps, b = q.sign, q.epsilon(T), q.baseline
    divides = b is not None and not q.hold and s * (T - b) > 2 * eps
    P = (v - b) / (T - b) if divides and b is not None else None
    R = P / (q.expected_share or q.elapsed) if P is not None else None
    allowed = max(eps, q.thresholds.approx_share * abs(T)) if q.comparator == "approx" else eps
    miss = s * (T - v)
    if miss <= allowed and not (q.comparator == ">" and v <= T):
        return _verdict(q, Status.MET, "6", P, R, () if q.ended else ("for_now",))
    if q.step and not q.ended and b is not None and s * (v - b) >= 0:
        return _verdict(q, Status.NOT_DUE, "7" if P is None else "8", P, R)
    if P is None or R is None:
        within = T != 0 and miss <= _tolerance(q, T)
        return _verdict(q, Status.BEHIND if within else Status.OFF_TRACK, "7", flags=(_undivided(q, T),))
    return _verdict(q, _band(q, miss, T, R), "8", P, R, ("moving_away",) if P < 0 else ())


def _undivided(q: Question, T: Decimal) -> str:
    """Why rule 7 does not divide, as the reader is told it."""
    if q.hold:
        return "hold"
    if q.baseline is None:
        return "no_baseline"
    way = q.sign * (T - q.baseline)
    return "already_better" if way < 0 else "starts_there" if way == 0 else "one_unit"


def _band(q: Question, miss: Decimal, T: Decimal, R: Decimal) -> Status:
    """Rule 8: at the period's end there is no `on_track`; a near miss is never worse than behind."""
    R = compared(R)
    if R >= q.thresholds.on_track and not q.ended:
        return Status.ON_TRACK
    if R >= q.thresholds.behind or miss <= _near(q, T):
        return Status.BEHIND
    return Status.OFF_TRACK


def compared(share: Decimal) -> Decimal:
    """A quotient as it is held against a threshold: to 12 places, so that 0.95 of a third loses none."""
    return share.quantize(COMPARED) if abs(share) < 1000 else share


def _tolerance(q: Question, T: Decimal) -> Decimal:
    return q.hold_tolerance if q.hold_tolerance is not None else q.thresholds.hold_share * abs(T)


def _near(q: Question, T: Decimal) -> Decimal:
    """What rule 8 calls a near miss; none of a small whole number: 0 of 1 is nothing, not nearly all."""
    if q.decimals == 0 and abs(T) <= SMALL_WHOLE:
        return Decimal(0)
    return max(2 * q.epsilon(T), q.thresholds.near_miss_share * abs(T))


def _verdict(
    q: Question,
    status: Status,
    rule: str,
    P: Decimal | None = None,
    R: Decimal | None = None,
    flags: tuple[str, ...] = (),
) -> Judgement:
    return Judgement(status, rule, q.value, q.target, q.baseline, q.elapsed, P, R, (*flags, *q.flags))


def question(
    indicator: Indicator,
    thresholds: Thresholds,
    *,
    value: Decimal | None,
    target: Decimal | None,
    comparator: Comparator,
    baseline: Decimal | None,
    elapsed: Decimal,
    due: bool,
    flags: tuple[str, ...] = (),
) -> Question:
    """The question for one indicator: what its row says, with the numbers of one period."""
    return Question(
        kind=indicator.kind,
        comparator="two_sided" if indicator.comparator == "two_sided" else comparator,
        value=value,
        target=target,
        baseline=baseline,
        elapsed=elapsed,
        decimals=indicator.decimals,
        due=due,
        step=indicator.pace == "step",
        hold=indicator.direction == "maintain",
        disputed=indicator.disputed,
        decreasing=indicator.direction == "decrease",
        hold_tolerance=indicator.hold_tolerance,
        thresholds=thresholds,
        flags=flags,
    )
