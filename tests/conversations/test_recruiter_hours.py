"""Working days in plain words."""

from bot.recruiter import hours


def test_days_are_said_as_ranges_only_where_they_are_long() -> None:
    assert hours.days_in_words([0, 1, 2, 3, 4], "ru") == "пн–пт"
    assert hours.days_in_words([1, 3], "ru") == "вт, чт"
    assert hours.days_in_words([0, 1, 4, 5, 6], "en") == "Mon, Tue, Fri–Sun"
