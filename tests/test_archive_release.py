"""Sealing: what a release holds, when it is refused, what a second version says, what is published."""

import csv
import hashlib
import itertools
import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import bagit
import pytest
from archive_ground import DATA, archive_of, county, deliver, edit, figures, order, seal

from generator.archive.ledger import LedgerFault, read_ledger
from generator.archive.reading import Sealed, known, read_table
from generator.assess.suppression import control
from generator.check.sealing import check_personal_data
from generator.domain.delivery import Delivery
from generator.domain.errors import OutputFault, UsageError
from generator.domain.period import Period
from generator.domain.plan import Plan
from generator.domain.release import latest, successor_of
from generator.workflows.build import Blocked, Options, build, check_project
from generator.workflows.release import Refused, release
from generator.workflows.verify import VerifyQuestion, prove

NAMES = ("example-2026Q1-v1", "example-2026Q2-v1", "example-2026Q1-v2")


def test_two_valid_bags_with_everything_that_belongs_in_them(sealed: Path) -> None:
    first = archive_of(sealed) / "example-2026Q1-v1"
    for half in ("public", "office"):
        bag = bagit.Bag(str(first / half))
        bag.validate()
        assert sorted(bag.algorithms) == ["sha256", "sha512"]
        assert bag.version_info == (1, 0)
        assert bag.info["Bagging-Date"] == "2026-11-22"
    public, office = first / "public" / "data", first / "office" / "data"
    for name in ("datapackage.json", "ro-crate-metadata.json", "release.json", "README.txt", "ledger.jsonl"):
        assert (public / name).is_file(), name
    assert (public / "source" / "data" / "plans" / "example" / "targets.csv").is_file()
    assert (public / "source" / "templates" / "pages").is_dir()
    assert len(list((public / "site" / "bulletins").rglob("*.pdf"))) == 6
    assert not list(public.rglob("quarters"))
    assert (office / "source" / "data" / "quarters" / "2026Q1" / "observations.csv").is_file()
    facts = json.loads((public / "release.json").read_text(encoding="utf-8"))
    assert facts["sign_off"]["secrecy_review"]["zh"] == "示例文本，无需保密审查"
    assert facts["software"]["packages"]["pandas"]
    assert facts["previous"] == ""
    for resource in json.loads((public / "datapackage.json").read_text(encoding="utf-8"))["resources"]:
        assert (public / resource["path"]).is_file()
    crate = json.loads((public / "ro-crate-metadata.json").read_text(encoding="utf-8"))
    root = next(n for n in crate["@graph"] if n["@id"] == "./")
    assert root["identifier"] == "example-2026Q1-v1"
    assert all((public / part["@id"]).is_file() for part in root["hasPart"])


def test_nothing_of_the_office_is_in_the_public_bag(sealed: Path) -> None:
    """Not the contacts, not the deliveries, not even their checksums: whoever knows a file but for
    one withheld count would only have to try a few."""
    first = archive_of(sealed) / "example-2026Q1-v1"
    office = [p for p in (first / "office" / "data" / "source").rglob("*") if p.is_file()]
    assert {p.name for p in office} == {".office-secret", "contacts.csv", "observations.csv", "release.yml"}
    for path in (first / "public").rglob("*"):
        if not path.is_file():
            continue
        data = path.read_bytes()
        assert b"jia@example.invalid" not in data, path
        for secret in office:
            assert hashlib.sha256(secret.read_bytes()).hexdigest().encode() not in data, path
    salts = {(archive_of(sealed) / n / "office/data/salt.txt").read_text() for n in NAMES}
    assert len(salts) == 3 and all(len(s.strip()) == 64 for s in salts)


def test_the_chain_is_the_order_of_sealing(sealed: Path) -> None:
    releases = read_ledger(archive_of(sealed))
    assert [r.id for r in releases] == list(NAMES)
    assert [r.previous for r in releases] == ["", releases[0].root, releases[1].root]
    for before, after in itertools.pairwise(releases):
        facts = Sealed(archive_of(sealed), after).facts()
        assert facts["previous"] == before.root
        assert "root" not in facts
    assert latest(releases, "example") == releases[1], "the newest quarter, not the last one sealed"
    assert successor_of(releases, releases[0]) == releases[2]
    assert successor_of(releases, releases[1]) is None


def test_a_second_version_names_its_reason_and_what_changed(sealed: Path) -> None:
    third = read_ledger(archive_of(sealed))[2]
    assert third.reason == "更正第一季度的示例比例"
    assert third.changed["value"] == 1
    assert "source" not in third.changed, "the file is told by its cell"
    changes = Sealed(archive_of(sealed), third).facts()["changes"]
    assert changes["files"] == ["data/quarters/2026Q1/observations.csv"]
    value = next(c for c in changes["cells"] if c["kind"] == "value")
    assert (value["subject"], value["old"], value["new"]) == (
        ["1", "2026Q1", "county", "self"],
        "60.5",
        "60.7",
    )


@pytest.fixture
def project(sealed: Path, tmp_path: Path) -> Path:
    """A copy with its three releases, to go on from."""
    return Path(shutil.copytree(sealed, tmp_path / "county", symlinks=True))


def state(project: Path) -> dict[str, bytes]:
    return {
        p.relative_to(project).as_posix(): p.read_bytes()
        for p in archive_of(project).rglob("*")
        if p.is_file()
    }


def test_nothing_changed_is_refused_with_words(project: Path) -> None:
    before = state(project)
    seal_again = order(project, "2026Q1", "更正")
    shutil.rmtree(project / "public")
    # The published folder first catches up with the archive; that is all there is to do.
    assert not release(project, replace(seal_again, parts=DATA)).sealed
    ledger = project / "public" / "releases" / "releases.jsonl"
    assert ledger.read_bytes() == (archive_of(project) / "releases.jsonl").read_bytes()
    with pytest.raises(UsageError, match="nothing has changed since example-2026Q1-v2") as caught:
        release(project, seal_again)
    assert caught.value.of("zh") == "example-2026Q1-v2封存后没有改动，不需要发布"
    assert state(project) == before


def test_a_change_without_a_reason_is_refused(project: Path) -> None:
    before = state(project)
    edit(project / "data" / "plans" / "example" / "targets.csv", "62.0", "63.0")
    with pytest.raises(UsageError, match="needs --reason") as caught:
        seal(project, "2026Q2")
    assert caught.value.of("zh") == "example-2026Q2-v1已封存；发布新版本要用--reason写明原因"
    with pytest.raises(UsageError, match=r"--reason: .* holds a mobile phone number") as caught:
        seal(project, "2026Q2", "请问 13812345678")
    assert caught.value.of("zh") == ("--reason：“请问 138******78”里有手机号码，属于个人信息，不能公布。")
    assert state(project) == before
    outcome = seal(project, "2026Q2", "目标印错")
    assert outcome.release.id == "example-2026Q2-v2"
    assert outcome.release.changed["target"] == 3  # the plan's own, and beside two quarters' values
    assert {k: v for k, v in state(project).items() if k in before and not k.endswith(".jsonl")} == {
        k: v for k, v in before.items() if not k.endswith(".jsonl")
    }, "a sealed release is never touched"
    ledger = state(project)["archive/releases.jsonl"]
    assert ledger.startswith(before["archive/releases.jsonl"]), "the ledger only grows"
    assert prove(project, VerifyQuestion(archive_of(project))).intact


def refused(project: Path, quarter: str, reason: str = "") -> list[str]:
    """The codes that stop a release, and proof that nothing was written."""
    before = state(project)
    with pytest.raises(Blocked) as caught:
        seal(project, quarter, reason)
    assert state(project) == before
    assert [p.name for p in archive_of(project).iterdir() if p.name.startswith(".")] == []
    return [f.code for f in caught.value.findings if f.blocking]


def test_no_secrecy_review_no_release(project: Path) -> None:
    sheet = project / "data" / "quarters" / "2026Q2" / "release.yml"
    text = sheet.read_text(encoding="utf-8")
    sheet.write_text("".join(x for x in text.splitlines(True) if "secrecy" not in x), encoding="utf-8")
    assert refused(project, "2026Q2", "again") == ["E40-secrecy-review-empty"]


def test_personal_data_are_found_before_sealing(project: Path) -> None:
    units = project / "data" / "plans" / "example" / "glossary.csv"
    with units.open("a", encoding="utf-8", newline="") as stream:
        header = next(csv.reader(units.read_text(encoding="utf-8-sig").splitlines()))
        row = dict.fromkeys(header, "") | {
            "zh": "某人",
            "en": "someone li.lei@hospital.cn 11010519491231002X",
        }
        csv.DictWriter(stream, header).writerow(row)
    codes = refused(project, "2026Q2", "again")
    assert set(codes) == {"E41-email", "E41-identity-number"}


def test_a_broken_archive_is_not_sealed_on(project: Path) -> None:
    ledger = archive_of(project) / "releases.jsonl"
    lines = ledger.read_text(encoding="utf-8").splitlines(True)
    ledger.write_text(lines[0] + lines[2], encoding="utf-8")
    edit(project / "data" / "plans" / "example" / "targets.csv", "62.0", "63.0")
    shutil.move(archive_of(project) / "example-2026Q2-v1", project.parent)
    with pytest.raises(Refused, match="example-2026Q1-v2") as caught:
        seal(project, "2026Q2", "again")
    assert "releases.jsonl:2（example-2026Q1-v2）：前一发布的总校验值记为" in caught.value.of("zh")
    ledger.write_text("half", encoding="utf-8")
    with pytest.raises(LedgerFault):
        seal(project, "2026Q2", "again")


def test_an_older_release_that_was_touched_is_not_sealed_on(project: Path) -> None:
    """Not only the newest is looked at: every release is published again beside the new one."""
    page = archive_of(project) / "example-2026Q1-v1/public/data/site/data/2026Q1/observations.csv"
    page.chmod(0o644)
    page.write_bytes(page.read_bytes().replace(b"60.5", b"65.0"))
    edit(project / "data" / "plans" / "example" / "targets.csv", "62.0", "63.0")
    with pytest.raises(Refused, match="example-2026Q1-v1"):
        seal(project, "2026Q2", "again")


@pytest.mark.parametrize("lines", [0, 1, None])
def test_a_ledger_that_was_cut_stops_everything(project: Path, lines: int | None) -> None:
    """What earlier releases withheld, and what they published, would be forgotten with it."""
    ledger = archive_of(project) / "releases.jsonl"
    kept = ledger.read_text(encoding="utf-8").splitlines(True)[: lines or 0]
    if lines is None:
        ledger.unlink()
    else:
        ledger.write_text("".join(kept), encoding="utf-8")
    found = [f for f in check_project(project).findings if f.blocking]
    assert {f.code for f in found} == {"E43-release-unknown"}
    assert {f.place.file for f in found} == {
        f"archive/{name}" for name in ("example-2026Q1-v1", "example-2026Q1-v2", "example-2026Q2-v1")
        if not any(name in line for line in kept)
    }  # fmt: skip
    for attempt in (
        lambda: seal(project, "2026Q2", "again"),
        lambda: build(project, Options(project / "p", None, DATA)),
    ):
        with pytest.raises(Blocked):
            attempt()
    with pytest.raises(OutputFault):
        known(archive_of(project), "county")


def test_a_clock_that_goes_back_is_refused(project: Path) -> None:
    edit(project / "data" / "plans" / "example" / "targets.csv", "62.0", "63.0")
    with pytest.raises(UsageError, match="clock") as caught:
        seal(project, "2026Q2", "again", today=date(2026, 11, 21))
    assert caught.value.of("zh") == "今天是2026-11-21，但账本里已有2026-11-22的封存或撤回：请校准本机时钟"


def test_what_cannot_be_built_twice_alike_is_not_sealed(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(project / "data" / "plans" / "example" / "targets.csv", "62.0", "63.0")
    before, turn = state(project), iter(range(9))
    monkeypatch.setattr(
        "generator.render.open_data.bag_files.public_readme", lambda r, _: f"{r.id} {next(turn)}".encode()
    )
    with pytest.raises(Refused, match=r"not the same when built again .*README\.txt"):
        seal(project, "2026Q2", "again")
    assert state(project) == before


# --- two releases side by side must not tell what each hides ----------------------------------------


def test_what_one_version_withheld_no_later_one_shows(tmp_path: Path) -> None:
    """v1 hides a small count and a second one with it. In v2 the small one has grown; shown now, it
    would tell the other of v1."""
    project = county(tmp_path / "county")
    deliver(
        project, "2026Q1", figures("2026Q1", "60.5", {"": "110", "甲镇": "3", "乙镇": "107"}), "2026-05-08"
    )
    seal(project, "2026Q1")
    first = published(project, "example-2026Q1-v1")
    assert first[("2", "jia")]["obs_status"] == first[("2", "yi")]["obs_status"] == "Q"
    deliver(
        project, "2026Q1", figures("2026Q1", "60.5", {"": "117", "甲镇": "10", "乙镇": "107"}), "2026-05-08"
    )
    alone, _ = control(*received(project))
    assert all(o.value is not None for d in alone for o in d.observations), "alone, nothing is small"
    seal(project, "2026Q1", "更正")
    second = published(project, "example-2026Q1-v2")
    assert second[("2", "jia")]["value"] == second[("2", "yi")]["value"] == ""


def test_a_total_that_would_give_a_corrected_count_away_is_withheld(tmp_path: Path) -> None:
    """v1 showed both towns; v2 corrects one to 3. The new total less the other, known from v1, would be 3."""
    project = county(tmp_path / "county")
    seal(project, "2026Q1")
    deliver(project, "2026Q1", figures("2026Q1", "60.5", {"": "53", "甲镇": "3", "乙镇": "50"}), "2026-05-08")
    assert seal(project, "2026Q1", "更正").sealed
    second = published(project, "example-2026Q1-v2")
    assert [second[("2", area)]["obs_status"] for area in ("county", "jia", "yi")] == ["Q", "Q", "A"]


def test_a_count_that_an_earlier_release_gives_away_stops_the_release(tmp_path: Path) -> None:
    """v1 showed the total and one of two towns. The other's 3, come late, is the total less that one."""
    project = county(tmp_path / "county")
    deliver(project, "2026Q1", figures("2026Q1", "60.5", {"": "53", "乙镇": "50"}), "2026-05-08")
    seal(project, "2026Q1")
    deliver(project, "2026Q1", figures("2026Q1", "60.5", {"": "53", "甲镇": "3", "乙镇": "50"}), "2026-05-08")
    assert refused(project, "2026Q1", "更正") == ["E42-follows-from-earlier"]


def received(project: Path) -> tuple[Plan, tuple[Delivery, ...]]:
    checked = check_project(project, reissued=Period.quarter(2026, 1))
    assert checked.project.plan is not None
    return checked.project.plan, checked.deliveries


def published(project: Path, name: str) -> dict[tuple[str, str], dict[str, str]]:
    folder = archive_of(project) / name / "public/data/site/data/2026Q1"
    return {(r["indicator"], r["area"]): r for r in read_table(folder / "observations.csv")}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("id 11010519491231002X.", "E41-identity-number"),
        ("id 110105194912310021.", ""),  # a wrong check digit
        ("call 138 1234 5678 now", "E41-phone-number"),
        ("0.13812345678", ""),
        ("a13812345678f", ""),  # inside a checksum
        ("write to li@hospital.cn", "E41-email"),
        ("write to jia@example.invalid", ""),
        ("write to office@county.gov.cn", ""),  # the office's own
    ],
)
def test_personal_data(text: str, code: str) -> None:
    found = [f.code for f in check_personal_data([("a/index.html", text)], {"office@county.gov.cn"})]
    assert found == ([code] if code else [])


def test_columns_of_people() -> None:
    found = list(check_personal_data([("a.csv", "\ufeff区域,姓名,Phone\n甲,某,1\n")]))
    assert [(f.code, f.place.column) for f in found] == [
        ("E41-people-column", "姓名"),
        ("E41-people-column", "Phone"),
    ]
