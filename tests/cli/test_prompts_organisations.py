"""What is asked about agencies, contacts and the partnership's settings."""

from collections.abc import Callable
from typing import Any

Start = Callable[..., Any]


def start(at_terminal: Start, desk, *words: str) -> Any:
    return at_terminal(*words, SGREVIEW_REGISTER=str(desk.path), SGREVIEW_TODAY="2026-11-24")


def test_an_agency_is_added_step_by_step(at_terminal: Start, desk) -> None:
    terminal = start(at_terminal, desk, "agency", "add")
    terminal.answers("Name of the agency: ", "")
    terminal.sees("cannot be left open")
    terminal.answers("Name of the agency: ", "Northmoor Police")
    terminal.sees("in the register already")
    terminal.answers("Name of the agency: ", "Northmoor Youth Justice Service")
    terminal.answers("Short code [NYJS]: ", "POL")
    terminal.sees("belongs to another agency")
    terminal.answers("Short code [NYJS]: ", "")
    terminal.talks(("Category", "justice"), ("Safeguarding manager", "Perrin Wolstone"))
    terminal.answers("E-mail of the manager: ", "perrin at northmoor")
    terminal.sees("That is not one e-mail address")
    terminal.answers("E-mail of the manager: ", "perrin@northmoor.example")
    for prompt in ("Secure e-mail", "Shared inbox", "Telephone", "Address", "Deputy"):
        terminal.answers(prompt, "")
    terminal.answers("last checked: ", "today")
    assert terminal.ends() == (0, "NYJS\n"), terminal.seen
    (found,) = [a for a in desk("agency", "list", "--json").json["agencies"] if a["code"] == "NYJS"]
    assert found["name"] == "Northmoor Youth Justice Service"
    assert (found["category"], found["manager"], found["email"]) == (
        "justice",
        "Perrin Wolstone",
        "perrin@northmoor.example",
    )
    assert found["verified"] == "2026-11-24"


def test_an_agency_keeps_what_enter_passes_over(at_terminal: Start, desk) -> None:
    def police() -> dict[str, Any]:
        return next(a for a in desk("agency", "list", "--json").json["agencies"] if a["code"] == "POL")

    before = police()
    terminal = start(at_terminal, desk, "agency", "edit", "police")
    terminal.talks(("Name of the agency [Northmoor Police]: ", ""), ("Short code [POL]: ", ""), ("Category", ""))
    terminal.talks(("Safeguarding manager", "Ottmar Fenwright"), ("E-mail of the manager [", "-"))
    for prompt in ("Secure e-mail", "Shared inbox", "Telephone", "Address", "Deputy", "last checked"):
        terminal.answers(prompt, "")
    assert terminal.ends() == (0, ""), terminal.seen
    after = police()
    assert before["email"] and not after["email"]
    assert after == before | {"manager": "Ottmar Fenwright", "email": after["email"]}


def test_contacts_are_added_one_after_the_other(at_terminal: Start, desk) -> None:
    count = len(desk("contact", "list", "--json").json["contacts"])
    terminal = start(at_terminal, desk, "contact", "add")
    terminal.talks(("Name: ", "Perrin Wolstone"), ("Organisation: ", "Northmoor Youth Justice Service"))
    terminal.sees("2  group: Safeguarding Review Group (SRG)")
    terminal.answers("Number, or another word: ", "Our Group")
    terminal.sees("must be small letters")
    terminal.answers("Number, or another word: ", "2")
    for prompt in ("Job: ", "E-mail: ", "Telephone: ", "Address", "job since"):
        terminal.answers(prompt, "")
    terminal.answers("job until", "31 Dec 2027")
    terminal.answers("Another contact? [y/N]: ", "y")
    terminal.talks(("Name: ", ""), ("Organisation: ", "Coroner"), ("another word: ", "coroner"))
    for prompt in ("Job: ", "E-mail: ", "Telephone: ", "Address", "job since", "job until"):
        terminal.answers(prompt, "")
    terminal.answers("Another contact? [y/N]: ", "")
    assert terminal.ends() == (0, ""), terminal.seen
    assert "2 added, 0 changed." in terminal.seen
    first, second = desk("contact", "list", "--json").json["contacts"][count:]
    assert (first["name"], first["group"]) == ("Perrin Wolstone", "group")
    assert (second["organisation"], second["group"]) == ("Coroner", "coroner")


def test_answers_that_do_not_go_together_are_offered_again(at_terminal: Start, desk) -> None:
    terminal = start(at_terminal, desk, "contact", "edit", "1")
    terminal.talks(("Name [", ""), ("Organisation [", ""), ("another word [partners]: ", ""))
    terminal.talks(("Job [", "Director"), ("E-mail [", ""), ("Telephone [", ""), ("Address", ""))
    terminal.talks(("job since", "1 Jan 2027"), ("job until", "1 Dec 2026"))
    terminal.sees("That is before “from”.")
    terminal.answers("job until", "-")
    assert terminal.ends() == (0, ""), terminal.seen
    assert desk("contact", "list", "--json").json["contacts"][0]["job"] == "Director"


def test_settings_are_asked_for_and_offered_again(at_terminal: Start, desk) -> None:
    before = desk("settings", "show", "--json").json["settings"]
    long = {"partnership", "address", "marking", "documents"}  # too long for a line, so asked for on the next
    changed = {"logo": "nowhere.png", "cut-off": "4 pm", "website": "-"}
    terminal = start(at_terminal, desk, "settings", "set")
    for key in before:
        terminal.sees(f"{key}, ")
        if key == "cut-off":
            terminal.answers(": ", "half past nine")
            terminal.sees("is not a time")
        terminal.answers("> " if key in long else ": ", changed.get(key, ""))
    terminal.sees("There is no file")
    terminal.sees("Once more")
    for key in before:
        terminal.sees(f"{key}, ")
        terminal.answers("> " if key in long else ": ", "-" if key == "logo" else "")
    assert terminal.ends() == (0, ""), terminal.seen
    after = desk("settings", "show", "--json").json["settings"]
    assert after == before | {"cut-off": "16:00", "website": None, "logo": None}
