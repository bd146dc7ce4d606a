"""The invented case of `examples/`, played day by day in a register of its own, from notification to Panel.

Every day is worked at its own desk, with that day as today, through the same services as the commands. The days are
fixed (examples/README.md tells them), nothing is asked, and neither the user's register nor settings are looked at.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sgreview.domain.dates import show_date
from sgreview.errors import Refused
from sgreview.outputs.console import Console, style, wrap
from sgreview.services.demo_scene import Scene
from sgreview.services.desk import Desk


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the play: its date, what the manager would say of it, and what is done."""

    on: date
    working_day: int
    told: str
    work: Callable[[Scene], object]


def _day(on: str, working_day: int, told: str, *work: Callable[[Scene], object]) -> Day:
    return Day(date.fromisoformat(on), working_day, told, lambda scene: [step(scene) for step in work])


STORY = (
    _day(
        "2026-11-23",
        0,
        "The form about a seriously harmed baby arrives, three days after the Panel was notified. The case is opened"
        " from the form itself. It is not sure of the safety of other children: I telephone the duty manager of social"
        " care before anything else. The national limit, Fri 11 Dec, comes before our own and governs.",
        lambda at: at.receives_the_notification("SCSI-1 notification Northmoor Royal Infirmary.docx"),
    ),
    _day(
        "2026-11-24",
        1,
        "I book the review meeting for 8 December, bring the partners' conference forward to the 10th so that the 11th"
        " can be kept, and write to partners and group.",
        lambda at: at.books("review-meeting", "2026-12-08", "14:00", "Civic House, Quay Street, committee room 2"),
        lambda at: at.books("partners-decide", "2026-12-10", "15:00", "by telephone"),
        lambda at: at.makes_letters("SCSI-2"),
        lambda at: at.sends("SCSI-2"),
    ),
    _day(
        "2026-11-25",
        2,
        "Partners and group get the dates. Form and letter go to eleven agencies, who have until Wed 2 Dec; I ring"
        " each of them, and all have it.",
        Scene.makes_letters,
        lambda at: at.sends("SCSI-3", "SCSI-4"),
        Scene.asks_every_agency,
    ),
    _day(
        "2026-11-27",
        4,
        "The first two forms come back: the nursery's, and a nil return from the domestic abuse service.",
        lambda at: at.takes_in("Little Larks - agency information.docx", "Lantern SCSI-5 nil return.docx"),
    ),
    _day(
        "2026-11-30",
        5,
        "Probation's form says that other children may not be safe now. Before anything else I telephone the duty"
        " manager of children's social care, and record it. Adult mental health rings: they hold nothing.",
        lambda at: at.takes_in("PROBATION - SCSI 5.docx"),
        lambda at: at.tells("Duty manager, children's social care", concern_of="PRO"),
        lambda at: at.hears_nil("AMH", "By telephone: all names searched, nothing held."),
    ),
    _day(
        "2026-12-01",
        6,
        "Police, school and landlord send theirs.",
        lambda at: at.takes_in(
            "SCSI-5 Northmoor Police returned.docx",
            "fenlark primary SCSI-5 completed.docx",
            "Moorside Homes_SCSI5_return.docx",
        ),
    ),
    _day(
        "2026-12-02",
        7,
        "Social care, the health trust and the hospital are in time. The surgery is not: I ring the practice"
        " manager at four, and am promised Friday.",
        lambda at: at.takes_in(
            "SCSI-5 Childrens Social Care RETURN final.docx",
            "Northmoor Health Trust SCSI-5 midwifery and HV.docx",
            "SCSI-5 NRI (ED + paeds) returned 02-12-26.docx",
        ),
        lambda at: at.chases("GP", "Practice manager, 16:00: the form will come on Friday."),
    ),
    _day(
        "2026-12-03",
        8,
        "Social care tells me that every child of the case is safe, and who has seen them. The report goes to the"
        " group without the surgery, and says so.",
        lambda at: at.hears_safe("Child A", "Hospital social worker", "In hospital; visits are supervised."),
        lambda at: at.hears_safe("Child B", "Allocated social worker", "With Adult 4; seen at home and at school."),
        lambda at: at.hears_safe("Child C", "Allocated social worker", "With Adult 4; seen at home."),
        Scene.collates,
    ),
    _day(
        "2026-12-04",
        9,
        "The surgery's form comes, two days late. The report is made again and goes out as version 2."
        " This is the timetable as it stands:",
        lambda at: at.takes_in("GP return Millpond Lane.docx"),
        Scene.collates,
        Scene.merges_the_chronology,
        Scene.prints_the_timetable,
    ),
    _day(
        "2026-12-07",
        10,
        "The group reads. I make the decision record for tomorrow, with the criteria in it.",
        Scene.makes_letters,
    ),
    _day(
        "2026-12-08",
        11,
        "The group meets, agrees what it found, and recommends a local review. Its own report is written.",
        Scene.meets,
        Scene.writes_the_groups_report,
    ),
    _day(
        "2026-12-09",
        12,
        "The decision record goes to the three partners.",
        Scene.makes_letters,
        lambda at: at.sends("SRG-8", "SRG-8-LETTER"),
    ),
    _day(
        "2026-12-10",
        13,
        "The partners confer. Council and integrated care board agree and sign.",
        lambda at: at.hears_partners("local-authority", "icb"),
    ),
    _day(
        "2026-12-11",
        14,
        "The police sign in the morning. The signed record and the letter go to the Panel on the last day that the"
        " national limit allows.",
        lambda at: at.hears_partners("police"),
        lambda at: at.makes_letters("SRG-8", "LETTER-9"),
        lambda at: at.sends("SRG-8", "LETTER-9"),
        Scene.writes_the_calendar,
    ),
)

#: What to look at afterwards, and on which day.
LOOK = (
    ("today", "2026-12-14"),
    ("timetable", "2026-12-11"),
    ("overdue", "2026-12-18"),
    ("return show GP", "2026-12-11"),
    ("decision show", "2026-12-11"),
    ("register history", "2026-12-11"),
)


def play(folder: Path, page: Console) -> None:
    """Play the case in a new folder. Raises `Refused` where something is there already; nothing is then touched."""
    from sgreview.services.files import make_private

    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refused(f"{folder} is there already and is not an empty folder.", "Name another: sgreview demo DIR")
    make_private(folder)
    here = folder.absolute()
    paths: dict[Path, None] = {}
    _say(page, f"An invented case, played in {folder}: nobody in it exists, and nothing of yours is touched.")
    page.say()
    for day in STORY:
        page.say(style(f"Day {day.working_day}, {show_date(day.on)}", "heading"))
        _say(page, day.told, 4)
        day.work(Scene(Desk(here / "register.db", day.on, "demo"), page, paths))
    page.say()
    page.say("What was written:")
    for path in paths:
        page.out(str(path))
    page.say()
    page.say("Open the documents in a word processor. To look further:")
    register = f'"{folder / "register.db"}"' if " " in str(folder) else str(folder / "register.db")
    for command, on in LOOK:
        page.say("  ", style(f"sgreview {command} --register {register} --today {on}", "command"))


def _say(page: Console, text: str, indent: int = 0) -> None:
    for line in wrap(text, page.width - indent):
        page.say(" " * indent + line)
