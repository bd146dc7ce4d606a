"""Before the meeting: eleven agencies are asked what they know, one finds that other children are not safe now."""

import json

from tests.conftest import Register

#: What an agency that knows only the suspected perpetrator must not be told.
OF_THE_CHILDREN = ("Child A", "Child B", "Ellery", "Juniper", "Quillbeck", "Cardovar", "Tidewater", "Little Larks")


def test_each_agency_is_told_what_it_needs_and_no_more(asked: Register, words_of) -> None:
    folder = asked.documents / "2026-001"
    assert len(list(folder.glob("2026-001 SCSI-5 *.docx"))) == 11

    # The school works with the family: its form names the children it is to search for.
    school = words_of(folder / "2026-001 SCSI-5 Fenlark Primary School.docx")
    assert "Juniper Quillbeck-Cardovar" in school
    assert "Wednesday 2 December 2026" in school
    assert "14 November 2025 to 25 November 2026" in school
    assert "Form 2026-001/FPS/1" in school

    # Probation knows Adult 2 alone: nothing in form or letter says whose child it is about.
    for code in ("SCSI-5", "SCSI-6"):
        probation = words_of(folder / f"2026-001 {code} Northmoor Probation.docx")
        assert [word for word in OF_THE_CHILDREN if word in probation] == [], code
    assert "Dace Thornewick" in words_of(folder / "2026-001 SCSI-5 Northmoor Probation.docx")

    # All went, and all must be back on Wednesday of next week.
    requests = json.loads(asked("request", "list", "--json").stdout)["requests"]
    assert {request["state"] for request in requests} == {"confirmed"}
    assert {request["due"] for request in requests} == {"2026-12-02"}


def test_a_safety_concern_comes_before_everything_else(asked: Register, returned) -> None:
    taken = asked("return", "import", returned["PRO"], today="2026-11-30")
    assert (taken.stdout + taken.stderr).startswith("IMMEDIATE SAFETY CONCERN in the return of Northmoor Probation")

    # Until somebody has been told, it stands at the top of the page, and in the digest as a reference only.
    first = asked("today").stdout.split("LATE")[0]
    assert "SAFETY CONCERN: read before anything else" in first
    assert "Nobody is recorded as told." in first

    asked("return", "told", "PRO", "--to", "Duty manager, children's social care")
    assert "SAFETY CONCERN" not in asked("today").stdout


def test_every_return_is_taken_in_and_the_report_names_who_is_missing(
    all_but_the_surgery: Register, returned, words_of
) -> None:
    case = all_but_the_surgery

    # Nine come back in time, whatever they are called and however they were filled in; one rings to say it has nothing.
    returns = json.loads(case("return", "list", "--json").stdout)["returns"]
    assert {entry["agency"] for entry in returns} == {
        *("Little Larks Nursery", "Lantern Domestic Abuse Service", "Northmoor Probation", "Northmoor Police"),
        *("Fenlark Primary School", "Moorside Homes", "Northmoor Children's Social Care", "Northmoor Health Trust"),
        *("Northmoor Royal Infirmary", "Northmoor Adult Mental Health Service"),
    }

    # Not a character of any form is lost on the way.
    for code in returned.keys() - {"GP"}:
        read = json.loads(case("return", "show", code, "--json").stdout)["characters"]
        assert read["in_file"] == sum(read[part] for part in ("answers", "events", "other", "form", "unplaced")), code
        assert read["unplaced"] == 0, code

    # On Thursday the report goes without the surgery, and says so on its first page.
    (path,) = case("report", today="2026-12-03").stdout.splitlines()
    report = words_of(case.documents / "2026-001" / "2026-001 SCSI-7.docx")
    assert path.endswith("2026-001 SCSI-7.docx")
    assert "Told: Duty manager, children's social care, 2 December 2026." in report
    assert "11 agencies were asked for information: 8 returned information, 2 returned nil" in report
    assert "27/06/2026" in report, "dates stand as the agencies wrote them"

    # The timetable on the Friday before the meeting is one that she can lay on the table.
    page = case("timetable", today="2026-12-04").stdout
    assert "Day 9   Fri 4 Dec 2026  (today)" in page
    assert "Millpond" not in page
    assert max(len(line) for line in page.splitlines()) <= 80
