"""The Word templates that a partnership may change: their tags, what these may say, what is wrong; filling them in."""
