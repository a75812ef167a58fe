"""A county with a sealed release made in milliseconds, and a real mail server on loopback."""

import asyncio
import csv
import io
import shutil
import socket
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from pypdf import PdfWriter
from waiting import HANG

from generator.archive.ledger import facts_of, line_of, read_ledger
from generator.archive.sealing import commit, fill, make_office_bag, make_public_bag, staging_folder
from generator.distribute.connection import Timeouts
from generator.distribute.sending import Clock, Pace
from generator.domain.period import Period
from generator.domain.release import SealedRelease
from generator.domain.text import Text
from generator.publish.output.scaffold import EXAMPLE
from generator.render.open_data.bag_files import as_json
from generator.workflows.distribute import DistributionOrder, DistributionOutcome, distribute

ROOT = Path(__file__).resolve().parent.parent
USER, PASSWORD = "bulletin@office", "p@ss/w:rd#%漢"
CONTACTS = "area,role,post_zh,post_en,email,copy_to,language,formats,active\n"
TABLE = "indicator,period,area,value,unit,obs_status,origin,status\r\n"
NUMBERS = "一二三四五六七八九十"


def area_name(number: int) -> str:
    return "第" + "".join(NUMBERS[int(d) - 1] if d != "0" else "零" for d in str(number)) + "镇"


def county(folder: Path, areas: int = 3, languages: str = "zh", contacts: str | None = None) -> Path:
    """A project with `areas` townships t1, t2 …, each with a contact, and nothing sealed."""
    for name in ("data/plans/example", "data/site.yml"):
        source = EXAMPLE / name
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target)
        else:
            shutil.copyfile(source, target)
    for name in ("data/vocabulary", "locale", "templates/messages"):
        shutil.copytree(ROOT / name, folder / name)
    plan = folder / "data/plans/example"
    head, whole, *_ = (plan / "areas.csv").read_text(encoding="utf-8").splitlines()
    rows = [
        f"t{n},{n},town,{area_name(n)},Town {n},,,,{area_name(n)},words,示例,3" for n in range(1, areas + 1)
    ]
    (plan / "areas.csv").write_text("\n".join([head, whole, *rows]) + "\n", encoding="utf-8")
    own = "".join(
        f"t{n},government,卫生健康岗,health post,t{n}@example.invalid,,{languages},pdf;csv,yes\n"
        for n in range(1, areas + 1)
    )
    write_contacts(folder, own if contacts is None else contacts)
    settings = plan / "plan.yml"
    text = settings.read_text(encoding="utf-8").replace('email: ""', "email: office@county.example")
    settings.write_text(text, encoding="utf-8")
    return folder


def write_contacts(project: Path, rows: str) -> None:
    path = project / "data/plans/example/contacts.csv"
    path.write_text(CONTACTS + rows, encoding="utf-8", newline="")


def pdf_of(name: str, rows: Sequence[str], size: int = 0) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.add_attachment(name, "".join(rows).encode())
    if size:
        writer.add_metadata({"/Padding": "x" * size})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def seal(
    project: Path,
    quarter: str = "2026Q1",
    languages: Sequence[str] = ("zh",),
    reason: str = "",
    cells: Sequence[Mapping[str, Any]] = (),
    size: int = 0,
    base: str = "",
) -> SealedRelease:
    """Seals a release with a bulletin and a table for each area, without building a site."""
    archive = project / "archive"
    releases = read_ledger(archive)
    parsed = Period.parse(quarter)
    assert parsed is not None
    version = 1 + sum(r.quarter == parsed for r in releases)
    before = releases[-1].root if releases else ""
    day = date(2026, 5, 8)
    draft = SealedRelease("example", parsed, version, day, day, "provisional", True, "", "", before, reason)
    draft = replace(draft, changed={"value": len(cells)} if cells else {})
    if base:
        site = project / "data/site.yml"
        text = site.read_text(encoding="utf-8").replace('base_address: ""', f"base_address: {base}")
        site.write_text(text, encoding="utf-8")
    made = staging_folder(archive, draft.id)
    source = {
        f"source/{p.relative_to(project).as_posix()}": p
        for p in sorted((project / "data").rglob("*"))
        if p.is_file() and p.name != "contacts.csv"
    }
    with (project / "data/plans/example/areas.csv").open(encoding="utf-8") as stream:
        areas = [row["id"] for row in csv.DictReader(stream)]
    rows = {a: f"2,{quarter},{a},{60 + n},persons,A,self,\r\n" for n, a in enumerate(areas)}
    files: dict[str, Any] = {
        f"site/data/{quarter}/observations.csv": (TABLE + "".join(rows.values())).encode()
    }
    for area in areas:
        files[f"site/data/{quarter}/{area}.csv"] = (TABLE + rows[area]).encode()
        stem = f"example-{quarter}-{area}"
        for lang in languages:
            pdf = pdf_of(f"{stem}.csv", [TABLE, rows[area]], size)
            files[f"site/bulletins/{quarter}/{stem}.{lang}.pdf"] = pdf
    report = {"counts": {"met": 1, "on_track": 2, "no_data": 1}}
    files |= {f"site/data/{quarter}/report.json": as_json(report), **source}
    fill(made / "office", {"README.txt": b"office\n"})
    draft = replace(draft, office_root=make_office_bag(made, draft, {}))
    facts = {k: v for k, v in facts_of(draft).items() if k != "root"}
    files["release.json"] = as_json({**facts, "changes": {"cells": list(cells)}})
    files["ledger.jsonl"] = "".join(line_of(r) for r in releases).encode()
    fill(made / "public", files)
    sealed = replace(draft, root=make_public_bag(made, draft, {}))
    commit(archive, made, (*releases, sealed))
    return sealed


@dataclass
class FakeClock:
    """Time that passes only by waiting, and a second for each look at it."""

    seconds: float = 0.0
    slept: list[float] = field(default_factory=list)

    def clock(self) -> Clock:
        return Clock(self._now, lambda: self.seconds, self._sleep)

    def _now(self) -> datetime:
        self.seconds += 1
        return datetime(2026, 5, 9, 8, tzinfo=UTC) + timedelta(seconds=self.seconds)

    def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds


PACE = Pace(per_minute=0, pauses=(1.0, 2.0), timeouts=Timeouts(HANG, HANG))


SILENCE = "silence"


class PostOffice:
    """What the server does with what it is handed; every message that it accepted is kept. A rule is
    given the area (from the recipient) and returns an answer, or None to go on; SILENCE: never an answer."""

    def __init__(self) -> None:
        self.got: list[tuple[str, tuple[str, ...], bytes]] = []
        self.at_rcpt: Callable[[str], str | None] = lambda address: None
        self.at_data: Callable[[str, SMTP], str | None] = lambda address, server: None
        self.connections = 0
        self.logins: list[tuple[str, str]] = []

    async def handle_EHLO(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, host: str, answers: list[str]
    ) -> list[str]:
        self.connections += 1
        session.host_name = host
        return answers

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = self.at_rcpt(address)
        if answer == SILENCE:
            await asyncio.Event().wait()
        if answer is not None:
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        answer = self.at_data(envelope.rcpt_tos[0], server)
        if answer is not None and not answer.startswith("250"):
            return answer
        assert isinstance(envelope.content, bytes)
        self.got.append((str(envelope.mail_from), tuple(envelope.rcpt_tos), envelope.content))
        return answer or "250 2.0.0 queued"

    def authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: Any
    ) -> AuthResult:
        assert isinstance(given, LoginPassword)
        said = given.login.decode(), given.password.decode()
        self.logins.append(said)
        return AuthResult(success=said == (USER, PASSWORD), handled=False)

    @property
    def areas(self) -> list[str]:
        """The area of each accepted message, in order."""
        return [to[0].split("@")[0] for _, to, _ in self.got]


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def serving(office: PostOffice, **options: Any) -> Iterator[int]:
    """The server on loopback while the block runs; gives its port."""
    port = free_port()
    controller = Controller(office, hostname="127.0.0.1", port=port, ready_timeout=HANG, **options)
    controller.start()
    try:
        yield port
    finally:
        controller.stop(no_assert=True)


def certificate_for(*names: str) -> tuple[trustme.CA, Any]:
    """A new authority, and a server's context with a certificate for those names."""
    import ssl

    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names).configure_cert(context)
    return authority, context


def send(
    project: Path,
    port: int,
    order: DistributionOrder | None = None,
    pace: Pace = PACE,
    clock: FakeClock | None = None,
    notice: Callable[[Text], None] = lambda _: None,
) -> DistributionOutcome:
    """One run against a plain server on this machine."""
    environment = {"JIBAO_SMTP_URL": f"smtp+plain://127.0.0.1:{port}"}
    clocks = (clock or FakeClock()).clock()
    return distribute(project, order or DistributionOrder("2026Q1"), environment, clocks, pace, notice)
