"""Text → files: the one Writer, MkDocs runs, WeasyPrint runs, the job pool."""
