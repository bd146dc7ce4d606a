"""Asking about what a review gathers beside its steps: views on notifying, the scrutineer's word, a delay, a reason."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sgreview.cli.asking import LEFT_OPEN, LINES, Answers, ask_text, ask_yes, ask_yes_or_open, say, until_read
from sgreview.domain.addressees import partner_title
from sgreview.domain.conditions import latest_views
from sgreview.domain.dates import show_date
from sgreview.domain.decision_input import read_partner_views
from sgreview.domain.review_input import read_delay, read_scrutiny, read_submission

if TYPE_CHECKING:
    from datetime import date

    from sgreview.domain.notify_decision import NotifyDecision
    from sgreview.domain.review_file import Delay, ReviewFile, Scrutiny


def ask_reason(question: str) -> str:
    """Ask for a reason until there is one."""
    while not (reason := ask_text(f"{question} (An empty line ends it)")):
        say("  It is not done without a reason.")
    return reason


def ask_views(today: "date", partners: Sequence[str], review: "ReviewFile") -> "NotifyDecision":
    """Ask each partner's view on both limbs, the leads' discussion where views differ, and what was decided."""

    def read(data: dict[str, Any]) -> "NotifyDecision":
        return read_partner_views(data, "", today, partners)

    answers: dict[str, Any] = {}
    say(f"{LEFT_OPEN} {LINES}")

    def questions() -> dict[str, Any]:
        answers["view"] = [view for partner in partners if (view := _ask_view(today, partner, review))]
        given = read(answers) if answers["view"] else None
        known = latest_views(review) | ({view.partner: view for view in given.views} if given else {})
        found = {view.notify for view in known.values()}
        if None in found or len(found) > 1:
            say("The views are split or undecided: the three leads discuss.")
            if ask_yes("Has their discussion taken place?"):
                answers["discussion"] = _ask_discussion(today)
        decided = ask_yes_or_open("Is the Panel notified? Enter leaves it open")
        if decided is not None:
            answers["notified"] = decided
            reasons = ask_text("Reasons")
            answers.update({"reasons": reasons} if reasons else {})
        return answers

    return until_read(questions, read)


def _ask_view(today: "date", partner: str, review: "ReviewFile") -> dict[str, Any]:
    """One partner's view, or nothing where there is none or none that is new."""
    held = latest_views(review).get(partner)
    if not ask_yes(f"{partner_title(partner)}: {'a new view' if held else 'is there a view'}?", default=held is None):
        return {}
    answers = Answers(lambda _data: None, {"partner": partner})
    answers.yes("harm", "  Has a child died or been seriously harmed?")
    answers.yes("abuse_or_neglect", "  Is abuse or neglect known or suspected?")
    answers.text("reason", "  Reason")
    answers.line("by", "  Said by, with their job")
    answers.line("on", "  On", show_date(today))
    return answers.given


def _ask_discussion(today: "date") -> dict[str, Any]:
    answers = Answers(lambda _data: None)
    answers.list_of("took_part", "  Who took part, one to a line")
    answers.text("result", "  Result")
    answers.line("on", "  On", show_date(today))
    return answers.given


def ask_scrutiny(today: "date") -> "Scrutiny":
    """Ask what the independent scrutineer or chair said of the recommendation."""

    def read(data: dict[str, Any]) -> "Scrutiny":
        return read_scrutiny(data, "", today)

    answers = Answers(read)

    def questions() -> dict[str, Any]:
        answers.needed_text("text", "What did the scrutineer or chair say?")
        answers.line("by", "By, with their job")
        answers.line("on", "On", show_date(today))
        return answers.given

    return until_read(questions, read)


def ask_delay(today: "date", until: "date | None") -> "Delay":
    """Ask until when, and why."""

    def read(data: dict[str, Any]) -> "Delay":
        return read_delay(data, "", today, until)

    answers = Answers(read)

    def questions() -> dict[str, Any]:
        if until is None:
            answers.needed("until", "The outcome reaches the Panel by")
        answers.needed_text("reason", "Why later?")
        answers.line("told", "The Panel was told on; Enter if it has not been told yet")
        return answers.given

    return until_read(questions, read)


def ask_late_reason(today: "date") -> tuple[str, str]:
    """Ask who submitted a notification that came late, and why it did."""

    def read(data: dict[str, Any]) -> tuple[str, str]:
        return read_submission(data, "", today) if data else ("", "")

    answers = Answers(read)

    def questions() -> dict[str, Any]:
        say("The Panel was notified later than five working days after the local authority became aware.")
        answers.text("late_because", "Why")
        return answers.given

    return until_read(questions, read)
