"""What MkDocs reads and writes: its documents are handed over as they are, with no folder of them on the
disk; what it has written is counted, and what has not changed gets its old file back.

tests/test_mkdocs_files.py compares the result with a plain `mkdocs build` of the same documents on the disk.
"""

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from generator.domain.assets import is_asset
from generator.publish.output.placing import place

Documents = Mapping[str, str | bytes]


def _walked(path: str) -> tuple[tuple[int, bool, str], ...]:
    """Sorts paths as MkDocs finds them: of each folder the files, index pages first, then its folders."""
    *folders, name = PurePosixPath(path).parts
    index = PurePosixPath(name).stem in ("index", "README")
    return (*((1, False, folder) for folder in folders), (0, not index, name))


def hand_over(documents: Documents, files: Files, config: MkDocsConfig) -> Files:
    """All files of one build: those of the theme that MkDocs has found, and `documents` as if they stood in
    the docs folder. Of the project's own theme, assets and templates only: MkDocs would put anything that
    lies there on the web."""
    own = os.path.normpath(config.theme.custom_dir or "")
    shown = (
        f
        for f in files
        if f.src_uri not in documents
        and (os.path.normpath(f.src_dir or "") != own or is_asset(f.src_uri) or f.src_uri.endswith(".xml"))
    )
    handed = (
        File.generated(config, path, content=documents[path]) for path in sorted(documents, key=_walked)
    )
    return Files([*handed, *shown])


def settle(site: Path, before: Path | None) -> dict[str, str]:
    """Path → SHA-256 of everything that was written. `before`: the folder of the tree that stands now, whose
    unchanged files get a second name instead."""
    sums: dict[str, str] = {}
    for folder, _, names in os.walk(site):
        for name in names:
            path = Path(folder, name)
            data, inside = path.read_bytes(), path.relative_to(site).as_posix()
            sums[inside] = hashlib.sha256(data).hexdigest()
            if before is not None and (before / inside).is_file():
                path.unlink()
                place(path, data, before / inside)
    return sums
