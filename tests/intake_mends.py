"""What a clerk does on reading a finding: one small act for every blocking code, as its fix words it.

Only the file, the finding and its own words may be used; where only the clerk can know the value
(what was truly counted, who reported it), it stands in `TRUTH`."""

import csv
import io
import re
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Any

from intake_files import SHEET
from intake_ground import HEADER, TEXT, as_csv
from intake_workbooks import SOUND_BOOK
from openpyxl import load_workbook
from openpyxl.formatting.formatting import ConditionalFormattingList

from generator.domain.finding import Finding
from generator.wording.findings import describe

Grid = list[list[str]]
Files = dict[str, Any]
Mend = Callable[[Files, Finding], None]

# What only the clerk knows: the true value of an indicator, or of another column.
TRUTH = {"1": "37.3", "2": "90.5", "3": "95", "4": "0.57", "5": "8.1", "6r": "1234", "8": "是",
         "12": "0.91", "16": "6.5", "19a": "-1.4", "31": "4.56", "p10": "12"}  # fmt: skip
TRUE_MERGED = {("数值", "27b"): "97.6"}
TRUE_CELLS = {
    "统计期": "2025Q1", "指标编号": "1", "分子": "373", "分母": "1000", "填报单位": "县卫健局",
    "备注": "已核实",
    "in_place": "100", "used": "50", "sample": "12", "published": "2025-05-08", "due": "2025-04-20",
    "date": "2025-03-01", "to": "2025-03-25", "evidence": "成政办字〔2025〕1号", "prepared_by": "统计岗",
    "支出": "50",
}  # fmt: skip


def name_of(finding: Finding) -> str:
    return PurePosixPath(finding.place.file).name


def grid_of(files: Files, finding: Finding) -> Grid:
    """The CSV file of a finding as rows, from now on kept as rows."""
    found = files[name_of(finding)]
    if isinstance(found, bytes):
        found = found.decode("utf-8")
    if isinstance(found, str):
        found = list(csv.reader(io.StringIO(found, newline="")))
    files[name_of(finding)] = [list(cells) for cells in found]
    return files[name_of(finding)]


def words(finding: Finding, key: str) -> str:
    """An argument of the finding, which its Chinese words must really show."""
    message, fix = describe(finding)
    assert finding.args[key] in message.zh + fix.zh, (finding.code, key)
    return finding.args[key]


def put(files: Files, finding: Finding, text: str, column: str | None = None) -> None:
    """Writes a cell of the finding's row: in its own column, in `column`, or in a new column."""
    wanted = column or finding.place.column or ""
    name = name_of(finding)
    if name.endswith(".yml"):
        line = f"{wanted}: {text}"
        changed, count = re.subn(rf"(?m)^{wanted}(_zh)?:.*$", line, files[name])
        files[name] = changed if count else f"{files[name]}{line}\n"
    elif name.endswith(".md"):
        lines = files[name].split("\n")
        lines[(finding.place.row or 1) - 1] = text
        files[name] = "\n".join(lines)
    elif name.endswith(".xlsx"):
        in_book(files, finding, lambda sheet: _put_in_sheet(sheet, finding, wanted, text))
    else:
        _put_in_grid(grid_of(files, finding), finding.place.row or 0, wanted, text)


def _put_in_grid(grid: Grid, row: int, column: str, text: str) -> None:
    header = next(cells for cells in grid if len([c for c in cells if c]) > 1)
    if column not in header:
        header.append(column)
    at = header.index(column)
    line = grid[row - 1]
    line += [""] * (at + 1 - len(line))
    line[at] = text


def _put_in_sheet(sheet: Any, finding: Finding, column: str, text: str) -> None:
    header = next(cells for cells in sheet.iter_rows() if len([c for c in cells if c.value]) > 1)
    at = next(cell.column for cell in header if cell.value == column)
    cell = sheet.cell(finding.place.row, at, text)
    cell.number_format = "@"


def in_book(files: Files, finding: Finding, act: Callable[[Any], None]) -> None:
    book = load_workbook(io.BytesIO(files[name_of(finding)]))
    act(book[finding.place.sheet] if finding.place.sheet else book)
    stream = io.BytesIO()
    book.save(stream)
    files[name_of(finding)] = stream.getvalue()


def truth(files: Files, finding: Finding) -> str:
    """The true content of the finding's cell."""
    column = finding.place.column or ""
    if column in TRUE_CELLS or name_of(finding) not in ("observations.csv", "指标数据.csv", "指标数据.xlsx"):
        return TRUE_CELLS.get(column, "一切正常")
    if name_of(finding).endswith(".xlsx"):
        sheet = load_workbook(io.BytesIO(files[name_of(finding)]))[finding.place.sheet]
        return TRUTH[str(sheet.cell(finding.place.row, 1).value)]
    grid = grid_of(files, finding)
    header = next(cells for cells in grid if "指标编号" in cells)
    return TRUTH.get(grid[(finding.place.row or 1) - 1][header.index("指标编号")], "县卫健局")


def true_value(files: Files, finding: Finding) -> None:
    put(files, finding, truth(files, finding))


def said(key: str) -> Mend:
    """Writes what the finding itself names."""
    return lambda files, finding: put(files, finding, words(finding, key))


def written(text: str, column: str | None = None) -> Mend:
    return lambda files, finding: put(files, finding, text, column)


def first_of(key: str) -> Mend:
    """Writes the first word of a list that the finding names."""
    return lambda files, finding: put(files, finding, re.split("、| …", words(finding, key))[0])


def one_reason(files: Files, finding: Finding) -> None:
    put(files, finding, "", "数值")
    put(files, finding, words(finding, "first"))


def cut_row(files: Files, finding: Finding) -> None:
    del grid_of(files, finding)[(finding.place.row or 0) - 1]


def county_row(files: Files, finding: Finding) -> None:
    """The total was the county's own figure."""
    cells = grid_of(files, finding)[(finding.place.row or 0) - 1]
    cells[cells.index("合计")] = words(finding, "whole")


def cut_column(files: Files, finding: Finding) -> None:
    grid, column = grid_of(files, finding), finding.place.column or ""
    header = grid[(finding.place.row or 1) - 1]
    at = int(column[1:]) - 1 if column.startswith("#") else len(header) - 1 - header[::-1].index(column)
    for cells in grid:
        del cells[at : at + 1]


def add_column(files: Files, finding: Finding) -> None:
    grid, name = grid_of(files, finding), words(finding, "name")
    grid[0].append(name)
    for cells in grid[1:]:
        cells += [""] * (len(grid[0]) - 1 - len(cells)) + [TRUE_CELLS[name]]


def original(files: Files, finding: Finding) -> None:
    """Saves the original again in the place of what was sent."""
    files[name_of(finding)] = TEXT


def as_workbook(files: Files, finding: Finding) -> None:
    """Saves the original as a plain `.xlsx` and takes the old file away."""
    del files[name_of(finding)]
    files[f"{PurePosixPath(name_of(finding)).stem}.xlsx"] = SOUND_BOOK


def saved_again(files: Files, finding: Finding) -> None:
    (as_workbook if name_of(finding).endswith(".xlsx") else original)(files, finding)


def add_header(files: Files, finding: Finding) -> None:
    required = words(finding, "required").split("、")
    data = files[name_of(finding)]
    if isinstance(data, bytes):
        original(files, finding)
    else:
        grid_of(files, finding).insert(0, required)


def keep_one(files: Files, finding: Finding) -> None:
    if finding.place.sheet:
        in_whole_book(files, finding, lambda book: book.remove(book[finding.place.sheet]))
    else:
        del files[name_of(finding)]


def in_whole_book(files: Files, finding: Finding, act: Callable[[Any], None]) -> None:
    in_book(files, finding, lambda found: act(found if hasattr(found, "sheetnames") else found.parent))


def rename_sheet(files: Files, finding: Finding) -> None:
    def act(book: Any) -> None:
        book.worksheets[0].title = words(finding, "name")
        for sheet in book.worksheets[1:]:
            book.remove(sheet)

    in_whole_book(files, finding, act)


def add_file(files: Files, finding: Finding) -> None:
    files[words(finding, "names").split("、")[0]] = TEXT


def whole_row(files: Files, finding: Finding) -> None:
    """Takes the comma out of `1,234`; else adds the commas that are missing."""
    lines = files[name_of(finding)].splitlines()
    at = (finding.place.row or 1) - 1
    if "1,234" in lines[at]:
        lines[at] = lines[at].replace("1,234", "1234")
    else:
        lines[at] += "," * (lines[0].count(",") - lines[at].count(","))
    files[name_of(finding)] = "\n".join(lines)


def without_quotes(files: Files, finding: Finding) -> None:
    lines = files[name_of(finding)].splitlines()
    at = (finding.place.row or 1) - 1
    lines[at] = lines[at].replace('"', "")
    files[name_of(finding)] = "\n".join(lines)


def split_row(files: Files, finding: Finding) -> None:
    grid, at = grid_of(files, finding), (finding.place.row or 1) - 1
    header, line = grid[0], grid[at]
    parts = [part.split()[0] for part in words(finding, "parts").split("、")]
    values = re.findall(r"[0-9.]+", line[header.index("数值")])
    new = []
    for part, value in zip(parts, values, strict=True):
        own = list(line)
        own[header.index("指标编号")], own[header.index("数值")] = part, value
        new.append(own)
    grid[at : at + 1] = new


def clear_one(files: Files, finding: Finding) -> None:
    put(files, finding, "")


def both_parts(files: Files, finding: Finding) -> None:
    put(files, finding, TRUE_CELLS["分子"], "分子")
    put(files, finding, TRUE_CELLS["分母"], "分母")


def exchange(files: Files, finding: Finding) -> None:
    grid, at = grid_of(files, finding), (finding.place.row or 1) - 1
    a, b = grid[0].index("分子"), grid[0].index("分母")
    grid[at][a], grid[at][b] = grid[at][b], grid[at][a]


def right_periods(files: Files, finding: Finding) -> None:
    """The file lies in the right folder, so its column of periods is put right."""
    grid = grid_of(files, finding)
    at = grid[0].index(finding.place.column or "")
    for cells in grid[1:]:
        cells[at] = TRUE_CELLS["统计期"]


def narrow_table(files: Files, finding: Finding) -> None:
    files[name_of(finding)] = [cells[: len(HEADER)] for cells in grid_of(files, finding)]


def unmerge(files: Files, finding: Finding) -> None:
    """Takes the merge apart and writes into every row what is its own."""

    def act(page: Any) -> None:
        page.unmerge_cells(words(finding, "range"))
        at = next(c.column for c in page[1] if c.value == finding.place.column)
        for line in range(max(2, finding.place.row or 0), page.max_row + 1):
            if not page.cell(line, at).value:
                page.cell(line, at).value = TRUE_MERGED.get((finding.place.column, page.cell(line, 1).value))

    in_book(files, finding, act)


def header_first(files: Files, finding: Finding) -> None:
    grid, at = grid_of(files, finding), int(words(finding, "first")) - 1
    grid.insert(0, grid.pop(at))


def settings_again(files: Files, finding: Finding) -> None:
    files[name_of(finding)] = SHEET


def not_done(files: Files, finding: Finding) -> None:
    put(files, finding, "推进中", "state")


def without_sheet(files: Files, finding: Finding) -> None:
    in_book(files, finding, lambda sheet: sheet.parent.remove(sheet))


def plain(files: Files, finding: Finding) -> None:
    """Clears the cell's format, lets the sheet show noughts, and types the true figure."""
    if name_of(finding).endswith(".xlsx"):

        def clear(sheet: Any) -> None:
            column = next(cell.column for cell in sheet[1] if cell.value == finding.place.column)
            sheet.cell(finding.place.row, column).style = "Normal"
            sheet.sheet_view.showZeros = True

        in_book(files, finding, clear)
    true_value(files, finding)


def moved_out(files: Files, finding: Finding) -> None:
    del files[name_of(finding)]


def without_conditions(files: Files, finding: Finding) -> None:
    def clear(sheet: Any) -> None:
        sheet.conditional_formatting = ConditionalFormattingList()

    in_book(files, finding, clear)


def as_headed(files: Files, finding: Finding) -> None:
    """The title was right, unless it was last quarter's."""
    said("blank" if finding.place.column == "统计期" else "named")(files, finding)


def short(files: Files, finding: Finding) -> None:
    files[name_of(finding)] = "本季度情况。\n"


def other_label(files: Files, finding: Finding) -> None:
    grid_of(files, finding)[(finding.place.row or 1) - 1] = ["单位：万元"]


def one_unit(files: Files, finding: Finding) -> None:
    """The title, or the header, says what the rows say."""
    title, other = words(finding, "title"), words(finding, "other")
    for cells in grid_of(files, finding):
        cells[:] = [c.replace(other, finding.value or "") if c == title else c for c in cells]


MENDS: dict[str, Mend] = {
    "E26-not-words": written("岗"), "E25-summary-too-long": short, "E15-blank-headed": as_headed, "E06-other-figures": cut_row, "E12-conditional-format": without_conditions,
    "E06-second-sheet": without_sheet, "E06-second-file": moved_out, "E11-label-unit": other_label, "E11-units-differ": one_unit,
    "E03-workbook-strict": as_workbook, "E05-row-above-header": header_first, "E05-merged-figures": unmerge,
    "E05-merged-across": unmerge, "E05-merged-header": unmerge, "E05-merged-covers": unmerge,
    "E15-origin-by-reporter": said("named"), "E23-total-unread": county_row,
    "E06-second-header": cut_row, "E06-required-empty": saved_again, "E12-shown-otherwise": plain, "E12-not-shown": plain,
    "E12-share-as-date": said("likely"), "E15-blank-unclear": said("named"), "E22-whole-by-township": said("named"),
    "E03-workbook-renamed": as_workbook, "E03-workbook-old": as_workbook, "E03-workbook-locked": as_workbook,
    "E03-workbook-macros": as_workbook, "E03-workbook-swollen": as_workbook,
    "E03-workbook-unreadable": as_workbook, "E03-undecodable": original,
    "E06-empty-file": saved_again,
    "E06-no-header": add_header, "E06-missing-column": add_column, "E06-duplicate-column": cut_column,
    "E06-unknown-column": cut_column, "E06-unnamed-column": cut_column, "E06-too-many-columns": narrow_table,
    "E06-file-missing": add_file, "E06-file-twice": keep_one, "E06-hidden-data": keep_one,
    "E06-which-sheet": rename_sheet, "E07-ragged-row": whole_row, "E07-open-quote": without_quotes,
    "E10-fraction": said("likely"), "E10-percent-format": true_value, "E11-scaled": true_value,
    "E16-withheld-part": true_value, "E18-digits-lost": true_value, "E18-scientific": true_value,
    "E11-wrong-sign": true_value, "E11-wrong-unit": said("unit"),
    "E12-ratio-as-time": true_value, "E12-time-or-date": true_value, "E13-ratio-inverted": true_value,
    "E13-ratio-not-asked": true_value, "E14-two-values": true_value, "E14-two-in-one": true_value,
    "E14-split-indicator": split_row, "E15-reason-missing": written("未报送"),
    "E15-value-and-reason": clear_one, "E16-words": true_value, "E16-not-yes-no": written("是"),
    "E16-origin": first_of("known"), "E16-obs_status": first_of("known"),
    "E16-missing_reason": first_of("known"), "E16-not-in-list": first_of("known"),
    "E17-excel-error": true_value, "E17-formula-without-value": true_value, "E18-not-a-number": true_value,
    "E19-period-unclear": written("2025Q1"), "E19-period-kind": said("wanted"),
    "E20-future-period": written("2025Q1"), "E20-wrong-folder": right_periods,
    "E20-release-quarter": said("folder"), "E20-revision-without-reason": written("据决算更正"),
    "E21-duplicate-conflict": cut_row, "E21-duplicate-row": cut_row, "E21-files-contradict": cut_row, "E22-unknown-area": first_of("known"),
    "E22-unknown-indicator": first_of("known"), "E22-indicator-empty": true_value,
    "E22-level-not-allowed": cut_row, "E23-total-differs": said("sum"),
    "E23-sum-differs": written("含县外转入", "备注"), "E24-out-of-bounds": true_value,
    "E24-not-whole": true_value, "E24-decimal-slip": true_value,
    "E24-jump-unexplained": written("药品降价", "备注"),
    "E24-count-falls": written("演示：核减一人", "备注"), "E25-invisible": true_value,
    "E25-formula": true_value, "E25-script": true_value, "E25-path": true_value,
    "E25-line-break": true_value, "E25-too-long": original, "E26-settings-unreadable": settings_again,
    "E26-key-twice": settings_again,
    "E27-part-missing": both_parts, "E27-numerator-larger": exchange,
    "E27-value-not-quotient": said("quotient"), "E28-cell-missing": true_value,
    "E29-not-a-date": true_value, "E29-date-as-number": true_value, "E29-no-such-day": true_value, "E29-date-in-future": not_done,
    "E29-date-before-quarter": true_value, "E29-dates-reversed": true_value,
    "E30-identity-number": true_value, "E30-phone-number": true_value,
    "E31-done-without-evidence": true_value, "E31-done-without-date": true_value,
    "E32-used-over-in-place": true_value, "E32-in-place-over-plan": true_value,
    "E32-cumulative-falls": written("60"), "E25-ditto": true_value, "E15-reasons-differ": one_reason,
    "E16-withheld-sign": true_value, "E19-period-as-date": said("likely"), "E22-area-total": said("whole"),
    "E22-indicator-shared-name": first_of("known"), "E22-level-by-reporter": said("blank"),
}  # fmt: skip


def encoded(files: Files) -> dict[str, bytes]:
    """The files as they are saved."""
    return {
        name: data if isinstance(data, bytes) else (data if isinstance(data, str) else as_csv(data)).encode()
        for name, data in files.items()
    }
