"""What an office tells its data with: templates, catalogues, handwritten pages, worked examples, the theme's
files."""

import csv
import io
import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.domain.assets import is_asset
from generator.domain.errors import UsageError
from generator.domain.text import LANGS, Lang, Text
from generator.load.catalogue import load_catalogue
from generator.load.regular import own_files, read_source


@dataclass(frozen=True)
class ProjectTexts:
    """All of it as text or bytes; nothing of it is data. `catalogues`: language → msgid → words;
    `pages`, `bulletin`: template name → source; `styles`: the style sheets of a language's bulletins;
    `handwritten`: language → page path → Markdown; `examples`: the method's, row by row; `assets`:
    path below `site_src/assets/` → content; `outdated`: the project's own page templates were passed over."""

    catalogues: Mapping[Lang, Mapping[str, str]]
    pages: Mapping[str, str]
    bulletin: Mapping[str, str]
    styles: Mapping[Lang, Sequence[str]]
    handwritten: Mapping[Lang, Mapping[str, str]]
    examples: Sequence[Mapping[str, str]]
    assets: Mapping[str, bytes]
    outdated: bool = False


def load_texts(folder: Path) -> ProjectTexts:
    """Reads them all. Raises EnvironmentFault for a file that cannot be read as UTF-8, and UsageError where
    the worked examples are no table."""
    printed = folder / "templates" / "bulletin"
    outdated = is_outdated({p.name for p in (folder / "templates" / "pages").glob("*")}, "pages")
    # Scripts and style sheets belong to the templates.
    assets = _assets(folder / "site_src" / "assets")
    assets |= _assets(own_files("site_src/assets")) if outdated else {}
    return ProjectTexts(
        catalogues={lang: load_catalogue(folder, lang) for lang in LANGS},
        pages=load_templates(folder, "pages"),
        bulletin=load_templates(folder, "bulletin"),
        styles={
            lang: [read_source(printed / f"{name}.css") for name in ("bulletin", lang)] for lang in LANGS
        },
        handwritten=load_handwritten(folder),
        examples=load_examples(folder),
        assets=assets,
        outdated=outdated,
    )


def load_templates(folder: Path, kind: str) -> dict[str, str]:
    """Template name → source, of `templates/<kind>/`; the program's own where the project's are of an earlier
    version that no page fits any more."""
    found = _templates(folder / "templates" / kind)
    return own_templates(kind) if is_outdated(found, kind) else found


def own_templates(kind: str) -> dict[str, str]:
    """The program's own."""
    return _templates(own_files(f"templates/{kind}"))


def is_outdated(templates: Collection[str], kind: str) -> bool:
    """Whether a project's page templates are of before there was `picture.md.j2`: what they show is made no
    more, or handed to them in another way."""
    return kind == "pages" and "picture.md.j2" not in templates


def _templates(base: Path) -> dict[str, str]:
    return {p.name: read_source(p) for p in sorted(base.glob("*")) if not p.is_dir()}


def load_handwritten(folder: Path) -> dict[Lang, dict[str, str]]:
    """Per language, page path → Markdown: `site_src/zh/method.md` is the page `method`."""
    return {
        lang: {
            p.relative_to(folder / "site_src" / lang).with_suffix("").as_posix(): read_source(p)
            for p in sorted((folder / "site_src" / lang).rglob("*.md"))
        }
        for lang in LANGS
    }


def load_examples(folder: Path) -> list[dict[str, str]]:
    """The method's worked examples, as given."""
    path = folder / "data" / "method" / "worked_examples.csv"
    if not os.path.lexists(path):
        return []
    try:
        return list(csv.DictReader(io.StringIO(read_source(path), newline="")))
    except csv.Error as error:
        raise UsageError(Text(f"{path}：不是规范的CSV（{error}）", f"{path}: not CSV ({error})")) from error


def _assets(folder: Path) -> dict[str, bytes]:
    found = {p.relative_to(folder).as_posix(): p for p in sorted(folder.rglob("*")) if p.is_file()}
    return {name: file.read_bytes() for name, file in found.items() if is_asset(name)}
