"""What the web server has to be told about the finished pages."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.publish.output.writer import Writer
from generator.render.server.files import server_files
from generator.render.server.policy import content_policy, read_scripts


@dataclass(frozen=True, slots=True)
class PageNeeds:
    """The inline scripts of one language's pages, and what in them the policy will block, by page."""

    inline: frozenset[str]
    blocked: tuple[str, ...]


def needs_of(folder: Path, handwritten: Iterable[str]) -> PageNeeds:
    """What one language asks of the policy. The theme's scripts are those of its page for addresses that do
    not exist, which holds none of the data; pages written by hand (their paths) may have their own."""
    inline: set[str] = set()
    blocked: list[str] = []
    for name in ("404.html", *(f"{path}/index.html" for path in handwritten)):
        path = folder / name
        if not path.is_file():  # MkDocs leaves some names out
            continue
        scripts, refused = read_scripts(path.read_text(encoding="utf-8"))
        inline.update(scripts)
        blocked += [
            f"{name}: {what} is blocked by the content policy (docs/publishing.md)"
            for what in sorted(set(refused))
        ]
    return PageNeeds(frozenset(inline), tuple(blocked))


def write_server_files(
    writer: Writer,
    needs: Sequence[PageNeeds],
    base_address: str,
    install: str,
    notice: Callable[[str], None],
    below: Sequence[str],
) -> None:
    """Writes `server/`: the pages' content policy and all else a web server needs, for each kind of
    server. What the policy will block is said by `notice`. `below`: folders of
    languages that do not stand at the root."""
    for line in (line for pages in needs for line in pages.blocked):
        notice(line)
    policy = content_policy({script for pages in needs for script in pages.inline})
    for path, text in server_files(policy, base_address, install, below).items():
        writer.write(path, text)
