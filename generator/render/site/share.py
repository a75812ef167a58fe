"""What the picture of a shared link says: the site, the quarter, how many indicators stand how."""

from generator.charts import palette
from generator.domain.share_card import Share, ShareCard
from generator.domain.text import one_line
from generator.render.pages.context import Studio


def share_card(studio: Studio) -> ShareCard:
    """The card of one language, with the title in the other one below."""
    report, voice = studio.report, studio.voice
    other = studio.site.name.of("en" if voice.lang == "zh" else "zh")
    mark = studio.t("Demonstration data, not real") if report.demonstration else ""
    return ShareCard(
        title=one_line(voice.text(studio.site.name)),
        other=one_line(other),
        period=f"{voice.period(report.quarter)} · {studio.t('{n} indicators', n=len(report.plan.headline))}",
        mark=mark,
        shares=[
            Share(voice.status(status), count, palette.STATUS[status].light)
            for status, count in report.counts().items()
            if count
        ],
        ground=palette.BACKGROUND.light,
        ink=palette.TEXT.light,
        muted=palette.MUTED.light,
    )
