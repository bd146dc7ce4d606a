"""What a recipient is called in file names and lists."""

from sgreview.domain.addressees import Addressee, named


def names(*jobs: str, organisation: str = "Northmoor Council") -> list[str]:
    return [name for _, name in named([Addressee("group", f"P{job}", job, organisation) for job in jobs])]


def test_an_organisation_alone_is_enough_where_nobody_shares_it():
    assert names("Chair of the review group; Assistant Director, Safeguarding") == ["Northmoor Council"]


def test_of_a_long_job_the_beginning_is_enough():
    assert names("Chair of the review group; Assistant Director, Safeguarding", "Domestic abuse lead") == [
        "Northmoor Council Chair of the review group",
        "Northmoor Council Domestic abuse lead",
    ]


def test_jobs_that_begin_alike_are_told_apart_by_the_whole():
    assert names("Designated Nurse, Children", "Designated Nurse, Adults", "Clerk") == [
        "Northmoor Council Designated Nurse, Children",
        "Northmoor Council Designated Nurse, Adults",
        "Northmoor Council Clerk",
    ]


def test_two_of_one_job_are_numbered():
    found = named([Addressee("group", name, "Clerk", "Northmoor Council") for name in ("A", "B")])
    assert [name for _, name in found] == ["Northmoor Council Clerk", "Northmoor Council Clerk 2"]
