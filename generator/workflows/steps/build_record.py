"""build.json: what went into a build, with which versions; no time stamps, no paths of the machine."""

import ctypes
import ctypes.util
import hashlib
import json
import platform
import re
import zlib
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path

from generator import __version__
from generator.domain.assessment import Report
from generator.domain.runtime import CacheLookup, without_cache
from generator.load.product import fonts_of
from generator.load.project import checksum
from generator.publish.cache.fingerprint import system_libraries
from generator.render.presenter import SiteFacts

# What builds stand on; what these stand on in turn is recorded with them.
RECORDED = (
    "mkdocs",
    "mkdocs-material",
    "weasyprint",
    "plotly",
    "pandas",
    "jinja2",
    "babel",
    "fonttools",
    "pillow",
    "pyyaml",
    "openpyxl",
    "xlsxwriter",
    "bagit",
)
_NAME = re.compile(r"[A-Za-z0-9._-]+")


def build_record(
    folder: Path,
    report: Report,
    site: SiteFacts,
    pages: int,
    bulletins: int,
    sources: Mapping[str, Path],
    official: Mapping[str, str] | None = None,
    lookup: CacheLookup = without_cache,
) -> str:
    """The record of one build as JSON text. Fonts stand in it where bulletins were made. `sources`: the
    files that the release's public bag holds, none for a draft; `official`: the system's own faces that
    were used, with their checksums; `lookup`: what stands on this machine need not be looked up for
    every build.

    Only what everybody may have anyway stands here with its checksum: whoever knows a delivery but for one
    withheld count from 1 to 4 would only have to try four of them.
    """
    record = {
        "plan": report.plan.id,
        "quarter": str(report.quarter),
        "release": site.release_id,
        "demonstration": report.demonstration,
        **software(folder, bulletins > 0, lookup),
        "counts": {
            "pages": pages,
            "bulletins": bulletins,
            "indicators": len(report.plan.indicators),
            "quarters": len(report.quarters),
        },
    }
    if sources:
        record["inputs"] = {name: checksum(path) for name, path in sources.items()}
    if official:
        record["official_fonts"] = dict(official)
    return json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def software(folder: Path, bulletins: bool = True, lookup: CacheLookup = without_cache) -> dict[str, object]:
    """Everything besides the input that decides about the bytes: this program and its code, Python,
    packages, system libraries, fonts."""
    fonts = fonts_of(folder) / "fonts.json"
    return {
        "jibao": __version__,
        "code": _code(),
        "python": platform.python_version(),
        "packages": lookup("packages", "", _packages),
        "libraries": lookup("libraries", system_libraries(), _libraries) if bulletins else None,
        "fonts": json.loads(fonts.read_text(encoding="utf-8")) if bulletins and fonts.is_file() else None,
    }


def _code() -> str:
    """One checksum over this program's own modules: a version number alone says little while it is
    being worked on."""
    top, whole = Path(__file__).parents[2], hashlib.sha256()
    for path in sorted(top.rglob("*.py")):
        whole.update(f"{path.relative_to(top).as_posix()} {checksum(path)}\n".encode())
    return whole.hexdigest()


def commit_of_this_program() -> str:
    """The commit that this program was taken from: of the checkout it runs from, or as its installer noted
    (PEP 610). Empty where neither tells."""
    try:
        noted = metadata.distribution("jibao").read_text("direct_url.json") or "{}"
    except metadata.PackageNotFoundError:
        noted = "{}"
    found = str(json.loads(noted).get("vcs_info", {}).get("commit_id", ""))
    head = Path(__file__).parents[3] / ".git" / "HEAD"
    if found or not head.is_file():
        return found
    at = head.read_text(encoding="utf-8").strip()
    branch = head.parent / at.removeprefix("ref: ")
    return branch.read_text(encoding="utf-8").strip() if branch.is_file() else at.removeprefix("ref: ")


def _packages() -> dict[str, str]:
    """Name → version of the packages named above and of all that they need, as installed."""
    found: dict[str, str] = {}
    waiting = list(RECORDED)
    while waiting:
        name = waiting.pop().lower().replace("_", "-")
        if name in found:
            continue
        try:
            distribution = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            # Wanted on another system only.
            continue
        found[name] = distribution.version
        needs = [r for r in distribution.requires or () if "extra ==" not in r]
        waiting += [match[0] for r in needs if (match := _NAME.match(r))]
    return found


def _libraries() -> dict[str, str]:
    """The system libraries that lay out and pack a PDF; empty where one cannot be asked."""
    return {
        "pango": _ask("pango-1.0", "pango_version_string"),
        "harfbuzz": _ask("harfbuzz", "hb_version_string"),
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
    }


def _ask(library: str, function: str) -> str:
    name = ctypes.util.find_library(library)
    if name is None:
        return ""
    try:
        ask = getattr(ctypes.CDLL(name), function)
    except (OSError, AttributeError):
        return ""
    ask.restype = ctypes.c_char_p
    answer: bytes = ask() or b""
    return answer.decode("ascii", "replace")
