"""One language of the preview, in a process that stays from one saved file to the next."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from generator.archive.ledger import LEDGER
from generator.assess.report import build_report
from generator.check.deliveries import PreviousCheck
from generator.domain.assessment import Report
from generator.domain.delivery import Delivery
from generator.domain.errors import JibaoError, system_fault
from generator.domain.finding import Finding
from generator.domain.release import ArchiveState
from generator.domain.text import Lang, Text
from generator.load.product import fonts_of
from generator.publish.cache.fingerprint import folder_digest, named_content
from generator.publish.cache.results import ResultCache
from generator.publish.cache.store import Cache, digest
from generator.publish.output.placing import place
from generator.publish.pdf.cached import fonts_digest
from generator.publish.site.compiled_templates import CompiledTemplates
from generator.publish.site.mkdocs_run import make_pages
from generator.publish.workers.pool import begin_work
from generator.workflows.build import Options, gather
from generator.workflows.check import Checked, check_project
from generator.workflows.steps.known_archive import ARCHIVE, archive_of
from generator.workflows.steps.language import render_language
from generator.workflows.steps.site_job import site_job
from generator.workflows.steps.unchanged import bags


@dataclass(frozen=True)
class PreviewOutcome:
    """The finished folder of one language; or, where there is none, why."""

    lang: Lang
    site: Path | None = None
    findings: tuple[Finding, ...] = ()
    fault: Text = field(default_factory=Text)


# What this process judged last, by the number of quarters: the plans as written, the quarters (which
# `_last` keeps the same where nothing changed), and the report.
_judged: dict[int, tuple[str, tuple[Delivery, ...], Report]] = {}
# The last data that were checked, by their digest.
_checks: dict[str, Checked] = {}
# Its quarters one by one: those before the one that was saved are not checked again.
_last = PreviousCheck()


def warm_up(folder: Path) -> None:
    """Loads what the first build would load; the process ends with the one that serves. `folder`: for its
    temporary files."""
    begin_work(folder)
    import generator.publish.site.mkdocs_pages  # noqa: F401


def make_language(folder: Path, lang: Lang, scratch: Path, cache: Path, before: Path) -> PreviewOutcome:
    """load → … → publish for one language. `before`: its folder in the tree that is shown. A fault of
    any kind is an outcome: the preview goes on."""
    try:
        checked = _checked(folder)
        if checked.blocked or checked.project.plan is None:
            return PreviewOutcome(lang, findings=tuple(f for f in checked.findings if f.blocking))
        if not checked.deliveries:
            return PreviewOutcome(
                lang, fault=Text("data/quarters里没有季度", "data/quarters holds no quarter")
            )
        return PreviewOutcome(lang, _make(checked, lang, scratch, Cache(cache), before))
    except JibaoError as error:
        return PreviewOutcome(lang, fault=error.words)
    except OSError as error:
        return PreviewOutcome(lang, fault=system_fault(error, error.filename or type(error).__name__))
    except Exception as error:
        return PreviewOutcome(lang, fault=Text(en=f"{type(error).__name__}: {error}"))


def _checked(folder: Path) -> Checked:
    """The project's data, checked; those of the last time where no file of them has changed: a template
    or a page was saved."""
    sealed: list[bytes | str] = [*bags(folder / ARCHIVE)]
    sealed += named_content(folder / ARCHIVE / LEDGER, folder)
    given = digest(folder_digest(folder / "data"), fonts_digest(fonts_of(folder)), *sealed)
    if given not in _checks:
        _checks.clear()
        _checks[given] = check_project(folder, last=_last)
    return _checks[given]


def _make(checked: Checked, lang: Lang, scratch: Path, cache: Cache, before: Path) -> Path:
    # The data files too, since pages offer them; one language's worker writes them.
    wanted = frozenset({"site", "data"})
    known = archive_of(checked.project.folder / ARCHIVE, checked.project.plan)
    reports = _reports(checked, known)
    # What the site would be once it is published: with the releases that lie beside it.
    options = Options(scratch, only=wanted, langs=(lang,), front=True)
    gathered = gather(checked, reports, options, known)
    context, memo = gathered.context, _memo(cache.folder, lang)
    site = render_language(context, lang, memo, CompiledTemplates(cache, "pages"))
    memo.forget_unused()
    scratch.mkdir(parents=True, exist_ok=True)
    job = replace(site_job(context, site, scratch, before), cache=cache.folder)
    make_pages(job)
    cache.prune_now_and_then()
    if not context.report.plan.settings.folder(lang):
        for path, text in gathered.files.items():
            target = job.site / path
            target.parent.mkdir(parents=True, exist_ok=True)
            place(target, text.encode("utf-8"), before / path)
    return job.site


@lru_cache(maxsize=1)
def _memo(cache: Path, lang: Lang) -> ResultCache:
    """What this process has made stays with it; the next build has its own."""
    return ResultCache(Cache(cache), f"preview {lang}")


def _reports(checked: Checked, archive: ArchiveState) -> Sequence[Report]:
    """As `reports_of`; a quarter whose input did not change is taken from the last time."""
    plan, references, deliveries = checked.project.plan, checked.project.references, checked.deliveries
    if plan is None:
        return ()
    archive = replace(archive, disclosed=archive.disclosed.ordered_by(checked.project.secret))
    # As written: 87.6 and 87.60 are the same number, and not the same page.
    plans, found = repr((plan, references, archive)), []
    for end in range(max(len(deliveries) - 1, 1), len(deliveries) + 1):
        given, known = deliveries[:end], _judged.get(end)
        if known and known[0] == plans and all(a is b for a, b in zip(known[1], given, strict=True)):
            report = known[2]
        else:
            report = build_report(plan, given, given[-1].quarter, references, archive)
        _judged[end] = plans, given, report
        found.append(report)
    return found
