"""The field itself: rules, dates and records. Pure: no clock, files, SQL or printing."""
