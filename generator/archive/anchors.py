"""Anchors: a root checksum that reached the reader by another way than the archive itself.

It may be typed, stand in a file (the delivery's message, a note), or be vouched for by a detached GnuPG
signature over the release's `tagmanifest-sha256.txt`.
"""

import re
import shutil
import subprocess
from pathlib import Path

from generator.archive.bags import ROOT_FILE
from generator.archive.ledger import read_ledger
from generator.archive.sealed_files import is_plain
from generator.archive.sealing import PUBLIC, release_folder
from generator.domain.errors import EnvironmentFault, UsageError
from generator.domain.text import Text

_ROOT = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
_PGP = (b"-----BEGIN PGP SIGNATURE-----",)
_LARGEST = 1 << 20


def anchor_root(given: str, archive: Path) -> str:
    """The root that an anchor stands for. Raises UsageError where it names none or several."""
    word = given.strip().lower()
    if _ROOT.fullmatch(word):
        return word
    path = Path(given)
    if not path.is_file():
        raise UsageError(
            Text(
                f"--anchor：{given}：既不是64位十六进制数，也不是文件",
                f"--anchor: {given}: neither 64 hexadecimal digits nor a file",
            )
        )
    with path.open("rb") as stream:
        data = stream.read(_LARGEST)
    if data.startswith(_PGP) or path.suffix == ".sig":
        return _signed_root(path, archive)
    found: dict[str, None] = dict.fromkeys(_ROOT.findall(data.decode("utf-8", "replace").lower()))
    if len(found) != 1:
        raise UsageError(
            Text(
                f"--anchor：{given}里有{len(found)}个64位校验值，应当只有一个",
                f"--anchor: {given} holds {len(found)} checksums of 64 digits; it must hold one",
            )
        )
    return next(iter(found))


def _signed_root(signature: Path, archive: Path) -> str:
    """The root of the release whose tag manifest the signature fits, as GnuPG says with the keys of
    its user's key ring; where it fits none, its own name, which no release answers to."""
    gpg = shutil.which("gpg")
    if gpg is None:
        raise EnvironmentFault(
            Text("--anchor用签名查验，要装有GnuPG（gpg）", "--anchor with a signature needs GnuPG (gpg)")
        )
    for release in reversed(read_ledger(archive)):
        signed = release_folder(archive, release) / PUBLIC / ROOT_FILE
        if not is_plain(signed):
            continue
        done = subprocess.run(
            [gpg, "--batch", "--verify", str(signature), str(signed)], capture_output=True, check=False
        )
        if done.returncode == 0:
            return release.root
    return signature.name
