"""Verify refutes, never crashes: a thousand mutations here, 100,000 in `make test-long`, all from one seed."""

import collections
from pathlib import Path

import pytest
from verify_fuzz import Engine, small_archive

from generator.archive.verifying import verify
from generator.render.proof import proof_json
from generator.wording.archive_words import proof_text

SEED = 20261127


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_archive(tmp_path_factory.mktemp("small") / "project")


def fuzz(archive: Path, aside: Path, seed: int, count: int) -> collections.Counter[str]:
    """Every mutation is refuted and its file named, or changed nothing; whatever else is a failure."""
    engine, came = Engine(archive, seed, aside), collections.Counter[str]()
    assert verify(archive).intact
    for number in range(count):
        with engine.mutation() as made:
            try:
                proof = verify(archive)
                said = proof_text(proof, "zh") + proof_text(proof, "en") + proof_json(proof)
                said.encode("utf-8")
            except Exception as error:
                raise AssertionError(f"{number}: {made}") from error
        assert proof.intact != made.changed, (number, made, proof.faults)
        if made.changed:
            assert any(made.path in f"{f.release}/{f.path}" for f in proof.faults), (number, made, proof)
        came["refuted" if made.changed else "neutral"] += 1
    assert verify(archive).intact
    return came


def test_a_thousand_mutations(small: Path, tmp_path: Path) -> None:
    came = fuzz(small, tmp_path / "aside", SEED, 1000)
    assert came["refuted"] > 950
