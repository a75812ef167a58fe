"""`locale/<lang>/LC_MESSAGES/jibao.po` → msgid → words. English is the msgid itself."""

from pathlib import Path

from babel.messages.pofile import read_po

from generator.domain.errors import EnvironmentFault, system_fault
from generator.domain.text import Lang


def load_catalogue(folder: Path, lang: Lang) -> dict[str, str]:
    """The catalogue of one language; empty for English, whose words are the msgids."""
    if lang == "en":
        return {}
    path = folder / "locale" / lang / "LC_MESSAGES" / "jibao.po"
    try:
        with path.open("rb") as stream:
            catalogue = read_po(stream, locale=lang)
    except OSError as error:
        raise EnvironmentFault(system_fault(error, path)) from error
    return {str(m.id): str(m.string) for m in catalogue if m.id and m.string}
