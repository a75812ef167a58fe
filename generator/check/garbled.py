"""Text that was read in another encoding than it was written in (乱码), and what it said before."""

import re
from collections.abc import Iterator

# Runs that may be UTF-8 read as the alphabet of Western Windows (æˆ, Ã©), or as GBK (鎴愭).
_WESTERN = re.compile("[\x80-\xff\u0152-\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]{2,}")
_CHINESE = re.compile("[^\x00-\xff]{2,}")
_HAN = re.compile("[\u3001-\u301f\u3400-\u9fff\uff01-\uff5e]")
_LIKELY = re.compile("[\u00a0-\u024f\u2010-\u2122]+")
# What is left of a text that was saved in the wrong encoding: what it said, nobody can tell.
_LOST = re.compile("锟斤|斤拷|ï¿½|\ufffd|烫烫烫|屯屯屯")
_GONE = "\ufffd"


def likely_original(text: str) -> str | None:
    """What a garbled text said, with `…` for what is lost; empty where nothing of it is left. None for a text
    that is not garbled: two signs of sound Chinese hardly ever are, as bytes, Chinese in another encoding."""
    if text.isascii():
        return None
    if _LOST.search(text):
        return ""
    found = text
    for garbled, meant in _runs(text):
        found = found.replace(garbled, meant)
    return None if found == text else re.sub(f"{_GONE}+", "…", found)


def _runs(text: str) -> Iterator[tuple[str, str]]:
    """Each garbled run with what it meant."""
    for run in _WESTERN.findall(text):
        # Windows gives some of these bytes signs of their own.
        written = b"".join(bytes([ord(c)]) if c <= "\xff" else c.encode("cp1252", "ignore") for c in run)
        meant = written.decode("utf-8", "replace")
        if _HAN.search(meant) or _LIKELY.fullmatch(meant):
            yield run, meant
    for run in _CHINESE.findall(text):
        # The one byte 80 is € to Windows.
        written = b"\x80".join(part.encode("gb18030", "ignore") for part in run.split("€"))
        meant = written.decode("utf-8", "replace")
        han, lost = len(_HAN.findall(meant)), meant.count(_GONE)
        enough = han > 1 and han > lost and han * 2 > len(meant) - lost
        # Of one sign alone only where the run has another that hardly anybody writes today.
        if enough or (han == 1 and lost < 2 and len(run) < 4 and not _common(run)):
            yield run, meant


def _common(run: str) -> bool:
    try:
        return bool(run.encode("gb2312"))
    except UnicodeEncodeError:
        return False
