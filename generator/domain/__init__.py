"""The frozen types that every room speaks in. This room imports nothing of ours."""
