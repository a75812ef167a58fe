"""Measurements by one command each; nothing here is asserted, see tests/ for what must hold."""
