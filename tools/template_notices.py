"""Letters that tell of something: a corrected date, an end, a delay, a referral received, a conference, a note."""

# ruff: noqa: E501 - sentences and tags are kept whole

from template_blocks import safety_in_brief
from template_letters import case_facts, close, letter
from word_parts import WordFile

OTHERWISE = "a date to be confirmed"


def correction_letter() -> WordFile:
    """To whoever has a document with an old date on it: what was said, and what holds now."""
    word = letter()
    word.text(
        "{% if notice.corrects %}Dates in {{ notice.corrects }} have changed."
        "{% else %}Dates that I gave you in case {{ case.reference }} have changed.{% endif %}"
        " Please use the dates below in place of the old ones. Everything else in what we sent you still holds.",
    )
    word.text("{%p if moved %}")
    word.table(
        ("What", "We said", "Now"),
        ("{{ row.what }}", "{{ row.before }}", "**{{ row.after }}**"),
        (58, 56, 56),
        "for row in moved",
    )
    word.text("{%p else %}", "No date has moved since we last wrote to you.", "{%p endif %}")
    word.when("notice.reason", "**Why.** {{ notice.reason }}")
    word.heading("What we ask of you", 2)
    word.bullets(
        "Please put the new dates in your calendar in place of the old ones, and tell anyone you passed the old ones to.",
        "{%p if addressee.role == 'agencies' %}",
        "The form you have stays good: you need no new one. Return it by the date that holds now.",
        "{%p else %}",
        "If you cannot keep a new date, name a deputy who can act for you.",
        "{%p endif %}",
        "If a new date cannot be met, tell us at once; the outcome still has to reach the national Panel in time.",
    )
    return close(word)


def stand_down_letter() -> WordFile:
    """To everyone who was asked for something: it has ended, and what becomes of what they gathered."""
    word = letter()
    word.text(
        "I am writing to tell you that the work on case {{ case.reference }}, about which we wrote to you, has been"
        " stood down as of {{ today }}. Nothing more is asked of you beyond what this letter says.",
        "{%p if addressee.role in ('partners', 'group', 'panel', 'scrutineer') %}",
    )
    case_facts(word)
    word.when("notice.reason", "**Why it ends.** {{ notice.reason }}")
    word.text("{%p endif %}", "{%p if addressee.role == 'agencies' %}")
    word.heading("Information you have gathered", 2)
    word.bullets(
        "Please send no further return. What you have sent us stays with the case under our rules on retention and is"
        " shared no further.",
        "Keep what you gathered for the form on the file of this request. Please do not pass it on or use it for anything"
        " else.",
        "If it shows something that your agency should do, for somebody’s safety or for its own practice, please do it now"
        " under your own procedures; it does not need a review.",
    )
    word.heading("Records you have secured", 2)
    word.text(
        "Records that were secured at our request can return to ordinary use. Keep them secured where the police, a court,"
        " a coroner or your own rules ask for it; if you are not sure, ask them first. Nothing in them is to be destroyed"
        " because this work has ended.",
    )
    word.heading("Your staff", 2)
    word.text(
        "Please tell the staff who knew of this that it has ended, thank them for their help, and go on supporting those"
        " who need it.",
        "{%p elif addressee.role == 'partners' %}",
    )
    word.heading("What this means for you", 2)
    word.bullets(
        "The meetings and the conference in this case are cancelled. Please take them out of your calendar.",
        "{%p if notify.made %}",
        "The {{ names.panel }} has been notified of this incident, and is told of this decision and its reasons.",
        "{%p endif %}",
        "Your views and the reasons for this decision stay on record with the {{ names.team }}.",
        "Other work goes on by its own rules: the police and the courts, the review of a child’s death, and what each"
        " agency does to keep children safe.",
        "Your agency’s records that were secured for the review can return to ordinary use, unless one of these needs them.",
    )
    word.text("{%p elif addressee.role == 'group' %}")
    word.heading("What this means for you", 2)
    word.bullets(
        "The meeting of the {{ names.group }} is cancelled. Please take it out of your calendar.",
        "Please delete the papers of this case that you hold, or return them to us; we keep one set.",
        "If you have seen something that agencies should learn from, tell the {{ names.team }}: learning does not need a"
        " review.",
        "Staff in your agency who knew of the review should hear from you that it has ended.",
    )
    word.text("{%p elif addressee.role == 'panel' and notifications %}")
    word.heading("The notifications it concerns", 2)
    word.table(
        ("Panel’s reference", "Child", "Notified to the Panel"),
        ("{{ entry.panel_reference }}", "{{ entry.child }}", "{{ entry.on }}"),
        (64, 48, 58),
        "for entry in notifications",
    )
    word.text("{%p elif addressee.role == 'referrer' %}")
    word.heading("What becomes of your referral", 2)
    word.bullets(
        "Your referral was considered, and stays on record with the reasons for this decision. Thank you for making it.",
        "You may ask us for the reasons as far as we can share them. If you do not agree, speak with your safeguarding"
        " lead, who can take it up with the {{ names.partners }}.",
        "Please keep what you know of the case to yourself and those who must have it to act.",
    )
    word.text("{%p endif %}")
    word.heading("If something new comes to light", 2)
    word.text(
        "Work on this case can be taken up again. If you learn of something that could change the decision, please tell us"
        " at once. {% if addressee.least %}If anyone may not be safe{% else %}If a child may not be safe{% endif %}, follow"
        " your safeguarding procedures first.",
    )
    return close(word)


def delay_letter() -> WordFile:
    """To the Panel: the outcome will be late, why, until when, and what has been done."""
    word = letter()
    word.text(
        "I write on behalf of the {{ names.partners }} of {{ partnership.name }}. The outcome of the rapid review of the"
        " following serious child safeguarding incident will reach you later than it should.",
    )
    word.text("{%p if notifications %}")
    word.table(
        ("Panel’s reference", "Child", "Notified to the Panel"),
        ("{{ entry.panel_reference }}", "{{ entry.child }}", "{{ entry.on }}"),
        (64, 48, 58),
        "for entry in notifications",
    )
    word.text("{%p endif %}")
    word.facts(
        (
            ("Outcome due", "{{ submission.date }}"),
            ("New date", f"**{{{{ notice.until or submission.until or '{OTHERWISE}' }}}}**"),
            ("Reason", "{{ notice.reason or submission.delay_reason or 'The reason will follow.' }}"),
        )
    )
    word.heading("The children’s safety", 2)
    safety_in_brief(word)
    word.heading("What has been done", 2)
    word.text("{{ progress.returns }}", "{%p if progress.done %}")
    word.table(("What", "Done"), ("{{ row.what }}", "{{ row.on }}"), (112, 58), "for row in progress.done")
    word.text(
        "{%p endif %}",
        "The delay does not hold back what has to be done for the safety of children, or learning that can be shared now."
        " I will tell you at once if the new date cannot be kept.",
        "Please confirm that you have received this letter"
        "{% if partnership.email %} to {{ partnership.email }}{% endif %}.",
    )
    word.signature()
    return word


def referrer_letter() -> WordFile:
    """To whoever referred the case: it has been received, and what happens now."""
    word = letter()
    word.text(
        "Thank you for telling us of this incident. Your referral has reached {{ partnership.name }}, and this letter"
        " says what happens now.",
    )
    word.facts(
        (
            ("Our case reference", "{{ case.reference }}"),
            ("Referral received", "{{ dates.received }}"),
            ("Local authority aware", "{{ dates.aware }}"),
            ("{%tr if notify.made %}", ""),
            ("Notified to the Panel", "{{ dates.panel_notified }}"),
            ("{%tr endif %}", ""),
        )
    )
    word.heading("What happens now", 2)
    word.bullets(
        "{%p if not notify.made %}",
        "The {{ names.partners }} consider whether a child has died or been seriously harmed, and whether abuse or"
        " neglect is known or suspected. If both are so, the local authority notifies the {{ names.panel }}, within five"
        " working days of becoming aware of the incident.",
        "After a notification the {{ names.group }} holds a rapid review: agencies are asked what they know, and a"
        " decision is made whether there should be a fuller review.",
        "{%p else %}",
        "The local authority has notified the {{ names.panel }}, and a rapid review is under way: agencies are asked what"
        " they know, and a decision is made whether there should be a fuller review.",
        "{%p endif %}",
        "Your own agency may be asked for information like the others, through its manager.",
        "We will tell you what becomes of your referral, as far as we can share it.",
    )
    word.heading("What we ask of you", 2)
    word.bullets(
        "If a child may not be safe now, follow your safeguarding procedures at once; do not wait for us.",
        "Please see to it that your records are secured, and add nothing to what you have already written but with the"
        " date on which you add it.",
        "Tell us if you learn of anything new, or of an agency or another area that knew the child or family.",
        "Please do not look into the incident yourself, and speak of it only with those who must know of it to act.",
        "Being close to such an incident can weigh on those who worked with the child. Please use the support your agency"
        " offers.",
    )
    return close(word)


def secretary_letter() -> WordFile:
    """To the secretaries of those who decide: the hour of their conference, and what is asked."""
    word = letter()
    word.text(
        "A serious child safeguarding incident is under rapid review. The {{ names.partners }} have to confer on its"
        " outcome and sign their decision, and I ask for your help in keeping the time free for the one you act for.",
    )
    word.facts(
        (
            ("Case reference", "{{ case.reference }}"),
            ("Conference", "**{{ response.when }}**"),
            ("{%tr if response.place %}", ""),
            ("Where or how", "{{ response.place }}"),
            ("{%tr endif %}", ""),
            ("Review meeting before it", "{{ meeting.when }}"),
            ("Decision due with the Panel", "{{ submission.date }}"),
        )
    )
    word.heading("What we ask of you", 2)
    word.bullets(
        "Please keep this time in the diary, and tell us by return that it is held. It cannot be moved far: the decision is"
        " due with the national Panel by {{ submission.date }}.",
        "Please send us the telephone number, or the address for the call, at which they can be reached then.",
        "If they cannot be there, name a deputy who may decide and sign for them, with name, job and number.",
        "{{ documents.decision_record.label }} reaches them before the conference. Please leave time to read it, and see"
        " that the signed part comes back to us on the same day.",
    )
    word.text(
        "Nothing of the case itself needs to stand in the diary: the case reference is enough.",
    )
    return close(word)


def scrutineer_note() -> WordFile:
    """To the independent scrutineer or chair: the recommendation, for objective feedback."""
    word = letter()
    word.text(
        "The {{ names.group }} has made its recommendation in this case. I send it to you for your objective feedback"
        " before those who decide respond to it.",
    )
    word.facts(
        (
            ("Case reference", "{{ case.reference }}"),
            ("Concerning", "{{ case.children }}{% if case.kinds %} ({{ case.kinds }}){% endif %}"),
            ("Recommendation", "**{{ decision.outcome }}**"),
            ("Recommended on", "{{ decision.on }}"),
            ("Your feedback", "**Please by {{ notice.until or response.when }}**"),
            ("Outcome due with the Panel", "{{ submission.date }}"),
        )
    )
    word.when("decision.reasons", "**Reasons in brief.** {{ decision.reasons }}")
    word.text("{%p if decision.criteria %}")
    word.table(
        ("Criterion", "Answer", "Reasons"),
        ("{{ row.text }}", "{{ row.answer }}", "{{ row.reasons }}"),
        (74, 26, 70),
        "for row in decision.criteria",
    )
    word.text("{%p endif %}")
    word.heading("What we ask of you", 2)
    word.bullets(
        "Does the recommendation follow from the facts and from the reasons given for each criterion?",
        "Is the way of working that is proposed right for the case, or would another kind of action serve better, such as"
        " an audit or a review by one agency?",
        "Has the child’s lived experience been understood, and have identity and inequality been looked at?",
        "Is every child who may be at risk known to be safe, and is there learning that should not wait?",
        "Is anything or anybody missing?",
    )
    word.text(
        "A few lines are enough. Your feedback is recorded beside the recommendation and goes to those who decide; the"
        " decision stays theirs.",
    )
    return close(word, "Enclosed: {{ documents.enclosed.label }}.")


TEMPLATES = {
    "correction-letter": correction_letter,
    "stand-down-letter": stand_down_letter,
    "delay-letter": delay_letter,
    "referrer-letter": referrer_letter,
    "secretary-letter": secretary_letter,
    "scrutineer-note": scrutineer_note,
}
