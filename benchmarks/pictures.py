"""Measure what pictures cost: ``python benchmarks/pictures.py``, as multiples of zipping a report of twelve returns.

A genogram and a timeline are drawn while somebody waits for a report; they should cost no more than a few times what
no way of making the report can do without.
"""

import statistics
from collections.abc import Callable
from datetime import date

from run import ROWS, in_turn, parts_of, report_of, returned, timed, zipped

from sgreview.documents.genogram_picture import genogram
from sgreview.documents.invented import CASE_FILE, TODAY
from sgreview.documents.picture import Picture
from sgreview.documents.templates.filling import render
from sgreview.documents.timeline_picture import timeline
from sgreview.domain.case import Person, Relation, Role
from sgreview.domain.chronology import merge
from sgreview.paths import shipped

RUNS = 11


def main() -> None:
    """Print the table."""
    report = render(shipped("templates") / "rapid-review-report.docx", report_of(12).fields)
    parts = parts_of(report)
    drawn: dict[str, Callable[[], tuple[Picture, ...]]] = {
        "genogram of 5 people": lambda: family(CASE_FILE.people, CASE_FILE.relations),
        "genogram of 12 people, 3 generations": lambda: family(*generations(12)),
        "genogram of 40 people, 5 generations": lambda: family(*generations(40)),
    }
    for count in (1, 12, 50):
        rows = merge(returned(count).returns)
        name = f"timeline of {count * ROWS} rows of {count} agenc{'y' if count == 1 else 'ies'}"
        drawn[name] = lambda rows=rows: timeline(rows, CASE_FILE.dates)
    print("| picture | median ms | least ms | of zipping a report of 12 returns | pictures | KB |")
    print("|---|--:|--:|--:|--:|--:|")
    for name, draw in drawn.items():
        pictures = draw()  # fonts are read once
        times = in_turn({"drawn": lambda draw=draw: timed(draw), "zipped": lambda: timed(lambda: zipped(parts))}, RUNS)
        median = statistics.median(times["drawn"])
        ratio = median / statistics.median(times["zipped"])
        size = sum(len(picture.png) for picture in pictures) / 1024
        least = min(times["drawn"]) * 1000
        print(f"| {name} | {median * 1000:.0f} | {least:.0f} | {ratio:.1f} | {len(pictures)} | {size:.0f} |")


def family(people: tuple[Person, ...], relations: tuple[Relation, ...]) -> tuple[Picture, ...]:
    """The genogram of a family, as a row of one."""
    picture = genogram(people, relations, TODAY)
    return (picture,) if picture else ()


def generations(count: int) -> tuple[tuple[Person, ...], tuple[Relation, ...]]:
    """So many people, everybody but the first three the child of a couple before them."""
    people, relations = [], []
    for number in range(count):
        code = f"Person {number + 1}"
        sex = {"sex": "male" if number % 2 else "female"}
        role = Role.CHILD if number == count - 1 else Role.SIGNIFICANT_ADULT
        people.append(Person(code, (role,), born=date(1940 + number * 2, 1, 1), characteristics=sex))
        if number > 2:
            first = (number // 3 - 1) * 2
            relations.append(Relation(people[first].code, code, "mother"))
            relations.append(Relation(people[first + 1].code, code, "father"))
    return tuple(people), tuple(relations)


if __name__ == "__main__":
    main()
