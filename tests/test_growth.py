"""History that grows, and builds that do not: what was made or proved before is not made or read again, and
what was touched since is."""

import os
import shutil
from pathlib import Path

import pytest
from archive_ground import TODAY, archive_of, edit, three_releases
from test_year import tree

from generator.archive import verifying
from generator.archive.bags import BagProof, prove_bag
from generator.archive.ledger import read_ledger
from generator.archive.packing import bag_zip
from generator.domain.release import Line, SealedRelease
from generator.publish.output.carried import Carried
from generator.workflows import publication
from generator.workflows.publication import republish
from generator.workflows.steps.refusals import Refused, refuse_broken


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """2026Q1, 2026Q2, and 2026Q1 again."""
    return three_releases(tmp_path_factory.mktemp("growth") / "county")


@pytest.fixture
def project(sealed: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sealed, tmp_path / "county", symlinks=True))


def test_what_is_published_already_is_not_made_again(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Builds do not grow with history; what was touched since is made again all the same."""
    archive, out, packed = archive_of(project), project / "public", list[str]()

    def counted(folder: Path, release: SealedRelease, lines: tuple[Line, ...]) -> bytes:
        packed.append(release.id)
        return bag_zip(folder, release, lines)

    monkeypatch.setattr(publication, "bag_zip", counted)
    memory, whole = project / publication.MEMORY, tree(out)
    shutil.rmtree(out)  # the fixture's copy of what was published is another folder
    every = ["example-2026Q1-v1", "example-2026Q2-v1", "example-2026Q1-v2"]
    touched = out / "releases/example-2026Q1-v1/data/2026Q1/observations.csv"
    for touch, again in (
        ("", every),
        ("", []),
        ("file", []),
        ("zip", every[:1]),
        ("gone", []),
        ("memory", every),
    ):
        if touch == "file":
            touched.write_bytes(touched.read_bytes().replace(b"60.5", b"60.6"))
        if touch == "gone":
            touched.unlink()
        if touch == "zip":
            (out / "releases/example-2026Q1-v1.zip").write_bytes(b"PK")
        if touch == "memory":
            memory.write_text("[]", encoding="utf-8")
        packed.clear()
        publication.publish(archive, out, memory)
        assert (packed, tree(out)) == (again, whole), touch
    packed.clear()
    republish(archive, out)
    assert packed == every and tree(out) == whole, "made as if nothing stood there"


def test_what_was_proved_is_read_again_once_it_was_touched(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sealing does not take longer with history; a change that keeps a file's size and date is found."""
    read = list[str]()

    def counted(bag: Path, release: str, root: str) -> BagProof:
        read.append(release)
        return prove_bag(bag, release, root)

    monkeypatch.setattr(verifying, "prove_bag", counted)
    releases = read_ledger(archive_of(project))
    every = [r.id for r in releases for _ in ("public", "office", "front")]
    for expected in (every, []):
        read.clear()
        refuse_broken(project, project / "public", releases, TODAY)
        assert read == expected
    table = archive_of(project) / "example-2026Q1-v1/public/data/site/data/2026Q1/observations.csv"
    found = table.stat()
    table.chmod(0o644)
    table.write_bytes(table.read_bytes().replace(b"60.5", b"60.6"))
    table.chmod(found.st_mode)
    os.utime(table, ns=(found.st_atime_ns, found.st_mtime_ns))
    assert (table.stat().st_size, table.stat().st_mtime_ns) == (found.st_size, found.st_mtime_ns)
    with pytest.raises(Refused, match=r"observations\.csv"):
        refuse_broken(project, project / "public", releases, TODAY)
    assert read == every[:3], "the others were not touched"
    edit(archive_of(project) / "releases.jsonl", "更正第一季度的示例比例", "另一个原因")
    with pytest.raises(Refused, match="releases"):
        refuse_broken(project, project / "public", read_ledger(archive_of(project)), TODAY)


@pytest.mark.parametrize(
    "parts", ["[]", "1", '{"R": 1}', '{"R": {"key": "k"}}', '{"R": {"key": "k", "files": [1]}}']
)
def test_a_strange_memory_is_none(parts: str, tmp_path: Path) -> None:
    """After sealing, nothing may stop the publishing."""
    memory = tmp_path / "published.json"
    memory.write_text(
        f'{{"folder": "{(tmp_path / "public").absolute()}", "parts": {parts}}}', encoding="utf-8"
    )
    assert not Carried(memory, tmp_path / "public").stands("R", "k")
