"""What every page is made from, in one language: the report, the words, the pictures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

from markupsafe import Markup

from generator.charts import Chart
from generator.domain.assessment import IndicatorReport, PastQuarter, Report
from generator.domain.plan import Plan
from generator.domain.readings import Conflict
from generator.domain.runtime import CacheLookup, without_cache
from generator.domain.vocabulary import Vocabulary
from generator.render.open_data.chart_data import chart_parts
from generator.render.pictures.definitions import Pictures
from generator.render.presenter import Presenter, SiteFacts, broad_conflicts
from generator.wording.localizer import Localizer


@dataclass(frozen=True)
class Page:
    """One page before it is rendered: its path (no `index.md`), title, template and context."""

    path: str
    title: str
    template: str
    context: Mapping[str, Any]
    description: str = ""
    jsonld: str = ""


@dataclass(frozen=True)
class DataFile:
    """A download offered on a page; `path` counts from the site's root."""

    path: str
    label: str
    note: str = ""


@dataclass
class SiteContext:
    """One language's workplace. `lookup`: the charts that were drawn before."""

    report: Report
    history: Sequence[PastQuarter | Report]
    localizer: Localizer
    vocabulary: Vocabulary
    site: SiteFacts
    references: Sequence[Plan]
    lookup: CacheLookup = without_cache
    _trends: dict[str, Markup] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.pictures = Pictures(self.report, self.localizer)

    @property
    def plan(self) -> Plan:
        """The principal plan."""
        return self.report.plan

    def presenter(self, here: str) -> Presenter:
        """The presenter of one page."""
        return Presenter(
            self.report, self.localizer, self.vocabulary, self.site, self.references, here, self._broad
        )

    @cached_property
    def _broad(self) -> tuple[Conflict, ...]:
        return broad_conflicts(self.plan, self.references)

    def drawn(self, chart: Chart) -> Mapping[str, Markup]:
        """What stands in a page for one chart (`chart_parts`)."""
        given = chart, self.site.release_id, self.report.demonstration
        made = self.lookup("chart", given, partial(chart_parts, chart, self.report, self.site))
        return {part: Markup(text) for part, text in made.items()}  # noqa: S704 - escaped as it was made

    def trend(self, of: IndicatorReport) -> Markup:
        """The tiny history of one indicator, drawn once; nothing where it has none."""
        key = of.indicator.id
        if key not in self._trends:
            chart = self.pictures.spark(of)
            self._trends[key] = Markup() if chart is None else self.drawn(chart)["wide"]
        return self._trends[key]

    def t(self, msgid: str, **args: object) -> str:
        """The words for `msgid`."""
        return self.localizer.t(msgid, **args)

    def files(self, *stems: str) -> list[DataFile]:
        """The quarter's data files with those stems, each table as CSV and as a workbook."""
        _, folder = self.t, f"data/{self.report.quarter}"
        names = {
            "observations": _("All observations of the whole area and the {sub_areas}"),
            "indicators": _("Indicators: value, target and status"),
            "milestones": _("Milestones"),
            "funds": _("Funds"),
            "revisions": _("Corrections"),
            "areas": _("The area and its {sub_areas}"),
        }
        found = []
        for stem in stems:
            if stem == "report":
                label = _("Everything of this quarter, for programs")
                found.append(DataFile(f"{folder}/report.json", label, "JSON"))
                continue
            found.append(DataFile(f"{folder}/{stem}.csv", names[stem], "CSV"))
            label = _("{table}, as a workbook", table=names[stem])
            found.append(DataFile(f"{folder}/{stem}.xlsx", label, "XLSX"))
        return found
