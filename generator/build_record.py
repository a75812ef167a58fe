"""build.json: what went into a build, with which versions; no time stamps, no paths of the machine."""

import json
import platform
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path

from generator import __version__
from generator.domain.assessment import Report
from generator.load.project import checksums
from generator.render.presenter import SiteFacts

RECORDED = (
    "mkdocs",
    "mkdocs-material",
    "weasyprint",
    "plotly",
    "pandas",
    "jinja2",
    "jieba",
    "babel",
    "fonttools",
    "pillow",
)


def build_record(
    folder: Path,
    report: Report,
    site: SiteFacts,
    pages: int,
    bulletins: int,
    official: Mapping[str, str] | None = None,
) -> str:
    """The record of one build as JSON text. Fonts stand in it where bulletins were made; `official`:
    the system's own faces that were used, with their checksums."""
    fonts = folder / ".fonts" / "fonts.json"
    record = {
        "jibao": __version__,
        "plan": report.plan.id,
        "quarter": str(report.quarter),
        "release": site.release_id,
        "demonstration": report.demonstration,
        "python": platform.python_version(),
        "packages": {name: _version(name) for name in RECORDED},
        "fonts": json.loads(fonts.read_text(encoding="utf-8")) if bulletins and fonts.is_file() else None,
        "counts": {
            "pages": pages,
            "bulletins": bulletins,
            "indicators": len(report.plan.indicators),
            "quarters": len(report.quarters),
        },
        "inputs": dict(checksums(folder)),
    }
    if official:
        record["official_fonts"] = dict(official)
    return json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""
