"""`distribution/ledger.jsonl`: one line per thing that happened to a message, only ever added to.

Each line carries the checksum of the line before (`before`) and of itself (`sum`), so that a line
that was changed, moved, doubled or taken out of the middle is named. What no chain can show is that
lines at the end are missing; whoever wants to know keeps the newest `sum`, which every delivery page
prints. A line is on the disk before the program goes on.
"""

import hashlib
import json
import os
from collections.abc import Iterable
from pathlib import Path

from generator.distribute.private import FILE, close, private_folder
from generator.domain.distribution import Event
from generator.domain.errors import JibaoError, OutputFault, system_fault
from generator.domain.text import Text

FOLDER = "distribution"  # in the project
LEDGER = "ledger.jsonl"
TORN = "ledger.torn"
_KEYS = frozenset({"at", "kind", "release", "area", "message", "to", "words", "before", "sum"})
_UNREADABLE = Text("无法读取", "cannot be read")
_NOT_OURS = Text("不是本程序写的一行", "not a line of ours")
_OUT_OF_ORDER = Text(
    "与上一行接不上：缺行、换行或改过", "does not follow the line before: a line is missing, moved or changed"
)
_CHANGED = Text("写下后被改过", "changed after it was written")


class DeliveryLedgerFault(JibaoError):
    """The ledger is not as it was written: nothing is sent on the strength of it."""

    exit_code = 1

    def __init__(self, path: Path, line: int, why: Text) -> None:
        super().__init__(
            Text(f"{path}第{line}行：{why.zh}；没有发送", f"{path}, line {line}: {why.en}; nothing was sent")
        )


class DeliveryLedger:
    """The ledger of one project, read once and proved; then only added to. Whoever adds holds the
    lock of its folder."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / LEDGER
        self._torn = folder / TORN
        self._sum = ""
        self.events: list[Event] = []
        self._read()

    @property
    def head(self) -> str:
        """The checksum of the newest line; empty where there is none."""
        return self._sum

    def add(self, event: Event) -> None:
        """One line more, on the disk when this returns."""
        self.add_all([event])

    def add_all(self, events: Iterable[Event]) -> None:
        """Several lines in one write, on the disk when this returns."""
        lines, head, added = [], self._sum, list(events)
        for event in added:
            line, head = _line(event, head)
            lines.append(line)
        if not lines:
            return
        try:
            private_folder(self.path.parent, self.path.parent)
            self._mend()
            handle = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, FILE)
            try:
                close(self.path)
                _write(handle, "".join(lines).encode("utf-8"))
                os.fsync(handle)
            finally:
                os.close(handle)
        except OSError as error:
            raise OutputFault(system_fault(error, self.path)) from error
        self._sum = head
        self.events += added

    def _read(self) -> None:
        try:
            data = self.path.read_bytes() if self.path.exists() else b""
        except OSError as error:
            raise OutputFault(system_fault(error, self.path)) from error
        # A last line without its end was never finished: it is put aside before the next is added.
        whole = data[: data.rfind(b"\n") + 1]
        for number, line in enumerate(whole.split(b"\n")[:-1], start=1):
            event, self._sum = self._event(line, number)
            self.events.append(event)

    def _event(self, line: bytes, number: int) -> tuple[Event, str]:
        try:
            facts = json.loads(line)
        except ValueError as error:
            raise DeliveryLedgerFault(self.path, number, _UNREADABLE) from error
        if not isinstance(facts, dict) or set(facts) - {"root"} != _KEYS or not isinstance(facts["to"], list):
            raise DeliveryLedgerFault(self.path, number, _NOT_OURS)
        if facts["before"] != self._sum:
            raise DeliveryLedgerFault(self.path, number, _OUT_OF_ORDER)
        to = tuple(str(a) for a in facts["to"])
        words = {k: str(facts[k]) for k in ("at", "kind", "release", "area", "message", "words")}
        event = Event(to=to, root=str(facts.get("root", "")), **words)
        written, head = _line(event, self._sum)
        if written.encode("utf-8") != line + b"\n":
            raise DeliveryLedgerFault(self.path, number, _CHANGED)
        return event, head

    def _mend(self) -> None:
        """Puts aside half a line that a killed run or a full disk left."""
        data = self.path.read_bytes() if self.path.exists() else b""
        end = data.rfind(b"\n") + 1
        if end == len(data):
            return
        self._torn.touch(FILE)
        close(self._torn)
        with self._torn.open("ab") as stream:
            stream.write(data[end:] + b"\n")
            stream.flush()
            os.fsync(stream.fileno())
        with self.path.open("r+b") as stream:
            stream.truncate(end)
            os.fsync(stream.fileno())


def _line(event: Event, before: str) -> tuple[str, str]:
    """The one way to write an event after the line whose checksum is `before`; and its checksum."""
    facts: dict[str, object] = {
        "at": event.at,
        "kind": event.kind,
        "release": event.release,
        "area": event.area,
        "message": event.message,
        "to": list(event.to),
        "words": event.words,
        "before": before,
        **({"root": event.root} if event.root else {}),
    }
    own = hashlib.sha256(json.dumps(facts, ensure_ascii=False, sort_keys=True).encode("utf-8")).hexdigest()
    return json.dumps({**facts, "sum": own}, ensure_ascii=False, sort_keys=True) + "\n", own


def _write(handle: int, data: bytes) -> None:
    while data:
        data = data[os.write(handle, data) :]
