"""A procedure file is read whole, and every mistake in it is named in one go."""

import json
import tomllib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sgreview.domain.procedure import Clock, Criterion, Decides, Document, Procedure, Recipient, Step, UsualAgency
from sgreview.domain.procedure_check import check
from sgreview.domain.procedure_file import from_plain, read_procedure, step_from_plain, step_to_plain, to_plain
from sgreview.domain.working_days import DayOne
from sgreview.errors import BadFile

HEAD = """
schema = 1
id = "northmoor"
process = "rapid-review"
title = "Rapid review, Northmoor"
source = "an invented flowchart"
reviewed = 2026-11-22
"""

REST = """
[clock]
event = "received"
day_one = "next-working-day"

[decision]
outcomes = ["local-review", "no-review"]

[recipients.panel]
title = "The Panel"

[[document]]
code = "N-2"
title = "Letter to partners"
template = "partners-notification.docx"
to = ["partners", "panel"]

[[step]]
id = "tell"
title = "Tell the partners"
role = "team"
day = 1
documents = ["n 2"]
guidance = "Write to each of them."
"""

GOOD = HEAD + REST


def step(keys, id="extra"):
    """A further step: the required keys and those given."""
    return f'\n[[step]]\nid = "{id}"\ntitle = "T"\nrole = "team"\nguidance = "G."\n{keys}\n'


def mistakes(text):
    with pytest.raises(BadFile) as bad:
        read_procedure(text, "northmoor.toml")
    assert all(line.startswith("northmoor.toml: ") for line in bad.value.mistakes)
    return [line.removeprefix("northmoor.toml: ") for line in bad.value.mistakes]


def test_a_good_file():
    procedure = read_procedure(GOOD, "northmoor.toml")
    assert procedure.clock == Clock("received", DayOne.NEXT)
    assert procedure.decides is Decides.PARTNERS
    assert procedure.steps[0].act == "hand"
    assert procedure.steps[0].documents == ("N-2",), "codes match without regard to case, space and hyphen"


def test_text_over_several_lines_is_one_paragraph():
    guidance = '"""\nWrite to each\n   of them today."""'
    procedure = read_procedure(GOOD.replace('"Write to each of them."', guidance), "f.toml")
    assert procedure.steps[0].guidance == "Write to each of them today."


def test_a_step_that_meets_or_books_is_completed_by_its_meeting_unless_it_says_otherwise():
    text = GOOD + step("day = 1\nbooks = 'meet'") + step("day = 11\nmeeting = true", "meet")
    text += step("day = 14\nmeeting = true\nact = 'decide'", "confer")
    assert [entry.act for entry in read_procedure(text, "f.toml").steps[1:]] == ["meeting", "meeting", "decide"]


def test_what_is_no_toml_is_one_mistake_with_its_line():
    (line,) = mistakes(GOOD.replace("day = 1", "day = one"))
    assert line == "not readable as TOML: Invalid value (at line 29, column 7)"


@pytest.mark.parametrize("text", ["a = " + "[" * 5000, "day = " + "9" * 5000, "\x00"])
def test_what_overwhelms_the_reader_is_no_toml_either(text):
    assert "not readable as TOML" in mistakes(text)[0]


def test_every_mistake_is_found_in_one_go():
    text = (
        GOOD.replace("schema = 1", "schema = 2")
        .replace("reviewed = 2026-11-22", "reviewed = 22")
        .replace('"next-working-day"', '"tomorrow"')
        .replace('["partners", "panel"]', '["partner"]')
        .replace("day = 1", 'day = "one"')
    ) + step("dya = 3")
    assert mistakes(text) == [
        "schema: this program reads schema 1; write schema = 1",
        "document N-2: to: “partner” names no recipient; did you mean “partners”?",
        "reviewed: must be a date, such as 2026-11-14",
        "[clock]: day_one: “tomorrow” is not known; it may be next-working-day or same-working-day",
        "step tell: day: must be a whole number, without quotes",
        "step extra: does not say when; give one of day, months, calendar_days, hours, after or undated",
        "step extra: dya: is not a key here; did you mean “day”?",
    ]


@pytest.mark.parametrize("key", ["schema", "id", "process", "title", "source", "reviewed"])
def test_what_every_procedure_has_to_say(key):
    text = "\n".join(line for line in HEAD.splitlines() if not line.startswith(f"{key} ")) + REST
    (line,) = mistakes(text)
    assert line.startswith(f"{key}: is missing; ")


@pytest.mark.parametrize("key", ["event", "day_one"])
def test_what_every_clock_has_to_say(key):
    (line,) = mistakes("\n".join(line for line in GOOD.splitlines() if not line.startswith(f"{key} ")))
    assert line.startswith(f"[clock]: {key}: is missing; it must be ")


@pytest.mark.parametrize("key", ["title", "role", "guidance"])
def test_what_every_step_has_to_say(key):
    without = "\n".join(line for line in step("day = 2").splitlines() if not line.startswith(f"{key} "))
    assert mistakes(GOOD + without) == [f"step extra: {key}: is missing; it must be a text in quotes"]
    empty = step("day = 2").replace(f'{key} = "', f'{key} = "   "#')
    assert mistakes(GOOD + empty) == [f"step extra: {key}: is empty; write it"]


def test_a_step_without_an_id_is_known_by_its_place():
    assert "step number 2: id: is missing; it must be a text in quotes" in mistakes(
        GOOD + step("day = 2").replace('id = "extra"\n', "")
    )


@pytest.mark.parametrize(
    ("keys", "mistake"),
    [
        ("day = 2\nmonths = 6", "says when in 2 ways (day, months); keep one of them"),
        ("undated = false", "does not say when; give one of day, months, calendar_days, hours, after or undated"),
        ("day = 2\nfrom_day = 3", "from_day: 3 is later than day = 2; it must be earlier"),
        ("months = 2\nfrom_day = 3", "from_day: needs day as well, the last day of the span"),
        ("day = true", "day: must be a whole number, without quotes"),
        ("day = 1.5", "day: must be a whole number, without quotes"),
        ("hours = 0", "hours: must be a whole number from 1 to 9000"),
        ("day = 2\nclock = 'awre'", "clock: “awre” is not known; did you mean “aware”?"),
        ("day = 2\nact = 'leters'", "act: “leters” is not known; did you mean “letters”?"),
        ("day = 2\nact = 'date:awares'", "act: “awares” is not a date of a case; did you mean “aware”?"),
        ("day = 2\nbooks = 'tell'", "books: “tell” is not a meeting; that step needs meeting = true"),
        ("day = 2\nbooks = 'meeting'", "books: “meeting” names no step"),
        ("day = 2\ndocuments = ['N-3']", "documents: “N-3” is not the code of any [[document]]; did you mean “N-2”?"),
        ("day = 2\ndocuments = 'N-2'", 'documents: must be a list of texts, such as ["..."]'),
        ("day = 2\ndocuments = [2]", "documents 1: must be a text in quotes"),
        ("after = 'tel'", "after: “tel” names no step; did you mean “tell”?"),
        ("after = 'extra'", "after: “extra” waits in turn for this step, so neither can begin"),
        (
            "day = 2\nonly_if = ['deaths']",
            "only_if: “deaths” is no kind, flag, condition or outcome of a case; did you mean “death”",
        ),
        (
            "day = 2\nonly_if = ['outcome:no-reviews']",
            "only_if: “outcome:no-reviews” is no kind, flag, condition or outcome of a case; "
            "did you mean “outcome:no-review”?",
        ),
        ("undated = true\nstatutory = true", "statutory: needs a date, but the step is undated"),
        ("day = 2\nmeeting = true\ntime = '25:00'", "time: There is no time of day “25:00”. Write 14:00, or words"),
        ("day = 2\nperiod = 'yes'", "period: must be true or false, without quotes"),
    ],
)
def test_a_mistake_in_a_step(keys, mistake):
    (line,) = mistakes(GOOD + step(keys))
    where = "step extra: "
    assert line.startswith(where) and line.removeprefix(where).startswith(mistake)


def test_steps_that_wait_for_one_another_in_a_circle():
    text = GOOD + step("after = 'b'", "a") + step("after = 'c'", "b") + step("after = 'a'", "c")
    assert [line.split(":")[0] for line in mistakes(text)] == ["step a", "step b", "step c"]


@pytest.mark.parametrize("keys", ["", step("day = 15\nact = 'submit'\ndocuments = ['N-7']", "to-panel")])
def test_the_working_collation_never_goes_to_the_panel(keys):
    to = '["group"]' if keys else '["group", "panel"]'
    collation = f'\n[[document]]\ncode = "N-7"\ntitle = "Collation"\ntemplate = "rapid-review-report.docx"\nto = {to}\n'
    (line,) = mistakes(GOOD + collation + step("day = 8\nact = 'report'\ndocuments = ['N-7']", "collate") + keys)
    assert line == (
        f"step {'to-panel' if keys else 'collate'}: documents: “N-7” is the working collation for the group "
        "and never goes to the Panel"
    )


def test_ids_and_codes_are_used_once():
    document = REST[REST.index("[[document]]") : REST.index("[[step]]")].replace('"N-2"', '"n2"')
    found = mistakes(GOOD + document + step("day = 2", "tell"))
    assert "document: code: “n2” is used more than once; each must be different" in found
    assert "step: id: “tell” is used more than once; each must be different" in found


@pytest.mark.parametrize(
    "template",
    ["../secret.docx", "/etc/letter.docx", "letters\\\\a.docx", "letter.doc", "letter.docm", ".docx", "C:a.docx"],
)
def test_a_template_is_the_bare_name_of_a_docx_file(template):
    (line,) = mistakes(GOOD.replace("partners-notification.docx", template))
    assert line.startswith("document N-2: template: ") and "bare name of a .docx file" in line


def test_a_recipient_may_not_take_the_place_of_a_built_in_one():
    assert mistakes(GOOD + '[recipients.group]\ntitle = "G"\n')[0].startswith("[recipients.group]: “group” is built in")


def test_a_criterion_speaks_for_outcomes_of_the_decision():
    text = GOOD + '\n[[criterion]]\nid = "themes"\ntext = "T"\nfor = ["local"]\n'
    (line,) = mistakes(text)
    assert line.startswith("criterion themes: for: “local” is not one of the outcomes of [decision]")


def test_a_table_in_the_wrong_shape():
    assert "step: must be one table or more, each headed [[step]]" in mistakes(
        HEAD + "step = 3\n" + REST.split("[[step]]")[0]
    )
    assert "[clock]" in " ".join(
        mistakes(HEAD + "clock = 1\n" + REST.replace('[clock]\nevent = "received"\nday_one = "next-working-day"', ""))
    )


def test_a_procedure_has_at_least_one_step():
    assert "step: there is none; a procedure has at least one [[step]]" in mistakes(GOOD.split("[[step]]")[0])


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9) | st.dates() | st.datetimes(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
)


@given(st.data())
def test_any_value_in_any_place_is_a_mistake_or_is_right(data):
    raw = tomllib.loads(GOOD)
    table = data.draw(st.sampled_from([raw, raw["clock"], raw["decision"], raw["document"][0], raw["step"][0]]))
    table[data.draw(st.sampled_from(sorted(table)))] = data.draw(values)
    procedure, found = check(raw, "f.toml")
    assert (procedure is None) == bool(found)


# ---- the frozen copy

words = st.text(max_size=20)
ids = st.from_regex(r"[a-z]{1,8}(-[a-z]{1,5})?", fullmatch=True)
steps = st.builds(
    Step,
    id=ids,
    title=words,
    role=words,
    guidance=words,
    day=st.none() | st.integers(-20, 20),
    from_day=st.none() | st.integers(-20, 20),
    hours=st.none() | st.integers(1, 100),
    after=words,
    undated=st.booleans(),
    period=st.booleans(),
    only_if=st.lists(words, max_size=3).map(tuple),
    documents=st.lists(words, max_size=3).map(tuple),
    act=words,
    source=words,
)
procedures = st.builds(
    Procedure,
    id=ids,
    process=words,
    title=words,
    source=words,
    reviewed=st.dates(),
    clock=st.builds(
        Clock, event=words, day_one=st.sampled_from(DayOne), return_working_days=st.none() | st.integers(1, 9)
    ),
    names=st.dictionaries(ids, words, max_size=3),
    doubts=st.lists(words, max_size=3).map(tuple),
    decides=st.sampled_from(Decides),
    outcomes=st.lists(ids, max_size=3).map(tuple),
    criteria=st.lists(
        st.builds(Criterion, id=ids, text=words, outcomes=st.lists(ids, max_size=2).map(tuple)), max_size=2
    ).map(tuple),
    recipients=st.lists(st.builds(Recipient, id=ids, title=words, email=words), max_size=2).map(tuple),
    documents=st.lists(
        st.builds(Document, code=words, title=words, template=words, to=st.lists(ids, max_size=2).map(tuple)),
        max_size=2,
    ).map(tuple),
    steps=st.lists(steps, max_size=4).map(tuple),
)


@given(procedures)
def test_a_procedure_comes_back_from_json_as_it_was(procedure):
    assert from_plain(json.loads(json.dumps(to_plain(procedure)))) == procedure


@given(steps)
def test_a_step_comes_back_from_json_as_it_was(step):
    assert step_from_plain(json.loads(json.dumps(step_to_plain(step)))) == step


def test_a_procedure_of_that_day_keeps_its_day():
    assert from_plain(to_plain(read_procedure(GOOD, "f.toml"))).reviewed == date(2026, 11, 22)


# ---- conditions of a case, and the agencies one expects


USUAL = (
    '\n[[usual]]\ncategory = "education"\ntitle = "School"\nwhen = ["age:school", "looked_after"]\nsource = "box 3"\n'
)


def test_usual_agencies_and_conditions_are_read_and_survive_being_frozen():
    text = GOOD + USUAL + step("day = 5\nact = 'discussion'\nonly_if = ['views:split', 'delay']")
    procedure = read_procedure(text, "f.toml")
    assert procedure.usual == (UsualAgency("education", "School", ("age:school", "looked_after"), "box 3"),)
    assert procedure.steps[1].only_if == ("views:split", "delay")
    assert from_plain(json.loads(json.dumps(to_plain(procedure)))) == procedure


def test_a_frozen_copy_from_before_there_were_usual_agencies_still_loads():
    plain = to_plain(read_procedure(GOOD, "f.toml"))
    del plain["usual"]
    assert from_plain(plain) == read_procedure(GOOD, "f.toml")


def test_every_mistake_of_usual_agencies_is_found_in_one_go():
    text = GOOD + USUAL.replace("age:school", "age:shcool") + '\n[[usual]]\ntitle = "School"\nwhne = []\n'
    assert mistakes(text) == [
        "usual School: when: “age:shcool” is no kind, flag, condition or outcome of a case; did you mean “age:school”?",
        "usual School: category: is missing; it must be a text in quotes",
        "usual School: whne: is not a key here; did you mean “when”?",
        "usual: title: “School” is used more than once; each must be different",
    ]


@pytest.mark.parametrize(
    ("word", "right"), [("view:split", "views:split"), ("delays", "delay"), ("response:differ", "response:differs")]
)
def test_a_condition_that_is_misspelt_is_named_with_the_nearest(word, right):
    (line,) = mistakes(GOOD + step(f"day = 5\nonly_if = ['{word}']"))
    assert line.endswith(f"did you mean “{right}”?")
