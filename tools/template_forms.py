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
NOTIFICATION = FIELDS.with_name("notification-form.toml")
#: The answers of the notification form that are no single line: long texts, and boxes to tick.
NOTIFIED = dict.fromkeys(("C6", "C7", "D8", "E3", "E5", "F1", "F2", "F9"), "text") | dict.fromkeys(
    ("E1", "E2", "E4"), "tick: Tick if so, and give the reasons below"
)
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
    """The blank form by which a professional notifies the partnership; codes and labels are notification-form.toml's."""
    with NOTIFICATION.open("rb") as file:
        fields = {entry["code"]: entry["label"] for entry in tomllib.load(file)["field"]}
    word = WordFile("{{ document.title }}", footer="{{ document.code }} · {{ document.title }}")

    def section(*codes: str) -> None:
        word.answers(tuple((code, fields[code], NOTIFIED.get(code, "line")) for code in codes))

    word.heading("{{ document.title }}", 0)
    word.text(
        "For any professional who believes that a child has died or been seriously harmed **and** that abuse or neglect"
        " is known or suspected. Talk to your safeguarding lead or senior manager first, then send this form without"
        " delay to {{ partnership.name }}{% if partnership.email %}, {{ partnership.email }}{% endif %}."
        " Do not wait until every answer is known.",
        "**A child who is not safe now comes first:** follow your safeguarding procedures before you complete this form.",
        "Type in the right-hand column; the boxes grow. Please keep the codes on the left (A1, A2 ...): we read the form by"
        " them. Leave blank what is not known. Write dates as 7 December 2026, and say where one is not certain.",
    )
    word.heading("A. Who is notifying")
    section("A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8")
    word.heading("B. The child")
    word.text("Where more than one child died or was seriously harmed, name the others under C.")
    section(*(code for code in fields if code[0] == "B"))
    word.heading("C. Family, other children, and other adults")
    word.text(
        "One row for each person, and each child in the family or the network. Under C3 say who they are to the child:"
        " mother, brother, mother’s partner, carer ... Add “suspected perpetrator”, or “also seriously harmed”, where it is so."
    )
    columns = tuple(f"{code} {fields[code]}" for code in ("C1", "C2", "C3", "C4", "C5"))
    word.table(columns, (), (38, 25, 34, 38, 35), blank=7)
    section("C6", "C7")
    word.heading("D. The incident")
    section(*(code for code in fields if code[0] == "D"))
    word.heading("E. Why it should be notified")
    word.text(
        "Both parts are needed: the child has died or been seriously harmed, and abuse or neglect is known or suspected."
    )
    section(*(code for code in fields if code[0] == "E"))
    word.heading("F. What else is going on")
    section(*(code for code in fields if code[0] == "F"))
    return word


TEMPLATES = {"agency-information": agency_information, "notification-form": notification_form}
