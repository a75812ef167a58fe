"""Sending against a real mail server on loopback: once each, whatever the server does."""

import gc
import json
import os
import shutil
import signal
import smtplib
import tracemalloc
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP
from distribute_ground import (
    PACE,
    PASSWORD,
    SILENCE,
    USER,
    FakeClock,
    PostOffice,
    certificate_for,
    county,
    free_port,
    seal,
    send,
    serving,
    write_contacts,
)
from waiting import HANG

from generator.archive.ledger import read_ledger
from generator.distribute.connection import Connection, MailFault, NoConnection, Timeouts
from generator.distribute.ledger import DeliveryLedger
from generator.distribute.sending import Pace
from generator.domain.distribution import standings
from generator.domain.errors import UsageError
from generator.domain.text import Text
from generator.workflows.distribute import DistributionOrder, NotWhole, distribute

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH")
URL_USER, URL_PASSWORD = "bulletin%40office", "p%40ss%2Fw%3Ard%23%25%E6%BC%A2"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Three townships and one sealed quarter."""
    found = county(tmp_path / "county")
    seal(found, languages=("zh", "en"))
    return found


def ledger_of(project: Path) -> DeliveryLedger:
    return DeliveryLedger(project / "distribution")


def kinds(project: Path) -> Counter[str]:
    return Counter(e.kind for e in ledger_of(project).events)


def states(project: Path, release: str = "example-2026Q1-v1") -> dict[str, str]:
    found = standings(ledger_of(project).events, release)
    return {area: s.state([f"{area}@example.invalid"]) for area, s in found.items()}


def test_thirteen_townships_thirteen_messages_then_none(tmp_path: Path) -> None:
    project = county(tmp_path / "county", 13)
    seal(project)
    office = PostOffice()
    with serving(office) as port:
        first = send(project, port)
        assert (first.sent, first.exit_code, first.fault) == (13, 0, Text())
        assert office.areas == [f"t{n}" for n in range(1, 14)]
        assert office.connections == 1, "one connection for all of them"
        again = send(project, port)
    assert (again.sent, again.exit_code) == (0, 0)
    assert len(office.got) == 13
    assert office.connections == 1, "nobody even called"
    assert kinds(project) == {"prepared": 13, "sending": 13, "accepted": 13}
    assert len({data.split(b"Message-ID: ")[1].split(b"\r\n")[0] for _, _, data in office.got}) == 13


def test_one_refused_is_tried_again_alone(project: Path) -> None:
    office = PostOffice()
    office.at_rcpt = lambda a: "550 5.1.1 no such user 查无此人" if a.startswith("t2@") else None
    with serving(office) as port:
        first = send(project, port)
        assert (first.sent, first.exit_code) == (2, 4)
        assert states(project) == {"t1": "accepted", "t2": "refused", "t3": "accepted"}
        line = next(line for line in first.lines if line.state == "refused")
        assert line.words.startswith("550 5.1.1 no such user"), "the server's own words"
        office.at_rcpt = lambda a: None
        again = send(project, port)
    assert (again.sent, again.exit_code) == (1, 0)
    assert office.areas == ["t1", "t3", "t2"]


def test_one_of_two_addresses_refused(project: Path) -> None:
    write_contacts(project, "t1,government,岗,post,t1@example.invalid,copy@example.invalid,zh,pdf,yes\n")
    office = PostOffice()
    office.at_rcpt = lambda a: "550 no" if a.startswith("copy") else None
    with serving(office) as port:
        assert send(project, port).exit_code == 4
        office.at_rcpt = lambda a: None
        assert send(project, port).exit_code == 0
    assert [to for _, to, _ in office.got] == [("t1@example.invalid",), ("copy@example.invalid",)]
    assert office.got[0][2] == office.got[1][2], "the same message, byte by byte"


def test_a_full_queue_is_waited_for(project: Path) -> None:
    office, full = PostOffice(), iter(["452 4.3.1 queue full", "452 4.3.1 queue full"])
    office.at_data = lambda area, server: next(full, None)
    clock = FakeClock()
    with serving(office) as port:
        outcome = send(project, port, clock=clock)
    assert (outcome.sent, outcome.exit_code) == (3, 0)
    assert office.areas == ["t3", "t1", "t2"]
    assert clock.slept == [1.0]
    assert kinds(project)["deferred"] == 2


def test_a_queue_that_stays_full_is_left_for_the_next_run(project: Path) -> None:
    office, clock = PostOffice(), FakeClock()
    office.at_data = lambda area, server: "451 4.3.0 later" if area.startswith("t1@") else None
    with serving(office) as port:
        outcome = send(project, port, clock=clock)
        assert (outcome.sent, outcome.exit_code) == (2, 4)
        assert clock.slept == [1.0, 2.0], "back-off, then an end"
        office.at_data = lambda area, server: None
        assert send(project, port).sent == 1
    assert Counter(office.areas) == {"t1": 1, "t2": 1, "t3": 1}


def test_each_wait_says_what_failed_when_it_goes_on_and_when_it_ends(project: Path) -> None:
    """Nobody listens; every line stands before its wait begins."""
    clock, said, port = FakeClock(), list[tuple[Text, int]](), free_port()
    outcome = send(project, port, clock=clock, notice=lambda words: said.append((words, len(clock.slept))))
    assert [waits for _, waits in said] == [0, 1, 2]
    where = f"127.0.0.1:{port}"
    assert [words.zh for words, _ in said] == [
        f"{where}：对方拒绝连接；1秒后再试（第1次，最多2次），等候发送的有3封",
        f"{where}：对方拒绝连接；2秒后再试（第2次，最多2次），等候发送的有3封",
        f"{where}：对方拒绝连接；已再试2次，不再尝试；还有3封没有发出，请稍后重新运行同一命令",
    ]
    assert [words.en for words, _ in said] == [
        f"{where}: Connection refused; trying again in 1 s (try 1 of 2); messages waiting: 3",
        f"{where}: Connection refused; trying again in 2 s (try 2 of 2); messages waiting: 3",
        f"{where}: Connection refused; given up after 2 more tries; messages not sent: 3. Run the same command later",
    ]
    assert outcome.exit_code == 3


def test_a_wait_for_one_address_says_what_the_server_said_of_it(project: Path) -> None:
    office, said = PostOffice(), list[Text]()
    office.at_data = lambda area, server: "451 4.3.0 later" if area.startswith("t1@") else None
    office.at_rcpt = lambda a: "550 5.1.1 nobody" if a.startswith("t2@") else None
    with serving(office) as port:
        send(project, port, notice=said.append)
    first, second, last = (words.en for words in said)
    assert first.startswith("t1: 451 4.3.0 later; trying again in 1 s (try 1 of 2); messages waiting: 1")
    assert second.startswith("t1: 451 4.3.0 later; trying again in 2 s")
    assert last.startswith("t1: 451 4.3.0 later; given up after 2 more tries")
    said.clear()
    office.at_data = office.at_rcpt = lambda *_: None
    with serving(office) as port:
        send(project, port, notice=said.append)
    assert said == []


def test_the_server_dies_before_it_has_a_message(project: Path) -> None:
    office = PostOffice()
    died: list[str] = []

    def die(address: str) -> str | None:
        if address.startswith("t2@") and len(died) < 9:
            died.append(address)
            return "421 4.3.2 shutting down"
        return None

    office.at_rcpt = die
    with serving(office) as port:
        assert send(project, port).exit_code == 4
        died += ["x"] * 9
        assert send(project, port).exit_code == 0
    assert Counter(office.areas) == {"t1": 1, "t2": 1, "t3": 1}


def test_the_server_dies_before_it_answers(project: Path) -> None:
    """It has the message, we have no answer: the one window in which nobody can tell."""
    office = PostOffice()

    def die(address: str, server: SMTP) -> str | None:
        if address.startswith("t2@"):
            office.got.append(("", (address,), b""))
            server.transport.abort()
            return "554 never read"
        return None

    office.at_data = die
    with serving(office) as port:
        first = send(project, port)
        assert (first.sent, first.exit_code) == (2, 4)
        assert states(project)["t2"] == "doubt"
        again = send(project, port)
        assert (again.sent, again.exit_code) == (0, 4), "neither sent twice nor forgotten"
        office.at_data = lambda address, server: None
        assert send(project, port, DistributionOrder("2026Q1", resend=("t2",))).exit_code == 0
    assert Counter(office.areas) == {"t1": 1, "t2": 2, "t3": 1}
    assert kinds(project)["resend"] == 1
    assert b"Message-ID: <example-2026Q1-v1.t2.again1@jibao.invalid>" in office.got[-1][2]
    assert b"In-Reply-To: <example-2026Q1-v1.t2@jibao.invalid>" in office.got[-1][2]


def test_a_silent_server_does_not_hold_us_for_ever(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office = PostOffice()
    office.at_rcpt = lambda a: SILENCE if a.startswith("t1@") else None
    send_command, limits = smtplib.SMTP.putcmd, []

    def putcmd(self: smtplib.SMTP, command: str, words: str = "") -> None:
        """The step that is never answered has the limit of every step; it need not be waited for to its end."""
        if command.startswith("rcpt") and "t1@" in command + words:
            limits.append(self.sock.gettimeout())
            self.sock.settimeout(0.1)
        send_command(self, command, words)

    with serving(office) as port:
        with monkeypatch.context() as patch:
            patch.setattr(smtplib.SMTP, "putcmd", putcmd)
            outcome = send(project, port, pace=Pace(0, (), Timeouts(HANG - 1, HANG)))
        assert limits == [HANG - 1]
        assert office.areas == ["t2", "t3"]
        assert states(project)["t1"] == "refused"
        assert (outcome.sent, outcome.exit_code) == (2, 4)
        office.at_rcpt = lambda a: None
        assert send(project, port).exit_code == 0
    assert Counter(office.areas) == {"t1": 1, "t2": 1, "t3": 1}


def test_nobody_there(project: Path) -> None:
    outcome = send(project, 1)
    assert (outcome.sent, outcome.exit_code) == (0, 3)
    assert "127.0.0.1:1" in outcome.fault.en
    assert kinds(project) == {"prepared": 3}


def test_the_rate_is_kept(project: Path) -> None:
    clock = FakeClock()
    with serving(PostOffice()) as port:
        send(project, port, pace=Pace(6, (), PACE.timeouts), clock=clock)
    assert len(clock.slept) == 2
    assert all(5 <= s <= 10 for s in clock.slept)


# --- secrets ------------------------------------------------------------------------------------------


def secure(
    project: Path, monkeypatch: pytest.MonkeyPatch, office: PostOffice, mode: str, name: str = "127.0.0.1",
    trusted: bool = True, password: str = URL_PASSWORD,
) -> Any:  # fmt: skip
    """One run against a server with TLS and login."""
    authority, context = certificate_for(name)
    ca = project / "ca.pem"
    (authority if trusted else certificate_for("other")[0]).cert_pem.write_to_path(ca)
    monkeypatch.setenv("SSL_CERT_FILE", str(ca))
    options: dict[str, Any] = {"authenticator": office.authenticate, "auth_required": True}
    if mode == "smtps":
        options |= {"ssl_context": context, "auth_require_tls": False}
    else:
        options |= {"tls_context": context, "require_starttls": True}
    with serving(office, **options) as port:
        url = f"{mode}://{URL_USER}:{password}@127.0.0.1:{port}"
        return distribute(
            project, DistributionOrder("2026Q1"), {"JIBAO_SMTP_URL": url}, FakeClock().clock(), PACE
        )


@pytest.mark.parametrize("mode", ["smtps", "smtp+starttls"])
def test_with_tls_and_login(project: Path, monkeypatch: pytest.MonkeyPatch, mode: str) -> None:
    office = PostOffice()
    outcome = secure(project, monkeypatch, office, mode)
    assert (outcome.sent, outcome.exit_code) == (3, 0)
    assert set(office.logins) == {(USER, PASSWORD)}


@pytest.mark.parametrize("mode", ["smtps", "smtp+starttls"])
@pytest.mark.parametrize(("name", "trusted"), [("127.0.0.1", False), ("mail.example", True)])
def test_a_wrong_certificate(
    project: Path, monkeypatch: pytest.MonkeyPatch, mode: str, name: str, trusted: bool
) -> None:
    office = PostOffice()
    with pytest.raises(MailFault, match="certificate is not to be trusted") as caught:
        secure(project, monkeypatch, office, mode, name, trusted)
    assert caught.value.exit_code == 3
    assert (office.got, office.logins) == ([], [])
    assert kinds(project) == {"prepared": 3}, "nothing half done"


def test_a_wrong_password_is_told_without_it(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office = PostOffice()
    with pytest.raises(MailFault, match="the login was refused") as caught:
        secure(project, monkeypatch, office, "smtps", password="wrong-secret")
    assert "wrong-secret" not in repr(caught.value) + str(caught.value.__context__)
    assert office.got == []
    written = b"".join(
        p.read_bytes()
        for top in ("outbox", "distribution")
        for p in (project / top).rglob("*")
        if p.is_file()
    )
    assert b"wrong-secret" not in written


def test_no_tls_no_mail(project: Path) -> None:
    office = PostOffice()
    with serving(office) as port:
        url = f"smtp+starttls://u:hidden@127.0.0.1:{port}"
        with pytest.raises(MailFault, match="does not offer STARTTLS"):
            distribute(
                project, DistributionOrder("2026Q1"), {"JIBAO_SMTP_URL": url}, FakeClock().clock(), PACE
            )
    assert office.got == []


# --- crashes ------------------------------------------------------------------------------------------


class Killed(BaseException):
    """The program is no more."""


@pytest.mark.parametrize("after", [False, True])
def test_killed_at_every_line_of_the_ledger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: bool
) -> None:
    """Before and after each line is written: what the server took is never sent again, and nobody is
    forgotten."""
    whole = DeliveryLedger.add_all
    base = county(tmp_path / "county", 2)
    seal(base)
    for moment in range(3):
        (base / "distribution").mkdir(exist_ok=True)
        for left in (base / "distribution").iterdir():
            left.unlink()
        office, turn = PostOffice(), iter(range(99))

        def add_all(self: DeliveryLedger, events: Any, moment: int = moment, turn: Any = turn) -> None:
            now = next(turn)
            if now == moment and not after:
                raise Killed
            whole(self, events)
            if now == moment:
                raise Killed

        with serving(office) as port:
            with monkeypatch.context() as patch:
                # The resend of nobody is the first, empty call.
                patch.setattr(DeliveryLedger, "add_all", lambda s, e, a=add_all: (e := list(e)) and a(s, e))
                # Who is no more does not take leave of the server.
                patch.setattr(Connection, "quit", Connection.close)
                with pytest.raises(Killed):
                    send(base, port)
            send(base, port)
        assert all(n == 1 for n in Counter(office.areas).values()), (moment, after, office.areas)
        for area, state in states(base).items():
            assert state in ("accepted", "doubt"), (moment, after)
            assert (area in office.areas) or state == "doubt", (moment, after)


@pytest.mark.parametrize("where", ["rcpt", "data"])
def test_kill_minus_nine(project: Path, where: str) -> None:
    """A child process is killed while the server reads the second message, and while it answers."""
    office = PostOffice()
    child: list[int] = []

    def kill(address: str) -> None:
        if address.startswith("t2@") and child:
            killed = child.pop()
            os.kill(killed, signal.SIGKILL)
            with suppress(ChildProcessError):  # waited for already, below
                os.waitid(os.P_PID, killed, os.WEXITED | os.WNOWAIT)  # answered only when it is dead

    if where == "rcpt":
        office.at_rcpt = lambda address: kill(address)
    else:
        office.at_data = lambda address, server: kill(address)
    with serving(office) as port:
        reader, writer = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.read(reader, 1)
            try:
                send(project, port)
            finally:
                os._exit(0)
        child.append(pid)
        os.write(writer, b"x")
        _, status = os.waitpid(pid, 0)
        assert os.WIFSIGNALED(status) and child == []
        again = send(project, port)
    assert Counter(office.areas) == {"t1": 1, "t2": 1, "t3": 1}
    assert again.exit_code == (0 if where == "rcpt" else 4)
    assert states(project)["t2"] == ("accepted" if where == "rcpt" else "doubt")


def test_two_at_once(project: Path) -> None:
    from generator.domain.errors import OutputFault
    from generator.publish.output.lock import only_one

    with only_one(project / "distribution"), pytest.raises(OutputFault, match="another run"):
        send(project, 1)


# --- what is never sent -------------------------------------------------------------------------------


def test_a_dry_run_sends_and_notes_nothing(project: Path) -> None:
    office = PostOffice()
    with serving(office) as port:
        outcome = send(project, port, DistributionOrder("2026Q1", dry_run=True))
    assert (office.connections, outcome.sent) == (0, 0)
    assert not (project / "distribution").exists()
    assert sorted(p.name for p in (outcome.outbox / "mail").iterdir()) == ["t1.eml", "t2.eml", "t3.eml"]


def test_a_release_that_was_touched_is_not_sent(project: Path) -> None:
    bag = project / "archive/example-2026Q1-v1/public/data/site/data/2026Q1/t1.csv"
    bag.chmod(0o644)
    bag.write_bytes(bag.read_bytes() + b" ")
    with pytest.raises(NotWhole, match=r"t1\.csv"):
        send(project, 1)
    assert not (project / "distribution").exists()


@pytest.mark.parametrize("wanted", ["2026Q2", "example-2026Q1-v2", "../x"])
def test_only_what_is_sealed(project: Path, wanted: str) -> None:
    with pytest.raises(UsageError, match="no sealed release"):
        send(project, 1, DistributionOrder(wanted))


def test_a_ledger_that_was_touched_stops_everything(project: Path) -> None:
    from generator.distribute.ledger import DeliveryLedgerFault

    office = PostOffice()
    with serving(office) as port:
        send(project, port)
        path = project / "distribution/ledger.jsonl"
        path.write_text(
            path.read_text(encoding="utf-8").replace('"accepted"', '"refused!"', 1), encoding="utf-8"
        )
        with pytest.raises(DeliveryLedgerFault):
            send(project, port)
    assert len(office.got) == 3


def test_resend_must_name_an_area_that_had_it(project: Path) -> None:
    for area, words in (("t9", "no area"), ("t1", "has not had")):
        with pytest.raises(UsageError, match=words):
            send(project, 1, DistributionOrder("2026Q1", resend=(area,)))


def test_memory_does_not_grow_with_the_areas(tmp_path: Path) -> None:
    """`benchmarks/distribute.py` does the same with 500 areas."""
    project = county(tmp_path / "county", 40)
    seal(project, size=300_000)
    send(project, 1, DistributionOrder("2026Q1", dry_run=True))  # loads what is loaded once
    together = sum(p.stat().st_size for p in (project / "outbox").glob("*/mail/*.eml"))
    # Nothing large may wait for the collector, which looks for circles at other times in each Python.
    gc.collect()
    gc.disable()
    try:
        tracemalloc.start()
        send(project, 1, pace=Pace(0, (), PACE.timeouts))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
        gc.enable()
    assert together > 16_000_000
    assert peak < 5_000_000, peak


def test_nobody_connects_is_no_fault_of_the_program(project: Path) -> None:
    from generator.distribute.server import Server

    with pytest.raises(NoConnection):
        Connection(Server("127.0.0.1", 1, "plain"), Timeouts()).connect()


def test_the_commands_exit_codes(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from typer.testing import CliRunner

    from generator.cli.app import app

    def jibao(*words: str) -> tuple[int, str]:
        done = CliRunner().invoke(app, [*words, "--project", str(project), "--lang", "en"])
        return done.exit_code, done.output

    monkeypatch.delenv("JIBAO_SMTP_URL", raising=False)
    code, said = jibao("distribute", "2026Q1", "--dry-run")
    assert code == 0 and "3 prepared, no mail sent" in said
    office = PostOffice()
    office.at_rcpt = lambda a: "550 no" if a.startswith("t2@") else None
    with serving(office) as port:
        monkeypatch.setenv("JIBAO_SMTP_URL", f"smtp+plain://127.0.0.1:{port}")
        code, said = jibao("distribute", "2026Q1")
        assert (
            code == 4
            and "2 sent in this run; see" in said
            and "refused  Town 2" in said
            and "550 no\n" in said
            and said.endswith("sent 2, refused 1, waiting 0, delivered 0, 3 in all\n")
        )
        office.at_rcpt = lambda a: None
        monkeypatch.setattr("time.sleep", lambda seconds: None)
        code, said = jibao("distribute", "2026Q1", "--resend", "t1")
    # What a server took nobody has confirmed yet.
    assert code == 0 and said.endswith("sent 3, refused 0, waiting 0, delivered 0, 3 in all\n")
    signed = project / "signed.csv"
    signed.write_text("area,release,date,post\nt1,example-2026Q1-v1,2026-05-12,office\n", encoding="utf-8")
    entered = "1 entered\n  example-2026Q1-v1  Town 1: receipt confirmed (2026-05-12 office)\n"
    assert jibao("receipts", str(signed)) == (0, entered)
    code, said = jibao("distribute", "2026Q1")
    rows = [line.split() for line in said.splitlines()[-4:]]
    assert rows[0][:3] == ["delivered", "Town", "1"] and rows[1][:3] == ["sent", "Town", "2"]
    assert said.endswith("sent 2, refused 0, waiting 0, delivered 1, 3 in all\n")
    write_contacts(project, "t1,mayor,岗,post,nobody,,zh,pdf,yes\n")
    code, said = jibao("distribute", "2026Q1")
    assert code == 1


def test_new_contacts_get_nothing_old(project: Path) -> None:
    """Who had it has had it; a post that came later asks for it (`--resend`)."""
    office = PostOffice()
    with serving(office) as port:
        assert send(project, port).exit_code == 0
        before = (project / "distribution" / "ledger.jsonl").read_bytes()
        write_contacts(
            project,
            "".join(
                f"t{n},branch,卫生健康岗,health post,new{n}@example.invalid,,zh,pdf;csv,yes\n"
                for n in (1, 2, 3)
            ),
        )
        again = send(project, port)
        assert (again.sent, again.exit_code) == (0, 0)
        assert (project / "distribution" / "ledger.jsonl").read_bytes() == before
        assert send(project, port, DistributionOrder("2026Q1", resend=("t2",))).sent == 1
    assert [to for to, *_ in office.got].count("new2@example.invalid") <= 1 and len(office.got) == 4


def test_what_was_delivered_under_the_same_name_is_not_replaced(project: Path) -> None:
    """Another machine sealed the same quarter, and its archive lies here now."""
    office = PostOffice()
    with serving(office) as port:
        assert send(project, port).exit_code == 0
        roots = {json.loads(line).get("root") for line in ledger_lines(project)} - {None}
        assert roots == {read_ledger(project / "archive")[0].root}
        remove(project / "archive")
        seal(project, cells=[dict(CELL)])
        with pytest.raises(NotWhole, match="was delivered with the root checksum"):
            send(project, port)
    assert len(office.got) == 3


CELL = {
    "kind": "value",
    "table": "observations",
    "subject": ["2", "2026Q1", "t1", "self"],
    "column": "value",
    "old": "1",
    "new": "2",
}


def ledger_lines(project: Path) -> list[str]:
    return (project / "distribution" / "ledger.jsonl").read_text(encoding="utf-8").splitlines()


def remove(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755)
    shutil.rmtree(folder)
