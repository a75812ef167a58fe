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
from generator.domain.text import Text

VARIABLE = "JIBAO_SMTP_URL"
_KEYRING = "jibao"
_SCHEMES = {"smtps": ("tls", 465), "smtp+starttls": ("starttls", 587), "smtp+plain": ("plain", 25)}
_FORM = Text(
    "smtps://用户:密码@主机:端口，smtp+starttls://…，或仅限本机的smtp+plain://…",
    "smtps://user:password@host:port, smtp+starttls://… or, on this machine only, smtp+plain://…",
)
_NO_ADDRESS = Text(f"{VARIABLE}：写法不对，请写{_FORM.zh}", f"{VARIABLE}: not an address; write {_FORM.en}")
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
        raise UsageError(
            Text(
                f"没有邮件服务器：请设{VARIABLE}（{_FORM.zh}），或用--dry-run试办",
                f"no mail server: set {VARIABLE} ({_FORM.en}), or use --dry-run",
            )
        )
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
        name = type(error).__name__
        raise EnvironmentFault(
            Text(f"系统的密钥环无法读取（{name}）", f"the key-ring cannot be read ({name})")
        ) from None


def server_of(url: str) -> Server:
    """The server that a URL names. Raises UsageError without repeating any part of it."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
        host.encode("idna")  # as the connection will do it
    except ValueError:
        raise UsageError(_NO_ADDRESS) from None
    if parts.scheme not in _SCHEMES or not host:
        raise UsageError(_NO_ADDRESS)
    if parts.path not in ("", "/") or parts.query or parts.fragment:
        raise UsageError(
            Text(
                f"{VARIABLE}：主机和端口后面还有内容；密码里的/ ? #要写成%2F %3F %23",
                f"{VARIABLE}: something stands behind host and port; "
                "write / ? # in a password as %2F %3F %23",
            )
        )
    if any(ord(c) < 32 or ord(c) == 127 for c in user + password):
        raise UsageError(
            Text(
                f"{VARIABLE}：用户名或密码里有控制字符",
                f"{VARIABLE}: a control character in user or password",
            )
        )
    mode, usual = _SCHEMES[parts.scheme]
    if mode == "plain" and not _is_this_machine(host):
        raise UsageError(
            Text(
                f"{VARIABLE}：smtp+plain只能用于本机（127.0.0.1），请改用smtps",
                f"{VARIABLE}: smtp+plain is for this machine only (127.0.0.1); use smtps",
            )
        )
    return Server(host, usual if port is None else port, mode, user, password)


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
