"""`contacts.csv` and CSVs of signed receipts → typed lines. What they say is checked in `check`."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from generator.domain.distribution import Contact, Receipt
from generator.domain.finding import Finding
from generator.domain.text import Lang
from generator.load.facts import FactFile

# A clerk's words for the columns of a receipt.
_RECEIPT = {
    "区域": "area",
    "乡镇": "area",
    "单位": "area",
    "发布": "release",
    "发布编号": "release",
    "签收日期": "date",
    "日期": "date",
    "签收岗位": "post",
    "岗位": "post",
}
# What a cell of a plan file and a cell of a receipt are told apart by.
_OF_RECEIPTS = {"P02-cell-missing": "P26-receipt-cell-missing", "P05-not-a-date": "P27-receipt-date"}


def load_contacts(
    path: Path, shown: str, further: Sequence[Lang] = ()
) -> tuple[list[Contact], list[Finding]]:
    """Every line of a plan's contacts; none where there is no such file."""
    findings: list[Finding] = []
    contacts = [
        Contact(
            area=row.required("area"),
            role=row.word("role"),
            post=row.text("post"),
            email=row.word("email"),
            copy_to=row.ids("copy_to"),
            languages=row.ids("language"),
            formats=row.ids("formats"),
            active=row.choice("active", ("yes", "no")) == "yes",
            row=row.place.row or 0,
        )
        for row in FactFile(path, shown, required=False, findings=findings, further=further)
    ]
    return contacts, findings


def load_receipts(path: Path, shown: str) -> tuple[list[Receipt], list[Finding]]:
    """Every line of a CSV of signed receipts, headers in Chinese or English."""
    findings: list[Finding] = []
    receipts = []
    for row in FactFile(path, shown, required=True, findings=findings):
        row.cells = {_RECEIPT.get(name, name): cell for name, cell in row.cells.items()}
        area, release, day = row.required("area"), row.required("release"), row.day("date")
        row.required("date")
        receipts.append(
            Receipt(
                area, release, day.isoformat() if day else "", row.word("post"), shown, row.place.row or 0
            )
        )
    return receipts, [replace(f, code=_OF_RECEIPTS.get(f.code, f.code)) for f in findings]
