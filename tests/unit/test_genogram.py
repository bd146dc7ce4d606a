"""The family as a genogram: who stands where, which lines tie them, and that no family can break the drawing."""

from datetime import date
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sgreview.domain.case import RELATIONS, Person, Relation, Role
from sgreview.domain.genogram import Genogram, Symbol, lay_out, shape_of, what_is_missing
from sgreview.domain.genogram_family import COUPLES, PARENTAL, UNNAMED

TODAY = date(2026, 12, 3)


def person(code: str, sex: str = "", born: date | None = None, *roles: Role, **more: object) -> Person:
    characteristics = {"sex": sex} if sex else {}
    return Person(code, roles or (Role.SIGNIFICANT_ADULT,), born=born, characteristics=characteristics, **more)


def ties(*said: str) -> list[Relation]:
    """Relations as words: "Mum mother Kim"."""
    return [Relation(words.split()[0], words.split()[2], words.split()[1]) for words in said]


def drawn(people: list[Person], *said: str, least: bool = False) -> Genogram:
    return lay_out(people, ties(*said), TODAY, least)


def at(layout: Genogram, code: str) -> Symbol:
    (found,) = [symbol for symbol in layout.symbols if symbol.code == code]
    return found


def lines(layout: Genogram, sort: str) -> set[tuple[str, ...]]:
    return {line.ties for line in layout.lines if line.sort == sort}


MUM, DAD = person("Mum", "female", date(1995, 5, 5)), person("Dad", "male", date(1993, 3, 3))
KIM = person("Kim", "female", date(2021, 3, 4), Role.CHILD)
BEN = person("Ben", "male", date(2019, 1, 1), Role.SIBLING)


# Symbols


@pytest.mark.parametrize(
    ("sex", "shape"),
    [
        ("male", "square"),
        ("Female", "circle"),
        ("boy", "square"),
        ("female, assigned at birth", "circle"),
        ("intersex", "diamond"),
        ("not known", "diamond"),
        ("", "diamond"),
    ],
)
def test_the_symbol_follows_the_sex_recorded(sex: str, shape: str) -> None:
    assert shape_of(person("Kim", sex)) == shape


def test_gender_stands_in_where_no_sex_is_recorded() -> None:
    assert shape_of(Person("Kim", (Role.PARENT,), characteristics={"gender": "woman"})) == "circle"


def test_a_child_who_is_expected_is_a_triangle_with_the_month() -> None:
    unborn = at(drawn([person("Kim", "female", None, Role.CHILD, expected=date(2027, 1, 10))]), "Kim")
    assert (unborn.shape, unborn.inside, unborn.label) == ("triangle", "", ("Kim", "due Jan 2027"))


@pytest.mark.parametrize(
    ("born", "inside"),
    [
        (date(1990, 12, 4), "35"),
        (date(2024, 12, 3), "2"),
        (date(2025, 11, 28), "12m"),
        (date(2026, 11, 10), "3w"),
        (date(2027, 1, 1), ""),
    ],
)
def test_the_age_stands_in_the_symbol(born: date, inside: str) -> None:
    assert at(drawn([person("Kim", born=born)]), "Kim").inside == inside


def test_who_died_is_crossed_through_with_the_day_and_the_age_then() -> None:
    child = at(drawn([person("Kim", "male", date(2021, 3, 4), Role.CHILD, died=date(2025, 1, 2))]), "Kim")
    assert child.died and child.concerned
    assert (child.inside, child.label) == ("3", ("Kim", "born 2021", "died 2 Jan 2025"))


def test_the_least_shows_codes_and_no_age_or_date() -> None:
    layout = drawn([MUM, KIM], "Mum mother Kim", least=True)
    assert {symbol.label for symbol in layout.symbols} == {("Mum",), ("Kim",)}
    assert {symbol.inside for symbol in layout.symbols} == {""}


def test_nobody_is_marked_as_suspected() -> None:
    suspected = person("Dan", "male", None, Role.SUSPECTED_PERPETRATOR)
    parent = person("Dan", "male", None, Role.PARENT)
    assert drawn([suspected, KIM, MUM], "Mum mother Kim", "Dan partner Mum") == drawn(
        [parent, KIM, MUM], "Mum mother Kim", "Dan partner Mum"
    )
    assert at(drawn([suspected, KIM]), "Dan").label == ("Dan", "adult")


# Families


def test_a_couple_with_children_stands_above_them_the_eldest_on_the_left() -> None:
    said = [f"{parent} {child}" for parent in ("Mum mother", "Dad father") for child in ("Kim", "Ben")]
    layout = drawn([KIM, BEN, MUM, DAD], *said, "Mum spouse Dad")
    assert at(layout, "Ben").x < at(layout, "Kim").x
    assert at(layout, "Dad").x < at(layout, "Mum").x
    assert at(layout, "Mum").y == at(layout, "Dad").y < at(layout, "Kim").y
    assert lines(layout, "couple") == {("Mum", "Dad")}
    assert lines(layout, "birth") == {("Mum", "Dad", "Kim"), ("Mum", "Dad", "Ben")}
    assert layout.undrawn == ()


@pytest.mark.parametrize(
    ("said", "strokes"),
    [
        (("Mum partner Dad",), 0),
        (("Mum spouse Dad",), 0),
        (("Mum former-partner Dad",), 1),
        (("Mum spouse Dad", "Dad former-partner Mum"), 2),
    ],
)
def test_strokes_tell_how_a_couple_parted(said: tuple[str, ...], strokes: int) -> None:
    (line,) = drawn([MUM, DAD], *said).lines
    assert len(line.strokes) == strokes


def test_parents_whose_relationship_is_not_recorded_are_tied_otherwise_than_a_couple() -> None:
    layout = drawn([KIM, MUM, DAD], "Mum mother Kim", "Dad father Kim")
    assert lines(layout, "parents") == {("Mum", "Dad")}
    assert lines(layout, "couple") == set()


def test_a_mother_with_three_partners_has_the_children_of_each_under_the_two() -> None:
    partners = [person(code, "male") for code in ("Al", "Bo", "Cy")]
    children = [person(f"{code}1", "", date(2010 + number, 1, 1)) for number, code in enumerate(("Al", "Bo", "Cy"))]
    said = [f"Mum mother {code}1" for code in ("Al", "Bo", "Cy")]
    said += [f"{code} father {code}1" for code in ("Al", "Bo", "Cy")]
    layout = drawn(
        [*children, MUM, *partners], *said, "Al former-partner Mum", "Bo former-partner Mum", "Cy partner Mum"
    )
    assert lines(layout, "couple") == {("Mum", "Al"), ("Mum", "Bo"), ("Mum", "Cy")}
    assert lines(layout, "birth") == {("Mum", "Al", "Al1"), ("Mum", "Bo", "Bo1"), ("Mum", "Cy", "Cy1")}
    assert [s.code for s in sorted(layout.symbols, key=lambda s: s.x) if s.code.endswith("1")] == ["Al1", "Bo1", "Cy1"]


def test_twins_hang_from_one_point() -> None:
    twins = [person(code, "", date(2020, 5, 5)) for code in ("One", "Two")]
    layout = drawn([*twins, BEN, MUM], "Mum mother One", "Mum mother Two", "Mum mother Ben")
    one, two, other = (next(n for n in layout.lines if n.ties[-1] == code).path for code in ("One", "Two", "Ben"))
    assert one[-2] == two[-2] != other[-2]
    assert one[-1] != two[-1]


def test_grandparents_stand_a_generation_up_and_need_no_line_of_their_own() -> None:
    layout = drawn([KIM, MUM, person("Nan")], "Nan mother Mum", "Mum mother Kim", "Nan grandparent Kim")
    assert at(layout, "Nan").y < at(layout, "Mum").y < at(layout, "Kim").y
    assert len(layout.lines) == 2
    assert layout.undrawn == ()


def test_a_grandparent_of_whom_only_that_is_known_stands_two_generations_up() -> None:
    said = ("Mum mother Kim", "Mum mother Ben", "Nan grandparent Kim", "Nan grandparent Ben")
    layout = drawn([KIM, BEN, MUM, person("Nan")], *said)
    assert at(layout, "Nan").y < at(layout, "Mum").y < at(layout, "Kim").y
    reached = {line.ties[-1] for line in layout.lines if line.sort == "grandparent"}
    assert {code for code in reached if not code.startswith(UNNAMED)} == {"Kim", "Ben"}


def test_a_step_parent_beside_the_parent_needs_no_line_and_one_alone_has_one() -> None:
    beside = drawn([KIM, MUM, DAD], "Mum mother Kim", "Dad partner Mum", "Dad step-parent Kim")
    assert lines(beside, "step") == set() and beside.undrawn == ()
    assert lines(drawn([KIM, MUM, DAD], "Mum mother Kim", "Dad step-parent Kim"), "step") == {("Dad", "Kim")}


def test_adoption_and_fostering_have_lines_of_their_own_beside_birth() -> None:
    people = [KIM, MUM, DAD, person("Ann"), person("Joe")]
    layout = drawn(
        people, "Mum mother Kim", "Ann adoptive-parent Kim", "Joe adoptive-parent Kim", "Dad foster-carer Kim"
    )
    assert lines(layout, "birth") == {("Mum", "Kim")}
    assert lines(layout, "adoptive") == {("Ann", "Joe", "Kim")}
    assert lines(layout, "foster") == {("Dad", "Kim")}
    ends = [line.path[-1][0] for line in layout.lines if line.ties[-1] == "Kim"]
    assert min(abs(one - other) for one, other in combinations(ends, 2)) > 1.0


def test_half_siblings_share_the_line_of_one_parent_only() -> None:
    layout = drawn([KIM, BEN, MUM, DAD], "Mum mother Kim", "Mum mother Ben", "Dad father Kim", "Kim half-sibling Ben")
    assert lines(layout, "birth") == {("Mum", "Dad", "Kim"), ("Mum", "Ben")}
    assert lines(layout, "half-sibling") == set() and layout.undrawn == ()


def test_siblings_whose_parents_are_not_recorded_are_tied_to_one_another() -> None:
    others = [person("Lea"), person("Tom")]
    layout = drawn([KIM, *others], "Kim sibling Lea", "Lea sibling Tom", "Tom sibling Kim")
    assert len({symbol.y for symbol in layout.symbols}) == 1
    assert lines(layout, "sibling") == {("Kim", "Lea"), ("Kim", "Tom")}


def test_a_carer_from_outside_has_a_line_and_one_of_the_family_is_told_in_words() -> None:
    nan = person("Nan", "female", None, Role.CARER)
    assert lines(drawn([KIM, MUM, nan], "Mum mother Kim", "Nan carer Kim"), "carer") == {("Nan", "Kim")}
    within = drawn([KIM, MUM, nan], "Mum mother Kim", "Nan mother Mum", "Nan carer Kim")
    assert within.undrawn == tuple(ties("Nan carer Kim"))


def test_people_without_a_relation_stand_in_a_row_of_their_own_with_their_role() -> None:
    layout = drawn([KIM, MUM, person("Ada"), person("Eve")], "Mum mother Kim")
    assert at(layout, "Ada").y == at(layout, "Eve").y > at(layout, "Kim").y
    assert at(layout, "Ada").label == ("Ada", "significant adult")


def test_each_the_mother_of_the_other_is_drawn_once_and_told_once() -> None:
    layout = drawn([KIM, MUM], "Mum mother Kim", "Kim mother Mum")
    assert len(layout.lines) == len(layout.undrawn) == 1


def test_a_person_can_be_aunt_and_carer_and_partner_at_once() -> None:
    layout = drawn(
        [KIM, MUM, DAD, person("Una")], "Mum mother Kim", "Una sibling Mum", "Una partner Dad", "Una carer Kim"
    )
    assert len(layout.symbols) == 4
    assert layout.undrawn == tuple(ties("Una carer Kim"))


# Households


def test_who_lives_together_by_household_by_code_or_by_address_has_one_outline() -> None:
    named = [person("Mum", household="1 Quay Row"), person("Kim", household="1 quay row.")]
    coded = [person("Mum"), person("Kim", household="with Mum")]
    placed = [person("Mum", address="1 Quay Row, Northmoor"), person("Kim", address="1 Quay Row\nNorthmoor")]
    for people in (named, coded, placed):
        (outline,) = drawn(people, "Mum mother Kim").outlines
        assert set(outline.codes) == {"Mum", "Kim"}


def test_words_that_name_no_place_make_no_household() -> None:
    people = [person("Kim", household="with mother"), person("Ben", household="With mother"), person("Mum")]
    assert drawn(people, "Mum mother Kim").outlines == ()
    assert drawn([person("Kim", address="not known"), person("Ben", address="Not known")]).outlines == ()


def test_a_household_that_others_stand_between_has_outlines_of_one_number() -> None:
    people = [person("Nan", household="Hill"), person("Mum", born=date(1990, 1, 1)), person("Kim", household="Hill")]
    outlines = drawn(people, "Nan mother Mum", "Mum mother Kim").outlines
    assert sorted(outline.codes for outline in outlines) == [("Kim",), ("Nan",)]
    assert len({outline.number for outline in outlines}) == 1


# What would make it better


def test_what_is_missing_is_told_by_code() -> None:
    people = [person("Kim", "", None, Role.CHILD), BEN, person("Ada", "female", date(1950, 1, 1))]
    assert what_is_missing(people, ties("Ben sibling Kim")) == (
        "Sex is not recorded of Kim: drawn as a diamond.",
        "Date of birth is not recorded of Kim: no age, and no place by age.",
        "No parent is recorded of Kim and Ben.",
        "No relation is recorded of Ada: drawn in a row apart.",
    )
    assert what_is_missing([MUM, KIM], ties("Mum mother Kim")) == ()


# Any family


@st.composite
def families(draw: st.DrawFn) -> tuple[list[Person], list[Relation]]:
    """Any people with any relations between them, possible or not."""
    count = draw(st.integers(1, 14))
    days = st.dates(date(1940, 1, 1), TODAY) | st.just(date(2020, 5, 5)) | st.none()
    people = []
    for number in range(count):
        born = draw(days)
        people.append(
            Person(
                draw(st.sampled_from(("Child", "Adult", "Great-aunt on the father’s side"))) + f" {number}",
                tuple(draw(st.sets(st.sampled_from(Role), min_size=1, max_size=2))),
                born=born,
                expected=None if born else draw(st.none() | st.just(date(2027, 2, 2))),
                died=draw(st.none() | st.just(date(2026, 11, 14))),
                household=draw(st.sampled_from(("", "", "Hill", "Quay"))),
                characteristics={"sex": draw(st.sampled_from(("male", "female", "not known", "")))},
            )
        )
    codes = st.sampled_from([entry.code for entry in people])
    relations = draw(st.lists(st.builds(Relation, codes, codes, st.sampled_from(RELATIONS)), max_size=24))
    return people, relations


@st.composite
def likely_families(draw: st.DrawFn) -> tuple[list[Person], list[Relation]]:
    """Families as they come: generations, couples who change, children with one parent or two."""
    people, relations = [], []
    above: list[str] = []
    for level in range(draw(st.integers(1, 3))):
        row = []
        for number in range(draw(st.integers(1, 6))):
            code = f"P{level}{number}"
            row.append(code)
            born = date(1950 + 25 * level + draw(st.integers(0, 9)), 5, 5)
            sex = draw(st.sampled_from(("male", "female", "female", "")))
            people.append(person(code, sex, born, household=draw(st.sampled_from(("", "Hill", "Quay")))))
            parents = draw(st.lists(st.sampled_from(above), max_size=2, unique=True)) if above else []
            relations += [Relation(p, code, kind) for p, kind in zip(parents, ("mother", "father"), strict=False)]
        for one, other in pairwise(row):
            if kind := draw(st.sampled_from((*COUPLES, "", "", ""))):
                relations.append(Relation(one, other, kind))
        above = row
    return people, relations


def inside(box: tuple[float, float, float, float], one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Whether a straight piece of a line runs through a box."""
    left, top, right, bottom = box[0] + 0.2, box[1] + 0.2, box[2] - 0.2, box[3] - 0.2
    first, last = 0.0, 1.0
    for start, step, low, high in (
        (one[0], other[0] - one[0], left, right),
        (one[1], other[1] - one[1], top, bottom),
    ):
        if abs(step) < 1e-9:
            if not low < start < high:
                return False
            continue
        a, b = sorted(((low - start) / step, (high - start) / step))
        first, last = max(first, a), min(last, b)
    return first < last


@given(families() | likely_families())
def test_any_family_can_be_drawn(family: tuple[list[Person], list[Relation]]) -> None:
    people, relations = family
    layout = lay_out(people, relations, TODAY)
    by_code = {symbol.code: symbol for symbol in layout.symbols}

    # Everybody once, and nobody on anybody else.
    assert sorted(symbol.code for symbol in layout.symbols) == sorted(entry.code for entry in people)
    for one, other in combinations(layout.symbols, 2):
        apart = (
            one.box[2] < other.box[0] + 0.01
            or other.box[2] < one.box[0] + 0.01
            or one.box[3] < other.box[1] + 0.01
            or other.box[3] < one.box[1] + 0.01
        )
        assert apart, (one.code, other.code)
    for symbol in layout.symbols:
        assert symbol.box[0] >= -0.01 and symbol.box[2] <= layout.width + 0.01 and symbol.box[3] <= layout.height + 0.01

    for line in layout.lines:
        # Children stand below their parents; lines end at those whom they tie.
        named = [by_code[code] for code in line.ties if code in by_code]
        if line.sort in set(PARENTAL.values()):
            assert all(parent.y < named[-1].y for parent in named[:-1])
            assert abs(line.path[-1][0] - named[-1].x) < 5.6 and abs(line.path[-1][1] - named[-1].y) < 5.6
            if len(named) == 2:
                assert abs(line.path[0][0] - named[0].x) < 5.6
            else:
                assert min(p.x for p in named[:-1]) < line.path[0][0] < max(p.x for p in named[:-1])
        elif line.sort in ("couple", "parents"):
            assert {by_code[code].y for code in line.ties} == {named[0].y}
            for end in (line.path[0], line.path[-1]):
                assert min(abs(end[0] - one.x) + abs(end[1] - one.y) for one in named) < 11.1
        # No line runs through somebody it does not tie.
        for first, last in pairwise(line.path):
            for symbol in layout.symbols:
                if symbol.code not in line.ties:
                    assert not inside(symbol.box, first, last), (line.sort, line.ties, symbol.code)

    # An outline holds those who live together and nobody else.
    for outline in layout.outlines:
        for symbol in layout.symbols:
            held = _holds(outline.path, (symbol.x, symbol.y))
            assert held == (symbol.code in outline.codes)

    # Every relation is drawn or told.
    ends = {(tie, line.ties[-1]) for line in layout.lines for tie in line.ties[:-1]}
    for tie in relations:
        if tie.kind in ("mother", "father") and tie not in layout.undrawn:
            assert (tie.source, tie.target) in ends
        if tie.kind in COUPLES and tie not in layout.undrawn:
            assert any({tie.source, tie.target} == set(line.ties) for line in layout.lines if line.sort == "couple")


@given(families() | likely_families())
def test_lines_of_different_families_never_lie_on_one_another(family: tuple[list[Person], list[Relation]]) -> None:
    layout = lay_out(*family, TODAY)
    upright = [
        (x1, min(y1, y2), max(y1, y2), (line.sort, line.ties if line.sort in ("couple", "parents") else line.ties[:-1]))
        for line in layout.lines
        for (x1, y1), (x2, y2) in pairwise(line.path)
        if x1 == x2 and y1 != y2 and not line.sort.endswith("sibling")
    ]
    for one, other in combinations(upright, 2):
        if one[3] != other[3] and abs(one[0] - other[0]) < 0.5:
            assert min(one[2], other[2]) - max(one[1], other[1]) < 0.05, (one, other)


def _holds(path: tuple[tuple[float, float], ...], point: tuple[float, float]) -> bool:
    """Whether a point lies inside a closed path of upright and level lines."""
    crossed = 0
    for (x1, y1), (x2, y2) in zip(path, (*path[1:], path[0]), strict=True):
        crossed += x1 == x2 and x1 > point[0] and min(y1, y2) < point[1] < max(y1, y2)
    return crossed % 2 == 1


def test_forty_people_are_laid_out_with_bounded_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """How often an order is weighed does not grow without end, whatever the relations are."""
    from sgreview.domain import genogram_rows

    weighed: list[int] = []
    cost = genogram_rows._Ordering._cost
    monkeypatch.setattr(genogram_rows._Ordering, "_cost", lambda self: weighed.append(1) or cost(self))
    people = [person(f"P{number}", "", date(1940 + number, 1, 1)) for number in range(40)]
    relations = [Relation(f"P{number // 2}", f"P{number}", "mother") for number in range(2, 40)]
    relations += [Relation(f"P{number}", f"P{number + 1}", "partner") for number in range(8, 16)]
    assert len(lay_out(people, relations, TODAY).symbols) == 40
    assert len(weighed) <= genogram_rows.TRIALS + genogram_rows.SWEEPS + 2
