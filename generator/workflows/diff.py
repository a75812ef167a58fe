"""`jibao diff A B`: what changed between two quarters, releases or folders, or would change.

A quarter is what the project's data say now; a release is what was sealed; a folder is a built tree,
a release's folder or a public bag. So `diff chengwu-2026Q3-v1 2026Q3` tells what a new version of the
quarter would change.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.archive.ledger import read_ledger
from generator.archive.reading import FACTS, SITE, SOURCE, Rows, Sealed, find_release
from generator.assess.differences import differences, told_once
from generator.domain.errors import UsageError
from generator.domain.period import Period
from generator.domain.release import ReleaseId
from generator.domain.text import Lang, Text
from generator.load.catalogue import load_catalogue
from generator.load.project import load_project
from generator.publish.output.writer import MARK
from generator.render.reports.diff_report import Comparison
from generator.wording.change_words import ChangeWords
from generator.wording.localizer import Localizer
from generator.workflows.build import Blocked
from generator.workflows.check import check_project
from generator.workflows.release_contents import TABLES, tables_now, tables_of
from generator.workflows.steps.known_archive import ARCHIVE, archive_of

Tables = Mapping[str, Rows]


@dataclass(frozen=True)
class State:
    """One side: its name and its tables."""

    name: str
    tables: Tables


def compare(folder: Path, one: str, other: str, lang: Lang) -> Comparison:
    """The comparison, ready to be written. Raises UsageError where a side cannot be found, Blocked
    where a quarter's data hold a blocking fault."""
    before, after = state_of(folder, one), state_of(folder, other)
    project = load_project(folder)
    months = project.plan.report_months if project.plan else 3
    words = project.plan.settings.words if project.plan else {}
    localizer = Localizer(lang, load_catalogue(folder, lang), project.vocabulary.units, months, words)
    told = ChangeWords(localizer, project.plan, project.vocabulary.words)
    changes = told_once(differences(before.tables, after.tables))
    return Comparison(before.name, after.name, changes, told)


def state_of(folder: Path, wanted: str) -> State:
    """The tables of a quarter, a release or a folder."""
    quarter = Period.parse(wanted.upper())
    if quarter is not None:
        return State(str(quarter), _of_quarter(folder, quarter))
    if ReleaseId.parse(wanted):
        archive = folder / ARCHIVE
        release = find_release(read_ledger(archive), wanted)
        return State(release.id, _of_payload(Sealed(archive, release).public))
    place = Path(wanted)
    for payload in (place / "public" / "data", place / "data"):
        if (payload / FACTS).is_file():
            return State(wanted, _of_payload(payload))
    if (place / MARK).is_file():
        built = json.loads((place / MARK).read_bytes())
        found = tables_of(place, str(built["quarter"]), place)
        # A built tree does not carry the plan's own table of targets.
        return State(wanted, {name: found[name] for name in TABLES})
    raise UsageError(
        Text(
            f"{wanted}：不是季度，不是已封存的发布，也不是本程序生成的文件夹",
            f"{wanted}: neither a quarter, nor a sealed release, nor a folder that was built here",
        )
    )


def _of_quarter(folder: Path, quarter: Period) -> Tables:
    checked = check_project(folder, quarter, reissued=quarter)
    plan = checked.project.plan
    if checked.blocked or plan is None:
        raise Blocked(checked.findings)
    earlier = archive_of(folder / ARCHIVE, plan)
    return tables_now(checked, plan, earlier)


def _of_payload(payload: Path) -> Tables:
    facts = json.loads((payload / FACTS).read_bytes())
    plan = payload / SOURCE / "data" / "plans" / str(facts["plan"])
    return tables_of(payload / SITE, str(facts["quarter"]), plan)
