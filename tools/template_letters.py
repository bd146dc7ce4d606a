"""The letters: to partners, to the group, to agencies, with the decision record, and to the Panel."""

# ruff: noqa: E501 - sentences and tags are kept whole

from word_parts import WordFile

CONTACT = (
    "If you have any question, please contact the {{ names.team }}"
    "{% if partnership.telephone %} on {{ partnership.telephone }}{% endif %}"
    "{% if partnership.email %}{% if partnership.telephone %} or{% endif %} at {{ partnership.email }}{% endif %}."
)
CARE = (
    "{% if addressee.least %}This letter is confidential.{% else %}This letter concerns a child and a family.{% endif %}"
    " Please share it only with those who must have it to act, and keep it"
    " and anything sent in answer on secure systems."
)


def letter() -> WordFile:
    """A letter as far as its subject."""
    word = WordFile("{{ document.title }}")
    word.address()
    word.heading("{{ document.title }}")
    return word


def close(word: WordFile, *texts: str) -> WordFile:
    """The end of a letter: last words, whom to ask, how to keep it, and who signs."""
    word.text(*texts, CONTACT, CARE)
    word.signature()
    return word


def case_facts(word: WordFile) -> None:
    """The case in a few lines."""
    word.facts(
        (
            ("Case reference", "{{ case.reference }}"),
            ("Concerning", "{{ case.children }}{% if case.kinds %} ({{ case.kinds }}){% endif %}"),
            ("Date of the incident", "{{ dates.incident }}"),
            ("Local authority aware", "{{ dates.aware }}"),
            ("Notification received", "{{ dates.received }}"),
            ("Notified to the Panel", "{{ dates.panel_notified }}"),
            ("{%tr if case.incident_area or case.home_area %}", ""),
            (
                "Areas",
                "{% if case.incident_area %}Incident: {{ case.incident_area }}{% endif %}"
                "{% if case.incident_area and case.home_area %}. {% endif %}"
                "{% if case.home_area %}Home: {{ case.home_area }}{% endif %}",
            ),
            ("{%tr endif %}", ""),
        )
    )


def key_dates(word: WordFile) -> None:
    """The dates to keep."""
    word.heading("Dates to keep", 2)
    word.text("{%p if key_dates %}")
    word.table(
        ("When", "What", "Who"),
        ("{{ row.when }}{% if row.place %}, {{ row.place }}{% endif %}", "{{ row.title }}", "{{ row.role }}"),
        (58, 72, 40),
        "for row in key_dates",
        keep=True,
    )
    word.text("{%p else %}", "The dates will follow as soon as they are fixed.", "{%p endif %}")


def partners_notification() -> WordFile:
    """To each safeguarding partner on day one: an incident has been notified."""
    word = letter()
    word.text(
        "I am writing to tell you that {{ partnership.name }} has received notification of a serious child safeguarding"
        " incident: a child is believed to have died or been seriously harmed, and abuse or neglect is known or"
        " suspected.",
    )
    word.heading("What we know", 2)
    case_facts(word)
    word.when(
        "case.summary", "{{ case.summary }}", otherwise="A summary of the incident will follow when it is available."
    )
    word.heading("What we ask of you", 2)
    word.bullets(
        "{%p if addressee.role == 'partners' %}",
        "Please tell us whether, in your agency’s view, each limb of the definition is met: that the child has died or"
        " been seriously harmed, and that abuse or neglect is known or suspected. Please give your reasons.",
        "{%p endif %}",
        "If the {{ names.partners }} agree that the definition is met, the local authority notifies the {{ names.panel }}. If views"
        " differ, we will arrange for the partners to discuss it.",
        "Please see to it today that your agency’s records of the child and family are secured, and that staff who were"
        " involved know what is happening and are supported.",
        "Please keep the dates below free, or name a deputy who can decide for you.",
    )
    key_dates(word)
    return close(word)


def group_notification() -> WordFile:
    """To each member of the review group."""
    word = letter()
    word.text(
        "{{ partnership.name }} has received notification of a serious child safeguarding incident. As a member of the"
        " {{ names.group }} you are asked to take part in the rapid review.",
    )
    word.heading("What we know", 2)
    case_facts(word)
    word.when(
        "case.summary", "{{ case.summary }}", otherwise="A summary of the incident will follow when it is available."
    )
    word.heading("What we ask of you", 2)
    word.bullets(
        "Please make sure that your agency’s records of the child and family are secured today.",
        "Your agency will receive {{ documents.agency_information.label }}, if it was involved. Please see that it is"
        " completed by someone with the authority to do so, signed off by a manager, and returned in time.",
        "The returns will reach you as {{ documents.rapid_review_report.label }}. Please read it before the meeting.",
        "If you cannot attend, please name a deputy who can speak for your agency, and tell us at once. Please tell us"
        " also of any interest to declare, such as having been involved with the child or family yourself.",
    )
    key_dates(word)
    word.heading("What the meeting is for", 2)
    word.text(
        "The meeting on {{ meeting.when }}{% if meeting.place %}, {{ meeting.place }},{% endif %} gathers the facts as"
        " far as they can be established now; considers whether any child needs protecting at once; looks at what can"
        " be learned and shared without delay; and recommends to the {{ names.partners }} what should happen next, in"
        " {{ documents.decision_record.label }}.",
    )
    return close(word)


def rapid_review_letter() -> WordFile:
    """To the safeguarding partners on day two: a rapid review has begun."""
    word = letter()
    word.text(
        "Further to our notification of this serious child safeguarding incident, a rapid review is now under way."
        " The outcome is due to reach the {{ names.panel }} by **{{ submission.date }}**.",
    )
    case_facts(word)
    word.heading("How the rapid review will run", 2)
    word.bullets(
        "Agencies that work or worked with the child and family, or with a person suspected of causing the harm, are"
        " asked to search their records and return {{ documents.agency_information.label }}.",
        "We bring all returns, and nil returns, together in {{ documents.rapid_review_report.label }} for the"
        " {{ names.group }}.",
        "The rapid review meeting is on {{ meeting.when }}. It completes {{ documents.decision_record.label }} with a"
        " recommendation.",
        "Your own discussion and response are due on {{ response.when }}.",
    )
    word.heading("Agencies to be asked", 2)
    word.text("{%p if agencies %}")
    word.text("{%p for agency in agencies %}")
    word.bullets("{{ agency.name }}")
    word.text(
        "{%p endfor %}",
        "Please tell us today if you know of another agency that should be asked.",
        "{%p else %}",
        "The agencies involved are still being identified. Please tell us today which ones you know of.",
        "{%p endif %}",
    )
    key_dates(word)
    return close(word)


def agency_letter() -> WordFile:
    """To the manager of each agency, with the form; one asked about the suspected perpetrator alone reads of no child."""
    word = letter()
    word.text(
        "{% if addressee.least %}{{ partnership.name }} is reviewing a serious incident."
        "{% else %}A serious child safeguarding incident has been notified to {{ partnership.name }}, and a rapid review"
        " has begun.{% endif %} Your agency is asked for information because it may have been involved with"
        " {{ request.about }}.",
        "Please complete the form that comes with this letter, {{ documents.agency_information.label }}, and return it"
        " by **{{ request.return_by }}**"
        "{% if request.working_days %}; you have {{ request.working_days }} from the day it is sent to you{% endif %}.",
    )
    word.facts(
        (
            ("Return by", "**{{ request.return_by }}**"),
            (
                "Return to",
                "{{ partnership.name }}{% if partnership.email %}, {{ partnership.email }}{% endif %}, by secure e-mail",
            ),
            ("Period to search", "{{ request.look_back }}"),
            ("Your form", "{{ request.form }}"),
        )
    )
    word.heading("Today: secure your records", 2)
    word.text(
        "Please secure all records about the people named in the form today, on paper and on every system, so that"
        " nothing in them can be changed or removed, and keep them so until we tell you otherwise. Record on the form"
        " when this was done and by whom.",
    )
    word.heading("Completing the form", 2)
    word.bullets(
        "Search every system you hold, under every name and date of birth given. Write who searched, and when.",
        "{%p if not addressee.least %}",
        "In what you write, use the codes of the form (Child A, Adult 1) in place of names.",
        "{%p endif %}",
        "If you hold nothing, please still return the form with the nil return ticked: the review has to be able to say"
        " that you looked.",
        "Give facts and their source. Say what went well as well as what could have been better.",
        "A manager should read the form and sign it off.",
        "If you find that {% if addressee.least %}anyone{% else %}any child{% endif %} may not be safe now, follow your"
        " safeguarding procedures and telephone us at once.",
        "We will telephone you to confirm that this letter arrived and that the form will come back in time.",
    )
    word.text("{%p if request.sector == 'education' %}")
    word.heading("For education settings", 2)
    word.text(
        "{% if addressee.least %}The national Panel{% else %}The {{ names.panel }}{% endif %} shares the notifications it"
        " receives with Ofsted and the Department for Education. Ofsted may contact you and treat what it has been told"
        " as it would treat a complaint. That does not mean that anyone has found fault with your setting.",
        "{%p elif request.sector == 'health' %}",
    )
    word.heading("For health services", 2)
    word.text(
        "Please search each service and system of yours by itself, such as community, hospital, maternity and mental"
        " health services, and say on the form which ones you searched. If you know of another health service that"
        " holds records, please name it.",
        "{%p elif request.sector == 'police' %}",
    )
    word.heading("For the police", 2)
    word.text(
        "Please tell us who leads any criminal investigation, and mark what must not be shared with the other agencies"
        " for its sake. The review goes on beside an investigation and should not stand in its way.",
        "{%p elif request.sector == 'support' %}",
    )
    word.heading("For services that give support or a home", 2)
    word.text(
        "If you hold an address, a telephone number or a name that must stay secret for somebody’s safety, do not write"
        " it on the form. Say that you hold it, and telephone us.",
        "{%p endif %}",
    )
    word.heading("Your staff", 2)
    word.text(
        "A rapid review is not an investigation and does not look for someone to blame; it is about learning. Please find"
        " out which of your staff were involved, tell them that the review is taking place and what it is for, keep them"
        " informed, and see that they are supported. They are free to turn to a trade union or professional body too.",
    )
    return close(word)


def decision_letter() -> WordFile:
    """To those who decide, with the decision record."""
    word = letter()
    word.text(
        "The {{ names.group }} has held the rapid review meeting in this case. I enclose"
        " {{ documents.decision_record.label }}, with its recommendation, for your response.",
    )
    word.facts(
        (
            ("Case reference", "{{ case.reference }}"),
            ("Concerning", "{{ case.children }}"),
            ("Recommendation", "**{{ decision.outcome }}**"),
            ("Recommended on", "{{ decision.on }}"),
            ("Your response due", "**{{ response.when }}**"),
            ("Outcome due with the Panel", "{{ submission.date }}"),
        )
    )
    word.when("decision.reasons", "**Reasons in brief.** {{ decision.reasons }}")
    word.heading("What we ask of you", 2)
    word.bullets(
        "Please read the record with its reasons for each criterion before you discuss it.",
        "Please record your response in your own part of the record: agree, agree with a comment, or do not agree with"
        " your reasons. Sign and date it, or have a named deputy sign for you.",
        "If you do not agree with one another, tell us at once, so that the discussion between you can be arranged"
        " before the outcome is due.",
    )
    word.text(
        "The discussion is on {{ response.when }}{% if response.place %}, {{ response.place }}{% endif %}. We then send"
        " the signed record to the {{ names.panel }}, which has to have it by {{ submission.date }}.",
    )
    return close(word, "Enclosed: {{ documents.enclosed.label }}.")


def panel_letter() -> WordFile:
    """To the Panel, with the signed record."""
    word = letter()
    word.text(
        "I write on behalf of the {{ names.partners }} of {{ partnership.name }} to tell you the outcome of the rapid"
        " review of the following serious child safeguarding incident.",
    )
    word.text("{%p if notifications %}")
    word.table(
        ("Panel’s reference", "Child", "Notified to the Panel"),
        ("{{ entry.panel_reference }}", "{{ entry.child }}", "{{ entry.on }}"),
        (64, 48, 58),
        "for entry in notifications",
    )
    word.text("{%p else %}", "The Panel’s reference is not yet known to us.", "{%p endif %}")
    word.facts(
        (
            ("Date of the incident", "{{ dates.incident }}"),
            ("Local authority aware", "{{ dates.aware }}"),
            ("Notification received by the partnership", "{{ dates.received }}"),
            ("Recommended by the {{ names.group }}", "{{ decision.on }}"),
            ("Decided by the {{ decision.by }}", "{{ decision.decided_on }}"),
        ),
        left=64,
    )
    word.heading("Decision", 2)
    word.text("**{{ decision.final }}**", "{{ decision.sentence }}")
    word.when("decision.reasons", "{{ decision.reasons }}", otherwise="The reasons are set out in the enclosed record.")
    word.text("{%p if decision.responses %}")
    word.table(
        ("Who decided", "Response", "Signed"),
        (
            "{{ entry.partner }}",
            "{{ entry.response }}",
            "{{ entry.signatory }}{% if entry.signatory and entry.signed %}, {% endif %}{{ entry.signed }}"
            "{% if not entry.signatory and not entry.signed %}–{% endif %}",
        ),
        (52, 46, 72),
        "for entry in decision.responses",
        keep=True,
    )
    word.text("{%p endif %}")
    word.text("{%p if decision.differ %}")
    word.text(
        "{{ decision.differ }} did not agree with the recommendation. The reasons are in the enclosed record.",
        "{%p endif %}",
    )
    word.text("{%p if decision.key_lines %}")
    word.heading("Key lines of enquiry", 2)
    word.text("{%p for line in decision.key_lines %}")
    word.bullets("{{ line }}")
    word.text("{%p endfor %}", "{%p endif %}")
    word.when("decision.reviewer", "**Reviewer:** {{ decision.reviewer }}")
    word.when("decision.safety", "**Safety of children:** {{ decision.safety }}")
    word.when("decision.learning", "**Immediate learning:** {{ decision.learning }}")
    word.text("{%p if submission.late %}")
    word.heading("Delay", 2)
    word.text(
        "The outcome was due on {{ submission.date }}. {% if submission.delay_reason %}The reason for the delay:"
        " {{ submission.delay_reason }}{% else %}I am sorry for the delay; the reason is given in the message that"
        " brings this letter.{% endif %}",
        "{%p endif %}",
    )
    word.heading("Enclosed", 2)
    word.bullets(
        "{{ documents.enclosed.label }}{% if documents.enclosed.signed %}, signed by the {{ decision.by }}{% endif %}"
    )
    word.text(
        "Please confirm that you have received this letter, and send the Panel’s view to the {{ names.team }}"
        "{% if partnership.email %} at {{ partnership.email }}{% endif %}.",
    )
    word.signature()
    return word


TEMPLATES = {
    "partners-notification": partners_notification,
    "group-notification": group_notification,
    "rapid-review-letter": rapid_review_letter,
    "agency-letter": agency_letter,
    "decision-letter": decision_letter,
    "panel-letter": panel_letter,
}
