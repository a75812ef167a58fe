"""`jibao fonts`: the open faces of the bulletins for one user, from what the system has, from Debian's
packages, or from files that were handed over."""

import gzip
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from generator.domain.errors import EnvironmentFault, UsageError
from generator.domain.text import Text
from generator.publish.pdf.faces import FACES, LICENCES, OpenFace, bring_in, found_in, lacking, sha256

_TEXLIVE = "texlive/texmf-dist/fonts/opentype/public/fandol"
_TRUETYPE = tuple(f"fonts/truetype/{name}" for name in ("lxgw-wenkai", "liberation2", "liberation"))
# Where Debian's packages put these files; what lies there came with the system's own checksums.
SYSTEM = tuple(
    Path("/usr/share", name)
    for name in (
        _TEXLIVE,
        "fonts/truetype/lxgw-wenkai",
        "fonts/truetype/liberation2",
        "fonts/truetype/liberation",
    )
)
_DOCUMENTS = ("copyright", "copying", "license", "licence", "ofl", "readme")
# Folders with what the makers say of these faces.
_OF = frozenset({"fandol", *(name for face in FACES for name in face.packages)})
_DEB = b"!<arch>\n"


@dataclass(frozen=True)
class FontsOrder:
    """`out`: the folder to fill; `given`: files and folders handed over, taken before anything else;
    `any_file`: also those whose checksum nobody knows."""

    out: Path
    given: Sequence[Path] = ()
    any_file: bool = False


def get_fonts(order: FontsOrder, notice: Callable[[str], None]) -> list[OpenFace]:
    """Puts the missing faces into the folder, with their licences; returns those that are still missing.
    Raises UsageError for a file that is not the known one, EnvironmentFault where a package cannot be had."""
    wanted = lacking(order.out)
    if not wanted:
        return []
    with tempfile.TemporaryDirectory(prefix="jibao-") as held:
        scratch = Path(held)
        given = [_opened(path, scratch / str(n)) for n, path in enumerate(order.given)]
        found = found_in(given, wanted)
        if not order.any_file:
            _refuse_unknown(found)
        rest = [face for face in wanted if face not in found]
        found |= found_in([p for p in SYSTEM if p.is_dir()], rest)
        rest = [face for face in rest if face not in found]
        if rest and shutil.which("apt-get") and not order.given:
            found |= found_in([_downloaded(rest, scratch / "apt", notice)], rest)
        if found:
            bring_in(found, order.out, notice)
            _keep_licences((*given, scratch / "apt"), order.out / LICENCES)
    return lacking(order.out)


def _opened(path: Path, into: Path) -> Path:
    """A folder as it is; a Debian package unpacked."""
    if path.is_dir():
        return path
    if not path.is_file():
        raise UsageError(Text(f"{path}：没有这个文件或文件夹", f"{path}: no such file or folder"))
    data = path.read_bytes()
    if data.startswith(_DEB):
        unpack_package(data, into)
    else:
        into.mkdir(parents=True)
        shutil.copyfile(path, into / path.name)
    return into


def unpack_package(data: bytes, into: Path) -> None:
    """The faces and licences of a Debian package (an `ar` archive with a tar in it), without its tools.
    Raises UsageError for one that is packed in another way."""
    for name, content in _members(data):
        if name.startswith("data.tar"):
            try:
                with tarfile.open(fileobj=BytesIO(content)) as packed:
                    _extract(packed, into)
            except (tarfile.TarError, OSError, EOFError) as error:
                raise UsageError(
                    Text(f"软件包打不开（{name}）：{error}", f"the package cannot be read ({name}): {error}")
                ) from error
            return
    raise UsageError(Text("不是Debian软件包", "no Debian package"))


def _members(data: bytes) -> Iterator[tuple[str, bytes]]:
    at = len(_DEB)
    while at + 60 <= len(data):
        size = data[at + 48 : at + 58].strip()
        if not size.isdigit():
            return
        yield data[at : at + 16].decode("ascii", "replace").strip(" /"), data[at + 60 : at + 60 + int(size)]
        at += 60 + int(size) + int(size) % 2


def _extract(packed: tarfile.TarFile, into: Path) -> None:
    """By name alone: no path of the package leads anywhere."""
    for member in packed:
        name, of = Path(member.name).name, Path(member.name).parent.name
        wanted = name.endswith((".ttf", ".otf")) or (of in _OF and name.lower().startswith(_DOCUMENTS))
        source = packed.extractfile(member) if member.isfile() and wanted else None
        if source is not None:
            target = into / of / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(source.read())


def _refuse_unknown(found: dict[OpenFace, Path]) -> None:
    for face, path in found.items():
        if sha256(path) not in face.known:
            raise UsageError(
                Text(
                    f"{path.name}：校验值不是已知的，不能确定是哪一份；确实要用，加--any",
                    f"{path.name}: its checksum is not known, so nobody can say which one it is; to use it"
                    " all the same: --any",
                )
            )


def _downloaded(faces: Sequence[OpenFace], into: Path, notice: Callable[[str], None]) -> Path:
    """The packages that hold these faces, fetched by apt (which proves them) and unpacked; nothing is
    installed, so nobody need be root."""
    into.mkdir(parents=True)
    lacks = dict.fromkeys(face.packages for face in faces if not face.optional)
    lacks |= dict.fromkeys(face.packages for face in faces)
    for names in lacks:
        for name in names:
            notice(f"apt-get download {name}")
            done = subprocess.run(
                ["apt-get", "-qq", "download", name],
                cwd=into,
                env={**os.environ, "LC_ALL": "C.UTF-8"},
                capture_output=True,
                text=True,
                check=False,
            )
            if done.returncode == 0:
                break
        else:
            if not all(face.optional for face in faces if face.packages == names):
                said = done.stderr.strip().splitlines()[-1:] or [""]
                raise EnvironmentFault(
                    Text(
                        f"apt-get取不到软件包{'、'.join(names)}：{said[0]}"
                        "（先运行apt-get update，或联网再试）",
                        f"apt-get cannot fetch {' or '.join(names)}: {said[0]} (run apt-get update first, or"
                        " try again with a network)",
                    )
                )
    for path in sorted(into.glob("*.deb")):
        unpack_package(path.read_bytes(), into / path.name.partition("_")[0])
        path.unlink()
    return into


def _keep_licences(folders: Sequence[Path], into: Path) -> None:
    """What the makers say of their faces, beside them."""
    for folder in folders:
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            if path.is_file() and path.name.lower().startswith(_DOCUMENTS):
                data = path.read_bytes()
                name = f"{path.parent.name}.{path.name}".removesuffix(".gz")
                into.mkdir(parents=True, exist_ok=True)
                (into / name).write_bytes(gzip.decompress(data) if path.suffix == ".gz" else data)
