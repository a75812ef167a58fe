"""A language as a job that is handed over before anything it needs is loaded here: while a worker is at
it, the process that sent it loads what the bulletins need."""

import pickle
from dataclasses import replace
from pathlib import Path

from generator.domain.text import Lang
from generator.workflows.steps.context import BuildContext, LanguageMade


def pack(context: BuildContext) -> bytes:
    """The context as bytes, without what only bulletins need. Packed here, once and at once: an executor
    would do it in a thread of its own, while this process goes on working with it."""
    return pickle.dumps(replace(context, previous=None), pickle.HIGHEST_PROTOCOL)


def make_language(
    packed: bytes, lang: Lang, scratch: Path, cache: Path | None, before: Path | None
) -> LanguageMade:
    """render → MkDocs, in the folder `scratch`. `cache`: the folder of what was made before, or None;
    `before`: this language's folder in the tree that stands now. Raises OutputFault with what MkDocs
    said, and what a template raises."""
    from generator.workflows.steps.language import make

    context: BuildContext = pickle.loads(packed)  # noqa: S301 - our own bytes, from the process that sent the job
    return make(context, lang, scratch, cache, before)
