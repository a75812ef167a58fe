"""`locale/<lang>/LC_MESSAGES/jibao.po` → msgid → words. English is the msgid itself, and has a catalogue only
where an office gives it one."""

import io
import os
import re
from pathlib import Path

from babel.core import Locale, UnknownLocaleError
from babel.messages.pofile import PoFileError, read_po

from generator.domain.errors import EnvironmentFault
from generator.domain.text import FORM, LANGS, Lang, Text
from generator.load.product import own_files
from generator.load.regular import read_source

_NAME = "locale/{lang}/LC_MESSAGES/jibao.po"
_LANG = re.compile(r"[a-z]{2,3}")


def spoken(folder: Path) -> tuple[Lang, ...]:
    """The languages that a site of this project can be in: ours, and each with a catalogue of the program's
    or of the project's."""
    places = (own_files("locale"), folder / "locale")
    found = {p.name for place in places if place.is_dir() for p in place.iterdir() if _LANG.fullmatch(p.name)}
    return (*LANGS, *sorted(lang for lang in found - {*LANGS} if _files(folder, lang)))


def load_catalogue(folder: Path, lang: Lang) -> dict[str, str]:
    """The catalogue of one language; what it has no words for is said in English, whose words are the
    msgids. What a project has no words for of its own is said in the program's. Below a msgid and `FORM` with
    a number stand its plural forms, and below `FORM` alone the rule for them."""
    found: dict[str, str] = {}
    for path in _files(folder, lang):
        found |= _words(path, lang)
    return found


def _files(folder: Path, lang: Lang) -> list[Path]:
    name = _NAME.format(lang=lang)
    return [path for path in dict.fromkeys((own_files(name), folder / name)) if os.path.lexists(path)]


def _words(path: Path, lang: Lang) -> dict[str, str]:
    try:
        known: str | None = str(Locale.parse(lang))
    except UnknownLocaleError:  # its own header has the plural rule
        known = None
    try:
        catalogue = read_po(io.BytesIO(read_source(path).encode()), locale=known, abort_invalid=True)
    except (PoFileError, ValueError) as error:
        raise EnvironmentFault(
            Text(f"{path}：不是规范的PO文件（{error}）", f"{path}: not a PO file ({error})")
        ) from error
    found = {FORM: catalogue.plural_expr}
    for m in catalogue:
        one = m.id if isinstance(m.id, str) else m.id[0]
        forms = (m.string,) if isinstance(m.string, str) else tuple(m.string or ())
        if one and forms and forms[0]:
            found[one] = forms[0]
        if one and not isinstance(m.id, str):
            found |= {f"{one}{FORM}{number}": form for number, form in enumerate(forms) if form}
    return found
