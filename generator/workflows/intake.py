"""What a clerk asks for before there is a delivery: the empty one, and one made from a workbook."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from generator.check.blanks import unclear_blanks
from generator.check.deliveries import check_deliveries
from generator.check.normal import PlanNames, Standing, judge_file, normalised, quarter_sealed
from generator.domain.amendments import plan_as_of
from generator.domain.delivery import Table
from generator.domain.errors import UsageError
from generator.domain.finding import Finding, Place
from generator.domain.period import Period
from generator.domain.plan import Plan
from generator.domain.text import Lang, Text
from generator.domain.vocabulary import FileKind, Vocabulary, fold
from generator.load.clerk_files import copied, handed_in, read_clerk_files
from generator.load.deliveries import known_name, load_folder
from generator.load.layouts.header_words import Names
from generator.load.project import Project, load_project
from generator.publish.output.new_folder import add_files, write_new_folder
from generator.publish.workbooks.delivery_files import delivery_files
from generator.publish.workbooks.template_files import csv_files, workbook_files
from generator.render.reports.empty_delivery import delivery_form
from generator.render.reports.template_notes import release_sheet
from generator.workflows.build import Blocked
from generator.workflows.steps.sealed_past import QUARTERS, release_of


def make_template(folder: Path, quarter: Period, out: Path, xlsx: bool, lang: Lang = "zh") -> Sequence[str]:
    """Writes the empty delivery of `quarter` into `out`, which must be new or empty; returns the
    names of its files. `lang`: the clerk's language; where the plan has it not, English. What earlier
    quarters got wrong does not matter here, a faulty plan does."""
    project = load_project(folder)
    plan = _plan_of(project)
    earlier = [raw for raw in project.raw if raw.quarter < quarter]
    deliveries, _ = check_deliveries(plan, project.vocabulary, earlier)
    spoken = lang if lang in plan.settings.languages else "en"
    form = delivery_form(plan_as_of(plan, quarter), project.vocabulary, quarter, deliveries, spoken)
    files = workbook_files(form) if xlsx else csv_files(form)
    write_new_folder(out, files)
    return sorted(files)


def import_files(folder: Path, paths: Sequence[Path], quarter: Period, out: Path) -> list[Finding]:
    """Makes delivery files of `quarter` from a clerk's files and folders, in `out`, where nothing is
    written over; returns the report of each change and of each file. Nothing is written where a finding
    about what was handed in blocks."""
    project = load_project(folder)
    plan = plan_as_of(_plan_of(project), quarter, reading=True)
    names = _names(plan, quarter, project.vocabulary)
    files, findings = handed_in(paths)
    gathered = read_clerk_files(files, project.vocabulary, names)
    findings += gathered.findings
    tables = []
    for kind, table in gathered.tables:
        proper, found = _proper(kind, table, plan, quarter)
        tables.append((kind, proper))
        findings += [*found, *unclear_blanks(kind.name, table, plan, project.vocabulary, quarter)]
    own = folder / QUARTERS / str(quarter)
    if out.resolve() == own.resolve() and (release := release_of(project, quarter)):
        findings.append(quarter_sealed(f"{QUARTERS}/{quarter}", release))
    if any(f.blocking for f in findings):
        return findings
    made = {**delivery_files(tables), **dict(gathered.copies)}
    filling = _Filling(project, plan, quarter, out)
    findings += filling.judged(made)
    add_files(out, filling.new)
    return findings


def _names(plan: Plan, quarter: Period, vocabulary: Vocabulary) -> Names:
    of_plan = PlanNames(plan, quarter)
    return Names(
        area=of_plan.area,
        period=of_plan.period,
        indicator=of_plan.indicator,
        indicator_cell=of_plan.indicator_cell,
        titled=of_plan.titled,
        titled_period=of_plan.titled_period,
        units=lambda text: [unit.id for unit in vocabulary.units.values() if fold(text) in unit.aliases],
    )


def _proper(kind: FileKind, table: Table, plan: Plan, quarter: Period) -> tuple[Table, Sequence[Finding]]:
    return normalised(table, plan, quarter) if kind.name == "observations" else (table, [])


class _Filling:
    """A quarter's folder that may hold something, and what of the files made goes into it."""

    def __init__(self, project: Project, plan: Plan, quarter: Period, out: Path) -> None:
        if out.is_symlink() or out.exists() and not out.is_dir():
            raise UsageError(Text(f"{out}：不是文件夹", f"{out}: not a folder"))
        self._kinds, self._out = project.vocabulary.files, out
        self._plan, self._quarter = plan, quarter
        self._blank = release_sheet(quarter).strip()
        self._tables = (
            load_folder(out, str(out), quarter, project.vocabulary)[0].tables if out.is_dir() else {}
        )
        self.new: dict[str, bytes] = {}

    def judged(self, made: Mapping[str, bytes]) -> Iterator[Finding]:
        """One finding for each file: what was done with it, or why nothing was."""
        for name, data in made.items():
            blank = copied(name) and self._says_nothing(data)
            finding, is_new = judge_file(
                Place(f"{self._out}/{name}"), name, blank, self._standing(name, data)
            )
            if is_new:
                self.new[name] = data
            yield finding

    def _standing(self, name: str, data: bytes) -> Standing | None:
        """What is there already for what `name` is to hold, under whichever accepted name."""
        path = self._out / name
        if copied(name):
            held = path.read_bytes() if path.exists() else None
            return None if held is None else Standing(name, held == data, self._says_nothing(held))
        kind = self._kinds[Path(name).stem]
        if (table := self._tables.get(kind.name)) is not None:
            proper, _ = _proper(kind, table, self._plan, self._quarter)
            same = delivery_files([(kind, proper)])[name] == data
            return Standing(Path(table.file).name, same, False)
        names = sorted(p.name for p in self._out.iterdir()) if self._out.is_dir() else []
        found = next((n for n in names if known_name(n, kind)), None)
        return None if found is None else Standing(found, False, False)

    def _says_nothing(self, data: bytes) -> bool:
        """Whether release.yml or a summary is still as the template made it."""
        text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").strip()
        return text in ("", self._blank)


def _plan_of(project: Project) -> Plan:
    if project.plan is None:
        raise Blocked([f for f in project.findings if f.blocking])
    return project.plan
