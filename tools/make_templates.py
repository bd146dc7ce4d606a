"""Build the Word templates afresh. They were made by this once; from then on the files in templates/ are the truth.

Run it only to start again from nothing: `python tools/make_templates.py DIR [NAME...]`.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import template_chronology
import template_final
import template_forms
import template_letters
import template_meetings
import template_notices
import template_records
import template_report

PARTS = (
    template_forms,
    template_letters,
    template_notices,
    template_meetings,
    template_records,
    template_report,
    template_final,
    template_chronology,
)
TEMPLATES = {name: make for part in PARTS for name, make in part.TEMPLATES.items()}


def main() -> None:
    """Write the templates named (all of them, where none is) to a folder."""
    folder, *names = sys.argv[1:]
    for name in names or TEMPLATES:
        path = Path(folder) / f"{name}.docx"
        TEMPLATES[name]().save(path)
        print(path)


if __name__ == "__main__":
    main()
