"""Bytes → rows. Reads plans, deliveries, vocabularies, catalogues and handwritten pages, and yields
findings about whatever it cannot read. Nothing here judges a value."""
