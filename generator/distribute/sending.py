"""Messages over few connections, in rounds: what the server puts off waits for the next round, what
it refuses waits for the next run. Every step stands in the ledger before the next is taken."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from generator.distribute.connection import (
    Connection,
    InDoubt,
    MailFault,
    NoConnection,
    NotSent,
    Taken,
    Timeouts,
)
from generator.distribute.ledger import DeliveryLedger
from generator.distribute.server import Server
from generator.domain.distribution import Event
from generator.domain.text import Text


@dataclass(frozen=True, slots=True)
class Posting:
    """One message to hand over. `make` gives its bytes, no earlier than they are needed."""

    release: str
    area: str
    message: str
    to: tuple[str, ...]
    make: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Pace:
    """`per_minute`: messages at most (0: no limit). `pauses`: seconds before each further round."""

    per_minute: int = 60
    pauses: tuple[float, ...] = (10.0, 60.0, 300.0)
    timeouts: Timeouts = field(default_factory=Timeouts)


@dataclass(frozen=True, slots=True)
class Clock:
    """The time of day (UTC), seconds that never go back, and waiting."""

    now: Callable[[], datetime]
    ticks: Callable[[], float]
    sleep: Callable[[float], None]

    def stamp(self) -> str:
        """Now, as the ledger writes it."""
        return self.now().strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass
class Sent:
    """What came of a run: messages accepted, and why it ended early, if it did."""

    accepted: int = 0
    fault: Text = field(default_factory=Text)


class Sender:
    """Sends messages one after the other from one address. `notice` gets a line before each wait for a
    further round, and one where no further round comes."""

    def __init__(
        self,
        server: Server,
        sender: str,
        ledger: DeliveryLedger,
        pace: Pace,
        clock: Clock,
        notice: Callable[[Text], None] = lambda _: None,
    ) -> None:
        self._sender, self._ledger, self._pace, self._clock = sender, ledger, pace, clock
        self._connection = Connection(server, pace.timeouts)
        self._last: float | None = None
        self._sent = Sent()
        self._notice = notice
        self._why = Text()

    def send(self, postings: Iterable[Posting]) -> Sent:
        """Everything, in as many rounds as the pace has. Raises MailFault where the server cannot be
        used and nothing has been accepted; later the fault comes back with what was sent."""
        waiting = list(postings)
        try:
            waiting = self._round(waiting)
            for number, pause in enumerate(self._pace.pauses, start=1):
                if not waiting:
                    break
                self._notice(_again(self._why, number, len(self._pace.pauses), pause, len(waiting)))
                self._clock.sleep(pause)
                waiting = self._round(waiting)
            if waiting:
                self._notice(_no_more(self._why, len(self._pace.pauses), len(waiting)))
        except MailFault as fault:
            if not self._sent.accepted:
                raise
            self._sent.fault = fault.words
        finally:
            self._connection.quit()
        return self._sent

    def _round(self, postings: Sequence[Posting]) -> list[Posting]:
        """One pass; returns what is worth another."""
        again: list[Posting] = []
        for number, posting in enumerate(postings):
            if not self._connection.open:
                try:
                    self._connection.connect()
                except NoConnection as fault:
                    self._sent.fault = self._why = fault.words
                    return again + list(postings[number:])
            self._wait()
            left = self._one(posting)
            again += [replace(posting, to=left)] if left else []
        self._sent.fault = Text()
        return again

    def _wait(self) -> None:
        """Keeps the rate: so many messages a minute, evenly."""
        if self._pace.per_minute and self._last is not None:
            due = self._last + 60.0 / self._pace.per_minute
            if (rest := due - self._clock.ticks()) > 0:
                self._clock.sleep(rest)
        self._last = self._clock.ticks()

    def _one(self, posting: Posting) -> tuple[str, ...]:
        """One message; returns those who should get it in the next round."""
        try:
            taken = self._connection.send(
                self._sender,
                posting.to,
                posting.make(),
                posting.message,
                lambda to: self._note(posting, "sending", to),
            )
        except NotSent as fault:
            self._why = _of_area(posting.area, fault.words) if fault.again else self._why
            self._note(posting, "deferred" if fault.again else "refused", posting.to, fault.words)
            return posting.to if fault.again else ()
        except InDoubt:
            # The ledger's "sending" without an answer says it; nobody but a person can say more.
            return ()
        self._note_all(posting, taken)
        return tuple(taken.later)

    def _note_all(self, posting: Posting, taken: Taken) -> None:
        """The answer for each address. The accepted ones first: nothing is worth more."""
        if taken.accepted:
            self._note(posting, "accepted", taken.accepted, taken.words)
            self._sent.accepted += 1
        for kind, said in (("refused", taken.refused), ("deferred", taken.later)):
            for words in dict.fromkeys(said.values()):
                self._why = _of_area(posting.area, words) if kind == "deferred" else self._why
                self._note(posting, kind, tuple(a for a, w in said.items() if w == words), words)

    def _note(self, posting: Posting, kind: str, to: tuple[str, ...], words: str = "") -> None:
        self._ledger.add(
            Event(self._clock.stamp(), kind, posting.release, posting.area, posting.message, to, words)
        )


def _of_area(area: str, words: str) -> Text:
    return Text(f"{area}：{words}", f"{area}: {words}")


def _again(why: Text, number: int, most: int, pause: float, waiting: int) -> Text:
    """Before a wait: what failed, and when it is tried again."""
    return Text(
        f"{why.zh}；{pause:g}秒后再试（第{number}次，最多{most}次），等候发送的有{waiting}封",
        f"{why.en}; trying again in {pause:g} s (try {number} of {most}); messages waiting: {waiting}",
    )


def _no_more(why: Text, most: int, waiting: int) -> Text:
    """After the last one."""
    return Text(
        f"{why.zh}；已再试{most}次，不再尝试；还有{waiting}封没有发出，请稍后重新运行同一命令",
        f"{why.en}; given up after {most} more tries; messages not sent: {waiting}. "
        "Run the same command later",
    )
