"""Bulletins to the townships, once each, with proof: outbox, mail, delivery ledger, receipts."""
