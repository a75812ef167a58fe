"""Verify refutes every tampering and names what and where; an untouched copy passes anywhere."""

import errno
import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from archive_ground import ROOT

from generator.archive.bags import ALGORITHMS, digests, files_below, make_bag, prove_bag, root_of
from generator.archive.ledger import LEDGER, line_of, read_ledger, write_ledger
from generator.archive.reading import known
from generator.archive.sealed_files import SealedFault
from generator.archive.sealing import OFFICE, PUBLIC
from generator.archive.verifying import verify
from generator.cli.app import main
from generator.domain.errors import EnvironmentFault, OutputFault, UsageError
from generator.domain.release import Fault, SealedRelease
from generator.wording.archive_words import FAULTS, fault_text, proof_text
from generator.workflows.verify import VerifyQuestion, prove

FIRST, SECOND, THIRD = "example-2026Q1-v1", "example-2026Q2-v1", "example-2026Q1-v2"
LONG = "x" * 260


@pytest.fixture
def archive(sealed: Path, tmp_path: Path) -> Path:
    """A copy that may be tampered with."""
    return Path(shutil.copytree(sealed / "archive", tmp_path / "archive"))


def writable(path: Path) -> Path:
    path.chmod(0o644)
    return path


def flip(path: Path) -> None:
    data = bytearray(writable(path).read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def find(archive: Path, pattern: str) -> Path:
    return next(p for p in sorted(archive.glob(pattern)) if p.is_file())


def remanifest(bag: Path) -> None:
    """Everything a forger can do inside one bag: new manifests, new tag manifests, a new sum."""
    files = [p for p in files_below(bag) if p.startswith("data/")]
    for algorithm in ALGORITHMS:
        lines = [f"{digests(bag / p)[algorithm]}  {p}\n" for p in files]
        writable(bag / f"manifest-{algorithm}.txt").write_text("".join(lines), encoding="utf-8")
    tags = ("bag-info.txt", "bagit.txt", *(f"manifest-{a}.txt" for a in ALGORITHMS))
    for algorithm in ALGORITHMS:
        lines = [f"{hashlib.new(algorithm, (bag / t).read_bytes()).hexdigest()}  {t}\n" for t in tags]
        writable(bag / f"tagmanifest-{algorithm}.txt").write_text("".join(lines), encoding="utf-8")


def ledger_lines(archive: Path) -> list[str]:
    return (archive / LEDGER).read_text(encoding="utf-8").splitlines(keepends=True)


def set_ledger(archive: Path, lines: list[str]) -> None:
    (archive / LEDGER).write_text("".join(lines), encoding="utf-8")


# --- what is done to the archive, and what verify must name -----------------------------------------


def same_size_edit(archive: Path) -> None:
    path = writable(find(archive, f"{SECOND}/public/data/site/data/2026Q2/observations.csv"))
    text = path.read_text(encoding="utf-8-sig")
    assert ",61.2," in text
    path.write_text("\ufeff" + text.replace(",61.2,", ",69.2,"), encoding="utf-8")


def swap(archive: Path) -> None:
    aside = archive / "aside"
    (archive / FIRST).rename(aside)
    (archive / SECOND).rename(archive / FIRST)
    aside.rename(archive / SECOND)


def change_and_remanifest(archive: Path) -> None:
    same_size_edit(archive)
    remanifest(archive / SECOND / PUBLIC)


def change_office_and_remanifest(archive: Path) -> None:
    flip(archive / FIRST / OFFICE / "data" / "unsuppressed.csv")
    remanifest(archive / FIRST / OFFICE)


def drop_tag_manifests(archive: Path) -> None:
    for path in (archive / FIRST / PUBLIC).glob("tagmanifest-*"):
        path.unlink()


def drop_one_manifest(archive: Path) -> None:
    (archive / FIRST / PUBLIC / "manifest-sha512.txt").unlink()


def edit_line(archive: Path) -> None:
    lines = ledger_lines(archive)
    set_ledger(archive, [lines[0].replace('"provisional"', '"final"'), *lines[1:]])


def edit_reason(archive: Path) -> None:
    set_ledger(archive, [line.replace("更正", "核对") for line in ledger_lines(archive)])


def edit_root(archive: Path) -> None:
    lines = ledger_lines(archive)
    root = json.loads(lines[1])["root"]
    set_ledger(archive, [lines[0], lines[1].replace(root, "0" * 64), lines[2]])


def reformat_line(archive: Path) -> None:
    set_ledger(archive, [line.replace('": "', '":"') for line in ledger_lines(archive)])


def half_a_line(archive: Path) -> None:
    text = (archive / LEDGER).read_text(encoding="utf-8")
    (archive / LEDGER).write_text(text[:-40], encoding="utf-8")


def reorder(archive: Path) -> None:
    lines = ledger_lines(archive)
    set_ledger(archive, [lines[0], lines[2], lines[1]])


def backdate_line(archive: Path) -> None:
    lines = ledger_lines(archive)
    set_ledger(archive, [*lines[:2], lines[2].replace("2026-11-22", "2026-01-02")])


def link_out(archive: Path) -> None:
    path = archive / FIRST / PUBLIC / "data" / "README.txt"
    elsewhere = archive.parent / "elsewhere.txt"
    shutil.copyfile(path, elsewhere)
    path.unlink()
    path.symlink_to(elsewhere)


def rename_file(archive: Path) -> None:
    path = archive / FIRST / PUBLIC / "data" / "README.txt"
    path.rename(path.with_name("LIESMICH.txt"))


def add(*parts: str) -> Callable[[Path], None]:
    def do(archive: Path) -> None:
        archive.joinpath(*parts).parent.mkdir(parents=True, exist_ok=True)
        archive.joinpath(*parts).write_text("new", encoding="utf-8")

    return do


def make(*parts: str) -> Callable[[Path], None]:
    return lambda archive: archive.joinpath(*parts).mkdir()


def delete(*parts: str) -> Callable[[Path], None]:
    return lambda archive: archive.joinpath(*parts).unlink()


def other_blank(archive: Path) -> None:
    path = writable(archive / FIRST / PUBLIC / "tagmanifest-sha512.txt")
    path.write_bytes(path.read_bytes().replace(b"  bagit.txt", b" *bagit.txt"))


def link_office(archive: Path) -> None:
    shutil.rmtree(archive / FIRST / OFFICE)
    (archive / FIRST / OFFICE).symlink_to("nowhere")


def empty_all(archive: Path) -> None:
    for name in (FIRST, SECOND, THIRD):
        shutil.rmtree(archive / name)
    set_ledger(archive, [])


def long_name(archive: Path) -> None:
    """A line that sealing could have written, of a release that no disk can hold."""
    write_ledger(archive, [replace(read_ledger(archive)[0], plan=LONG)])


TAMPERINGS: dict[str, tuple[Callable[[Path], object], tuple[str, str]]] = {
    "same-size edit": (
        same_size_edit,
        ("file-changed", f"{SECOND}/public/data/site/data/2026Q2/observations.csv"),
    ),
    "added to the payload": (
        add(FIRST, PUBLIC, "data", "new.txt"),
        ("file-added", f"{FIRST}/public/data/new.txt"),
    ),
    "added to a bag's top": (add(FIRST, PUBLIC, "new.txt"), ("file-added", f"{FIRST}/public/new.txt")),
    "added to the office bag": (add(FIRST, OFFICE, "data", "x"), ("file-added", f"{FIRST}/office/data/x")),
    "added to a release": (add(FIRST, "new.txt"), ("file-added", f"{FIRST}/new.txt")),
    "a folder added to a release": (add(FIRST, "new", "x"), ("folder-added", f"{FIRST}/new")),
    "an empty folder in a release": (make(FIRST, "new"), ("folder-added", f"{FIRST}/new")),
    "an empty folder in a bag": (make(FIRST, PUBLIC, "new"), ("folder-added", f"{FIRST}/public/new")),
    "an empty folder in the payload": (
        make(FIRST, OFFICE, "data", "source", "new"),
        ("folder-added", f"{FIRST}/office/data/source/new"),
    ),
    "an empty release of nobody's": (
        make("example-2026Q4-v1"),
        ("release-not-in-ledger", "/example-2026Q4-v1"),
    ),
    "a release of nobody's": (
        add("example-2026Q4-v1", PUBLIC, "x"),
        ("release-not-in-ledger", "/example-2026Q4-v1"),
    ),
    "deleted": (
        delete(FIRST, PUBLIC, "data", "README.txt"),
        ("file-missing", f"{FIRST}/public/data/README.txt"),
    ),
    "bag-info deleted": (
        delete(FIRST, PUBLIC, "bag-info.txt"),
        ("file-missing", f"{FIRST}/public/bag-info.txt"),
    ),
    "renamed": (rename_file, ("file-missing", f"{FIRST}/public/data/README.txt")),
    "link to the same bytes": (link_out, ("not-a-file", f"{FIRST}/public/data/README.txt")),
    "release renamed": (
        lambda a: (a / FIRST).rename(a / "example-2025Q4-v1"),
        ("release-missing", f"{FIRST}/{FIRST}"),
    ),
    "release deleted": (lambda a: shutil.rmtree(a / SECOND), ("release-missing", f"{SECOND}/{SECOND}")),
    "public bag deleted": (lambda a: shutil.rmtree(a / SECOND / PUBLIC), ("bag-missing", f"{SECOND}/public")),
    "two releases swapped": (swap, ("root-differs", f"{FIRST}/public/tagmanifest-sha256.txt")),
    "changed and re-manifested": (
        change_and_remanifest,
        ("root-differs", f"{SECOND}/public/tagmanifest-sha256.txt"),
    ),
    "office changed and re-manifested": (
        change_office_and_remanifest,
        ("root-differs", f"{FIRST}/office/tagmanifest-sha256.txt"),
    ),
    "tag manifests dropped": (drop_tag_manifests, ("file-missing", f"{FIRST}/public/tagmanifest-sha256.txt")),
    "a manifest dropped": (drop_one_manifest, ("file-missing", f"{FIRST}/public/manifest-sha512.txt")),
    "ledger line edited": (edit_line, ("ledger-line-differs", f"{FIRST}/{LEDGER}")),
    "reason edited": (edit_reason, ("ledger-line-differs", f"{THIRD}/{LEDGER}")),
    "root edited": (edit_root, ("root-differs", f"{SECOND}/public/tagmanifest-sha256.txt")),
    "ledger written anew": (reformat_line, ("ledger-line-unreadable", f"/{LEDGER}:1")),
    "half a line": (half_a_line, ("ledger-line-unreadable", f"/{LEDGER}:3")),
    "lines reordered": (reorder, ("ledger-chain-broken", f"{THIRD}/{LEDGER}:2")),
    "last line cut off": (
        lambda a: set_ledger(a, ledger_lines(a)[:-1]),
        ("release-not-in-ledger", f"/{THIRD}"),
    ),
    "first line cut off": (
        lambda a: set_ledger(a, ledger_lines(a)[1:]),
        ("ledger-chain-broken", f"{SECOND}/{LEDGER}:1"),
    ),
    "line twice": (
        lambda a: set_ledger(a, [*ledger_lines(a), ledger_lines(a)[-1]]),
        ("ledger-line-repeated", f"{THIRD}/{LEDGER}:4"),
    ),
    "line backdated": (backdate_line, ("ledger-day-goes-back", f"{THIRD}/{LEDGER}:3")),
    "ledger deleted": (delete(LEDGER), ("ledger-missing", f"/{LEDGER}")),
    "ledger emptied": (lambda a: set_ledger(a, []), ("release-not-in-ledger", f"/{FIRST}")),
    "a checksum's blank in the tag manifest that no checksum covers": (
        other_blank,
        ("manifest-unreadable", f"{FIRST}/public/tagmanifest-sha512.txt"),
    ),
    "office replaced by a link to nowhere": (
        link_office,
        ("bag-missing", f"{FIRST}/office"),
    ),
    "everything emptied": (empty_all, ("ledger-empty", f"/{LEDGER}")),
    "a plan's name too long for a folder": (
        long_name,
        ("release-missing", f"{LONG}-2026Q1-v1/{LONG}-2026Q1-v1"),
    ),
}


@pytest.mark.parametrize("name", TAMPERINGS)
def test_tampering_is_refuted_and_named(name: str, archive: Path) -> None:
    tamper, (code, where) = TAMPERINGS[name]
    tamper(archive)
    proof = verify(archive)
    assert not proof.intact
    assert (code, where) in {(f.code, f"{f.release}/{f.path}") for f in proof.faults}, proof.faults
    for lang in ("zh", "en"):
        said = proof_text(proof, lang)
        assert all(part in said for part in where.split("/"))
        assert f"/{LEDGER}" not in said, "the ledger stands at the archive's root"
        assert "{" not in said


@pytest.mark.parametrize("what", [add("Thumbs.db"), add("notes", "x.txt"), make("empty")])
def test_a_stranger_beside_the_releases_is_named_and_refutes_nothing(
    what: Callable[[Path], None], archive: Path
) -> None:
    before = run_verify("--archive", str(archive), "--lang", "en")
    what(archive)
    (name,) = {p.name for p in archive.iterdir()} - {LEDGER, FIRST, SECOND, THIRD}
    done = run_verify("--archive", str(archive), "--lang", "en")
    assert done.returncode == before.returncode == 0
    assert f"{name} belongs to no release" in done.stdout
    assert f"{name}不属于任何发布" in proof_text(verify(archive), "zh")
    flip(archive / FIRST / PUBLIC / "data" / "README.txt")
    assert run_verify("--archive", str(archive)).returncode == 1


DAMAGE = {
    "a blank line in a table": ("observations.csv", b"\n\n", "row"),
    "a field of 200,000 characters": ("observations.csv", b"x" * 200_000, "field"),
    "no UTF-8": ("observations.csv", b"\xff\xfe", "UTF-8"),
    "JSON too deep": ("release.json", b"[" * 100_000, "nested too deep"),
    "a number of 10,000 digits": ("release.json", b"9" * 10_000, "not JSON"),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_damage_is_refuted_and_named_also_where_all_sums_were_made_anew(name: str, archive: Path) -> None:
    """The checksums name the file; and where a forger has put them right, what reads it does."""
    file, content, why = DAMAGE[name]
    path = writable(find(archive, f"{FIRST}/public/data/**/{file}"))
    path.write_bytes(content if file == "release.json" else path.read_bytes() + content)
    remanifest(archive / FIRST / PUBLIC)
    (fault,) = [f for f in verify(archive).faults if f.code == "file-unreadable"]
    assert (fault.release, archive / FIRST / fault.path) == (FIRST, path)
    assert why in fault_text(fault, "en")
    assert file in fault_text(fault, "zh")


def test_what_the_system_refuses_refutes_nothing(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that cannot be read is no forgery: exit 3, and the file is named."""

    def broken(path: Path) -> dict[str, str]:
        raise OSError(errno.EIO, "Input/output error", str(path))

    monkeypatch.setattr("generator.archive.bags.digests", broken)
    with pytest.raises(OSError, match="Input/output error"):
        verify(archive)
    monkeypatch.setattr("sys.argv", ["jibao", "verify", "--archive", str(archive), "--lang", "en"])
    monkeypatch.setattr("generator.cli.app.listen", lambda: None)  # Ctrl+C is the test run's own here
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 3


def test_a_missing_library_refutes_nothing(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    with pytest.raises(EnvironmentFault, match="pypdf"):
        verify(archive)


def test_other_commands_name_the_damaged_file_too(archive: Path) -> None:
    """One line and exit 1, where a traceback stood."""
    path = writable(find(archive, f"{THIRD}/public/data/disclosed.csv"))
    path.write_bytes(b"indicator\n1\n")
    with pytest.raises(
        SealedFault, match=r"disclosed\.csv: there is no column period; run jibao verify"
    ) as caught:
        known(archive, "county")
    assert caught.value.exit_code == 1


def test_a_ledger_of_nothing_is_refuted_in_few_words(archive: Path) -> None:
    """Millions of lines that are none are no more of a refutation than a hundred."""
    writable(archive / LEDGER).write_bytes(b"\n" * 4_000_000)
    assert len([f for f in verify(archive).faults if f.code == "ledger-line-unreadable"]) == 100
    writable(archive / LEDGER).write_bytes(b"x" * (17 << 20))
    assert ("file-unreadable", LEDGER) in [(f.code, f.path) for f in verify(archive).faults]


def test_sealing_leaves_no_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "bag" / "a" / "b").mkdir(parents=True)
    (tmp_path / "bag" / "c.txt").write_text("c")
    make_bag(tmp_path / "bag", {}, date(2026, 1, 1))
    assert not (tmp_path / "bag" / "data" / "a").exists()
    assert prove_bag(tmp_path / "bag", "r", root_of(tmp_path / "bag")).faults == []


KINDS = (
    f"{FIRST}/public/bagit.txt",
    f"{FIRST}/public/bag-info.txt",
    f"{FIRST}/public/manifest-sha256.txt",
    f"{FIRST}/public/manifest-sha512.txt",
    f"{FIRST}/public/tagmanifest-sha256.txt",
    f"{FIRST}/public/tagmanifest-sha512.txt",
    f"{FIRST}/public/data/release.json",
    f"{FIRST}/public/data/ledger.jsonl",
    f"{SECOND}/public/data/ledger.jsonl",
    f"{SECOND}/public/data/disclosed.csv",
    f"{FIRST}/public/data/datapackage.json",
    f"{FIRST}/public/data/ro-crate-metadata.json",
    f"{FIRST}/public/data/site/build.json",
    f"{FIRST}/public/data/site/bulletins/2026Q1/*.pdf",
    f"{FIRST}/public/data/source/templates/pages/*.j2",
    f"{FIRST}/public/data/source/site_src/assets/vendor/*/*",
    f"{FIRST}/office/data/source/data/quarters/2026Q1/observations.csv",
    f"{FIRST}/office/data/source/data/plans/example/contacts.csv",
    f"{FIRST}/office/data/salt.txt",
    f"{FIRST}/office/tagmanifest-sha512.txt",
    LEDGER,
)


@pytest.mark.parametrize("pattern", KINDS)
def test_one_bit_in_each_kind_of_file(pattern: str, archive: Path) -> None:
    path = archive / pattern
    if "*" in pattern:
        path = find(archive, pattern)
    if path.stat().st_size == 0:
        path.chmod(0o644)
        path.write_bytes(b"x")
    else:
        flip(path)
    faults = verify(archive).faults
    shown = path.relative_to(archive).as_posix()
    assert any(shown in f"{f.release}/{f.path}" for f in faults), faults


def test_any_single_bit_anywhere(archive: Path) -> None:
    """Property: whichever bit of whichever file is turned, the proof falls."""
    chance = random.Random(6)  # noqa: S311
    files = [p for p in sorted(archive.rglob("*")) if p.is_file() and p.stat().st_size]
    for path in chance.sample(files, 8):
        before = writable(path).read_bytes()
        at = chance.randrange(len(before) * 8)
        changed = bytearray(before)
        changed[at // 8] ^= 1 << at % 8
        path.write_bytes(changed)
        assert not verify(archive).intact, (path, at)
        path.write_bytes(before)
    assert verify(archive).intact


# --- what only an anchor shows ----------------------------------------------------------------------


def forge_newest(archive: Path, sealed_on: date | None = None) -> None:
    """Replaces the newest release as a whole, consistently, and its line with it."""
    releases = read_ledger(archive)
    last = releases[-1]
    forged = replace(last, sealed=sealed_on or last.sealed)
    payload = archive / last.id / PUBLIC / "data"
    if sealed_on is None:
        flip(payload / "README.txt")
    facts = json.loads((payload / "release.json").read_text(encoding="utf-8"))
    facts["sealed"] = forged.sealed.isoformat()
    writable(payload / "release.json").write_text(json.dumps(facts), encoding="utf-8")
    remanifest(archive / last.id / PUBLIC)
    write_ledger(archive, (*releases[:-1], replace(forged, root=root_of(archive / last.id / PUBLIC))))


def cut_newest(archive: Path) -> None:
    last = read_ledger(archive)[-1]
    shutil.rmtree(archive / last.id)
    set_ledger(archive, ledger_lines(archive)[:-1])


@pytest.mark.parametrize(
    "tamper",
    [forge_newest, cut_newest, lambda a: forge_newest(a, date(2026, 11, 22) + timedelta(days=9))],
    ids=["replaced as a whole", "truncated with its release", "dated otherwise"],
)
def test_a_new_end_is_refuted_by_an_anchor_only(tamper: Callable[[Path], None], archive: Path) -> None:
    anchor = read_ledger(archive)[-1].root
    tamper(archive)
    alone = verify(archive)
    assert alone.intact
    assert not alone.anchored
    (zh,) = [line for line in proof_text(alone, "zh").splitlines() if "没有外部凭据" in line]
    (en,) = [line for line in proof_text(alone, "en").splitlines() if "is not anchored" in line]
    assert "整个重做的账本和发布同样会通过" in zh and "made anew as a whole pass too" in en
    held = verify(archive, anchors=[anchor])
    assert [f.code for f in held.faults] == ["anchor-unknown"]
    assert anchor in proof_text(held, "en")


def test_what_only_an_anchor_shows_is_said_where_somebody_verifies_by_hand() -> None:
    page = (ROOT / "docs" / "verify-by-hand.md").read_text(encoding="utf-8")
    assert "没有另存他处的凭据，整个重做的档案同样会通过" in page
    assert "Without an anchor kept elsewhere, an archive that was made anew as a whole passes too" in page


def test_an_anchor_vouches_for_its_release_and_all_before(archive: Path, tmp_path: Path) -> None:
    first, _, last = read_ledger(archive)
    whole = verify(archive, anchors=[last.root])
    assert whole.intact and whole.anchored == THIRD
    assert "not anchored" not in proof_text(whole, "en")
    older = verify(archive, anchors=[first.root])
    assert older.intact and older.anchored == FIRST
    assert f"the newest, {THIRD}, is not" in proof_text(older, "en")
    message = tmp_path / "message.txt"
    message.write_text(f"季报 总校验值\n{last.root}\n", encoding="utf-8")
    assert prove(ROOT, VerifyQuestion(archive, anchors=(str(message),))).anchored == THIRD
    for wrong in ("not a checksum", str(tmp_path / "nothing.txt")):
        with pytest.raises(UsageError):
            prove(ROOT, VerifyQuestion(archive, anchors=(wrong,)))
    message.write_text(f"{last.root} {first.root}", encoding="utf-8")
    with pytest.raises(UsageError):
        prove(ROOT, VerifyQuestion(archive, anchors=(str(message),)))


def forge_first(archive: Path) -> None:
    """Replaces the first release, with its line and what the next line says of it; the roots of the others,
    which went out by mail, stay."""
    flip(archive / FIRST / PUBLIC / "data" / "README.txt")
    remanifest(archive / FIRST / PUBLIC)
    first, second, *others = read_ledger(archive)
    root = root_of(archive / FIRST / PUBLIC)
    write_ledger(archive, (replace(first, root=root), replace(second, previous=root), *others))


def test_an_anchor_vouches_for_nothing_that_its_own_bag_was_not_asked_about(
    archive: Path, tmp_path: Path
) -> None:
    last = read_ledger(archive)[-1]
    assert prove(ROOT, VerifyQuestion(archive, (FIRST,), (last.root,))).anchored == THIRD, (
        "its bag is proved as well"
    )
    forge_first(archive)
    named = prove(ROOT, VerifyQuestion(archive, (FIRST,), (last.root,)))
    assert not named.intact and not named.anchored
    alone = tmp_path / "alone"
    shutil.copytree(archive / FIRST, alone / FIRST)
    shutil.copy(archive / LEDGER, alone / LEDGER)
    proof = verify(alone, [FIRST], [last.root])
    assert [(f.code, f.release) for f in proof.faults] == [("anchor-not-reached", THIRD)]
    assert not proof.anchored and "does not vouch" in proof_text(proof, "en")


@pytest.mark.skipif(shutil.which("gpg") is None, reason="no GnuPG here")
def test_a_detached_signature_is_an_anchor(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "keys"
    home.mkdir(mode=0o700)
    monkeypatch.setenv("GNUPGHOME", str(home))
    gpg = ["gpg", "--batch", "--quiet", "--pinentry-mode", "loopback", "--passphrase", ""]
    subprocess.run([*gpg, "--quick-generate-key", "office@example.invalid", "ed25519"], check=True)
    signature = tmp_path / "release.asc"
    signed = archive / THIRD / PUBLIC / "tagmanifest-sha256.txt"
    subprocess.run([*gpg, "--armor", "--output", str(signature), "--detach-sign", str(signed)], check=True)
    assert prove(ROOT, VerifyQuestion(archive, anchors=(str(signature),))).anchored == THIRD
    forge_newest(archive)
    faults = prove(ROOT, VerifyQuestion(archive, anchors=(str(signature),))).faults
    assert [(f.code, f.args["anchor"]) for f in faults] == [("anchor-unknown", "release.asc")]
    subprocess.run(["gpgconf", "--kill", "gpg-agent"], check=True)


# --- what must pass ---------------------------------------------------------------------------------


def run_verify(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "generator", "verify", *words]
    return subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )


def test_an_untouched_copy_passes_elsewhere_and_in_another_time_zone(sealed: Path) -> None:
    """Another path, another file system (a memory disk, where there is one), another time zone."""
    memory = Path("/dev/shm")  # noqa: S108
    top = memory if memory.is_dir() else sealed.parent
    copy = top / f"jibao-{os.getpid()}" / "另一处 copy"
    try:
        shutil.copytree(sealed / "archive", copy, copy_function=shutil.copyfile)
        done = run_verify("--archive", str(copy), "--lang", "en", "--format", "json", TZ="Pacific/Kiritimati")
        assert done.returncode == 0, done.stderr
        found = json.loads(done.stdout)
        assert found["intact"] and found["releases"] == [FIRST, SECOND, THIRD]
    finally:
        shutil.rmtree(copy.parent)


def test_a_published_copy_verifies_as_far_as_it_goes(archive: Path) -> None:
    for name in (FIRST, SECOND, THIRD):
        shutil.rmtree(archive / name / OFFICE)
    proof = verify(archive)
    assert proof.intact and proof.partly == (FIRST, SECOND, THIRD) and proof.proved == ()
    assert "without the office bag" in proof_text(proof, "en")
    assert "没有内部包" in proof_text(proof, "zh")
    for other in (SECOND, THIRD):
        shutil.rmtree(archive / other)
    assert verify(archive, [FIRST]).intact
    assert not verify(archive).intact


def test_one_release_or_a_quarter_is_named(archive: Path) -> None:
    flip(archive / FIRST / PUBLIC / "data" / "README.txt")
    assert prove(ROOT, VerifyQuestion(archive, ("2026Q1",))).proved == (THIRD,)
    assert not prove(ROOT, VerifyQuestion(archive, (FIRST,))).intact
    with pytest.raises(UsageError, match="2031Q1"):
        prove(ROOT, VerifyQuestion(archive, ("2031Q1",)))
    unknown = FIRST.replace("-v1", "-v7")
    assert [f.path for f in prove(ROOT, VerifyQuestion(archive, (unknown,))).faults] == [unknown]


def test_a_release_whose_line_was_cut_off_is_refuted_by_name(archive: Path) -> None:
    lines = (archive / LEDGER).read_text(encoding="utf-8").splitlines(keepends=True)
    (archive / LEDGER).write_text("".join(lines[:-1]), encoding="utf-8")
    faults = prove(ROOT, VerifyQuestion(archive, (THIRD,))).faults
    assert [(f.code, f.path) for f in faults] == [("release-not-in-ledger", THIRD)]


def test_the_command_s_exit_codes(archive: Path) -> None:
    assert run_verify("--archive", str(archive)).returncode == 0
    assert run_verify("--archive", str(archive / "nowhere")).returncode == 2
    flip(archive / SECOND / OFFICE / "data" / "salt.txt")
    done = run_verify("--archive", str(archive), "--lang", "zh")
    assert done.returncode == 1
    assert f"{SECOND}/office/data/salt.txt" in done.stdout
    assert "Traceback" not in done.stderr


def test_pdf_data_are_held_against_the_published(archive: Path) -> None:
    """A consistent forgery of table, bag and ledger: the PDFs still hold the old figures."""
    path = writable(archive / FIRST / PUBLIC / "data/site/data/2026Q1/observations.csv")
    path.write_bytes(path.read_bytes().replace(b",60.5,", b",66.6,"))
    pdf = writable(find(archive, f"{FIRST}/public/data/site/bulletins/2026Q1/*-yi.zh.pdf"))
    pdf.write_bytes(b"%PDF-1.7 nothing in it")
    remanifest(archive / FIRST / PUBLIC)
    found = {(f.code, f.path.rsplit("/", 1)[-1]) for f in verify(archive, [FIRST]).faults}
    assert ("pdf-data-differs", "example-2026Q1-county.zh.pdf") in found
    assert ("pdf-without-data", "example-2026Q1-yi.zh.pdf") in found
    assert not any(name == "example-2026Q1-jia.en.pdf" for _, name in found)


# --- many -------------------------------------------------------------------------------------------


def synthetic(archive: Path, count: int) -> None:
    """Releases with small bags of their own, as ten years of quarters would leave."""
    from generator.archive.ledger import facts_of
    from generator.domain.period import Period

    archive.mkdir()
    releases: list[SealedRelease] = []
    for number in range(count):
        day = date(2025, 1, 10) + timedelta(days=91 * number)
        quarter = Period.quarter(2024, 4).plus(number)
        previous = releases[-1].root if releases else ""
        made = SealedRelease("many", quarter, 1, day, day, "final", True, "", "", previous)
        folder = archive / made.id
        for half in (OFFICE, PUBLIC):
            (folder / half).mkdir(parents=True)
            for file in range(10):
                (folder / half / f"f{file}.txt").write_bytes(bytes([number, file]) * 20_000)
        made = replace(made, office_root=make_bag(folder / OFFICE, {}, day))
        facts = facts_of(made)
        del facts["root"]
        (folder / PUBLIC / "release.json").write_text(json.dumps(facts), encoding="utf-8")
        earlier = "".join(line_of(r) for r in releases)
        (folder / PUBLIC / "ledger.jsonl").write_text(earlier, encoding="utf-8")
        releases.append(replace(made, root=make_bag(folder / PUBLIC, {}, day)))
    write_ledger(archive, releases)


def test_ten_years_of_quarters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Linear: every file is read once, however many releases there are; counted, not timed."""
    synthetic(tmp_path / "archive", 40)
    read: dict[Path, int] = {}

    def counting(path: Path) -> dict[str, str]:
        read[path] = read.get(path, 0) + 1
        return digests(path)

    monkeypatch.setattr("generator.archive.bags.digests", counting)
    proof = verify(tmp_path / "archive")
    assert proof.intact and len(proof.proved) == 40
    assert set(read.values()) == {1}
    assert proof.files == len(read)


def test_each_release_stands_alone(tmp_path: Path) -> None:
    """No two releases share a file on the disk; one damaged file spoils one release."""
    archive = tmp_path / "archive"
    synthetic(archive, 5)
    assert all(p.stat().st_nlink == 1 for p in archive.rglob("*") if p.is_file())
    flip(archive / "many-2025Q2-v1" / PUBLIC / "data" / "f1.txt")
    proof = verify(archive)
    assert {f.release for f in proof.faults} == {"many-2025Q2-v1"}
    assert len(proof.proved) == 4


# --- built again ------------------------------------------------------------------------------------


def test_built_again_from_its_own_bags_to_the_same_bytes(archive: Path) -> None:
    shutil.rmtree(archive / FIRST)  # the others need nothing of it
    proof = prove(ROOT, VerifyQuestion(archive, (SECOND, THIRD), rebuild=True))
    assert proof.intact, proof.faults
    assert set(proof.rebuilt) == {SECOND, THIRD}
    assert f"{THIRD}: built again from its two bags" in proof_text(proof, "en")
    shutil.rmtree(archive / SECOND / OFFICE)
    with pytest.raises(OutputFault, match="office half"):
        prove(ROOT, VerifyQuestion(archive, (SECOND,), rebuild=True))


def test_other_versions_are_named(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def older(*_: object) -> dict[str, object]:
        return {"packages": {"pandas": "1.0"}}

    monkeypatch.setattr("generator.workflows.verify.software", older)
    proof = prove(ROOT, VerifyQuestion(archive, (SECOND,), rebuild=True))
    assert proof.intact and proof.rebuilt == (SECOND,), "other programs, the same bytes"

    def otherwise(*_: object) -> list[str]:
        return ["public/data/site/index.html"]

    monkeypatch.setattr("generator.workflows.verify.rebuild", otherwise)
    proof = prove(ROOT, VerifyQuestion(archive, (SECOND,), rebuild=True))
    assert proof.intact and not proof.rebuilt
    made_by, *programs = proof.elsewhere[SECOND]
    assert made_by.startswith("jibao ") and any(p.endswith("(1.0)") for p in programs)
    assert "install those" in proof_text(proof, "en")


def test_every_fault_has_words_in_both_languages() -> None:
    assert all(text.zh and text.en for text in FAULTS.values())
    assert fault_text(Fault("never-heard-of", "r", "p", {"a": "b"}), "en") == "r/p: never-heard-of b"
    workflows = ROOT / "generator" / "workflows"
    rooms = [*(ROOT / "generator" / "archive").glob("*.py"), *workflows.rglob("*.py")]
    source = "".join(p.read_text(encoding="utf-8") for p in rooms)
    # Two places are held against the archive; each finds a release that is not there, or another.
    told = {f"{where}-{what}" for where in ("public", "delivered") for what in ("unknown", "other")}
    assert [code for code in FAULTS if f'"{code}"' not in source and code not in told] == []
