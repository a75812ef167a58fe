"""Where mail is handed in, from the environment or the system's key-ring; never from a file.

    smtps://user:password@host:465            TLS from the first byte
    smtp+starttls://user:password@host:587    TLS before anything is said; refused where not offered
    smtp+plain://127.0.0.1:25                 no TLS, only to a server on this machine

Characters such as @ : / % # in user or password are percent-encoded. No message of this module ever
repeats the address it was given: the password stands in it.
"""

import base64
import importlib
import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from generator.domain.errors import EnvironmentFault, UsageError

VARIABLE = "JIBAO_SMTP_URL"
_KEYRING = "jibao"
_SCHEMES = {"smtps": ("tls", 465), "smtp+starttls": ("starttls", 587), "smtp+plain": ("plain", 25)}
_FORM = "smtps://user:password@host:port, smtp+starttls://… or, on this machine only, smtp+plain://…"
_HIDDEN = "***"


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server and how to log in there."""

    host: str
    port: int
    mode: str
    user: str = ""
    password: str = field(default="", repr=False)

    def scrubbed(self, words: str) -> str:
        """What a server said, without our own password in it, plain or as it goes over the line."""
        if not self.password:
            return words
        plain = (f"\0{self.user}\0{self.password}", self.password)
        coded = [base64.b64encode(w.encode("utf-8")).decode("ascii") for w in plain]
        for secret in (self.password, *coded):
            words = words.replace(secret, _HIDDEN)
        return words


def server_from(environment: Mapping[str, str]) -> Server:
    """The server named by JIBAO_SMTP_URL, or kept in the key-ring under jibao / JIBAO_SMTP_URL.
    Raises UsageError where there is none or it cannot be used."""
    url = environment.get(VARIABLE, "").strip() or _from_keyring()
    if not url:
        raise UsageError(f"no mail server: set {VARIABLE} ({_FORM}), or use --dry-run")
    return server_of(url)


def _from_keyring() -> str:
    try:
        keyring = importlib.import_module("keyring")
    except ImportError:
        return ""
    try:
        return str(keyring.get_password(_KEYRING, VARIABLE) or "")
    except Exception as error:
        # Each system's key-ring raises its own; without one there is simply no server.
        raise EnvironmentFault(f"the key-ring cannot be read ({type(error).__name__})") from None


def server_of(url: str) -> Server:
    """The server that a URL names. Raises UsageError without repeating any part of it."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
    except ValueError:
        raise UsageError(f"{VARIABLE}: not an address; write {_FORM}") from None
    if parts.scheme not in _SCHEMES or not host:
        raise UsageError(f"{VARIABLE}: not an address; write {_FORM}")
    if parts.path not in ("", "/") or parts.query or parts.fragment:
        raise UsageError(
            f"{VARIABLE}: something stands behind host and port; write / ? # in a password as %2F %3F %23"
        )
    if any(ord(c) < 32 or ord(c) == 127 for c in user + password):
        raise UsageError(f"{VARIABLE}: a control character in user or password")
    mode, usual = _SCHEMES[parts.scheme]
    if mode == "plain" and not _is_this_machine(host):
        raise UsageError(f"{VARIABLE}: smtp+plain is for this machine only (127.0.0.1); use smtps")
    return Server(host, port or usual, mode, user, password)


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
