"""The contents page: gather everything, check everything, assess, render, and only then write.

Nothing is written while a finding blocks; the finished tree takes the old one's place in one step.
"""

import json
import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator.archived_sites import ARCHIVE, archive_of, publish_archived
from generator.assess.judging import judge
from generator.assess.report import build_report
from generator.assess.worked_examples import example_question
from generator.build_record import build_record
from generator.check.deliveries import check_deliveries
from generator.check.glyphs import check_glyphs
from generator.check.plan import check_plan
from generator.domain.assessment import Judgement, Report
from generator.domain.delivery import Delivery
from generator.domain.errors import BlockedByFindings, UsageError
from generator.domain.finding import Finding
from generator.domain.period import Quarter
from generator.domain.plan import Plan
from generator.domain.release import Disclosed, Known, SealedRelease
from generator.domain.text import LANGS, Lang
from generator.lay_out import lay_out
from generator.load.catalogue import load_catalogue
from generator.load.project import (
    Project,
    load_examples,
    load_handwritten,
    load_project,
    load_templates,
)
from generator.open_data import OpenData, open_data
from generator.publish.cache import Cache
from generator.publish.cached_pdf import kept_pdf
from generator.publish.cached_workbook import kept_workbook
from generator.publish.fonts import official_files
from generator.publish.mkdocs_run import SiteMade, run_mkdocs
from generator.publish.pdf import AttachedFile, PdfJob, render_pdf
from generator.publish.pool import Job, run_jobs, worker_count
from generator.publish.reasons import Reason, reasons
from generator.publish.scaffold import FONTS
from generator.publish.share_picture import draw_card, fonts_ready, share_path
from generator.publish.workbook_files import workbook_bytes
from generator.publish.writer import MARK, Writer
from generator.render.bulletin import (
    BulletinAssets,
    bulletin_environment,
    county_bulletin,
    county_charts,
    township_bulletin,
    township_charts,
)
from generator.render.bulletin_frame import area_address
from generator.render.bulletin_pictures import draw_for_print
from generator.render.data_files import area_csv
from generator.render.footer import footer_items
from generator.render.presenter import SiteFacts
from generator.render.site import RenderedSite, render_site
from generator.render.studio import Studio
from generator.web_server import tell_the_server
from generator.wording.voice import Voice

Only = frozenset[str]
EVERYTHING: Only = frozenset({"site", "bulletins", "data"})


@dataclass(frozen=True)
class Options:
    """What the build command was asked for. `cache`: the folder of what was made before, or None
    for a build that makes everything."""

    out: Path
    quarter: Quarter | None = None
    only: Only = EVERYTHING
    area: str | None = None
    jobs: int | None = None
    cache: Path | None = None
    langs: tuple[Lang, ...] = LANGS
    release: str = ""  # the id of the release that this is built for; a draft has none
    known: Known | None = None  # the archive as of then: given where the tree goes into a bag
    archive: Path | None = None  # default: archive/ in the project
    made: Path | None = None  # a tree whose bulletins are taken as they are


@dataclass
class Timings:
    """Seconds by stage, for progress and benchmarks. Never part of the output."""

    notice: Callable[[str], None] = lambda _: None
    total: Callable[[int], None] = lambda _: None
    seconds: dict[str, float] = field(default_factory=dict)
    explain: Callable[[Reason], None] = lambda _: None

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Times one stage."""
        self.notice(name)
        begun = time.perf_counter()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - begun


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


class Blocked(BlockedByFindings):
    """Carries the findings, so that the command can print them."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("blocking findings")
        self.findings = tuple(findings)


def check_project(folder: Path, until: Quarter | None = None, only: Sequence[Quarter] = ()) -> Checked:
    """load → check. Writes nothing."""
    project = load_project(folder, until, only)
    if project.plan is None:
        return Checked(project, (), project.findings)
    found = [f for plan in (project.plan, *project.references) for f in check_plan(plan, project.vocabulary)]
    if found:
        # Nothing can be said of a delivery against a plan that contradicts itself.
        return Checked(project, (), (*project.findings, *found))
    deliveries, findings = check_deliveries(project.plan, project.vocabulary, project.raw)
    newest = max(project.raw, key=lambda raw: raw.quarter, default=None)
    glyphs = check_glyphs(project.undrawn, newest, project.characters)
    return Checked(project, deliveries, (*project.findings, *findings, *glyphs))


def build(folder: Path, options: Options, timings: Timings | None = None) -> Report:
    """Builds one quarter into `options.out`. Raises `Blocked` where a finding blocks."""
    timings = timings or Timings()
    with timings.stage("check"):
        checked = check_project(folder, options.quarter)
        refuse(checked, options)
    with timings.stage("assess"):
        archive = options.archive or folder / ARCHIVE
        known = options.known or archive_of(archive, checked.project.plan)
        reports = reports_of(checked, known.disclosed)
        report = reports[-1]
    with timings.stage("render"):
        gathered = gather(checked, reports, options, known.releases)
    with timings.stage("publish"), Writer(options.out) as writer:
        _publish(gathered, writer, options, timings)
        if "site" in options.only and options.known is None:
            publish_archived(archive, known.releases, writer, _voices(checked.project))
        writer.keep(lambda path: keeps(path, report, options))
        writer.finish()
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
    return "data" if top == "data" and Quarter.parse(rest.partition("/")[0]) else "site"


def refuse(checked: Checked, options: Options) -> Plan:
    """The plan to build from. Raises where nothing may be built, or not into that folder."""
    if checked.blocked or checked.project.plan is None:
        raise Blocked(checked.findings)
    if not checked.deliveries:
        raise UsageError("data/quarters holds no quarter")
    _refuse_other_quarter(checked.deliveries[-1].quarter, options)
    areas = [a.id for a in checked.project.plan.areas]
    if options.area is not None and options.area not in areas:
        raise UsageError(f"no area {options.area!r}; the plan has: {', '.join(areas)}")
    return checked.project.plan


def _refuse_other_quarter(quarter: Quarter, options: Options) -> None:
    """A part of one quarter must not come to stand beside the rest of another."""
    mark = options.out / MARK
    if (options.only == EVERYTHING and options.area is None) or not mark.is_file():
        return
    built = json.loads(mark.read_text(encoding="utf-8")).get("quarter")
    if built not in (None, str(quarter)):
        raise UsageError(
            f"{options.out} holds {built}: build the whole of {quarter}, or choose another --out"
        )


def reports_of(checked: Checked, earlier: Disclosed | None = None) -> list[Report]:
    """One report per quarter up to the one that is built; the last is the one that is shown.
    `earlier`: what sealed releases showed and withheld."""
    plan = checked.project.plan
    if plan is None:
        raise Blocked(checked.findings)
    return [
        build_report(plan, checked.deliveries, d.quarter, checked.project.references, earlier)
        for d in checked.deliveries
    ]


@dataclass(frozen=True)
class Gathered:
    """Everything there is to write, as text, before anything is written."""

    folder: Path
    report: Report
    site: SiteFacts
    footer: Sequence[Mapping[str, str]]
    rendered: Sequence[RenderedSite]
    bulletins: Mapping[str, PdfJob]
    data: OpenData
    web_server: str

    @property
    def files(self) -> Mapping[str, str]:
        """Path from the site's root → text, of every data file."""
        return self.data.files


def gather(
    checked: Checked, reports: Sequence[Report], options: Options, releases: tuple[SealedRelease, ...] = ()
) -> Gathered:
    """Renders everything that was asked for. `releases`: the ledger, for the page that lists them."""
    project, report = checked.project, reports[-1]
    voices = _voices(project)
    site = replace(_site_facts(project, report, options), releases=releases)
    data = OpenData({}, {})
    if options.only & {"data", "site"}:
        plans = (report.plan, *project.references)
        data = open_data(report, site, plans, project.vocabulary, voices)
    rendered = (
        [_site(project, reports, voices[lang], site) for lang in options.langs]
        if "site" in options.only
        else []
    )
    bulletins = dict(_bulletins(project, reports, voices, site)) if "bulletins" in options.only else {}
    return Gathered(
        project.folder,
        report,
        site,
        footer_items(project.settings.footer),
        rendered,
        bulletins,
        data,
        project.settings.web_server,
    )


def _voices(project: Project) -> dict[Lang, Voice]:
    return {
        lang: Voice(lang, load_catalogue(project.folder, lang), project.vocabulary.units) for lang in LANGS
    }


def _site_facts(project: Project, report: Report, options: Options) -> SiteFacts:
    areas = [a.id for a in report.plan.areas] if "bulletins" in options.only else []
    wanted = [a for a in areas if options.area in (None, a)]
    return SiteFacts(
        name=project.settings.name,
        base_address=project.settings.base_address,
        licence=project.settings.licence,
        bulletins=frozenset((area, lang) for area in wanted for lang in LANGS),
        release_id=options.release or f"{report.plan.id}-{report.quarter}-draft",
        draft=not options.release,
        alone=options.known is not None,
        sponsor=project.settings.footer.get("sponsor", ""),
    )


def _site(project: Project, reports: Sequence[Report], voice: Voice, site: SiteFacts) -> RenderedSite:
    studio = Studio(reports[-1], reports, voice, project.vocabulary, site, project.references)
    pages = load_handwritten(project.folder)[voice.lang]
    return render_site(
        studio, load_templates(project.folder, "pages"), pages, worked_examples(project, reports[-1])
    )


def worked_examples(project: Project, report: Report) -> list[tuple[dict[str, str], Judgement]]:
    """The method page's examples, judged by the very rules that judge the data."""
    thresholds = report.plan.thresholds
    return [(row, judge(example_question(row, thresholds))) for row in load_examples(project.folder)]


def _bulletins(
    project: Project, reports: Sequence[Report], voices: Mapping[Lang, Voice], site: SiteFacts
) -> Iterator[tuple[str, PdfJob]]:
    """Output path → job, for every bulletin that was asked for."""
    report, previous = reports[-1], reports[-2] if len(reports) > 1 else None
    templates = load_templates(project.folder, "bulletin")
    environment = bulletin_environment({k: v for k, v in templates.items() if k.endswith(".j2")})
    by_id = {a.id: a for a in report.plan.areas}
    for area, lang in sorted(site.bulletins):
        voice, whole = voices[lang], area == report.plan.root_area
        name = f"{report.plan.id}-{report.quarter}-{area}"
        data = area_csv(report, site, area).encode("utf-8")
        attached = AttachedFile(f"{name}.csv", data, voice.t("The data of this bulletin"))
        assets = BulletinAssets(
            environment,
            attached.name,
            attached.sha256,
            "" if site.draft else site.release_id,
            area_address(site.base_address, "" if whole else area, lang),
        )
        wanted = county_charts(report) if whole else township_charts(report, area)
        drawn = draw_for_print(report, voice, wanted, None if whole else by_id[area])
        html = (
            county_bulletin(report, voice, drawn, assets)
            if whole
            else township_bulletin(report, area, voice, drawn, assets, previous)
        )
        title = f"{voice.text(by_id[area].name)} · {voice.period(report.quarter)}"
        yield (
            f"bulletins/{report.quarter}/{name}.{lang}.pdf",
            PdfJob(
                html=html,
                css=tuple(
                    str(project.folder / "templates" / "bulletin" / f"{n}.css") for n in ("bulletin", lang)
                ),
                fonts=str(project.folder / ".fonts"),
                title=title,
                lang=lang,
                created=report.release.published,
                attachment=attached,
                faces=project.settings.faces,
            ),
        )


def _publish(gathered: Gathered, writer: Writer, options: Options, timings: Timings) -> None:
    scratch = writer.folder / ".work"
    cache = None if options.cache is None else Cache(options.cache)
    jobs = [
        Job(f"site {s.lang}", run_mkdocs, (replace(lay_out(gathered, s, scratch), cache=options.cache),))
        for s in gathered.rendered
    ]
    ready = {p: options.made / p for p in gathered.bulletins if options.made and (options.made / p).is_file()}
    wanted = {p: job for p, job in gathered.bulletins.items() if p not in ready}
    jobs += [Job(path, render_pdf, (job,), kept_pdf(path, job)) for path, job in wanted.items()]
    jobs += [
        Job(path, workbook_bytes, (book,), kept_workbook(path, book))
        for path, book in gathered.data.workbooks.items()
    ]
    timings.total(len(jobs))
    made, asked = run_jobs(jobs, worker_count(options.jobs), timings.notice, cache)
    for site in gathered.rendered:
        done: SiteMade = made[f"site {site.lang}"]
        asked += done.asked
        writer.adopt(done.folder, "" if site.lang == "zh" else f"{site.lang}/")
        if fonts_ready(gathered.folder / FONTS):
            writer.write(share_path(site.lang), draw_card(site.card, gathered.folder / FONTS))
    if cache is not None:
        for reason in reasons(cache, options.out, asked):
            timings.explain(reason)
    for path, pdf in ready.items():
        writer.write(path, pdf.read_bytes())
    for path in wanted:
        writer.write(path, made[path].data)
        for complaint in made[path].warnings:
            timings.notice(f"{path}: {complaint}")
    for path, text in gathered.files.items():
        writer.write(path, text)
    for path in gathered.data.workbooks:
        writer.write(path, made[path])
    writer.write(MARK, _record(gathered))
    shutil.rmtree(scratch, ignore_errors=True)
    if gathered.rendered:
        tell_the_server(writer, gathered.site.base_address, gathered.web_server, timings.notice)


def _record(gathered: Gathered) -> str:
    pages = sum(path.endswith(".md") for site in gathered.rendered for path in site.files)
    official = next((job.faces for job in gathered.bulletins.values()), "")
    faces = official_files(Path(official)) if official else {}
    return build_record(
        gathered.folder, gathered.report, gathered.site, pages, len(gathered.bulletins), faces
    )
