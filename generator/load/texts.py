"""What an office tells its data with: templates, catalogues, handwritten pages, worked examples, the theme's
files."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.domain.assets import is_asset
from generator.domain.errors import UsageError
from generator.domain.text import Lang, Text
from generator.load.catalogue import load_catalogue
from generator.load.product import find, find_all, own_files
from generator.load.regular import read_source


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


def load_texts(folder: Path, langs: Sequence[Lang]) -> ProjectTexts:
    """Reads them all, for the languages that are published. Raises EnvironmentFault for a file that cannot be
    read as UTF-8, and UsageError where the worked examples are no table."""
    outdated = is_outdated(folder)
    # Scripts and style sheets belong to the templates.
    assets = _assets(find_all(folder, "site_src/assets"))
    assets |= _assets(find_all(own_files(""), "site_src/assets")) if outdated else {}
    return ProjectTexts(
        catalogues={lang: load_catalogue(folder, lang) for lang in langs},
        pages=load_templates(folder, "pages"),
        bulletin=load_templates(folder, "bulletin"),
        styles={
            lang: [read_source(find(folder, f"templates/bulletin/{n}.css")) for n in ("bulletin", looks)]
            for lang in langs
            for looks in ["zh" if lang == "zh" else "en"]
        },
        handwritten=load_handwritten(folder, langs),
        examples=load_examples(folder),
        assets=assets,
        outdated=outdated,
    )


def load_templates(folder: Path, kind: str) -> dict[str, str]:
    """Template name → source, of `templates/<kind>/`; the program's alone where the project's are of an
    earlier version that no page fits any more."""
    if kind == "pages" and is_outdated(folder):
        return own_templates(kind)
    return _templates(find_all(folder, f"templates/{kind}"))


def own_templates(kind: str) -> dict[str, str]:
    """The program's own."""
    return _templates(find_all(own_files(""), f"templates/{kind}"))


def is_outdated(folder: Path) -> bool:
    """Whether a project's page templates are of before there was `picture.md.j2`: what they show is made no
    more, or handed to them in another way."""
    parts = folder / "templates" / "pages" / "parts.md.j2"
    return parts.is_file() and "picture.md.j2" not in read_source(parts)


def _templates(files: Mapping[str, Path]) -> dict[str, str]:
    return {name: read_source(path) for name, path in files.items() if "/" not in name}


def load_handwritten(folder: Path, langs: Sequence[Lang]) -> dict[Lang, dict[str, str]]:
    """Per language, page path → Markdown: `site_src/zh/method.md` is the page `method`. One that a language
    beside Chinese has not stands in English."""
    return {
        lang: {
            name.removesuffix(".md"): read_source(path)
            for name, path in {
                **find_all(folder, "site_src/zh" if lang == "zh" else "site_src/en"),
                **find_all(folder, f"site_src/{lang}"),
            }.items()
            if name.endswith(".md")
        }
        for lang in langs
    }


def load_examples(folder: Path) -> list[dict[str, str]]:
    """The method's worked examples, as given."""
    path = find(folder, "data/method/worked_examples.csv")
    try:
        return list(csv.DictReader(io.StringIO(read_source(path), newline="")))
    except csv.Error as error:
        raise UsageError(Text(f"{path}：不是规范的CSV（{error}）", f"{path}: not CSV ({error})")) from error


def _assets(files: Mapping[str, Path]) -> dict[str, bytes]:
    return {name: path.read_bytes() for name, path in files.items() if path.is_file() and is_asset(name)}
