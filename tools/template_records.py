"""The collated report (SCSI-7) and the decision record (SRG-8)."""

# ruff: noqa: E501 - sentences and tags are kept whole

from word_parts import WordFile


def decision_record() -> WordFile:
    """Completed at the meeting, sent to those who decide, signed by them."""
    word = WordFile("{{ document.title }}", footer="{{ document.title }} · {{ document.reference }}")
    word.heading("{{ document.title }}", 0)
    word.facts(
        (
            ("Case reference", "{{ case.reference }}"),
            ("Concerning", "{{ case.children }}{% if case.kinds %} ({{ case.kinds }}){% endif %}"),
            ("Incident; local authority aware", "{{ dates.incident }}; {{ dates.aware }}"),
            ("Notification received", "{{ dates.received }}"),
            ("Notified to the Panel", "{{ dates.panel_notified }}"),
            ("Outcome due with the Panel", "{{ submission.date }}"),
        ),
        left=60,
    )
    word.heading("1. The meeting")
    word.facts(
        (
            ("Group", "{{ names.group }}"),
            ("Date, time and place", "{{ meeting.when }}{% if meeting.place %}, {{ meeting.place }}{% endif %}"),
            ("Chair", "{{ decision.chair }}"),
            ("Quorate", "{{ decision.quorate }}"),
        ),
        left=60,
    )
    word.heading("Attendance", 2)
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
        blank=3,
    )
    word.text("{%p else %}")
    word.table(header, (), widths, blank=8)
    word.text("{%p endif %}")
    word.heading("2. Summary of the case")
    word.when("case.summary", "{{ case.summary }}", otherwise="To be agreed at the meeting.")
    word.heading("3. The criteria")
    word.text("{%p if decision.criteria %}", "{%p for criterion in decision.criteria %}")
    word.facts(
        (
            ("Criterion {{ criterion.number }}", "{{ criterion.text }}"),
            ("Speaks for", "{{ criterion.outcomes }}"),
            ("Met?", "boxes: criterion.met Met, criterion.not_met Not met"),
            ("Reasons", "{{ criterion.reasons }}"),
        ),
        left=40,
        keep=True,
    )
    word.text("{%p endfor %}", "{%p else %}", "The procedure names no criteria.", "{%p endif %}")
    word.heading("4. Recommendation")
    word.text("The {{ names.group }} recommends:")
    word.ticks("for choice in decision.outcomes", "choice.label", "choice.tick", "choice.checked")
    word.heading("Reasons", 2)
    word.when("decision.reasons", "{{ decision.reasons }}", otherwise="To be agreed at the meeting.")
    word.heading("Key lines of enquiry", 2)
    word.text("{%p if decision.key_lines %}", "{%p for line in decision.key_lines %}")
    word.bullets("{{ line }}")
    word.text("{%p endfor %}", "{%p else %}", "No key lines of enquiry are recorded yet.", "{%p endif %}")
    word.facts(
        (
            ("Methodology", "{{ decision.methodology }}"),
            ("Scope", "{{ decision.scope }}"),
            ("Possible reviewer", "{{ decision.reviewer }}"),
            ("Other action (what, owner, due)", "{{ decision.other_action }}"),
            ("Date of the recommendation", "{{ decision.on }}"),
        ),
        left=60,
        keep=True,
    )
    word.heading("5. Learning, safety and family")
    word.facts(
        (
            ("Safety of the children now", "{{ decision.safety }}"),
            ("Immediate learning, and how it is shared", "{{ decision.learning }}"),
            ("Contact with the family", "{{ decision.family_contact }}"),
        ),
        left=60,
    )
    # One sheet to sign and to scan: with three partners all of them fit on it.
    word.heading("6. Response of those who decide", new_page=True)
    word.text("Each signs and dates their own part. A deputy says for whom they sign.")
    word.text("{%p for entry in decision.responses %}")
    word.heading("{{ entry.partner }}", 2)
    word.ticks("for option in entry.options", "option.label", "option.tick", "option.checked")
    word.gap()
    word.facts(
        (
            ("Comment", "{{ entry.comment }}"),
            ("Name and job", "{{ entry.by }}"),
            ("Deputy for (if so)", "{{ entry.deputy_for }}"),
            ("Signature", "|"),
            ("Date", "{{ entry.signed }}"),
        ),
        left=60,
        keep=True,
    )
    word.text("{%p endfor %}")
    word.heading("7. If they do not agree")
    word.when(
        "decision.differ",
        "{{ decision.differ }} did not agree. The discussion between the {{ names.partners }}, and its result, are recorded"
        " here.",
        otherwise="If views differ, the {{ names.partners }} discuss the case and record the result here.",
    )
    word.facts((("Discussed on, and by whom", ""), ("Result", ""), ("Told to the Panel", "")), left=60)
    return word


def rapid_review_report() -> WordFile:
    """All returns, nil returns and missing returns on one paper, for the group to read before the meeting."""
    word = WordFile("{{ document.title }}", across=True, footer="{{ document.title }} · {{ document.reference }}")
    word.heading("{{ document.title }}", 0)
    word.text(
        "Working paper for the {{ names.group }}, {{ today }}. Case {{ case.reference }}, concerning {{ case.children }}."
        " Meeting: {{ meeting.when }}{% if meeting.place %}, {{ meeting.place }}{% endif %}."
        " It is not part of what is sent to the {{ names.panel }}.",
    )
    word.heading("Safety now")
    word.text("{%p if report.concerns %}")
    word.table(
        ("Agency", "Immediate safety concern"),
        ("{{ entry.agency }}", "{{ entry.text }}"),
        (60, 197),
        "for entry in report.concerns",
        split=True,
    )
    word.text("{%p else %}", "No immediate safety concern was reported.", "{%p endif %}")
    word.heading("Who was asked, and who answered")
    word.text("{%p if report.asked %}")
    word.text("{{ report.summary }}", keep=True)
    word.table(
        ("Agency", "Asked about", "Sent", "Due", "Received", "State", "Note"),
        (
            "{{ row.agency }}",
            "{{ row.about }}",
            "{{ row.sent }}",
            "{{ row.due }}",
            "{{ row.received }}",
            "{{ row.state }}",
            "{{ row.note }}",
        ),
        (56, 58, 26, 26, 26, 25, 40),
        "for row in report.asked",
    )
    word.text("{%p else %}", "No agency has been asked for information yet.", "{%p endif %}")
    word.text("{%p if report.not_asked %}")
    word.heading("Not asked, and why", 2)
    word.text("{%p for row in report.not_asked %}")
    word.bullets("**{{ row.agency }}:** {{ row.reason }}")
    word.text("{%p endfor %}", "{%p endif %}")
    word.heading("The family")
    word.text("{%p if people %}")
    word.table(
        ("Person", "Born, age", "Relations", "Address, household, school", "Identity and protected characteristics"),
        (
            "**{{ person.code }}**{% if person.name != person.code %}: {{ person.name }}{% endif %}"
            "{% if person.also_known_as %} (also known as {{ person.also_known_as }}){% endif %}|{{ person.roles }}",
            "{{ person.born }}{% if person.age %}, {{ person.age }}{% endif %}"
            "{% if person.died %}; died {{ person.died }}{% endif %}",
            "{{ person.relations }}",
            "{{ person.home }}",
            "{{ person.identity }}",
        ),
        (58, 37, 42, 50, 70),
        "for person in report.family",
    )
    word.text("{%p else %}", "No person has been recorded yet.", "{%p endif %}")
    word.heading("The facts")
    word.facts(
        (
            ("What happened", "{{ case.summary or 'No summary has been recorded yet.' }}"),
            ("Kind of incident", "{{ case.kinds or 'not recorded' }}"),
            ("{%tr if case.flags %}", ""),
            ("Circumstances", "{{ case.flags }}"),
            ("{%tr endif %}", ""),
            ("Incident", "{{ dates.incident }}"),
            ("Local authority aware", "{{ dates.aware }}"),
            ("Notification received", "{{ dates.received }}"),
            ("Notified to the Panel", "{{ dates.panel_notified }}"),
            (
                "Areas",
                "Incident: {{ case.incident_area or 'not recorded' }}. Home: {{ case.home_area or 'not recorded' }}."
                "{% if case.responsible_authority %} Responsible authority: {{ case.responsible_authority }}.{% endif %}",
            ),
        ),
        left=60,
    )
    word.heading("Merged chronology")
    word.text("{{ report.chronology_summary }}")
    word.text("{%p if report.chronology %}")
    word.table(
        ("Ref.", "Date", "Time", "Source", "Event", "Action or response"),
        (
            "{{ row.reference }}",
            "{{ row.date }}",
            "{{ row.time }}",
            "{{ row.source }}",
            "{{ row.event }}{% if row.twins %} ({{ row.twins }}){% endif %}",
            "{{ row.response }}",
        ),
        (22, 32, 17, 46, 80, 60),
        "for row in report.chronology",
    )
    word.text("{%p endif %}")
    word.heading("Question by question")
    word.text(
        "{%p if report.questions %}",
        "{%p for question in report.questions %}",
    )
    word.heading("{{ question.code }} {{ question.label }}", 2)
    word.text("{%p if question.answers %}")
    word.table(
        ("Agency", "Answer"),
        ("{{ entry.agency }}", "{{ entry.text }}"),
        (50, 207),
        "for entry in question.answers",
        split=True,
    )
    word.text("{%p endif %}", "{%p if question.silent %}", "No answer from {{ question.silent }}.", "{%p endif %}")
    word.text("{%p endfor %}", "{%p else %}", "No return with answers has been received yet.", "{%p endif %}")
    word.heading("Who completed the returns, and how they searched")
    word.text("{%p if report.authors %}")
    word.table(
        ("Agency", "What the return says"),
        ("{{ entry.agency }}", "{{ entry.text }}"),
        (60, 197),
        "for entry in report.authors",
        split=True,
    )
    word.text("{%p else %}", "No return has been received yet.", "{%p endif %}")
    word.heading("Other text in the returns")
    word.text("{%p if report.other_text %}")
    word.table(
        ("Agency", "Where", "Status", "Text"),
        ("{{ entry.agency }}", "{{ entry.where }}", "{{ entry.status }}", "{{ entry.text }}"),
        (50, 46, 32, 129),
        "for entry in report.other_text",
        split=True,
    )
    word.text("{%p else %}", "The returns hold no text outside the answers.", "{%p endif %}")
    word.heading("What the reading of the returns left open")
    word.text("{%p if report.notes %}", "{%p for entry in report.notes %}")
    word.bullets("**{{ entry.agency }}:** {{ entry.text }}")
    word.text("{%p endfor %}", "{%p else %}", "Nothing was left open.", "{%p endif %}")
    return word


TEMPLATES = {"decision-record": decision_record, "rapid-review-report": rapid_review_report}
