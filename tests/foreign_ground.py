"""Projects of offices that are not ours, and every word of what is published of them: names of files, pages,
addresses and ids, data, search, feeds, workbooks, and the text, attachments and facts of PDFs."""

import html
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2

ROOT = Path(__file__).resolve().parent.parent
CASES = Path(__file__).parent / "cases"
CJK = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0002ffff]")
# Code and not words: the theme's own, and style sheets with the classes that they dress.
_CODE = re.compile(r"assets/(?:vendor/|javascripts/|stylesheets/)|.*\.(?:css|png|ico|woff2?|xml\.gz)$")
_CLASSES = re.compile(r"""\sclass=(?:"[^"]*"|'[^']*'|[^\s>]+)""")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")


def project_of(case: str, folder: Path) -> Path:
    """A case's data: all that a project is."""
    shutil.copytree(CASES / case / "data", folder / "data", dirs_exist_ok=True)
    if (ROOT / ".fonts").is_dir():
        (folder / ".fonts").symlink_to((ROOT / ".fonts").resolve(), target_is_directory=True)
    return folder


def given(case: str) -> str:
    """Everything that the office wrote."""
    files = sorted((CASES / case / "data").rglob("*"))
    return "\n".join([*(f.name for f in files), *(f.read_text("utf-8-sig") for f in files if f.is_file())])


def published(public: Path) -> Iterator[tuple[str, str]]:
    """Path → its words; the path is one of them."""
    for path in sorted(p for p in public.rglob("*") if p.is_file()):
        name = path.relative_to(public).as_posix()
        yield name, name
        if _CODE.match(name):
            continue
        if path.suffix == ".pdf":
            yield from ((f"{name}: {part}", words) for part, words in _of_pdf(path))
        elif zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as packed:
                # A workbook's theme lists faces of every script by the names they have there.
                for part in (n for n in packed.namelist() if not n.startswith("xl/theme/")):
                    yield (
                        f"{name}: {part}",
                        part + html.unescape(packed.read(part).decode("utf-8", "replace")),
                    )
        else:
            yield name, _told(path.read_text("utf-8-sig"))


def _told(text: str) -> str:
    plain = _ESCAPED.sub(lambda m: chr(int(m[1], 16)), text)
    return html.unescape(_CLASSES.sub(" ", plain))


def _of_pdf(path: Path) -> Iterator[tuple[str, str]]:
    document = pypdfium2.PdfDocument(path)
    try:
        yield "facts", repr(document.get_metadata_dict())
        for number, page in enumerate(document, start=1):
            yield f"page {number}", page.get_textpage().get_text_bounded()
        for number in range(document.count_attachments()):
            attached = document.get_attachment(number)
            yield "attached", attached.get_name() + bytes(attached.get_data()).decode("utf-8-sig")
    finally:
        document.close()
