"""What MkDocs reads and writes: its documents are handed over as they are, with no folder of them on the
disk; what it has written is counted, and what has not changed gets its old file back.

tests/test_mkdocs_files.py compares the result with a plain `mkdocs build` of the same documents on the disk.
"""

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import cast

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from generator.domain.assets import is_asset
from generator.publish.output.placing import place
from generator.publish.site.lean import ASSETS, is_wanted, lean_asset

Documents = Mapping[str, str | bytes]


def _walked(path: str) -> tuple[tuple[int, bool, str], ...]:
    """Sorts paths as MkDocs finds them: of each folder the files, index pages first, then its folders."""
    *folders, name = PurePosixPath(path).parts
    index = PurePosixPath(name).stem in ("index", "README")
    return (*((1, False, folder) for folder in folders), (0, not index, name))


@dataclass
class Placed:
    """Where one build puts its files. `before`: the folder of the tree that stands now, whose unchanged files
    get a second name instead of a copy; `up`: the way to the site's root, where `assets/` stands once for
    all languages; `sums`: path → SHA-256 of what was written."""

    site: Path
    before: Path | None
    up: str = ""
    sums: dict[str, str] = field(default_factory=dict)
    _folders: set[Path] = field(default_factory=set)

    def write(self, path: str, data: bytes) -> None:
        """One file, new or as before."""
        target = self.site / path
        if target.parent not in self._folders:
            target.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(target.parent)
        place(target, data, None if self.before is None else self.before / path)
        self.sums[path] = hashlib.sha256(data).hexdigest()

    def settle(self) -> None:
        """What MkDocs has written itself: its pages, and the theme's own files."""
        for folder, _, names in os.walk(self.site):
            for name in names:
                path = Path(folder, name)
                inside = path.relative_to(self.site).as_posix()
                if inside not in self.sums:
                    data = path.read_bytes()
                    if self.before is not None and (self.before / inside).is_file():
                        path.unlink()
                        self.write(inside, data)
                    self.sums[inside] = hashlib.sha256(data).hexdigest()


class Document(File):
    """One of our documents. What is no page is written by `placed`, which knows what has not changed."""

    placed: Placed

    def copy_file(self, dirty: bool = False) -> None:
        """In place of MkDocs' own way of writing it. What stands at the site's root already is only there to
        be linked to."""
        if not (self.placed.up and self.dest_uri.startswith(ASSETS)):
            self.placed.write(self.dest_uri, self.content_bytes)


def hand_over(documents: Documents, files: Files, config: MkDocsConfig, placed: Placed) -> Files:
    """All files of one build: those of the theme that MkDocs has found, and `documents` as if they stood in
    the docs folder. Of the project's own theme, assets and templates only: MkDocs would put anything that
    lies there on the web."""
    own = os.path.normpath(config.theme.custom_dir or "")
    searched = any("search" in name for name in config.plugins)
    shown = [
        f
        for f in files
        if f.src_uri not in documents
        and (os.path.normpath(f.src_dir or "") != own or is_asset(f.src_uri) or f.src_uri.endswith(".xml"))
        and is_wanted(f.src_uri, searched=searched)
        and not (placed.up and f.src_uri.startswith(ASSETS))
    ]
    for file in shown:
        if file.src_uri.endswith((".css", ".js")):
            file.content_bytes = lean_asset(file.content_bytes)
    handed = []
    for path in sorted(documents, key=_walked):
        document = cast(Document, Document.generated(config, path, content=documents[path]))
        document.placed = placed
        handed.append(document)
    return Files([*handed, *shown])
