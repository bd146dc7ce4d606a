"""Blocks that stand in more than one template."""

# ruff: noqa: E501 - sentences and tags are kept whole

from word_parts import WordFile

#: What kind of case it is and when it became known, as rows of facts.
CIRCUMSTANCES_AND_DATES = (
    ("{%tr if case.flags %}", ""),
    ("Circumstances", "{{ case.flags }}"),
    ("{%tr endif %}", ""),
    ("Incident", "{{ dates.incident }}"),
    ("Local authority aware", "{{ dates.aware }}"),
    ("Notification received", "{{ dates.received }}"),
    ("Notified to the Panel", "{{ dates.panel_notified }}"),
)

#: The event of a row of the chronology, with what stands beside it; empty parts of it leave no empty line.
EVENT = "{{ row.event }}|{%p if row.beside %}|{{ row.beside }}|{%p endif %}|{%p if row.twins %}|**{{ row.twins }}**|{%p endif %}"

_SAFE = "{{ row.safe }}{% if row.note %}. {{ row.note }}{% endif %}"


def safety_in_full(word: WordFile, widths: tuple[int, ...], small: bool = False) -> None:
    """How every child is safe, who has made sure, and when: for reports."""
    word.table(
        ("Child", "Safe now", "Checked by", "When"),
        (
            "{{ row.child }}{% if row.age %}, {{ row.age }}{% endif %}",
            _SAFE,
            "{{ row.checked_by or '–' }}",
            "{{ row.on or '–' }}",
        ),
        widths,
        "for row in safety",
        small=small,
    )


def safety_in_brief(word: WordFile) -> None:
    """How every child is safe: for letters and the meeting's papers."""
    word.text("{%p if safety %}")
    word.table(
        ("Child", "Safe now", "Checked by, and when"),
        ("{{ row.child }}", _SAFE, "{{ row.checked_by }}{% if row.on %}, {{ row.on }}{% endif %}"),
        (34, 68, 68),
        "for row in safety",
    )
    word.text("{%p else %}", "No child has been recorded yet.", "{%p endif %}")


def stretches(word: WordFile, field: str, between: str = "{{ entry.between }}") -> None:
    """The stretches without contact that `field` lists."""
    word.table(
        ("From", "To", "Days", "Between"),
        ("{{ entry.from }}", "{{ entry.to }}", "{{ entry.days }}", between),
        (60, 60, 27, 110),
        f"for entry in {field}",
        small=True,
        space=False,
    )
