"""What the check of templates says, as sentences."""

from pathlib import Path

from sgreview.documents.templates.check import examine


def check_template(path: Path) -> tuple[str, ...]:
    """Every mistake of a template as a sentence; empty where there is none."""
    return tuple(mistake.sentence for mistake in examine(path).mistakes)
