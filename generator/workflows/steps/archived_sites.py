"""Sealed releases as the preview shows them: as they were sealed, out of their bags, and only what proves."""

from pathlib import Path

from generator.archive.bags import ProvedBag
from generator.archive.ledger import LEDGER, ledger_text, read_lines, releases_in
from generator.archive.packing import bag_zip
from generator.archive.reading import SITE, Sealed
from generator.archive.sealing import PUBLIC
from generator.archive.zipped import ENDING
from generator.domain.release import in_public


class ArchivedSites:
    """What lies below `releases/` of an archive's published folder, without its being there."""

    def __init__(self, archive: Path) -> None:
        self._archive = archive
        self._bags: dict[str, ProvedBag] = {}

    def __call__(self, path: str) -> bytes | None:
        """The file at a path, None where there is none. Raises SealedFault where it is not as sealed."""
        lines = read_lines(self._archive)
        if path == LEDGER:
            return ledger_text(lines) if lines else None
        name, _, inside = path.partition("/")
        packed = not inside and name.endswith(ENDING)
        known = {r.id: r for r in in_public(releases_in(lines))}
        release = known.get(name.removesuffix(ENDING) if packed else name)
        if release is None or not (packed or inside):
            return None
        if packed:
            return bag_zip(self._archive, release, lines)
        if release.root not in self._bags:
            folder = Sealed(self._archive, release).folder / PUBLIC
            self._bags[release.root] = ProvedBag(folder, release.root)
        bag = self._bags[release.root]
        return bag.content(f"data/{SITE}/{inside}") if f"data/{SITE}/{inside}" in bag.files else None
