"""Rows of a chronology that hold a recorded name are told by their references."""

from datetime import date

from sgreview.domain.case import Person, Role
from sgreview.domain.chronology import merge
from sgreview.domain.named_rows import rows_with_names
from sgreview.domain.organisations import Agency
from sgreview.domain.requests import ChronologyEvent, Return

PEOPLE = (
    Person("Child A", (Role.CHILD,), "Tamsin Holloway-Reed", ("Tam",)),
    Person("Adult 1", (Role.PARENT,), "Mark Ou"),
    Person("Adult 2", (Role.PARENT,), "Adult 2"),
)


def named(*texts: str) -> tuple[str, ...]:
    events = tuple(ChronologyEvent(f"HV-1.{n}", "1 May 2026", text) for n, text in enumerate(texts, 1))
    merged = merge((Return(Agency("HV", "Health"), 1, date(2026, 12, 1), events=events),))
    return rows_with_names(merged.all, PEOPLE)


def test_every_part_of_a_name_and_every_other_name_counts() -> None:
    assert named("Tamsin seen.", "Miss Holloway rang.", "Seen with Tam.", "REED, T.", "Child A seen.") == (
        "HV-1.1",
        "HV-1.2",
        "HV-1.3",
        "HV-1.4",
    )


def test_a_word_that_only_looks_like_one_does_not() -> None:
    assert named("A mark on the cheek.", "Tamworth Road.", "Adult 2 seen.", "Oust him.") == ()
    assert named("Mark came.") == ("HV-1.1",)


def test_what_stands_in_the_response_counts_too_and_nobody_recorded_means_no_row() -> None:
    event = ChronologyEvent("HV-1.1", "1 May 2026", "Seen.", response="Told Tamsin.")
    merged = merge((Return(Agency("HV", "Health"), 1, date(2026, 12, 1), events=(event,)),))
    assert rows_with_names(merged.all, PEOPLE) == ("HV-1.1",)
    assert rows_with_names(merged.all, ()) == ()
