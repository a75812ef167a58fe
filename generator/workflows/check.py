"""load → check: a project with everything that is wrong with it, before anything is made of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from generator.assess.overtaken import unsealed_rows
from generator.assess.suppression import withheld
from generator.check.blanks import OF_BLANKS
from generator.check.contacts import check_contacts
from generator.check.deliveries import PreviousCheck, check_deliveries
from generator.check.forgotten import check_forgotten
from generator.check.giveaways import Giveaways
from generator.check.glyphs import check_glyphs
from generator.check.plan import check_plan
from generator.check.release import check_days
from generator.check.sealing import check_demonstration, check_samples
from generator.domain.delivery import Delivery, Observation
from generator.domain.errors import JibaoError
from generator.domain.finding import Finding, at_most_a_few
from generator.domain.period import Period
from generator.domain.plan import Plan
from generator.domain.release import Disclosed
from generator.load.contacts import load_contacts
from generator.load.project import CONTACTS, Project, load_project
from generator.load.samples import sample_texts, texts_in, texts_of
from generator.publish.output.scaffold import EXAMPLE
from generator.workflows.steps.known_archive import ARCHIVE, archive_of
from generator.workflows.steps.sealed_past import sealed_past


@dataclass(frozen=True)
class Checked:
    """A project with its deliveries typed and every finding of load and check."""

    project: Project
    deliveries: tuple[Delivery, ...]
    findings: tuple[Finding, ...]

    @property
    def blocked(self) -> bool:
        """True where nothing may be built."""
        return any(f.blocking for f in self.findings)


def check_project(
    folder: Path,
    until: Period | None = None,
    only: Sequence[Period] = (),
    last: PreviousCheck | None = None,
    reissued: Period | None = None,
    today: date | None = None,
) -> Checked:
    """load → check. Writes nothing. `last`: see `check_deliveries`; `reissued`: a sealed quarter whose
    folder may differ from its seal, since it is about to be released anew; `today`: the day that dates
    are held against, or None where nobody asks."""
    project = load_project(folder, until, only)
    if (plan := project.plan) is None:
        return Checked(project, (), project.findings)
    found = [f for one in (plan, *project.references) for f in check_plan(one, project.vocabulary)]
    if any(f.blocking for f in found):
        # Nothing can be said of a delivery against a plan that contradicts itself.
        return Checked(project, (), (*project.findings, *found))
    past = sealed_past(project, until, reissued)
    # The past is what was sealed, whatever lies in the folders now.
    project = replace(project, raw=tuple(past.read.get(raw.quarter, raw) for raw in project.raw))
    deliveries, findings = check_deliveries(plan, project.vocabulary, project.raw, last)
    if (before := past.before) is not None:
        (sealed,), _ = check_deliveries(plan, project.vocabulary, [before])
        deliveries = tuple(unsealed_rows(sealed, d) if d.quarter == sealed.quarter else d for d in deliveries)
    newest = max(project.raw, key=lambda raw: raw.quarter, default=None)
    glyphs = check_glyphs(project.undrawn, newest, project.characters)
    # How the blanks of a sealed quarter were read has been published; only a revision can change that.
    findings = tuple(f for f in findings if f.code not in OF_BLANKS or _folder(f) not in past.sealed)
    days = [f for d in deliveries for f in days_of(d, today)] if today else []
    words = _giveaways(project, deliveries)
    files = {raw.quarter: {k: t.place() for k, t in raw.tables.items()} for raw in project.raw}
    forgotten = check_forgotten(plan, deliveries, files)
    samples = samples_of(project, deliveries[-1]) if deliveries else []
    mixed = check_demonstration(deliveries, sealing=False)
    more = (*glyphs, *past.findings, *forgotten, *days, *words, *samples, *mixed)
    return Checked(project, deliveries, (*project.findings, *found, *findings, *more))


def _folder(finding: Finding) -> str:
    return finding.place.file.rpartition("/")[0]


def _giveaways(project: Project, deliveries: Sequence[Delivery]) -> list[Finding]:
    """Texts that give a withheld number away; what earlier releases withheld counts too."""
    if (plan := project.plan) is None:
        return []

    def hidden() -> Sequence[Observation]:
        try:
            earlier = archive_of(project.folder / ARCHIVE, plan).disclosed
        except (JibaoError, OSError):  # an archive that is not whole: a build and `verify` tell of it
            earlier = Disclosed()
        return withheld(plan, deliveries, earlier.ordered_by(project.secret))

    giveaways = Giveaways(plan, hidden)
    return [f for raw in project.raw for f in giveaways.in_delivery(raw)]


def samples_of(project: Project, newest: Delivery, sealing: bool = False) -> list[Finding]:
    """Sample sentences in what real data are published with: the plan, the site's settings, and the newest
    quarter. Of a demonstration nobody is deceived."""
    if newest.release.demonstration or project.plan is None:
        return []
    data, quarter = project.folder / "data", f"data/quarters/{newest.quarter}"
    told = [
        *texts_of(data / "site.yml", "data/site.yml"),
        *texts_in(data / "plans" / project.plan.id, f"data/plans/{project.plan.id}"),
        *texts_in(project.folder / quarter, quarter),
    ]
    return at_most_a_few(check_samples(told, sample_texts(EXAMPLE), sealing))


def days_of(delivery: Delivery, today: date, sealing: bool = False) -> list[Finding]:
    """What is wrong with the days of one quarter's release.yml."""
    file = f"data/quarters/{delivery.quarter}/release.yml"
    return list(check_days(delivery.release, file, delivery.quarter, today, sealing))


def contact_findings(project: Path, plan: Plan) -> list[Finding]:
    """What `jibao check` says of the plan's contacts; nothing where there is no such file."""
    shown = f"data/plans/{plan.id}/{CONTACTS}"
    if not (project / shown).is_file():
        return []
    contacts, findings = load_contacts(project / shown, shown)
    return [*findings, *check_contacts(plan, contacts, shown)]
