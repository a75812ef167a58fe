"""Observations → statuses, milestones, funds, revisions. Every rule of the method page lives here."""
