"""The timeline as pictures: small, the same every time, told in words, and readable in black and white."""

import io
from dataclasses import replace
from datetime import date

import pytest
from PIL import Image

from sgreview.documents.invented import CASE_FILE
from sgreview.documents.timeline_picture import timeline
from sgreview.domain.chronology import merge

MERGED = merge(CASE_FILE.returns)


def test_a_chronology_becomes_a_small_picture_for_a_page_on_its_side():
    (picture,) = timeline(MERGED, CASE_FILE.dates)
    image = Image.open(io.BytesIO(picture.png))
    assert image.mode == "P" and len(picture.png) < 60_000
    assert picture.width_mm <= 257 and picture.height_mm <= 150
    assert image.info["dpi"][0] > 200


def test_the_same_chronology_gives_the_same_bytes():
    assert timeline(MERGED, CASE_FILE.dates) == timeline(MERGED, CASE_FILE.dates)


def test_its_alternative_text_says_who_when_and_where_nothing_is_recorded():
    health = CASE_FILE.returns[0]
    born = health.events[0]
    seen = replace(born, reference="NHT-3", date_as_written="2 June 2021", on=None, until=None)
    (picture,) = timeline(merge([replace(health, events=(born, seen))]), CASE_FILE.dates[:1])
    assert "Rows of the chronology: Northmoor Health Trust 2." in picture.alternative
    assert "incident 14 Nov 2026" in picture.alternative
    assert "Without contact for 89 days between 4 March 2021 and 2 June 2021." in picture.alternative
    assert picture.title.startswith("Timeline by agency")


def test_alternative_texts_stay_short_enough_to_listen_to():
    health = CASE_FILE.returns[0]
    event = health.events[0]
    many = [
        replace(
            health,
            agency=replace(health.agency, code=f"A{number}", name=f"An agency with a long name, number {number}"),
            events=tuple(
                replace(event, reference=f"A{number}-{year}", date_as_written=f"{year}", on=date(year, 1, 1))
                for year in range(1990, 2027)
            ),
        )
        for number in range(12)
    ]
    for picture in timeline(merge(many), CASE_FILE.dates):
        assert len(picture.alternative) < 1300


def test_without_a_dated_row_there_is_no_picture():
    assert timeline(merge(())) == ()


@pytest.mark.parametrize(
    "name",
    [
        "x" * 10_000,
        "Trust " * 2_000,
        "{{ 7 * 7 }} <b>&amp;</b> =1+1 [red]",
        "a\x00b\x1b[31mc\ud800d\ufffe",
        "two\nlines\tand more",
        "שלום \u202eabc\u202c",
        "محمد Ż中",
        "",
    ],
)
def test_an_agency_of_any_name_is_drawn_within_its_lane(name):
    health = CASE_FILE.returns[0]
    hostile = [replace(health, agency=replace(health.agency, name=name))]
    usual = [replace(health, agency=replace(health.agency, name="Trust"))]
    (drawn,), (plain,) = timeline(merge(hostile), CASE_FILE.dates), timeline(merge(usual), CASE_FILE.dates)
    one, other = (Image.open(io.BytesIO(picture.png)).convert("L") for picture in (drawn, plain))
    assert one.size == other.size
    right = (round(42.5 / 257 * one.width), 0, one.width, one.height)
    assert one.crop(right).tobytes() == other.crop(right).tobytes()
    assert len(drawn.alternative) < 1300
