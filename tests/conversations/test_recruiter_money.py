"""A salary as people type it."""

import pytest

from bot.recruiter.spoken_money import parse_salary
from core.kernel.problems import Invalid


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("90000-120000", [90_000, 120_000]),
        ("90 000 – 120 000 ₽", [90_000, 120_000]),
        ("от 90 000 до 120 000 руб.", [90_000, 120_000]),
        ("90-120 тыс", [90_000, 120_000]),
        ("90000-120 тыс", [90_000, 120_000]),
        ("from 90k to 120k", [90_000, 120_000]),
        ("70-90", [70_000, 90_000]),
        ("от 70 до 90", [70_000, 90_000]),
        ("70 тыс - 90", [70_000, 90_000]),
        ("от 90000", [90_000, None]),
        ("90.000", [90_000, None]),
        ("90 т.р.", [90_000, None]),
        ("до 120к", [None, 120_000]),
        ("60т", [60_000, None]),
        ("1,2 млн", [1_200_000, None]),
        ("от 80 до 100 тысяч на руки", [80_000, 100_000, "month", "net"]),
        ("100 тыс до вычета", [100_000, None, "month", "gross"]),
        ("350 р/час", [350, None, "hour", ""]),
        ("4000 за смену", [4_000, None, "shift", ""]),
    ],
)
def test_sums_are_read_as_people_write_them(typed: str, meant: list[int | None]) -> None:
    assert parse_salary(typed) == meant


@pytest.mark.parametrize("typed", ["много", "", "1-2", "70-90000", "500", "999999999999", "90000-120000-150000", "-5", "от"])
def test_what_could_mean_two_sums_is_asked_again(typed: str) -> None:
    with pytest.raises(Invalid, match="salary-not-understood"):
        parse_salary(typed)


@pytest.mark.parametrize("typed", ["120000-90000", "90-70", "120-90 тыс"])
def test_sums_the_wrong_way_round_are_named_so(typed: str) -> None:
    with pytest.raises(Invalid, match="vacancy-salary-order"):
        parse_salary(typed)
