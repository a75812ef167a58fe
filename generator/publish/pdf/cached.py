"""A bulletin in the cache: under what it is made from, as its bytes."""

import json
from dataclasses import asdict
from pathlib import Path

from generator.publish.cache.fingerprint import folder_digest, software, system_libraries
from generator.publish.cache.store import Key, digest
from generator.publish.pdf.fonts import official_files
from generator.publish.pdf.printing import Pdf, PdfJob
from generator.publish.workers.pool import CacheCodec


def pdf_codec(name: str, job: PdfJob) -> CacheCodec:
    """How one bulletin is kept. Everything in `PdfJob` is part of its key; of the paths in it, the
    content they lead to."""
    return CacheCodec(Key(name, _parts(job)), pack, unpack)


def _parts(job: PdfJob) -> dict[str, str]:
    given = {k: v for k, v in asdict(job).items() if k not in {"html", "css", "fonts", "faces", "attachment"}}
    file = job.attachment
    return {
        "text": digest(job.html),
        "style": digest(*job.css),
        "fonts": digest(fonts_digest(Path(job.fonts)), _official(job.faces)),
        "attached data": digest(file.name, file.data, file.description) if file else "",
        "settings": digest(json.dumps(given, sort_keys=True, default=str)),
        "software": digest(software(), system_libraries()),
    }


def fonts_digest(folder: Path) -> str:
    """Names and checksums of the fonts as their maker wrote them down, their present sizes, and the
    whole of each face that somebody added."""
    listed = folder / "fonts.json"
    sizes = (f"{p.name} {p.stat().st_size}" for p in sorted(folder.glob("*.?tf")))
    return digest(listed.read_bytes() if listed.is_file() else b"", *sizes, folder_digest(folder / "extra"))


def _official(folder: str) -> str:
    """Names and checksums of the system's own faces, where they are used."""
    return (
        digest(*(part for pair in sorted(official_files(Path(folder)).items()) for part in pair))
        if folder
        else ""
    )


def pack(pdf: Pdf) -> bytes:
    """One line that says pages and warnings, then the PDF."""
    head = json.dumps({"pages": pdf.pages, "warnings": pdf.warnings})
    return head.encode() + b"\n" + pdf.data


def unpack(stored: bytes) -> Pdf:
    """The other way round."""
    head, _, data = stored.partition(b"\n")
    said = json.loads(head)
    return Pdf(data=data, pages=said["pages"], warnings=tuple(said["warnings"]))
