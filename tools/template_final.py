"""The rapid review report with the decision: the group's own text, for the leads, the scrutineer and the Panel."""

# ruff: noqa: E501 - sentences and tags are kept whole

from template_blocks import CIRCUMSTANCES_AND_DATES, safety_in_full
from word_parts import WordFile

NONE_YET = "Nothing is recorded yet."


def final_report() -> WordFile:
    """Facts, analysis, learning and decision by code; of what agencies wrote only the chronology, where it is wanted."""
    word = WordFile("{{ document.title }}", footer="{{ document.title }} · {{ document.reference }}")

    def section(title: str, field: str, other: str = "", level: int = 2, mark: str = "") -> None:
        word.heading(title, level, mark=mark)
        word.text("{%p if " + field + " %}", "{{ " + field + " }}")
        if other:
            word.text("{%p elif " + other + " %}", "{{ " + other + " }}")
        word.text("{%p else %}", NONE_YET, "{%p endif %}")

    word.heading("{{ document.title }}", 0)
    word.text(
        "Report of the {{ names.group }} of {{ partnership.name }}, {{ today }}. People stand in it by the codes of the"
        " case; the {{ names.team }} holds their names.",
    )
    word.facts(
        (
            ("Case reference", "{{ case.reference }}"),
            ("Concerning", "{{ case.children }}{% if case.kinds %} ({{ case.kinds }}){% endif %}"),
            *CIRCUMSTANCES_AND_DATES,
            ("Rapid review meeting", "{{ meeting.when }}"),
            ("Outcome due with the Panel", "{{ submission.date }}"),
            ("Decision", "**{{ decision.final }}**"),
        ),
        left=60,
    )
    word.text("{%p if notifications %}")
    word.table(
        ("Panel’s reference", "Child", "Notified to the Panel"),
        ("{{ entry.panel_reference }}", "{{ entry.child }}", "{{ entry.on }}"),
        (64, 48, 58),
        "for entry in notifications",
    )
    word.text("{%p endif %}", "{%p for entry in delays %}")
    word.text(
        "**Delay until {{ entry.until }}** (Panel told: {{ entry.told }}). {{ entry.reason }}",
        "{%p endfor %}",
    )
    word.heading("Contents", 2)
    word.contents(
        ("final_family", "1. The children and the family"),
        ("final_safety", "2. Safety of every child now"),
        ("final_agencies", "3. Agencies involved"),
        ("final_facts", "4. The facts"),
        ("final_experience", "5. The child’s lived experience"),
        ("final_practice", "6. Key practice episodes"),
        ("final_analysis", "7. Analysis"),
        ("final_good", "8. Good practice"),
        ("final_learning", "9. Learning"),
        ("final_contact", "10. Contact with the family"),
        ("final_decision", "11. The decision"),
        ("final_missing", "12. What is missing, and why"),
        ("", "{%p if final.chronology %}"),
        ("final_chronology", "Appendix: the merged chronology"),
        ("", "{%p endif %}"),
    )
    word.heading("1. The children and the family", mark="final_family")
    word.text("{%p if final.genogram %}")
    word.picture("final.genogram")
    word.text("{%p endif %}", "{%p if final.family %}")
    word.table(
        ("Person", "Relations", "Identity and protected characteristics"),
        (
            "**{{ person.code }}**|{{ person.roles }}|{{ person.birth }}",
            "{{ person.relations or 'none recorded' }}",
            "{{ person.identity }}",
        ),
        (48, 52, 70),
        "for person in final.family",
        small=True,
    )
    word.text("{%p else %}", "No person has been recorded yet.", "{%p endif %}")
    section("What identity and protected characteristics meant", "findings.identity")
    word.heading("2. Safety of every child now", mark="final_safety")
    word.text("{%p if safety %}")
    safety_in_full(word, (36, 58, 42, 34))
    word.text("{%p else %}", "No child has been recorded yet.", "{%p endif %}")
    word.text(
        "{%p if findings.safety %}",
        "{{ findings.safety }}",
        "{%p elif decision.safety %}",
        "{{ decision.safety }}",
        "{%p endif %}",
    )
    word.heading("3. Agencies involved", mark="final_agencies")
    word.text("{{ progress.returns }}", keep=True)
    word.text("{%p if final.agencies %}")
    word.table(
        ("Agency", "Asked about", "Answer"),
        ("{{ row.agency }}", "{{ row.about }}", "{{ row.answer }}"),
        (66, 54, 50),
        "for row in final.agencies",
    )
    word.text("{%p endif %}", "{%p if final.not_asked %}")
    word.heading("Not asked, and why", 2)
    word.text("{%p for row in final.not_asked %}")
    word.bullets("**{{ row.agency }}:** {{ row.reason }}")
    word.text("{%p endfor %}", "{%p endif %}", "{%p if partnerships %}")
    word.heading("Other partnerships", 2)
    word.table(
        ("Partnership", "Invited", "Answered", "Answer"),
        (
            "{{ row.name }}{% if row.leads %} (leads the case){% endif %}",
            "{{ row.invited }}",
            "{{ row.answered }}",
            "{{ row.answer or '–' }}",
        ),
        (54, 34, 34, 48),
        "for row in partnerships",
    )
    word.text("{%p endif %}")
    section("4. The facts", "findings.facts", "case.summary", 1, mark="final_facts")
    section("5. The child’s lived experience", "findings.lived_experience", level=1, mark="final_experience")
    section("6. Key practice episodes", "findings.practice", level=1, mark="final_practice")
    section("7. Analysis", "findings.analysis", level=1, mark="final_analysis")
    section("8. Good practice", "findings.good_practice", level=1, mark="final_good")
    section("9. Learning", "findings.learning", "decision.learning", 1, mark="final_learning")
    section("How it is shared", "findings.dissemination")
    section(
        "10. Contact with the family", "findings.family_contact", "decision.family_contact", 1, mark="final_contact"
    )
    word.heading("11. The decision", mark="final_decision")
    word.facts(
        (
            ("Recommendation", "{{ decision.outcome }}"),
            ("Recommended", "{{ decision.on }}"),
            ("Decided", "{{ decision.decided_on }}"),
            ("Decision", "**{{ decision.final }}**"),
            ("Methodology", "{{ decision.methodology or 'not recorded' }}"),
            ("Scope", "{{ decision.scope or 'not recorded' }}"),
            ("Possible reviewer", "{{ decision.reviewer or 'not recorded' }}"),
            ("{%tr if decision.other_action %}", ""),
            ("Other action", "{{ decision.other_action }}"),
            ("{%tr endif %}", ""),
        ),
        left=60,
        keep=True,
    )
    section("Conclusion", "findings.conclusion", "decision.reasons")
    word.heading("Each criterion, with reasons", 2)
    word.text("{%p if decision.criteria %}")
    word.table(
        ("Criterion", "Answer", "Reasons"),
        ("{{ row.text }}", "{{ row.answer }}", "{{ row.reasons or 'No reasons are recorded yet.' }}"),
        (74, 26, 70),
        "for row in decision.criteria",
    )
    word.text("{%p else %}", "The procedure names no criteria.", "{%p endif %}")
    word.heading("Key lines of enquiry", 2)
    word.text("{%p if final.key_lines %}", "{%p for line in final.key_lines %}")
    word.bullets("{{ line }}")
    word.text("{%p endfor %}", "{%p else %}", NONE_YET, "{%p endif %}")
    word.heading("The independent scrutineer’s feedback", 2)
    word.text("{%p if scrutiny %}", "{%p for entry in scrutiny %}")
    word.text(
        "**{{ entry.on }}{% if entry.by %}, {{ entry.by }}{% endif %}:** {{ entry.text }}",
        "{%p endfor %}",
        "{%p else %}",
        NONE_YET,
        "{%p endif %}",
    )
    word.heading("Responses of those who decide", 2)
    word.text("{%p if decision.responses %}")
    word.table(
        ("Who", "Response", "Comment", "Signed"),
        (
            "{{ row.partner }}",
            "{{ row.response }}",
            "{{ row.comment or '–' }}",
            "{{ row.signatory }}{% if row.signatory and row.signed %}, {% endif %}{{ row.signed }}"
            "{% if not row.signatory and not row.signed %}–{% endif %}",
        ),
        (42, 34, 50, 44),
        "for row in decision.responses",
    )
    word.text("{%p else %}", NONE_YET, "{%p endif %}")
    word.heading("12. What is missing, and why", mark="final_missing")
    word.text("{%p if final.gaps %}")
    word.table(
        ("What is missing", "Why it was left"),
        ("{{ row.what }}", "{{ row.reason }}"),
        (85, 85),
        "for row in final.gaps",
    )
    word.text("{%p else %}", "No gap was left with a reason.", "{%p endif %}")
    word.text("{%p if final.chronology %}")
    word.heading("Appendix: the merged chronology", new_page=True, mark="final_chronology")
    word.text(
        "In the words of the agencies, with dates as they wrote them; nothing was changed or left out, and names may"
        " stand in it. **Read it before this report leaves the {{ names.group }}.**",
        keep=True,
    )
    word.table(
        ("Ref.", "Date", "Agency", "Event", "Action or response"),
        (
            "{{ row.reference }}",
            "{{ row.date }}{% if row.time %}, {{ row.time }}{% endif %}",
            "{{ row.agency }}",
            "{{ row.event }}",
            "{{ row.response }}",
        ),
        (19, 25, 30, 56, 40),
        "for row in final.chronology",
        small=True,
    )
    word.text("{%p endif %}")
    return word


TEMPLATES = {"final-report": final_report}
