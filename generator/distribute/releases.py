"""All that distributing asks of the archive: which release, is it whole, its files byte by byte."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

from generator.archive.ledger import read_ledger
from generator.archive.reading import SITE, SOURCE, Rows, Sealed, find_release, read_table
from generator.archive.verifying import verify
from generator.domain.change import Change
from generator.domain.errors import OutputFault
from generator.domain.release import Fault, SealedRelease, in_public, successor_of, versions_of
from generator.domain.text import Text

_LINE = re.compile(r"([0-9a-f]{64})  (.+)")


class ReleaseFiles:
    """A sealed release that was proved whole just now. What it hands out is compared with the bag's
    manifest once more, so that nothing that is sent was touched since."""

    def __init__(self, archive: Path, wanted: str, plan: str = "") -> None:
        """Raises UsageError where there is no such release."""
        releases = read_ledger(archive)
        self.release = find_release(releases, wanted, plan)
        # A newer version of the same quarter: then this one is not to be sent any more.
        self.newer = successor_of(releases, self.release)
        own = in_public(versions_of(releases, self.release.plan, self.release.quarter))
        earlier = [r for r in own if r.version < self.release.version]
        self.before: SealedRelease | None = earlier[-1] if earlier else None
        self._sealed = Sealed(archive, self.release)
        self._archive = archive

    def prove(self) -> Sequence[Fault]:
        """What is not as it was sealed; nothing may be sent then. Reads every byte. Of a front, lost or not,
        nothing is sent."""
        return [f for f in verify(self._archive, [self.release.id]).faults if f.code != "front-lost"]

    @property
    def plans(self) -> Path:
        """The plans as they stood when the release was sealed."""
        return self._sealed.public / SOURCE / "data" / "plans"

    @property
    def data(self) -> Path:
        """The folder that holds site.yml and the vocabulary, as of then."""
        return self._sealed.public / SOURCE / "data"

    def changes(self) -> Sequence[Change]:
        """What the release changed of the version before."""
        return self._sealed.changes()

    def holds(self, path: str) -> bool:
        """Whether the release's site has that file."""
        return self._name(path) in self._sums

    def size(self, path: str) -> int:
        """Bytes of a file of the release's site."""
        return (self._sealed.site / path).stat().st_size

    def table(self, path: str) -> Rows:
        """A table of the release's site, row by row."""
        return read_table(self._sealed.site / path)

    def read(self, path: str) -> bytes:
        """A file of the release's site. Raises OutputFault where it is not the sealed one."""
        data = (self._sealed.site / path).read_bytes()
        if hashlib.sha256(data).hexdigest() != self._sums.get(self._name(path)):
            raise OutputFault(
                Text(
                    f"{self.release.id}：{path}与封存时不同，不再继续发送",
                    f"{self.release.id}: {path} is not as it was sealed; nothing more is sent",
                )
            )
        return data

    @staticmethod
    def _name(path: str) -> str:
        return f"data/{SITE}/{path}"

    @cached_property
    def _sums(self) -> Mapping[str, str]:
        text = (self._sealed.public.parent / "manifest-sha256.txt").read_text(encoding="utf-8")
        return {m[2]: m[1] for m in map(_LINE.fullmatch, text.splitlines()) if m}
