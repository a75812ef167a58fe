"""`archive/releases.jsonl`: one line per sealed release and per withdrawal, in the order of sealing,
never rewritten.

Each line holds the root of its release and of the one sealed before; everything else in it stands in
the release's own bag too, so that neither can be changed alone.
"""

import io
import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from generator.archive.sealed_files import content, mode_of
from generator.domain.errors import JibaoError, OutputFault, system_fault
from generator.domain.release import Line, ReleaseId, SealedRelease, Withdrawal
from generator.domain.text import Text

LEDGER = "releases.jsonl"


class LedgerFault(JibaoError):
    """A line of the ledger that cannot be read: nothing is built or sealed on a broken chain."""

    exit_code = 1

    def __init__(self, line: int, why: Text) -> None:
        super().__init__(
            Text(
                f"{LEDGER}第{line}行：{why.zh}；请运行jibao verify查验",
                f"{LEDGER}, line {line}: {why.en}; run jibao verify",
            )
        )
        self.line, self.why = line, why


class NoFacts(ValueError):
    """Facts that sealing cannot have written, and what of them shows it."""

    def __init__(self, why: Text) -> None:
        super().__init__(why.en)
        self.why = why


_NOT_UTF8 = Text("不是UTF-8编码", "not UTF-8")
_NOT_JSON = Text("不是规范的JSON", "not JSON")
_NOT_AS_WRITTEN = Text("写法与封存时不同", "not as it was written")
_ID_ALONE = Text("id与plan、quarter、version不符", "the id does not fit plan, quarter and version")
_NO_ID = Text("字段id不是发布编号", "the field id is not the name of a release")


def line_of(line: Line) -> str:
    """The one way to write a line; ends with a line feed."""
    facts = facts_of(line) if isinstance(line, SealedRelease) else _of_withdrawal(line)
    return json.dumps(facts, ensure_ascii=False, sort_keys=True) + "\n"


def ledger_text(lines: Iterable[Line]) -> bytes:
    """The whole ledger."""
    return "".join(line_of(line) for line in lines).encode("utf-8")


def facts_of(release: SealedRelease) -> dict[str, object]:
    """A release's facts as JSON knows them."""
    front = {"front_root": release.front_root} if release.front_root else {}
    return {
        **front,
        **_in_english(release),
        "id": release.id,
        "plan": release.plan,
        "quarter": str(release.quarter),
        "version": release.version,
        "sealed": release.sealed.isoformat(),
        "published": release.published.isoformat(),
        "status": release.status,
        "demonstration": release.demonstration,
        "root": release.root,
        "office_root": release.office_root,
        "previous": release.previous,
        "reason": release.reason,
        "changed": dict(release.changed),
    }


def _in_english(line: Line) -> dict[str, object]:
    """Only where it was given: lines of before it could be are as they were written."""
    return {"reason_en": line.reason_en} if line.reason_en else {}


def withdrawal_facts(line: Withdrawal) -> dict[str, object]:
    """All of a withdrawal's line but the root of its own bag, which says the same."""
    return {k: v for k, v in _of_withdrawal(line).items() if k != "front_root"}


def _of_withdrawal(line: Withdrawal) -> dict[str, object]:
    return {
        **_in_english(line),
        "withdraws": line.release,
        "root": line.root,
        "day": line.day.isoformat(),
        "reason": line.reason,
        "kept": line.kept,
        "front_root": line.front_root,
        "previous": line.previous,
    }


def _withdrawal_of(facts: Mapping[str, object]) -> Withdrawal:
    if ReleaseId.parse(str(facts.get("withdraws"))) is None:
        raise NoFacts(_NO_ID)
    return Withdrawal(
        release=str(facts["withdraws"]),
        root=str(facts.get("root")),
        day=_day(facts, "day"),
        reason=str(facts.get("reason")),
        kept=facts.get("kept") is not False,
        front_root=str(facts.get("front_root")),
        previous=str(facts.get("previous")),
        reason_en=str(facts.get("reason_en") or ""),
    )


def release_of(facts: Mapping[str, object]) -> SealedRelease:
    """The release that `facts_of` wrote. Raises NoFacts where they are not its facts."""
    name = ReleaseId.parse(str(facts.get("id")))
    if name is None:
        raise NoFacts(_NO_ID)
    if [str(facts.get(k)) for k in ("plan", "quarter", "version")] != [
        name.plan,
        str(name.quarter),
        str(name.version),
    ]:
        raise NoFacts(_ID_ALONE)
    return SealedRelease(
        plan=name.plan,
        quarter=name.quarter,
        version=name.version,
        sealed=_day(facts, "sealed"),
        published=_day(facts, "published"),
        status=str(facts.get("status")),
        demonstration=facts.get("demonstration") is not False,
        root=str(facts.get("root")),
        office_root=str(facts.get("office_root")),
        previous=str(facts.get("previous")),
        reason=str(facts.get("reason")),
        changed=_counts(facts, "changed"),
        front_root=str(facts.get("front_root") or ""),
        reason_en=str(facts.get("reason_en") or ""),
    )


def _day(facts: Mapping[str, object], name: str) -> date:
    try:
        return date.fromisoformat(str(facts.get(name)))
    except ValueError:
        raise NoFacts(Text(f"字段{name}不是日期", f"the field {name} is not a date")) from None


def _counts(facts: Mapping[str, object], name: str) -> dict[str, int]:
    given = facts.get(name)
    if not isinstance(given, dict) or not all(isinstance(n, int) for n in given.values()):
        raise NoFacts(Text(f"字段{name}不是各类改动的处数", f"the field {name} is not a table of counts"))
    return {str(kind): int(number) for kind, number in given.items()}


def parse_ledger(data: bytes) -> tuple[Line, ...]:
    """Every line in order. Raises LedgerFault for a line that was not written by `line_of`."""
    return tuple(read_line(line, number) for number, line in enumerate(lines_of(data), start=1))


def releases_in(lines: Iterable[Line]) -> tuple[SealedRelease, ...]:
    """The releases of a ledger, in order; those that a later line takes back name it."""
    found: dict[str, SealedRelease] = {}
    for line in lines:
        if isinstance(line, SealedRelease):
            found.setdefault(line.id, line)
        elif line.release in found and found[line.release].root == line.root:
            found[line.release] = replace(found[line.release], withdrawn=line)
    return tuple(found.values())


def lines_of(data: bytes) -> list[bytes]:
    """The lines with their line feeds; the last one shows by its missing one that it was cut."""
    return list(io.BytesIO(data))


def read_line(line: bytes | str, number: int) -> Line:
    """One line. Raises LedgerFault where it is not, byte by byte, what `line_of` writes."""
    try:
        text = line if isinstance(line, str) else line.decode("utf-8")
        facts = json.loads(text)
        found = _line_of_facts(facts) if isinstance(facts, dict) else None
    except NoFacts as error:
        raise LedgerFault(number, error.why) from error
    except UnicodeDecodeError as error:
        raise LedgerFault(number, _NOT_UTF8) from error
    except (ValueError, RecursionError) as error:
        raise LedgerFault(number, _NOT_JSON) from error
    if found is None or line_of(found) != text:
        raise LedgerFault(number, _NOT_AS_WRITTEN)
    return found


def _line_of_facts(facts: Mapping[str, object]) -> Line:
    return _withdrawal_of(facts) if "withdraws" in facts else release_of(facts)


def read_ledger(archive: Path) -> tuple[SealedRelease, ...]:
    """The releases of an archive in order of sealing; nothing where there is no ledger yet. Raises
    LedgerFault, and SealedFault where it is no plain file."""
    return releases_in(read_lines(archive))


def read_lines(archive: Path) -> tuple[Line, ...]:
    """The whole ledger; raises what `read_ledger` does."""
    return parse_ledger(content(archive, LEDGER)) if mode_of(archive / LEDGER) else ()


def write_ledger(archive: Path, lines: Iterable[Line]) -> None:
    """The ledger with a line more: the whole file is written beside the old one, brought to the disk,
    and takes its name in one step, so that nobody ever reads half a line."""
    text = ledger_text(lines)
    try:
        handle, name = tempfile.mkstemp(prefix=".releases.", dir=archive)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(text)
                stream.flush()
                os.fsync(stream.fileno())
            Path(name).chmod(0o644)
            Path(name).replace(archive / LEDGER)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
        sync_folder(archive)
    except OSError as error:
        raise OutputFault(system_fault(error, archive / LEDGER)) from error


def sync_folder(folder: Path) -> None:
    """Brings a folder's names to the disk, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
