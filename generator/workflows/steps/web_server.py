"""What the web server has to be told about the finished pages."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from generator.domain.cache_lookup import CacheLookup, without_cache
from generator.publish.output.writer import Writer
from generator.render.server.files import server_files
from generator.render.server.policy import content_policy, read_scripts


@dataclass(frozen=True, slots=True)
class PageNeeds:
    """The inline scripts of a folder of pages, and what in them the policy will block, by page."""

    inline: frozenset[str]
    blocked: tuple[str, ...]


def needs_of(folder: Path, lookup: CacheLookup = without_cache) -> PageNeeds:
    """Reads every finished page below a folder. `lookup`: what was found in the same page before."""
    inline: set[str] = set()
    blocked: list[str] = []
    for path in sorted(folder.rglob("*.html")):
        page = path.read_text(encoding="utf-8")
        scripts, refused = lookup("scripts", page, partial(read_scripts, page))
        inline.update(scripts)
        name = path.relative_to(folder).as_posix()
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
) -> None:
    """Writes `server/`: the pages' content policy and all else a web server needs, for each kind of
    server. What the policy will block is said by `notice`."""
    for line in (line for pages in needs for line in pages.blocked):
        notice(line)
    policy = content_policy({script for pages in needs for script in pages.inline})
    for path, text in server_files(policy, base_address, install).items():
        writer.write(path, text)
