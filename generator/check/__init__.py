"""Rows → observations, and every finding at once. Nothing is coerced, nothing is lost silently."""
