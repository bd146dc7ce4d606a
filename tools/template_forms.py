"""The two forms: the notification (SCSI-1 in 002) and the agency's information (SCSI-5)."""

# ruff: noqa: E501 - sentences and tags are kept whole

import tomllib
from pathlib import Path

from word_parts import WordFile

FIELDS = Path(__file__).resolve().parent.parent / "templates" / "agency-information.toml"
PREFILLED = {
    "A1": "{{ case.reference }}",
    "A2": "{{ request.return_by }}",
    "A3": "{{ request.agency }}",
    "B3": "{{ request.names }}",
}
SHORT = ("A4", "A5", "A6", "A7", "A8", "B2", "C1", "C2", "G2")


def agency_information() -> WordFile:
    """The form each agency returns; its codes and labels are those of agency-information.toml."""
    with FIELDS.open("rb") as file:
        fields = {entry["code"]: entry["label"] for entry in tomllib.load(file)["field"]}
    word = WordFile(
        "{{ document.title }}",
        footer="{{ document.title }} · Form {{ request.form }}",
    )

    def answer(code: str) -> str:
        if code == "B1":
            return "tick: Tick if your agency holds nothing"
        return PREFILLED.get(code) or ("line" if code in SHORT else "text")

    def section(letter: str) -> None:
        word.answers(tuple((code, label, answer(code)) for code, label in fields.items() if code[0] == letter))

    word.heading("{{ document.title }}", 0)
    word.text(
        "Please return this form to {{ partnership.name }}{% if partnership.email %}, {{ partnership.email }},{% endif %}"
        " by **{{ request.return_by }}**. The letter that came with it says why you are asked and how to return it.",
        "**If you are worried about the safety of any child now, do not wait for this form:** follow your safeguarding"
        " procedures and telephone us{% if partnership.telephone %} on {{ partnership.telephone }}{% endif %} today.",
        "Type in the right-hand column; the boxes grow. Please keep the codes on the left (A1, A2 ...): we read the"
        " form by them. Leave blank what does not apply. Facts, and where they are recorded, help more than opinion.",
    )
    word.heading("A. Your agency")
    section("A")
    word.heading("B. Your search, and nil return")
    word.text(
        "Please search your records for **{{ request.look_back }}**, and earlier where something significant is known."
        " If you hold nothing, tick B1, complete B2 to B4 and return the form: a nil return is needed too.",
    )
    section("B")
    word.heading("C. Your involvement")
    section("C")
    word.heading("D. Chronology of key events")
    word.text("One row for each event, the earliest first. Add rows as you need them. Give the source of each entry.")
    columns = tuple(f"{code} {label}" for code, label in fields.items() if code[0] == "D")
    word.table(columns, (), (25, 18, 34, 52, 41), blank=8)
    word.heading("E. Practice, and the child’s life")
    section("E")
    word.heading("F. Safety now")
    section("F")
    word.heading("G. For the meeting")
    section("G")
    return word


def notification_form() -> WordFile:
    """The blank form by which a professional notifies the partnership of a serious incident."""
    word = WordFile("{{ document.title }}", footer="{{ document.code }} · {{ document.title }}")
    word.heading("{{ document.title }}", 0)
    word.text(
        "For any professional who believes that a child has died or been seriously harmed **and** that abuse or neglect"
        " is known or suspected. Talk to your safeguarding lead or senior manager first, then send this form without"
        " delay to {{ partnership.name }}{% if partnership.email %}, {{ partnership.email }}{% endif %}."
        " Do not wait until every answer is known.",
        "**A child who is not safe now comes first:** follow your safeguarding procedures before you complete this form.",
    )
    word.heading("A. Who is notifying")
    word.answers(
        (
            ("A1", "Name", "line"),
            ("A2", "Job title", "line"),
            ("A3", "Agency", "line"),
            ("A4", "Telephone and e-mail", "line"),
            ("A5", "Safeguarding lead or senior manager consulted (name, job, date)", "line"),
            ("A6", "Safeguarding partner’s representative consulted, if possible (name, agency, date)", "line"),
            ("A7", "Date and time of this notification", "line"),
        )
    )
    word.heading("B. The child")
    word.text("Where more than one child died or was seriously harmed, complete a form for each.")
    word.answers(
        (
            ("B1", "Name, and other names used", "line"),
            ("B2", "Date of birth, or expected date", "line"),
            ("B3", "Date of death, if the child has died", "line"),
            ("B4", "Home address", "line"),
            ("B5", "NHS number", "line"),
            ("B6", "School, nursery or college", "line"),
            ("B7", "Sex and gender", "line"),
            ("B8", "Ethnicity, religion and first language", "line"),
            ("B9", "Disability and health", "line"),
            ("B10", "Looked after, care leaver, or subject of a plan (which, which authority)", "line"),
        )
    )
    word.heading("C. Family, and other children")
    word.table(
        (
            "C1 Name and other names",
            "C2 Date of birth",
            "C3 Relation to the child",
            "C4 Address",
            "C5 Known needs or risks",
        ),
        (),
        (38, 25, 32, 40, 35),
        blank=6,
    )
    word.answers((("C6", "Are these and any other children in the network safe now? What has been done?", "text"),))
    word.heading("D. The incident")
    word.answers(
        (
            ("D1", "Date and time of the incident", "line"),
            ("D2", "Where it happened (address, local authority area)", "line"),
            ("D3", "Where the child normally lives (local authority area)", "line"),
            ("D4", "When your agency became aware", "line"),
            ("D5", "When the local authority became aware, if known", "line"),
            ("D6", "What happened", "text"),
        )
    )
    word.heading("E. Why it should be notified")
    word.answers(
        (
            ("E1", "The child has died or been seriously harmed", "tick: Tick if so, and give your reasons in E2"),
            ("E2", "Reasons for E1", "text"),
            ("E3", "Abuse or neglect is known or suspected", "tick: Tick if so, and give your reasons in E4"),
            ("E4", "Reasons for E3", "text"),
        )
    )
    word.heading("F. What else is going on")
    word.answers(
        (
            ("F1", "Agencies known to be involved with the child or family", "text"),
            ("F2", "Suspected perpetrator, and agencies known to be involved with them", "text"),
            ("F3", "Police investigation, court or coroner’s proceedings", "line"),
            ("F4", "Domestic abuse, current or historic", "line"),
            ("F5", "Interest of the media", "line"),
            ("F6", "What the family knows of this notification", "line"),
            ("F7", "Anything else", "text"),
        )
    )
    return word


TEMPLATES = {"agency-information": agency_information, "notification-form": notification_form}
