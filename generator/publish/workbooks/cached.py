"""An Excel workbook in the cache: under what it is made from, as its bytes."""

from generator.domain.sheet import Workbook
from generator.publish.cache.fingerprint import software
from generator.publish.cache.store import Key, digest
from generator.publish.workers.pool import CacheCodec


def workbook_codec(name: str, book: Workbook) -> CacheCodec:
    """How one workbook is kept. Its table, words and day are plain values: their text says them all."""
    return CacheCodec(Key(name, {"content": digest(repr(book)), "software": software()}), bytes, bytes)


def make_workbook(book: Workbook) -> bytes:
    """The workbook's bytes; the library is loaded by the worker that makes one."""
    from generator.publish.workbooks.data_files import workbook_bytes

    return workbook_bytes(book)
