"""A quarter as the clerk and the office live through it: what `check` says, and what it no longer says."""

from pathlib import Path

from intake_ground import as_csv, check_project, row, sheet, sub_areas, write_delivery

FIRST = sheet(*(cells[:1] + ["2024Q4"] + cells[2:] for cells in sub_areas()))


def late(area: str) -> list[str]:
    return row(indicator="6r", period="2024Q4", value="40", unit="人次", area=area, reporter="总医院")


def test_a_late_township_of_a_set_asks_for_those_that_never_came(tmp_path: Path) -> None:
    write_delivery(tmp_path, "2024Q4", {"observations.csv": as_csv(FIRST[:-2]).encode()})
    write_delivery(tmp_path, "2025Q1", {"observations.csv": as_csv(sheet(row(), late("张楼镇"))).encode()})
    _, findings = check_project(tmp_path)
    assert [(f.place.file[14:20], f.args["lacking"]) for f in findings if f.code == "E22-township-missing"] == [
        ("2024Q4", "党集镇、张楼镇"),
        ("2025Q1", "党集镇"),
    ]
