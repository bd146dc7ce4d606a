"""A return that comes again: what it says otherwise, and which rows keep the number they are known by."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from sgreview.domain.chronology import merge
from sgreview.domain.organisations import Agency
from sgreview.domain.requests import (
    Answer,
    Characters,
    ChronologyEvent,
    OtherText,
    Return,
    TextStatus,
    standing,
    unread_beside,
    unread_of,
)
from sgreview.domain.return_changes import ChangeKind, changes, keep_references, placements_again, version_before
from sgreview.domain.return_input import Placement

NHT = Agency("NHT", "Northmoor Health Trust", "health")
FELL = ChronologyEvent("NHT-1.1", "22.05.16", "Fell from the cot", date(2016, 5, 22), date(2016, 5, 22), source="Notes")
SEEN = ChronologyEvent("NHT-1.2", "1.6.16", "Seen at home by the health visitor", date(2016, 6, 1), date(2016, 6, 1))
FIRST = Return(
    NHT,
    1,
    date(2026, 11, 30),
    sha256="a" * 64,
    answers=(Answer("E1", "Summary", "We saw the child."), Answer("E5", "Good practice", "Kept visiting")),
    events=(FELL, SEEN),
    other_text=(OtherText("body, after G3", TextStatus.CURRENT, "Signed in haste."),),
)
AGAIN = replace(FIRST, version=2, received=date(2026, 12, 2), sha256="b" * 64)


def brief(found) -> list[tuple[str, str, str, str]]:
    return [(str(c.kind), c.what, c.before, c.after) for c in (*found.answers, *found.events, *found.other_text)]


def test_a_version_that_says_the_same_has_no_changes():
    found = changes(FIRST, AGAIN)
    assert (found.before, found.after, found.nothing, found.same_file) == (1, 2, True, False)
    assert changes(FIRST, replace(AGAIN, sha256="a" * 64)).same_file


def test_quotation_marks_capitals_and_white_space_are_no_change():
    curled = replace(FIRST, answers=(Answer("E1", "Summary", "“It’s –\n fine”"),))
    plain = replace(AGAIN, answers=(Answer("E1", "Summary", '"it\'s - Fine"'),))
    assert changes(curled, plain).nothing


def test_answers_added_changed_and_gone_are_told_by_their_codes():
    now = (Answer("E1", "Summary", "We saw both children."), Answer("G1", "Questions", "Who rang?"))
    assert brief(changes(FIRST, replace(AGAIN, answers=now))) == [
        ("changed", "E1", "We saw the child.", "We saw both children."),
        ("gone", "E5", "Kept visiting", ""),
        ("added", "G1", "", "Who rang?"),
    ]


def test_a_row_that_was_corrected_is_one_change_and_not_two():
    corrected = replace(SEEN, reference="NHT-2.1", event="Seen at home by the midwife and the health visitor")
    new = ChronologyEvent("NHT-2.2", "3.6.16", "Rang")
    (row, added) = changes(FIRST, replace(AGAIN, events=(FELL, corrected, new))).events
    assert (row.kind, row.what, row.label) == (ChangeKind.CHANGED, "NHT-2.1", "NHT-1.2")
    assert row.before.split("\t")[3] == SEEN.event
    assert (added.kind, added.what, added.after) == (ChangeKind.ADDED, "NHT-2.2", "3.6.16\t\t\tRang\t")


def test_a_row_whose_date_was_corrected_is_known_by_its_words():
    moved = replace(SEEN, reference="NHT-2.1", date_as_written="2.6.16", on=date(2016, 6, 2), until=date(2016, 6, 2))
    (row,) = changes(FIRST, replace(AGAIN, events=(FELL, moved))).events
    assert (row.kind, row.label) == (ChangeKind.CHANGED, "NHT-1.2")


def test_another_event_of_the_same_day_is_no_correction():
    other = ChronologyEvent("NHT-2.1", "1.6.16", "Police called to a fight in the street", SEEN.on, SEEN.until)
    kinds = [change.kind for change in changes(FIRST, replace(AGAIN, events=(FELL, other))).events]
    assert kinds == [ChangeKind.ADDED, ChangeKind.GONE]


def test_a_short_row_is_no_correction_of_a_long_one_of_another_day():
    short = ChronologyEvent("NHT-2.1", "3.6.16", "Seen at home", date(2016, 6, 3), date(2016, 6, 3))
    kinds = [change.kind for change in changes(FIRST, replace(AGAIN, events=(FELL, short))).events]
    assert kinds == [ChangeKind.ADDED, ChangeKind.GONE]


def test_rows_in_another_order_are_no_change():
    assert changes(FIRST, replace(AGAIN, events=(SEEN, FELL))).nothing


def test_other_text_is_known_by_its_words_wherever_it_stands():
    moved = OtherText("body, after F1", TextStatus.CURRENT, "Signed in haste.")
    struck = OtherText("answer E1", TextStatus.STRUCK, "Signed in haste.")
    assert changes(FIRST, replace(AGAIN, other_text=(moved,))).nothing
    assert brief(changes(FIRST, replace(AGAIN, other_text=(struck,)))) == [
        ("added", "answer E1", "", "Signed in haste."),
        ("gone", "body, after G3", "Signed in haste.", ""),
    ]


def test_a_nil_return_withdrawn_and_a_concern_that_comes_or_goes_are_told_first():
    nil, worried = replace(FIRST, nil=True), replace(AGAIN, safety_concern="The baby is at home")
    told = changes(nil, worried).told
    assert told[0] == "Version 2 raises an immediate safety concern; version 1 did not."
    assert "the nil return is withdrawn" in told[1]
    (gone,) = changes(replace(FIRST, safety_concern="The baby"), AGAIN).told
    assert gone == "The immediate safety concern of version 1 is not in version 2."
    assert "worded otherwise" in changes(replace(FIRST, safety_concern="The baby"), worried).told[0]


def test_a_file_that_is_no_form_takes_nothing_of_the_form_away():
    letter = Return(NHT, 2, date(2026, 12, 2), unread=True)
    found = changes(FIRST, letter)
    assert found.told == ("Version 2 could not be read as a form: version 1 holds, and this beside it.",)
    assert (found.answers, found.events) == ((), ())
    assert "nil return only a person can say" in changes(replace(FIRST, nil=True), letter).told[1]
    assert version_before(replace(AGAIN, version=3), [FIRST, letter]) is FIRST
    assert "version 2 can, and holds" in changes(replace(letter, version=1), AGAIN).told[0]


def test_the_version_before_is_the_latest_of_the_same_agency():
    other = replace(FIRST, agency=Agency("GP", "Millpond Lane", "health"), version=4)
    third = replace(AGAIN, version=3)
    assert version_before(third, [FIRST, other, AGAIN, third]) is AGAIN
    assert version_before(FIRST, [FIRST, other, AGAIN, third]) is None


def test_what_was_placed_is_placed_again_where_its_text_stands_once():
    def said(*texts: str) -> tuple[OtherText, ...]:
        return tuple(OtherText("body", TextStatus.CURRENT, text) for text in texts)

    before = replace(FIRST, other_text=said("They visited.", "They rang.", "Signed."))
    after = replace(AGAIN, other_text=said("Dear colleague", "they  visited.", "They rang.", "They rang."))
    made = [
        Placement("E5", 1),
        Placement("E6", 2),
        Placement("A7", 3),
        Placement("E1", 9),
        Placement("C1", text="Dear"),
    ]
    assert placements_again(before, made, after) == (Placement("E5", 2), Placement("C1", text="Dear"))
    assert placements_again(before, made, replace(AGAIN, other_text=())) == ()


# Which version holds


def test_the_newest_version_that_was_read_holds_and_later_files_stand_beside_it():
    gp = Return(Agency("GP", "Millpond Lane", "health"), 1, date(2026, 12, 1), unread=True)
    letter, form = replace(FIRST, version=3, unread=True), replace(AGAIN, nil=True)
    returns = [FIRST, letter, gp, form]
    assert standing(returns) == (form, gp)
    assert unread_beside(returns) == (letter,)
    assert unread_beside([gp]) == ()
    assert unread_of(returns) == (gp, letter)
    assert [row.event.reference for row in merge([FIRST, letter]).rows] == ["NHT-1.1", "NHT-1.2"]


def test_each_file_that_was_not_read_is_kept_once_and_a_form_after_it_takes_nothing_away():
    letter = replace(
        FIRST, unread=True, sha256="a" * 64, other_text=(OtherText("body", TextStatus.CURRENT, "We knew"),)
    )
    again, form = replace(letter, version=2), replace(AGAIN, version=3)
    blank = replace(FIRST, version=4, unread=True, characters=Characters(in_file=9, form=9))
    assert unread_of([form, letter, again, blank]) == (letter,)
    assert unread_of([blank]) == (blank,)


# References


def numbered(*events: ChronologyEvent) -> list[ChronologyEvent]:
    return [replace(event, reference=f"NHT-2.{number}") for number, event in enumerate(events, start=1)]


def test_a_row_sent_again_keeps_its_reference_and_a_new_one_gets_a_new_number():
    new, corrected = ChronologyEvent("", "3.6.16", "Rang"), replace(SEEN, event="Seen at home by the midwife")
    kept = keep_references([FIRST], numbered(new, FELL, corrected), "NHT-2")
    assert [event.reference for event in kept] == ["NHT-2.1", "NHT-1.1", "NHT-2.2"]


def test_a_row_that_was_away_for_a_version_gets_its_reference_back():
    second = replace(AGAIN, events=(replace(SEEN, reference="NHT-1.2"),))
    kept = keep_references([FIRST, second], numbered(FELL, SEEN), "NHT-3")
    assert [event.reference for event in kept] == ["NHT-1.1", "NHT-1.2"]


def test_rows_that_say_the_same_keep_as_many_references_as_there_were():
    twice = replace(FIRST, events=(FELL, replace(FELL, reference="NHT-1.2")))
    kept = keep_references([twice], numbered(FELL, FELL, FELL), "NHT-2")
    assert [event.reference for event in kept] == ["NHT-1.1", "NHT-1.2", "NHT-2.1"]


EVENTS = st.lists(
    st.builds(
        ChronologyEvent,
        st.just(""),
        st.sampled_from(["1.6.16", "2.6.16", ""]),
        st.sampled_from(["Seen", "Fell", "Rang the ward", "Rang the ward twice"]),
    ),
    max_size=8,
)


@given(st.lists(EVENTS, min_size=2, max_size=4))
def test_a_reference_names_one_row_for_ever(versions: list[list[ChronologyEvent]]):
    sent: list[Return] = []
    for number, events in enumerate(versions, start=1):
        kept = keep_references(sent, events, f"NHT-{number}")
        assert len({event.reference for event in kept}) == len(kept)
        sent.append(replace(FIRST, version=number, events=kept))
    words: dict[str, set[tuple[str, str]]] = {}
    for entry in sent:
        for event in entry.events:
            words.setdefault(event.reference, set()).add((event.date_as_written, event.event))
    assert all(len(said) == 1 for said in words.values())


@given(EVENTS, EVENTS)
def test_every_row_is_the_same_changed_added_or_gone(before: list[ChronologyEvent], after: list[ChronologyEvent]):
    old = replace(FIRST, events=tuple(replace(e, reference=f"NHT-1.{n}") for n, e in enumerate(before, 1)))
    new = replace(AGAIN, events=keep_references([old], after, "NHT-2"))
    found = changes(old, new).events
    by_kind = {kind: sum(change.kind is kind for change in found) for kind in ChangeKind}
    same = len(after) - by_kind[ChangeKind.ADDED] - by_kind[ChangeKind.CHANGED]
    assert same >= 0
    assert len(before) - same == by_kind[ChangeKind.GONE] + by_kind[ChangeKind.CHANGED]
