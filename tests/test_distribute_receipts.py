"""What became of messages: bounces, replies, signed receipts; servers, ledgers, contacts."""

import json
import sys
import types
from pathlib import Path

import pytest
from distribute_ground import FakeClock, PostOffice, area_name, county, seal, send, serving, write_contacts

from generator.distribute.ledger import DeliveryLedger, DeliveryLedgerFault
from generator.distribute.server import Server, server_from, server_of
from generator.domain.distribution import Event, standings
from generator.domain.errors import UsageError
from generator.domain.text import LANGS
from generator.wording.distribution_words import entered_text
from generator.wording.findings import describe
from generator.workflows.distribute import DistributionOrder
from generator.workflows.receipts import Entered, receipts

RELEASE = "example-2026Q1-v1"
BOUNCE = """From: MAILER-DAEMON@mx.example
To: office@county.example
Subject: Undelivered Mail
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

sorry
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example
{envelope}
Final-Recipient: rfc822; {to}
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 User unknown
 in the table

--b
Content-Type: {inner}

Message-ID: {identity}
Subject: x
{end}
--b--
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Three townships, a release, all messages accepted."""
    found = county(tmp_path / "county")
    seal(found, languages=("zh", "en"))
    with serving(PostOffice()) as port:
        assert send(found, port).exit_code == 0
    return found


def enter(project: Path, name: str, text: str) -> Entered:
    path = project / name
    path.write_text(text, encoding="utf-8")
    return receipts(project, [path], {}, FakeClock(100_000).clock())


def state(project: Path, area: str) -> str:
    found = standings(DeliveryLedger(project / "distribution").events, RELEASE)
    return found[area].state([f"{area}@example.invalid"])


def bounce(to: str = "t2@example.invalid", action: str = "failed", **parts: str) -> str:
    usual = {
        "identity": f"<{RELEASE}.t2@jibao.invalid>",
        "inner": "text/rfc822-headers",
        "envelope": "",
        "end": "",
    }
    return BOUNCE.format(to=to, action=action, **(usual | parts))


def test_a_bounce_is_entered_once(project: Path) -> None:
    entered = enter(project, "bounce.eml", bounce())
    assert [(e.kind, e.area, e.to) for e in entered.events] == [("bounced", "t2", ("t2@example.invalid",))]
    assert "550 5.1.1 User unknown" in entered.events[0].words
    assert state(project, "t2") == "bounced"
    assert enter(project, "again.eml", bounce()).events == ()
    page = (project / "outbox" / RELEASE / "delivery.html").read_text(encoding="utf-8")
    assert "被退回" in page and "User unknown" in page
    office = PostOffice()
    with serving(office) as port:
        outcome = send(project, port)
        assert (outcome.sent, outcome.exit_code) == (0, 4), "not by itself: the server took it"
        rows = (
            "t1,branch,岗,p,t1@example.invalid,,zh,pdf,yes\nt3,branch,岗,p,t3@example.invalid,,zh,pdf,yes\n"
        )
        write_contacts(project, rows + "t2,branch,岗,p,new@example.invalid,,zh,pdf,yes\n")
        outcome = send(project, port)
    assert (outcome.sent, outcome.exit_code) == (1, 0)
    assert [to for _, to, _ in office.got] == [("new@example.invalid",)]


@pytest.mark.parametrize(
    "text",
    [
        bounce(inner="message/rfc822", end="\nbody"),
        bounce(identity="<gone@x>", envelope=f"Original-Envelope-Id: <{RELEASE}.t2@jibao.invalid>"),
        bounce(to="T2@Example.invalid"),
    ],
)
def test_bounces_of_every_kind(project: Path, text: str) -> None:
    assert [(e.kind, e.to) for e in enter(project, "b.eml", text).events] == [
        ("bounced", ("t2@example.invalid",))
    ]


def test_what_is_no_bounce_of_ours(project: Path) -> None:
    assert enter(project, "s.eml", bounce(identity="<other@x>")).strangers == ("s.eml",)
    assert [e.kind for e in enter(project, "d.eml", bounce(action="delayed")).events] == ["delayed"]
    assert state(project, "t2") == "accepted"
    for text in (
        "",
        "no mail at all",
        "\x00\xff",
        "Content-Type: multipart/report; report-type=delivery-status\n\n",
    ):
        assert enter(project, "x.eml", text).events == ()


KNOWN = f"In-Reply-To: <{RELEASE}.t1@jibao.invalid>\n"
HARMFUL = {
    "an id without end": "Content-Type: multipart/report; report-type=delivery-status; boundary=a\n\n--a\nMessage-ID: <\n\nx\n--a--\n",
    "mails in mails": "Content-Type: message/rfc822\n\n" * 3000,
    "brackets": f"Content-Type: {'(' * 200_000}\n\n",
    "parameters": f"Content-Type: text/plain{'; a=b' * 60_000}\n\n",
    "a day that never comes": f"{KNOWN}Date: Mon, 1 Jan 99999999999999999999 00:00:00 +0000\n\n",
    "a sender in quotes": f'{KNOWN}From: "\n\n',
    "a sender with a line of its own": f"{KNOWN}From: =?utf-8?q?=0d=0abcc:?= <a@b>\n\n",
    "a sender of many words": f"{KNOWN}From: {'a ' * 150_000}\n\n",
    "a sender in code": f"{KNOWN}From: {'=?utf-8?q?a?= ' * 30_000}\n\n",
}


@pytest.mark.parametrize("name", HARMFUL)
def test_mail_that_means_harm_is_none_of_ours_or_read_as_it_stands(name: str, project: Path) -> None:
    """It comes from outside: it neither ends the command nor holds it up, and nobody else's words get in."""
    for event in enter(project, "x.eml", HARMFUL[name]).events:
        assert event.kind == "acknowledged" and all("\n" not in who for who in event.to)


def test_a_reply_acknowledges_and_an_automatic_one_does_not(project: Path) -> None:
    reply = f"From: 甲 <t1@example.invalid>\nDate: Mon, 11 May 2026 09:00:00 +0800\nIn-Reply-To: <{RELEASE}.t1@jibao.invalid>\n{{}}\n\n收到\n"
    assert enter(project, "auto.eml", reply.format("Auto-Submitted: auto-replied")).events == ()
    assert state(project, "t1") == "accepted"
    assert [e.kind for e in enter(project, "r.eml", reply.format("X: y")).events] == ["acknowledged"]
    assert state(project, "t1") == "acknowledged"


def test_signed_receipts_as_csv(project: Path) -> None:
    text = f"乡镇,发布编号,签收日期,签收岗位\n{area_name(1)},{RELEASE},2026-05-12,办公室\nt2,{RELEASE},2026-05-13,\n"
    entered = enter(project, "signed.csv", text)
    assert [(e.area, e.words) for e in entered.events] == [("t1", "2026-05-12 办公室"), ("t2", "2026-05-13")]
    assert (state(project, "t1"), state(project, "t3")) == ("acknowledged", "accepted")
    assert enter(project, "twice.csv", text).events == ()


def test_faulty_receipts_are_named_and_the_others_entered(project: Path) -> None:
    text = f"area,release,date,post\nt9,{RELEASE},2026-05-12,x\nt1,example-2026Q2-v1,2026-05-12,x\nt1,{RELEASE},May,x\nt3,{RELEASE},2026-05-12,x\n"
    entered = enter(project, "signed.csv", text)
    assert [(f.code, f.place.row, f.place.column) for f in entered.findings if f.blocking] == [
        ("P27-receipt-date", 4, "date"),
        ("P25-receipt-unknown", 2, "area"),
        ("P25-receipt-unknown", 3, "release"),
    ]
    assert [e.area for e in entered.events] == ["t3"]
    said = "".join(describe(f)[n].of(lang) for f in entered.findings for n in (0, 1) for lang in LANGS)
    assert "签收单第4行的“date”填了“May”，不是日期。" in said
    assert "方案文件" not in said
    assert ", t1, t2, t3." in said
    with pytest.raises(UsageError, match="no such file"):
        receipts(project, [project / "gone.csv"], {}, FakeClock().clock())


def test_a_receipt_from_before_the_sealing_is_refused(project: Path) -> None:
    text = f"area,release,date\nt1,{RELEASE},2026-05-07\nt2,{RELEASE},2026-05-08\n"
    entered = enter(project, "signed.csv", text)
    assert [e.area for e in entered.events] == ["t2"]
    (found,) = entered.findings
    assert (found.code, found.place.row, found.blocking) == ("P27-receipt-before-sealing", 2, True)
    assert "2026-05-08" in describe(found)[0].zh and "2026-05-07" in describe(found)[0].en


def test_who_bounced_is_said(project: Path) -> None:
    entered = enter(project, "bounce.eml", bounce())
    for lang, words in (("zh", "被退回"), ("en", "came back undelivered")):
        (_, line) = entered_text(entered.events, entered.names, (), lang)
        assert words in line and "t2@example.invalid" in line and "User unknown" in line
        assert entered.names["t2"].of(lang) in line


def test_receipts_before_any_delivery_say_so(tmp_path: Path) -> None:
    project = county(tmp_path / "county", 2)
    rows = f"area,release,date\nt1,{RELEASE},2026-05-12\nt9,{RELEASE},2026-05-12\n"
    found = enter(project, "signed.csv", rows).findings
    assert [(f.code, f.place.file, f.blocking) for f in found] == [
        ("P28-nothing-delivered", "signed.csv", True)
    ]
    assert describe(found[0])[0].zh == "送达台账里还没有任何记录，signed.csv里的签收无从登记。"


def test_a_resend_asks_for_a_new_receipt(project: Path) -> None:
    enter(project, "signed.csv", f"area,release,date\nt1,{RELEASE},2026-05-12\n")
    with serving(PostOffice()) as port:
        assert send(project, port, DistributionOrder("2026Q1", resend=("t1",))).sent == 1
    assert state(project, "t1") == "accepted"


# --- the ledger ---------------------------------------------------------------------------------------


def event(number: int) -> Event:
    return Event("2026-05-09T08:00:00Z", "accepted", RELEASE, f"t{number}", "<a@b>", ("c@d.cn",), "250 好")


@pytest.fixture
def lines(tmp_path: Path) -> list[str]:
    ledger = DeliveryLedger(tmp_path)
    for number in range(4):
        ledger.add(event(number))
    return (tmp_path / "ledger.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)


def test_the_ledger_comes_back(tmp_path: Path, lines: list[str]) -> None:
    ledger = DeliveryLedger(tmp_path)
    assert ledger.events == [event(n) for n in range(4)]
    assert ledger.head == json.loads(lines[-1])["sum"]
    assert [json.loads(line)["before"] for line in lines[1:]] == [
        json.loads(line)["sum"] for line in lines[:-1]
    ]


@pytest.mark.parametrize(
    "how",
    ["edit", "edit-last", "drop", "swap", "twice", "spaces", "garbage", "forged-sum"],
)
def test_every_change_is_named(tmp_path: Path, lines: list[str], how: str) -> None:
    changed = {
        "edit": [lines[0], lines[1].replace("t1", "t7"), *lines[2:]],
        "edit-last": [*lines[:3], lines[3].replace("250", "251")],
        "drop": [lines[0], *lines[2:]],
        "swap": [lines[0], lines[2], lines[1], lines[3]],
        "twice": [*lines, lines[3]],
        "spaces": [lines[0].replace(": ", ":"), *lines[1:]],
        "garbage": [*lines[:2], "{half\n", *lines[2:]],
        "forged-sum": [*lines[:3], lines[3].replace(json.loads(lines[3])["sum"], "0" * 64)],
    }[how]
    (tmp_path / "ledger.jsonl").write_text("".join(changed), encoding="utf-8")
    with pytest.raises(DeliveryLedgerFault):
        DeliveryLedger(tmp_path)


def test_half_a_line_is_put_aside_not_lost(tmp_path: Path, lines: list[str]) -> None:
    (tmp_path / "ledger.jsonl").write_text("".join(lines) + lines[0][:50], encoding="utf-8")
    ledger = DeliveryLedger(tmp_path)
    assert len(ledger.events) == 4
    ledger.add(event(9))
    assert [e.area for e in DeliveryLedger(tmp_path).events] == ["t0", "t1", "t2", "t3", "t9"]
    assert (tmp_path / "ledger.torn").read_text(encoding="utf-8") == lines[0][:50] + "\n"


# --- servers ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtps://u:p@mail.example", Server("mail.example", 465, "tls", "u", "p")),
        (
            "smtp+starttls://a%40b:p%2F%23@mail.example:2525",
            Server("mail.example", 2525, "starttls", "a@b", "p/#"),
        ),
        ("smtp+plain://[::1]:25", Server("::1", 25, "plain")),
        ("smtp+plain://localhost", Server("localhost", 25, "plain")),
    ],
)
def test_server_addresses(url: str, server: Server) -> None:
    assert server_of(url) == server
    assert "password" not in repr(server)


@pytest.mark.parametrize(
    "url",
    [
        "smtp://u:hunter2@mail.example", "smtps://u:hunter2/x@mail.example", "smtps://u:hunter2#@mail.example",
        "smtp+plain://u:hunter2@mail.example", "smtp+plain://10.0.0.1", "smtps://u:hunter2@mail.example:x9",
        "smtps://:hunter2@", "smtps://u:hunter2@[bad", "smtps://u:hunter2%0d%0aX@mail.example", "hunter2",
        "smtps://u:hunter2@mail.example/?x=1",
    ],
)  # fmt: skip
def test_impossible_servers_are_refused_without_the_password(url: str) -> None:
    with pytest.raises(UsageError) as caught:
        server_of(url)
    error: BaseException | None = caught.value
    assert "hunter2" not in str(error)
    assert error is not None and error.__suppress_context__ or error.__context__ is None


def test_the_environment_comes_before_the_key_ring(monkeypatch: pytest.MonkeyPatch) -> None:
    ring = types.ModuleType("keyring")
    asked: list[tuple[str, str]] = []
    ring.get_password = lambda service, name: asked.append((service, name)) or "smtps://u:ring@mail.example"  # type: ignore[attr-defined,func-returns-value]
    monkeypatch.setitem(sys.modules, "keyring", ring)
    assert server_from({}).password == "ring"
    assert asked == [("jibao", "JIBAO_SMTP_URL")]
    assert server_from({"JIBAO_SMTP_URL": "smtps://u:env@mail.example"}).password == "env"
    monkeypatch.setitem(sys.modules, "keyring", None)
    with pytest.raises(UsageError, match="--dry-run"):
        server_from({})


def test_a_server_that_repeats_our_password_is_not_repeated() -> None:
    server = Server("h", 1, "tls", "u", "s3cret")
    assert "s3cret" not in server.scrubbed("535 bad s3cret AHUAczNjcmV0")
    assert "AHUAczNjcmV0" not in server.scrubbed("535 bad s3cret AHUAczNjcmV0")
