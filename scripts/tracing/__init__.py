"""What `scripts/trace.py` audits with: its own readers, its own arithmetic, its own words."""
