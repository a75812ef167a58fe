"""One language's documents in a folder, for MkDocs or its successor to run on by themselves."""

from pathlib import Path

from generator.publish.site.mkdocs_run import SiteJob, write_config
from generator.render.site.site import RenderedSite
from generator.workflows.steps.context import BuildContext
from generator.workflows.steps.site_job import site_job


def lay_out(context: BuildContext, site: RenderedSite, scratch: Path) -> SiteJob:
    """Writes the docs folder and the configuration; what is left is to run a program on `config`."""
    job = site_job(context, site, scratch)
    for path, content in job.documents.items():
        target = job.docs / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    write_config(job)
    return job
