"""Agenda and minutes: of the group's rapid review meeting, of those who decide, and of any other meeting."""

# ruff: noqa: E501 - sentences and tags are kept whole

from template_blocks import safety_in_brief
from word_parts import WordFile

NONE_YET = "Nothing is recorded yet."
REVIEW_ITEMS = (
    ("Welcome, apologies and deputies; is the meeting quorate; interests to declare", ""),
    ("What a rapid review is for: learning, not blame", ""),
    ("Safety of every child now, of the family and around it; what has to happen today", ""),
    (
        "The facts, as far as they can be known; agencies not asked or silent, and why",
        "{{ documents.rapid_review_report.label }}",
    ),
    ("The child’s lived experience; identity, protected characteristics and inequality: what they meant", ""),
    ("Key practice episodes; what went well, what could have been better", ""),
    ("Immediate learning, who shares it, and by when", ""),
    ("Each criterion, with reasons; the recommendation", "{{ documents.decision_record.label }}"),
    (
        "If there is to be a review: key lines of enquiry, methodology, scope, possible reviewer",
        "{{ documents.decision_record.label }}",
    ),
    ("Contact with the family; police, courts and coroner; interest of the media", ""),
    ("Actions: what, who, by when", ""),
)
PARTNER_ITEMS = (
    ("Who is present, and who deputises for whom with authority to decide", ""),
    ("Safety of every child now", ""),
    ("The recommendation, and its reasons for each criterion", "{{ documents.decision_record.label }}"),
    ("What the independent scrutineer says, where one was asked", ""),
    ("The response of each: agrees, agrees with a comment, does not agree", "{{ documents.decision_record.label }}"),
    ("If views differ: the discussion, its result, and what the {{ names.panel }} is told", ""),
    ("Signing; sending to the {{ names.panel }} by {{ submission.date }}", "{{ documents.panel_letter.label }}"),
)
OTHER_ITEMS = (
    ("Welcome, apologies and deputies; interests to declare", ""),
    ("Matters arising from the last meeting", ""),
    ("Safety of every child now", ""),
    ("Where the work stands, and what is due", ""),
    ("Decisions to be taken", ""),
    ("Actions: what, who, by when", ""),
    ("Next meeting", ""),
)
#: What the group talks of, and the sections of its own text that say it.
DISCUSSED = (
    ("Lived experience of the child", "lived_experience"),
    ("Identity and protected characteristics", "identity"),
    ("Key practice episodes", "practice"),
    ("Good practice", "good_practice"),
    ("Analysis", "analysis"),
)


def _meeting_facts(word: WordFile, held: bool = False) -> None:
    quorate = (("Quorate", "{{ decision.quorate or 'not recorded' }}"),) if held else ()
    word.facts(
        (
            ("Meeting", "{{ meeting.title or document.title }}"),
            ("Date and time", "{{ meeting.when }}"),
            ("Place", "{{ meeting.place or 'to be confirmed' }}"),
            ("Case reference", "{{ case.reference }}"),
            ("Concerning", "{{ case.children }}{% if case.kinds %} ({{ case.kinds }}){% endif %}"),
            ("{%tr if decision.chair %}", ""),
            ("Chair", "{{ decision.chair }}"),
            ("{%tr endif %}", ""),
            *quorate,
            ("Outcome due with the Panel", "{{ submission.date }}"),
        ),
        left=60,
    )


def _items(word: WordFile, items: tuple[tuple[str, str], ...]) -> None:
    word.rows(
        ("No.", "Item", "Paper"),
        tuple((str(number), what, paper) for number, (what, paper) in enumerate(items, 1)),
        (12, 98, 60),
    )


def agenda() -> WordFile:
    """What a meeting is to settle, in order."""
    word = WordFile("{{ document.title }}", footer="{{ document.title }} · {{ document.reference }}")
    word.heading("{{ document.title }}", 0)
    _meeting_facts(word)
    word.heading("Items")
    word.text("{%p if meeting.kind == 'review' %}")
    _items(word, REVIEW_ITEMS)
    word.text("{%p elif meeting.kind == 'partners' %}")
    _items(word, PARTNER_ITEMS)
    word.text("{%p else %}")
    _items(word, OTHER_ITEMS)
    word.text("{%p endif %}", "{%p if meeting.kind == 'review' and decision.criteria %}")
    word.heading("The criteria to be answered")
    word.text("{%p for row in decision.criteria %}")
    word.bullets("{{ row.text }}")
    word.text("{%p endfor %}", "{%p endif %}", "{%p if meeting.lacking %}")
    word.heading("What the review still lacks")
    word.text("{%p for row in meeting.lacking %}")
    word.bullets("{{ row.what }}")
    word.text("{%p endfor %}", "{%p endif %}")
    word.heading("Invited")
    word.text("{%p if decision.members %}")
    word.table(
        ("Name and role", "Organisation"),
        ("{{ member.name }}{% if member.job %}, {{ member.job }}{% endif %}", "{{ member.organisation }}"),
        (100, 70),
        "for member in decision.members",
    )
    word.text("{%p else %}", "Nobody is recorded as invited yet.", "{%p endif %}")
    word.text(
        "If you cannot come, please name a deputy who can speak and decide for your agency, and tell us before the meeting"
        " of any interest to declare, such as having worked with the child or family yourself. Please read the papers"
        " beforehand, and keep them on secure systems.",
    )
    return word


def minutes() -> WordFile:
    """What a meeting settled: who was there, what was decided, and what is to be done."""
    word = WordFile("{{ document.title }}", footer="{{ document.title }} · {{ document.reference }}")
    word.heading("{{ document.title }}", 0)
    _meeting_facts(word, held=True)
    word.heading("1. Attendance")
    header = ("Name and role", "Organisation", "Present, apologies or deputy", "Deputy for whom; interest declared")
    widths = (52.0, 44.0, 30.0, 44.0)
    word.text("{%p if decision.members %}")
    word.table(
        header,
        (
            "{{ member.name }}{% if member.job %}, {{ member.job }}{% endif %}",
            "{{ member.organisation }}",
            "{{ member.how }}",
            "{{ member.interest }}",
        ),
        widths,
        "for member in decision.members",
        small=True,
    )
    word.text("{%p else %}")
    word.table(header, (), widths, blank=6)
    word.text("{%p endif %}")
    word.heading("2. Safety of the children")
    safety_in_brief(word)
    word.when("decision.safety", "{{ decision.safety }}")
    word.text("{%p if meeting.kind == 'review' %}")
    word.heading("3. What was discussed")
    word.text("{{ progress.returns }}")
    word.when("meeting.minutes", "{{ meeting.minutes }}")
    word.text("{%p if findings.facts or case.summary %}")
    word.heading("The facts", 2)
    word.text("{{ findings.facts or case.summary }}", "{%p endif %}")
    for title, section in DISCUSSED:
        word.text(f"{{%p if findings.{section} %}}")
        word.heading(title, 2)
        word.text(f"{{{{ findings.{section} }}}}", "{%p endif %}")
    written = " and ".join(f"findings.{section}" for _, section in DISCUSSED)
    word.text("{%p if not (" + written + ") %}")
    word.heading("Not written yet", 2)
    for title, section in DISCUSSED:
        word.bullets(f"{{%p if not findings.{section} %}}", title, "{%p endif %}")
    word.text("{%p endif %}")
    word.text("{%p endif %}")
    word.heading("{% if meeting.kind == 'review' %}4{% else %}3{% endif %}. Decisions")
    word.text("{%p if meeting.kind == 'review' %}")
    word.text("{%p if decision.criteria %}")
    word.table(
        ("Criterion", "Answer", "Reasons"),
        ("{{ row.text }}", "{{ row.answer }}", "{{ row.reasons }}"),
        (74, 26, 70),
        "for row in decision.criteria",
    )
    word.text("{%p endif %}")
    word.text("**Recommendation:** {{ decision.outcome }}")
    word.when("decision.reasons", "{{ decision.reasons }}")
    word.text("{%p if decision.key_lines %}")
    word.heading("Key lines of enquiry", 2)
    word.text("{%p for line in decision.key_lines %}")
    word.bullets("{{ line }}")
    word.text("{%p endfor %}", "{%p endif %}")
    word.when("decision.other_action", "**Other action:** {{ decision.other_action }}")
    word.when("decision.learning", "**Immediate learning:** {{ decision.learning }}")
    word.when("decision.family_contact", "**Contact with the family:** {{ decision.family_contact }}")
    word.text("{%p elif meeting.kind == 'partners' %}")
    word.text("**Decision:** {{ decision.final }}", "{%p if decision.responses %}")
    word.table(
        ("Who", "Response", "Comment", "Signed"),
        (
            "{{ row.partner }}",
            "{{ row.response }}",
            "{{ row.comment }}",
            "{{ row.signatory }}{% if row.signatory and row.signed %}, {% endif %}{{ row.signed }}",
        ),
        (42, 34, 50, 44),
        "for row in decision.responses",
    )
    word.text("{%p endif %}", "{%p for entry in discussions %}")
    word.text(
        "**Discussed on {{ entry.on }}{% if entry.took_part %} by {{ entry.took_part }}{% endif %}.** {{ entry.result }}",
        "{%p endfor %}",
    )
    word.when("meeting.minutes", "{{ meeting.minutes }}")
    word.text("{%p else %}")
    word.when("meeting.minutes", "{{ meeting.minutes }}", otherwise=NONE_YET)
    word.text("{%p endif %}")
    word.heading("{% if meeting.kind == 'review' %}5{% else %}4{% endif %}. Actions")
    word.table(("What", "Who", "By when"), (), (96, 40, 34), blank=5)
    word.heading("{% if meeting.kind == 'review' %}6{% else %}5{% endif %}. Dates to keep")
    word.text("{%p if key_dates %}")
    word.table(
        ("When", "What", "Who"),
        ("{{ row.when }}{% if row.place %}, {{ row.place }}{% endif %}", "{{ row.title }}", "{{ row.role }}"),
        (58, 72, 40),
        "for row in key_dates",
    )
    word.text("{%p else %}", "No date lies ahead.", "{%p endif %}")
    word.facts((("Agreed as a true record", ""), ("Chair, and date", "")), left=60)
    return word


TEMPLATES = {"agenda": agenda, "minutes": minutes}
