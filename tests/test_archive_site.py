"""How readers meet releases: the page that lists them, the archived sites, the download, and a check by
hand. One whole release with the real command."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from html import unescape
from pathlib import Path

import pytest
from archive_ground import ROOT, TODAY, archive_of, county, edit

from generator.archive.ledger import read_ledger
from generator.archive.reading import Sealed
from generator.archive.sealed_files import SealedFault
from generator.domain.change import Change
from generator.domain.period import Period
from generator.domain.release import ArchiveState, Reissue, SealedRelease, Withdrawal
from generator.domain.text import LANGS
from generator.load.catalogue import load_catalogue
from generator.publish.output.writer import MARK
from generator.render.site.release_banner import banner
from generator.wording.archive_words import proof_text
from generator.wording.localizer import Localizer
from generator.workflows.build import BuildParts, Checked, Options, check_project, gather, reports_of
from generator.workflows.publication import republish
from generator.workflows.verify import VerifyQuestion, prove

FIRST = SealedRelease(
    "example",
    Period.quarter(2026, 1),
    1,
    date(2026, 5, 9),
    date(2026, 5, 8),
    "provisional",
    True,
    "a" * 64,
    "b" * 64,
    "",
)
SECOND = replace(
    FIRST, version=2, root="c" * 64, previous="a" * 64, reason="甲镇<报错>", changed={"value": 3, "status": 1}
)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A county released with the command: site, bulletins, data."""
    project = county(tmp_path_factory.mktemp("released") / "county")
    done = jibao(project, "release", "2026Q1", "--lang", "en")
    assert done.returncode == 0, done.stderr
    release = read_ledger(archive_of(project))[0]
    assert done.stdout.strip() == release.root
    assert f"Sealed {release.id}" in done.stderr
    return project


def jibao(project: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """The command as an officer gives it: in the project's folder, without naming it."""
    return subprocess.run(
        [sys.executable, "-m", "generator", *words],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.site
def test_a_new_version_tells_in_its_own_pages_what_it_changed(whole: Path, tmp_path: Path) -> None:
    project = Path(shutil.copytree(whole, tmp_path / "county", symlinks=True))
    edit(project / "data/quarters/2026Q1/observations.csv", "60.5", "60.7")
    done = jibao(project, "release", "2026Q1", "--reason", "更正比例", "--same-day", "--lang", "en")
    assert done.returncode == 0, done.stderr
    second = Sealed(archive_of(project), read_ledger(archive_of(project))[-1])
    assert second.release.changed == {"value": 1}
    for site in (project / "public", second.site):
        page = (site / "corrections" / "index.html").read_text(encoding="utf-8")
        told = unescape(re.sub(r"<[^>]*>", "", page.split('id="example-2026Q1-v2"')[1]))
        for words in ("更正比例", "60.5%", "60.7%", "示例比例 · 2026年第一季度 · 示例县"):
            assert words in told, site
        assert "60.7%" in (site / "en" / "corrections" / "index.html").read_text(encoding="utf-8")
    old = project / "public" / "releases" / "example-2026Q1-v1" / "en" / "corrections" / "index.html"
    there = "../../../example-2026Q1-v2/en/corrections/index.html"
    assert f'<a href="{there}">To example-2026Q1-v2</a>' in old.read_text(encoding="utf-8")
    assert (old.parent / there).is_file()
    archived = project / "public" / "releases" / "example-2026Q1-v1"
    assert not (archived / "assets").exists(), "releases share what their pages load"
    missing = [
        (page.relative_to(archived).as_posix(), link)
        for page in archived.rglob("*.html")
        if page.name != "404.html"
        for link in links(page)
        if not (page.parent / link).exists()
    ]
    assert missing == []
    shared = list((project / "public" / "releases" / "shared").iterdir())
    assert sorted(p.name for one in shared for p in (one / "assets").iterdir()) == sorted(
        p.name for p in (second.site / "assets").iterdir()
    )
    page = (archived / "en" / "indicators" / "1" / "index.html").read_text(encoding="utf-8")
    assert re.search(r'src="(\.\./){4}shared/[0-9a-f]{16}/assets/javascripts/site\.js"', page)
    assert not (second.public / "source/site_src/assets/vendor").exists(), "the site in the bag has them"
    first = project / "archive" / "example-2026Q1-v1" / "public" / "data" / "site"
    assert "60.7" not in (first / "corrections" / "index.html").read_text(encoding="utf-8")
    proved = jibao(project, "verify", "--rebuild", "--lang", "en")
    assert proved.returncode == 0, proved.stdout + proved.stderr


@pytest.mark.site
@pytest.mark.pdf
def test_the_whole_site_lies_in_the_bag_and_reads_offline(whole: Path) -> None:
    site = archive_of(whole) / "example-2026Q1-v1/public/data/site"
    home = (site / "index.html").read_text(encoding="utf-8")
    assert "example-2026Q1-v1" in home and "example-2026Q1-draft" not in home
    assert "草稿" not in home
    assert [p.name for p in (site / "releases").iterdir()] == ["index.html"], "no other releases in it"
    missing = [
        (page.relative_to(site).as_posix(), link)
        for page in site.rglob("*.html")
        if page.name != "404.html"
        for link in links(page)
        if not (page.parent / link).exists()
    ]
    assert missing == []
    pdfs = list((site / "bulletins").rglob("*.pdf"))
    assert len(pdfs) == 6


def links(page: Path) -> set[str]:
    """Relative addresses of a page's links, pictures and scripts, without their anchors."""
    found = re.findall(r'(?:href|src)="([^"#?]+)', page.read_text(encoding="utf-8"))
    return {x for x in found if not re.match(r"[a-z]+:|//", x)}


@pytest.mark.site
@pytest.mark.pdf
def test_published_beside_the_newest(whole: Path) -> None:
    public = whole / "public"
    record = json.loads((public / MARK).read_text(encoding="utf-8"))
    assert record["release"] == "example-2026Q1-v1"
    page = (public / "releases" / "index.html").read_text(encoding="utf-8")
    root = read_ledger(archive_of(whole))[0].root
    assert root in page.replace("<wbr>", "")
    for href in ("example-2026Q1-v1/index.html", "example-2026Q1-v1.zip", "releases.jsonl"):
        assert f'href="{href}"' in page
        assert (public / "releases" / href).is_file()
    english = (public / "en" / "releases" / "index.html").read_text(encoding="utf-8")
    assert 'href="../../releases/example-2026Q1-v1/en/index.html"' in english
    old = public / "releases/example-2026Q1-v1"
    for path, words, newest in (
        ("indicators/1/index.html", "example-2026Q1-v1是最新发布", "../../../../indicators/1/index.html"),
        ("en/funds/index.html", "example-2026Q1-v1 is the newest", "../../../../en/funds/index.html"),
    ):
        text = (old / path).read_text(encoding="utf-8")
        assert words in text, "shown at the root: its own address leads there"
        assert f'href="{newest}"' in text and f"url={newest}" in text
        assert (old / path).parent.joinpath(newest).is_file()
    sealed = archive_of(whole) / "example-2026Q1-v1/public/data/site"
    for path in ("bulletins/2026Q1/example-2026Q1-jia.zh.pdf", "data/2026Q1/observations.csv"):
        assert (old / path).read_bytes() == (sealed / path).read_bytes() == (public / path).read_bytes()
        assert not (old / path).samefile(sealed / path)


@pytest.mark.site
def test_a_draft_leaves_what_is_public_alone(whole: Path, tmp_path: Path) -> None:
    project = Path(shutil.copytree(whole, tmp_path / "county", symlinks=True))
    before = tree(project / "public")
    edit(project / "data/plans/example/plan.yml", "示例", "样例")
    done = jibao(project, "build", "--lang", "en")
    assert done.returncode == 0, done.stderr
    assert (project / "draft" / "en" / "index.html").is_file()
    assert not (project / "draft" / "releases" / "example-2026Q1-v1").exists()
    assert tree(project / "public") == before
    missing = [
        (page.name, link)
        for page in (project / "draft" / "releases").rglob("*.html")
        for link in links(page)
        if not (page.parent / link).exists()
    ]
    assert missing == [], "a draft links no release: none lies beside it"


@pytest.mark.site
@pytest.mark.pdf
def test_published_again_from_the_archive_alone(whole: Path, tmp_path: Path) -> None:
    """Under another program, whose words and code are not what they were."""
    archive = Path(shutil.copytree(archive_of(whole), tmp_path / "alone" / "archive"))
    script = (
        "import generator; generator.__version__ = '99.0'\n"
        "from generator.workflows import build, release_contents\n"
        "build.build = release_contents.restore = None\n"
        "from pathlib import Path; from generator.workflows.publication import republish\n"
        f"republish(Path({str(archive)!r}), Path({str(tmp_path / 'again')!r}))"
    )
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True)
    assert tree(tmp_path / "again") == tree(whole / "public")


def tree(folder: Path) -> dict[str, str]:
    """Path → SHA-256 of everything below a folder."""
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in folder.rglob("*")
        if p.is_file()
    }


@pytest.mark.parametrize("how", ["changed", "added", "linked", "gone", "manifest"])
def test_what_was_changed_in_an_archive_is_not_published(how: str, whole: Path, tmp_path: Path) -> None:
    """`verify` refutes it; a build, which nobody asked to verify, must not spread it."""
    project = Path(shutil.copytree(whole, tmp_path / "county", symlinks=True))
    archive = archive_of(project)
    bag = archive / "example-2026Q1-v1" / "public"
    table = bag / "data" / "site" / "data" / "2026Q1" / "observations.csv"
    for path in (bag, *bag.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() else 0o644)
    if how in ("changed", "manifest"):
        old = table.read_bytes()
        table.write_bytes(old.replace(b",50,", b",51,"))
        assert table.read_bytes() != old
    if how == "manifest":
        sums = bag / "manifest-sha256.txt"
        before, after = hashlib.sha256(old).hexdigest(), hashlib.sha256(table.read_bytes()).hexdigest()
        sums.write_text(sums.read_text().replace(before, after))
    if how == "added":
        (table.parent / "raw.csv").write_text("1")
    if how == "linked":
        (table.parent / "h.csv").symlink_to("/etc/hostname")
    if how == "gone":
        table.unlink()
    with pytest.raises(SealedFault, match=r"run jibao verify"):
        republish(archive, tmp_path / "other")
    assert not (tmp_path / "other").exists()


@pytest.mark.site
@pytest.mark.pdf
@pytest.mark.skipif(shutil.which("bash") is None, reason="the page is for a shell")
def test_checked_by_hand_from_the_download(whole: Path, tmp_path: Path) -> None:
    """The commands of docs/verify-by-hand.md, as printed, on the unpacked download and on the archive."""
    page = (ROOT / "docs" / "verify-by-hand.md").read_text(encoding="utf-8")
    script = "set -euo pipefail\n" + "".join(re.findall(r"```sh\n(.*?)```", page, re.DOTALL))
    with zipfile.ZipFile(whole / "public/releases/example-2026Q1-v1.zip") as packed:
        packed.extractall(tmp_path / "download")
    shutil.copytree(archive_of(whole), tmp_path / "archive")
    assert not (tmp_path / "download/example-2026Q1-v1/public/data/site/bulletins").exists(), "only once"
    script = script.replace("ADDRESS=https://example.invalid", f"ADDRESS=file://{whole}/public")
    for folder in (tmp_path / "download", tmp_path / "archive"):
        done = bash(script, folder)
        assert done.returncode == 0, done.stdout + done.stderr
        assert read_ledger(folder)[0].root in done.stdout
    proof = subprocess.run(
        [
            sys.executable,
            "-m",
            "generator",
            "verify",
            "--archive",
            str(tmp_path / "download"),
            "--lang",
            "en",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert proof.returncode == 0 and "without the office bag" in proof.stdout
    readme = tmp_path / "download" / "example-2026Q1-v1/public/data/README.txt"
    readme.write_text(readme.read_text(encoding="utf-8") + " ", encoding="utf-8")
    assert bash(script, tmp_path / "download").returncode != 0
    extra = tmp_path / "archive" / "example-2026Q1-v1/public/data/extra.txt"
    extra.write_text("x", encoding="utf-8")
    assert bash(script, tmp_path / "archive").returncode != 0


@pytest.mark.site
@pytest.mark.pdf
def test_the_download_is_proved_with_the_bulletins_beside_it(whole: Path, tmp_path: Path) -> None:
    """As it lies in the published folder; alone, what is not there is told; one byte refutes it."""
    name = "example-2026Q1-v1"
    published = whole / "public/releases"
    packed = Path(shutil.copy(published / f"{name}.zip", tmp_path))
    alone = prove(whole, VerifyQuestion(packed))
    assert alone.intact and alone.partly == alone.apart == (name,)
    assert f"releases/{name}/bulletins/ of the site" in proof_text(alone, "en")
    beside = Path(shutil.copytree(published / name / "bulletins", tmp_path / name / "bulletins"))
    proof = prove(whole, VerifyQuestion(packed))
    assert proof.intact and not proof.apart and proof.files == alone.files + 6
    pdf = next(beside.rglob("*.pdf"))
    data = pdf.read_bytes()
    pdf.write_bytes(data[:-1] + b"x")
    assert [f.code for f in prove(whole, VerifyQuestion(packed)).faults][:1] == ["file-changed"]
    pdf.unlink()
    assert [f.code for f in prove(whole, VerifyQuestion(packed)).faults] == ["file-missing"]
    pdf.symlink_to("/etc/hostname")
    assert not prove(whole, VerifyQuestion(packed)).intact


def bash(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["bash", "-c", script], cwd=folder, capture_output=True, text=True, check=False)


def localizers() -> dict[str, Localizer]:
    return {lang: Localizer(lang, load_catalogue(ROOT, lang)) for lang in LANGS}  # type: ignore[misc]


def test_the_line_over_an_archived_page() -> None:
    localizer = localizers()["en"]
    line = banner(localizer, FIRST, replace(SECOND, reason=f"{SECOND.reason}{{newest}}"))
    assert (
        'superseded by example-2026Q1-v2: <span lang="zh-Hans">甲镇</span>&#60;<span lang="zh-Hans">报错</span>&#62;'
        in line
    )
    assert line.count("{newest}") == line.count("{following}") == 1, "only marks of ours are addresses"
    assert "superseded" not in banner(localizer, SECOND, None)


CHANGES = (
    Change("status", "indicators", ("1",), "status", "met", "behind"),
    Change("value", "observations", ("1", "2026Q1", "jia", "self"), "value", "60.50", "<b>"),
    Change("value", "observations", ("1", "2026Q1", "county", "self"), "value", "60.5", None),
    Change("funds", "funds", ("W9", "county"), "used", "", "7"),
)


def released_anew(tmp_path: Path) -> tuple[Checked, Options, BuildParts]:
    """A county's site beside an archive that holds two versions of its quarter."""
    checked = check_project(county(tmp_path / "county"))
    options = Options(tmp_path / "public", only=frozenset({"site"}))
    known = ArchiveState((FIRST, SECOND), reissues=(Reissue(SECOND, CHANGES),))
    made = gather(checked, reports_of(checked), replace(options, front=True), known)
    return checked, options, made


def test_the_page_of_releases_lists_every_release(tmp_path: Path) -> None:
    checked, options, made = released_anew(tmp_path)
    pages = {site.lang: site.files["releases/index.md"] for site in made.rendered}
    assert "已被example-2026Q1-v2替代" in pages["zh"]
    assert "superseded by example-2026Q1-v2" in pages["en"]
    assert "values changed: 3" in pages["en"] and "statuses changed: 1" in pages["en"]
    assert "数值改动3处" in pages["zh"]
    for page in pages.values():
        assert "甲镇<报错>" not in page and "甲镇<报错>" in unescape(re.sub(r"</?span[^>]*>", "", page))
        assert "a" * 64 in page.replace("<wbr>", "") and "c" * 64 in page.replace("<wbr>", "")
        assert page.index("example-2026Q1-v2") < page.index('id="example-2026Q1-v1"'), "newest sealed first"
    none = gather(checked, reports_of(checked), options)
    assert "No release has been sealed yet." in none.rendered[1].files["releases/index.md"]
    alone = gather(
        checked, reports_of(checked), replace(options, known=ArchiveState((FIRST,))), ArchiveState((FIRST,))
    )
    assert "example-2026Q1-v1/index.html" not in alone.rendered[0].files["releases/index.md"]


def test_the_page_of_corrections_lists_what_a_new_version_changed(tmp_path: Path) -> None:
    _, _, made = released_anew(tmp_path)
    pages = {site.lang: rows_of_page(site.files["corrections/index.md"], SECOND.id) for site in made.rendered}
    assert pages["zh"] == [
        ["1 示例比例", "状态", "达标", "进度滞后"],
        ["1 示例比例 · 2026年第一季度 · 甲镇 · 自查", "数值", "60.5%", "<b>"],
        ["1 示例比例 · 2026年第一季度 · 示例县 · 自查", "数值", "60.5%", "（没有）"],
        ["W9 · 县级资金", "支出", "（空）", "7"],
    ]
    assert pages["en"][1][1:3] == ["value", "60.5%"] and pages["en"][3][2] == "(empty)"
    feed = made.rendered[0].files["feed.xml"]
    assert f"corrections/index.html#{SECOND.id}" in feed


def test_a_withdrawn_version_stays_on_the_page_of_corrections_and_what_it_put_back_is_told(
    tmp_path: Path,
) -> None:
    checked = check_project(county(tmp_path / "county"))
    line = Withdrawal(SECOND.id, SECOND.root, TODAY, "错版", True, "", SECOND.root, "wrong")
    newest = replace(FIRST, quarter=Period.quarter(2026, 2), root="d" * 64)
    gone = replace(SECOND, withdrawn=line)
    known = ArchiveState(
        (FIRST, newest, gone),
        reissues=(Reissue(gone, CHANGES[1:2]),),
        lines=(FIRST, newest, SECOND, line),
        shown={("1", "2026Q1", "county", "self"): Decimal("60.7")},
    )
    options = Options(tmp_path / "public", only=frozenset({"site"}), front=True, release=newest.id)
    made = gather(checked, reports_of(checked, known), options, known)
    page = made.rendered[1].files["corrections/index.md"]
    assert "wrong" in page and "What it had changed no longer stands." in page
    put_back, _ = rows_of_page(re.sub(r"<tr id[^>]*>", "<tr>", page), "values")
    assert put_back[3:6] == ["60.7%", "60.5%", "wrong"]
    since = rows_of_page(made.rendered[1].files["data/index.md"], "since")
    assert [r[2:] for r in since] == [["60.5%", "<b>"], ["60.7%", "60.5%"]]


def test_the_page_that_offers_bulletins_says_what_was_corrected_since(tmp_path: Path) -> None:
    """The newest quarter's bulletins stand as they were printed when an older quarter was released anew."""
    checked = check_project(county(tmp_path / "county"))
    newest = replace(FIRST, quarter=Period.quarter(2026, 2), root="d" * 64)
    known = ArchiveState((FIRST, newest, SECOND), reissues=(Reissue(SECOND, CHANGES),))
    options = Options(tmp_path / "public", only=frozenset({"site"}), front=True, release=newest.id)
    made = gather(checked, reports_of(checked), options, known)
    for name in ("townships/index.md", "data/index.md"):
        pages = {site.lang: rows_of_page(site.files[name], "since") for site in made.rendered}
        assert pages["zh"] == [
            ["1 示例比例 · 2026年第一季度 · 甲镇 · 自查", "数值", "60.5%", "<b>"],
            ["1 示例比例 · 2026年第一季度 · 示例县 · 自查", "数值", "60.5%", "（没有）"],
        ]
    own = gather(checked, reports_of(checked), replace(options, release=SECOND.id), known)
    assert 'id="since"' not in own.rendered[0].files["townships/index.md"], "its own are printed with it"


def rows_of_page(page: str, anchor: str) -> list[list[str]]:
    """The words of the table under a heading, cell by cell."""
    part = page.split(anchor, 1)[1]
    lines = re.findall(r"<tr>(.*?)</tr>", part.split("</tbody>")[0].split("<tbody>")[1], re.S)
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", line, re.S) for line in lines]
    return [[unescape(re.sub(r"<[^>]*>", "", cell)) for cell in line] for line in cells]
