"""One bulletin's HTML → one PDF: tagged, archival (PDF/A-3a and PDF/UA-1), the same bytes every time.

WeasyPrint and its system libraries are loaded inside `render_pdf`, so that commands which touch data
only need none of them. A job is picklable: the pool sends it to a worker, and the worker keeps its
fonts and parsed style sheets between jobs.
"""

from __future__ import annotations

import atexit
import hashlib
import logging
import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

from generator.domain.errors import EnvironmentFault
from generator.domain.text import Lang

NEEDED = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


@dataclass(frozen=True, slots=True)
class Face:
    """A family name of the style sheets and the file of the fonts folder that draws it."""

    family: str
    file: str
    weight: int = 400
    style: str = "normal"
    optional: bool = False


# One file per family and weight: split files (unicode-range) have drawn wrong glyphs.
FACES = (
    Face("Jibao Fang", "FandolFang-Regular.ttf"),
    Face("Jibao Kai", "FandolKai-Regular.ttf"),
    Face("Jibao Hei", "FandolHei-Regular.ttf"),
    Face("Jibao Song", "FandolSong-Regular.ttf"),
    Face("Jibao Song", "FandolSong-Bold.ttf", weight=700),
    Face("Jibao Wide", "LXGWWenKai-Regular.ttf", optional=True),
    Face("Jibao Serif", "LiberationSerif-Regular.ttf"),
    Face("Jibao Serif", "LiberationSerif-Bold.ttf", weight=700),
    Face("Jibao Serif", "LiberationSerif-Italic.ttf", style="italic"),
    Face("Jibao Sans", "LiberationSans-Regular.ttf"),
    Face("Jibao Sans", "LiberationSans-Bold.ttf", weight=700),
)


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
    """Everything one PDF is made from. `created` is the release's date, never the clock's."""

    html: str
    css: tuple[str, ...]
    fonts: str
    title: str
    lang: Lang
    created: date
    attachment: AttachedFile | None = None


@dataclass(frozen=True, slots=True)
class Pdf:
    """A finished PDF, its number of pages, and what WeasyPrint complained of (nothing, when clean)."""

    data: bytes
    pages: int
    warnings: tuple[str, ...] = ()


def render_pdf(job: PdfJob) -> Pdf:
    """Lays out and writes one PDF. Raises `EnvironmentFault` when a library or a font is missing."""
    weasyprint = _weasyprint(job.fonts)
    bench = _bench(job.fonts, job.css)
    with _complaints() as said:
        page = weasyprint.HTML(string=job.html, url_fetcher=bench.fetcher, base_url=None)
        document = page.render(
            font_config=bench.fonts, counter_style=bench.counters, stylesheets=list(bench.sheets), **_OPTIONS
        )
        _date(document, job)
        data = document.write_pdf(finisher=_claim_pdf_ua, **_OPTIONS)
    return Pdf(data=data, pages=len(document.pages), warnings=tuple(said))


_OPTIONS = {"pdf_variant": "pdf/a-3a", "presentational_hints": False}


def _date(document: Any, job: PdfJob) -> None:
    """Title, language and dates from the job; the attachment with the same date."""
    stamp = job.created.isoformat()
    metadata = document.metadata
    metadata.title, metadata.lang = job.title, {"zh": "zh-Hans", "en": "en"}[job.lang]
    metadata.created = metadata.modified = f"{stamp}T00:00:00Z"
    metadata.generator = "Jibao"
    if job.attachment is not None:
        metadata.attachments = [*metadata.attachments, _attachment(job.attachment, job.created)]


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


def _claim_pdf_ua(_document: Any, pdf: Any) -> None:
    """Adds the PDF/UA identifier to the metadata that WeasyPrint wrote for PDF/A, and leaves them
    uncompressed, so that an archive can read them without a PDF reader."""
    number = int(pdf.catalog["Metadata"].split()[0])
    stream = pdf.objects[number]
    stream.compress = False
    stream.stream = [part.replace(b"</rdf:RDF>", _PDF_UA + b"</rdf:RDF>") for part in stream.stream]


# --- what a worker keeps between jobs -----------------------------------------------------------


@dataclass(frozen=True)
class _Bench:
    fonts: Any
    counters: Any
    sheets: tuple[Any, ...]
    fetcher: Any


@lru_cache(maxsize=4)
def _bench(folder: str, css: tuple[str, ...]) -> _Bench:
    """Parsed style sheets over the fonts of one folder."""
    fonts, faces, fetcher = _fonts(folder)
    import weasyprint
    from weasyprint.css.counters import CounterStyle

    counters = CounterStyle()
    sheets = tuple(
        weasyprint.CSS(
            filename=path,
            font_config=fonts,
            counter_style=counters,
            url_fetcher=fetcher,
            base_url="file:///",
        )
        for path in css
    )
    return _Bench(fonts=fonts, counters=counters, sheets=(faces, *sheets), fetcher=fetcher)


def _put_away() -> None:
    """Lets go of fonts while the interpreter still stands: WeasyPrint's clean-up needs it."""
    _bench.cache_clear()
    _fonts.cache_clear()


atexit.register(_put_away)


@lru_cache(maxsize=2)
def _fonts(folder: str) -> tuple[Any, Any, Any]:
    """A font configuration that knows the folder's faces and no font of the machine."""
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    fetcher = _fetcher(Path(folder))
    with _no_system_fonts():
        configuration = FontConfiguration()
    sheet = weasyprint.CSS(string=_font_faces(Path(folder)), font_config=configuration, url_fetcher=fetcher)
    return configuration, sheet, fetcher


def _font_faces(folder: Path) -> str:
    rules = []
    for face in FACES:
        path = folder / face.file
        if not path.is_file():
            if face.optional:
                continue
            raise EnvironmentFault(f"font {face.file} is missing in {folder}: run scripts/bootstrap.sh site")
        rules.append(
            f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight};'
            f' font-style: {face.style}; src: url("{path.resolve().as_uri()}"); }}'
        )
    return "\n".join(rules)


def _fetcher(folder: Path) -> Any:
    """Lets data: and the fonts folder through and nothing else: no network, no other file."""
    from weasyprint.urls import URLFetcher

    allowed = folder.resolve().as_uri() + "/"

    class Fetcher(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            if not url.startswith("data:") and not (url.startswith(allowed) and "/../" not in url):
                raise ValueError(f"refused: {url[:80]}")
            return super().fetch(url, headers)

    return Fetcher(allowed_protocols=("data", "file"))


# The charts name the faces of a reader's own screen; on paper our own faces stand for them.
_ALIAS = "<alias binding='same'><family>{}</family><prefer>{}</prefer></alias>"
_SANS = "".join(f"<family>{name}</family>" for name in ("Jibao Sans", "Jibao Hei", "Jibao Wide"))
_FONTCONFIG = (
    "<?xml version='1.0'?><fontconfig>"
    + "".join(_ALIAS.format(name, _SANS) for name in ("Noto Sans CJK SC", "sans-serif"))
    + "</fontconfig>"
)


@contextmanager
def _no_system_fonts() -> Iterator[None]:
    """Fontconfig without the machine's fonts, so that two machines fall back to the same glyphs."""
    with tempfile.TemporaryDirectory(prefix="jibao-") as folder:
        path = Path(folder) / "fonts.conf"
        path.write_text(_FONTCONFIG, "utf-8")
        before = os.environ.get("FONTCONFIG_FILE")
        os.environ["FONTCONFIG_FILE"] = str(path)
        try:
            yield
        finally:
            if before is None:
                del os.environ["FONTCONFIG_FILE"]
            else:
                os.environ["FONTCONFIG_FILE"] = before


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
        raise EnvironmentFault(f"the fonts folder {fonts} is missing: run scripts/bootstrap.sh site")
    try:
        with warnings.catch_warnings():
            # At import it looks for fonts of the machine; a bare server has none and needs none.
            warnings.simplefilter("ignore")
            import weasyprint

            from generator.publish import justify
    except (ImportError, OSError) as fault:
        raise EnvironmentFault(
            f"PDFs need WeasyPrint and its libraries (Debian, Ubuntu: apt-get install {NEEDED};"
            f" macOS: brew install pango; Windows: see README): {fault}"
        ) from fault
    justify.install()
    return weasyprint  # type: ignore[no-any-return]
