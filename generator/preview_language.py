"""One language of the preview, in a process that stays from one saved file to the next."""

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from jinja2 import TemplateError

from generator.assess.report import build_report
from generator.build import Checked, Options, check_project, gather
from generator.domain.assessment import Report
from generator.domain.delivery import Delivery
from generator.domain.errors import JibaoError
from generator.domain.finding import Finding
from generator.domain.plan import Plan
from generator.domain.text import Lang
from generator.lay_out import lay_out
from generator.publish.mkdocs_run import prepare, site_key
from generator.publish.pool import end_with_the_parent


@dataclass(frozen=True)
class Outcome:
    """The finished folder of one language; or, where there is none, why."""

    lang: Lang
    site: Path | None = None
    findings: tuple[Finding, ...] = ()
    fault: str = ""


@dataclass
class _Judged:
    """What this process judged last: the reports of quarters whose input is the same are kept."""

    plan: Plan | None = None
    references: tuple[Plan, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    reports: tuple[Report, ...] = ()


_judged = _Judged()


def warm_up() -> None:
    """Loads what the first build would load; the process ends with the one that serves."""
    import generator.publish.mkdocs_pages  # noqa: F401

    end_with_the_parent()


def make_language(folder: Path, lang: Lang, scratch: Path, cache: Path) -> Outcome:
    """load → … → publish for one language. A fault of any kind is an outcome: the preview goes on."""
    checked = check_project(folder)
    if checked.blocked or checked.project.plan is None or not checked.deliveries:
        return Outcome(lang, findings=tuple(f for f in checked.findings if f.blocking))
    try:
        return Outcome(lang, _make(checked, lang, scratch, cache))
    except (JibaoError, TemplateError, OSError, SystemExit) as error:  # SystemExit: MkDocs gives up
        return Outcome(lang, fault=f"{type(error).__name__}: {error}")


def _make(checked: Checked, lang: Lang, scratch: Path, cache: Path) -> Path:
    from generator.publish import mkdocs_pages

    wanted = frozenset({"site"})
    gathered = gather(checked, _reports(checked), Options(scratch, only=wanted, langs=(lang,)))
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    job = replace(lay_out(gathered, gathered.rendered[0], scratch), cache=cache)
    note = prepare(job, site_key(job))
    os.environ.update({"NO_MKDOCS_2_WARNING": "1", **job.environment})
    mkdocs_pages.build(job.config, note)
    if lang == "zh":
        for path, text in gathered.files.items():
            target = job.site / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8", newline="")
    return job.site


def _reports(checked: Checked) -> Sequence[Report]:
    """As `reports_of`, with the quarters whose input did not change taken from the last time."""
    plan, references, deliveries = checked.project.plan, checked.project.references, checked.deliveries
    if plan is None:
        return ()
    same = 0
    if (plan, references) == (_judged.plan, _judged.references):
        pairs = zip(deliveries, _judged.deliveries, strict=False)
        same = next((n for n, (now, then) in enumerate(pairs) if now != then), len(_judged.deliveries))
    same = min(same, len(deliveries), len(_judged.reports))
    fresh = [build_report(plan, deliveries, d.quarter, references) for d in deliveries[same:]]
    _judged.plan, _judged.references, _judged.deliveries = plan, references, deliveries
    _judged.reports = (*_judged.reports[:same], *fresh)
    return _judged.reports
