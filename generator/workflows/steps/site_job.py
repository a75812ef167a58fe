"""One language as MkDocs gets it: its documents, and how they are to be built."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from generator.domain.share_card import share_path
from generator.domain.text import LANGS, Lang
from generator.load.product import find, find_all, fonts_of, lay
from generator.publish.site.mkdocs_run import SiteJob, theme_language
from generator.publish.site.share_picture import fonts_ready
from generator.render.environment import theme_text
from generator.render.site.footer import footer_items
from generator.render.site.frame_words import frame_words
from generator.render.site.site import RenderedSite
from generator.wording.calendar import language_name
from generator.wording.localizer import Localizer
from generator.workflows.steps.context import BuildContext


def site_job(context: BuildContext, site: RenderedSite, scratch: Path, before: Path | None = None) -> SiteJob:
    """How MkDocs is to build one language, in `scratch`. `before`: the folder of the same language in the
    tree that stands now, if any."""
    lang, folder = site.lang, context.report.plan.settings.folder(site.lang)
    report, base = context.report, context.site.base_address.rstrip("/")
    address = f"{base}/" if base else ""
    published = report.release.published
    stamp = int(datetime(published.year, published.month, published.day, tzinfo=UTC).timestamp())
    extra: dict[str, Any] = {
        "languages": list(report.plan.settings.languages),
        "language_names": {other: language_name(other, other).capitalize() for other in context.localizers},
        "frame": frame_words(context.localizers),
        "words": {k: theme_text(v) for k, v in context.localizers[lang].named.items()},
        "short_name": theme_text(report.plan.short.of(lang)),
        "demonstration": report.demonstration,
        "draft": context.site.draft,
        "release": context.site.release_id,
        "release_date": published.isoformat(),
        "release_date_text": Localizer(lang, {}).date(published),
        "share_picture": share_path(lang) if fonts_ready(fonts_of(context.folder)) else "",
        "footer": footer_items(context.settings.footer, context.localizers[lang]),
    }
    if report.demonstration:
        extra["robots"] = "noindex"
    inherit = _settings(context, lang, scratch / "settings" / lang)
    theme = lay(find_all(context.folder, "site_src/theme"), scratch / "theme" / lang)
    return SiteJob(
        lang=lang,
        folder=folder,
        config=scratch / f"mkdocs.{lang}.yml",
        inherit=inherit.absolute(),
        docs=(scratch / "docs" / lang).absolute(),
        documents=_documents(context.texts.assets, site, not folder),
        site=(scratch / "site" / lang).absolute(),
        theme=theme.absolute(),
        settings={
            "site_name": theme_text(context.site.name.of(lang)),
            "site_url": f"{address}{folder}" if address else "",
            "extra": extra,
            "nav": site.nav,
        },
        before=before,
        environment={"SOURCE_DATE_EPOCH": str(stamp), "JIBAO_SITE_URL": address},
    )


def _settings(context: BuildContext, lang: Lang, folder: Path) -> Path:
    """MkDocs' settings of one language, beside those that all share: a file of the project's or of ours; for
    a language that has none, one that is made."""
    base = "mkdocs.base.yml"
    if lang in LANGS:
        name = "mkdocs.yml" if lang == "zh" else f"mkdocs.{lang}.yml"
        return lay({n: find(context.folder, n) for n in (base, name)}, folder) / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / base).write_bytes(find(context.folder, base).read_bytes())
    words = frame_words(context.localizers)[lang]
    schemes = (
        ("light", "default", "dark", "moon-waning-crescent"),
        ("dark", "slate", "light", "brightness-5"),
    )
    palette = [
        {
            "media": f"(prefers-color-scheme: {own})",
            "scheme": scheme,
            **dict.fromkeys(("primary", "accent"), "custom"),
            "toggle": {"icon": f"material/{icon}", "name": words[other]},
        }
        for own, scheme, other, icon in schemes
    ]
    made = {
        "INHERIT": base,
        "theme": {"language": theme_language(lang), "palette": palette},
        "extra": {"language": lang},
    }
    path = folder / f"mkdocs.{lang}.yml"
    path.write_text(yaml.safe_dump(made, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path


def _documents(assets: Mapping[str, bytes], site: RenderedSite, root: bool) -> dict[str, str | bytes]:
    """The pages as text, all else as bytes. The theme's files for each language; the large chart library
    once, at the site's root."""
    files: dict[str, str | bytes] = {
        f"assets/{path}": content
        for path, content in assets.items()
        if root or "plotly" not in path.split("/")
    }
    return files | {p: text if p.endswith(".md") else text.encode("utf-8") for p, text in site.files.items()}
