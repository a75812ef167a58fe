"""`locale/<lang>/LC_MESSAGES/jibao.po` → msgid → words. English is the msgid itself."""

import io
import os
from pathlib import Path

from babel.messages.pofile import read_po

from generator.domain.text import Lang
from generator.load.product import own_files
from generator.load.regular import read_source


def load_catalogue(folder: Path, lang: Lang) -> dict[str, str]:
    """The catalogue of one language; empty for English, whose words are the msgids. What a project
    has no words for of its own is said in the program's."""
    if lang == "en":
        return {}
    name = f"locale/{lang}/LC_MESSAGES/jibao.po"
    own = folder / name
    return {**_words(own_files(name), lang), **(_words(own, lang) if os.path.lexists(own) else {})}


def _words(path: Path, lang: Lang) -> dict[str, str]:
    catalogue = read_po(io.BytesIO(read_source(path).encode()), locale=lang)
    return {str(m.id): str(m.string) for m in catalogue if m.id and m.string}
