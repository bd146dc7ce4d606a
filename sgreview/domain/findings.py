"""The group's own text: its sections, what each is for, and which of them a good rapid review has.

Facts, analysis and learning are the group's, written by its members; what agencies wrote stays in their returns.
"""

import unicodedata

from sgreview.domain.decision import Recommendation
from sgreview.domain.input_check import tidy
from sgreview.domain.references import match_one
from sgreview.domain.review_file import ReviewFile
from sgreview.errors import Refused

#: What each section is for, in the order of the report. Key lines of enquiry are written one to a line.
PURPOSES = {
    "facts": "What happened and its context, as far as it could be found out, concisely",
    "analysis": "What the group makes of it: why things were done or left undone",
    "lived-experience": "What life was like for the child, and what the child said or showed",
    "identity": "What identity, inequalities and protected characteristics meant for the family and for practice",
    "practice": "Key practice episodes: the moments that mattered, and what was done in them",
    "good-practice": "What was done well, and by whom",
    "safety": "How every child is safe now, other children in the network among them",
    "learning": "What is learnt already, and what was done about it",
    "dissemination": "How the learning is shared: with whom, by whom, by when",
    "family-contact": "Who tells the family, when and how; also where no further review follows",
    "conclusion": "What the group concludes and what it recommends, with the reasons in brief",
    "key-lines": "Key lines of enquiry and the questions a review is to answer, one to a line",
}

SECTIONS = tuple(PURPOSES)

#: More than a report can hold; a file of another kind given by mistake ends here.
LONGEST = 200_000


def section_named(wanted: str) -> str:
    """The section that is meant: its word, the beginning of it, or the words with spaces. Raises `NotFound`."""
    plain = "-".join(wanted.split()).casefold()
    begun = [section for section in SECTIONS if plain and section.startswith(plain)]
    if len(begun) == 1 or plain in SECTIONS:
        return plain if plain in SECTIONS else begun[0]
    return match_one(wanted, {section: section for section in SECTIONS}, "section")


def check_text(text: str) -> str:
    """The text of a section, tidied. Raises `Refused` for one that says nothing or is longer than any report."""
    tidied = tidy(text)
    if any(unicodedata.category(letter) in ("Cc", "Cs") for letter in tidied if letter not in "\n\t"):
        raise Refused("The text holds a control character.", "Save it as plain text and give it again.")
    if len(tidied) < 2:
        raise Refused("The text is empty.", "A section that was written is corrected by a new text, never emptied.")
    if len(tidied) > LONGEST:
        raise Refused(
            f"The text has {len(tidied)} characters; a section has room for {LONGEST}.",
            "Give the group's own text, not what the agencies sent.",
        )
    return tidied


#: Where a section is not written, what the recommendation says of it stands in the report in its place.
RECOMMENDED = {
    "safety": "safety",
    "learning": "learning",
    "family-contact": "family_contact",
    "conclusion": "reasons",
    "key-lines": "key_lines",
}


def unwritten(review: ReviewFile, made: Recommendation | None) -> tuple[str, ...]:
    """The sections of which neither the group's text nor its recommendation says anything, in the order of the report.

    Key lines of enquiry are missed only where a review is recommended.
    """
    said = {section for section, field in RECOMMENDED.items() if made and getattr(made, field)}
    if made and made.outcome in ("no-review", "other-action"):
        said.add("key-lines")
    return tuple(section for section in SECTIONS if section not in said and not review.finding(section).strip())
