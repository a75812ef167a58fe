"""One MkDocs run per language, each in a process and a folder of its own."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import yaml

from generator.domain.errors import OutputFault


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
        "docs_dir": _from(job.config.parent, job.docs),
        "site_dir": _from(job.config.parent, job.site),
        **job.settings,
        "theme": {"custom_dir": job.theme.as_posix()},
    }
    job.config.write_text(yaml.safe_dump(config, allow_unicode=True, sort_keys=False), encoding="utf-8")


def _from(folder: Path, path: Path) -> str:
    """As it is written in a configuration in `folder`; the theme's successor wants it relative."""
    return os.path.relpath(path, folder.absolute()).replace(os.sep, "/")


def run_mkdocs(job: SiteJob) -> tuple[str, Path]:
    """Builds one language, strictly: any warning is a fault. Returns the language and its folder.
    Raises OutputFault with what MkDocs said."""
    write_config(job)
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", **job.environment}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", str(job.config)]
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    if done.returncode != 0 or not (job.site / "index.html").is_file():
        said = (done.stderr or done.stdout).decode("utf-8", "replace")
        raise OutputFault(f"mkdocs ({job.lang}):\n{said[-4000:]}")
    return job.lang, job.site
