"""A downloaded ZIP of a release, unpacked to be proved: nothing but plain files with plain names, and no
more of them than a release can have."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from generator.archive.ledger import LEDGER
from generator.archive.sealed_files import SealedFault, content
from generator.archive.sealing import PUBLIC
from generator.domain.text import Text

ENDING = ".zip"
_MOST_BYTES = 4 << 30
_MOST_FILES = 200_000
_LARGEST = 1 << 30
_BLOCK = 1 << 20
_LONGEST, _LONGEST_PATH = 255, 500
_KIND, _FILE, _FOLDER = 0o170000, (0, 0o100000), (0, 0o040000)
# All that `zipfile` raises of a damaged file once it is in memory; RuntimeError: it wants a password.
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ValueError,
    EOFError,
    RuntimeError,
    OverflowError,
    KeyError,
    IndexError,
    OSError,
)
_OUTSIDE = frozenset({"", ".", ".."})
_BAD_NAME = frozenset('\\:*?"<>|\0')


_STORED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_STREAMED = 0x08
_PACKED_ANEW = Text(
    "是别的程序重新打包的，请用下载的原件", "another program packed it anew: take the ZIP as it was published"
)
_MORE = Text("里面有目录没有列出的内容", "it holds bytes that its directory does not list")
_LOCAL, _ENTRY, _END, _END_OF_MANY = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"PK\x06\x06"
_TOO_MUCH = Text("解开后太大，不会是一个发布", "too large to be a release when unpacked")


def unpack(packed: Path, into: Path) -> list[str]:
    """Unpacks a ZIP as an archive folder; returns the releases in it. Raises SealedFault where it is no
    ZIP of ours or is damaged, and OSError where the disk does not take it."""
    data = content(packed.parent, packed.name, _LARGEST)
    try:
        held = zipfile.ZipFile(io.BytesIO(data))
        members = held.infolist()
    except _DAMAGED as error:
        raise _damaged(packed, error) from error
    _refuse_strange(packed, members)
    if any(member.flag_bits & _STREAMED for member in members):
        raise SealedFault(packed, _PACKED_ANEW)
    if held.comment or not _is_gapless(data, members):
        raise SealedFault(packed, _MORE)
    for member in members:
        target = into.joinpath(*member.filename.split("/"))
        if member.is_dir():
            target.mkdir(parents=True, exist_ok=True)
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as out:
            for block in _blocks(packed, held, member):
                out.write(block)
    return sorted({m.filename.split("/")[0] for m in members if f"/{PUBLIC}/" in m.filename})


def _refuse_strange(packed: Path, members: list[zipfile.ZipInfo]) -> None:
    """Refuses more than fits, names that lead elsewhere or fall on one another, links, and a ZIP without
    ledger or release."""
    if len(members) > _MOST_FILES or sum(m.file_size for m in members) > _MOST_BYTES:
        raise SealedFault(packed, _TOO_MUCH)
    kinds: dict[str, bool] = {}
    for member in members:
        name = member.filename.removesuffix("/").casefold()
        above = ["/".join(name.split("/")[:n]) for n in range(1, name.count("/") + 1)]
        twice = name in kinds and (kinds[name] or not member.is_dir())
        if twice or not _is_plain(member) or any(kinds.get(a) for a in above):
            shown = member.filename
            why = Text(f"里面有不该有的“{shown}”", f"it holds “{shown}”, which it must not")
            raise SealedFault(packed, why)
        kinds |= dict.fromkeys(above, False)
        kinds[name] = not member.is_dir()
    if not kinds.get(LEDGER) or not any(f"/{PUBLIC}/" in name for name in kinds):
        raise SealedFault(packed, Text(f"里面没有{LEDGER}或没有发布", f"it holds no {LEDGER}, or no release"))


def _is_gapless(data: bytes, members: list[zipfile.ZipInfo]) -> bool:
    """Whether the ZIP is its members, one after the other, their directory, and nothing else (APPNOTE.TXT,
    4.3): what a directory does not list, or says otherwise than the members, another program may still
    unpack."""
    at, said = 0, dict[int, bytes]()
    for member in sorted(members, key=lambda m: m.header_offset):
        if member.header_offset != at or data[at : at + 4] != _LOCAL or at + 30 > len(data):
            return False
        name, extra = struct.unpack_from("<HH", data, at + 26)
        begin = at + 30 + name + extra
        said[at] = data[at + 4 : at + 28] + data[at + 30 : at + 30 + name]
        at = begin + member.compress_size
        if extra or not _is_whole(memoryview(data)[begin:at], member):
            return False
    for _ in members:
        if data[at : at + 4] != _ENTRY or at + 46 > len(data):
            return False
        name, extra, comment = struct.unpack_from("<HHH", data, at + 28)
        (offset,) = struct.unpack_from("<I", data, at + 42)
        own = data[at + 6 : at + 30] + data[at + 46 : at + 46 + name]
        if extra or comment or said.pop(offset, b"") != own:
            return False
        at += 46 + name
    left = len(data) - at
    return (data[at : at + 4], left) in ((_END, 22), (_END_OF_MANY, 98))


def _is_whole(packed: memoryview, member: zipfile.ZipInfo) -> bool:
    """Whether what a member has packed is its file, to the last byte; a folder has packed nothing."""
    if member.is_dir():
        return not packed and not member.file_size
    if member.compress_type == zipfile.ZIP_STORED:
        return len(packed) == member.file_size
    inflated, size = zlib.decompressobj(-zlib.MAX_WBITS), 0
    rest: bytes | memoryview = packed
    try:
        while not inflated.eof and (rest or size == 0):
            size += len(inflated.decompress(rest, _BLOCK))
            if size > member.file_size or (not inflated.unconsumed_tail and not inflated.eof):
                return False
            rest = inflated.unconsumed_tail
    except zlib.error:
        return True  # damaged: told when it is unpacked
    return size == member.file_size and not inflated.unused_data


def _is_plain(member: zipfile.ZipInfo) -> bool:
    """A file or folder, packed as we pack, under a name that every system takes."""
    parts = member.filename.removesuffix("/").split("/")
    short = len(member.filename) <= _LONGEST_PATH and all(
        len(p.encode("utf-8", "replace")) <= _LONGEST for p in parts
    )
    fit = short and _OUTSIDE.isdisjoint(parts) and not parts[0].startswith(".")
    kind = member.external_attr >> 16 & _KIND
    known = kind in (_FOLDER if member.is_dir() else _FILE) and member.compress_type in _STORED
    return fit and known and _BAD_NAME.isdisjoint(member.filename)


def _blocks(packed: Path, held: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    try:
        with held.open(member) as stream:
            while block := stream.read(_BLOCK):
                yield block
    except _DAMAGED as error:
        raise _damaged(packed, error) from error


def _damaged(packed: Path, error: Exception) -> SealedFault:
    why = f"{type(error).__name__}: {error}"[:200]
    said = Text(f"ZIP不完整或已损坏（{why}）", f"the ZIP is damaged or cut short ({why})")
    return SealedFault(packed, said)
