"""Tables → the files of a delivery in their canonical form: UTF-8, commas, the columns' own names."""

import csv
import io
from collections.abc import Sequence

from generator.domain.delivery import Table
from generator.domain.vocabulary import FileKind


def delivery_files(tables: Sequence[tuple[FileKind, Table]]) -> dict[str, bytes]:
    """File name → bytes. Tables of one kind follow each other in the order given."""
    files = {}
    for kind in dict.fromkeys(kind.name for kind, _ in tables):
        own = [(k, table) for k, table in tables if k.name == kind]
        files[f"{kind}.csv"] = _file(own[0][0], [table for _, table in own])
    return files


def _file(kind: FileKind, tables: Sequence[Table]) -> bytes:
    held = [c for c in kind.columns if c in kind.required_columns or any(t.has(c) for t in tables)]
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(held)
    for table in tables:
        writer.writerows([table.cell(index, c) for c in held] for index in range(len(table)))
    return stream.getvalue().encode("utf-8")
