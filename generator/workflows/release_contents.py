"""What a release consists of, and making it twice: from the project, and again from its own two bags."""

import json
import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import bagit

from generator import __version__
from generator.archive.bags import files_below, same_bytes
from generator.archive.corrections import changes_of, reissues_of, revisions_of, told_anew_of
from generator.archive.ledger import facts_of, ledger_text, parse_ledger, releases_in
from generator.archive.reading import (
    DISCLOSED,
    EARLIER_LEDGER,
    FACTS,
    REISSUED,
    REVISED,
    SALT,
    SITE,
    SOURCE,
    STATUSES,
    Rows,
    Sealed,
    disclosed_csv,
    disclosed_of,
    read_table,
    statuses_csv,
    statuses_of,
    table_of,
)
from generator.archive.sealing import OFFICE, PUBLIC, Content, fill, make_office_bag, make_public_bag
from generator.assess.differences import differences, told_once
from generator.assess.protection import cell_of
from generator.assess.suppression import withheld
from generator.check.giveaways import Giveaways
from generator.domain.assessment import Report
from generator.domain.change import WITHHELD, Change
from generator.domain.errors import OutputFault
from generator.domain.plan import Plan
from generator.domain.release import ArchiveState, Disclosed, Reissue, SealedRelease
from generator.domain.text import Text
from generator.load.product import FONTS, PARTS
from generator.load.project import SiteSettings, load_site_settings
from generator.load.settings import read_settings
from generator.render.open_data import bag_files
from generator.render.presenter import SiteFacts
from generator.workflows.build import EVERYTHING, BuildObserver, Only, Options, build, gather, reports_of
from generator.workflows.check import Checked, check_project
from generator.workflows.steps.build_record import commit_of_this_program, software

AGENT = "Bag-Software-Agent"
# Where the scripts of others lie in the sources, and in a site that was built of them.
_IN_SITE = "assets/vendor/"
_VENDOR = f"{SOURCE}/site_src/{_IN_SITE}"
# The published tables of a quarter that two states are compared by.
TABLES = ("observations", "indicators", "milestones", "funds")


@dataclass(frozen=True)
class Composition:
    """One release to be made. `release`: its line so far, without roots. `public`, `office`: the sources
    of its two halves, path in the project → file. `salt`: random, so that nobody can try out withheld
    counts against the office bag's root. `changes`: what changed against the version before, as
    release.json tells it; `agent`: the program that the bags name, where it is not this one."""

    folder: Path
    release: SealedRelease
    known: ArchiveState
    public: Mapping[str, Path]
    office: Mapping[str, Path]
    salt: str
    parts: Only = EVERYTHING
    changes: Mapping[str, Any] = field(default_factory=dict)
    jobs: int | None = None
    agent: str = ""


def build_tree(job: Composition, into: Path, observer: BuildObserver) -> Report:
    """Builds the release's site into `into`, as part of its public bag to be."""
    options = Options(
        into / PUBLIC / SITE,
        job.release.quarter,
        job.parts,
        jobs=job.jobs,
        release=job.release.id,
        sources=job.public,
        known=replace(job.known, reissues=(*job.known.reissues, *_own_changes(job))),
    )
    return build(job.folder, options, observer)


def _own_changes(job: Composition) -> Iterable[Reissue]:
    """What a new version changes stands in its own pages too."""
    if job.release.version > 1:
        path = Path(FACTS)
        changes = changes_of(job.changes.get("cells", ()), path)
        yield Reissue(job.release, changes, told_anew_of(job.changes.get("rows", ()), path))


def public_files(job: Composition) -> dict[str, Content]:
    """Plan, method, wording and templates as of now, under `source/`."""
    return {f"{SOURCE}/{name}": path for name, path in job.public.items()}


def office_files(job: Composition) -> dict[str, Content]:
    """The deliveries as received and the contacts, under `source/`."""
    return {f"{SOURCE}/{name}": path for name, path in job.office.items()}


def bag(job: Composition, into: Path, report: Report) -> SealedRelease:
    """Puts everything else beside the built site and closes both bags; returns the line with roots."""
    release = job.release
    agent = {AGENT: job.agent or bag_agent()}
    settings = load_site_settings(job.folder / "data")[0]
    office: dict[str, Content] = {
        **office_files(job),
        "unsuppressed.csv": bag_files.unsuppressed_csv(
            check_project(job.folder, release.quarter, reissued=release.quarter).deliveries
        ).encode("utf-8"),
        SALT: f"{job.salt}\n".encode(),
        "README.txt": bag_files.office_readme(release),
    }
    fill(into / OFFICE, office)
    release = replace(release, office_root=make_office_bag(into, release, agent))
    facts = facts_of(release)
    del facts["root"]
    facts |= {
        "sign_off": bag_files.sign_off(report),
        "software": software(job.folder, "bulletins" in job.parts),
        "parts": sorted(job.parts),
        "changes": job.changes,
    }
    public: dict[str, Content] = {
        **_not_in_site(public_files(job), into / PUBLIC / SITE),
        FACTS: bag_files.as_json(facts),
        EARLIER_LEDGER: ledger_text(job.known.lines),
        DISCLOSED: disclosed_csv(job.known.disclosed).encode("utf-8"),
        **_given_before(job.known.disclosed),
        REISSUED: bag_files.as_json(bag_files.reissued(job.known.reissues)),
        REVISED: bag_files.as_json([bag_files.revision(r) for r in job.known.revisions]),
        "README.txt": bag_files.public_readme(release, report.plan.settings.languages),
        **_described(into / PUBLIC, job, report, settings),
    }
    fill(into / PUBLIC, public)
    return replace(release, root=make_public_bag(into, release, agent))


def _not_in_site(files: Mapping[str, Content], site: Path) -> dict[str, Content]:
    """The sources without the scripts of others that the site has byte by byte: `sealed_sources` finds them
    there."""
    return {
        path: content
        for path, content in files.items()
        if not path.startswith(_VENDOR)
        or not isinstance(content, Path)
        or not same_bytes(content, site / _IN_SITE / path.removeprefix(_VENDOR))
    }


def bag_agent() -> str:
    """Which program made a bag: its version, and the commit where it can be told."""
    made = commit_of_this_program()
    return f"jibao {__version__} ({f'commit {made}; ' if made else ''}bagit.py {bagit.VERSION})"


def agent_of(release: Path) -> str:
    """Which program made the bags of a release."""
    return str(bagit.Bag(str(release / PUBLIC)).info.get(AGENT, ""))


def _given_before(disclosed: Disclosed) -> dict[str, Content]:
    """The statuses that earlier releases gave; a first release has none before it."""
    return {STATUSES: statuses_csv(disclosed).encode("utf-8")} if disclosed.statuses else {}


def _described(payload: Path, job: Composition, report: Report, settings: SiteSettings) -> dict[str, Content]:
    site = SiteFacts(
        settings.name, settings.base_address, settings.licence, frozenset(), job.release.id, False
    )
    built = payload / SITE / "data" / "datapackage.json"
    paths = [p for p in files_below(payload) if p.startswith((f"{SITE}/data/", f"{SITE}/bulletins/"))]
    tables = {p: (payload / p).read_bytes() for p in paths if p.endswith(".csv")}
    package = built.read_bytes() if built.is_file() else None
    front = [f"{SITE}/index.html"] if (payload / SITE / "index.html").is_file() else []
    return {
        "datapackage.json": bag_files.data_package(package, tables, job.release),
        "ro-crate-metadata.json": bag_files.ro_crate(report, site, job.release, [*front, *paths]),
    }


def restore(release: Path, project: Path, fonts: Path) -> None:
    """A project as it was when a release was sealed, from the two bags under `release`: everything that
    they hold, whatever this program would take today. Raises OutputFault where the office bag is not
    there."""
    if not (release / OFFICE / "data").is_dir():
        raise OutputFault(
            Text(
                f"{release}：内部包（office/）不在，不能重新生成；请从备份放回",
                f"{release}: without its office half (office/) it cannot be built again; put that back from a"
                " backup",
            )
        )
    for half in (PUBLIC, OFFICE):
        fill(project, sealed_sources(release, half))
    if fonts.is_dir():
        _take_fonts(fonts.resolve(), project / FONTS)


def _take_fonts(fonts: Path, target: Path) -> None:
    """Linked, or copied where there are no links (Windows)."""
    try:
        target.symlink_to(fonts, target_is_directory=True)
    except OSError:
        shutil.copytree(fonts, target)


def sealed_sources(release: Path, half: str) -> dict[str, Path]:
    """Path in the project → file, of one half of a release."""
    payload = release / half / "data"
    site = payload / SITE / _IN_SITE
    found = {f"site_src/{_IN_SITE}{path}": site / path for path in files_below(site)}
    return found | {path: payload / SOURCE / path for path in files_below(payload / SOURCE)}


def rebuild(
    release: Path, line: SealedRelease, fonts: Path, into: Path, observer: BuildObserver
) -> list[str]:
    """Makes a release again from its own two bags, in `into`; returns the files that came out
    different. `fonts`: the fonts folder, which no bag holds."""
    restore(release, into / "project", fonts)
    payload = release / PUBLIC / "data"
    facts = json.loads((payload / FACTS).read_bytes())
    given = statuses_of(read_table(payload / STATUSES))
    disclosed = replace(disclosed_of(read_table(payload / DISCLOSED)), statuses=given)
    lines = parse_ledger((payload / EARLIER_LEDGER).read_bytes())
    earlier = releases_in(lines)
    job = Composition(
        folder=into / "project",
        release=replace(line, root="", office_root="", front_root="", withdrawn=None),
        known=ArchiveState(
            earlier,
            disclosed,
            reissues_of(payload / REISSUED, earlier),
            lines,
            revisions_of(payload / REVISED),
        ),
        public=sealed_sources(release, PUBLIC),
        office=sealed_sources(release, OFFICE),
        salt=(release / OFFICE / "data" / SALT).read_text(encoding="utf-8").strip(),
        parts=frozenset(facts["parts"]),
        changes=facts["changes"],
        agent=agent_of(release),
    )
    made = into / "release"
    bag(job, made, build_tree(job, made, observer))
    found = differing(release, made)
    shutil.rmtree(into)
    return found


def differing(one: Path, other: Path) -> list[str]:
    """Files of two releases' bags that are not byte by byte the same."""
    halves = [
        f"{half}/{path}"
        for half in (PUBLIC, OFFICE)
        for top in (one, other)
        for path in files_below(top / half)
    ]
    return [n for n in sorted({*halves}) if not same_bytes(one / n, other / n)]


def changed_inputs(last: Sealed, job: Composition) -> tuple[list[str], list[str]]:
    """Input files that are not as they were in the version before, and programs of other versions: those that
    a program brings along are the project's only while it is the same program."""
    now = {**public_files(job), **office_files(job)}
    then = {
        f"{SOURCE}/{name}": path
        for half in (PUBLIC, OFFICE)
        for name, path in sealed_sources(last.folder, half).items()
    }
    files = [
        name.removeprefix(f"{SOURCE}/")
        for name in sorted(now.keys() | then.keys())
        if name not in now or name not in then or _matter(now[name]) != _matter(then[name])
    ]
    recorded = last.facts().get("software")
    recorded = recorded if isinstance(recorded, dict) else {}
    installed = software(job.folder, "bulletins" in job.parts)
    if any(recorded.get(key) != installed[key] for key in ("jibao", "code")):
        files = [n for n in files if not n.startswith(PARTS) or os.path.lexists(job.folder / n)]
    return files, software_differences(recorded, installed)


def _matter(content: bytes | Path) -> object:
    """What of an input a new version can be about: not the address that the site is served at."""
    if isinstance(content, Path) and content.name == "site.yml":
        settings, _ = read_settings(content, content.name)
        return {key: value for key, value in settings.items() if key != "base_address"}
    return as_bytes(content)


def as_bytes(content: bytes | Path) -> bytes:
    return content.read_bytes() if isinstance(content, Path) else content


def software_differences(recorded: Mapping[str, object], now: Mapping[str, object]) -> list[str]:
    """What is installed in another version than a release was built with, by name."""
    old, new = dict(_flat(recorded)), dict(_flat(now))
    return [
        f"{name} {old.get(name, '–')} ({new.get(name, '–')})"
        for name in sorted(old.keys() | new.keys())
        if old.get(name) != new.get(name)
    ]


def _flat(found: Mapping[str, object], before: str = "") -> Iterable[tuple[str, str]]:
    for name, value in found.items():
        if isinstance(value, Mapping) and "sha256" in value:
            yield f"{before}{name}", str(value["sha256"])
        elif isinstance(value, Mapping):
            # The groups' own names say nothing that their members do not.
            yield from _flat(value, "" if name in ("packages", "libraries", "faces") else f"{before}{name} ")
        elif value is not None:
            yield f"{before}{name}", str(value)


def tables_now(checked: Checked, plan: Plan, archive: ArchiveState) -> dict[str, Rows]:
    """The same tables as the data of the last quarter in `checked` would publish them now. `archive`:
    what sealed releases showed, withheld and listed as changed."""
    quarter, folder = checked.deliveries[-1].quarter, checked.project.folder
    options = Options(folder, quarter, frozenset({"data"}))
    files = gather(checked, reports_of(checked, archive), options).files
    paths = {name: f"data/{quarter}/{name}.csv" for name in TABLES}
    found = {name: table_of(files[path].encode("utf-8"), Path(path)) for name, path in paths.items()}
    return {**found, "targets": read_table(folder / "data" / "plans" / plan.id / "targets.csv")}


def changes_since(last: Sealed, job: Composition, checked: Checked, plan: Plan) -> tuple[Change, ...]:
    """What differs from the version before, cell by cell, each told once; nothing that is withheld now is
    told again as what it was before."""
    before = tables_of(last.site, str(job.release.quarter), last.public / SOURCE / "data" / "plans" / plan.id)
    found = told_once(differences(before, tables_now(checked, plan, job.known)))
    hidden = withheld(plan, checked.deliveries, job.known.disclosed.ordered_by(checked.project.secret))
    cells, giveaways = {cell_of(o) for o in hidden}, Giveaways(plan, lambda: hidden)

    def tells(change: Change) -> bool:
        said = change.old or ""
        return any(giveaways.in_text(said, job.release.quarter)) or (
            change.table == "observations" and change.column == "value" and change.subject in cells
        )

    return tuple(replace(c, old=WITHHELD) if tells(c) else c for c in found)


def tables_of(site: Path, quarter: str, plan: Path) -> dict[str, Rows]:
    """The published tables of a built site and the plan's targets, for comparing two states."""
    found = {name: read_table(site / "data" / quarter / f"{name}.csv") for name in TABLES}
    return {**found, "targets": read_table(plan / "targets.csv")}
