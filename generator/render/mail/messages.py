"""What a message says: subject, text and simple HTML, in the plan's languages, from a sealed release's
own tables. The page that opens a township's folder is the same HTML."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from generator.domain.assessment import Status
from generator.domain.change import Change
from generator.domain.distribution import Addressee, Enclosure
from generator.domain.period import Period
from generator.domain.plan import Area, Indicator, Plan
from generator.domain.release import SealedRelease, bulletin_path
from generator.domain.text import Lang, Text, seen_only, tag_of
from generator.render.presenter import told_languages
from generator.wording.change_words import ChangeWords, written
from generator.wording.localizer import Localizer

LISTED = 12
_NOT_IN_FILES = re.compile(r'[\\/:*?"<>|]+')
_LONGEST_NAME = 80
Row = Mapping[str, str]


@dataclass(frozen=True)
class ReleaseView:
    """What all messages of one release share. `plan`, `site_name`, `base_address`: as sealed. `counts`:
    status → indicators, of the whole. `changes`: cells against the version before. `words`: the
    vocabulary's, as sealed. `version`: the one in the names of its bulletins; those that were sealed before
    names carried one have none."""

    release: SealedRelease
    before: SealedRelease | None
    plan: Plan
    site_name: Text
    base_address: str
    counts: Mapping[str, int]
    words: Mapping[str, Mapping[str, Text]]
    changes: Sequence[Change] = ()
    version: int = 1

    def address(self, path: str = "") -> str:
        """Where something of this release stands on the public site; empty where it has no address."""
        base = self.base_address.rstrip("/")
        return f"{base}/releases/{self.release.id}/{path}" if base else ""


@dataclass(frozen=True)
class FileLine:
    """One file as a message names it: attached, or where else it is to be had."""

    name: str
    size: str
    address: str
    attached: bool
    path: str = ""


@dataclass(frozen=True)
class Message:
    """One message before it becomes bytes."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True)
class Layouts:
    """The messages' templates, read once: for text and for HTML."""

    texts: Environment
    pages: Environment


def message_layouts(templates: Mapping[str, str]) -> Layouts:
    """`templates`: name → source."""
    return Layouts(_environment(templates, html=False), _environment(templates, html=True))


def _environment(templates: Mapping[str, str], html: bool) -> Environment:
    """Jinja2 for text or HTML. Every value is brought onto one line, nothing invisible in it."""
    return Environment(
        loader=DictLoader(dict(templates)),
        autoescape=html,  # noqa: S701 - plain text has nothing to escape
        finalize=_seen,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _seen(value: object) -> object:
    """What is printed for a value; markup of our own passes as it is."""
    if value is None:
        return ""
    plain = isinstance(value, str) and not isinstance(value, Markup)
    return seen_only(str(value)) if plain else value


def file_name(words: str, ending: str) -> str:
    """A name that Windows, a USB stick and a mail take."""
    clean = _NOT_IN_FILES.sub("-", seen_only(unicodedata.normalize("NFC", words))).strip(" .")
    return f"{clean[:_LONGEST_NAME] or 'jibao'}.{ending}"


def enclosures(
    view: ReleaseView, area: Area, languages: Sequence[Lang], localizers: Mapping[Lang, Localizer]
) -> list[Enclosure]:
    """The bulletins of one area in its languages, and its data, under names that a reader knows."""
    plan, quarter, number = view.plan, view.release.quarter, view.release.version
    mark = f"v{number}." if number > 1 else ""
    found = []
    for lang in languages:
        localizer = localizers[lang]
        name = localizer.t(
            "{place} {period} bulletin - {area}",
            place=localizer.text(plan.short),
            period=localizer.period(quarter),
            area=localizer.text(area.name),
        )
        path = bulletin_path(plan.id, quarter, area.id, lang, view.version)
        found.append(Enclosure(path, file_name(name, f"{mark}pdf"), "application/pdf", "pdf", lang))
    localizer = localizers[languages[0]]
    name = localizer.t(
        "{place} {period} data - {area}",
        place=localizer.text(plan.short),
        period=localizer.period(quarter),
        area=localizer.text(area.name),
    )
    stem = "observations" if area.id == plan.root_area else area.id
    found.append(Enclosure(f"data/{quarter}/{stem}.csv", file_name(name, f"{mark}csv"), "text/csv", "csv"))
    return found


def sized(size: int) -> str:
    """A file's size for readers."""
    return f"{max(1, round(size / 1024))} KB" if size < 1 << 20 else f"{size / (1 << 20):.1f} MB"


def compose(
    view: ReleaseView,
    to: Addressee,
    rows: Sequence[Row],
    files: Mapping[Lang, Sequence[FileLine]],
    localizers: Mapping[Lang, Localizer],
    layouts: Layouts,
) -> Message:
    """The message to one area, all its languages one below the other. `rows`: the area's own table."""
    area = next(a for a in view.plan.areas if a.id == to.area)
    parts = [_part(view, to, area, rows, files[lang], localizers[lang]) for lang in to.languages]
    texts, pages = layouts.texts, layouts.pages
    bodies: dict[bool, list[str]] = {True: [], False: []}
    for part, lang in zip(parts, to.languages, strict=True):
        said: Callable[..., str] = localizers[lang].t
        bodies[False].append(texts.get_template("message.txt.j2").render(m=part, _=said).strip() + "\n")
        bodies[True].append(pages.get_template("message.html.j2").render(m=part, _=said))
    frame = pages.get_template("frame.html.j2")
    html = frame.render(lang=html_lang(to.languages[0]), title=parts[0]["subject"], parts=bodies[True])
    return Message(seen_only(str(parts[0]["subject"])), ("\n" + "-" * 40 + "\n\n").join(bodies[False]), html)


def html_lang(lang: Lang) -> str:
    """The language tag of a page."""
    return tag_of(lang)


def _part(
    view: ReleaseView,
    to: Addressee,
    area: Area,
    rows: Sequence[Row],
    files: Sequence[FileLine],
    localizer: Localizer,
) -> dict[str, Any]:
    """One language's part, for the templates."""
    release = view.release
    title = subject(view, area, localizer)
    values = _values(view.plan, rows, area, release.quarter, localizer)
    return {
        "lang": html_lang(localizer.lang),
        "subject": title,
        "greeting": _greeting(to, area, localizer),
        "lead": _lead(view, area, localizer),
        "county": _counts(view, localizer),
        "values": values[:LISTED],
        "more": len(values) - LISTED if len(values) > LISTED else 0,
        "correction": _correction(view, area, localizer),
        "attached": [f for f in files if f.attached],
        "elsewhere": [f for f in files if not f.attached],
        "address": view.address(view.plan.settings.folder(localizer.lang)),
        "release": release.id,
        "root": release.root,
        "demonstration": release.demonstration,
        "provisional": release.status != "final",
    }


def subject(view: ReleaseView, area: Area, localizer: Localizer) -> str:
    """One line: what, when, for whom, which release."""
    marks = [localizer.t("[Demonstration data]")] if view.release.demonstration else []
    marks += [localizer.t("[Corrected]")] if view.before is not None else []
    words = localizer.t(
        "{site}, {period}: {area} ({release})",
        site=localizer.text(view.site_name),
        period=localizer.period(view.release.quarter),
        area=localizer.text(area.name),
        release=view.release.id,
    )
    return ("" if localizer.lang == "zh" else " ").join([*marks, words])


def _greeting(to: Addressee, area: Area, localizer: Localizer) -> str:
    posts = localizer.listed(localizer.text(p) for p in to.posts)
    place = localizer.text(area.name)
    return (
        localizer.t("To: {area}, {posts}", area=place, posts=posts)
        if posts
        else localizer.t("To: {area}", area=place)
    )


def _lead(view: ReleaseView, area: Area, localizer: Localizer) -> str:
    return localizer.t(
        "This is the bulletin of {area} for {period}, release {release}, published on {date}.",
        area=localizer.text(area.name),
        period=localizer.period(view.release.quarter),
        release=view.release.id,
        date=localizer.date(view.release.published),
    )


def _counts(view: ReleaseView, localizer: Localizer) -> str:
    """How the whole stands, in one sentence."""
    counted = [f"{localizer.status(s)} {view.counts[s.value]}" for s in Status if view.counts.get(s.value)]
    root = next((a for a in view.plan.areas if a.id == view.plan.root_area), None)
    return localizer.t(
        "{whole}: {total} indicators. {counts}.",
        whole=localizer.text(root.name) if root else localizer.text(view.plan.short),
        total=sum(view.counts.values()),
        counts=("，" if localizer.lang == "zh" else ", ").join(counted),
    )


def _values(plan: Plan, rows: Sequence[Row], area: Area, quarter: Period, localizer: Localizer) -> list[str]:
    """The area's own values of the quarter, a line each, as the bulletin rounds them."""
    lines = []
    for row in rows:
        indicator = plan.by_id.get(row.get("indicator", ""))
        if not isinstance(indicator, Indicator) or row.get("area") != area.id or row.get("origin") != "self":
            continue
        if row.get("period") in (str(quarter), str(quarter.year)) and row.get("value"):
            value = written(indicator, row["value"], localizer)
            lines.append(localizer.t("{name}: {value}", name=localizer.short_name(indicator), value=value))
    return lines


def _correction(view: ReleaseView, area: Area, localizer: Localizer) -> dict[str, Any] | None:
    """What this release puts right: the version before, the reason, this area's and the whole's cells."""
    if view.before is None:
        return None
    concerned = [c for c in view.changes if _concerns(c, area.id, view.plan)]
    lines = list(dict.fromkeys(map(ChangeWords(localizer, view.plan, view.words).line, concerned)))
    reason = view.release.why.of(localizer.lang)
    return {
        "before": view.before.id,
        "reason": reason,
        "why": told_languages(localizer.t("Reason: {reason}", reason=reason), localizer.lang),
        "lines": lines[:LISTED],
        "more": max(0, len(lines) - LISTED),
        "others": len(view.changes) - len(concerned),
    }


def _concerns(change: Change, area: str, plan: Plan) -> bool:
    return change.table != "observations" or change.subject[2] in (area, plan.root_area)
