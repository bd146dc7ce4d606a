"""A return that comes late: the surgery's form was due on Wednesday 2 December, and comes on Friday."""

import json

from tests.conftest import Register


def late_returns(register: Register, today: str) -> list[tuple[str, str, int]]:
    items = json.loads(register("overdue", "--json", today=today).stdout)["items"]
    return [(item["who"], item["due"], item["working_days_late"]) for item in items if item["kind"] == "return"]


def test_the_surgery_is_late_is_telephoned_and_comes_into_the_next_report(
    all_but_the_surgery: Register, returned, words_of
) -> None:
    case = all_but_the_surgery

    # On the day itself nobody is late. She rings at four.
    assert late_returns(case, "2026-12-02") == []
    case("request", "chase", "GP", "--note", "-", stdin="Practice manager, 16:00: it will come on Friday.")

    # On Thursday one agency is late, by a day, and the digest says so with no name of a person in it.
    assert late_returns(case, "2026-12-03") == [("Millpond Lane Surgery", "2026-12-02", 1)]
    assert case("overdue", "--exit-code", exit=4).returncode == 4
    digest = case("digest").stdout
    assert "Millpond Lane Surgery" in digest
    assert "Quillbeck" not in digest

    # The report goes all the same, and is recorded as sent: from then on that file stays as it is.
    case("report")
    case("document", "sent", "SCSI-7")
    first = case.documents / "2026-001" / "2026-001 SCSI-7.docx"
    sent = first.read_bytes()

    # On Friday the form comes. It is taken in, and said to be late.
    taken = case("return", "import", returned["GP"], today="2026-12-04")
    assert "It came after Wed 2 Dec 2026." in taken.stderr
    assert late_returns(case, "2026-12-04") == []
    shown = json.loads(case("return", "show", "GP", "--json").stdout)
    assert (shown["version"], shown["received"]) == (1, "2026-12-04")
    assert shown["file"]["name"] == "GP return Millpond Lane.docx"

    # The report is made again beside the one that went, with what is new told apart.
    (path,) = case("report").stdout.splitlines()
    assert path.endswith("2026-001 SCSI-7 v2.docx")
    assert first.read_bytes() == sent
    again = words_of(case.documents / "2026-001" / "2026-001 SCSI-7 v2.docx")
    assert "mid August 2026" in again
    assert "mid August 2026" not in words_of(first)
    assert "New since the report of 3 December 2026" in again
    assert "Millpond Lane Surgery: its return, received 4 Dec 2026, 7 events of the chronology." in again

    # And what the surgery sent can be given back to it, byte for byte.
    case("return", "original", "GP", "--out", case.path.parent / "copy.docx")
    assert (case.path.parent / "copy.docx").read_bytes() == returned["GP"].read_bytes()


def test_a_second_version_stands_beside_the_first(all_but_the_surgery: Register, returned) -> None:
    case = all_but_the_surgery
    case("return", "import", returned["FPS"], today="2026-12-03")

    assert json.loads(case("return", "show", "FPS", "--json").stdout)["version"] == 2
    listed = json.loads(case("return", "list", "--json").stdout)["returns"]
    assert [e["version"] for e in listed if e["agency"] == "Fenlark Primary School"] == [1, 2]
