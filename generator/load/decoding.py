"""Bytes → text: which encoding a clerk's file is in.

The order matters: byte-order marks first, then strict UTF-8, then strict GB18030, because the bytes
of UTF-8 Chinese often decode as GB18030 garbage without any error.
"""

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable
from dataclasses import dataclass, field

from generator.domain.finding import Finding, Place, Severity

ZIP_MAGIC = b"PK\x03\x04"
OLE_MAGIC = b"\xd0\xcf\x11\xe0"
# Nothing larger is read into memory; a 200,000-row delivery has about 20 MB.
LARGEST_FILE = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file (None where it cannot be read) and what there is to say about it."""

    text: str | None
    findings: tuple[Finding, ...] = field(default=())


def decode(data: bytes, file: str) -> Decoded:
    """`data` → text. Never raises; a file that is no text comes back with a blocking finding."""
    if refusal := _refusal(data):
        return Decoded(None, (Finding(refusal, Severity.BLOCKING, Place(file)),))
    for encoding, code in _candidates(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        found = (Finding(code, Severity.INFO, Place(file), args={"encoding": encoding}),) if code else ()
        if "\ufffd" in text or "\x00" in text:
            return Decoded(None, (Finding("E03-undecodable", Severity.BLOCKING, Place(file)),))
        return Decoded(text.removeprefix("\ufeff"), found)
    return Decoded(None, (Finding("E03-undecodable", Severity.BLOCKING, Place(file)),))


def _refusal(data: bytes) -> str | None:
    if data.startswith((ZIP_MAGIC, OLE_MAGIC)):
        return "E03-workbook-renamed"
    return "E06-empty-file" if not data.strip() else None


def _candidates(data: bytes) -> Iterable[tuple[str, str]]:
    """Encodings to try in order, each with the finding that tells which one it was."""
    if data.startswith(BOM_UTF8):
        yield "utf-8-sig", ""
    elif data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        yield "utf-16", "E02-utf16"
    else:
        yield "utf-8", ""
        yield "gb18030", "E01-gb18030"
