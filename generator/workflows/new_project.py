"""A new project: the sample as it is, a plan of the office's own words, or an example's facts; with what an
officer needs beside it."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from generator.domain.errors import UsageError
from generator.domain.period import FREQUENCIES, REPORT_PERIODS, Period
from generator.domain.text import Lang, Text
from generator.load.plan import load_plan
from generator.load.product import find_all, own_files
from generator.load.project import CONTACTS, load_site_settings
from generator.publish.output.scaffold import OFFICE, sample_files, write_files, write_project
from generator.wording.report_words import reworded
from generator.workflows.own_plan import CHOICE, NewOffice, own_plan

_QUARTER = Period.quarter(2026, 1)
_FOLDERS = "data/quarters/"
# Files of the sample that say something of quarters.
_TOLD = (
    *("data/site.yml", "data/plans/example/plan.yml", "data/plans/example/indicators.csv"),
    *("data/plans/example/quotes.csv", _FOLDERS),
)
_KEPT = "\0"
_PIPELINES = {
    "github": ".github/workflows/jibao.yml",
    "gitlab": ".gitlab-ci.yml",
    "gitee": ".workflow/jibao.yml",
}
_NAMES: Mapping[Lang, str] = {"zh": "示例县季报", "en": "Example County Quarterly"}
_STOP: Mapping[Lang, str] = {
    "zh": "仓库是公开的：报送数据里有不予公布的数。请把仓库改为私有。",
    "en": "This repository is public, and deliveries hold numbers that are withheld: make it private.",
}


def new_project(folder: Path, office: NewOffice | None = None) -> Path:
    """Fills `folder`, which must be new or empty, and returns it. Raises UsageError where it is not, or where
    there is no such example."""
    office = office or NewOffice()
    names = _NAMES
    if office.plan:
        files, names = _example(office.plan)
    elif office.own:
        files, names = own_plan(office)
    else:
        files = sample_files()
        if office.report != "quarter":
            files = dict(_retold(name, content, office.report) for name, content in files.items())
    files |= _beside(office, names)
    write_project(folder, files)
    return folder


def first_period(folder: Path) -> str:
    """The first report period of a project's plan; nothing where the plan cannot be read."""
    settings, _ = load_site_settings(folder / "data")
    plan, _ = load_plan(folder / "data" / "plans", settings.principal)
    return str(plan.first_quarter) if plan else ""


def _beside(office: NewOffice, names: Mapping[Lang, str]) -> dict[str, bytes]:
    """What is no data: for git, for the officer, for the pipeline."""
    months = REPORT_PERIODS[office.report]
    second = Period.of(months, office.years[0] if office.years else _QUARTER.year).next
    told = [
        reworded((OFFICE / f"README.{lang}.md").read_text(encoding="utf-8"), lang, months)
        .replace("{name}", names[lang])
        .replace(str(_QUARTER.next), str(second))
        for lang in office.languages
    ]
    files = {"README.md": "\n".join(told)}
    for name in ("gitignore", "gitattributes"):
        files[f".{name}"] = (OFFICE / name).read_text(encoding="utf-8")
    if office.ci:
        lang = office.languages[0]
        text = (OFFICE / "ci" / f"{office.ci}.yml").read_text(encoding="utf-8")
        files[_PIPELINES[office.ci]] = text.replace("{stop}", _STOP[lang]).replace("{lang}", lang)
    return {name: text.encode("utf-8") for name, text in files.items()}


def _example(name: str) -> tuple[dict[str, bytes], Mapping[Lang, str]]:
    """The facts of an example that the program carries: its plan and the plans above it, no deliveries and
    nobody's contacts."""
    settings, _ = load_site_settings(own_files("data"))
    if name != settings.principal:
        raise UsageError(
            Text(
                f"--from {name}：没有这个例子；有：{settings.principal}",
                f"--from {name}: no such example; there is: {settings.principal}",
            )
        )
    files = {"data/site.yml": own_files("data/site.yml").read_bytes()}
    for plan in (name, *settings.references):
        found = find_all(own_files(""), f"data/plans/{plan}")
        files |= {f"data/plans/{plan}/{n}": path.read_bytes() for n, path in found.items() if n != CONTACTS}
    return files, {"zh": settings.name.of("zh"), "en": settings.name.of("en")}


def _retold(name: str, content: bytes, report: str) -> tuple[str, bytes]:
    """A file of the sample for a plan that is reported on every `report`."""
    if not name.startswith(_TOLD):
        return name, content
    months = REPORT_PERIODS[report]
    frequency = next(name for name, length in FREQUENCIES.items() if length == months)
    first = Period.of(months, _QUARTER.year)
    text = CHOICE.sub("", content.decode("utf-8")).replace(_FOLDERS, _KEPT)
    text = text.replace(f"first_quarter: {_QUARTER}", f"report_period: {report}\nfirst_period: {first}")
    text = text.replace("\nquarter: ", "\nperiod: ").replace(",quarterly,", f",{frequency},")
    text = text.replace(str(_QUARTER), str(first)).replace(str(_QUARTER.next), str(first.next))
    for day in (date(2026, 5, 8), date(2026, 4, 20)):
        text = text.replace(day.isoformat(), (first.end + (day - _QUARTER.end)).isoformat())
    text = reworded(reworded(text, "zh", months), "en", months)
    return name.replace(str(_QUARTER), str(first)), text.replace(_KEPT, _FOLDERS).encode("utf-8")


def eject(folder: Path, names: Iterable[str]) -> list[str]:
    """Copies the program's files of these folders to where a project has its own; what is there already
    stays as it is. Returns what was written."""
    wanted = {
        f"{name}/{below}" if below else name: path
        for name in names
        for below, path in (find_all(own_files(""), name) or {"": own_files(name)}).items()
    }
    new = {name: path.read_bytes() for name, path in wanted.items() if not (folder / name).exists()}
    write_files(folder, new)
    return list(new)
