"""Word documents: made from templates, and read when they come back."""
