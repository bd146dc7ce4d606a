"""The decision record (SRG-8)."""

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


TEMPLATES = {"decision-record": decision_record}
