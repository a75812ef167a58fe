"""Head, imprint, method, sources and contact: what every bulletin carries."""

import base64
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import segno
from jinja2 import Environment

from generator.domain.assessment import Report
from generator.domain.plan import Plan
from generator.domain.text import Text, tag_of
from generator.render.bulletins.views import BulletinFrame, CorrectionView, Line, PrintedChart
from generator.render.explain import yearly_only
from generator.wording import numbers
from generator.wording.localizer import Localizer

DrawnCharts = Mapping[str, tuple[str, str, str, str]]
"""Chart id → SVG, text alternative, title, height in print."""


@dataclass(frozen=True, slots=True)
class BulletinAssets:
    """What a bulletin needs beside the report.

    `environment` comes from `bulletin_environment` and is shared by all bulletins of a build.
    `release_id` is empty for a draft. `attachment` is the name of the data file inside the PDF,
    `sha256` its checksum. `address` is the area's page, printed where the site has a public address;
    `correction` is there in a corrected edition.
    """

    environment: Environment
    attachment: str
    sha256: str
    release_id: str = ""
    address: str = ""
    correction: CorrectionView | None = None


def frame(report: Report, localizer: Localizer, assets: BulletinAssets, title: str) -> BulletinFrame:
    """Everything around the content."""
    plan, release = report.plan, report.release
    settings = plan.settings
    cc = _listed(settings.cc, localizer)
    issuer = localizer.text(settings.issuer) or localizer.text(plan.issuer)
    mark = localizer.t("Demonstration data, not real") if report.demonstration else ""
    if assets.correction is not None:
        title = corrected_title(title, localizer)
    return BulletinFrame(
        lang=tag_of(localizer.lang),
        title=title,
        series=localizer.text(settings.masthead)
        or localizer.t("{area} quarterly bulletin", area=localizer.text(plan.short)),
        issue=localizer.t("{year}, issue {number}", year=report.quarter.year, number=report.quarter.number),
        issuer=issuer,
        date=localizer.date(release.published),
        to=_listed(settings.to, localizer),
        cc=cc,
        document_number=localizer.text(settings.document_number),
        mark=mark,
        notice=_notice(localizer) if report.demonstration else "",
        running=title,
        source=localizer.t("Source: {deliveries}.", deliveries=_deliveries(report, localizer)),
        source_plan=_source_plan(report, localizer),
        release=assets.release_id or localizer.t("draft"),
        attachment=assets.attachment,
        sha256=assets.sha256,
        address=assets.address,
        qr=qr_code(assets.address) if assets.address else "",
        closing_lines=_closing_lines(cc),
        method=method_lines(plan, localizer),
        sources=_sources(report, localizer),
        contact=_contact(settings.contact, localizer),
        correction=assets.correction,
        to_date=localizer.t("Values are for the year to date.")
        if any(not i.cycle.annual for i in plan.in_force)
        else "",
    )


def corrected_title(title: str, localizer: Localizer) -> str:
    """The title of a corrected edition, which runs over every page."""
    return localizer.t("{title} (corrected edition)", title=title)


def _source_plan(report: Report, localizer: Localizer) -> str:
    plan = report.plan.document_number or localizer.text(report.plan.title)
    return localizer.t(
        "Source: {deliveries}; targets and dates: {plan}.",
        deliveries=_deliveries(report, localizer),
        plan=plan,
    )


def _deliveries(report: Report, localizer: Localizer) -> str:
    """The deliveries that tables are made from: earlier ones told the past, and what stands since."""
    first, last = (localizer.period(q) for q in (report.quarters[0], report.quarters[-1]))
    if first == last:
        return localizer.t("delivery for {quarter}", quarter=last)
    return localizer.t("deliveries for {first} to {last}", first=first, last=last)


def public_address(base: str, path: str) -> str:
    """The public address of a page; empty where the site has no address of its own."""
    if not base.startswith(("http://", "https://")):
        return ""
    return f"{base.rstrip('/')}/{path}"


def qr_code(address: str) -> str:
    """A QR code of an address as a data URL; one path, 15 % of it may be unreadable."""
    return segno.make(address, error="m", micro=False).svg_data_uri(border=2, omitsize=True)


def _closing_lines(cc: str) -> int:
    """The lines of the record at the foot of the last page, which stands there out of the flow: one
    for who issued it and when, then what the copies need at 26 characters of 4号 a line."""
    return 1 + -(-len(cc) // 26)


def pictures(drawn: DrawnCharts, wanted: Iterable[str]) -> tuple[PrintedChart, ...]:
    """The wanted pictures that exist, as the templates place them."""
    return tuple(_picture(*drawn[key]) for key in wanted if key in drawn)


def _picture(svg: str, alt: str, title: str, height: str) -> PrintedChart:
    data = base64.b64encode(svg.encode("utf-8")).decode("ascii")
    return PrintedChart(src=f"data:image/svg+xml;base64,{data}", alt=alt, title=title, height=height)


def _notice(localizer: Localizer) -> str:
    return localizer.t(
        "Every figure in this bulletin was invented by a program to demonstrate the system. None of them says"
        " anything about the real area, its institutions or its people."
    )


def _listed(texts: Sequence[Text], localizer: Localizer) -> str:
    return localizer.listed(w for w in map(localizer.text, texts) if w)


def method_lines(plan: Plan, localizer: Localizer) -> tuple[str, ...]:
    """The method in five lines, with the thresholds in force."""
    cut = plan.thresholds
    return (
        *_held_against(plan, localizer),
        localizer.t(
            "P is the share of the planned change since last year's final value that has been achieved; R is"
            " P divided by the share of the year that has passed."
        ),
        localizer.t(
            "Met: the target is reached. On track: R at least {on_track}. Behind: R at least {behind}. Off"
            " track: below that.",
            on_track=localizer.figure(numbers.exact(cut.on_track)),
            behind=localizer.figure(numbers.exact(cut.behind)),
        ),
        localizer.t(
            "Funds planned to date are the full plan of past years and the elapsed quarters of this year's;"
            " used over planned is normal from {normal}, slow from {slow}, lagging below.",
            normal=localizer.share(cut.funds_normal, 0),
            slow=localizer.share(cut.funds_slow, 0),
        ),
        _own_limits(plan, localizer),
    )


def _held_against(plan: Plan, localizer: Localizer) -> Iterator[str]:
    """What values are held against, where the plan sets nothing but targets for years."""
    if yearly_only(plan):
        yield localizer.t(
            "The plan prints yearly targets only. No quarterly target is made up: a value is held against the"
            " year's target and the part of the year that has passed."
        )


def _own_limits(plan: Plan, localizer: Localizer) -> str:
    """Whose the thresholds are; of a plan with areas but no targets for them, why these have no status."""
    if not plan.sub_areas:
        return localizer.t("The thresholds are this project's own, not the document's.")
    small = plan.thresholds.small_count
    if any(t.area not in ("", plan.root_area) for t in plan.targets):
        return localizer.t(
            "The thresholds are this project's own, not the document's. Counts below {small} are withheld.",
            small=small,
        )
    return localizer.t(
        "The thresholds are this project's own, not the document's. {Sub_area} values carry no status,"
        " since the plan sets no {sub_area} targets; counts below {small} are withheld.",
        small=small,
    )


def _sources(report: Report, localizer: Localizer) -> tuple[Line, ...]:
    plan, release = report.plan, report.release
    title = localizer.text(plan.title)
    number = localizer.t("{title} ({number})", title=title, number=plan.document_number)
    lines = [
        Line(localizer.t("Plan"), number if plan.document_number else title),
        Line(localizer.t("Data"), _delivery(report, localizer)),
    ]
    posts = (("Prepared by", release.prepared_by), ("Reviewed by", release.reviewed_by))
    lines += [Line(localizer.t(label), localizer.text(post)) for label, post in posts if post]
    return tuple(lines)


def _delivery(report: Report, localizer: Localizer) -> str:
    words = {"provisional": "provisional", "final": "final"}
    status = report.release.status
    return localizer.t(
        "delivery for {quarter}, published {date}, {status}",
        quarter=localizer.period(report.quarter),
        date=localizer.date(report.release.published),
        status=localizer.t(words[status]) if status in words else status,
    )


_CONTACT = (
    ("unit", "Office"),
    ("phone", "Telephone"),
    ("email", "Email"),
    ("address", "Address"),
    ("hours", "Hours"),
)


def _contact(given: Mapping[str, Text], localizer: Localizer) -> tuple[Line, ...]:
    """Only what has been supplied: a contact is never made up."""
    found = ((label, localizer.text(given.get(key, Text()))) for key, label in _CONTACT)
    return tuple(Line(localizer.t(label), text) for label, text in found if text)
