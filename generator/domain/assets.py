"""Which files beside its pages a site may carry."""

# What a page shows or loads.
_ENDINGS = (
    *(".css", ".js", ".json", ".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".ico"),
    *(".woff", ".woff2", ".pdf", ".mp4", ".webm", ".mp3", ".vtt"),
)
_LICENCES = ("LICENSE", "LICENSE.txt", "NOTICE", "NOTICE.txt")


def is_asset(path: str) -> bool:
    """Whether a file of this path (with `/`) is one that a page may show or load; nothing hidden is."""
    *folders, name = path.split("/")
    hidden = any(part.startswith(".") for part in (*folders, name))
    return not hidden and (name.lower().endswith(_ENDINGS) or name in _LICENCES)
