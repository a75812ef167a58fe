"""Writes docs/finding-codes.md from the catalogue of findings: `make codes`."""

from pathlib import Path

from generator.render.reports.check_report import codes_page

PAGE = Path(__file__).resolve().parent.parent / "docs" / "finding-codes.md"


def page() -> str:
    """Both languages, one after the other."""
    return f"[English](#finding-codes)\n\n{codes_page('zh')}\n---\n\n{codes_page('en')}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
    print(PAGE)
