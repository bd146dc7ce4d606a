"""Every piece of text of a Word file, with where it stands and how; what is done to one that is written."""
