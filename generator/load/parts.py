"""Several files for one table: two clerks, one quarter (`observations-文亭.csv` beside `observations.csv`).
They are read as one, each row where it stands; an identical copy (副本, (1)) is said and read once."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from generator.domain.delivery import Table
from generator.domain.finding import Finding, Place, Severity
from generator.domain.vocabulary import FileKind

# More clerks than any office has; a stranger's thousand files would fill the memory.
MOST_PARTS = 40
# What is not meant to be published beside the figures: other versions of them, and no figures at all.
_ASIDE = re.compile(
    r"更正|订正|修订|修正|修改|改后|改前|改正|校正|备份|草稿|初稿|底稿|最终|定稿|终稿|作废|模板|样表|样例|空表|说明|上年|去年|同期|上季"
    r"|上期|目标|计划|预计|预测|参考|测试|最新|(?:^|[^\u3400-\u9fff])[新旧老改原](?:版|表|稿)?(?:$|[^\u3400-\u9fff])"
    r"|(?<![a-z])(?:corrected|revised|final|old|bak|backup|draft|template|target|planned|previous|test|v[0-9]+)(?![a-z])"
)


def is_aside(stem: str) -> bool:
    """True for the name of another version (更正, 终稿, old): which one counts, nobody can say."""
    return bool(_ASIDE.search(_plain(stem)))


def part_of(stem: str, kinds: Mapping[str, FileKind]) -> list[FileKind]:
    """The kinds that a file may be a part of, by its name: theirs with something added that is no version."""
    plain = _plain(stem)
    if is_aside(stem):
        return []
    return [kind for kind in kinds.values() if any(_plain(n) in plain for n in (kind.name, *kind.aliases))]


def _plain(stem: str) -> str:
    return unicodedata.normalize("NFKC", stem).casefold()


def merged(tables: Sequence[Table]) -> tuple[Table, list[str], list[Finding]]:
    """One table of all parts, the files that only repeat another one, and what the clerks are told."""
    parts: list[Table] = []
    copies: list[str] = []
    findings: list[Finding] = []
    rows: list[list[tuple[str, ...]]] = []
    columns = tuple(dict.fromkeys(column for table in tables for column in table.columns))
    for table in tables:
        own = [tuple(table.cell(at, c) for c in columns) for at in range(len(table))]
        if own and own in rows:
            other = parts[rows.index(own)]
            args = {"other": short(other.place())}
            findings.append(Finding("E06-same-file", Severity.ADVISORY, table.place(), None, args))
            copies.append(table.file)
        else:
            parts.append(table)
            rows.append(own)
    if len(parts) == 1:
        return parts[0], copies, findings
    told = {"files": "、".join(f"{short(p.place())}（{len(p)}行）" for p in parts)}
    told["files_en"] = ", ".join(f"{short(p.place())} ({len(p)} rows)" for p in parts)
    findings += [
        Finding("E06-files-merged", Severity.ADVISORY, part.place(), None, told) for part in parts[1:]
    ]
    one = Table(
        parts[0].file,
        parts[0].sheet,
        {column: header for part in reversed(parts) for column, header in part.headers.items()},
        [line for part in parts for line in part.lines],
        {c: [cell for part in parts for cell in part.columns.get(c, [""] * len(part))] for c in columns},
        parts=tuple(parts),
    )
    return one, copies, findings


def short(place: Place) -> str:
    """A file, and its sheet, for a list of several."""
    name = place.file.rpartition("/")[2]
    return f"{name}［{place.sheet}］" if place.sheet else name
