"""One connection to a mail server, and one message over it, so that it is always known whether the
server can have taken the message.

A server takes a message at the single dot that ends it (RFC 5321, 4.1.1.4), and not a byte before.
So the dot is sent by itself: everything that fails before it certainly was not taken; only between
the dot and the server's answer can nobody tell.
"""

import base64
import re
import smtplib
import socket
import ssl
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from generator.distribute.server import Server
from generator.domain.errors import EnvironmentFault, system_words
from generator.domain.text import Text, seen_only

_BLOCK = 1 << 16
_DOTS = re.compile(rb"^\.", re.MULTILINE)
_LONGEST_WORDS = 400
_START, _TAKEN, _GO_ON = 354, 250, 334


class MailFault(EnvironmentFault):
    """The server cannot be used at all: its certificate, its TLS, our login. Trying again is no use."""


class NotSent(Exception):
    """The message was certainly not taken. `again`: whether trying later may help."""

    def __init__(self, words: str, again: bool) -> None:
        super().__init__(words)
        self.words, self.again = words, again


class InDoubt(Exception):
    """The dot went out, and no answer came back."""


class NoConnection(Exception):
    """Nobody answers there now; later perhaps."""

    def __init__(self, words: Text) -> None:
        super().__init__(words.en)
        self.words = words


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds. `answer`: any step; `taken`: the answer to the dot, which RFC 5321 gives ten minutes."""

    answer: float = 60.0
    taken: float = 600.0


@dataclass
class Taken:
    """What became of one message: who was accepted with the server's words, who was refused now or
    for good."""

    words: str = ""
    accepted: tuple[str, ...] = ()
    refused: dict[str, str] = field(default_factory=dict)
    later: dict[str, str] = field(default_factory=dict)


class Connection:
    """Open until `close`; after InDoubt or NotSent.broken it is closed already."""

    def __init__(self, server: Server, timeouts: Timeouts) -> None:
        self._server, self._timeouts = server, timeouts
        # The system's own certificates; SSL_CERT_FILE names a government's own authority.
        self._tls = ssl.create_default_context()
        self._tls.minimum_version = ssl.TLSVersion.TLSv1_2
        self._smtp: smtplib.SMTP | None = None

    @property
    def open(self) -> bool:
        """Whether a message can be handed over now."""
        return self._smtp is not None

    def connect(self) -> None:
        """Connects, makes it secret, logs in. Raises MailFault or NoConnection."""
        where = f"{self._server.host}:{self._server.port}"
        try:
            self._smtp = self._secret()
            if self._server.user:
                self._login(self._smtp)
        except ssl.SSLCertVerificationError as error:
            self.close()
            why = error.verify_message
            raise MailFault(
                Text(f"{where}：证书不可信：{why}", f"{where}: its certificate is not to be trusted: {why}")
            ) from None
        except ssl.SSLError as error:
            self.close()
            why = error.reason or ""
            raise MailFault(
                Text(
                    f"{where}：不能建立TLS连接：{why or '对方不按TLS应答'}",
                    f"{where}: no TLS: {why or 'it speaks another language'}",
                )
            ) from None
        except smtplib.SMTPAuthenticationError as error:
            self.close()
            words = self._said(error.smtp_code, error.smtp_error)
            if 400 <= error.smtp_code < 500 and error.smtp_code != 432:
                raise NoConnection(_at(where, words)) from None
            raise MailFault(
                Text(f"{where}：登录被拒绝：{words}", f"{where}: the login was refused: {words}")
            ) from None
        except smtplib.SMTPNotSupportedError:
            self.close()
            what = Text("STARTTLS", "STARTTLS") if self._server.mode == "starttls" else Text("登录", "login")
            raise MailFault(
                Text(
                    f"{where}：不提供{what.zh}；没有以明文发送任何内容",
                    f"{where}: it does not offer {what.en}; nothing was sent in the open",
                )
            ) from None
        except smtplib.SMTPResponseException as error:
            self.close()
            raise NoConnection(_at(where, self._said(error.smtp_code, error.smtp_error))) from None
        except OSError as error:  # the library's own are the system's too
            self.close()
            said = system_words(error)
            zh, en = self._clean(said.zh), self._clean(said.en)
            if isinstance(error, socket.gaierror):
                zh = "找不到这台主机"
            raise NoConnection(Text(f"{where}：{zh}", f"{where}: {en}")) from None

    def _secret(self) -> smtplib.SMTP:
        s, wait = self._server, self._timeouts.answer
        if s.mode == "tls":
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(s.host, s.port, timeout=wait, context=self._tls)
        else:
            smtp = smtplib.SMTP(s.host, s.port, timeout=wait)
        self._smtp = smtp
        smtp.ehlo_or_helo_if_needed()
        if s.mode == "starttls":
            if not smtp.has_extn("starttls"):
                raise smtplib.SMTPNotSupportedError
            code, words = smtp.starttls(context=self._tls)
            if code != 220:
                raise smtplib.SMTPResponseException(code, words)
            smtp.ehlo_or_helo_if_needed()
        return smtp

    def _login(self, smtp: smtplib.SMTP) -> None:
        """PLAIN or LOGIN in UTF-8 (RFC 4616): the library's own takes ASCII only, and its error would
        carry the password."""
        user, password = self._server.user, self._server.password
        offered = smtp.esmtp_features.get("auth", "").upper().split()
        if "PLAIN" in offered:
            code, words = smtp.docmd("AUTH", f"PLAIN {_coded(f'{chr(0)}{user}{chr(0)}{password}')}")
        elif "LOGIN" in offered:
            code, words = smtp.docmd("AUTH", "LOGIN")
            for secret in (user, password):
                if code == _GO_ON:
                    code, words = smtp.docmd(_coded(secret))
        else:
            raise smtplib.SMTPNotSupportedError
        if code not in (235, 503):
            raise smtplib.SMTPAuthenticationError(code, words)

    def send(
        self,
        sender: str,
        recipients: Sequence[str],
        message: bytes,
        identity: str,
        before: Callable[[tuple[str, ...]], None],
    ) -> Taken:
        """Hands over one message (lines end in CRLF). `before` is called with those who will get it,
        right before the dot. Raises NotSent or InDoubt."""
        smtp = self._smtp
        if smtp is None:
            raise NotSent("no connection", again=True)
        taken = Taken()
        try:
            willing = self._envelope(smtp, sender, recipients, len(message), identity, taken)
            if not willing:
                smtp.rset()
                return taken
            code, words = smtp.docmd("DATA")
            if code != _START:
                raise self._refused(smtp, code, words)
            body = _DOTS.sub(b"..", message)
            for start in range(0, len(body), _BLOCK):
                smtp.send(body[start : start + _BLOCK])
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            raise NotSent(self._clean(str(error)), again=True) from None
        before(willing)
        return self._dot(smtp, willing, taken)

    def _dot(self, smtp: smtplib.SMTP, willing: tuple[str, ...], taken: Taken) -> Taken:
        try:
            if smtp.sock is not None:
                smtp.sock.settimeout(self._timeouts.taken)
            smtp.send(b".\r\n")
            code, words = smtp.getreply()
            if smtp.sock is not None:
                smtp.sock.settimeout(self._timeouts.answer)
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            raise InDoubt(self._clean(str(error))) from None
        taken.words = self._said(code, words)
        if code == _TAKEN:
            taken.accepted = willing
        else:
            (taken.refused if code >= 500 else taken.later).update(dict.fromkeys(willing, taken.words))
            if code == 421:
                self.close()
        return taken

    def _envelope(
        self,
        smtp: smtplib.SMTP,
        sender: str,
        recipients: Sequence[str],
        size: int,
        identity: str,
        taken: Taken,
    ) -> tuple[str, ...]:
        """MAIL and RCPT; returns those whom the server takes."""
        notices = smtp.has_extn("dsn")
        options = [f"SIZE={size}"] if smtp.has_extn("size") else []
        options += ["RET=HDRS", f"ENVID={_xtext(identity)}"] if notices else []
        code, words = smtp.mail(sender, options)
        if code != _TAKEN:
            raise self._refused(smtp, code, words)
        willing = []
        for address in recipients:
            code, words = smtp.rcpt(address, ["NOTIFY=FAILURE,DELAY"] if notices else [])
            if code == 421:
                raise self._refused(smtp, code, words)
            if code in (250, 251):
                willing.append(address)
            else:
                (taken.refused if code >= 500 else taken.later)[address] = self._said(code, words)
        return tuple(willing)

    def _refused(self, smtp: smtplib.SMTP, code: int, words: bytes) -> NotSent:
        """The answer as an exception; the connection is ready for the next message, or closed."""
        if code == 421:
            self.close()
        else:
            smtp.rset()
        return NotSent(self._said(code, words), again=code < 500)

    def close(self) -> None:
        """Ends the connection; never raises."""
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            smtp.close()

    def quit(self) -> None:
        """Says goodbye, where anybody still listens."""
        if self._smtp is not None:
            try:
                self._smtp.quit()
            except (smtplib.SMTPException, OSError):
                self.close()
            self._smtp = None

    def _said(self, code: int, words: bytes | str) -> str:
        text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
        return self._clean(f"{code} {text}")

    def _clean(self, words: str) -> str:
        """A server's words on one line, without our password."""
        return seen_only(self._server.scrubbed(words))[:_LONGEST_WORDS]


def _at(where: str, words: str) -> Text:
    return Text(f"{where}：{words}", f"{where}: {words}")


def _coded(secret: str) -> str:
    return base64.b64encode(secret.encode("utf-8")).decode("ascii")


def _xtext(text: str) -> str:
    """RFC 3461, 4: what may not stand in a parameter, as +XX."""
    return "".join(c if "!" <= c <= "~" and c not in "+=" else f"+{ord(c):02X}" for c in text)
