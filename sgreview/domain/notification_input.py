"""A notification form becomes the file a person could have written: what is certain in it, and what is left open.

Nothing is guessed. A date that can mean two days, an agency the register does not know by that name, a word for a
relation that is not plain are open points, told to the person who opens the case and kept with it.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sgreview.domain.case import CHARACTERISTICS, Flag, Kind
from sgreview.domain.case_dates import MAY_LIE_AHEAD, date_problems
from sgreview.domain.input_check import Mistakes, Table, tidy
from sgreview.domain.notification_form import FormPerson, OpenPoint
from sgreview.domain.notification_people import Family
from sgreview.domain.people_input import person
from sgreview.domain.record import Record
from sgreview.domain.references import words_of
from sgreview.domain.review_input import referrer
from sgreview.domain.words import plain
from sgreview.domain.written_dates import read_written_date

#: Answers that say nothing more than that there is nothing to say.
NOTHING = (
    *("", "-", "none", "no", "nil", "n/a", "na", "not applicable", "not known", "unknown", "not yet known"),
    *("none known", "nothing known", "not that we know of", "not to our knowledge", "tbc", "no one", "nobody"),
)
TICKED = "☒☑✓✔🗹🗸🗷"
_YES = re.compile(r"(?:yes|y)\b")
#: What takes a yes back, or leaves both standing: "Yes / No", "Yes?", "Yes, but not now".
_BUT = re.compile(r"\?|\b(?:no|not|never|unsure)\b")
_EXPECTED = re.compile(r"\b(?:edd|due|expected|unborn)\b", re.IGNORECASE)
_FOUR_FIGURES = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_MAIL = re.compile(r"[^@\s,;<>()]+@[^@\s,;<>()]+\.[^@\s,;<>()]+")
#: A child that is expected is not expected later than this.
LONGEST_WAIT = timedelta(days=300)

UNCERTAIN_DATE = "cannot be read as one certain day"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class FormAnswer(Record):
    """What is written against one question of the form, and what an answer there means."""

    code: str
    label: str
    meaning: str
    text: str


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ReadCase(Record):
    """What a form says for certain, in the shape of CASE.toml, and what it leaves open."""

    data: Mapping[str, Any] = field(default_factory=dict)
    points: tuple[OpenPoint, ...] = ()


def case_of_form(
    answers: Sequence[FormAnswer],
    people: Sequence[FormPerson],
    agency_names: Mapping[str, str],
    today: date,
    received: date | None = None,
    table: str = "",
) -> ReadCase:
    """The case that a form describes, as a file would.

    `agency_names` are the agencies of the register, code and name; `received` is the day on which the form came;
    `table` is what the codes of the table of people begin with. Every value passes the readers of the files, one by
    one: what they refuse is an open point and fails nothing else.
    """
    reader = _Reader(answers, today)
    data: dict[str, Any] = {key: value for key in _TEXTS if (value := reader.text(f"case.{key}"))}
    child = reader.child()
    kinds, flags = reader.kinds(child), reader.flags()
    if "death" in kinds and flags.get("looked_after"):
        kinds.append(str(Kind.LOOKED_AFTER_DEATH))
    family = Family(child, today, reader.day_of, reader.accepted, table)
    for row in people:
        family.add(row)
    data |= {
        "kinds": kinds,
        "flags": flags,
        "person": family.people,
        "relation": family.relations(),
        "agency": reader.agencies(agency_names),
        "dates": reader.dates(child, received),
    }
    if told := reader.referrer():
        data["referrer"] = told
    reader.limb()
    points = (*reader.points, *family.points)
    in_order = sorted(points, key=lambda point: _place(point.code))
    return ReadCase({key: value for key, value in data.items() if value}, tuple(in_order))


_TEXTS = ("summary", "incident_area", "home_area", "responsible_authority")


def _place(code: str) -> tuple[str, int]:
    """Where a field stands in the form: letter and number of its code."""
    found = re.match(r"([A-Za-z]*)(\d*)", code)
    return (found[1], int(found[2] or 0)) if found else ("", 0)


def bare(text: str) -> str:
    """An answer as it is compared: without case, white space and the punctuation round it."""
    return plain(text).strip(" .;:,!")


def says_nothing(text: str) -> bool:
    """Whether an answer is blank, or a plain none."""
    return bare(text) in NOTHING


class _Reader:
    """The answers of one form; notes on the way what is not certain."""

    def __init__(self, answers: Sequence[FormAnswer], today: date) -> None:
        self.by_meaning = {answer.meaning: answer for answer in answers if answer.meaning != "answer"}
        self.today = today
        self.points: list[OpenPoint] = []

    def leave_open(self, answer: FormAnswer, what: str, settles: str = "") -> None:
        sentence = f"{answer.code} ({_short(answer.label)}) {what}."
        self.points.append(OpenPoint(answer.code, sentence, settles, answer.text))

    def under(self, section: str) -> list[tuple[str, FormAnswer]]:
        """The answers whose meaning lies in a section of the case file, by their key there."""
        found = [(meaning.partition("."), answer) for meaning, answer in self.by_meaning.items()]
        return [(key, answer) for (head, _, key), answer in found if head == section]

    def text(self, meaning: str) -> str:
        answer = self.by_meaning.get(meaning)
        if answer is None or says_nothing(answer.text):
            return ""
        mistakes = Mistakes("")
        if not Table({"text": answer.text}, "", mistakes).prose("text") or mistakes.lines:
            self.leave_open(answer, "holds a control character", meaning.partition(".")[2])
            return ""
        return tidy(answer.text)

    def day_of(self, text: str, born: bool = False) -> date | None:
        """The one day that a text names for certain, not after today; of a birth, only with all figures of the year."""
        read = read_written_date(text)
        if read.first is None or read.first != read.last or read.uncertain or read.first > self.today:
            return None
        return None if born and not _FOUR_FIGURES.search(text) else read.first

    def accepted(self, raw: dict[str, Any], key: str, value: Any) -> bool:
        """Whether the reader of persons takes a value; it is put into `raw` if so."""
        mistakes = Mistakes("")
        person(Table({"roles": ["child"], key: value}, "", mistakes, self.today), ())
        if not mistakes.lines:
            raw[key] = value
        return not mistakes.lines

    # The child

    def child(self) -> dict[str, Any]:
        """The child the form is about, as Child A."""
        raw: dict[str, Any] = {"code": "Child A", "roles": ["child"]}
        for key, answer in self.under("child"):
            if says_nothing(answer.text):
                if answer.text.strip() and key in CHARACTERISTICS:
                    self.accepted(raw, key, tidy(answer.text))  # "not known" is an answer to who somebody is
            elif key in ("born", "died"):
                self.date_of_child(raw, key, answer)
            elif key == "also_known_as":
                names = [name.strip() for name in re.split(r"[;,\n]", answer.text) if name.strip()]
                if not self.accepted(raw, key, names):
                    self.leave_open(answer, "cannot be read as names")
            elif not self.accepted(raw, key, tidy(answer.text)):
                self.leave_open(answer, "cannot be taken over as it is written")
        if "died" in raw and "born" in raw and raw["died"] < raw["born"]:
            answer = self.by_meaning["child.died"]
            self.leave_open(answer, "lies before the date of birth", "died:Child A")
            del raw["died"]
        return raw

    def date_of_child(self, raw: dict[str, Any], key: str, answer: FormAnswer) -> None:
        if key == "born":
            due = read_written_date(_EXPECTED.sub(" ", answer.text))
            sure = due.first if due.first == due.last and not due.uncertain else None
            near = sure is not None and abs(sure - self.today) <= LONGEST_WAIT
            if sure is not None and near and (_EXPECTED.search(answer.text) or sure > self.today):
                raw["expected"] = sure
                return
        on = self.day_of(answer.text, born=key == "born")
        if on is None:
            self.leave_open(answer, UNCERTAIN_DATE, f"{key}:Child A")
        else:
            raw[key] = on

    # The case

    def kinds(self, child: Mapping[str, Any]) -> list[str]:
        """What happened, from the boxes; a box and a date of death that contradict one another are told."""
        found = []
        boxes = self.under("kinds")
        for word, answer in boxes:
            said = _yes_or_no(answer.text)
            if said:
                found.append(word)
            elif said is None:
                self.leave_open(answer, "does not say plainly yes or no", "kinds")
        died = self.by_meaning.get("child.died")
        if "died" in child and "death" not in found and died is not None:
            self.leave_open(died, "gives a date of death, and the box that says so is not ticked", "kinds")
        elif boxes and all(_yes_or_no(answer.text) is False for _, answer in boxes):
            what = "is not ticked, nor is any other box of what happened: ask the referrer which it is"
            self.leave_open(boxes[0][1], what, "kinds")
        if "death" in found and died is not None and says_nothing(died.text):
            self.leave_open(died, "is blank, and the child has died", "died:Child A")
        return found

    def limb(self) -> None:
        """The second limb: without it there is nothing to notify (001 para 1.1.6)."""
        answer = self.by_meaning.get("limb.abuse-or-neglect")
        if answer is not None and not _yes_or_no(answer.text):
            self.leave_open(answer, "is not ticked: ask the referrer what they know or suspect")

    def flags(self) -> dict[str, bool]:
        """Circumstances that the form plainly says hold, or do not."""
        found = {}
        for word, answer in self.under("flags"):
            said = _yes_or_no(answer.text)
            if said:
                found[word] = True
            elif said is None:
                self.leave_open(answer, "does not say plainly yes or no", f"flag:{Flag(word)}")
        return found

    def dates(self, child: Mapping[str, Any], received: date | None) -> dict[str, Any]:
        """The dates of the case that are certain and go together; the day of receipt is known and stands."""
        found: dict[str, Any] = {}
        for event, answer in self.under("dates"):
            if says_nothing(answer.text):
                continue
            on = self.day_of(answer.text)
            if on is None or (on > self.today and event not in MAY_LIE_AHEAD):
                self.leave_open(answer, UNCERTAIN_DATE, f"date:{event}")
            else:
                found[event] = on
        if received is not None:
            found["received"] = received
        if "died" in child:
            found["death"] = child["died"]
        while problems := date_problems(found):
            event, sentence = problems[0]
            event = "incident" if event == "received" else event
            doubtful = self.by_meaning.get(f"dates.{event}") or self.by_meaning["child.died"]
            self.leave_open(doubtful, f"does not go with the other dates: {sentence}", f"date:{event}")
            del found[event]
        return found

    def referrer(self) -> dict[str, str]:
        """Who notified; an e-mail address among other words is found where it is the only one."""
        found: dict[str, str] = {}
        for key, answer in self.under("referrer"):
            text = tidy(answer.text)
            if says_nothing(text):
                continue
            addresses = _MAIL.findall(text) if key == "email" else []
            value = addresses[0] if len(addresses) == 1 else text
            mistakes = Mistakes("")
            referrer(Table({"referrer": {key: value}}, "", mistakes))
            if mistakes.lines:
                what = "is not one e-mail address" if key == "email" else "cannot be taken over as it is written"
                self.leave_open(answer, what, "referrer")
            else:
                found[key] = value
        return found

    def agencies(self, names: Mapping[str, str]) -> list[dict[str, Any]]:
        """The agencies that the register knows by the very name or code that is written; the others are open points."""
        found: dict[str, set[str]] = {}
        for side, answer in self.under("agencies"):
            unknown = []
            for words in _named(answer.text, lambda text: _agency(text, names)):
                code = _agency(words, names)
                if code:
                    found.setdefault(code, set()).add(side)
                else:
                    unknown.append(words)
            for at, words in enumerate(unknown, 1):
                place = answer.code if len(unknown) == 1 else f"{answer.code} no. {at}"
                sentence = f"{place} names an agency that the register does not have by that name."
                self.points.append(OpenPoint(place, sentence, f"agency:{side}", words))
        return [
            {"code": code, "involved_with": "both" if len(sides) > 1 else next(iter(sides))}
            for code, sides in found.items()
        ]


def _short(label: str) -> str:
    """A label without what it adds in brackets or as a question."""
    return re.split(r"[(?]", label, maxsplit=1)[0].strip()


def _yes_or_no(text: str) -> bool | None:
    """What a box or a question of yes or no says; None where it is not plain."""
    if any(mark in text for mark in TICKED):
        return True
    if says_nothing(text):
        return False
    words = bare(text)
    if _YES.match(words):
        return None if _BUT.search(words[:40]) else True
    return True if words in ("x", "tick", "ticked") else None


def _named(text: str, known: Callable[[str], str]) -> list[str]:
    """The organisations that a text names: a line each, or several with commas between where every part is one."""
    found: list[str] = []
    for line in re.split(r"[;\n]", text):
        line = re.sub(r"^\s*\d{1,2}[.)]\s+", "", line).strip(" \t•-–*·")
        if says_nothing(line):
            continue
        parts = [part.strip() for part in line.split(",") if part.strip()]
        found += parts if not known(line) and any(known(part) for part in parts) else [line]
    return found


def _agency(words: str, names: Mapping[str, str]) -> str:
    """The code of the agency that goes by exactly this name or code, or an empty string."""
    wanted = _words(words)
    fitting = [code for code, name in names.items() if wanted and wanted in (_words(name), _words(code))]
    return fitting[0] if len(fitting) == 1 else ""


def _words(text: str) -> str:
    words = words_of(text).split()
    return " ".join(words[1:] if words[:1] == ["the"] else words)
