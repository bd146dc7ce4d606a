"""Forms and records that come back: where each line stands, and what it is."""
