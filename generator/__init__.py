"""Jibao 季报: quarterly data files in, a checked public site and printable bulletins out."""

__version__ = "0.1.0"
