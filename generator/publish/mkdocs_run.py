"""One MkDocs run per language, each in a process and a folder of its own."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

import yaml

from generator.domain.errors import OutputFault
from generator.publish.pool import run_child


@dataclass(frozen=True)
class SiteJob:
    """Everything one run needs; picklable, so that any executor can take it."""

    lang: str
    config: Path
    inherit: Path
    docs: Path
    site: Path
    theme: Path
    settings: dict[str, object]
    environment: dict[str, str]


def write_config(job: SiteJob) -> None:
    """The third configuration over mkdocs.base.yml and the language's own: navigation and paths."""
    config = {
        "INHERIT": job.inherit.as_posix(),
        "docs_dir": job.docs.as_posix(),
        "site_dir": job.site.as_posix(),
        **job.settings,
        "theme": {"custom_dir": job.theme.as_posix()},
    }
    job.config.write_text(yaml.safe_dump(config, allow_unicode=True, sort_keys=False), encoding="utf-8")


def run_mkdocs(job: SiteJob) -> tuple[str, Path]:
    """Builds one language, strictly: any warning is a fault. Returns the language and its folder.
    Raises OutputFault with what MkDocs said."""
    write_config(job)
    scratch = job.config.parent / f"tmp-{job.lang}"
    scratch.mkdir(exist_ok=True)
    # jieba keeps its dictionary cache in the temporary folder: a private one cannot be poisoned.
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "TMPDIR": str(scratch), **job.environment}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", str(job.config)]
    code, printed, complained = run_child(command, environment)
    if code != 0 or not (job.site / "index.html").is_file():
        said = (complained or printed).decode("utf-8", "replace")[-4000:].strip()
        if "Traceback (most recent call last)" in said or '  File "' in said:
            # Where it fell over is its own affair; what about (a full disk) is the reader's.
            said = said.splitlines()[-1]
        raise OutputFault(f"mkdocs ({job.lang}):\n{said}")
    return job.lang, job.site
