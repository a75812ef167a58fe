"""One language's docs folder on the disk, and how MkDocs is to build it."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from generator.desk import Desk
from generator.domain.text import Lang
from generator.publish.cache import digest
from generator.publish.fingerprint import folder_digest
from generator.publish.mkdocs_run import SiteJob
from generator.publish.placing import place
from generator.publish.scaffold import FONTS
from generator.publish.share_picture import fonts_ready, share_path
from generator.render.environment import theme_text
from generator.render.footer import footer_items
from generator.render.site import RenderedSite
from generator.wording.voice import Voice

ASSETS = Path("site_src", "assets")


def lay_out(desk: Desk, site: RenderedSite, scratch: Path) -> SiteJob:
    """Lays out one language's docs folder and says how MkDocs is to build it."""
    job = site_job(desk, site, scratch)
    lay_documents(desk, site, job)
    return job


def lay_documents(desk: Desk, site: RenderedSite, job: SiteJob) -> None:
    """Writes the docs folder that a job names, or brings one that a preview left up to date."""
    wanted = {path: text.encode("utf-8") for path, text in site.files.items()}
    wanted |= _assets(desk.folder / ASSETS, site.lang)
    standing = {p.relative_to(job.docs).as_posix(): p for p in job.docs.rglob("*") if p.is_file()}
    for path in standing.keys() - wanted.keys():
        standing[path].unlink()
    folders: set[Path] = set()
    for path, data in wanted.items():
        target = job.docs / path
        if path in standing:
            if target.read_bytes() == data:
                continue
            # Never written over: the tree that is shown may have this very file.
            target.unlink()
        elif target.parent not in folders:
            target.parent.mkdir(parents=True, exist_ok=True)
            folders.add(target.parent)
        # What is no page comes out as it went in, so it may stand in the tree of before.
        place(target, data, None if job.before is None or path.endswith(".md") else job.before / path)


def site_job(desk: Desk, site: RenderedSite, scratch: Path, before: Path | None = None) -> SiteJob:
    """How MkDocs is to build one language from a docs folder in `scratch`. `before`: the folder of the
    same language in the tree that stands now, if any."""
    docs, lang = scratch / "docs" / site.lang, site.lang
    report, base = desk.report, desk.site.base_address.rstrip("/")
    address = f"{base}/" if base else ""
    published = report.release.published
    stamp = int(datetime(published.year, published.month, published.day, tzinfo=UTC).timestamp())
    extra: dict[str, Any] = {
        "short_name": theme_text(report.plan.short.of(lang)),
        "demonstration": report.demonstration,
        "draft": desk.site.draft,
        "release": desk.site.release_id,
        "release_date": published.isoformat(),
        "release_date_text": Voice(lang, {}).date(published),
        "share_picture": share_path(lang) if fonts_ready(desk.folder / FONTS) else "",
        "footer": [
            {"label": f[lang], "value": f["value"], "url": f["url"]}
            for f in footer_items(desk.settings.footer)
        ],
    }
    if report.demonstration:
        extra["robots"] = "noindex"
    name = "mkdocs.yml" if lang == "zh" else f"mkdocs.{lang}.yml"
    return SiteJob(
        lang=lang,
        config=scratch / f"mkdocs.{lang}.yml",
        inherit=(desk.folder / name).absolute(),
        docs=docs.absolute(),
        documents=digest(
            *(part for path in sorted(site.files) for part in (path, site.files[path])),
            folder_digest(desk.folder / ASSETS),
        ),
        site=(scratch / "site" / lang).absolute(),
        theme=(desk.folder / "site_src" / "theme").absolute(),
        settings={
            "site_name": theme_text(desk.site.name.of(lang)),
            "site_url": address if lang == "zh" or not address else f"{address}{lang}/",
            "extra": extra,
            "nav": site.nav,
        },
        before=before,
        environment={"SOURCE_DATE_EPOCH": str(stamp), "JIBAO_SITE_URL": address},
    )


def _assets(source: Path, lang: Lang) -> dict[str, bytes]:
    """The theme's files for each language; the large chart library once, at the site's root."""
    found = {p.relative_to(source): p for p in sorted(source.rglob("*")) if p.is_file()}
    return {
        f"assets/{path.as_posix()}": file.read_bytes()
        for path, file in found.items()
        if lang == "zh" or "plotly" not in path.parts
    }
