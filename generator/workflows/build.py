"""The contents page: gather everything, check everything, assess, render, and only then write.

Nothing is written while a finding blocks; the finished tree takes the old one's place in one step.
"""

import json
import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from generator.assess.overtaken import without_overtaken
from generator.assess.report import build_report, past_quarters
from generator.domain.amendments import plan_as_of
from generator.domain.assessment import Report
from generator.domain.errors import BlockedByFindings, UsageError
from generator.domain.finding import Finding
from generator.domain.period import Period
from generator.domain.plan import Plan
from generator.domain.release import ArchiveState, in_public
from generator.domain.runtime import collect_rarely, without_cache
from generator.domain.share_card import share_path
from generator.domain.text import Lang, Text
from generator.load.product import fonts_of
from generator.load.project import Project
from generator.load.texts import load_texts
from generator.publish.cache.reasons import Reason, reasons
from generator.publish.cache.results import ResultCache
from generator.publish.cache.store import Cache, CacheQuery
from generator.publish.output.writer import MARK, Writer
from generator.publish.pdf.cached import pdf_codec
from generator.publish.pdf.fonts import official_files
from generator.publish.pdf.printing import PdfJob, render_pdf
from generator.publish.site.compiled_templates import CompiledTemplates
from generator.publish.site.share_picture import left_out
from generator.publish.workbooks.cached import make_workbook, workbook_codec
from generator.publish.workers.pool import Job, WorkerPool, prepare_workers, worker_count
from generator.render.presenter import SiteFacts
from generator.workflows import WORKER_LIBRARIES
from generator.workflows.check import Checked, check_project
from generator.workflows.steps.build_record import build_record
from generator.workflows.steps.context import BuildContext, LanguageMade
from generator.workflows.steps.known_archive import ARCHIVE, archive_of
from generator.workflows.steps.language_job import make_language, pack
from generator.workflows.steps.open_data import OpenData, render_data
from generator.workflows.steps.web_server import write_server_files

if TYPE_CHECKING:
    from generator.render.site.site import RenderedSite

Only = frozenset[str]
EVERYTHING: Only = frozenset({"site", "bulletins", "data"})
NOTHING_SEALED = ArchiveState()
_OUTDATED = Text(
    "templates/pages/是旧版本的网页模板，没有使用，改用了本程序自带的模板、脚本和样式；要保留自己的改动，请照新模板重做",
    "templates/pages/ holds page templates of an earlier version, which were passed over for the program's"
    " own, with its scripts and style sheets; make your own changes again in the new ones",
)
# Where the workers' files lie until they take their places; nothing that is published has this name.
WORK = ".work"


@dataclass(frozen=True)
class Options:
    """What the build command was asked for. `cache`: the folder of what was made before, or None
    for a build that makes everything."""

    out: Path
    quarter: Period | None = None
    only: Only = EVERYTHING
    area: str | None = None
    jobs: int | None = None
    cache: Path | None = None
    langs: tuple[Lang, ...] | None = None  # those of the plan's that are wanted, or all
    release: str = ""  # the id of the release that this is built for; a draft has none
    known: ArchiveState | None = None  # the archive as of then: given where the tree goes into a bag
    front: bool = False  # what stands at the root of the published folder: releases lie beside it
    made: Path | None = None  # a tree whose bulletins are taken as they are
    today: date | None = None  # see `check_project`
    sources: Mapping[str, Path] = field(
        default_factory=dict
    )  # what the release's public bag holds of the project


@dataclass
class BuildObserver:
    """Seconds by stage, for progress and benchmarks, and what else a build tells whoever runs it. Never
    part of the output. `lacks`: what had to be left out; `written`: path → SHA-256 of the whole output,
    once it stands."""

    notice: Callable[[str], None] = lambda _: None
    total: Callable[[int], None] = lambda _: None
    seconds: dict[str, float] = field(default_factory=dict)
    explain: Callable[[Reason], None] = lambda _: None
    lacks: Callable[[Text], None] = lambda _: None
    written: Callable[[Mapping[str, str]], None] = lambda _: None

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Times one stage."""
        self.notice(name)
        begun = time.perf_counter()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - begun


class Blocked(BlockedByFindings):
    """Carries the findings, so that the command can print them."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("blocking findings")
        self.findings = tuple(findings)


def build(folder: Path, options: Options, observer: BuildObserver | None = None) -> Report:
    """Builds one quarter into `options.out`. Raises `Blocked` where a finding blocks."""
    observer = observer or BuildObserver()
    collect_rarely()
    prepare_workers(WORKER_LIBRARIES)
    with observer.stage("check"):
        checked = check_project(folder, options.quarter, (), None, options.quarter, options.today)
        refuse(checked, options)
    with observer.stage("assess"):
        known = options.known or archive_of(folder / ARCHIVE, checked.project.plan)
        # Only bulletins say what has changed since the last one.
        count = 2 if "bulletins" in options.only else 1
        reports = reports_of(checked, known, count)
        report = reports[-1]
    gathered = gather(checked, reports, options, known)
    if gathered.context.texts.outdated:
        observer.lacks(_OUTDATED)
    with observer.stage("publish"), Writer(options.out) as writer:
        _publish(gathered, writer, options, observer)
        if options.only != EVERYTHING or options.area is not None:
            writer.keep(lambda path: keeps(path, report, options))
        tree = writer.sums()
        writer.finish()
    observer.written(tree)
    if options.cache is not None:
        Cache(options.cache).prune_now_and_then()
    return report


def keeps(path: str, report: Report, options: Options) -> bool:
    """Whether a partial build leaves a file of the old output alone: one of another part, or
    another area's bulletin of the same quarter."""
    if part_of(path) not in options.only:
        return True
    return options.area is not None and path.startswith(f"bulletins/{report.quarter}/")


def part_of(path: str) -> str:
    """Which part of a build a file of the output belongs to; so `--only` leaves the others alone."""
    top, _, rest = path.partition("/")
    if top == "bulletins":
        return "bulletins"
    return "data" if top == "data" and Period.parse(rest.partition("/")[0]) else "site"


def refuse(checked: Checked, options: Options) -> Plan:
    """The plan to build from. Raises where nothing may be built, or not into that folder."""
    if checked.blocked or checked.project.plan is None:
        raise Blocked(checked.findings)
    if not checked.deliveries:
        raise UsageError(Text("data/quarters里还没有季度", "data/quarters holds no quarter"))
    _refuse_other_quarter(checked.deliveries[-1].quarter, options)
    plan = plan_as_of(checked.project.plan, checked.deliveries[-1].quarter)
    areas = [plan.root_area, *(a.id for a in plan.sub_areas)]
    if options.area is not None and options.area not in areas:
        raise UsageError(
            Text(
                f"没有区域“{options.area}”；方案里有：{'、'.join(areas)}",
                f"no area {options.area!r}; the plan has: {', '.join(areas)}",
            )
        )
    return checked.project.plan


def _refuse_other_quarter(quarter: Period, options: Options) -> None:
    """A part of one quarter must not come to stand beside the rest of another."""
    mark = options.out / MARK
    if (options.only == EVERYTHING and options.area is None) or not mark.is_file():
        return
    built = json.loads(mark.read_text(encoding="utf-8")).get("quarter")
    if built not in (None, str(quarter)):
        raise UsageError(
            Text(
                f"{options.out}里是{built}：请生成整个{quarter}，或用--out另选文件夹",
                f"{options.out} holds {built}: build the whole of {quarter}, or choose another --out",
            )
        )


def reports_of(checked: Checked, archive: ArchiveState = NOTHING_SEALED, count: int = 2) -> list[Report]:
    """The reports of the last `count` quarters, of which the one that is built comes last. `archive`:
    what sealed releases showed, withheld and listed as changed."""
    plan = checked.project.plan
    if plan is None:
        raise Blocked(checked.findings)
    archive = replace(archive, disclosed=archive.disclosed.ordered_by(checked.project.secret))
    return [
        build_report(plan, checked.deliveries, d.quarter, checked.project.references, archive)
        for d in checked.deliveries[-count:]
    ]


@dataclass(frozen=True)
class BuildParts:
    """What a build makes, each part when it is asked for, before anything is written."""

    context: BuildContext
    only: Only
    langs: tuple[Lang, ...]
    cache: Cache | None = None

    @property
    def report(self) -> Report:
        """The quarter that is shown."""
        return self.context.report

    @property
    def site(self) -> SiteFacts:
        """What pages say of the site and the release they belong to."""
        return self.context.site

    @cached_property
    def rendered(self) -> "Sequence[RenderedSite]":
        """Each language's whole site as text."""
        from generator.workflows.steps.language import render_language

        return [render_language(self.context, lang) for lang in self.langs]

    @cached_property
    def bulletins(self) -> Mapping[str, PdfJob]:
        """Output path → job."""
        from generator.workflows.steps.bulletins import (
            render_bulletins,  # by now the workers have their languages
        )

        compiled = None if self.cache is None else CompiledTemplates(self.cache, "bulletin")
        return dict(render_bulletins(self.context, self.files, compiled)) if "bulletins" in self.only else {}

    @cached_property
    def data(self) -> OpenData:
        """What programs read; for a build of pages alone, what does not stand under a quarter."""
        if not self.only & {"data", "site"}:
            return OpenData({}, {})
        made = render_data(self.context)
        if "data" in self.only:
            return made
        return OpenData({p: text for p, text in made.files.items() if part_of(p) == "site"}, {})

    @property
    def files(self) -> Mapping[str, str]:
        """Path from the site's root → text, of every data file."""
        return self.data.files


def gather(
    checked: Checked, reports: Sequence[Report], options: Options, known: ArchiveState = NOTHING_SEALED
) -> BuildParts:
    """Reads what is left to read, and puts on one context all that is rendered from: nothing is read
    afterwards but the theme and the fonts, by the programs that use them. `known`: the archive, for the
    pages of releases and corrections. Raises what `load_texts` does."""
    project, report = checked.project, reports[-1]
    texts = load_texts(project.folder, report.plan.settings.languages)
    before = [d.quarter for d in checked.deliveries if d.quarter < report.quarter]
    context = BuildContext(
        folder=project.folder,
        settings=project.settings,
        vocabulary=project.vocabulary.told_in(texts.catalogues),
        texts=texts,
        references=tuple(plan_as_of(plan, report.quarter) for plan in project.references),
        report=report,
        site=replace(
            _site_facts(project, report, options),
            releases=tuple(in_public(known.releases)),
            reissues=known.reissues,
        ),
        past=past_quarters(
            report.plan,
            without_overtaken(checked.deliveries, known, report.plan.id),
            before,
            known.disclosed.ordered_by(project.secret),
        ),
        previous=reports[-2] if len(reports) > 1 else None,
    )
    named = report.plan.settings.languages
    langs = (
        tuple(lang for lang in named if lang in (options.langs or named)) if "site" in options.only else ()
    )
    return BuildParts(context, options.only, langs, None if options.cache is None else Cache(options.cache))


def _site_facts(project: Project, report: Report, options: Options) -> SiteFacts:
    here = (report.plan.root_area, *(a.id for a in report.plan.sub_areas))
    areas = here if "bulletins" in options.only else ()
    wanted = [a for a in areas if options.area in (None, a)]
    return SiteFacts(
        name=project.settings.name,
        base_address=project.settings.base_address,
        licence=project.settings.licence,
        bulletins=frozenset((area, lang) for area in wanted for lang in report.plan.settings.languages),
        release_id=options.release or f"{report.plan.id}-{report.quarter}-draft",
        draft=not options.release,
        alone=not options.front,
        sponsor=project.settings.footer.get("sponsor", ""),
    )


@dataclass(frozen=True)
class Made:
    """What the workers made: finished folders, and path → bytes. `asked`: what the cache was asked for."""

    languages: Sequence[LanguageMade]
    bulletins: Mapping[str, bytes]
    workbooks: Mapping[str, bytes]
    asked: Sequence[CacheQuery]


def _publish(gathered: BuildParts, writer: Writer, options: Options, observer: BuildObserver) -> None:
    made, folder = _make(gathered, writer, options, observer), gathered.report.plan.settings.folder
    if gathered.cache is not None:
        for reason in reasons(gathered.cache, options.out, made.asked):
            observer.explain(reason)
    for site in made.languages:
        writer.adopt(site.folder, folder(site.lang), site.tree)
        if site.card:
            writer.write(share_path(site.lang), site.card)
    for path, content in (*made.bulletins.items(), *made.workbooks.items()):
        writer.write(path, content)
    writer.write(MARK, _record(gathered, sum(site.pages for site in made.languages), options.sources))
    shutil.rmtree(writer.folder / WORK, ignore_errors=True)
    if made.languages:
        settings = gathered.context.settings
        needs = [site.needs for site in made.languages]
        if pictures := [share_path(site.lang) for site in made.languages if not site.card]:
            observer.lacks(left_out(pictures, fonts_of(gathered.context.folder)))
        below = gathered.report.plan.settings.languages[1:]
        write_server_files(writer, needs, settings.base_address, settings.web_server, observer.notice, below)


def _make(gathered: BuildParts, writer: Writer, options: Options, observer: BuildObserver) -> Made:
    """Everything that takes long, side by side; while the workers are at it, the text files are written."""
    out, scratch = options.out.absolute(), writer.folder / WORK
    folder = gathered.report.plan.settings.folder
    with WorkerPool(worker_count(options.jobs), observer.notice, scratch / "jobs", gathered.cache) as pool:
        # The languages take longest: they are at work while this process writes the bulletins' text.
        packed = pack(gathered.context) if gathered.langs else b""
        pool.take(
            Job(f"site {lang}", make_language, (packed, lang, scratch, options.cache, out / folder(lang)))
            for lang in gathered.langs
        )
        books, ready = gathered.data.workbooks, _ready(gathered, options)
        jobs = {path: job for path, job in gathered.bulletins.items() if path not in ready}
        observer.total(len(gathered.langs) + len(books) + len(jobs))
        pool.take(Job(path, render_pdf, (job,), pdf_codec(path, job)) for path, job in jobs.items())
        pool.do(Job(path, make_workbook, (b,), workbook_codec(path, b)) for path, b in books.items())
        for path, text in gathered.files.items():
            writer.write(path, text)
        made, asked = pool.finish()
    for path in jobs:
        for complaint in made[path].warnings:
            observer.notice(f"{path}: {complaint}")
    languages = [made[f"site {lang}"] for lang in gathered.langs]
    asked += [one for site in languages for one in site.asked]
    bulletins = {path: made[path].data if path in jobs else ready[path] for path in gathered.bulletins}
    return Made(languages, bulletins, {path: made[path] for path in books}, asked)


def _ready(gathered: BuildParts, options: Options) -> dict[str, bytes]:
    """The bulletins that an earlier tree holds and that are to be taken as they are."""
    if options.made is None:
        return {}
    found = {path: options.made / path for path in gathered.bulletins}
    return {path: file.read_bytes() for path, file in found.items() if file.is_file()}


def _record(gathered: BuildParts, pages: int, sources: Mapping[str, Path]) -> str:
    official = next((job.faces for job in gathered.bulletins.values()), "")
    faces = official_files(Path(official)) if official else {}
    context, memo = gathered.context, ResultCache(gathered.cache, "record") if gathered.cache else None
    made = len(gathered.bulletins)
    record = build_record(
        context.folder, context.report, context.site, pages, made, sources, faces, memo or without_cache
    )
    if memo is not None:
        memo.save()
    return record
