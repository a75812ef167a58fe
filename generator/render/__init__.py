"""Report → pages, bulletins, data files, messages, as text. Pure: templates and words are handed in."""
