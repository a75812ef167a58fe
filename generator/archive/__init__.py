"""Releases as BagIt bags, the append-only ledger, reading them back, verifying."""
