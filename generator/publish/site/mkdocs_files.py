"""What MkDocs reads and writes, with no folder of documents between: its pages and files are handed over
as they are, and what it makes is put in place as `placing` does.

Replaced for the time of one build are MkDocs' list of its documents, its list of the theme's files, and how
it writes a file. tests/test_mkdocs_files.py compares the result with a plain `mkdocs build` of the same
documents on the disk.
"""

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

import jinja2
import mkdocs.commands.build as builder
from mkdocs import utils
from mkdocs.structure.files import File, Files, set_exclusions

from generator.domain.assets import is_asset
from generator.publish.output.placing import place

_TEMPLATES = (".html", ".xml")
Documents = Mapping[str, str | bytes]


class Placed:
    """Where one build puts its files. `before`: the folder of the tree that stands now, if any; `sums`:
    path → SHA-256 of everything that went through here."""

    def __init__(self, site: Path, before: Path | None) -> None:
        self._site, self._before = f"{site}{os.sep}", None if before is None else f"{before}{os.sep}"
        self._folders: set[str] = set()
        self.sums: dict[str, str] = {}

    def write(self, content: bytes, output_path: str) -> None:
        """As MkDocs' own `write_file`."""
        folder, path = os.path.dirname(output_path), output_path.removeprefix(self._site)
        if folder not in self._folders:
            os.makedirs(folder, exist_ok=True)
            self._folders.add(folder)
        place(output_path, content, None if self._before is None else self._before + path)
        self.sums[path.replace(os.sep, "/")] = hashlib.sha256(content).hexdigest()


def _walked(path: str) -> tuple[tuple[int, bool, str], ...]:
    """Sorts paths as MkDocs finds them: of each folder the files, index pages first, then its folders."""
    *folders, name = PurePosixPath(path).parts
    index = PurePosixPath(name).stem in ("index", "README")
    return (*((1, False, folder) for folder in folders), (0, not index, name))


def _listed(documents: Documents) -> Callable[[Any], Files]:
    """In place of MkDocs' walk through the docs folder."""

    def get_files(config: Any) -> Files:
        found = []
        for path in sorted(documents, key=_walked):
            file = File(path, config.docs_dir, config.site_dir, config.use_directory_urls)
            file._content = documents[path]
            found.append(file)
        set_exclusions(found, config)
        return Files(found)

    return get_files


def _shown_templates(loader: jinja2.FileSystemLoader) -> list[str]:
    """What the theme's folders hold, without what begins with a dot: MkDocs throws that away after it
    has listed it, and the theme keeps ten thousand icons there. Of the project's own, which come first,
    templates and assets only: MkDocs would put anything else on the web."""
    found: set[str] = set()
    own = loader.searchpath[0] if len(loader.searchpath) > 1 else ""
    for root in loader.searchpath:
        for folder, folders, names in os.walk(root):
            folders[:] = [name for name in folders if not name.startswith(".")]
            inside = os.path.relpath(folder, root).replace(os.sep, "/")
            shown = [name for name in names if not name.startswith(".")]
            if root == own:
                shown = [name for name in shown if name.endswith(_TEMPLATES) or is_asset(name)]
            found.update(name if inside == "." else f"{inside}/{name}" for name in shown)
    return sorted(found)


@contextmanager
def handed_over(documents: Documents, placed: Placed) -> Iterator[None]:
    """MkDocs of this process, for the time of one build."""

    def copy_file(file: File, dirty: bool = False) -> None:
        placed.write(file.content_bytes, file.abs_dest_path)

    replaced: list[tuple[Any, str, Any]] = [
        (builder, "get_files", _listed(documents)),
        (utils, "write_file", placed.write),
        (File, "copy_file", copy_file),
        (jinja2.FileSystemLoader, "list_templates", _shown_templates),
    ]
    kept = [getattr(owner, name) for owner, name, _ in replaced]
    for owner, name, ours in replaced:
        setattr(owner, name, ours)
    try:
        yield
    finally:
        for (owner, name, _), theirs in zip(replaced, kept, strict=True):
            setattr(owner, name, theirs)
