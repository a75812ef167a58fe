"""YAML settings → plain dictionaries, without anchors (a nesting bomb needs them), tags or code."""

import re
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from generator.domain.finding import Finding, Place, Severity
from generator.domain.settings import Settings, Successor
from generator.domain.text import LANGS, Lang, Text, text_of
from generator.load.decoding import decode
from generator.load.regular import read_regular

# What an office may give of itself.
CONTACT = ("unit", "phone", "email", "address", "hours")
# One that a browser can follow, and should.
ADDRESS = re.compile(r"https?://[^\s/?#\[\]]+(?:[/?#]\S*)?", re.IGNORECASE)
LARGEST_SETTINGS = 256 * 1024
_LONGEST_NUMBER = 40
_LANG = re.compile(r"[a-z]{2,3}")


class _KeyTwice(Exception):
    """A key that a mapping holds on two lines: which one counts, nobody can say."""

    def __init__(self, key: str, first: int, line: int) -> None:
        super().__init__(key)
        self.key, self.first, self.line = key, first, line


class _Strict(yaml.SafeLoader):
    """Safe loading that refuses `*alias` (ten lines of them can stand for a billion nodes) and a key
    given twice, of which the last would win without a word."""

    def construct_mapping(self, node: yaml.nodes.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        lines: dict[str, int] = {}
        for key_node, _value in node.value:
            key = self.construct_object(key_node, deep=True)
            line = key_node.start_mark.line + 1
            if not isinstance(key, Hashable):
                continue
            # As text, since `1` and `"1"` become one key where the settings are read.
            if str(key) in lines:
                raise _KeyTwice(str(key), lines[str(key)], line)
            lines[str(key)] = line
        return super().construct_mapping(node, deep)

    def construct_yaml_int(self, node: yaml.nodes.ScalarNode) -> int:
        """A number as a person writes it: one of thousands of digits, in whatever base, is none."""
        if len(str(node.value)) > _LONGEST_NUMBER:
            raise yaml.YAMLError(f"a number of {len(node.value)} digits, line {node.start_mark.line + 1}")
        return super().construct_yaml_int(node)

    def compose_node(self, parent: yaml.nodes.Node | None, index: int) -> yaml.nodes.Node | None:
        if self.check_event(yaml.events.AliasEvent):
            event = self.peek_event()  # type: ignore[no-untyped-call]
            raise yaml.YAMLError(f"aliases (*) are not allowed, line {event.start_mark.line + 1}")
        return super().compose_node(parent, index)


_Strict.add_constructor("tag:yaml.org,2002:int", _Strict.construct_yaml_int)


def read_settings(path: Path, shown: str) -> tuple[dict[str, object], list[Finding]]:
    """The mapping in a YAML file; whatever is wrong comes back as a blocking finding."""
    data = read_regular(path, shown, LARGEST_SETTINGS)
    if isinstance(data, Finding):
        return {}, [data]
    decoded = decode(data, shown)
    if decoded.text is None:
        return {}, list(decoded.findings)
    try:
        loaded = yaml.load(decoded.text, Loader=_Strict)  # noqa: S506 - a SafeLoader
    except _KeyTwice as twice:
        place = Place(shown, None, twice.line, twice.key)
        args = {"first": str(twice.first)}
        return {}, [Finding("E26-key-twice", Severity.BLOCKING, place, args=args)]
    except (
        yaml.YAMLError,
        RecursionError,
        ValueError,
        ArithmeticError,
        TypeError,
        LookupError,
        AttributeError,
    ) as error:
        return {}, [_fault(shown, " ".join(str(error).split())[:200])]
    if not isinstance(loaded, dict) or not loaded:
        return {}, [_fault(shown, "no `key: value` lines")]
    return {str(key): value for key, value in loaded.items()}, list(decoded.findings)


def unknown_keys(given: Mapping[str, object], known: Collection[str], shown: str) -> list[Finding]:
    """Keys of a settings file that nobody reads: a slip of the pen would leave its setting out in silence.
    `known`: those that are read, with the keys below them as `footer.icp`."""
    found, whole = list[Finding](), {k.partition(".")[0] for k in known}
    args = {"known": "、".join(sorted(whole)), "known_en": ", ".join(sorted(whole))}
    for key, value in given.items():
        if key not in whole:
            found.append(
                Finding("E26-key-unknown", Severity.ADVISORY, Place(shown, None, None, key), None, args)
            )
        below = [k.partition(".")[2] for k in known if k.startswith(f"{key}.")]
        if below and isinstance(value, dict):
            inside = unknown_keys({str(k): v for k, v in value.items()}, below, shown)
            found += [replace(f, place=replace(f.place, column=f"{key}.{f.place.column}")) for f in inside]
    return found


def each(*keys: str, langs: Sequence[Lang] = LANGS) -> tuple[str, ...]:
    """Settings that are one text, or one for each language."""
    return tuple(f"{key}.{lang}" for key in keys for lang in langs)


def text_setting(value: object) -> Text:
    """`{zh: …, en: …}` or one text for all."""
    if isinstance(value, dict):
        return text_of({str(lang): str(word or "") for lang, word in value.items()})
    return Text(str(value), str(value)) if value else Text()


def plan_settings(given: Mapping[str, object]) -> Settings:
    """What plan.yml says beside the document."""
    imprint, contact, flagged = (given.get(key) for key in ("bulletin", "contact", "incentive_indicators"))
    imprint = imprint if isinstance(imprint, dict) else {}
    contact = contact if isinstance(contact, dict) else {}
    following = given.get("successor")
    following = following if isinstance(following, dict) else {}
    address = str(following.get("address") or "")
    words, off = given.get("words"), given.get("without")
    return Settings(
        issuer=text_setting(imprint.get("issuer")),
        to=_texts(imprint.get("to")),
        cc=_texts(imprint.get("cc")),
        document_number=text_setting(imprint.get("document_number")),
        contact={key: text_setting(contact.get(key)) for key in CONTACT},
        incentive_indicators=tuple(map(str, flagged)) if isinstance(flagged, list) else (),
        successor=Successor(str(following.get("id") or ""), text_setting(following.get("name")), address)
        if following
        else None,
        languages=languages_of(given),
        words={str(k): text_setting(v) for k, v in words.items()} if isinstance(words, dict) else {},
        off=tuple(map(str, off)) if isinstance(off, list) else (),
        masthead=text_setting(imprint.get("masthead")),
    )


def plan_languages(data: Path, plan: str) -> tuple[Lang, ...]:
    """The languages of a plan, for whoever needs nothing else of it."""
    shown = f"data/plans/{plan}/plan.yml"
    return languages_of(read_settings(data / "plans" / plan / "plan.yml", shown)[0])


def languages_of(given: Mapping[str, object]) -> tuple[Lang, ...]:
    """The languages that plan.yml names, in its order; ours where it names none. Whether each is spoken is
    asked when the plan is loaded (`PlanSettings`)."""
    named = given.get("languages")
    wanted = named if isinstance(named, list) else [named]
    return tuple(dict.fromkeys(x for x in wanted if isinstance(x, str) and _LANG.fullmatch(x))) or LANGS


def _texts(value: object) -> tuple[Text, ...]:
    given = value if isinstance(value, list) else [value]
    return tuple(text for one in given if (text := text_setting(one)))


def _fault(shown: str, error: str) -> Finding:
    return Finding("E26-settings-unreadable", Severity.BLOCKING, Place(shown), args={"error": error})
