"""What pages say of earlier quarters is what their own reports said."""

from generator.assess.report import past_quarters
from generator.domain.assessment import Report
from generator.workflows.build import Checked


def test_a_past_quarter_says_what_its_report_said(checked: Checked, reports: list[Report]) -> None:
    quarters = [r.quarter for r in reports]
    past = past_quarters(reports[-1].plan, checked.deliveries, quarters)
    assert [p.quarter for p in past] == quarters and len(past) > 4
    for then, report in zip(past, reports, strict=True):
        assert then.counts() == report.counts() and sum(then.counts().values()) > 30
        assert then.works == report.works and then.release == report.release


def test_only_the_quarters_that_are_asked_for(checked: Checked, reports: list[Report]) -> None:
    wanted = reports[2].quarter
    assert [p.quarter for p in past_quarters(reports[-1].plan, checked.deliveries, [wanted])] == [wanted]
