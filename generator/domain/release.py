"""Sealed releases: their names, their lines in the ledger, what was published before, what verifying
found. A release is named `<plan>-<quarter>-v<n>`; the ledger gives the number."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from generator.domain.change import Change, Revision
from generator.domain.period import Period
from generator.domain.text import Lang, Text

_ID = re.compile(
    r"([a-z0-9][a-z0-9_-]*)-([0-9]{4}(?:Q[1-4]|H[12]|-(?:0[1-9]|1[0-2]))?)-v([1-9][0-9]{0,3})", re.ASCII
)
_VERSIONED = re.compile(r"\A(bulletins/[^/]+/[^/]+)\.v[0-9]+(\.[a-z]+\.pdf)\Z")
# Indicator, period, area, origin: a cell of the published tables.
Cell = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class ReleaseId:
    """`chengwu-2026Q3-v1` in its parts."""

    plan: str
    quarter: Period
    version: int

    @staticmethod
    def parse(text: str) -> "ReleaseId | None":
        """The id, or None where the text is none."""
        match = _ID.fullmatch(text)
        quarter = Period.parse(match[2]) if match else None
        return ReleaseId(match[1], quarter, int(match[3])) if match and quarter else None

    def __str__(self) -> str:
        return f"{self.plan}-{self.quarter}-v{self.version}"


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A line of the ledger that takes a release back. `root`: the release's own, so that nobody can say
    later which one was meant. `kept`: readers had it, so it stays and says that it was withdrawn; else
    nobody had, and its folder is gone. `front_root`: of what stands at the root of the published folder
    from then on. `previous`: the root of the release that was sealed last. `reason`: as given, in Chinese
    where `reason_en` has the English."""

    release: str
    root: str
    day: date
    reason: str
    kept: bool
    front_root: str
    previous: str
    reason_en: str = ""

    @property
    def why(self) -> Text:
        """The reason in both languages, as far as it was given."""
        return Text(self.reason, self.reason_en)


@dataclass(frozen=True, slots=True)
class SealedRelease:
    """One line of the ledger. `sealed` is the day of sealing, `published` the day that release.yml
    gives. `root`, `office_root`, `front_root`: SHA-256 of its bags' tag manifests; releases of before
    there were fronts have none. `previous`: the root of the release that was *sealed* before, of whatever
    quarter; empty for the first. `changed`: kind of change → how many, against the version before.
    `withdrawn`: the later line that took it back; no part of its own."""

    plan: str
    quarter: Period
    version: int
    sealed: date
    published: date
    status: str
    demonstration: bool
    root: str
    office_root: str
    previous: str
    reason: str = ""
    changed: Mapping[str, int] = field(default_factory=dict)
    front_root: str = ""
    withdrawn: Withdrawal | None = None
    reason_en: str = ""

    @property
    def why(self) -> Text:
        """The reason in both languages, as far as it was given."""
        return Text(self.reason, self.reason_en)

    @property
    def id(self) -> str:
        """`<plan>-<quarter>-v<n>`."""
        return f"{self.plan}-{self.quarter}-v{self.version}"


def bulletin_stem(plan: str, quarter: Period, area: str, version: int = 1) -> str:
    """What a bulletin and the data inside it are called, before the ending. From the second version on the
    name carries it, so that two editions in one folder stay apart; the first keeps the name that people have
    cited."""
    return f"{plan}-{quarter}-{area}" + (f".v{version}" if version > 1 else "")


def bulletin_path(plan: str, quarter: Period, area: str, lang: Lang, version: int = 1) -> str:
    """Where a bulletin stands, from the site's root."""
    return f"bulletins/{quarter}/{bulletin_stem(plan, quarter, area, version)}.{lang}.pdf"


def first_name(path: str) -> str:
    """The path under which the first version of a later one's bulletin stood; of any other file its own."""
    return _VERSIONED.sub(r"\1\2", path)


# In what is sealed to stand over archived pages: where whoever publishes sets an address in.
NEWEST, FOLLOWING = "{newest}", "{following}"
# A line of the ledger.
Line = SealedRelease | Withdrawal
WITHDRAWN = "withdrawn-"


def line_name(line: Line) -> str:
    """What a line of the ledger is called: the release, or that it was withdrawn."""
    return line.id if isinstance(line, SealedRelease) else f"{WITHDRAWN}{line.release}"


def standing(releases: Iterable[SealedRelease]) -> list[SealedRelease]:
    """The releases that nobody has withdrawn."""
    return [r for r in releases if r.withdrawn is None]


def in_public(releases: Iterable[SealedRelease]) -> list[SealedRelease]:
    """The releases that readers may have: all but those undone before anybody had them."""
    return [r for r in releases if r.withdrawn is None or r.withdrawn.kept]


def versions_of(releases: Iterable[SealedRelease], plan: str, quarter: Period) -> list[SealedRelease]:
    """The sealed versions of one quarter, oldest first, withdrawn ones among them: no number is given
    twice."""
    return [r for r in releases if (r.plan, r.quarter) == (plan, quarter)]


def successor_of(releases: Sequence[SealedRelease], release: SealedRelease) -> SealedRelease | None:
    """The newest version of the same quarter that stands, where it is a later one than this."""
    later = standing(versions_of(releases, release.plan, release.quarter))[-1:]
    return next((r for r in later if r.version > release.version), None)


def forerunner(releases: Iterable[SealedRelease], plan: str, quarter: Period) -> SealedRelease | None:
    """The version that a new one of a quarter is compared with, for it is what readers last read: the newest
    that stands; where all were withdrawn, the newest that they had."""
    own = in_public(versions_of(releases, plan, quarter))
    return next(reversed(standing(own) or own), None)


def stands_instead(
    releases: Sequence[SealedRelease], holder: SealedRelease, quarter: Period
) -> SealedRelease | None:
    """The version of `quarter` that stands, where another one stood when `holder` was sealed: what it holds
    of that quarter, as history or its own, is then not what holds now."""
    order = {r.root: n for n, r in enumerate(releases)}
    at, own = order[holder.root], versions_of(releases, holder.plan, quarter)
    then = [
        r
        for r in own
        if order[r.root] <= at and (r.withdrawn is None or order.get(r.withdrawn.previous, -1) >= at)
    ]
    now = standing(own)[-1:]
    return now[0] if now and now != then[-1:] else None


def latest(releases: Iterable[SealedRelease], plan: str) -> SealedRelease | None:
    """What a reader should see: the newest version of the newest quarter that stands. Not the last one
    sealed: an old quarter may be released anew after a later one."""
    own = [r for r in standing(releases) if r.plan == plan]
    return max(own, key=lambda r: (r.quarter, r.version)) if own else None


@dataclass(frozen=True, slots=True)
class Reissue:
    """A later version of a quarter, and every cell that it changed against the version before. `rows`: cells
    of earlier quarters that its own delivery says anew, after a version of those had changed them."""

    release: SealedRelease
    changes: tuple[Change, ...]
    rows: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Disclosed:
    """What earlier releases told. Of the cells below the whole area, `shown`: every value that was
    published (as text); `hidden`: cells that some release withheld, with the number of the first that did.
    `statuses`: quarter → indicator → the status that the newest version of that quarter's release gave it.
    `secret`: the office's own, never published: it orders the choice of what else is withheld."""

    shown: Mapping[Cell, frozenset[str]] = field(default_factory=dict)
    hidden: Mapping[Cell, int] = field(default_factory=dict)
    statuses: Mapping[Period, Mapping[str, str]] = field(default_factory=dict)
    secret: bytes = field(default=b"", repr=False)

    def __bool__(self) -> bool:
        return bool(self.shown or self.hidden or self.statuses)

    def ordered_by(self, secret: bytes) -> "Disclosed":
        """The same, for an office that orders its choice by `secret`."""
        return replace(self, secret=secret)


@dataclass(frozen=True, slots=True)
class ArchiveState:
    """What a build knows of the archive: the releases in order of sealing, what is public, what each new
    version changed, in the same order; `lines`, the whole ledger; `revisions`, every one that was ever
    listed. `shown`: cell → value as the published folder has it, while a release that readers had is being
    withdrawn by the last of `lines`: what then reads otherwise was put back."""

    releases: tuple[SealedRelease, ...] = ()
    disclosed: Disclosed = field(default_factory=Disclosed)
    reissues: tuple[Reissue, ...] = ()
    lines: tuple[Line, ...] = ()
    revisions: tuple[Revision, ...] = ()
    shown: Mapping[Cell, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WithheldCell:
    """A cell that is not published, and why: `clerk`, `small`, `step`, `earlier`, `further` or `total`."""

    indicator: str
    period: str
    area: Text
    reason: str


@dataclass(frozen=True, slots=True)
class Contents:
    """What a release would hold, file by file: paths in each half, in order, and what lay among the
    sources and goes into neither; and what it would withhold."""

    release: str
    public: tuple[str, ...]
    office: tuple[str, ...]
    left_out: tuple[str, ...]
    withheld: tuple[WithheldCell, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that verifying refutes: `code` has its words in `wording.archive_words`; `release`
    and `path` say where; `args` fill the words."""

    code: str
    release: str = ""
    path: str = ""
    args: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Proof:
    """What verifying one archive came to. `proved`: ids whose bags are whole; `partly`: those of a
    published copy, without the office bag. `anchored`: the newest id that an anchor vouches for.
    `rebuilt`: ids that were built again from their bags and came out byte for byte; `elsewhere`: id → the
    programs that are not the ones it was built with, where it did not. `beside`: what lies
    in the archive and belongs to no release; it refutes nothing. `apart`: ids whose bulletins are not
    here, as in a ZIP, and were not looked at."""

    faults: tuple[Fault, ...]
    proved: tuple[str, ...]
    partly: tuple[str, ...] = ()
    newest: str = ""
    anchored: str = ""
    files: int = 0
    rebuilt: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    elsewhere: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def intact(self) -> bool:
        """True where nothing was refuted."""
        return not self.faults
