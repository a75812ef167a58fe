"""One bulletin's HTML → one PDF: tagged, archival (PDF/A-3a and PDF/UA-1), the same bytes every time.

WeasyPrint and its system libraries are loaded inside `render_pdf`, so that commands which touch data
only need none of them. A job is picklable: the pool sends it to a worker, and the worker keeps its
fonts and parsed style sheets between jobs.
"""

from __future__ import annotations

import gc
import hashlib
import logging
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache, partial
from pathlib import Path
from types import ModuleType
from typing import Any

from generator.domain.errors import EnvironmentFault, OutputFault
from generator.domain.runtime import CollectorPaused
from generator.domain.text import Lang, Text, tag_of
from generator.publish.pdf.fonts import advice, open_fonts

# A third, libharfbuzz-subset0, is no package of its own on Ubuntu 22.04; apt would then install none.
NEEDED = "libpango-1.0-0 libpangoft2-1.0-0"
NEEDED_WINDOWS = "mingw-w64-ucrt-x86_64-pango"


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """The data file that travels inside the PDF."""

    name: str
    data: bytes
    description: str

    @property
    def sha256(self) -> str:
        """Its checksum, as the bulletin prints it."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class PdfJob:
    """Everything one PDF is made from. `css`: the text of its style sheets; `created`: the release's
    date, never the clock's; `faces`: the folder of the system's official Chinese faces, empty for the
    open set in `fonts`."""

    html: str
    css: tuple[str, ...]
    fonts: str
    title: str
    lang: Lang
    created: date
    attachment: AttachedFile | None = None
    faces: str = ""


@dataclass(frozen=True, slots=True)
class Pdf:
    """A finished PDF, its number of pages, and what WeasyPrint complained of (nothing, when clean)."""

    data: bytes
    pages: int
    warnings: tuple[str, ...] = ()


def render_pdf(job: PdfJob) -> Pdf:
    """Lays out and writes one PDF. Raises `EnvironmentFault` when a library or a font is missing, and
    `OutputFault` where it would show an empty box in the place of a character."""
    weasyprint = _weasyprint(job.fonts)
    plain, bench = _justified(), _bench(job.fonts, job.faces, job.css)
    with _complaints() as said, CollectorPaused():
        page = weasyprint.HTML(string=job.html, url_fetcher=bench.fetcher, base_url=None)
        document = page.render(
            font_config=bench.fonts, counter_style=bench.counters, stylesheets=list(bench.sheets), **_OPTIONS
        )
        data = _written(document, job)
        pages = len(document.pages)
    # A document's boxes refer in circles: let go of them now, and once, not a hundred times between.
    del page, document
    gc.collect()
    _refuse_empty_boxes(job, said)
    return Pdf(data=data, pages=pages, warnings=(*plain, *said))


def _refuse_empty_boxes(job: PdfJob, said: Sequence[str]) -> None:
    """The check of the data names such a character with its cell; this is for what it cannot see."""
    missing = [line for line in said if ".notdef" in line]
    if missing:
        raise OutputFault(
            Text(
                f"{job.title}：这份季报里有字体没有的字：{missing[0]}",
                f"{job.title}: no font has a character of this bulletin: {missing[0]}",
            )
        )


_OPTIONS = {"pdf_variant": "pdf/a-3a", "presentational_hints": False}
_MOST_SPARE = 8


def _date(document: Any, job: PdfJob) -> None:
    """Title, language and dates from the job; the attachment with the same date."""
    stamp = job.created.isoformat()
    metadata = document.metadata
    metadata.title, metadata.lang = job.title, tag_of(job.lang)
    metadata.created = metadata.modified = f"{stamp}T00:00:00Z"
    metadata.generator = "Jibao"
    if job.attachment is not None:
        metadata.attachments = [_attachment(job.attachment, job.created)]


def _attachment(file: AttachedFile, day: date) -> Any:
    import weasyprint

    moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return weasyprint.Attachment(
        string=file.data,
        name=file.name,
        description=file.description,
        created=moment,
        modified=moment,
        relationship="Data",
    )


# PDF/UA's identifier is foreign to PDF/A, which therefore asks for this description of it.
_PDF_UA = b"""<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="">
<pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" rdf:about="">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Indicates which part of ISO 14289 is followed</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


def _written(document: Any, job: PdfJob) -> bytes:
    """The PDF, no stream of which ends in a carriage return: a reader may take it for part of the line end
    that follows, and the stream for one byte shorter than it says. The table of all objects is made last and
    always compressed; where it ends so, an object that nothing refers to makes it another."""
    for spare in range(_MOST_SPARE):
        _date(document, job)  # each time: an attachment is read only once
        data: bytes = document.write_pdf(finisher=partial(_finish, spare), **_OPTIONS)
        if not data.rpartition(b"endstream")[0].endswith(b"\r\n"):
            return data
    return data


def _finish(spare: int, _document: Any, pdf: Any) -> None:
    """Adds the PDF/UA identifier to the metadata that WeasyPrint wrote for PDF/A, and leaves them
    uncompressed, so that an archive can read them without a PDF reader. A stream whose compressed data end in
    a carriage return (see `_written`) stays uncompressed too. `spare`: how many objects to add that nothing
    refers to."""
    import pydyf

    for _ in range(spare):
        pdf.add_object(pydyf.Dictionary({}))
    number = int(pdf.catalog["Metadata"].split()[0])
    stream = pdf.objects[number]
    stream.compress = False
    stream.stream = [part.replace(b"</rdf:RDF>", _PDF_UA + b"</rdf:RDF>") for part in stream.stream]
    for one in pdf.objects:
        if getattr(one, "compress", False) and one.data.endswith(b"\r\nendstream"):
            one.compress = False


# --- what a worker keeps between jobs -----------------------------------------------------------


@dataclass(frozen=True)
class _Bench:
    fonts: Any
    counters: Any
    sheets: tuple[Any, ...]
    fetcher: Any


@lru_cache(maxsize=4)
def _bench(folder: str, official: str, css: tuple[str, ...]) -> _Bench:
    """Parsed style sheets over the fonts of one folder."""
    import weasyprint

    fonts, fetcher = open_fonts(folder, official)
    from weasyprint.css.counters import CounterStyle

    counters = CounterStyle()
    sheets = tuple(
        weasyprint.CSS(
            string=text,
            font_config=fonts,
            counter_style=counters,
            url_fetcher=fetcher,
            base_url="file:///",
        )
        for text in css
    )
    gc.collect()
    gc.freeze()  # what stays as long as the worker need not be walked after each bulletin
    return _Bench(fonts=fonts, counters=counters, sheets=sheets, fetcher=fetcher)


@contextmanager
def _complaints() -> Iterator[list[str]]:
    """Gathers what WeasyPrint logs instead of letting it print."""
    said: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(record.getMessage())

    logger, listener = logging.getLogger("weasyprint"), Listener(logging.WARNING)
    passed_on, handlers = logger.propagate, logger.handlers
    logger.propagate, logger.handlers = False, [listener]
    try:
        yield said
    finally:
        logger.propagate, logger.handlers = passed_on, handlers


def _weasyprint(fonts: str) -> ModuleType:
    """WeasyPrint, or the one line that says what to install."""
    if not Path(fonts).is_dir():
        raise EnvironmentFault(
            Text(
                f"没有字体文件夹{fonts}：{advice(fonts).zh}；"
                "网站和数据不用字体：jibao build --only site --only data",
                f"the fonts folder {fonts} is missing: {advice(fonts).en};"
                " site and data need no fonts: jibao build --only site --only data",
            )
        )
    return pdf_library()


def pdf_library() -> ModuleType:
    """WeasyPrint, with the system's libraries it stands on. Raises EnvironmentFault where one is missing."""
    try:
        with warnings.catch_warnings():
            # At import it looks for fonts of the machine; a bare server has none and needs none.
            warnings.simplefilter("ignore")
            import weasyprint
    except (ImportError, OSError) as fault:
        raise EnvironmentFault(
            Text(
                f"生成PDF要用WeasyPrint和它的程序库（Debian、Ubuntu：apt-get install {NEEDED}；"
                f"macOS：brew install pango；Windows的MSYS2：pacman -S {NEEDED_WINDOWS}；"
                f"其他系统：安装Pango 1.44以上）：{fault}",
                f"PDFs need WeasyPrint and its libraries (Debian, Ubuntu: apt-get install {NEEDED};"
                f" macOS: brew install pango; MSYS2 on Windows: pacman -S {NEEDED_WINDOWS};"
                f" elsewhere: install Pango 1.44 or newer): {fault}",
            )
        ) from fault
    return weasyprint  # type: ignore[no-any-return]


def _justified() -> tuple[str, ...]:
    """Full lines of Chinese for this process; what to say where this WeasyPrint cannot be taught that."""
    try:
        from generator.publish.pdf import justification

        filled = justification.install()
    except (ImportError, AttributeError):
        filled = False
    why = "this WeasyPrint is not the one whose lines can be filled: lines of Chinese stay ragged"
    return () if filled else (why,)
