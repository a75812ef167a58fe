"""One language's docs folder on the disk, and how MkDocs is to build it."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.domain.text import Lang
from generator.publish.mkdocs_run import SiteJob
from generator.publish.scaffold import FONTS
from generator.publish.share_picture import fonts_ready, share_path
from generator.render.environment import theme_text
from generator.render.site import RenderedSite
from generator.wording.voice import Voice

if TYPE_CHECKING:
    from generator.build import Gathered


def lay_out(gathered: "Gathered", site: RenderedSite, scratch: Path) -> SiteJob:
    """Lays out one language's docs folder and says how MkDocs is to build it."""
    docs, lang = scratch / "docs" / site.lang, site.lang
    for path, text in site.files.items():
        target = docs / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    _copy_assets(gathered.folder / "site_src" / "assets", docs / "assets", lang)
    report, base = gathered.report, gathered.site.base_address.rstrip("/")
    address = f"{base}/" if base else ""
    published = report.release.published
    stamp = int(datetime(published.year, published.month, published.day, tzinfo=UTC).timestamp())
    extra: dict[str, Any] = {
        "short_name": theme_text(report.plan.short.of(lang)),
        "demonstration": report.demonstration,
        "draft": gathered.site.draft,
        "release": gathered.site.release_id,
        "release_date": published.isoformat(),
        "release_date_text": Voice(lang, {}).date(published),
        "share_picture": share_path(lang) if fonts_ready(gathered.folder / FONTS) else "",
        "footer": [{"label": f[lang], "value": f["value"], "url": f["url"]} for f in gathered.footer],
    }
    if report.demonstration:
        extra["robots"] = "noindex"
    name = "mkdocs.yml" if lang == "zh" else f"mkdocs.{lang}.yml"
    return SiteJob(
        lang=lang,
        config=scratch / f"mkdocs.{lang}.yml",
        inherit=(gathered.folder / name).absolute(),
        docs=docs.absolute(),
        site=(scratch / "site" / lang).absolute(),
        theme=(gathered.folder / "site_src" / "theme").absolute(),
        settings={
            "site_name": theme_text(gathered.site.name.of(lang)),
            "site_url": address if lang == "zh" or not address else f"{address}{lang}/",
            "extra": extra,
            "nav": site.nav,
        },
        environment={"SOURCE_DATE_EPOCH": str(stamp), "JIBAO_SITE_URL": address},
    )


def _copy_assets(source: Path, target: Path, lang: Lang) -> None:
    """The theme's files for each language; the large chart library once, at the site's root."""
    for path in sorted(p for p in source.rglob("*") if p.is_file()):
        if lang != "zh" and "plotly" in path.relative_to(source).parts:
            continue
        copy = target / path.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
