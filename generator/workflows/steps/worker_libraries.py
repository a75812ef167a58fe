"""What every worker needs, loaded once by the process that workers are forked from."""

import contextlib
import gc
import importlib
import io
import os
import warnings

from generator.publish.cache.fingerprint import software

LIBRARIES = (
    "generator.workflows.steps.language",
    "generator.publish.site.mkdocs_pages",
    "generator.publish.pdf.justification",
    "typer",  # a worker begins by reading the command's own module
)

# MkDocs' theme prints a notice when it is loaded.
os.environ["NO_MKDOCS_2_WARNING"] = "1"
gc.disable()  # what is loaded stays: there is nothing to collect
with contextlib.suppress(ImportError, OSError), warnings.catch_warnings():
    # A machine without the libraries hears of it from the bulletins' jobs; it may want none.
    warnings.simplefilter("ignore")
    with contextlib.redirect_stdout(io.StringIO()):  # it prints advice where it finds nothing
        importlib.import_module("weasyprint")
    for name in LIBRARIES:
        importlib.import_module(name)
software()  # read once, known to all
gc.enable()
gc.freeze()  # what all workers share is not walked, and so not copied, in each of them
