"""Writes `data/quarters/`: eight made-up quarters of Chengwu County, and their README.

Nothing here is a figure of the real county. The story of each measure (which quarter it is met,
behind, missing, revised) is written out below so that every status, value kind, file and column of
a delivery occurs; counts behind the shares and the split by township are drawn from a generator
with a fixed seed. No clock, no environment: running it twice gives the same bytes.

    python scripts/demo_quarters.py            writes data/quarters/
    python scripts/demo_quarters.py --check    exit 1 where the disk differs from what this would write

How to read the tables below
    SERIES     id | unit | decimals | factor | base | mode | reporter | eight values, 2024Q4 to 2026Q3
               factor: 100 for a share, 1 for a plain ratio, 0 where no numerator is given; base: what
               the denominator is about, per quarter (`flow`, adds up in a year) or always (`stock`)
               a value: `37.12`, `16/20` (gives numerator and denominator), with P, E or B behind it for
               its flag, `!L` for a missing value and its flag, `-` for no row
    ANNUAL     the same without mode, then value@folder for the results of 2024 and of 2025
    records    a head line, then one line per text, Chinese and English in turn; a line that starts
               with two blanks continues the line above
"""

import argparse
import csv
import io
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from demo.plan import CHINESE, CHINESE_COLUMNS, CHINESE_NAME, COLUMNS, OUT, QUARTERS, Row
from demo.records import (
    assessment_rows,
    evaluation_rows,
    explanation_rows,
    fund_rows,
    milestone_rows,
    problem_rows,
    release_text,
    risk_rows,
    safeguard_rows,
    summary_text,
    survey_rows,
)
from demo.sub_areas import observation_rows
from demo.texts import README

TABLES: Mapping[str, Callable[[str], list[Row]]] = {
    "observations": observation_rows,
    "milestones": milestone_rows,
    "funds": fund_rows,
    "problems": problem_rows,
    "safeguards": safeguard_rows,
    "surveys": survey_rows,
    "assessments": assessment_rows,
    "evaluations": evaluation_rows,
    "risks": risk_rows,
    "explanations": explanation_rows,
}


def csv_text(rows: Sequence[Row], columns: Sequence[str], header: Sequence[str]) -> str:
    """A CSV file with its header; a cell that no column takes is a mistake in this script."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    for row in rows:
        if unknown := set(row) - set(columns):
            raise ValueError(f"unknown columns {unknown}")
        writer.writerow([row.get(column, "") for column in columns])
    return out.getvalue()


def folder_files(quarter: str) -> dict[str, str]:
    """Name → text of every file of one delivery; a file without rows is left out."""
    files = {"release.yml": release_text(quarter)}
    for name, rows_of in TABLES.items():
        columns = COLUMNS[name].split()
        chinese = name == "observations" and quarter == CHINESE
        if rows := rows_of(quarter):
            header = CHINESE_COLUMNS.split() if chinese else columns
            files[f"{CHINESE_NAME if chinese else name}.csv"] = csv_text(rows, columns, header)
    for lang in ("zh", "en"):
        files[f"summary.{lang}.md"] = summary_text(quarter, lang)
    return files


def everything() -> dict[str, bytes]:
    """Relative path → bytes of all that this script writes."""
    files = {f"{q}/{name}": text.encode() for q in QUARTERS for name, text in folder_files(q).items()}
    return files | {"README.md": README.encode()}


def on_disk(root: Path) -> dict[str, bytes]:
    """Relative path → bytes of what stands in the eight folders and the README."""
    found = [path for quarter in QUARTERS for path in sorted((root / quarter).glob("**/*")) if path.is_file()]
    if (root / "README.md").is_file():
        found.append(root / "README.md")
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}


def check(root: Path) -> int:
    """0 where the disk holds exactly what this script would write; else names each difference."""
    wanted, found = everything(), on_disk(root)
    different = [path for path in sorted(wanted.keys() | found.keys()) if wanted.get(path) != found.get(path)]
    for path in different:
        print(f"differs: {path}", file=sys.stderr)
    return 1 if different else 0


def write(root: Path) -> None:
    """Writes everything and removes files of the eight folders that are no longer made."""
    wanted = everything()
    for path in on_disk(root).keys() - wanted.keys():
        (root / path).unlink()
    for path, content in wanted.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def main() -> int:
    """Writes the demonstration quarters, or checks that they stand as written."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare with the disk, write nothing")
    parser.add_argument("--out", type=Path, default=OUT, help="folder of the quarters")
    options = parser.parse_args()
    if options.check:
        return check(options.out)
    write(options.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
