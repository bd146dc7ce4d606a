"""The shipped templates: complete, accessible, and documented field by field."""

import re
import tomllib
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from docx.oxml.ns import qn

from sgreview.documents import invented
from sgreview.documents.context import DOCUMENT_NAMES, letter_context
from sgreview.documents.invented import bare_context, full_context
from sgreview.documents.templates.check import fields_used, known_fields
from sgreview.documents.templates.filling import render
from sgreview.documents.templates.language import FILTERS
from sgreview.domain.addressees import Addressee
from sgreview.domain.meetings import Attendance, MeetingRecord, Presence
from sgreview.paths import shipped
from tests.documents.checked import check_template

TEMPLATES = sorted(shipped("templates").glob("*.docx"))
LETTERS = [path for path in TEMPLATES if path.stem.endswith(("letter", "-notification"))]
CONTEXTS = {"rich": full_context, "bare": bare_context}
TICK = "{http://schemas.microsoft.com/office/word/2010/wordml}"


@cache
def filled(path: Path) -> bytes:
    """A template made a document of the invented case of which everything is known."""
    return render(path, full_context())


every_template = pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
every_case = pytest.mark.parametrize("case", CONTEXTS)


def test_every_document_of_the_plan_has_a_template():
    assert {path.stem for path in TEMPLATES} >= set(DOCUMENT_NAMES)


@every_template
def test_a_template_has_no_mistake(path):
    assert check_template(path) == ()


@every_template
@every_case
def test_nothing_looks_broken_whatever_is_known(path, case, parse, text_of):
    data = render(path, CONTEXTS[case]())
    text = text_of(data)
    assert text.strip()
    for mark in (
        r"\{[{%]",
        r"[}%]\}",
        r"\bNone\b",
        r"\[\]",
        r"\(\)",
        r" ,",
        r" \.(?!\.)",
        r":  ",
        r"\b(by|on|the)[.;]",
    ):
        assert not re.search(mark, text), mark


@every_template
def test_headings_are_real_headings(path, parse):
    styles = [p.style.name for p in parse(filled(path)).paragraphs]
    assert any(name.startswith(("Heading", "Title")) for name in styles)


@every_template
def test_language_title_and_paper_are_set(path, parse):
    word = parse(filled(path))
    (language,) = word.styles.element.iter(qn("w:lang"))
    assert language.get(qn("w:val")) == "en-GB"
    assert word.core_properties.title == full_context()["document"]["title"]
    section = word.sections[0]
    assert sorted((round(section.page_width.mm), round(section.page_height.mm))) == [210, 297]
    assert word.styles["Normal"].font.name == "Arial"
    assert word.styles["Normal"].font.size.pt == 11


@every_template
def test_marking_reference_and_page_numbers_stand_on_every_page(path, parse):
    section = parse(filled(path)).sections[0]
    assert not section.different_first_page_header_footer
    assert section.header.paragraphs[0].text == "OFFICIAL-SENSITIVE\t2026-001 / LETTER-4"
    fields = [field.get(qn("w:instr")).strip() for field in section.footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]


@every_template
def test_header_rows_repeat_and_only_rows_of_long_text_may_split(path, parse):
    for table in parse(filled(path)).element.body.iter(qn("w:tbl")):
        rows = list(table.iter(qn("w:tr")))
        heads = [r for r in rows if any(style.get(qn("w:val")) == "CellHeading" for style in r.iter(qn("w:pStyle")))]
        assert heads in ([], rows[:1])
        assert all(row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in heads)
        for row in rows:
            whole = row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None
            long_text = path.stem == "rapid-review-report" or any(True for _ in row.iter(qn("w:showingPlcHdr")))
            assert whole or (long_text and row not in heads)


@every_template
def test_every_cell_ends_with_a_paragraph_and_every_control_has_its_own_number(path, parse):
    word = parse(filled(path))
    for cell in word.element.body.iter(qn("w:tc")):
        assert cell[-1].tag == qn("w:p")
    numbers = [entry.get(qn("w:val")) for entry in word.element.body.iter(qn("w:id"))]
    assert len(numbers) == len(set(numbers))


@pytest.mark.parametrize("path", LETTERS, ids=lambda path: path.stem)
def test_a_letter_has_date_reference_addressee_and_signature(path, text_of):
    text = text_of(filled(path))
    for words in ("Thursday 3 December 2026", "Our reference: 2026-001 / LETTER-4", "Dear Morgan Vale", "Kerra Lanyon"):
        assert words in text
    assert text.rstrip().endswith("Northmoor Safeguarding Children Partnership")


def test_the_form_asks_for_every_field_and_for_no_other(text_of, templates):
    fields = tomllib.loads((templates / "agency-information.toml").read_text(encoding="utf-8"))["field"]
    text = text_of(filled(templates / "agency-information.docx"))
    wanted = [f"{field['code']} {field['label']}" for field in fields]
    assert re.findall(r"(?m)^[A-Z]\d+ .*$", text) == wanted


def test_blank_answers_of_the_form_are_controls_that_show_a_placeholder(parse, templates):
    word = parse(filled(templates / "agency-information.docx"))
    blanks = [sdt for sdt in word.element.body.iter(qn("w:sdt")) if sdt.find(f".//{qn('w:showingPlcHdr')}") is not None]
    assert len(blanks) == 21
    assert {"".join(t.text for t in sdt.iter(qn("w:t"))) for sdt in blanks} == {"Type here"}
    (box,) = word.element.body.iter(f"{TICK}checkbox")
    assert box.find(f"{TICK}checked").get(f"{TICK}val") == "0"


def test_the_form_carries_what_it_is_recognised_by(parse, templates):
    section = parse(filled(templates / "agency-information.docx")).sections[0]
    assert "Form 2026-001/BRS/1" in section.footer.paragraphs[0].text


def test_the_form_prints_what_is_known_before(text_of, templates):
    text = text_of(filled(templates / "agency-information.docx"))
    for answer in ("2026-001", "Wednesday 2 December 2026", "Brackenridge Primary School", "Tamsin Holloway-Reed"):
        assert answer in text
    assert "14 November 2025 to 3 December 2026" in text


def test_the_letter_to_agencies_says_what_it_must(text_of, templates):
    text = text_of(filled(templates / "agency-letter.docx"))
    for words in (
        "secure all records",
        "today",
        "not an investigation",
        "supported",
        "Ofsted",
        "nil return",
        "Return by",
    ):
        assert words in text, words
    assert "5 working days" in text
    assert "partnership@northmoor.example.org" in text
    other = full_context()
    other["request"]["sector"] = ""
    assert "Ofsted" not in text_of(render(templates / "agency-letter.docx", other))


def letter_to(name, role, request=None, **told):
    """A letter of the invented case to a role, with the fields its command would give."""
    document = next(entry for entry in invented.DOCUMENTS if entry.template == f"{name}.docx")
    addressee = Addressee(role, "Robin Tarn", organisation=request.agency.name if request else "")
    context = letter_context(
        invented.CASE_FILE,
        invented.PROCESS,
        document,
        addressee,
        invented.TODAY,
        request,
        review=invented.REVIEW,
        **told,
    )
    return context.fields


@pytest.mark.parametrize("name", ["agency-letter", "correction-letter", "stand-down-letter"])
def test_an_agency_asked_about_a_suspect_alone_reads_no_word_of_a_child(name, text_of, templates):
    fields = letter_to(name, "agencies", invented.CASE_FILE.requests[2], reason="The child fell ill.", moved=())
    text = text_of(render(templates / f"{name}.docx", fields)).replace("Safeguarding Children Partnership", "")
    assert [word for word in ("child", "family", "2021", "brackenridge", "hospital") if word in text.lower()] == []


@pytest.mark.parametrize(
    ("sector", "words"),
    [
        ("education", "Ofsted"),
        ("health", "each service and system"),
        ("police", "criminal investigation"),
        ("support", "must stay secret"),
        ("", ""),
    ],
)
def test_the_letter_to_agencies_has_the_paragraph_of_one_category_only(sector, words, text_of, templates):
    fields = full_context()
    fields["request"]["sector"] = sector
    text = text_of(render(templates / "agency-letter.docx", fields))
    found = [
        w for w in ("Ofsted", "each service and system", "criminal investigation", "must stay secret") if w in text
    ]
    assert found == ([words] if words else [])


@pytest.mark.parametrize(
    ("role", "said", "unsaid"),
    [
        ("agencies", ["send no further return", "return to ordinary use", "thank them"], ["nobody could have known"]),
        ("partners", ["are cancelled", "nobody could have known", "stay on record"], ["send no further return"]),
        ("group", ["delete the papers", "nobody could have known"], ["send no further return"]),
        ("referrer", ["What becomes of your referral"], ["nobody could have known", "delete the papers"]),
    ],
)
def test_the_end_is_told_to_each_in_their_own_words(role, said, unsaid, text_of, templates):
    fields = letter_to("stand-down-letter", role, reason="An illness that nobody could have known.")
    text = text_of(render(templates / "stand-down-letter.docx", fields))
    assert [words for words in said if words not in text] == []
    assert [words for words in unsaid if words in text] == []


def test_a_correction_says_what_was_said_and_what_holds(text_of, templates):
    fields = letter_to(
        "correction-letter", "group", moved=invented.MOVED, corrects="LETTER-1 of Tuesday 24 November 2026"
    )
    lines = text_of(render(templates / "correction-letter.docx", fields)).splitlines()
    at = lines.index("Rapid review meeting")
    assert lines[at : at + 3] == ["Rapid review meeting", "Monday 7 December 2026", "Tuesday 8 December 2026"]
    assert any("LETTER-1 of Tuesday 24 November 2026" in line for line in lines)
    assert "key_dates" not in fields_used(templates / "correction-letter.docx")  # it gives what moved, no other date


def test_the_letter_on_a_delay_gives_reason_new_date_and_what_was_done(text_of, templates):
    text = text_of(render(templates / "delay-letter.docx", letter_to("delay-letter", "panel")))
    for words in (
        "SIN-0001",
        "Monday 14 December 2026",
        "Monday 21 December 2026",
        "The post-mortem findings are awaited.",
        "Agencies return their forms",
        "3 agencies were asked",
        "Not checked yet",
    ):
        assert words in text, words


def test_the_referrer_hears_what_happens_now(text_of, templates):
    text = text_of(render(templates / "referrer-letter.docx", letter_to("referrer-letter", "referrer")))
    assert "a rapid review is under way" in text
    fields = letter_to("referrer-letter", "referrer")
    fields["notify"]["made"] = False
    text = text_of(render(templates / "referrer-letter.docx", fields))
    assert "whether abuse or neglect is known or suspected" in text
    assert "is under way" not in text


def test_the_secretaries_are_given_the_hour_and_nothing_of_the_case(text_of, templates):
    text = text_of(render(templates / "secretary-letter.docx", letter_to("secretary-letter", "secretary")))
    assert "Friday 11 December 2026" in text
    for secret in ("Child A", "hospital", "death", "Recommendation:"):
        assert secret not in text


def test_the_scrutineer_is_asked_for_feedback_on_the_recommendation_by_a_day(text_of, templates):
    fields = letter_to("scrutineer-note", "scrutineer", until=date(2026, 12, 10))
    text = text_of(render(templates / "scrutineer-note.docx", fields))
    for words in ("objective feedback", "by Thursday 10 December 2026", "Local child safeguarding practice review"):
        assert words in text
    assert "No earlier review shows the same." in text


@pytest.mark.parametrize(
    ("step", "said"),
    [("", "What a rapid review is for"), ("conference", "deputises for whom with authority to decide")],
)
def test_a_meeting_has_the_agenda_of_its_kind(step, said, text_of, templates):
    text = text_of(render(templates / "agenda.docx", letter_to("agenda", "group", step=step)))
    assert said in text
    assert len([words for words in ("What a rapid review is for", "with authority to decide") if words in text]) == 1


def test_the_minutes_say_who_was_there_what_was_decided_and_leave_room_for_actions(parse, text_of, templates):
    held = MeetingRecord(
        "Branok Ellery",
        False,
        (
            Attendance("Branok Ellery", "Head of Safeguarding", "Northmoor Council", Presence.PRESENT),
            Attendance("Tegen Rosewarne", "Nurse", "Northmoor Health Trust", Presence.DEPUTY, "Morwenna Pask", "none"),
        ),
    )
    data = render(templates / "minutes.docx", letter_to("minutes", "group", held=held))
    text = text_of(data)
    for words in ("Branok Ellery", "for Morwenna Pask; none", "Quorate\nNo", "No earlier review shows the same."):
        assert words in text
    actions = next(table for table in parse(data).tables if table.rows[0].cells[0].text == "What")
    assert len(actions.rows) == 6


def test_the_decision_record_has_boxes_for_every_outcome_and_response(parse, text_of, templates):
    data = filled(templates / "decision-record.docx")
    ticked = [box.find(f"{TICK}checked").get(f"{TICK}val") for box in parse(data).element.body.iter(f"{TICK}checkbox")]
    # two criteria with two boxes, four outcomes, three partners with three responses
    assert ticked == [*"10", *"01", *"1000", *"100", *"010", *"001"]
    text = text_of(data)
    for words in (
        "Northmoor ICB",
        "Wenna Askell",
        "Signature",
        "Key lines of enquiry",
        "Methodology",
        "If they do not agree",
    ):
        assert words in text


def test_the_letter_to_the_panel_gives_its_references_and_the_decision(text_of, templates):
    text = text_of(filled(templates / "panel-letter.docx"))
    for words in (
        "SIN-0001",
        full_context()["decision"]["sentence"],
        "Local child safeguarding practice review",
        "REPORT-2, ",  # the report of the review's own goes in place of the signed record
        "To be commissioned.",
        "Kensa Roskear, deputy for Wenna Askell, Friday 11 December 2026",
    ):
        assert words in text
    assert "Tamsin" not in text
    late = full_context()
    late["submission"] |= {"late": True, "delay_reason": "Illness of the chair."}
    assert "Illness of the chair." in text_of(render(templates / "panel-letter.docx", late))


def test_an_unknown_field_is_found_with_its_place(tmp_path):
    from docx import Document

    word = Document()
    word.add_paragraph("Concerning {{ case.nickname }}")
    word.add_paragraph("{% for row in key_dates %}{{ row.when }} {{ row.wen }}{% endfor %}")
    word.sections[0].header.paragraphs[0].text = "{{ partnership.nam }}"
    word.save(tmp_path / "own.docx")
    mistakes = check_template(tmp_path / "own.docx")
    assert len(mistakes) == 3
    assert "the text" in mistakes[0]
    assert "“case.nickname”" in mistakes[0]
    assert "“row.wen”" in mistakes[1]
    assert "a header" in mistakes[2]
    assert "“partnership.nam”" in mistakes[2]


def test_a_tag_that_cannot_be_read_is_found_with_its_place(tmp_path):
    from docx import Document

    word = Document()
    word.add_paragraph("Good")
    word.add_paragraph("Concerning {{ case. }}")
    word.save(tmp_path / "own.docx")
    (mistake,) = check_template(tmp_path / "own.docx")
    assert "Concerning" in mistake


def test_the_fields_a_template_uses_are_known(templates):
    assert "key_dates" in fields_used(templates / "partners-notification.docx")
    assert "key_dates" not in fields_used(templates / "agency-letter.docx")
    assert "request" in fields_used(templates / "agency-information.docx")


def as_documented(field: str) -> str:
    """docs/templates.md describes a person, a day, a chronology and a document of the procedure once."""
    field = re.sub(r"^report\.chronology\.", "chronology.", field)
    field = re.sub(r"^documents\.\w+\.", "documents.NAME.", field)
    field = re.sub(r"^(returns|response|submission)\.(?=title|date|time|when|place)", "meeting.", field)
    field = re.sub(r"^chronology\.undated\[\]\.", "chronology.rows[].", field)
    if not field.endswith((".birth", ".home", ".identity")):
        field = re.sub(r"^(adults|children|request\.people|report\.family)\[\]\.", "people[].", field)
    return {"adults": "people", "children": "people"}.get(field, field)


def test_every_field_is_documented_and_no_other():
    text = (shipped("templates").parent / "docs" / "templates.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"(?m)^\| `([\w.\[\]]+)` \|", text))
    known = {as_documented(field) for field in known_fields()}
    assert (documented - known, known - documented) == (set(), set())


def test_the_filters_that_a_template_may_use_are_documented():
    text = (shipped("templates").parent / "docs" / "templates.md").read_text(encoding="utf-8")
    documented = re.search(r"these filters .*?: ([a-z \n]+)\.", text)[1].split()
    assert set(documented) == FILTERS
