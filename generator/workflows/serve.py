"""`jibao serve`: the pages as they would be published, again within a moment of every saved file.

Each language has a process of its own that stays: libraries loaded, earlier quarters judged, MkDocs
with its memory. What a page shows comes from the very stages that `build` runs; bulletins, workbooks
and the web server's files are left to it. Sealed releases are shown out of their bags.
"""

import logging
import shutil
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from generator.domain.finding import Finding
from generator.domain.text import Lang
from generator.load.project import load_site_settings, open_project
from generator.load.settings import plan_languages
from generator.publish.output.lock import only_one
from generator.publish.site.preview import PreviewServer, Shown
from generator.publish.workers.pool import deaf, end_workers
from generator.workflows.preview import PreviewOutcome, make_language, warm_up
from generator.workflows.steps.archived_sites import ArchivedSites
from generator.workflows.steps.known_archive import ARCHIVE
from generator.workflows.steps.office_secret import keep_secret

# What it tells when it is ended in the midst of an event would stand behind our own last line.
logging.getLogger("watchdog").addHandler(logging.NullHandler())
WATCHED = ("data", "templates", "site_src", "locale")
# Editors write a file in several steps: this long without a further event, and it is finished.
QUIET = 0.05
_KEPT_TREES = 2


@dataclass(frozen=True)
class Words:
    """What the preview says in the clerk's language."""

    lang: Lang
    stopped: str
    close: str


WORDS: dict[Lang, Words] = {
    "zh": Words("zh", "数据有错，页面仍是上一次的样子：", "关闭"),
    "en": Words("en", "Findings stop the build; the pages are those of before:", "Close"),
}


class _Saved(FileSystemEventHandler):
    """Notes that something a build reads was written, moved or removed."""

    def __init__(self) -> None:
        self.event = threading.Event()

    def on_any_event(self, event: FileSystemEvent) -> None:
        name = Path(str(event.src_path)).name
        # Excel and editors lay locks and copies beside the file that is being edited.
        noise = name.startswith((".", "~$")) or name.endswith(("~", ".swp", ".tmp"))
        if event.event_type in ("created", "modified", "moved", "deleted") and not noise:
            self.event.set()


class Preview:
    """The two workers and the tree that is shown. `findings_text` words findings for the overlay."""

    def __init__(
        self, folder: Path, lang: Lang, findings_text: Callable[[Sequence[Finding]], str], scratch: Path
    ) -> None:
        self._folder, self._words, self._findings_text = folder.absolute(), WORDS[lang], findings_text
        self._scratch, self._count = scratch.absolute(), 0
        self._workers: dict[Lang, Executor] = {}
        principal = load_site_settings(folder / "data")[0].principal
        self._langs = plan_languages(folder / "data", principal)
        self.shown = Shown(self._scratch / "none", archived=ArchivedSites(self._folder / ARCHIVE))

    def __enter__(self) -> "Preview":
        shutil.rmtree(self._scratch, ignore_errors=True)
        self.shown.folder.mkdir(parents=True)
        for lang in self._langs:
            self._start(lang)
        return self

    def __exit__(self, *_: object) -> None:
        end_workers()
        for worker in self._workers.values():
            worker.shutdown(wait=True, cancel_futures=True)
        shutil.rmtree(self._scratch, ignore_errors=True)

    def _start(self, lang: Lang) -> None:
        spawn = get_context("spawn")
        self._workers[lang] = ProcessPoolExecutor(1, spawn, initializer=warm_up, initargs=(self._scratch,))

    def refresh(self) -> bool:
        """Makes the languages side by side and shows them. False where something stopped it; then the
        overlay says what."""
        outcomes = self._outcomes()
        stopped = [o for o in outcomes if o.site is None]
        if stopped:
            found = stopped[0].findings
            text = self._findings_text(found) if found else stopped[0].fault.of(self._words.lang)
            self.shown.complain(self._words.lang, self._words.stopped, self._words.close, text)
            return False
        self._show({o.lang: o.site for o in outcomes if o.site is not None})
        return True

    def _outcomes(self) -> list[PreviewOutcome]:
        for _ in range(2):
            try:
                return [future.result() for future in [self._submit(lang) for lang in self._langs]]
            except BrokenProcessPool:  # a worker was killed: new ones start from nothing
                for lang in self._langs:
                    self._workers[lang].shutdown(wait=True, cancel_futures=True)
                    self._start(lang)
        raise RuntimeError("the preview's workers do not start")

    def _submit(self, lang: Lang) -> Future[PreviewOutcome]:
        cache = self._folder / ".build" / "cache"
        with deaf():  # the first job starts the process
            return self._workers[lang].submit(
                make_language, self._folder, lang, self._scratch / lang, cache, self._before(lang)
            )

    def _before(self, lang: Lang) -> Path:
        return self.shown.folder if lang == self._langs[0] else self.shown.folder / lang

    def _show(self, sites: dict[Lang, Path]) -> None:
        self._count += 1
        tree = self._scratch / f"tree{self._count}"
        for lang in self._langs:
            sites[lang].rename(tree if lang == self._langs[0] else tree / lang)
        self.shown.publish(tree)
        old = self._scratch / f"tree{self._count - _KEPT_TREES}"
        shutil.rmtree(old, ignore_errors=True)


@contextmanager
def watching(folder: Path) -> Iterator[threading.Event]:
    """An event that is set whenever a file is saved that a build reads."""
    saved, observer = _Saved(), Observer()
    for name in WATCHED:
        if (folder / name).is_dir():
            observer.schedule(saved, str(folder / name), recursive=True)
    observer.start()
    try:
        yield saved.event
    finally:
        observer.stop()
        observer.join()


def serve(
    folder: Path,
    port: int,
    lang: Lang,
    findings_text: Callable[[Sequence[Finding]], str],
    notice: Callable[[str], None],
) -> None:
    """Builds, serves on the loopback address, and builds again on every saved file, until
    interrupted. `notice` gets one line per build."""
    keep_secret(open_project(folder))
    with (
        only_one(folder / ".build" / "serve"),  # another one would clear away what this one shows
        Preview(folder, lang, findings_text, folder / ".build" / "serve") as preview,
        watching(folder) as saved,
        PreviewServer(preview.shown, port) as server,
    ):
        threading.Thread(target=server.serve_forever, daemon=True).start()
        saved.set()
        notice(server.address)
        while True:
            _wait(saved)
            begun = time.perf_counter()
            done = preview.refresh()
            notice(f"{'✓' if done else '✗'} {time.perf_counter() - begun:.1f} s")


def _wait(saved: threading.Event) -> None:
    """Until something was saved and nothing more follows. The short naps let an interrupt through."""
    while not saved.wait(0.2):
        pass
    while saved.is_set():
        saved.clear()
        time.sleep(QUIET)
