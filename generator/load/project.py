"""A project folder → everything that is checked: plans, vocabulary, deliveries. The folder is the one
that holds `data/site.yml`."""

import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generator.domain.delivery import RawDelivery, Table
from generator.domain.errors import UsageError
from generator.domain.finding import Finding, Place, Severity
from generator.domain.period import Period
from generator.domain.plan import Plan
from generator.domain.text import LANGS, Lang, Text
from generator.domain.vocabulary import Vocabulary
from generator.load.catalogue import spoken
from generator.load.deliveries import left_lying, load_delivery, other_folders, quarter_folders
from generator.load.fonts import load_characters, load_printed
from generator.load.plan import TABLES, load_plan
from generator.load.product import fonts_of
from generator.load.settings import ADDRESS, each, read_settings, text_setting, unknown_keys
from generator.load.vocabulary import FILES, load_vocabulary

FACES = ("open", "official")
WINDOWS_FONTS = "C:\\Windows\\Fonts"
WEB_SERVERS = ("", "apache", "iis", "nginx")
CONTACTS = "contacts.csv"
SECRET = ".office-secret"  # noqa: S105 (the name of a file)


@dataclass(frozen=True)
class SiteSettings:
    """`data/site.yml`."""

    principal: str
    references: tuple[str, ...]
    base_address: str
    name: Text
    footer: Mapping[str, str]
    licence: Mapping[str, str]
    web_server: str = ""
    faces: str = ""  # folder of the system's official faces; empty for the open set


@dataclass(frozen=True)
class Project:
    """What was gathered. `plan` is None where the principal plan cannot be used. `characters`: the code
    points that the bulletins' fonts draw, None where there are no fonts; `undrawn`: the plan's printed
    cells, of those files only that hold others; `secret`: the office's own, empty where there is none."""

    folder: Path
    settings: SiteSettings
    plan: Plan | None
    references: tuple[Plan, ...]
    vocabulary: Vocabulary
    raw: tuple[RawDelivery, ...]
    findings: tuple[Finding, ...]
    characters: frozenset[int] | None = None
    undrawn: tuple[Table, ...] = ()
    secret: bytes = field(default=b"", repr=False)


def open_project(folder: Path) -> Path:
    """The folder itself, checked. Raises UsageError where it is no project."""
    if not os.path.lexists(folder / "data" / "site.yml"):
        raise UsageError(
            Text(
                f"{folder}：这里不是项目文件夹（没有data/site.yml）；请到项目文件夹里运行，或用--project指明",
                f"{folder}: no project (data/site.yml is missing); run it in the project's folder, "
                "or name that with --project",
            )
        )
    return folder


def load_project(folder: Path, until: Period | None = None, only: Sequence[Period] = ()) -> Project:
    """Gathers plans and deliveries up to `until`. Never raises for a fault in the data."""
    data = open_project(folder) / "data"
    settings, findings = load_site_settings(data)
    plan, found = load_plan(data / "plans", settings.principal)
    findings += found
    vocabulary = load_vocabulary(data / "vocabulary", plan.settings.languages if plan else LANGS)
    references = []
    for name in settings.references:
        reference, found = load_plan(data / "plans", name)
        findings += found
        references += [reference] if reference else []
    findings += _unread(data, (settings.principal, *settings.references))
    raw = []
    months = plan.report_months if plan is not None else 3
    findings += other_folders(data / "quarters", months)
    quarters = [q for q in quarter_folders(data / "quarters", months) if until is None or q <= until]
    for quarter in quarters:
        delivery, found = load_delivery(data / "quarters", quarter, vocabulary)
        raw.append(delivery)
        findings += found
    if not quarters and until is None:
        findings.append(Finding("E06-no-quarter", Severity.ADVISORY, Place("data/quarters")))
    for quarter in (q for q in (*only, *([until] if until else [])) if q not in quarters):
        findings.append(Finding("E06-folder-missing", Severity.BLOCKING, Place(f"data/quarters/{quarter}")))
    drawn = load_characters(fonts_of(folder), settings.faces)
    shown = f"data/plans/{settings.principal}"
    return Project(
        folder,
        settings,
        plan,
        tuple(references),
        vocabulary,
        tuple(raw),
        tuple(findings),
        drawn,
        load_printed(folder / shown, shown, drawn) if plan and drawn else (),
        load_secret(data),
    )


def load_secret(data: Path) -> bytes:
    """What orders the choice of the cells that are withheld beside the small ones; nothing where there is
    none."""
    path = data / SECRET
    return path.read_bytes().strip() if path.is_file() and not path.is_symlink() else b""


def _keys(langs: Sequence[Lang]) -> tuple[str, ...]:
    return (
        *("principal", "reference", "base_address", "web_server", "faces", "faces_folder"),
        *each("site_name", langs=langs),
        *(
            f"footer.{key}{more}"
            for key in ("sponsor", "site_code", "icp", "police")
            for more in ("", "_url")
        ),
        *("licence.name", "licence.url", *each("licence", langs=langs)),
    )


def load_site_settings(data: Path) -> tuple[SiteSettings, list[Finding]]:
    """`data/site.yml`, with empty words where a setting is not there."""
    given, findings = read_settings(data / "site.yml", "data/site.yml")
    references, licence, footer = given.get("reference"), given.get("licence"), given.get("footer")
    if not given.get("principal") and not findings:
        findings.append(
            Finding("P02-cell-missing", Severity.BLOCKING, Place("data/site.yml", None, None, "principal"))
        )
    findings += unknown_keys(given, _keys(spoken(data.parent)), "data/site.yml")
    findings += _not_addresses({"base_address": given.get("base_address")}, "")
    findings += _not_addresses(footer, "footer.") if isinstance(footer, dict) else []
    references = [references] if isinstance(references, str) and references else references
    settings = SiteSettings(
        principal=str(given.get("principal") or ""),
        references=tuple(str(r) for r in references) if isinstance(references, list) else (),
        base_address=str(given.get("base_address") or ""),
        name=text_setting(given.get("site_name")),
        footer={str(k): str(v) for k, v in footer.items() if v} if isinstance(footer, dict) else {},
        licence={str(k): str(v) for k, v in licence.items() if v} if isinstance(licence, dict) else {},
        web_server=str(given.get("web_server") or "").lower(),
        faces=_faces(given, findings),
    )
    if settings.web_server not in WEB_SERVERS:
        known = " / ".join(filter(None, WEB_SERVERS))
        raise UsageError(
            Text(
                f"data/site.yml：web_server填{known}，或留空", f"data/site.yml: web_server: {known}, or empty"
            )
        )
    return settings, findings


def _not_addresses(given: Mapping[str, object], above: str) -> list[Finding]:
    """Addresses that no browser could follow, or none should."""
    return [
        Finding("P03-not-allowed", Severity.BLOCKING, Place("data/site.yml", None, None, f"{above}{key}"),
                str(value)[:200], {"allowed": "https://…"})
        for key, value in given.items()
        if value and (key.endswith("_url") or key == "base_address") and not ADDRESS.fullmatch(str(value))
    ]  # fmt: skip


def _unread(data: Path, plans: Sequence[str]) -> list[Finding]:
    """What lies beside the plan's files and is read by nobody: `milestone.csv` would leave the tasks out in
    silence."""
    known = {"": {"plans", "quarters", "vocabulary", "method", "site.yml"}, "method": {"worked_examples.csv"}}
    known |= {f"plans/{plan}": {"plan.yml", CONTACTS, *TABLES} for plan in plans}
    known |= {"plans": {p.name for p in (data / "plans").glob("*") if p.is_dir()}, "vocabulary": {*FILES}}
    return [
        Finding(
            f"E06-unknown-{'folder' if path.is_dir() else 'file'}", Severity.ADVISORY, Place(shown), path.name
        )
        for folder, names in known.items()
        for path in (sorted((data / folder).iterdir()) if (data / folder).is_dir() else ())
        if path.name not in names and not left_lying(path.name)
        for shown in [f"data/{folder}/{path.name}".replace("//", "/")]
    ]


def _faces(given: Mapping[str, object], findings: list[Finding]) -> str:
    """Where the official faces lie, if `faces: official` asks for them."""
    asked = str(given.get("faces") or FACES[0])
    if asked not in FACES:
        place = Place("data/site.yml", None, None, "faces")
        args = {"allowed": "、".join(FACES)}
        findings.append(Finding("P03-not-allowed", Severity.BLOCKING, place, asked, args))
    return str(given.get("faces_folder") or WINDOWS_FONTS) if asked == "official" else ""


def checksum(path: Path) -> str:
    """A file's SHA-256."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
