"""What templates may ask for: words, links and small pieces of markup, in one language, as seen from
one page. Everything here returns text or `Markup`; the numbers are already rounded."""

import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from markupsafe import Markup

from generator.domain.assessment import Headline, IndicatorReport, Report, Status, TargetJudgement
from generator.domain.delivery import Observation
from generator.domain.period import Period
from generator.domain.plan import Indicator, Measure, Milestone, Plan, StockFigure, Target, Unit, Work
from generator.domain.readings import Conflict
from generator.domain.release import Reissue, ReleaseId, SealedRelease
from generator.domain.text import Lang, Text, tag_of
from generator.domain.vocabulary import Vocabulary
from generator.render import explain
from generator.render.environment import escape, heading_id
from generator.render.identifiers import web_address
from generator.wording.localizer import NOTHING, STATUS_ICONS, Localizer

_CHINESE_RUN = re.compile(r"[\u4e00-\u9fff][\u3000-\u303f\u4e00-\u9fff\uff01-\uff5e]*")
_ENGLISH_RUN = re.compile(r"[A-Za-z]{2,}(?:[ '’-]+[A-Za-z]+)+")
_CHIP = Markup(
    '<span class="jb-status jb-status--{}">'
    '<span class="jb-status__icon" aria-hidden="true">{}</span>{}</span>'
)
# A contradiction that touches so many indicators is about the document, not about one of them.
BROAD = 6

# The usual hedges of official documents in English.
HEDGES: Mapping[str, str] = {
    "力争": "strive for",
    "争取": "seek",
    "左右": "about",
    "基本": "basically",
    "总体": "on the whole",
    "整体": "as a whole",
    "普遍": "generally",
    "规划": "planned",
    "探索": "explore",
    "积极探索": "actively explore",
    "适度有序": "moderate and orderly",
    "着力打造": "work to create",
}

# Icons of states that are not statuses; the word always stands beside them.
STATE_ICONS: Mapping[str, str] = {
    "done": "✓",
    "in_progress": "▲",
    "not_started": "○",
    "overdue": "✕",
    "due_soon": "!",
    "later": "○",
    "undated": "○",
    "yearly": "○",
    "normal": "✓",
    "slow": "!",
    "lagging": "✕",
    "no_report": "–",
    "open": "!",
    "closed": "✓",
    "watch": "!",
}


def told_languages(words: str, lang: Lang) -> Markup:
    """Words as typed, each run of the other language marked as such, so that a screen reader changes
    its voice and the browser its letters; a single foreign word or code is left alone."""
    foreign, tag = (_ENGLISH_RUN, "en") if lang == "zh" else (_CHINESE_RUN, "zh-Hans")
    made, end = Markup(), 0
    for match in foreign.finditer(words):
        made += escape(words[end : match.start()]) + Markup('<span lang="{}">{}</span>').format(
            tag, escape(match[0])
        )
        end = match.end()
    return made + escape(words[end:])


def other_language(words: str, lang: Lang) -> str:
    """The tag of the language of words that stand as a whole where those of `lang` were expected; empty
    where they are of it. For formats in which no run can be marked."""
    if lang == "zh":
        return "en" if _ENGLISH_RUN.search(words) and not _CHINESE_RUN.search(words) else ""
    return "zh-Hans" if _CHINESE_RUN.search(words) else ""


@dataclass(frozen=True)
class SiteFacts:
    """What every page knows about the site: released files, bulletins, licence, footer. `releases`:
    the ledger; `reissues`: what new versions changed; `alone`: true inside a sealed release, which
    holds no other."""

    name: Text
    base_address: str
    licence: Mapping[str, str]
    bulletins: frozenset[tuple[str, Lang]]
    release_id: str
    draft: bool
    sponsor: str = ""
    releases: tuple[SealedRelease, ...] = ()
    reissues: tuple[Reissue, ...] = ()
    alone: bool = False

    @property
    def version(self) -> int:
        """Of the release that the pages belong to; a draft is like a first one."""
        named = ReleaseId.parse(self.release_id)
        return named.version if named and not self.draft else 1


@lru_cache(maxsize=256)
def _chip(style: str, icon: str, words: str) -> Markup:
    return _CHIP.format(escape(style), icon, escape(words))


@lru_cache(maxsize=1 << 15)
def relative(target: str, here: str) -> str:
    """From the page at `here` to a file, both counted from the site's root."""
    return posixpath.relpath(target, here or ".")


def broad_conflicts(plan: Plan, references: Sequence[Plan]) -> tuple[Conflict, ...]:
    """The contradictions that concern many indicators: pages name them and link to their text."""
    measured = {t.id: t.indicator for t in plan.targets} | {i.id: i.id for i in plan.indicators}
    for reference in references:
        measured |= {t.id: f"{reference.id} {t.indicator}" for t in reference.targets}
    return tuple(c for c in plan.conflicts if len({measured[x] for x in c.touches if x in measured}) >= BROAD)


class Presenter:
    """Bound to one page (`here`, its path without `index.md`). `broad`: the plan's `broad_conflicts`."""

    def __init__(
        self,
        report: Report,
        localizer: Localizer,
        vocabulary: Vocabulary,
        site: SiteFacts,
        references: Sequence[Plan],
        here: str,
        broad: tuple[Conflict, ...],
    ) -> None:
        self.broad_conflicts = broad
        self.report, self.localizer, self.site, self.here = report, localizer, site, here
        self.plan, self.references = report.plan, references
        self._vocabulary = vocabulary
        self.lang = localizer.lang

    # --- links -------------------------------------------------------------------------------
    def url(self, path: str) -> str:
        """From this page to a page (`indicators/3.4.2`) of this language."""
        return relative(posixpath.join(path, "index.html"), self.here)

    def file_url(self, path: str) -> str:
        """From this page to a file (`feed.xml`) of this language."""
        return relative(path, self.here)

    def root_url(self, path: str) -> str:
        """From this page to a file that exists once for both languages, at the site's root."""
        here = self.plan.settings.folder(self.lang) + self.here
        return relative(path, here)

    def absolute(self, path: str) -> str:
        """A file of this language by its whole address; from this page, where the site has none."""
        return self.absolute_root(self.plan.settings.folder(self.lang) + path)

    def absolute_root(self, path: str) -> str:
        """The same for a file that exists once for both languages."""
        base = web_address(self.site.base_address).rstrip("/")
        return f"{base}/{path}" if base else self.root_url(path)

    def link(self, path: str, label: object) -> Markup:
        """An anchor to a page of this language."""
        # The one that a page calls for each of its lines; both parts are escaped.
        return Markup(f'<a href="{escape(self.url(path))}">{escape(label)}</a>')  # noqa: S704

    def indicator_link(self, indicator: Indicator, short: bool = False) -> Markup:
        """An indicator's name, linked."""
        name = indicator.short if short and indicator.short else indicator.name
        return self.link(f"indicators/{indicator.id}", self.text(name))

    def conflict_link(self, conflict: Conflict, titled: bool = False) -> Markup:
        """A contradiction's number, and its title where there is room, linked to its own place."""
        words = f"{conflict.id} {self.text(conflict.title)}" if titled else conflict.id
        return Markup('<a href="{}#{}">{}</a>').format(
            escape(self.url("conflicts")), heading_id(conflict.id), escape(words)
        )

    def unit_links(self, ids: Sequence[str]) -> Markup:
        """The units, linked, or the mark for nothing."""
        by_id = {u.id: u for u in self.plan.units}
        known = [by_id[i] for i in ids if i in by_id]
        separator = "、" if self.lang == "zh" else ", "
        return escape(separator).join(self.unit_link(u) for u in known) if known else escape(NOTHING)

    def unit_link(self, unit: Unit) -> Markup:
        """One unit, linked."""
        return self.link(f"units/{unit.slug}", self.text(unit.name))

    # --- words -------------------------------------------------------------------------------
    def text(self, text: Text) -> str:
        """A bilingual text in this language."""
        return self.localizer.text(text)

    def word(self, column: str, code: str) -> str:
        """The words for a coded value: origin, obs_status, missing_reason, state."""
        known = self._vocabulary.words.get(column, {}).get(code)
        return known.of(self.lang) if known else code

    def state(self, code: str) -> str:
        """The words for a state, a timing or a funds band."""
        known = self._vocabulary.words.get("state", {}).get(code)
        return known.of(self.lang) if known else self.localizer.state(code)

    def head(self, group: str, code: str) -> str:
        """The printed name of a head."""
        return next((self.text(h.name) for h in self.plan.head(group) if h.id == code), code)

    def head_of(self, code: str) -> str:
        """The printed name of an assessment head, whichever tier's list it stands in."""
        names = (self.head(group, code) for group in ("branch", "clinic", "tier"))
        return next((name for name in names if name != code), code)

    def area(self, code: str) -> str:
        """An area's name."""
        return next((self.text(a.name) for a in self.plan.areas if a.id == code), code)

    def objective(self, code: str) -> str:
        """An objective area's short name."""
        return next((self.text(o.short) for o in self.plan.objectives if o.id == code), code)

    def subject(self, code: str) -> Markup:
        """Whatever an id means (indicator, milestone, work, unit, target …), linked to its page."""
        found = self.plan.by_id.get(code)
        match found:
            case Indicator():
                page = f"indicators/{found.id}"
            case Target():
                page = f"indicators/{found.indicator}"
            case Unit():
                page = f"units/{found.slug}"
            case Milestone():
                page = "milestones"
            case Work():
                page = "funds"
            case Measure():
                return self.link(f"objectives/{found.objective}", self.text(found.title))
            case StockFigure() if self.plan.sub_areas:
                page = self.plan.settings.places
            case _:
                return escape(code)
        return self.link(page, self.text(found.name) or code)

    @property
    def largest_hidden(self) -> int:
        """The largest count of people that is not published below the whole area."""
        return self.plan.thresholds.small_count - 1

    # --- numbers -----------------------------------------------------------------------------
    def money(self, value: Decimal | None) -> str:
        """An amount; its unit is in the table head."""
        return self.localizer.money(value)

    @property
    def voice(self) -> Localizer:
        """The localizer, as templates of projects made before 2026-12 call it."""
        return self.localizer

    def period(self, period: Period) -> str:
        """A quarter or a year in words."""
        return self.localizer.period(period)

    def date(self, day: date | None) -> str:
        """A day in words."""
        return self.localizer.date(day)

    def observed(self, indicator: Indicator, observation: Observation | None) -> str | Markup:
        """A reported value with its marks, each in its own word; or the word that says why there is none."""
        told = self.localizer.observed(indicator, observation)
        marks = self.localizer.marks(observation)
        if not marks:
            return told
        words = self.localizer.listed(marks)
        return Markup('{} <small class="jb-mark">{}</small>').format(escape(told), escape(words))

    # --- pieces ------------------------------------------------------------------------------
    def chip(self, status: Status, period: Period | None = None) -> Markup:
        """Icon + word + colour; of another period than the report's with that `period`."""
        return _chip(
            status.value,
            STATUS_ICONS[status],
            self.localizer.verdict(status, self.period(period) if period else ""),
        )

    def verdict(self, headline: Headline) -> Markup:
        """The chip of what leads: `2025: Met` where that is of an earlier period than the report's."""
        return self.chip(headline.judgement.status, headline.period if headline.lacks else None)

    def held(self, of: IndicatorReport, judged: TargetJudgement) -> Markup:
        """The chip of one judgement, with its period where that is not the report's own."""
        return self.chip(judged.judgement.status, None if judged.period == of.now.period else judged.period)

    def state_chip(self, code: str) -> Markup:
        """The same for a state, a timing or a band."""
        style = code if code in STATE_ICONS else "later"
        return _chip(style, STATE_ICONS[style], self.state(code))

    def printed(self, words: str) -> Markup:
        """Words of the document, which stay in its language on every page and say so to screen readers."""
        return (
            Markup('<span lang="{}">{}</span>').format(self.authority, escape(words)) if words else Markup()
        )

    @property
    def authority(self) -> str:
        """The document's language, as HTML names it."""
        return tag_of(self.plan.settings.languages[0])

    def translated(self, words: str) -> str:
        """What stands beside printed words where these are of another language than the page."""
        return words if self.lang != self.plan.settings.languages[0] else ""

    def hedge(self, words: str) -> Markup:
        """What softens a target (力争, 基本 …), as printed; for English readers with what it means."""
        if self.lang == self.plan.settings.languages[0]:
            return Markup(" ").join(self.printed(w) for w in words.split(";") if w)
        meant = ((w, self.localizer.t(HEDGES[w]) if w in HEDGES else "") for w in words.split(";") if w)
        told = (
            Markup("{} ({})").format(self.printed(w), escape(said)) if said else self.printed(w)
            for w, said in meant
        )
        return Markup(" ").join(told)

    def given(self, words: str) -> Markup:
        """What a clerk gave in one language only: a unit of the plan by its own name; else as typed,
        which on an English page says that it is Chinese."""
        former = (a.before for a in self.plan.amendments if isinstance(a.before, Unit))
        unit = next(
            (u for u in (*self.plan.units, *former) if words and words in u.name.by_lang().values()), None
        )
        if unit is not None:
            return escape(self.text(unit.name))
        return told_languages(words, self.lang)

    def conflicts(self, *ids: str) -> tuple[Conflict, ...]:
        """The contradictions that touch any of `ids`, and the targets of indicators among them."""
        targets = [t.id for i in ids for t in self.plan.target_records(i)]
        return self.plan.conflicts_of(*ids, *targets)

    def flags(self, judged: TargetJudgement) -> tuple[str, ...]:
        """The small words beside a status."""
        return explain.flags(judged, self.localizer)
