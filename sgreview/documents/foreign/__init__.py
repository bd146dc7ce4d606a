"""Files that are no Word document, each format with a small reader of its own."""
