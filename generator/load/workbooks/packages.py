"""What a workbook's package holds, looked at before any reader opens it: its true size, macros,
passwords, links, and XML that no spreadsheet writes."""

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from generator.domain.finding import Finding, Place, Severity
from generator.load.decoding import OLE_MAGIC, ZIP_MAGIC

LARGEST_UNPACKED = 200 * 1024 * 1024
MOST_PARTS = 10_000
_CHUNK = 1 << 20
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_MACROS = (".xlsm", ".xltm")
# UTF-16 spells it with a NUL behind each letter.
_DOCTYPE = re.compile(rb"<\x00?!\x00?(?:D\x00?O\x00?C\x00?T|E\x00?N\x00?T\x00?I)", re.IGNORECASE)
_ROW = re.compile(rb"<(?:[A-Za-z0-9]{1,16}:)?row\s(?:[^<>]{0,500}?\s)?r=[\"']([0-9]{1,10})[\"']")
_FORMULA = re.compile(rb"<(?:[A-Za-z0-9]{1,16}:)?f[ />]")


def refusal(data: bytes, suffix: str, shown: str) -> Finding | None:
    """Why a file that calls itself a workbook is not read; None where it may be."""

    def finding(code: str, **args: str) -> Finding:
        return Finding(code, Severity.BLOCKING, Place(shown), args=args)

    if not data.strip():
        return finding("E06-empty-file")
    if data.startswith(OLE_MAGIC):
        return finding("E03-workbook-locked" if _LOCKED in data else "E03-workbook-old", suffix=suffix)
    if not data.startswith(ZIP_MAGIC):
        old = suffix in (".xls", ".xlt", ".et", ".ett")
        return finding("E03-workbook-old" if old else "E03-workbook-unreadable", suffix=suffix)
    try:
        with ZipFile(BytesIO(data)) as package:
            code = _fault_of(package, suffix)
    except (BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, ValueError, RuntimeError):
        code = "E03-workbook-unreadable"
    return finding(code, suffix=suffix) if code else None


def _fault_of(package: ZipFile, suffix: str) -> str:
    parts = package.infolist()
    names = {p.filename for p in parts}
    if len(parts) > MOST_PARTS or sum(p.file_size for p in parts) > LARGEST_UNPACKED:
        return "E03-workbook-swollen"
    if any(p.flag_bits & 1 for p in parts):
        return "E03-workbook-locked"
    if suffix in _MACROS or any(n.lower().endswith("vbaproject.bin") for n in names):
        return "E03-workbook-macros"
    if suffix == ".xlsb" or "xl/workbook.bin" in names:
        return "E03-workbook-old"
    if len(names) < len(parts):
        return "E03-workbook-unreadable"
    code = next((c for p in parts if _is_xml(p) and (c := _fault_of_xml(package, p))), "")
    return code or ("E03-workbook-unreadable" if any(_disordered(package, p) for p in parts) else "")


def _fault_of_xml(package: ZipFile, part: ZipInfo) -> str:
    """A document type, or a tag or text without end: expat before 2.6 goes over one again and again."""
    for chunk in _chunks(package, part):
        if _DOCTYPE.search(chunk):
            return "E03-workbook-unreadable"
        if len(chunk) >= _CHUNK and b">" not in chunk:
            return "E03-workbook-swollen"
    return ""


def _is_xml(part: ZipInfo) -> bool:
    return part.filename.lower().endswith((".xml", ".rels", ".vml"))


def _disordered(package: ZipFile, part: ZipInfo) -> bool:
    """True for a worksheet whose rows repeat or go back: a reader would drop them without a word."""
    if "/worksheets/" not in part.filename or not part.filename.lower().endswith(".xml"):
        return False
    last = 0
    for match in _ROW.finditer(package.read(part)):
        if int(match[1]) <= last:
            return True
        last = int(match[1])
    return False


def _holds(package: ZipFile, part: ZipInfo, pattern: re.Pattern[bytes]) -> bool:
    return any(pattern.search(chunk) for chunk in _chunks(package, part))


def _chunks(package: ZipFile, part: ZipInfo) -> Iterator[bytes]:
    """A part piece by piece, each with the end of the one before, so that nothing falls between."""
    with package.open(part) as stream:
        end = b""
        while piece := stream.read(_CHUNK):
            yield end + piece
            end = piece[-40:]


def formula_sheets(data: bytes) -> frozenset[str]:
    """The worksheets, by path in the package, that hold formulas at all."""
    with ZipFile(BytesIO(data)) as package:
        sheets = [p for p in package.infolist() if p.filename.endswith(".xml")]
        return frozenset(p.filename for p in sheets if _holds(package, p, _FORMULA))


def has_links(data: bytes) -> bool:
    """True where formulas take values from other workbooks."""
    with ZipFile(BytesIO(data)) as package:
        return any(name.lower().startswith("xl/externallinks/") for name in package.namelist())
