"""What the manager of the play does on a day: the verbs of `services/demo.py`, each through the commands' services."""

from datetime import date
from pathlib import Path
from typing import Any

from sgreview.domain.requests import RequestEventKind
from sgreview.outputs.console import Console
from sgreview.paths import shipped
from sgreview.services.desk import Desk
from sgreview.services.papers import Made

CASE, PROCEDURE = "2026-001", "nel-rapid-review"


class Scene:
    """One day of the play: the desk on that day, and what the manager does at it. `paths` collects what is written."""

    def __init__(self, desk: Desk, page: Console, paths: dict[Path, None]) -> None:
        self.desk, self.page, self.paths = desk, page, paths

    def receives_the_notification(self, form: str) -> None:
        """The partnership's register with its agencies and contacts, and the case opened in it from the form."""
        from sgreview.domain.organisation_input import read_agencies_csv, read_contacts
        from sgreview.services.organisations import save_agencies, save_contacts
        from sgreview.services.setup import init

        settings = {key: str(value) for key, value in _table("settings.toml").items()}
        # Nothing in it is about anybody, so the play may stand in a shared or synced folder.
        init(self.desk, settings, PROCEDURE, allow_network_path=True)
        self.paths[self.desk.register] = None
        agencies = shipped("examples/agencies.csv").read_text(encoding="utf-8")
        save_agencies(self.desk, read_agencies_csv(agencies, "agencies.csv", self.desk.today, {}), "agency import")
        contacts = read_contacts(_table("contacts.toml"), "contacts.toml", self.desk.today)
        save_contacts(self.desk, contacts, "contact add")
        self._opens_the_case(form)
        self._completes_the_case()

    def _opens_the_case(self, name: str) -> None:
        """The case from the form as the referrer filled it in; whoever has to know of its safety concern is told."""
        from sgreview.domain.case_input import read_case
        from sgreview.services.cases import open_case
        from sgreview.services.files import write_file
        from sgreview.services.notification import record_told, take_in_form

        content = shipped(f"examples/{name}").read_bytes()
        copy = self.desk.register.parent / name
        write_file(copy, content)
        self.paths[copy] = None
        taken = take_in_form(self.desk, name, content)
        read = taken.case(self.desk.today, self.desk.today)
        form = taken.to_keep(read.points, self.desk.today)
        open_case(self.desk, read_case(read.data, name, self.desk.today), form=(form, content))
        record_told(self.desk, CASE, "Duty manager, children's social care", self.desk.today)

    def _completes_the_case(self) -> None:
        """What the form left open, and what a morning of telephone calls adds to it."""
        from sgreview.domain.case_input import CaseEdit, read_case
        from sgreview.services import people
        from sgreview.services.cases import edit_case
        from sgreview.services.gaps import answer_gap

        known = read_case(_table("case.toml"), "case.toml", self.desk.today)
        edit_case(
            self.desk,
            CASE,
            CaseEdit({"summary": known.case.summary}, agencies=known.agencies, notifications=known.notifications),
        )
        for person in known.people:
            people.edit(self.desk, CASE, person.code, person)
        for relation in known.relations:
            people.relate(self.desk, CASE, relation)
        answer_gap(self.desk, CASE, "form", "Asked by telephone on the day the form came, and recorded.")

    def makes_letters(self, *codes: str) -> None:
        """The letters named, or all that are due."""
        from sgreview.services.letters import make_letters

        self._made(make_letters(self.desk, CASE, codes))

    def sends(self, *codes: str) -> None:
        """Records that documents went, to everyone they were made for."""
        from sgreview.services.filing import mark_sent

        for code in codes:
            mark_sent(self.desk, CASE, code, "", self.desk.today)

    def books(self, meeting: str, on: str, time: str, place: str) -> None:
        """Sets a meeting."""
        from sgreview.services.meetings import set_meeting

        set_meeting(self.desk, CASE, meeting, date.fromisoformat(on), time, place)

    def asks_every_agency(self) -> None:
        """Forms and their letters written, sent, and every agency telephoned."""
        from sgreview.services.asking_agencies import prepare
        from sgreview.services.requests import record_event
        from sgreview.services.sending_requests import mark_sent

        self._made(prepare(self.desk, CASE))
        mark_sent(self.desk, CASE, (), self.desk.today)
        record_event(self.desk, CASE, (), RequestEventKind.CONFIRMED, self.desk.today)

    def takes_in(self, *files: str) -> None:
        """Keeps a copy of the agencies' files in `returns`, and reads them."""
        from sgreview.services.files import make_private, write_file
        from sgreview.services.returns import import_return

        folder = self.desk.register.parent / "returns"
        make_private(folder)
        for name in files:
            content = shipped(f"examples/returns/{name}").read_bytes()
            copy = folder / name
            write_file(copy, content)
            self.paths[copy] = None
            import_return(self.desk, name, content, self.desk.today, CASE)

    def tells(self, who: str, concern_of: str) -> None:
        """Records who was told of the immediate safety concern in an agency's return."""
        from sgreview.services.returns import record_told

        record_told(self.desk, CASE, concern_of, who, self.desk.today)

    def hears_safe(self, child: str, checked_by: str, note: str) -> None:
        """Records who has made sure that a child is safe, and how."""
        from sgreview.domain.review_file import SafetyCheck
        from sgreview.services.safety import record_safety

        record_safety(self.desk, CASE, child, SafetyCheck(child, True, checked_by, self.desk.today, note))

    def hears_nil(self, agency: str, note: str) -> None:
        """Records a nil return given by telephone."""
        from sgreview.services.returns import nil_return

        nil_return(self.desk, CASE, agency, self.desk.today, note)

    def chases(self, agency: str, note: str) -> None:
        """Records a call to an agency that has not returned."""
        from sgreview.services.requests import record_event

        record_event(self.desk, CASE, [agency], RequestEventKind.CHASED, self.desk.today, note)

    def collates(self) -> None:
        """Makes the report and records that it went to the group."""
        from sgreview.services.reports import make_report

        made = make_report(self.desk, CASE)
        self._made(made)
        for code in dict.fromkeys(written.code for written in made.written):
            self.sends(code)

    def merges_the_chronology(self) -> None:
        """The chronology alone: a paper for the group, and a sheet to sort and filter."""
        from sgreview.services.chronology import Wanted, export_chronology, make_chronology

        made = make_chronology(self.desk, CASE, Wanted())
        self._made(made)
        self.sends(made.written[0].code)
        self._made(export_chronology(self.desk, CASE, Wanted(), "xlsx"))

    def prints_the_timetable(self) -> None:
        """The fifteen days as they stand, on stdout."""
        from sgreview.outputs.timetable_page import show_timetables
        from sgreview.services.looking import timetables_of

        with self.desk.read() as connection:
            shown, calendar = timetables_of(connection, [CASE], self.desk.today)
        self.page.say()
        show_timetables(self.page, shown, self.desk.today, calendar)
        self.page.say()

    def meets(self) -> None:
        """Who came to the rapid review meeting, and what the group recommends."""
        from sgreview.domain.decision_input import read_recommendation
        from sgreview.domain.meeting_input import read_attendance
        from sgreview.services.decisions import recommend
        from sgreview.services.meetings import record_attendance
        from sgreview.services.procedures import find_procedure

        attendance = read_attendance(_table("attendance.toml"), "attendance.toml")
        record_attendance(self.desk, CASE, "review-meeting", attendance)
        name, procedure = "recommendation.toml", find_procedure(PROCEDURE)[0]
        recommend(self.desk, CASE, read_recommendation(_table(name), name, self.desk.today, procedure))

    def writes_the_groups_report(self) -> None:
        """What the group found, section by section, and its own report with the recommendation."""
        from sgreview.services.findings import edit_finding
        from sgreview.services.reports import make_final_report

        for section, text in _table("findings.toml").items():
            edit_finding(self.desk, CASE, section, text)
        self._made(make_final_report(self.desk, CASE))

    def hears_partners(self, *partners: str) -> None:
        """The answers of safeguarding partners, signed."""
        from sgreview.domain.completion import those_who_decide
        from sgreview.domain.decision_input import read_partner_response
        from sgreview.register.reads import partnership
        from sgreview.services.decisions import answer
        from sgreview.services.procedures import find_procedure

        with self.desk.read() as connection:
            deciding = those_who_decide(find_procedure(PROCEDURE)[0], partnership(connection))
        for partner in partners:
            name = f"partner-{partner}.toml"
            answer(self.desk, CASE, read_partner_response(_table(name), name, self.desk.today, deciding))

    def writes_the_calendar(self) -> None:
        """The dates that are still to come, for a calendar program."""
        from sgreview.services.calendar import calendar_of
        from sgreview.services.files import write_file

        path = self.desk.register.parent / "calendar.ics"
        write_file(path, calendar_of(self.desk, CASE))
        self.paths[path] = None

    def _made(self, made: Made) -> None:
        self.paths.update(dict.fromkeys(written.path for written in made.written))


def _table(name: str) -> dict[str, Any]:
    """The tables of a TOML file of `examples`."""
    from sgreview.domain.input_check import read_toml

    return read_toml(shipped(f"examples/{name}").read_text(encoding="utf-8"), name)
