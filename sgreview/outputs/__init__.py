"""Domain records as terminal pages, JSON, CSV, calendar and digest."""
