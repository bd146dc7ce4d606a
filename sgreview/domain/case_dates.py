"""Rules that the dates of a case obey among themselves, for a file as for a single date recorded later."""

from collections.abc import Iterable, Mapping
from datetime import date

from sgreview.domain.case import CaseDate, Notification
from sgreview.domain.dates import show_date
from sgreview.domain.events import EVENT_WORDS

#: Publication may be planned; everything else is recorded once it has happened.
MAY_LIE_AHEAD = ("publication",)

#: Pairs of which the second cannot come before the first: nobody notifies the Panel of what it does not know of.
IN_ORDER = (("aware", "panel-notified"), ("report-final", "publication"))


def date_problems(dates: Mapping[str, date], notifications: Iterable[Notification] = ()) -> tuple[tuple[str, str], ...]:
    """What is wrong with the dates of a case taken together, as pairs of event and sentence.

    `dates` holds {event: date}; none comes before the incident, which is where a case begins. The day on which the
    local authority notified the Panel must agree with the earliest notification of a child, because the fifteen days
    start with that one (001 para 1.1.21).
    """
    problems = []
    incident = dates.get("incident")
    if incident is not None:
        problems += [
            (event, f"{show_date(on)} is before the incident ({show_date(incident)})")
            for event, on in dates.items()
            if on < incident
        ]
    problems += [
        (later, f"{show_date(dates[later])} is before {show_date(dates[earlier])}, when {EVENT_WORDS[earlier]}")
        for earlier, later in IN_ORDER
        if earlier in dates and later in dates and dates[later] < dates[earlier]
    ]
    told, given = [entry.on for entry in notifications], dates.get("panel-notified")
    if told and given is not None and given != min(told):
        problems.append(
            (
                "panel-notified",
                f"{show_date(given)} is not the earliest notification of a child ({show_date(min(told))}); "
                "the two must agree",
            )
        )
    if told and given is None and incident is not None and min(told) < incident:
        problems.append(("panel-notified", f"{show_date(min(told))} is before the incident ({show_date(incident)})"))
    return tuple(problems)


def with_panel_notified(dates: Iterable[CaseDate], notifications: Iterable[Notification]) -> tuple[CaseDate, ...]:
    """The dates of a case with the day the Panel was notified, which is that of the earliest notification."""
    known = tuple(dates)
    told = [entry.on for entry in notifications]
    if not told or any(entry.event == "panel-notified" for entry in known):
        return known
    return (*known, CaseDate("panel-notified", min(told)))
