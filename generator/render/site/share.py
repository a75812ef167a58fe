"""What the picture of a shared link says: the site, the quarter, how many indicators stand how."""

from generator.charts import palette
from generator.domain.share_card import Share, ShareCard
from generator.domain.text import one_line
from generator.render.pages.context import SiteContext


def share_card(context: SiteContext) -> ShareCard:
    """The card of one language, with the title in the other one below."""
    report, localizer = context.report, context.localizer
    others = [lang for lang in context.plan.settings.languages if lang != localizer.lang]
    other = context.site.name.of(others[0]) if others else ""
    mark = context.t("Demonstration data, not real") if report.demonstration else ""
    headlines = len(report.plan.headline)
    count = localizer.counted("{n} indicator", "{n} indicators", headlines, n=headlines)
    return ShareCard(
        title=one_line(localizer.text(context.site.name)),
        other=one_line(other),
        period=f"{localizer.period(report.quarter)} · {count}",
        mark=mark,
        shares=[
            Share(localizer.status(status), count, palette.STATUS[status].light)
            for status, count in report.counts().items()
            if count
        ],
        ground=palette.BACKGROUND.light,
        ink=palette.TEXT.light,
        muted=palette.MUTED.light,
    )
