"""A message as RFC 5322 bytes: written by hand, so that the same message is the same bytes and no
value can become a second line of the header.

File names stand twice, as mail programs differ: `filename*` (RFC 2231) for those that follow the
standard, and `name` as an encoded word (RFC 2047) for those that only know that. A plain `filename`
beside `filename*` is left out on purpose: half of the parsers would take it first.
"""

import base64
import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime

_UNFIT = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_ADDRESS = re.compile(r"[!-~]+@[!-~]+", re.ASCII)
_IDENTITY = re.compile(r"<[!-;=?-~]+@[!-;=?-~]+>", re.ASCII)
_PLAIN = re.compile(r"[A-Za-z0-9 ,.:;/()+_-]*", re.ASCII)
_TOKEN = re.compile(r"[A-Za-z0-9!#$&^_.+/-]+", re.ASCII)
# An encoded word is 75 characters at most; a Chinese character takes three bytes of it.
_WORD_BYTES = 42
_LINE = 76


@dataclass(frozen=True, slots=True)
class Attached:
    """One file: its name for the reader, type, bytes."""

    name: str
    media: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Letter:
    """Everything that a message says. Addresses and ids were checked before; they are checked again."""

    identity: str
    sender_name: str
    sender: str
    to: tuple[str, ...]
    copy_to: tuple[str, ...]
    subject: str
    date: datetime
    languages: tuple[str, ...]
    text: str
    html: str
    references: tuple[str, ...] = ()
    extra: tuple[tuple[str, str], ...] = ()


class UnfitHeader(ValueError):
    """A value that may not stand in a header."""


def message_bytes(letter: Letter, attached: Sequence[Attached]) -> bytes:
    """The whole message, lines ending in CRLF, seven bits only. Raises UnfitHeader."""
    seed = hashlib.sha256(letter.identity.encode()).hexdigest()
    outer, inner = f"=_jibao_{seed[:32]}", f"=_jibao_{seed[32:]}"
    parts = [
        *_headers(letter),
        "MIME-Version: 1.0",
        f'Content-Type: multipart/mixed;\r\n boundary="{outer}"',
        "",
        f"--{outer}",
        f'Content-Type: multipart/alternative;\r\n boundary="{inner}"',
        "",
        f"--{inner}",
        *_text("plain", letter.text),
        f"--{inner}",
        *_text("html", letter.html),
        f"--{inner}--",
    ]
    blocks = ["\r\n".join(parts).encode("ascii") + b"\r\n"]
    blocks += (f"--{outer}\r\n".encode("ascii") + _attachment(file) for file in attached)
    blocks.append(f"--{outer}--\r\n".encode("ascii"))
    return b"".join(blocks)


def _headers(letter: Letter) -> Iterator[str]:
    yield f"Date: {format_datetime(letter.date)}"
    yield f"From: {_mailbox(letter.sender_name, letter.sender)}"
    for name, addresses in (("To", letter.to), ("Cc", letter.copy_to)):
        if addresses:
            yield f"{name}: " + ",\r\n ".join(_address(a) for a in addresses)
    yield f"Subject: {encoded(letter.subject, len('Subject: '))}"
    yield f"Message-ID: {_identity(letter.identity)}"
    if letter.references:
        yield f"In-Reply-To: {_identity(letter.references[-1])}"
        yield "References: " + "\r\n ".join(_identity(i) for i in letter.references)
    yield f"Content-Language: {', '.join(_token(lang) for lang in letter.languages)}"
    yield "Auto-Submitted: auto-generated"
    for name, value in letter.extra:
        yield f"{_token(name)}: {_token(value)}"


def _text(kind: str, words: str) -> list[str]:
    data = words.replace("\r\n", "\n").replace("\n", "\r\n").encode("utf-8")
    return [
        f"Content-Type: text/{kind}; charset=utf-8",
        "Content-Transfer-Encoding: base64",
        "",
        _base64(data).decode("ascii").rstrip("\r\n"),
    ]


def _attachment(file: Attached) -> bytes:
    name = _one_line(file.name)
    head = (
        f"Content-Type: {_token(file.media)};\r\n"
        f' name="{encoded(name, 7)}"\r\n'
        "Content-Transfer-Encoding: base64\r\n"
        "Content-Disposition: attachment;\r\n"
        f" filename*=UTF-8''{_percent(name)}\r\n\r\n"
    )
    return head.encode("ascii") + _base64(file.data)


def _percent(name: str) -> str:
    """RFC 2231: every byte but letters, digits and .-_ as %XX."""
    return "".join(
        chr(b) if chr(b).isalnum() and b < 128 or chr(b) in ".-_" else f"%{b:02X}"
        for b in name.encode("utf-8")
    )


def _base64(data: bytes) -> bytes:
    return base64.encodebytes(data).replace(b"\n", b"\r\n")


def encoded(words: str, begun: int = 0) -> str:
    """A header's words: as they are where they are plain and short, else as encoded words, folded.
    `begun`: characters that the line has already."""
    text = _one_line(words)
    if _PLAIN.fullmatch(text) and begun + len(text) <= _LINE:
        return text
    return "\r\n ".join(_encoded_word(piece) for piece in _pieces(text, _WORD_BYTES))


def _encoded_word(piece: str) -> str:
    return f"=?UTF-8?B?{base64.b64encode(piece.encode('utf-8')).decode('ascii')}?="


def _pieces(text: str, most: int) -> Iterator[str]:
    """Cut between characters, so that each piece can be decoded by itself."""
    piece, size = "", 0
    for character in text:
        width = len(character.encode("utf-8"))
        if size + width > most:
            yield piece
            piece, size = "", 0
        piece, size = piece + character, size + width
    yield piece


def _one_line(words: str) -> str:
    if _UNFIT.search(words):
        raise UnfitHeader(f"may not stand in a header: {words!r}")
    return words


def _mailbox(name: str, address: str) -> str:
    return f"{_encoded_phrase(name)}\r\n <{_address(address)}>" if name else _address(address)


def _encoded_phrase(name: str) -> str:
    """A display name, always as encoded words: then no comma or quotation mark in it can matter."""
    return "\r\n ".join(_encoded_word(piece) for piece in _pieces(_one_line(name), _WORD_BYTES))


def _address(address: str) -> str:
    if not _ADDRESS.fullmatch(address) or set(address) & set('<>,;:"()[]\\'):
        raise UnfitHeader(f"not an address: {address!r}")
    return address


def _identity(identity: str) -> str:
    if not _IDENTITY.fullmatch(identity):
        raise UnfitHeader(f"not a Message-ID: {identity!r}")
    return identity


def _token(word: str) -> str:
    if not _TOKEN.fullmatch(word):
        raise UnfitHeader(f"not a plain word: {word!r}")
    return word
