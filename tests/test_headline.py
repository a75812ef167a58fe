"""What leads, chosen once: the newest published value with the verdict of its own period, for the whole and for
townships, and what the report's own period lacks."""

from dataclasses import replace

from generator.assess.report import build_report
from generator.domain.assessment import Lack, Report, Status
from generator.domain.period import Period
from generator.render.explain import lacking
from generator.workflows.build import Checked
from generator.workflows.steps.context import BuildContext

NOW = Period.quarter(2026, 3)


def test_a_missing_value_leaves_the_lead_to_the_quarter_before(reports: list[Report]) -> None:
    of = reports[-1].indicators["10"]
    assert (of.headline.period, of.headline.judgement.value) == (Period.quarter(2026, 2), 95)
    assert of.headline.judgement.status is Status.ON_TRACK
    assert of.status is Status.NO_DATA, "counted is the report's own period"
    (lack,) = of.headline.lacks
    assert (lack.period, lack.status, lack.expected) == (NOW, Status.NO_DATA, None)


def test_an_annual_result_leads_with_its_own_years_target(reports: list[Report]) -> None:
    of = reports[-1].indicators["23"]
    target = of.headline.target
    assert target is not None
    assert (of.headline.period, target.year, str(target.value)) == (Period.of_year(2025), 2025, "60")
    assert of.headline.judgement.status is Status.MET
    assert of.status is Status.NOT_DUE
    assert of.headline.lacks == (Lack(NOW, Status.NOT_DUE, None, Period.quarter(2027, 2)),)
    assert of.headline.before is of.headline.year_before
    assert of.headline.before is not None and of.headline.before.period == Period.of_year(2024)


def test_a_count_that_starts_anew_is_shown_as_it_was_judged(reports: list[Report]) -> None:
    """p02: 3 of 4 in 2024; what was counted in 2025 has no target."""
    lead = reports[-1].indicators["p02"].headline
    assert lead.observation is not None
    assert (lead.period, lead.observation.value, lead.judgement.value) == (Period.quarter(2024, 4), 3, 3)


def test_in_every_quarter_value_verdict_and_period_are_of_one_row(reports: list[Report]) -> None:
    for report in reports:
        for key, of in report.indicators.items():
            for lead in (of.headline, *of.stages.values()):
                if lead.judgement.value is not None:
                    assert lead.observation is not None, key
                    assert lead.observation.value == lead.judgement.value, key
                    assert lead.observation.period == lead.period, key
                assert all(x.period > lead.period or x.period == report.quarter
                           for x in lead.lacks), key  # fmt: skip
            if not of.headline.lacks:
                assert of.headline.verdict == of.now, key


def test_a_results_missing_year_is_told_beside_the_one_before(checked: Checked) -> None:
    plan = checked.project.plan
    assert plan is not None
    without = [
        replace(
            d,
            observations=tuple(
                o for o in d.observations if (o.indicator, o.period) != ("22", Period.of_year(2025))
            ),
        )
        for d in checked.deliveries
    ]
    lead = build_report(plan, without, NOW).indicators["22"].headline
    assert lead.period == Period.of_year(2024)
    assert [(x.period, x.status, x.expected) for x in lead.lacks] == [
        (Period.of_year(2025), Status.NO_DATA, None),
        (NOW, Status.NOT_DUE, Period.quarter(2027, 2)),
    ]


def test_a_township_leads_with_its_newest_published_value(reports: list[Report]) -> None:
    withheld = reports[-1].indicators["p10"].areas["wenting"]
    assert (withheld.period, withheld.observation.value) == (Period.quarter(2026, 1), 5)
    assert withheld.whole is not None and withheld.whole.period == withheld.period
    (lack,) = withheld.lacks
    assert lack.observation is not None and lack.observation.status == "Q"
    annual = reports[-1].indicators["23"].areas["wenting"]
    assert annual.period == Period.of_year(2025)
    assert annual.before is annual.year_before


def test_the_year_leads_in_its_stage(reports: list[Report]) -> None:
    stages = reports[-1].indicators["10"].stages
    assert {y: (s.period, s.judgement.status) for y, s in stages.items()} == {
        2024: (Period.quarter(2024, 4), Status.MET),
        2025: (Period.quarter(2025, 4), Status.MET),
        2026: (Period.quarter(2026, 2), Status.ON_TRACK),
    }
    assert reports[-1].indicators["23"].stages[2026].observation is None


def test_what_is_lacking_stands_in_one_line(reports: list[Report], context: BuildContext) -> None:
    of = reports[-1].indicators
    zh, en = (context.localizers[lang] for lang in ("zh", "en"))
    assert lacking(of["23"].headline.lacks, en) == "2026 Q3: not due, result expected 2027 Q2"
    assert lacking(of["23"].headline.lacks, zh) == "2026年第三季度：未到评估期，预计2027年第二季度报出"
    assert lacking(of["10"].headline.lacks, en) == "2026 Q3: no data"
    assert lacking(of["p19"].headline.lacks, en) == "", "reached late, it leads"
    assert lacking(of["p10"].areas["wenting"].lacks, en) == "2026 Q3: withheld to protect privacy"
    assert lacking(of["1"].headline.lacks, en) == ""
