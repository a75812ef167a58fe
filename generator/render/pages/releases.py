"""The sealed releases as the page of releases lists them: state, downloads, checksum, how to cite."""

from collections.abc import Sequence

from markupsafe import Markup

from generator.domain.change import KINDS
from generator.domain.release import SealedRelease, successor_of
from generator.render.environment import escape
from generator.render.pages.context import SiteContext
from generator.render.pages.sections import Section, TableRow, row
from generator.render.presenter import Presenter, told_languages


def release_sections(context: SiteContext, p: Presenter) -> list[Section]:
    """The list of sealed releases, newest sealed first, and how each is cited. Empty lists say so."""
    _, releases = context.t, context.site.releases
    newest_first = list(reversed(releases))
    listed = Section(
        _("Sealed releases"),
        "sealed",
        lead=_lead(context, p),
        columns=[
            _("Release"),
            _("Quarter"),
            _("Published"),
            _("Sealed"),
            _("Status"),
            _("Why anew, and what changed"),
            _("Downloads"),
        ],
        rows=[_line(context, p, releases, r) for r in newest_first],
        empty=_("No release has been sealed yet."),
    )
    if not releases:
        return [listed]
    cited = Section(
        _("Checksums and how to cite"),
        "cite",
        columns=[_("Release"), _("Root checksum (SHA-256)"), _("How to cite")],
        rows=[row(r.id, _checksum(r.root), citation(context, p, r)) for r in newest_first],
    )
    return [listed, cited]


def _lead(context: SiteContext, p: Presenter) -> list[object]:
    if context.site.alone or not context.site.releases:
        return []
    _ = context.t
    ledger = Markup('<a href="{}" download>releases.jsonl</a>').format(
        escape(p.root_url("releases/releases.jsonl"))
    )
    return [
        _(
            "A sealed release is never changed. What must be corrected becomes a new version with its"
            " reason; the old one stays and says that it is superseded."
        ),
        Markup("{} {}").format(escape(_("The ledger, with the checksum of each release:")), ledger),
    ]


def _line(
    context: SiteContext, p: Presenter, releases: Sequence[SealedRelease], r: SealedRelease
) -> TableRow:
    return row(
        _site_link(context, p, r),
        p.period(r.quarter),
        p.date(r.published),
        p.date(r.sealed),
        _status(context, releases, r),
        _why(context, p, r),
        _downloads(context, p, r),
        anchor=r.id,
    )


def _site_link(context: SiteContext, p: Presenter, r: SealedRelease) -> str | Markup:
    """The release's own site; inside a bag, where there is none, only its name."""
    if context.site.alone:
        return r.id
    own = f"releases/{r.id}/{context.plan.settings.folder(p.lang)}index.html"
    return Markup('<a href="{}">{}</a>').format(escape(p.root_url(own)), escape(r.id))


def _status(context: SiteContext, releases: Sequence[SealedRelease], r: SealedRelease) -> str | Markup:
    if r.withdrawn is not None:
        day, lang = context.localizer.date(r.withdrawn.day), context.localizer.lang
        why = r.withdrawn.why.of(lang)
        return told_languages(context.t("withdrawn on {date}: {reason}", date=day, reason=why), lang)
    successor = successor_of(releases, r)
    if successor is not None:
        return context.t("superseded by {release}", release=successor.id)
    return context.t("final") if r.status == "final" else context.t("provisional")


def _why(context: SiteContext, p: Presenter, r: SealedRelease) -> Markup:
    """The reason as it was given, and how many things of each kind changed."""
    if not r.why and not r.changed:
        return escape(context.t("First release of this quarter"))
    order = [*KINDS, *(kind for kind in sorted(r.changed) if kind not in KINDS)]
    counted = [change_count(context, kind, r.changed[kind]) for kind in order if kind in r.changed]
    joined = ("；" if p.lang == "zh" else "; ").join(counted)
    told = Markup("{} {}").format(p.given(r.why.of(p.lang)), escape(f"({joined})" if joined else ""))
    if r.version == 1:
        return told
    address = escape(f"{p.url('corrections')}#{r.id}")
    return Markup('{} <a href="{}">{}</a>').format(told, address, escape(context.t("Each change")))


def change_count(context: SiteContext, kind: str, number: int) -> str:
    """How many changes of one kind, in words."""
    _ = context.t
    words = {
        "value": _("values changed: {number}", number=number),
        "status": _("statuses changed: {number}", number=number),
        "history": _("statuses of earlier quarters changed: {number}", number=number),
        "target": _("targets changed: {number}", number=number),
        "milestone": _("milestones changed: {number}", number=number),
        "funds": _("funds changed: {number}", number=number),
        "source": _("other files changed: {number}", number=number),
        "software": _("programs changed: {number}", number=number),
    }
    return words.get(kind, f"{kind}: {number}")


def _downloads(context: SiteContext, p: Presenter, r: SealedRelease) -> str | Markup:
    if context.site.alone:
        return ""
    label = context.t("All but the bulletins, with checksums (ZIP)")
    address = escape(p.root_url(f"releases/{r.id}.zip"))
    return Markup('<a href="{}" download>{}</a>').format(address, escape(label))


def _checksum(root: str) -> Markup:
    """In groups, so that a phone can break it; copied, it is one word."""
    parts = [root[i : i + 8] for i in range(0, len(root), 8)]
    return Markup("<code>{}</code>").format(Markup("<wbr>").join(parts))


def citation(context: SiteContext, p: Presenter, r: SealedRelease) -> str:
    """How to cite a release: who, what, when, which, where."""
    base = context.site.base_address.rstrip("/")
    address = f"{base}/releases/{r.id}/" if base else ""
    words = context.t(
        "{issuer}. {site}, {period}. Release {release}, {date}.",
        issuer=p.text(context.plan.issuer),
        site=p.text(context.site.name),
        period=p.period(r.quarter),
        release=r.id,
        date=p.date(r.published),
    )
    return f"{words} {address}".strip()
