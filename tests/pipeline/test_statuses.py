"""The table of states against the domain's own rules, and a text for everything that can stand in a log."""

from datetime import timedelta
from pathlib import Path

import pytest

from core.kernel.text.i18n import LOCALES, Texts
from core.pipeline import rules
from core.pipeline.statuses import (
    CALLBACKS,
    DUTIES,
    FIRST_CALL_RESULTS,
    FIRST_CONTACT,
    MEETINGS,
    STATUSES,
    results_of,
    text_key,
)
from core.staff.dictionaries import DEFAULTS
from tests.conftest import NOW

ENTRIES = ("comment", "reopened", "callback.snoozed", *(f"{kind}.{what}" for kind in MEETINGS for what in ("invited", "confirmed")))
"""What stands in a log and is no state."""
TEXTS = Texts(Path(__file__).parents[2] / "bot" / "locales")


@pytest.mark.parametrize(
    ("code", "duty", "days"),
    [
        ("new", True, None),
        ("response", True, 3),
        ("sourced", True, 3),
        ("message.sent", False, 3),
        ("first_call.done", True, 5),
        ("first_call.no_answer", True, None),
        ("first_call.call_later", False, None),
        ("first_call.thinking", True, None),
        ("phone_interview.done", True, 3),
        ("phone_interview.passed", True, 5),
        ("phone_interview.reserve", False, None),
        ("interview.scheduled", False, None),
        ("interview.no_show", True, None),
    ],
)
def test_duty_and_deadline_are_the_domains(code: str, duty: bool, days: int | None) -> None:
    status = STATUSES[code]
    assert (status.duty, status.sla_days) == (duty, days)
    assert (code in DUTIES) is duty
    assert rules.due_of(status, NOW) == (None if days is None else NOW + timedelta(days=days))


def test_what_ends_an_application_says_why_where_it_must() -> None:
    closing = {code: status.reason for code, status in STATUSES.items() if status.closes}
    assert closing == {
        "phone_interview.rejected": "reject_reason",
        "phone_interview.withdrawn": "withdraw_reason",
        "interview.rejected": "reject_reason",
        "interview.withdrawn": "withdraw_reason",
        "rejected": "reject_reason",
        "client_rejected": "reject_reason",
        "withdrawn": "withdraw_reason",
        "not_selected": "",
        "vacancy_cancelled": "",
        "reserve": "",
        "unused": "",
    }
    assert {reason for reason in closing.values() if reason} <= DEFAULTS.keys()


def test_what_usually_comes_next_is_a_state() -> None:
    assert {code for status in STATUSES.values() for code in status.after} <= STATUSES.keys()


def test_the_first_call_has_nine_results_and_a_meeting_eight() -> None:
    assert len(FIRST_CALL_RESULTS) == 9
    assert set(FIRST_CALL_RESULTS) < STATUSES.keys()
    assert set(CALLBACKS) - set(FIRST_CALL_RESULTS) == {f"{kind}.thinking" for kind in MEETINGS}
    for kind in MEETINGS:
        assert len(results_of(kind)) == 8
    assert FIRST_CONTACT.isdisjoint({"first_call.done"})


def test_codes_fit_their_columns_and_read_back() -> None:
    for code in (*STATUSES, *ENTRIES):
        type_, outcome = rules.parts_of(code)
        assert len(type_) <= 24
        assert len(outcome) <= 24
        assert rules.code_of(type_, outcome) == code


def test_the_last_state_counts_and_nothing_else() -> None:
    log = [("response", ""), ("first_call", "done"), ("comment", ""), ("interview", "invited"), ("callback", "snoozed")]
    assert rules.status_of(log) == "first_call.done"
    assert rules.status_of([]) == "new"
    assert not set(ENTRIES) & STATUSES.keys()


@pytest.mark.parametrize("locale", LOCALES)
def test_everything_in_a_log_has_a_name(locale: str) -> None:
    for code in (*STATUSES, *ENTRIES):
        assert TEXTS(locale, text_key(code))


@pytest.mark.parametrize("locale", LOCALES)
def test_every_result_has_a_label_that_fits_a_button(locale: str) -> None:
    offered = (*FIRST_CALL_RESULTS, *(status.code for kind in MEETINGS for status in results_of(kind)))
    for code in offered:
        assert len(TEXTS(locale, text_key(code, "result"))) <= 23


def test_a_yes_leads_somewhere_that_can_be_recorded() -> None:
    """Another meeting, the reserve, a no: never nothing at all."""
    for code in (f"{kind}.{outcome}" for kind in MEETINGS for outcome in ("passed", "reserve")):
        assert set(STATUSES[code].after) == {"interview.scheduled", "reserve", "rejected"}
