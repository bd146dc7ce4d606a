"""The store: one SQLite file, its tables, changes, reads and audit trail."""
