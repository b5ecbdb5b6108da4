"""The table of states against the domain's own rules, and a text for everything that can stand in a log."""

from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from core.kernel.text.i18n import LOCALES, Texts
from core.pipeline.statuses.codes import FIRST_CALL_RESULTS, code_of, parts_of, text_key
from core.pipeline.statuses.defaults import DEFAULTS
from core.pipeline.statuses.rules import Sla, Trait
from core.staff.dictionaries import DEFAULTS as DICTIONARIES
from tests.conftest import NOW

ENTRIES = tuple(rule.code for rule in DEFAULTS.rules.values() if not rule.is_state)
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
        ("testing.assigned", False, 3),
        ("testing.passed", True, 3),
        ("client_review.sent", False, 5),
        ("client_review.approved", True, 3),
        ("security.in_progress", False, 7),
        ("offer.made", False, 10),
        ("offer.accepted", True, 3),
        ("paperwork", False, 7),
    ],
)
def test_duty_and_deadline_are_the_domains(code: str, duty: bool, days: int | None) -> None:
    status = DEFAULTS[code]
    assert (status.duty, status.sla) == (duty, None if days is None else Sla(days))
    assert (code in DEFAULTS.duties) is duty
    assert status.due(NOW) == (None if days is None else NOW + timedelta(days=days))


def test_what_ends_an_application_says_why_where_it_must() -> None:
    closing = {code: status.reason for code, status in DEFAULTS.rules.items() if status.closes}
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
        "training.failed": "",
        "security.failed": "",
        "offer.declined": "withdraw_reason",
        "hired": "",
        "unused": "",
    }
    assert {reason for reason in closing.values() if reason} <= DICTIONARIES.keys()


def test_what_usually_comes_next_is_a_state() -> None:
    assert {code for status in DEFAULTS.rules.values() for code in status.next} <= set(DEFAULTS.states)


def test_the_first_call_has_nine_results_and_a_meeting_eight() -> None:
    assert len(FIRST_CALL_RESULTS) == 9
    assert set(FIRST_CALL_RESULTS) < set(DEFAULTS.states)
    assert DEFAULTS.having(Trait.CALL_BACK) - set(FIRST_CALL_RESULTS) == {f"{kind}.thinking" for kind in DEFAULTS.meetings}
    for kind in DEFAULTS.meetings:
        assert len(DEFAULTS.results_of(kind)) == 8
    assert DEFAULTS.having(Trait.FIRST_CONTACT).isdisjoint({"first_call.done"})


def test_codes_fit_their_columns_and_read_back() -> None:
    for code in DEFAULTS.rules:
        type_, outcome = parts_of(code)
        assert len(type_) <= 24
        assert len(outcome) <= 24
        assert code_of(type_, outcome) == code


def test_the_last_state_counts_and_nothing_else() -> None:
    log = [("response", ""), ("first_call", "done"), ("comment", ""), ("interview", "invited"), ("callback", "snoozed")]
    assert DEFAULTS.status_of(log) == "first_call.done"
    assert DEFAULTS.status_of([]) == "new"
    assert not set(ENTRIES) & set(DEFAULTS.states)


@pytest.mark.parametrize("locale", LOCALES)
def test_everything_in_a_log_has_a_name(locale: str) -> None:
    for code in DEFAULTS.rules:
        assert DEFAULTS[code].label.of(locale) or TEXTS(locale, text_key(code))


@pytest.mark.parametrize("locale", LOCALES)
def test_every_result_has_a_label_that_fits_a_button(locale: str) -> None:
    offered = (*FIRST_CALL_RESULTS, *(status.code for kind in DEFAULTS.meetings for status in DEFAULTS.results_of(kind)))
    for code in offered:
        assert len(TEXTS(locale, text_key(code, "result"))) <= 23


def test_a_yes_leads_somewhere_that_can_be_recorded() -> None:
    """Another meeting, the reserve, a no: never nothing at all."""
    for code in (f"{kind}.{outcome}" for kind in DEFAULTS.meetings for outcome in ("passed", "reserve")):
        assert set(DEFAULTS[code].next) == {"interview.scheduled", "reserve", "rejected", "offer.made"}


def test_from_a_yes_the_typical_steps_lead_to_work() -> None:
    """Each from the one before, by a button of what usually comes next."""
    road = ("interview.passed", "offer.made", "offer.accepted", "paperwork", "hired")
    for before, after in pairwise(road):
        assert after in {rule.code for rule in DEFAULTS.usual(before)}
    assert DEFAULTS["hired"].closes
    assert {code for code in DEFAULTS.states if DEFAULTS[code].final} == {"offer.made", "paperwork", "hired"}


@pytest.mark.parametrize("locale", LOCALES)
def test_a_name_that_stands_with_its_row_fits_a_button(locale: str) -> None:
    for rule in DEFAULTS.rules.values():
        assert len(rule.label.of(locale)) <= 26
