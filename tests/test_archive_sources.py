"""What is sealed: files that a build read and knows by name, and no others; who may look at what."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from archive_ground import DATA, ROOT, all_own, archive_of, county, order, seal
from typer.testing import CliRunner

import generator.workflows.release as whole
from generator.archive.bags import files_below
from generator.archive.ledger import read_ledger
from generator.archive.verifying import verify
from generator.check.sealing import check_personal_data
from generator.cli.app import app
from generator.distribute.ledger import LEDGER, TORN, DeliveryLedger
from generator.distribute.outbox import Outbox
from generator.domain.assets import is_asset
from generator.domain.distribution import Event
from generator.domain.errors import OutputFault
from generator.domain.period import Period
from generator.domain.text import LANGS
from generator.load import plan as load_plan
from generator.load.project import load_project
from generator.load.sources import Sources, project_sources
from generator.wording.findings import describe
from generator.workflows.build import Blocked, Options, build
from generator.workflows.release import rehearse
from generator.workflows.verify import VerifyQuestion, prove

FIRST, NEWEST = Period.quarter(2026, 1), Period.quarter(2026, 3)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A county that has sealed nothing yet."""
    return county(tmp_path / "county")


def put(project: Path, name: str, text: str = "秘密 secret\n") -> None:
    path = project / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def sources(project: Path, quarter: Period = FIRST) -> Sources:
    return project_sources(load_project(project, quarter), quarter)


def refused(project: Path, quarter: str = "2026Q1") -> list[tuple[str, str]]:
    """What stops a release, by code and name, and proof that nothing was sealed."""
    with pytest.raises(Blocked) as caught:
        seal(project, quarter)
    assert not archive_of(project).exists()
    for finding in caught.value.findings:
        said, fix = describe(finding)
        assert all(finding.place.file in said.of(lang) and fix.of(lang) for lang in LANGS)
    return [(f.code, f.place.file) for f in caught.value.findings]


STRANGERS = {
    "data/quarters_old/2026Q1/observations.csv": "data/quarters_old/",
    "data/quarters/旧 副本/observations.csv": "data/quarters/旧 副本/",
    "data/quarters/2026Q1/甲镇来信.docx": "data/quarters/2026Q1/甲镇来信.docx",
    "data/quarters/2026Q1/old/observations.csv": "data/quarters/2026Q1/old/",
    "data/plans/example/contacts.csv.bak": "data/plans/example/contacts.csv.bak",
    "data/plans/example/Contacts.csv": "data/plans/example/Contacts.csv",
    "data/plans/next/plan.yml": "data/plans/next/",
    "data/通讯录.xlsx": "data/通讯录.xlsx",
    "data/.contacts.csv.swp": "data/.contacts.csv.swp",
    "templates/pages/list (1).md.j2": "templates/pages/list (1).md.j2",
    "site_src/zh/draft.docx": "site_src/zh/draft.docx",
    "site_src/zh/about - 副本.md": "site_src/zh/about - 副本.md",
    "site_src/zh/about(1).md": "site_src/zh/about(1).md",
    "site_src/en/about-old.md": "site_src/en/about-old.md",
    "site_src/zh/.draft.md": "site_src/zh/.draft.md",
    "site_src/theme/main.html.bak": "site_src/theme/main.html.bak",
    "site_src/theme/notes.html": "site_src/theme/notes.html",
    "site_src/assets/contacts.csv": "site_src/assets/contacts.csv",
    "locale/zh/LC_MESSAGES/jibao.po~": "locale/zh/LC_MESSAGES/jibao.po~",
}


def test_strangers_stop_the_release_by_name(project: Path) -> None:
    """A folder is named once, however much lies in it; what is known beside it goes on being known."""
    for name in STRANGERS:
        put(project, name)
    put(project, "data/quarters_old/2026Q1/funds.csv")
    assert set(refused(project)) == {("E44-unknown-file", shown) for shown in STRANGERS.values()}
    for shown in STRANGERS.values():
        path = project / shown
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
    assert seal(project, "2026Q1").sealed


@pytest.mark.parametrize("name", ["data/plans/example/glossary.csv", "data/quarters/2026Q1", "templates"])
def test_links_stop_the_release_by_name(project: Path, tmp_path: Path, name: str) -> None:
    all_own(project)
    elsewhere = tmp_path / "elsewhere"
    (project / name).rename(elsewhere)
    (project / name).symlink_to(elsewhere)
    assert refused(project) == [("E44-link", name)]


def test_a_link_to_a_folder_outside_is_not_followed(project: Path, tmp_path: Path) -> None:
    put(tmp_path, "outside/contacts.csv")
    (project / "data" / "more").symlink_to(tmp_path / "outside")
    (project / "data" / "gone.csv").symlink_to(tmp_path / "nowhere")
    assert refused(project) == [("E44-link", "data/gone.csv"), ("E44-link", "data/more")]


LITTER = (
    "data/Thumbs.db",
    "data/plans/.DS_Store",
    "data/plans/example/~$areas.csv",
    "data/plans/example/.~lock.areas.csv#",
    "data/quarters/2026Q1/desktop.ini",
    "data/quarters/2026Q1/~$observations.xlsx",
    "site_src/assets/Thumbs.db",
    "templates/pages/desktop.ini",
)


def test_what_systems_leave_behind_is_left_out_and_named(project: Path) -> None:
    for name in LITTER:
        put(project, name)
    outcome = seal(project, "2026Q1")
    assert set(LITTER) | {"data/plans/example/README.md"} == set(outcome.left_out)
    names = {Path(name).name for name in LITTER}
    assert not [p for p in archive_of(project).rglob("*") if p.name in names]


@pytest.mark.skipif(
    shutil.which("git") is None or not (ROOT / ".git").exists(),
    reason="only git tells what the product ships",
)
def test_every_file_that_the_product_ships_is_known() -> None:
    """Otherwise nobody could release. The demonstration's quarters, both plans, every template."""
    listed = subprocess.run(
        ["git", "-c", "core.quotepath=off", "ls-files", "data", "templates", "site_src", "locale", "mkdocs*"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    found = sources(ROOT, NEWEST)
    assert found.findings == ()
    # The secret is made by whoever has built here, and is in no repository.
    office = {*found.office} - {"data/.office-secret"}
    assert {*found.public, *office, "data/quarters/README.md"} == set(listed.stdout.splitlines())
    french = ("site_src/fr/about.md", "site_src/fr/method.md", "locale/fr/LC_MESSAGES/jibao.po")
    assert set(found.left_out) == {"data/quarters/README.md", *french}
    assert {n for n in office if not n.startswith("data/quarters/2")} == {"data/plans/chengwu/contacts.csv"}
    assert not [n for n in found.public if "quarters" in n or "contacts" in n]


def test_the_tables_of_a_plan_are_those_that_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    read = set()

    class Noting(load_plan.FactFile):
        def __init__(self, path: Path, *others: object) -> None:
            read.add(path.name)
            super().__init__(path, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(load_plan, "FactFile", Noting)
    load_plan.load_plan(ROOT / "data" / "plans", "chengwu")
    assert read == set(load_plan.TABLES)


def test_a_countys_own_pages_pictures_and_parts_are_known(project: Path) -> None:
    all_own(project)
    put(project, "site_src/zh/more/history.md")
    put(project, "site_src/assets/images/crest.PNG")
    put(project, "site_src/theme/partials/footer.html")
    put(project, "templates/pages/own.md.j2")
    overview = project / "templates" / "pages" / "overview.md.j2"
    overview.write_text("{% include 'own.md.j2' %}" + overview.read_text(encoding="utf-8"), encoding="utf-8")
    put(project, "data/quarters/2026Q1/资金.txt")
    put(project, "data/quarters/2026Q2/release.yml")
    found = sources(project)
    assert found.findings == ()
    assert {
        "site_src/zh/more/history.md",
        "site_src/assets/images/crest.PNG",
        "site_src/theme/partials/footer.html",
        "templates/pages/own.md.j2",
    } <= found.public.keys()
    assert "data/quarters/2026Q1/资金.txt" in found.office
    assert "data/quarters/2026Q2/" in found.left_out, "a later quarter is not this release's"
    assert not [n for n in (*found.public, *found.office) if "2026Q2" in n]


def test_personal_data_are_looked_for_in_every_text(project: Path) -> None:
    said = {
        "site_src/assets/people.json": ("", '["13712345678"]'),
        "site_src/assets/images/note.svg": ("", "<svg xmlns='http://www.w3.org/2000/svg'><title>13712345678</title></svg>"),
        "templates/pages/list.md.j2": ("{# 13712345678 #}", ""),
        "locale/zh/LC_MESSAGES/jibao.po": ("# 13712345678\n", ""),
    }  # fmt: skip
    for name, (before, after) in said.items():
        path = project / name
        put(project, name, before + (path.read_text(encoding="utf-8") if path.exists() else "") + after)
    with pytest.raises(Blocked) as caught:
        seal(project, "2026Q1")
    found = {(f.code, f.place.file) for f in caught.value.findings}
    assert found >= {("E41-phone-number", f"source/{name}") for name in said}


@pytest.mark.parametrize(
    "said",
    [
        "+8613712345678",
        "86 137 1234 5678",
        "139.1234.5678",
        "１３９１２３４５６７８",
        "１１０１０５１９４９１２３１００２Ｘ",
        "Tel.13812345678",
        "手机_13912345678",
        "ID11010519491231002X",
        "110105 19491231 002X",
        "110105-19491231-002X",
    ],
)
def test_personal_data_in_every_spelling(said: str) -> None:
    assert len(list(check_personal_data([("a.md", f"请联系{said}。")]))) == 1


def test_names_that_differ_in_capitals_alone_are_not_sealed(project: Path) -> None:
    for name in ("Logo.svg", "logo.svg"):
        put(project, f"site_src/assets/images/{name}", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    with pytest.raises(OutputFault, match=r"logo\.svg"):
        seal(project, "2026Q1")


def test_what_an_asset_is() -> None:
    assert is_asset("images/crest.SVG") and is_asset("vendor/plotly/LICENSE")
    assert not [
        n for n in ("contacts.csv", "a/b.xlsx", "main.js.bak", ".git/x.js", "Thumbs.db") if is_asset(n)
    ]


@pytest.mark.site
def test_no_stranger_is_on_the_site_of_a_draft_either(project: Path) -> None:
    """MkDocs copies whatever lies beside the theme's templates and among the assets."""
    put(project, "site_src/assets/images/crest.svg", "<svg/>")
    strangers = ("assets/contacts.csv", "assets/Thumbs.db", "theme/contacts.csv", "theme/partials/old.docx")
    for name in strangers:
        put(project, f"site_src/{name}")
    build(project, Options(project / "public", only=frozenset({"site"})))
    made = {p.name for p in (project / "public").rglob("*") if p.is_file()}
    assert "crest.svg" in made and not made & {Path(name).name for name in strangers}


# --- looking before sealing -------------------------------------------------------------------------


def test_a_dry_run_lists_what_will_be_public_and_leaves_nothing(project: Path) -> None:
    put(project, "data/Thumbs.db")

    def state() -> dict[Path, int]:
        return {p: p.stat().st_mtime_ns if p.is_file() else 0 for p in project.rglob("*")}

    before = state()
    listed = rehearse(project, order(project, "2026Q1"))
    # The secret is kept, or the release would hide other cells than its rehearsal; the memory saves a reading.
    kept = {project / name for name in ("data/.office-secret", ".build", ".build/proved.json")}
    assert {p: at for p, at in state().items() if p not in kept} == before
    assert rehearse(project, order(project, "2026Q1")) == listed
    seal(project, "2026Q1")
    sealed = archive_of(project) / "example-2026Q1-v1"
    assert list(listed.public) == files_below(sealed / "public") == sorted(listed.public)
    assert list(listed.office) == files_below(sealed / "office") == sorted(listed.office)
    assert listed.left_out == ("data/Thumbs.db", "data/plans/example/README.md")


@pytest.mark.parametrize(
    ("lang", "heads"),
    [
        ("zh", ("公开，任何人可以下载", "不公开，只留在办公室", "没有封存，也不公开")),
        (
            "en",
            ("public; anybody may download", "private; it stays in the office", "not sealed and not public"),
        ),
    ],
)
def test_the_command_lists_it_in_both_languages(
    project: Path, monkeypatch: pytest.MonkeyPatch, lang: str, heads: tuple[str, ...]
) -> None:
    real = whole.rehearse
    monkeypatch.setattr(whole, "rehearse", lambda f, o, t: real(f, replace(o, parts=DATA), t))
    asked = ["release", "2026Q1", "--dry-run", "--project", str(project), "--lang", lang]
    done = CliRunner().invoke(app, asked)
    assert done.exit_code == 0, done.output
    places = [done.stdout.index(head) for head in heads]
    names = ("public/data/source/data/site.yml", "office/data/salt.txt", "data/plans/example/README.md")
    found = [done.stdout.index(f"\n  {name}\n") for name in names]
    assert places[0] < found[0] < places[1] < found[1] < places[2] < found[2]
    assert not archive_of(project).exists()
    put(project, "data/contacts.csv.bak")
    stopped = CliRunner().invoke(app, asked)
    assert stopped.exit_code == 1 and "data/contacts.csv.bak" in stopped.stderr


# --- hashes -----------------------------------------------------------------------------------------


def test_a_drafts_record_holds_no_hash_of_an_input(project: Path) -> None:
    put(project, "data/plans/example/contacts.csv.bak")
    build(project, Options(project / "public", only=frozenset({"data"})))
    record = json.loads((project / "public" / "build.json").read_text(encoding="utf-8"))
    assert record["release"].endswith("-draft") and "inputs" not in record


def test_a_releases_record_holds_hashes_of_what_is_public_alone(sealed: Path) -> None:
    for place in ("archive/example-2026Q2-v1/public/data/site", "public"):
        record = json.loads((sealed / place / "build.json").read_text(encoding="utf-8"))
        source = sealed / "archive" / "example-2026Q2-v1" / "public" / "data" / "source"
        assert sorted(record["inputs"]) == files_below(source)


# --- what earlier versions sealed -------------------------------------------------------------------


def test_an_archive_with_strangers_in_it_still_verifies_and_rebuilds(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As earlier versions sealed them: a stray folder and a copy of the contacts in the public half."""
    names = ("data/quarters_old/2026Q1/observations.csv", "data/plans/example/contacts.csv.bak")
    for name in names:
        put(project, name)

    def everything(*given: object) -> Sources:
        found = project_sources(*given)  # type: ignore[arg-type]
        return replace(found, public={**found.public, **{n: project / n for n in names}}, findings=())

    with monkeypatch.context() as patch:
        patch.setattr(whole, "project_sources", everything)
        seal(project, "2026Q1")
    assert (archive_of(project) / "example-2026Q1-v1/public/data/source" / names[0]).is_file()
    proof = prove(project, VerifyQuestion(archive_of(project), rebuild=True))
    assert proof.intact and proof.rebuilt == ("example-2026Q1-v1",)
    with pytest.raises(Blocked):
        seal(project, "2026Q1", "再发")
    for name in names:
        (project / name).unlink()
    assert seal(project, "2026Q1", "不再附带多余文件").sealed
    assert verify(archive_of(project)).intact


# --- who may look -----------------------------------------------------------------------------------


@pytest.fixture(params=[0o000, 0o022, 0o077], ids=["umask 000", "umask 022", "umask 077"])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def event(kind: str) -> Event:
    return Event("2026-11-22T08:00:00Z", kind, "r-v1", "jia")


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_the_offices_half_is_its_owners_and_the_public_half_everybodys(project: Path, umask: int) -> None:
    seal(project, "2026Q1")
    release = archive_of(project) / "example-2026Q1-v1"
    for path in (release / "office", *(release / "office").rglob("*")):
        assert mode(path) == (0o700 if path.is_dir() else 0o400), path
    for path in (archive_of(project), release, release / "public", *(release / "public").rglob("*")):
        assert mode(path) == (0o755 if path.is_dir() else 0o444), path


def test_nobody_looks_in_while_a_release_is_made(
    project: Path, umask: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = {}
    real = whole.rebuild

    def looking(*given: object) -> list[str]:
        seen.update({p.name: mode(p) for p in archive_of(project).iterdir() if p.is_dir()})
        return real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(whole, "rebuild", looking)
    seal(project, "2026Q1")
    assert seen == {".sealing-example-2026Q1-v1": 0o700, ".sealing-again": 0o700}


def test_an_office_half_that_stands_open_is_closed(project: Path) -> None:
    seal(project, "2026Q1")
    office = archive_of(project) / "example-2026Q1-v1" / "office"
    office.chmod(0o755)
    put(project, "data/quarters/2026Q1/summary.zh.md", "一句话。\n")
    seal(project, "2026Q1", "补一句话")
    assert mode(office) == 0o700
    assert [r.version for r in read_ledger(archive_of(project))] == [1, 2]


def test_outbox_and_delivery_ledger_are_their_owners(tmp_path: Path, umask: int) -> None:
    Outbox(tmp_path / "outbox" / "r-v1").put("folders/01-jia/index.html", b"x")
    ledger = DeliveryLedger(tmp_path / "distribution")
    ledger.add(event("prepared"))
    with ledger.path.open("ab") as stream:
        stream.write(b"half a line")
    DeliveryLedger(tmp_path / "distribution").add(event("resend"))
    found = [p for top in ("outbox", "distribution") for p in (tmp_path / top, *(tmp_path / top).rglob("*"))]
    assert {p.name for p in found if p.is_file()} == {"index.html", LEDGER, TORN}
    for path in found:
        assert mode(path) == (0o700 if path.is_dir() else 0o600), path


def test_what_stood_open_before_is_closed(tmp_path: Path) -> None:
    for folder in (tmp_path / "outbox" / "r-v1", tmp_path / "distribution"):
        folder.mkdir(parents=True)
        folder.chmod(0o755)
    (tmp_path / "distribution" / LEDGER).touch(0o644)
    Outbox(tmp_path / "outbox" / "r-v1").put("index.html", b"x")
    DeliveryLedger(tmp_path / "distribution").add(event("prepared"))
    paths = ("outbox", "outbox/r-v1", "distribution", f"distribution/{LEDGER}")
    assert [mode(tmp_path / p) & 0o077 for p in paths] == [0] * 4
