"""What a message is made of: right in two parsers, the sealed files byte by byte, nothing smuggled in."""

import csv
import hashlib
import io
import re
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from typing import Any

import fast_mail_parser
import pytest
from distribute_ground import (
    FakeClock,
    PostOffice,
    area_name,
    county,
    seal,
    send,
    serving,
    write_contacts,
)

from generator.archive.anchors import anchor_root
from generator.check.contacts import is_address
from generator.domain.errors import UsageError
from generator.render.mail.eml import Attached, Letter, UnfitHeader, encoded, message_bytes
from generator.render.mail.messages import file_name
from generator.workflows.build import Blocked
from generator.workflows.distribute import DistributionOrder, distribute


def dry(project: Path, wanted: str = "2026Q1") -> Path:
    outcome = distribute(project, DistributionOrder(wanted, dry_run=True), {}, FakeClock().clock())
    return outcome.outbox


def parsed(path: Path) -> EmailMessage:
    mail = BytesParser(policy=policy.default).parsebytes(path.read_bytes())
    assert isinstance(mail, EmailMessage)
    assert [d for part in mail.walk() for d in part.defects] == []
    return mail


def sealed_file(project: Path, path: str, release: str = "example-2026Q1-v1") -> bytes:
    return (project / "archive" / release / "public/data/site" / path).read_bytes()


@pytest.fixture
def both(tmp_path: Path) -> Path:
    """Two townships, two languages, one release."""
    project = county(tmp_path / "county", 2, "zh;en")
    seal(project, languages=("zh", "en"), base="https://county.example/jibao/")
    return project


def test_two_parsers_read_the_same(both: Path) -> None:
    path = dry(both) / "mail/t1.eml"
    mail, other = parsed(path), fast_mail_parser.parse_email(path.read_bytes())
    name = area_name(1)
    names = [
        f"示例县2026年第一季度季报-{name}.pdf",
        "Example County 2026 Q1 bulletin - Town 1.pdf",
        f"示例县2026年第一季度数据-{name}.csv",
    ]
    assert [a.get_filename() for a in mail.iter_attachments()] == names
    assert [a.filename for a in other.attachments] == names
    stem = "example-2026Q1-t1"
    originals = [
        sealed_file(both, f"bulletins/2026Q1/{stem}.zh.pdf"),
        sealed_file(both, f"bulletins/2026Q1/{stem}.en.pdf"),
        sealed_file(both, "data/2026Q1/t1.csv"),
    ]
    assert [a.get_payload(decode=True) for a in mail.iter_attachments()] == originals
    assert [bytes(a.content) for a in other.attachments] == originals
    assert (
        str(mail["Subject"])
        == other.subject
        == f"【演示数据】示例县季报，2026年第一季度：{name}（example-2026Q1-v1）"
    )
    assert str(mail["From"].addresses[0].display_name) == "示例县卫生健康局"
    assert [str(a) for a in mail["To"].addresses] == ["t1@example.invalid"]
    plain, page = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain is not None and page is not None
    assert other.text_plain[0].replace("\r\n", "\n") == plain.get_content().replace("\r\n", "\n")
    assert other.text_html[0].replace("\r\n", "\n") == page.get_content().replace("\r\n", "\n")


def test_what_the_text_says(both: Path) -> None:
    mail = parsed(dry(both) / "mail/t1.eml")
    body = mail.get_body(("plain",))
    assert body is not None
    zh, en = body.get_content().split("-" * 40)
    root = str(mail["X-Jibao-Root"])
    for text in (zh, en):
        assert root in text
        assert f"jibao verify example-2026Q1-v1 --anchor {root}" in text
        assert "https://county.example/jibao/releases/example-2026Q1-v1/" in text
    assert "整个重做的档案同样会通过查验；本邮件就是这样的凭据" in zh
    assert "made anew as a whole would pass too: this message is that checksum" in en
    page = mail.get_body(("html",))
    assert page is not None and "本邮件就是这样的凭据" in page.get_content()
    assert "演示数据" in zh and "Demonstration data, not real" in en
    assert "示例县共4项指标：达标 1，进展正常 2，无数据 1。" in zh
    assert "Example County: 4 indicators. Met 1, On track 2, No data 1." in en
    assert "示例人数：61名" in zh
    assert "Example people: 61 persons" in en or "Example number of people: 61 persons" in en


def test_the_message_itself_is_the_anchor(both: Path) -> None:
    outbox = dry(both)
    expected = str(parsed(outbox / "mail/t1.eml")["X-Jibao-Root"])
    assert len(expected) == 64
    assert anchor_root(str(outbox / "mail/t1.eml"), both / "archive") == expected
    folder = next((outbox / "folders").iterdir())
    assert anchor_root(str(folder / "root-sha256.txt"), both / "archive") == expected


def test_seven_bits_and_short_lines(both: Path) -> None:
    data = (dry(both) / "mail/t1.eml").read_bytes()
    assert data.isascii()
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(map(len, data.split(b"\r\n"))) <= 998
    head = data.split(b"\r\n\r\n")[0]
    assert max(map(len, head.split(b"\r\n"))) <= 78


def test_the_same_input_gives_the_same_bytes(both: Path) -> None:
    one = (dry(both) / "mail/t1.eml").read_bytes()
    assert (dry(both) / "mail/t1.eml").read_bytes() == one


def test_too_large_becomes_a_link(tmp_path: Path) -> None:
    project = county(tmp_path / "county", 1)
    seal(project, size=1_500_000, base="https://county.example/")
    settings = project / "data/plans/example/plan.yml"
    settings.write_text(
        settings.read_text(encoding="utf-8") + "\ndelivery: {largest_message_mb: 1}\n", encoding="utf-8"
    )
    outbox = dry(project)
    path = outbox / "mail/t1.eml"
    assert path.stat().st_size < 1_000_000
    mail = parsed(path)
    assert [str(a.get_filename())[-3:] for a in mail.iter_attachments()] == ["csv"]
    body = mail.get_body(("plain",))
    assert body is not None
    address = "https://county.example/releases/example-2026Q1-v1/bulletins/2026Q1/example-2026Q1-t1.zh.pdf"
    assert address in body.get_content()
    folder = next((outbox / "folders").iterdir())
    assert any(p.suffix == ".pdf" and p.stat().st_size > 1_500_000 for p in folder.iterdir()), (
        "a stick has room"
    )


@pytest.mark.parametrize("value", ["0", "many", "true", "-3"])
def test_an_impossible_limit_is_refused(both: Path, value: str) -> None:
    settings = both / "data/plans/example/plan.yml"
    settings.write_text(
        settings.read_text(encoding="utf-8") + f"\ndelivery: {{largest_message_mb: {value}}}\n",
        encoding="utf-8",
    )
    with pytest.raises(UsageError, match="largest_message_mb"):
        dry(both)


def test_formats_and_languages_are_the_contacts(tmp_path: Path) -> None:
    rows = (
        "t1,branch,岗,post,a@example.invalid,,en,csv,yes\n"
        "t2,bureau,岗,post,b@example.invalid,c@example.invalid;d@example.invalid,zh,link,yes\n"
        "t3,other,岗,post,old@example.invalid,,zh,pdf,no\n"
    )
    project = county(tmp_path / "county", 3, contacts=rows)
    seal(project, languages=("zh", "en"))
    outbox = dry(project)
    first, second = parsed(outbox / "mail/t1.eml"), parsed(outbox / "mail/t2.eml")
    assert str(first["Subject"]).startswith("[Demonstration data] Example County")
    assert [str(a.get_filename())[-3:] for a in first.iter_attachments()] == ["csv"]
    assert list(second.iter_attachments()) == []
    assert [str(a) for a in second["Cc"].addresses] == ["c@example.invalid", "d@example.invalid"]
    assert not (outbox / "mail/t3.eml").exists(), "an inactive contact gets nothing"
    assert len(list((outbox / "folders").iterdir())) == 3, "but its area has its folder"


def test_the_folder_for_a_stick(both: Path) -> None:
    outbox = dry(both)
    folder = outbox / "folders" / f"01-t1-{area_name(1)}"
    names = {p.name for p in folder.iterdir()}
    assert {"index.html", "root-sha256.txt"} < names and len(names) == 5
    pdf = next(p for p in folder.glob("示例县*.pdf"))
    assert pdf.read_bytes() == sealed_file(both, "bulletins/2026Q1/example-2026Q1-t1.zh.pdf")
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert f'href="{pdf.name}"' in page
    index = (outbox / "index.html").read_text(encoding="utf-8")
    assert "01-t1-%E7%AC%AC%E4%B8%80%E9%95%87/index.html" in index
    assert "http" not in index, "opens without a network"


def test_a_superseding_release_says_so(both: Path) -> None:
    office = PostOffice()
    with serving(office) as port:
        send(both, port)
        cells = [
            {"kind": "value", "table": "observations", "subject": ["2", "2026Q1", "t1", "self"], "column": "value", "old": "60", "new": "61"},
            {"kind": "value", "table": "observations", "subject": ["2", "2026Q1", "t2", "self"], "column": "value", "old": "70", "new": "71"},
            {"kind": "status", "table": "indicators", "subject": ["1"], "column": "status", "old": "behind", "new": "met"},
            {"kind": "milestone", "table": "milestones", "subject": ["MS-01"], "column": "reported", "old": "", "new": "2026-03-31"},
            {"kind": "milestone", "table": "milestones", "subject": ["MS-01"], "column": "evidence", "old": "", "new": "文件"},
            {"kind": "milestone", "table": "milestones", "subject": ["MS-01"], "column": "state", "old": "no_report", "new": "done"},
            {"kind": "value", "table": "observations", "subject": ["1", "2026Q1", "county", "self"], "column": "obs_status", "old": "P", "new": "A"},
            {"kind": "funds", "table": "funds", "subject": ["W1", "provincial"], "column": "used", "old": "10", "new": "12.5"},
            {"kind": "funds", "table": "funds", "subject": ["W1", "county"], "column": "planned", "old": None, "new": "60"},
        ]  # fmt: skip
        seal(both, languages=("zh", "en"), reason="抄错一个数", cells=cells)
        with pytest.raises(UsageError, match="superseded by example-2026Q1-v2"):
            send(both, port, DistributionOrder("example-2026Q1-v1"))
        assert send(both, port).sent == 2
    mail = BytesParser(policy=policy.default).parsebytes(office.got[2][2])
    assert str(mail["Message-ID"]) == "<example-2026Q1-v2.t1@county.example>"
    assert str(mail["In-Reply-To"]) == "<example-2026Q1-v1.t1@county.example>"
    assert "【更正】" in str(mail["Subject"])
    body = mail.get_body(("plain",))
    assert body is not None
    text = body.get_content()
    assert "本次发布取代example-2026Q1-v1" in text
    assert "原因：抄错一个数" in text
    assert f"示例人数，2026年第一季度，{area_name(1)}，数值：60名 → 61名" in text
    assert "示例比例，评定：进度滞后 → 达标" in text
    assert "建成示例中心1处，报告日期：— → 2026年3月31日" in text
    assert "建成示例中心1处，佐证材料：— → 文件" in text, "no column's name of a file"
    assert "建成示例中心1处，状态：未报送 → 已完成" in text
    assert "示例比例，2026年第一季度，示例县，数值状态：暂定 → 正常" in text, "nor its codes"
    assert "示例项目，省级资金，使用资金（万元）：10 → 12.5" in text
    assert "示例项目，县级资金，计划资金（万元）：— → 60" in text
    assert "Example work, Provincial funds, funds used (10,000 yuan): 10 → 12.5" in text
    assert "Build 1 example centre, reported on: — → 31 March 2026" in text
    assert "70" not in re.sub(r"[0-9a-f]{64}", "", text), "what changed elsewhere is only counted"
    assert "其他地区的改动：1处" in text


# --- nothing smuggled in --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "codes"),
    [
        ('t1,branch,"岗\nBcc: x@example.com",post,a@example.invalid,,zh,pdf,yes\n', {"P22-contact-line-break"}),
        ('t1,branch,岗,post,"a@example.invalid\r\nBcc: x@example.com",,zh,pdf,yes\n', {"P22-contact-line-break"}),
        ("t1,branch,岗,post,a@example.invalid,b@x\u2028y.cn,zh,pdf,yes\n", {"P22-contact-line-break"}),
        ("t1,branch,岗,post,甲镇,,zh,pdf,yes\n", {"P21-contact-address"}),
        ("t1,branch,岗,post,<a@b.cn>,,zh,pdf,yes\n", {"P21-contact-address"}),
        ("t9,branch,岗,post,a@example.invalid,,zh,pdf,yes\n", {"P07-unknown-reference"}),
        ("t1,mayor,岗,post,a@example.invalid,,fr,doc,yes\n", {"P03-not-allowed"}),
        ("t1,branch,岗\u200b,post,a@example.invalid,,zh,pdf,yes\n", {"P10-unsafe-name"}),
        ("t1,branch,岗,post,a@example.invalid,,zh,pdf,perhaps\n", {"P03-not-allowed"}),
    ],
)  # fmt: skip
def test_faults_of_contacts_stop_everything(tmp_path: Path, rows: str, codes: set[str]) -> None:
    project = county(tmp_path / "county", 1, contacts=rows)
    seal(project, languages=("zh", "en"))
    with pytest.raises(Blocked) as caught:
        dry(project)
    assert {f.code for f in caught.value.findings if f.blocking} == codes
    assert not (project / "outbox").exists()


def test_an_area_without_contact_is_told(tmp_path: Path) -> None:
    project = county(tmp_path / "county", 2, contacts="t1,branch,岗,post,a@example.invalid,,zh,pdf,yes\n")
    seal(project, languages=("zh", "en"))
    outcome = distribute(project, DistributionOrder("2026Q1", dry_run=True), {}, FakeClock().clock())
    assert [(f.code, f.value) for f in outcome.findings] == [("P24-area-without-contact", "t2")]


@pytest.mark.parametrize("name", ["甲\r\nBcc: x@y.cn", "甲\nX: y", "甲\x00", "a\x0bb", "a\u2028b", "a\x85b"])
def test_no_header_takes_a_second_line(name: str) -> None:
    from datetime import UTC, datetime

    plain: dict[str, Any] = {
        "identity": "<a@b>", "sender_name": "局", "sender": "a@b.cn", "to": ("c@d.cn",), "copy_to": (),
        "subject": "s", "date": datetime(2026, 1, 1, tzinfo=UTC), "languages": ("zh",), "text": "t", "html": "h",
    }  # fmt: skip
    assert message_bytes(Letter(**plain), [])
    changes: list[dict[str, Any]] = [
        {"subject": name}, {"sender_name": name}, {"sender": f"{name}@b.cn"}, {"to": (f"{name}@b.cn",)},
        {"copy_to": (f"{name}@b.cn",)}, {"identity": f"<{name}@b>"}, {"references": (f"<{name}@b>",)},
        {"extra": (("X", name),)}, {"languages": (name,)},
    ]  # fmt: skip
    for change in changes:
        with pytest.raises(UnfitHeader):
            message_bytes(Letter(**(plain | change)), [])
    with pytest.raises(UnfitHeader):
        message_bytes(Letter(**plain), [Attached(name, "text/csv", b"")])


def test_names_of_the_plan_cannot_add_a_header(tmp_path: Path) -> None:
    """A sealed plan was checked, but messages do not rely on it."""
    project = county(tmp_path / "county", 1)
    areas = project / "data/plans/example/areas.csv"
    text = areas.read_text(encoding="utf-8").replace(area_name(1), '"甲\u2028镇 <b>x</b>/..:*?"', 1)
    areas.write_text(text, encoding="utf-8")
    seal(project)
    outbox = dry(project)
    mail = parsed(outbox / "mail/t1.eml")
    assert "甲[U+2028]镇 <b>x</b>" in str(mail["Subject"])
    page = mail.get_body(("html",))
    assert page is not None
    assert "<b>" not in page.get_content() and "&lt;b&gt;" in page.get_content()
    assert len(list((outbox / "folders").iterdir())) == 1


@pytest.mark.parametrize("words", ["", "plain", "成武县" * 40, "a, b <c@d>", "=?UTF-8?B?eA==?=", "😀" * 30])
def test_encoded_words_come_back(words: str) -> None:
    from email.header import decode_header, make_header

    folded = encoded(words, 9)
    assert str(make_header(decode_header(folded.replace("\r\n ", " ")))) == words
    assert all(len(line) <= 76 for line in folded.split("\r\n"))


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("a@example.invalid", True), ("a.b+c@x-y.gov.cn", True), ("a@b", False), ("a b@c.cn", False),
        ("a@c.cn\n", False), ("\"a b\"@c.cn", False), ("a@[127.0.0.1]", False), ("a@c.cn,b@c.cn", False),
        (".a@c.cn", False), ("a@-c.cn", False), ("甲@c.cn", False), ("a" * 65 + "@c.cn", False), ("", False),
    ],
)  # fmt: skip
def test_addresses(text: str, good: bool) -> None:
    assert is_address(text) is good


def test_file_names_for_windows_and_sticks() -> None:
    assert file_name('甲/乙\\丙:*?"<>|\u200b丁. ', "pdf") == "甲-乙-丙- 丁.pdf"
    assert file_name("..", "csv") == "jibao.csv"
    assert len(file_name("长" * 500, "pdf")) <= 84


def test_the_page_of_a_trial_says_that_it_is_one(both: Path) -> None:
    write_contacts(both, "t1,branch,岗,post,a@example.invalid,,zh,pdf,yes\n")
    outbox = dry(both)
    for name, mark, state in (
        ("delivery.html", "这是试办（--dry-run）：没有发出任何邮件", "试办已备好，未发出"),
        ("delivery.en.html", "Trial run (--dry-run): nothing was sent", "prepared as a trial, not sent"),
    ):
        page = (outbox / name).read_text(encoding="utf-8")
        assert (mark in page, page.count(state)) == (True, 2)
        assert "未备好" not in page and "not prepared" not in page
    assert "试办" in (outbox / "index.html").read_text(encoding="utf-8")
    with serving(PostOffice()) as port:
        send(both, port)
    assert "试办" not in (outbox / "delivery.html").read_text(encoding="utf-8")


def test_the_office_page_and_its_csv(both: Path) -> None:
    write_contacts(both, "t1,branch,岗,post,a@example.invalid,,zh,pdf,yes\n")
    office = PostOffice()
    office.at_rcpt = lambda a: "550 =cmd|' /C calc'!A0 <script>"
    with serving(office) as port:
        outcome = send(both, port)
    for name, words in (("delivery.html", "被拒收"), ("delivery.en.html", "refused")):
        page = (outcome.outbox / name).read_text(encoding="utf-8")
        assert words in page and "550 =cmd" in page and "<script>" not in page
    data = (outcome.outbox / "delivery.csv").read_bytes()
    rows = {r["area"]: r for r in csv.DictReader(io.StringIO(data.decode("utf-8-sig")))}
    assert (rows["t1"]["state"], rows["t1"]["open"], rows["t1"]["way"]) == ("refused", "yes", "mail")
    assert (rows["t2"]["state"], rows["t2"]["open"], rows["t2"]["way"]) == ("by-hand", "yes", "folder")
    last = (both / "distribution/ledger.jsonl").read_text(encoding="utf-8").splitlines()[-1]
    assert last.split('"sum": "')[1][:64] in (outcome.outbox / "delivery.html").read_text(encoding="utf-8")


def test_every_sealed_file_is_read_against_its_checksum(both: Path) -> None:
    from generator.distribute.releases import ReleaseFiles
    from generator.domain.errors import OutputFault

    files = ReleaseFiles(both / "archive", "2026Q1")
    assert not files.prove()
    path = "data/2026Q1/t1.csv"
    assert hashlib.sha256(files.read(path)).hexdigest()
    target = both / "archive/example-2026Q1-v1/public/data/site" / path
    target.chmod(0o644)
    target.write_bytes(b"changed after the proof")
    with pytest.raises(OutputFault, match="not as it was sealed"):
        files.read(path)
