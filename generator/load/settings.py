"""YAML settings → plain dictionaries, without anchors (a nesting bomb needs them), tags or code."""

from pathlib import Path

import yaml

from generator.domain.finding import Finding, Place, Severity
from generator.load.decoding import decode

LARGEST_SETTINGS = 256 * 1024


class _NoAliases(yaml.SafeLoader):
    """Safe loading that refuses `*alias`: ten lines of them can stand for a billion nodes."""

    def compose_node(self, parent: yaml.nodes.Node | None, index: int) -> yaml.nodes.Node | None:
        if self.check_event(yaml.events.AliasEvent):
            event = self.peek_event()  # type: ignore[no-untyped-call]
            raise yaml.YAMLError(f"aliases (*) are not allowed, line {event.start_mark.line + 1}")
        return super().compose_node(parent, index)


def read_settings(path: Path, shown: str) -> tuple[dict[str, object], list[Finding]]:
    """The mapping in a YAML file; whatever is wrong comes back as a blocking finding."""
    try:
        data = path.read_bytes()
    except OSError as error:
        return {}, [_fault(shown, error.strerror or "")]
    if len(data) > LARGEST_SETTINGS:
        return {}, [_fault(shown, f"{len(data)} bytes")]
    decoded = decode(data, shown)
    if decoded.text is None:
        return {}, list(decoded.findings)
    try:
        loaded = yaml.load(decoded.text, Loader=_NoAliases)  # noqa: S506 - a SafeLoader
    except (yaml.YAMLError, RecursionError, ValueError, OverflowError, TypeError) as error:
        return {}, [_fault(shown, " ".join(str(error).split())[:200])]
    if not isinstance(loaded, dict) or not loaded:
        return {}, [_fault(shown, "no `key: value` lines")]
    return {str(key): value for key, value in loaded.items()}, list(decoded.findings)


def _fault(shown: str, error: str) -> Finding:
    return Finding("E26-settings-unreadable", Severity.BLOCKING, Place(shown), args={"error": error})
