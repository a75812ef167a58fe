"""Files of the office's own that are not as they should be: named, and never a traceback or a hang."""

import os
from pathlib import Path

import pytest
from archive_ground import DATA, all_own, county
from intake_ground import PROJECT
from typer.testing import CliRunner

from generator.cli.app import app
from generator.distribute.server import server_of
from generator.domain.errors import EnvironmentFault, UsageError
from generator.domain.text import LANGS
from generator.load.catalogue import load_catalogue
from generator.load.settings import read_settings
from generator.load.texts import load_handwritten, load_templates
from generator.load.vocabulary import FILES, load_vocabulary, load_words
from generator.workflows.build import Blocked, Options, build, check_project


@pytest.fixture
def words(tmp_path: Path) -> Path:
    """The vocabulary's folder, to be damaged."""
    for name in FILES:
        (tmp_path / name).write_bytes((PROJECT / "data" / "vocabulary" / name).read_bytes())
    return tmp_path


def test_a_word_list_that_a_spreadsheet_saved(words: Path) -> None:
    before = load_vocabulary(words)
    path = words / "headers.csv"
    path.write_text("\ufeff" + path.read_text(encoding="utf-8").replace(",", "\t"), encoding="utf-8")
    assert load_vocabulary(words) == before


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data.decode().encode("gb18030") + "演示".encode("gb18030"),
        lambda data: (
            data.replace(b"aliases", b"alias", 1).replace(b"file,", b"files,", 1).replace(b"word,", b"w,")
        ),
        lambda _: b"",
        lambda data: data + b'"',
        lambda data: data + b"a\n",
        lambda data: data + b"a," * 70_000,
    ],
    ids=["GBK", "header", "empty", "quote", "ragged", "wide"],
)
def test_a_damaged_word_list_is_named(words: Path, name: str, damage: object) -> None:
    path = words / name
    path.write_bytes(damage(path.read_bytes()))  # type: ignore[operator]
    with pytest.raises(EnvironmentFault, match=name.replace(".", r"\.")):
        load_words(words) if name == "words.csv" else load_vocabulary(words)


@pytest.mark.parametrize("name", ["values.csv", "headers.csv"])
def test_a_pipe_is_no_word_list(words: Path, name: str) -> None:
    (words / name).unlink()
    os.mkfifo(words / name)
    with pytest.raises(EnvironmentFault):
        load_vocabulary(words)


def test_pages_and_templates_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    page = tmp_path / "site_src" / "zh" / "x.md"
    page.parent.mkdir(parents=True)
    (tmp_path / "templates" / "pages").mkdir(parents=True)
    os.mkfifo(page)
    with pytest.raises(EnvironmentFault, match=r"x\.md"):
        load_handwritten(tmp_path, LANGS)
    (tmp_path / "templates" / "pages" / "list.md.j2").write_bytes(b"\xff\xfe\xb5")
    with pytest.raises(EnvironmentFault, match=r"list\.md\.j2"):
        load_templates(tmp_path, "pages")


@pytest.mark.parametrize(
    "number", ["0x" + "f" * 20_000, "0b" + "1" * 50_000, "1" + ":59" * 50_000, "9" * 5_000]
)
def test_a_number_without_end_is_no_setting(tmp_path: Path, number: str) -> None:
    path = tmp_path / "plan.yml"
    path.write_text(f"quarter: {number}\n", encoding="utf-8")
    given, findings = read_settings(path, "plan.yml")
    assert given == {} and [f.code for f in findings] == ["E26-settings-unreadable"]


@pytest.mark.parametrize("host", ["..", "a" * 300])
def test_an_impossible_host_is_no_server(host: str) -> None:
    with pytest.raises(UsageError):
        server_of(f"smtps://u:p@{host}")


def test_a_dead_link_among_the_plans_tables_is_no_missing_file(tmp_path: Path) -> None:
    project = all_own(county(tmp_path / "county"))
    (project / "data" / "plans" / "example" / "conflicts.csv").unlink(missing_ok=True)
    (project / "data" / "plans" / "example" / "conflicts.csv").symlink_to("/nowhere")
    with pytest.raises(Blocked) as caught:
        build(project, Options(project / "public", None, DATA))
    assert [(f.code, f.place.file) for f in caught.value.findings] == [
        ("E03-unreadable", "data/plans/example/conflicts.csv")
    ]


def _changed(tmp: Path, name: str, before: str, after: str) -> list[tuple[str, str | None, bool]]:
    project = all_own(county(tmp / "county"))
    path = project / "data" / name
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    return [(f.code, f.place.column, f.blocking) for f in check_project(project).findings]


@pytest.mark.parametrize(
    ("name", "before", "after", "expected"),
    [
        ("plans/example/plan.yml", "small_count:", "smal_count:", ("P03-not-allowed", "thresholds.smal_count", True)),
        ("plans/example/plan.yml", "first_quarter:", "frist_quarter: 1\nfirst_quarter:", ("E26-key-unknown", "frist_quarter", False)),
        ("site.yml", "principal:", "princpal: x\nprincipal:", ("E26-key-unknown", "princpal", False)),
        ("site.yml", "  icp:", "  icpp: x\n  icp:", ("E26-key-unknown", "footer.icpp", False)),
        ("site.yml", "  zh: 示例县", "  zn: x\n  zh: 示例县", ("E26-key-unknown", "site_name.zn", False)),
        ("site.yml", 'base_address: ""', "base_address: javascript:alert(1)", ("P03-not-allowed", "base_address", True)),
        ("site.yml", 'base_address: ""', 'base_address: "http://["', ("P03-not-allowed", "base_address", True)),
        ("site.yml", "  icp:", "  icp_url: javascript:alert(1)\n  icp:", ("P03-not-allowed", "footer.icp_url", True)),
        ("plans/example/plan.yml", "  phone:", "  phon: 1\n  phone:", ("E26-key-unknown", "contact.phon", False)),
        ("plans/example/plan.yml", "issuer: {zh: 示例县卫生健康局", "isuer: x\n  issuer: {zh: 示例县卫生健康局", ("E26-key-unknown", "bulletin.isuer", False)),
        ("plans/example/plan.yml", "  to: {zh:", "  to: {zhh: x, zh:", ("E26-key-unknown", "bulletin.to.zhh", False)),
        ("plans/example/indicators.csv", ",min,", ",minimum,", ("P29-column-unknown", "minimum", False)),
        ("plans/example/indicators.csv", ",min,max", ",min,min", ("E06-duplicate-column", "min", True)),
    ],
)  # fmt: skip
def test_a_slip_of_the_pen_is_told(
    tmp_path: Path, name: str, before: str, after: str, expected: tuple[str, str, bool]
) -> None:
    """Else what it sets is left out in silence: a protection of small numbers, every bound of a plan."""
    assert expected in _changed(tmp_path, name, before, after)


def test_files_beside_the_plan_that_nobody_reads_are_named(tmp_path: Path) -> None:
    """`milestone.csv` for `milestones.csv` would take the tasks off the site in silence."""
    project = all_own(county(tmp_path / "county"))
    data = project / "data"
    assert [f for f in check_project(project).findings if f.code.startswith("E06-unknown")] == []
    (data / "plans" / "example" / "milestones.csv").rename(data / "plans" / "example" / "milestone.csv")
    for name in (
        "site.yaml",
        "plans/contacts.csv",
        "method/example.csv",
        "vocabulary/value.csv",
        "plans/example/Thumbs.db",
    ):
        (data / name).touch()
    (data / "Quarters").mkdir()
    found = [
        (f.place.file, f.code, f.blocking)
        for f in check_project(project).findings
        if f.code.startswith("E06-u")
    ]
    assert sorted(found) == [
        ("data/Quarters", "E06-unknown-folder", False),
        ("data/method/example.csv", "E06-unknown-file", False),
        ("data/plans/contacts.csv", "E06-unknown-file", False),
        ("data/plans/example/milestone.csv", "E06-unknown-file", False),
        ("data/site.yaml", "E06-unknown-file", False),
        ("data/vocabulary/value.csv", "E06-unknown-file", False),
    ]


@pytest.mark.parametrize("text", ["x,y\n1,2\n", "{head}\n{first}x\n", '{head}\n"' + "a" * 140_000 + '"\n'])
def test_worked_examples_that_are_none_are_named(text: str, tmp_path: Path) -> None:
    project = all_own(county(tmp_path / "county"))
    path = project / "data" / "method" / "worked_examples.csv"
    head, first = path.read_text(encoding="utf-8").splitlines()[:2]
    path.write_text(
        text.replace("{head}", head).replace("{first}", "count,>=,x" + first[8:]), encoding="utf-8"
    )
    done = CliRunner().invoke(
        app, ["build", "--project", str(project), "--only", "site", "--out", str(tmp_path / "out")]
    )
    assert isinstance(done.exception, UsageError) and "worked_examples.csv" in str(done.exception), (
        done.output
    )


@pytest.mark.parametrize("how", ["gbk", "pipe"])
def test_a_catalogue_that_cannot_be_read_is_named(how: str, tmp_path: Path) -> None:
    project = all_own(county(tmp_path / "county"))
    path = project / "locale" / "zh" / "LC_MESSAGES" / "jibao.po"
    text = path.read_text(encoding="utf-8")
    path.unlink()
    if how == "gbk":
        path.write_bytes(text.encode("gb18030"))
    else:
        os.mkfifo(path)
    with pytest.raises(EnvironmentFault, match=r"jibao\.po"):
        load_catalogue(project, "zh")
