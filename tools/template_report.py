"""The collated report (SCSI-7): all returns, nil returns and missing returns, for the group to read in an evening."""

# ruff: noqa: E501 - sentences and tags are kept whole

from template_blocks import CIRCUMSTANCES_AND_DATES, EVENT, safety_in_full, stretches
from word_parts import WordFile

FOOTER = "{{ document.title }} · {{ document.reference }}"
ANY_ROW = "report.chronology.rows or report.chronology.undated"


def rapid_review_report() -> WordFile:
    """Safety, who answered, family and facts upright; the chronology across; then question by question, upright again."""
    word = WordFile("{{ document.title }}", footer=FOOTER)
    word.heading("{{ document.title }}", 0)
    word.text(
        "Working paper for the {{ names.group }}, {{ today }}. Case {{ case.reference }}, concerning {{ case.children }}."
        " Meeting: {{ meeting.when }}{% if meeting.place %}, {{ meeting.place }}{% endif %}."
        " It is not part of what is sent to the {{ names.panel }}.",
    )
    _safety(word)
    word.text("{%p if report.last %}")
    word.heading("New since the report of {{ report.last }}", 2)
    word.text("{%p for entry in report.news %}")
    word.bullets("{% if entry.agency %}**{{ entry.agency }}:** {% endif %}{{ entry.text }}")
    word.text("{%p endfor %}", "{%p endif %}")
    word.heading("Contents", 2)
    word.contents(
        ("part_safety", "1. Safety now"),
        ("part_asked", "2. Who was asked, and who answered"),
        ("part_family", "3. The family"),
        ("part_facts", "4. The facts"),
        ("part_chronology", "5. Merged chronology"),
        ("part_questions", "6. Question by question"),
        ("part_authors", "7. Authors and searches"),
        ("part_versions", "8. What changed between versions"),
        ("part_other", "9. Other text in the returns"),
        ("part_unread", "10. Returns that were not read as a form"),
        ("part_notes", "11. What the reading of the returns left open"),
        ("", "{%p if report.originals %}"),
        ("part_originals", "12. The returns as they came"),
        ("", "{%p endif %}"),
    )
    _asked(word)
    _family(word)
    _facts(word)
    word.turn(across=True, footer=FOOTER, when=ANY_ROW)
    _chronology(word)
    word.turn(across=False, footer=FOOTER, when=ANY_ROW)
    _questions(word)
    _versions(word)
    _other(word)
    word.heading("11. What the reading of the returns left open", mark="part_notes")
    word.text("{%p if report.notes %}", "{%p for entry in report.notes %}")
    word.bullets("**{{ entry.agency }}:** {{ entry.text }}")
    word.text("{%p endfor %}", "{%p else %}", "Nothing was left open.", "{%p endif %}")
    _originals(word)
    return word


def _safety(word: WordFile) -> None:
    """Safety first: what agencies are worried about now, and how every child of the case is kept safe."""
    word.heading("1. Safety now", mark="part_safety")
    word.text("{%p if report.concerns %}")
    word.table(
        ("Agency", "Immediate safety concern"),
        ("{{ entry.agency }}", "{{ entry.text }}|**{{ entry.told }}**"),
        (44, 126),
        "for entry in report.concerns",
        split=True,
    )
    word.text("{%p else %}", "No immediate safety concern was reported.", "{%p endif %}")
    word.text("{%p if safety %}")
    word.heading("Every child of the case", 2)
    safety_in_full(word, (36, 62, 40, 32), small=True)
    word.text("{%p endif %}")


def _asked(word: WordFile) -> None:
    """On one page: who was asked and when, who answered, nil returns, what is missing and why, and who was not asked."""
    word.heading("2. Who was asked, and who answered", mark="part_asked")
    word.text("{%p if report.asked %}")
    word.text("{{ report.summary }}", keep=True)
    word.table(
        ("Agency, and whom it was asked about", "Sent", "Due", "Answered", "State"),
        (
            "**{{ row.agency }}**, {{ row.about }}|{%p if row.note %}|{{ row.note }}|{%p endif %}",
            "{{ row.sent }}",
            "{{ row.due }}",
            "{{ row.received }}",
            "{% if row.missing %}**{{ row.state }}**{% else %}{{ row.state }}{% endif %}",
        ),
        (80, 22, 22, 22, 24),
        "for row in report.asked",
        small=True,
        keep=True,
    )
    word.text("{%p else %}", "No agency has been asked for information yet.", "{%p endif %}")
    word.text("{%p if report.not_asked %}")
    word.heading("Not asked, and why", 2)
    word.table(
        ("Agency", "Why it was not asked"),
        ("{{ row.agency }}", "{{ row.reason }}"),
        (76, 94),
        "for row in report.not_asked",
        small=True,
    )
    word.text("{%p endif %}")


def _family(word: WordFile) -> None:
    """The genogram first, for the eye; then each person with what is known of them."""
    word.heading("3. The family", mark="part_family")
    word.text("{%p if report.genogram %}")
    word.picture("report.genogram")
    word.text("{%p endif %}", "{%p if people %}")
    word.table(
        ("Person", "Relations, address, school", "Identity and protected characteristics"),
        (
            "**{{ person.code }}**{% if person.name != person.code %}: {{ person.name }}{% endif %}"
            "{% if person.also_known_as %} (also known as {{ person.also_known_as }}){% endif %}|{{ person.roles }}"
            "|{{ person.birth }}",
            "{{ person.relations or 'no relation recorded' }}|{{ person.home }}",
            "{{ person.identity }}",
        ),
        (48, 56, 66),
        "for person in report.family",
        small=True,
    )
    word.text("{%p else %}", "No person has been recorded yet.", "{%p endif %}")


def _facts(word: WordFile) -> None:
    word.heading("4. The facts", mark="part_facts")
    word.facts(
        (
            ("What happened", "{{ case.summary or 'No summary has been recorded yet.' }}"),
            ("Kind of incident", "{{ case.kinds or 'not recorded' }}"),
            *CIRCUMSTANCES_AND_DATES,
            (
                "Areas",
                "Incident: {{ case.incident_area or 'not recorded' }}. Home: {{ case.home_area or 'not recorded' }}."
                "{% if case.responsible_authority %} Responsible authority: {{ case.responsible_authority }}.{% endif %}",
            ),
        ),
        left=45,
    )


CHRONOLOGY = ("Ref.", "Date", "Time", "Source", "Event", "Action or response")
CHRONOLOGY_WIDTHS = (20, 34, 16, 43, 86, 58)


def _events(second: str) -> tuple[str, ...]:
    """A row of the chronology; empty parts of it leave no empty line."""
    return (
        "{{ row.reference }}",
        "{{ row.date }}|" + second,
        "{{ row.time }}",
        "{{ row.source }}",
        EVENT,
        "{{ row.response }}",
    )


def _chronology(word: WordFile) -> None:
    """All agencies' events as one, what could not be dated, and where nobody records a contact."""
    word.heading("5. Merged chronology", mark="part_chronology")
    word.text("{{ report.chronology.summary }}", "{%p if report.chronology.rows %}")
    word.table(
        CHRONOLOGY,
        _events("{%p if row.uncertain %}|{{ row.uncertain }}|{%p endif %}"),
        CHRONOLOGY_WIDTHS,
        "for row in report.chronology.rows",
        split=True,
        small=True,
        space=False,
    )
    word.text("{%p endif %}", "{%p if report.chronology.undated %}")
    word.heading("Without a date that can be read", 2)
    word.table(
        CHRONOLOGY,
        _events("{{ row.means }}|{%p if row.follows %}|Follows {{ row.follows }}|{%p endif %}"),
        CHRONOLOGY_WIDTHS,
        "for row in report.chronology.undated",
        split=True,
        small=True,
        space=False,
    )
    word.text("{%p endif %}", "{%p if report.chronology.stretches %}")
    word.heading("More than {{ report.chronology.days }} days without any recorded contact", 2)
    stretches(word, "report.chronology.stretches")
    word.text("{%p endif %}")


def _questions(word: WordFile) -> None:
    """Each section of the form, each question, every agency's answer; then who wrote them."""
    word.heading("6. Question by question", mark="part_questions")
    word.text("{%p if report.sections %}", "{%p for section in report.sections %}")
    word.heading("{{ section.code }}.{% if section.title %} {{ section.title }}{% endif %}", 2)
    word.text("{%p for question in section.questions %}")
    word.heading("{{ question.code }} {{ question.label }}", 3)
    word.text("{%p if question.answers %}")
    word.table(
        ("Agency", "Answer"),
        ("{{ entry.agency }}", "{{ entry.text }}"),
        (44, 126),
        "for entry in question.answers",
        split=True,
    )
    word.text("{%p endif %}", "{%p if question.silent %}", "No answer from {{ question.silent }}.", "{%p endif %}")
    word.text("{%p endfor %}", "{%p endfor %}")
    word.text("{%p else %}", "No return with answers has been received yet.", "{%p endif %}")
    word.heading("7. Authors and searches", mark="part_authors")
    word.text("{%p if report.authors %}")
    word.table(
        ("Agency", "What the return says"),
        ("{{ entry.agency }}", "{{ entry.text }}"),
        (44, 126),
        "for entry in report.authors",
        split=True,
        small=True,
    )
    word.text("{%p else %}", "No return has been received yet.", "{%p endif %}")


def _versions(word: WordFile) -> None:
    """Where an agency sent its return again: what is different."""
    word.heading("8. What changed between versions", mark="part_versions")
    word.text("{%p if report.versions %}", "{%p for entry in report.versions %}")
    word.heading("{{ entry.agency }}: version {{ entry.version }}, received {{ entry.received }}", 3)
    word.text("{%p for sentence in entry.told %}", "{{ sentence }}", "{%p endfor %}", keep=True)
    word.text("{%p if entry.changes %}")
    word.table(
        ("Where", "What", "Before", "Now"),
        ("{{ change.where }}", "{{ change.what }}", "{{ change.before or '–' }}", "{{ change.after or '–' }}"),
        (34, 20, 58, 58),
        "for change in entry.changes",
        split=True,
        small=True,
    )
    word.text("{%p endif %}", "{%p if entry.same %}", "{{ entry.same }}", "{%p endif %}", "{%p endfor %}")
    word.text("{%p else %}", "No agency has sent its return a second time.", "{%p endif %}")


def _other(word: WordFile) -> None:
    """Text that is no answer, and returns that are no form: whole, and with how it stands in the file."""
    word.heading("9. Other text in the returns", mark="part_other")
    word.text("{%p if report.other_text %}", "{%p for entry in report.other_text %}")
    word.heading("{{ entry.agency }}", 3)
    word.table(
        ("Where", "Status", "Text"),
        ("{{ piece.where }}", "{{ piece.status }}", "{{ piece.text }}"),
        (46, 22, 102),
        "for piece in entry.pieces",
        split=True,
        small=True,
    )
    word.text("{%p endfor %}", "{%p else %}", "The returns hold no text outside the answers.", "{%p endif %}")
    word.heading("10. Returns that were not read as a form", mark="part_unread")
    word.text("{%p if report.unread %}", "{%p for entry in report.unread %}")
    word.heading("{{ entry.agency }}: {{ entry.file }}, received {{ entry.received }}", 3)
    word.when("entry.note", "{{ entry.note }}")
    word.text("{%p if entry.pieces %}")
    word.table(
        ("Where", "Text as it stands in the file"),
        (
            "{{ piece.where }}{% if piece.status != 'current' %}, {{ piece.status }}{% endif %}",
            "{{ piece.text }}",
        ),
        (26, 144),
        "for piece in entry.pieces",
        split=True,
        small=True,
    )
    word.text("{%p else %}", "No text could be read in it: see the original.", "{%p endif %}", "{%p endfor %}")
    word.text("{%p else %}", "Every file that came was read as a form.", "{%p endif %}")


def _originals(word: WordFile) -> None:
    word.text("{%p if report.originals %}")
    word.heading("12. The returns as they came", mark="part_originals")
    word.text(
        "These files lie beside this report in the folder “{{ report.originals_folder }}”, byte for byte as the agencies"
        " sent them. They come from outside and were not cleaned: open them with care, and send none of them on as ours.",
        keep=True,
    )
    word.table(
        ("Agency, version", "Received", "File as it came", "Kept as"),
        (
            "{{ entry.agency }}, version {{ entry.version }}",
            "{{ entry.received }}",
            "{{ entry.file }} ({{ entry.size }})",
            "{{ entry.kept_as }}",
        ),
        (42, 22, 46, 60),
        "for entry in report.originals",
        small=True,
    )
    word.text("{%p endif %}")


TEMPLATES = {"rapid-review-report": rapid_review_report}
