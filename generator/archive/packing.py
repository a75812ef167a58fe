"""A release to download: one file, but for its bulletins, which stand beside it and are packed already."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from generator.archive.bags import ProvedBag
from generator.archive.ledger import LEDGER, ledger_text
from generator.archive.reading import BULLETINS, Sealed
from generator.archive.sealing import PUBLIC
from generator.domain.release import Line, SealedRelease

# A ZIP knows no time zone and no year before 1980; the day of sealing, at noon.
_NOON = (12, 0, 0)


def bag_zip(archive: Path, release: SealedRelease, lines: Sequence[Line]) -> bytes:
    """The public bag and the ledger up to it as an archive folder of one release, without the bulletins,
    which stand at the release's own address: unpack it, put them in their place, and `jibao verify <release>
    --archive` or sha256sum proves it. The same bytes whatever is sealed later."""
    bag = ProvedBag(Sealed(archive, release).folder / PUBLIC, release.root)
    roots = [line.root if isinstance(line, SealedRelease) else "" for line in lines]
    # Releases of before there were fronts are packed as they always were.
    apart = f"{BULLETINS}/" if release.front_root else "\n"
    paths = [path for path in bag.files if not path.startswith(apart)]
    files = {f"{release.id}/{PUBLIC}/{path}": bag.content(path) for path in paths}
    files[LEDGER] = ledger_text(lines[: roots.index(release.root) + 1])
    return _zip(files, release)


def _zip(files: Mapping[str, bytes], release: SealedRelease) -> bytes:
    held = io.BytesIO()
    day = release.sealed
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:
        for path, data in files.items():
            name = zipfile.ZipInfo(path, (day.year, day.month, day.day, *_NOON))
            name.external_attr = 0o100644 << 16
            # What is packed already is only copied; a PDF is so in part.
            packed = path.endswith((".gz", ".woff2", ".png"))
            name.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
            out.writestr(name, data)
    return held.getvalue()
