"""What a clerk asks for before there is a delivery: the empty one, and one made from a workbook."""

from collections.abc import Sequence
from pathlib import Path

from generator.check.blanks import unclear_blanks
from generator.check.deliveries import check_deliveries
from generator.check.normal import area_header, normalised, period_header
from generator.domain.amendments import plan_as_of
from generator.domain.finding import Finding
from generator.domain.period import Quarter
from generator.domain.plan import Plan
from generator.load.clerk_files import read_clerk_files
from generator.load.project import Project, load_project
from generator.load.wide import Names
from generator.publish.output.new_folder import write_new_folder
from generator.publish.workbooks.delivery_files import delivery_files
from generator.publish.workbooks.template_files import csv_files, workbook_files
from generator.render.reports.empty_delivery import delivery_form
from generator.workflows.build import Blocked


def make_template(folder: Path, quarter: Quarter, out: Path, xlsx: bool) -> Sequence[str]:
    """Writes the empty delivery of `quarter` into `out`, which must be new or empty; returns the
    names of its files. What earlier quarters got wrong does not matter here, a faulty plan does."""
    project = load_project(folder)
    plan = _plan_of(project)
    earlier = [raw for raw in project.raw if raw.quarter < quarter]
    deliveries, _ = check_deliveries(plan, project.vocabulary, earlier)
    form = delivery_form(plan_as_of(plan, quarter), project.vocabulary, quarter, deliveries)
    files = workbook_files(form) if xlsx else csv_files(form)
    write_new_folder(out, files)
    return sorted(files)


def import_files(folder: Path, paths: Sequence[Path], quarter: Quarter, out: Path) -> list[Finding]:
    """Makes delivery files of `quarter` from a clerk's files, in `out`; returns the report of each
    change. Nothing is written where a finding blocks."""
    project = load_project(folder)
    plan = plan_as_of(_plan_of(project), quarter, reading=True)
    names = Names(lambda text: area_header(plan, text), lambda text: period_header(text, quarter))
    gathered = read_clerk_files(paths, project.vocabulary, names)
    findings, tables = list(gathered.findings), []
    for kind, table in gathered.tables:
        proper, found = normalised(table, plan, quarter) if kind.name == "observations" else (table, [])
        tables.append((kind, proper))
        findings += [*found, *unclear_blanks(kind.name, table, plan, project.vocabulary, quarter)]
    if not any(f.blocking for f in findings):
        write_new_folder(out, {**delivery_files(tables), **dict(gathered.copies)})
    return findings


def _plan_of(project: Project) -> Plan:
    if project.plan is None:
        raise Blocked([f for f in project.findings if f.blocking])
    return project.plan
