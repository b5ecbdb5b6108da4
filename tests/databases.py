"""Which tests run on PostgreSQL too: all do on SQLite, and on both what depends on the database; and what is left to the soak.

A turn costs four times as much there, and what a conversation says does not depend on where its rows lie. So of the conversations and
pages a part is played on both, and of what stands under them everything. OTKLIK_POSTGRES=all plays everything on both.
"""

import os

import pytest

from tests.scale import SOAK

ON_BOTH = (
    "tests/boards/test_decisions.py",
    "tests/boards/test_generic_intake.py",
    "tests/boards/test_hh_intake.py",
    "tests/candidates/",
    "tests/channels/webchat/test_quotas.py",
    "tests/channels/webchat/test_sessions.py",
    "tests/channels/webchat/test_stream.py",
    "tests/conversations/test_admin.py",
    "tests/conversations/test_alarms.py",
    "tests/conversations/test_guests.py",
    "tests/conversations/test_leaving.py",
    "tests/conversations/test_my_data.py::test_after",
    "tests/conversations/test_my_data.py::test_my_data_is_two_files",
    "tests/conversations/test_my_data.py::test_so_many_files_a_day",
    "tests/conversations/test_my_data.py::test_the_register_is_read",
    "tests/conversations/test_my_data.py::test_the_same_bytes_of_another_person_stay",
    "tests/conversations/test_my_data.py::test_whoever_is_",
    "tests/conversations/test_candidate_meetings.py::test_a_time_taken_meanwhile",
    "tests/conversations/test_candidate_meetings.py::test_days_then_times",
    "tests/conversations/test_out_of_date.py",
    "tests/conversations/test_recruiter_unread.py",
    "tests/conversations/test_sessions.py",
    "tests/conversations/test_retention.py",
    "tests/crash/",
    "tests/fuzz/",
    "tests/interviews/",
    "tests/kernel/",
    "tests/main/",
    "tests/pipeline/",
    "tests/privacy/",
    "tests/releases/",
    "tests/reports/test_figures.py",
    "tests/staff/",
    "tests/story/",
    "tests/trust/",
    "tests/vacancies/",
    "tests/webhooks/test_health.py",
)


def is_wanted(item: pytest.Item) -> bool:
    if item.get_closest_marker("soak") is not None and not SOAK:
        return False
    if item.get_closest_marker("postgres") is None or os.environ.get("OTKLIK_POSTGRES") == "all":
        return True
    return item.nodeid.startswith(ON_BOTH)


def choose(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out what is played on SQLite only; what is asked for by a marker stays whole."""
    if config.option.markexpr in {"postgres", "soak"}:
        return
    left_out = [item for item in items if not is_wanted(item)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if is_wanted(item)]
