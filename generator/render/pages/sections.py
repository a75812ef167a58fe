"""The plain page: a title, some words, and tables. Most of the site's lists are this."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from generator.charts import Chart
from generator.render.environment import escape


@dataclass(frozen=True, slots=True)
class TableRow:
    """Cells of one table line (text or markup); `id` is its anchor."""

    cells: tuple[object, ...]
    id: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One heading with paragraphs, charts and a table; `empty` stands where there are no rows;
    `header` is the cell that names its row."""

    title: str = ""
    id: str = ""
    lead: Sequence[object] = ()
    charts: Sequence[Chart | None] = ()
    columns: Sequence[str] = ()
    numeric: Sequence[int] = ()
    rows: Sequence[TableRow] = ()
    empty: str = field(default="")
    header: int = 0


def row(*cells: object, anchor: str = "") -> TableRow:
    """A table line."""
    return TableRow(cells, anchor)


def noted(words: object, *notes: object) -> Markup:
    """A cell's words, and below them each note that there is, small."""
    small = (Markup("<br><small>{}</small>").format(escape(note)) for note in notes if note)
    return Markup("").join((escape(words), *small))
