"""What pages, bulletins and data files are made from.

A context is a value. It can be pickled and sent to another process, which makes one language of the site
from it while this one goes on with the bulletins.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from generator.domain.assessment import PastQuarter, Report
from generator.domain.plan import Plan
from generator.domain.sheet import Sheet
from generator.domain.text import Lang
from generator.domain.vocabulary import Vocabulary
from generator.load.project import SiteSettings
from generator.load.texts import ProjectTexts
from generator.publish.cache.store import CacheQuery
from generator.render.presenter import SiteFacts
from generator.wording.localizer import Localizer
from generator.workflows.steps.web_server import PageNeeds


@dataclass(frozen=True)
class BuildContext:
    """Everything that a build renders from. `folder`: the project, where MkDocs' settings, the theme and
    the fonts stand; `texts`: what the data are told with; `report`: of the quarter that is shown; `past`:
    what is left to say of the quarters before; `previous`: the report of the last of them, with which
    bulletins compare."""

    folder: Path
    settings: SiteSettings
    vocabulary: Vocabulary
    texts: ProjectTexts
    references: Sequence[Plan]
    report: Report
    site: SiteFacts
    past: Sequence[PastQuarter] = ()
    previous: Report | None = None

    @property
    def history(self) -> Sequence[PastQuarter | Report]:
        """Every quarter up to the one that is shown."""
        return (*self.past, self.report)

    @cached_property
    def observations(self) -> Sheet:
        """All observations of the quarter's report as a table: data files and bulletins begin with it."""
        from generator.render.open_data.tables import observations  # brings pandas, which no page needs

        return observations(self.report, self.site)

    @cached_property
    def localizers(self) -> Mapping[Lang, Localizer]:
        """The words of every language that is published."""
        units, plan = self.vocabulary.units, self.report.plan
        return {
            lang: Localizer(lang, self.texts.catalogues[lang], units, plan.report_months, plan.settings.words)
            for lang in plan.settings.languages
        }


@dataclass(frozen=True)
class LanguageMade:
    """A finished folder; path → SHA-256 of its files; its number of pages; the picture of a shared link
    (empty where the fonts for it have not been fetched); what its pages need of the web server; and what
    the cache was asked for on the way."""

    lang: Lang
    folder: Path
    tree: Mapping[str, str]
    pages: int
    card: bytes
    needs: PageNeeds
    asked: tuple[CacheQuery, ...]
