"""`jibao check --preview`: load → check → assess, and what the newest delivery would say; nothing is made."""

from generator.assess.outlook import outlook
from generator.assess.suppression import reasons
from generator.domain.amendments import plan_as_of
from generator.domain.errors import JibaoError
from generator.domain.text import Lang
from generator.load.catalogue import load_catalogue
from generator.render.reports.outlook_report import ARCHIVE_TORN, BLOCKED, NOTHING_YET, Preview
from generator.wording.localizer import Localizer
from generator.workflows.build import reports_of
from generator.workflows.check import Checked
from generator.workflows.steps.known_archive import ARCHIVE, archive_of


def preview_of(checked: Checked, lang: Lang) -> Preview:
    """What the newest quarter that was checked would publish; nothing of it where something blocks."""
    project, plan = checked.project, checked.project.plan
    months = plan.report_months if plan else 3
    words = plan.settings.words if plan else {}
    localizer = Localizer(lang, load_catalogue(project.folder, lang), project.vocabulary.units, months, words)
    if plan is None or checked.blocked or not checked.deliveries:
        return Preview(localizer, lacking=BLOCKED if checked.blocked else NOTHING_YET)
    try:
        archive = archive_of(project.folder / ARCHIVE, plan)
    except (JibaoError, OSError):  # a check goes on; a build and `verify` tell of it
        return Preview(localizer, lacking=ARCHIVE_TORN)
    *earlier, report = reports_of(checked, archive)
    received = checked.deliveries[-1]
    disclosed = archive.disclosed.ordered_by(project.secret)
    hidden = reasons(plan_as_of(plan, report.quarter), checked.deliveries, disclosed)
    own = [w for w in hidden if w.observation.delivered == received.quarter]
    shown = outlook(report, earlier[-1] if earlier else None, received, own)
    return Preview(localizer, report, shown)
