"""The pieces of `scripts/demo_quarters.py`."""
