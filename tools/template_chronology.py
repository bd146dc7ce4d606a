"""The merged chronology as a document of its own."""

# ruff: noqa: E501 - sentences and tags are kept whole

from template_blocks import EVENT, stretches
from word_parts import WordFile

HEADER = ("Ref.", "Date as written", "Understood as", "Time", "Source", "Event", "Action or response")
WIDTHS = (22, 25, 28, 17, 39, 74, 52)


def _row(first: str, second: str) -> tuple[str, ...]:
    """A row of a chronology; empty parts of it leave no empty line."""
    return (
        "**{{ row.reference }}**",
        first,
        second,
        "{{ row.time }}",
        "{{ row.source }}",
        EVENT,
        "{{ row.response }}",
    )


def chronology() -> WordFile:
    """Every row that agencies sent, in order, for the group; the whole or a part that says what it leaves out."""
    word = WordFile(
        "{{ document.title }}", across=True, letter=False, footer="{{ document.title }} · {{ document.reference }}"
    )
    word.heading("{{ document.title }}", 0)
    word.text(
        "Working paper for the {{ names.group }} of {{ partnership.name }}, {{ today }}. Case {{ case.reference }},"
        " concerning {{ case.children }}. What stands here is what agencies wrote; nothing was corrected, joined or left"
        " out unless this page says so. {{ chronology.summary }}{% if chronology.remarks %} What an agency can be asked to"
        " check stands at the end.{% endif %}",
    )
    word.text("{%p if chronology.filter %}", "**{{ chronology.filter }}**", "{%p endif %}")
    _first_page(word)
    word.text("{%p for entry in chronology.pictures %}")
    word.picture("entry.picture")
    word.text("{%p endfor %}")
    word.heading("The chronology")
    word.text("{%p if chronology.rows %}")
    word.text(
        "References stay the same when later returns arrive. The column “Understood as” says only what the words of the"
        " date allow; where they allow more than one day, the row stands at the first of them.",
        keep=True,
    )
    word.table(
        HEADER,
        _row(
            "{{ row.date }}",
            "{{ row.means }}|{%p if row.uncertain %}|**{{ row.uncertain }}**|{%p endif %}",
        ),
        WIDTHS,
        "for row in chronology.rows",
        split=True,
        small=True,
    )
    word.text("{%p else %}", "No row with a date that can be read.", "{%p endif %}")
    word.text("{%p if chronology.undated %}")
    word.heading("Rows without a date that can be read")
    word.text(
        "They could not be placed. Where a row follows another in its agency’s own return, that row is named.",
        keep=True,
    )
    word.table(
        HEADER,
        _row("{{ row.date }}", "{{ row.means }}|{%p if row.follows %}|Follows {{ row.follows }}|{%p endif %}"),
        WIDTHS,
        "for row in chronology.undated",
        split=True,
        small=True,
    )
    word.text("{%p endif %}", "{%p if chronology.remarks %}")
    _remarks(word)
    word.text("{%p endif %}")
    return word


def _first_page(word: WordFile) -> None:
    """What to know before reading: whose rows these are, and where nobody tells of a contact."""
    word.heading("Whose rows these are", 2)
    word.text("{%p if chronology.who %}")
    word.table(
        ("Agency", "Answer", "Rows"),
        ("{{ entry.agency }}", "{{ entry.state }}", "{{ entry.rows }}"),
        (100, 127, 30),
        "for entry in chronology.who",
        small=True,
        space=False,
    )
    word.text("{%p else %}", "No agency has been asked yet.", "{%p endif %}")
    word.text("{%p if chronology.rows %}")
    word.heading("Stretches without contact", 2)
    word.text("{%p if chronology.stretches %}")
    word.text(
        "More than {{ chronology.days }} days{% if chronology.span %}, {{ chronology.span }},{% endif %} in which no"
        " row{% if chronology.filter %} shown here{% endif %} tells of a contact. It may be that nobody met the family,"
        " that a contact was not recorded, or that an agency has not answered.",
        keep=True,
    )
    stretches(
        word,
        "chronology.stretches",
        "{{ entry.between }}|{%p if entry.within %}|{{ entry.within }}|{%p endif %}",
    )
    word.text(
        "{%p else %}",
        "No stretch of more than {{ chronology.days }} days without a row{% if chronology.span %} {{ chronology.span }}{% endif %}.",
        "{%p endif %}",
    )
    word.text("{%p endif %}")


def _remarks(word: WordFile) -> None:
    """What an agency can be asked to check."""
    word.heading("Rows to look at")
    word.text("What an agency can be asked to check; nothing was changed.", keep=True)
    word.table(
        ("Agency", "What", "Rows"),
        ("{{ entry.agency }}", "{{ entry.what }}", "{{ entry.rows }}"),
        (70, 100, 87),
        "for entry in chronology.remarks",
        split=True,
        small=True,
    )


TEMPLATES = {"chronology": chronology}
