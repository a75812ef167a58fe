"""What a plan calls its areas and its money, as our texts name it: `{sub_areas}` stands in them where the one
says townships and the other provinces."""

import re
from collections.abc import Mapping

from generator.domain.text import Lang, Text

_NOBODYS: Mapping[str, Text] = {
    "area": Text("地区", "area"),
    "areas": Text("地区", "areas"),
    "whole": Text("全域", "whole area"),
}
# Before a sound that is a vowel's; `a unit`, `a utility`.
_VOWEL = re.compile(r"[aeio]|u(?!ni|s|t)", re.IGNORECASE)
FIELDS = frozenset(
    {
        *("sub_area", "sub_areas", "a_sub_area", "sub_areas_short"),
        *("Sub_area", "Sub_areas", "A_sub_area", "Sub_areas_listed"),
        *("whole_area", "money", "money_zh", "context"),
    }
)
_FIELD = re.compile(r"\{(" + "|".join(sorted(FIELDS)) + r")\}")


def word_fields(words: Mapping[str, Text], lang: Lang) -> dict[str, str]:
    """Field → word. `words`: those of the plan (`Settings.words`); where a key is missing, a neutral one."""

    def word(key: str, instead: str = "") -> str:
        return words.get(key, _NOBODYS.get(key, Text())).of(lang) or instead

    one = word("area")
    many = one if "area" in words and "areas" not in words else word("areas")
    fields = {
        "sub_area": one,
        "sub_areas": many,
        "a_sub_area": one if lang == "zh" else f"{'an' if _VOWEL.match(one) else 'a'} {one}",
        "sub_areas_short": word("areas_short", many),
        "whole_area": word("whole"),
        "money": word("money"),
        "money_zh": words.get("money", Text()).zh,
        "context": word("context"),
    }
    fields["sub_areas_listed"] = word("areas_listed", many)
    begun = ("sub_area", "sub_areas", "a_sub_area", "sub_areas_listed")
    return fields | {name.capitalize(): fields[name][:1].upper() + fields[name][1:] for name in begun}


def in_words(text: str, fields: Mapping[str, str]) -> str:
    """A text of ours with the plan's words in it; all other fields are left to be filled in."""
    return _FIELD.sub(lambda match: fields[match[1]], text) if "{" in text else text
