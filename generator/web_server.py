"""The last step of a build of pages: what the web server has to be told about them."""

from collections.abc import Callable

from generator.publish.writer import Writer
from generator.render.policy import content_policy, read_scripts
from generator.render.server_files import server_files


def tell_the_server(writer: Writer, base_address: str, install: str, notice: Callable[[str], None]) -> None:
    """Reads the finished pages and writes `server/`: their content policy and all else a web server
    needs, for each kind of server. What the policy will block on a page is said by `notice`."""
    inline: set[str] = set()
    for path, page in writer.texts(".html"):
        scripts, refused = read_scripts(page)
        inline.update(scripts)
        for what in sorted(set(refused)):
            notice(f"{path}: {what} is blocked by the content policy (docs/publishing.md)")
    for path, text in server_files(content_policy(inline), base_address, install).items():
        writer.write(path, text)
