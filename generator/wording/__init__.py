"""Words, numbers, dates and finding texts in both languages. Pure: catalogues are handed in."""
