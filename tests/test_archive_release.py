"""Sealing: what a release holds, when it is refused, what a second version says, what is published."""

import json
import shutil
from datetime import date
from pathlib import Path

import bagit
import pytest
from archive_ground import TODAY, archive_of, county, deliver, order, seal

from generator.archive.ledger import read_ledger
from generator.archive.reading import Sealed, read_table
from generator.build import Blocked
from generator.domain.errors import UsageError
from generator.domain.period import Quarter
from generator.release import Refused, release
from generator.verify import Question, prove


def test_two_valid_bags_with_everything_that_belongs_in_them(sealed: Path) -> None:
    first = archive_of(sealed) / "example-2026Q1-v1"
    for half in ("public", "office"):
        bag = bagit.Bag(str(first / half))
        bag.validate()
        assert bag.algorithms == ["sha256", "sha512"]
        assert bag.version_info == (1, 0)
        assert bag.info["Bagging-Date"] == "2026-05-08"
    public, office = first / "public" / "data", first / "office" / "data"
    for name in ("datapackage.json", "ro-crate-metadata.json", "release.json", "README.txt", "ledger.jsonl"):
        assert (public / name).is_file(), name
    assert (public / "source" / "data" / "plans" / "example" / "targets.csv").is_file()
    assert (public / "source" / "templates" / "pages").is_dir()
    assert len(list((public / "site" / "bulletins").rglob("*.pdf"))) == 6
    assert not list(public.rglob("quarters"))
    assert (office / "source" / "data" / "quarters" / "2026Q1" / "observations.csv").is_file()
    facts = json.loads((public / "release.json").read_text(encoding="utf-8"))
    assert facts["sign_off"]["secrecy_review"]["zh"] == "示例文本，无需保密审查"
    assert facts["software"]["packages"]["pandas"]
    assert facts["previous"] == ""
    for resource in json.loads((public / "datapackage.json").read_text(encoding="utf-8"))["resources"]:
        assert (public / resource["path"]).is_file()
    crate = json.loads((public / "ro-crate-metadata.json").read_text(encoding="utf-8"))
    root = next(n for n in crate["@graph"] if n["@id"] == "./")
    assert root["identifier"] == "example-2026Q1-v1"
    assert all((public / part["@id"]).is_file() for part in root["hasPart"])
