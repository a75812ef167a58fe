"""Attacks on the disclosure control that an adversary of sums does not try, each as it was carried out."""

from dataclasses import replace
from decimal import Decimal

from disclosure_adversary import possible
from disclosure_sets import ROOT_AREA, Office
from test_assess_quarter import delivery, observation

from generator.assess.report import build_report
from generator.assess.revisions import all_revisions
from generator.assess.suppression import control, exposed_by_earlier
from generator.domain.delivery import Delivery, Observation
from generator.domain.period import Period
from generator.domain.plan import Plan
from generator.domain.release import ArchiveState, Disclosed

Q1, Q2 = Period.quarter(2025, 1), Period.quarter(2025, 2)
A, B, C, D = "wenting", "yongchang", "datianji", "sunsi"


def rows(quarter: Period, total: str, **counts: str) -> list[Observation]:
    places = {"A": A, "B": B, "C": C, "D": D}
    own = [observation("6r", quarter, places[name], n) for name, n in counts.items()]
    return [*own, observation("6r", quarter, ROOT_AREA, total)]


def gone(deliveries: list[Delivery], plan: Plan, earlier: Disclosed | None = None) -> set[str]:
    shown, _ = control(plan, deliveries, Disclosed(secret=b"x") if earlier is None else earlier)
    return {o.area for d in shown for o in d.observations if o.status == "Q"}


def test_an_amendment_that_takes_the_townships_away_gives_no_old_count_free(
    plan: Plan, like: Delivery
) -> None:
    """6r for the whole county alone, from a later quarter on: the old township rows are still published."""
    indicators = tuple(replace(i, levels=("county",)) if i.id == "6r" else i for i in plan.indicators)
    now = replace(plan, indicators=indicators)
    assert A in gone([delivery(like, Q1, *rows(Q1, "93", A="3", B="40", C="50"))], now)


def test_people_per_ten_thousand_are_people(plan: Plan, like: Delivery) -> None:
    per = next(replace(i, unit="persons_per_10000", kind="level") for i in plan.indicators if i.id == "6r")
    row = replace(observation("6r", Q1, A, "15"), numerator=Decimal(3), denominator=Decimal(2000))
    assert gone([delivery(like, Q1, row)], replace(plan, indicators=(per,))) == {A}


def test_what_a_total_was_before_a_late_small_count_is_not_told(plan: Plan, like: Delivery) -> None:
    """150 became 153 when A's report came late: three people, in the list of corrections of one folder."""
    late = [replace(o, delivered=Q2, revision_reason="x") for o in rows(Q1, "153", A="3")]
    made = [
        delivery(like, Q1, *rows(Q1, "150", B="40", C="50", D="60")),
        delivery(like, Q2, *rows(Q2, "260", A="20", B="70", C="80", D="90"), *late),
    ]
    told = build_report(plan, made, Q2, archive=ArchiveState(disclosed=Disclosed(secret=b"x"))).revisions
    assert told == ()
    out = {("6r", "2025Q1", ROOT_AREA, "self"): frozenset({"150"})}
    shown, _ = control(plan, made, Disclosed(secret=b"x"))
    archive = ArchiveState(disclosed=Disclosed(out))
    listed = all_revisions(shown, Q2, archive, root_area=plan.root_area)
    assert [(r.old, r.new) for r in listed] == [(150, 153)], "what is out is told"


def test_a_value_that_is_out_is_known_with_its_decimals(plan: Plan, like: Delivery) -> None:
    """The table prints the share 30 as 30.00: withholding it now protects nothing."""

    def share(area: str, value: str) -> Observation:
        amount = Decimal(value)
        return replace(observation("25", Q1, area, value), numerator=amount, denominator=Decimal(100))

    made = [delivery(like, Q1, share(A, "30"), share(B, "3"), share(ROOT_AREA, "33"))]
    out = {("25", "2025Q1", a, "self"): frozenset({v}) for a, v in ((A, "30.00"), (ROOT_AREA, "33.00"))}
    earlier = Disclosed(out, secret=b"x")
    assert gone(made, plan, earlier) == {B}
    assert [o.area for o, _ in exposed_by_earlier(plan, made, earlier)] == [B]


def test_a_quarter_released_anew_minds_what_a_later_one_showed(plan: Plan, like: Delivery) -> None:
    """A ended the half-year at 5 and B at 7: of 11 in the first quarter, A had 4 or 5."""
    office = Office(plan, b"x")
    first, second = (
        delivery(like, Q1, *rows(Q1, "60", A="0", B="0", C="60")),
        delivery(like, Q2, *rows(Q2, "82", A="5", B="7", C="70")),
    )
    office.publish([first])
    office.publish([first, second])
    office.publish([delivery(like, Q1, *rows(Q1, "71", A="4", B="7", C="60"))])
    if not office.stopped:
        anew = {**office.tables[1], **office.tables[2]}
        told = possible([anew], ROOT_AREA)
        assert told and all(count == 3 for cell, count in told.items() if cell[2] != ROOT_AREA), told


# --- who replays the rule -----------------------------------------------------------------------------


def secretly(n: int) -> Disclosed:
    return Disclosed(secret=bytes([n]))


def test_three_withheld_of_three_people_are_not_one_each(plan: Plan, like: Delivery) -> None:
    """Were one of them 0, two would do: so said the rule. Now that 0, 1 and 2 may look the same, nobody knows."""
    ones = delivery(like, Q1, *rows(Q1, "3", A="1", B="1", C="1"))
    other = delivery(like, Q1, *rows(Q1, "3", A="0", B="1", C="2"))
    assert gone([ones], plan) == {A, B, C}
    alike = [n for n in range(60) if gone([other], plan, secretly(n)) == {A, B, C}]
    assert 0 < len(alike) < 30, "in some offices, and no more is withheld in the others"


def test_a_small_count_may_still_be_another_small_one(plan: Plan, like: Delivery) -> None:
    """A had 4, 5 or 6 by the half-year, and B the rest of 11: were it not 4, neither would be withheld."""
    q3 = Period.quarter(2025, 3)
    made = [
        delivery(like, Q1, *rows(Q1, "0", A="0", B="0")),
        delivery(like, Q2, *rows(Q2, "11", A="4", B="7")),
        delivery(like, q3, *rows(q3, "13", A="6", B="7")),
    ]
    for n in range(8):
        shown, _ = control(plan, made, secretly(n))
        held = {(o.area, o.period) for d in shown for o in d.observations if o.status == "Q"}
        assert (A, Q2) in held
        assert held > {(A, Q2), (B, Q2)} or (ROOT_AREA, Q2) in held
