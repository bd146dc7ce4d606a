"""Drafts of e-mails beside documents just written: every recipient is shown, and confirmed where a person is there."""

from typing import TYPE_CHECKING, Annotated

import typer

from sgreview.cli.options import asks

if TYPE_CHECKING:
    from sgreview.outputs.console import Console
    from sgreview.services.desk import Desk
    from sgreview.services.mail import Draft
    from sgreview.services.papers import Made

Email = Annotated[
    bool, typer.Option("--email", help="Leave a draft e-mail for each recipient, in a folder with its attachments.")
]

ALL, EACH, NONE = "all", "each", "none"


def leave_drafts(desk: "Desk", page: "Console", reference: str, made: "Made", no_input: bool) -> None:
    """Show whom the documents go to, ask, and write the drafts; nothing is sent."""
    from sgreview.services.mail import plan, write_drafts

    drafts = plan(desk, reference, made.written)
    if not drafts:
        page.say("None of these documents goes to anybody by e-mail.")
        return
    page.say(f"{len(drafts)} e-mail{'s' if len(drafts) > 1 else ''}, one recipient each:")
    for draft in drafts:
        page.say(f"  {shown(draft)}")
    chosen = _confirmed(drafts) if asks(no_input) else list(drafts)
    for path in write_drafts(chosen):
        page.out(str(path))
    if chosen:
        page.say("Drafts, not sent. message.eml opens in a mail program; else copy body.txt and attach the files.")
    left = len(drafts) - len(chosen)
    if left:
        page.say(f"{left} left out; the documents themselves are written.")


def check_texts(desk: "Desk") -> None:
    """See that the texts of the mails hold, before any document is made."""
    from sgreview.services.mail import check_texts as check

    check(desk)


def shown(draft: "Draft") -> str:
    """A recipient as they are confirmed: role or organisation, address, documents, and what is to be known of it."""
    notes = f" ({'; '.join(draft.notes)})" if draft.notes else ""
    return f"{draft.recipient}: {draft.mail.to or 'no address'}: {', '.join(draft.codes)}{notes}"


def _confirmed(drafts: "tuple[Draft, ...]") -> "list[Draft]":
    from sgreview.cli.asking import ask_one, ask_yes

    if len(drafts) == 1:
        return list(drafts) if ask_yes("Is this the right recipient?") else []
    choices = [(ALL, "every recipient is right"), (EACH, "to be asked one by one"), (NONE, "leave no drafts")]
    word = ask_one("Are these the right recipients?", choices)
    if word != EACH:
        return list(drafts) if word == ALL else []
    return [draft for draft in drafts if ask_yes(f"{draft.recipient}, {draft.mail.to or 'no address'}: right?")]
