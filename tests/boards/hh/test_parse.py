"""Reading hh.ru: events, responses, actions, letters."""

import dataclasses
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.boards.hh import parse
from core.boards.port import Malformed, ResponseDraft
from tests.boards.hh import examples
from tests.boards.json_values import JSON, damaged

NBSP = "\N{NO-BREAK SPACE}"


def test_an_event_is_told_by_subscription_type_and_id() -> None:
    event = parse.event(examples.event())
    assert event.key == ("s1", "NEW_NEGOTIATION_VACANCY", "1")
    assert (event.kind, event.topic_id, event.vacancy_id, event.resume_id, event.chat_id) == ("response", "5001", "7001", "r-aaa", "9001")
    assert event.at == datetime(2026, 11, 24, 7, 0, tzinfo=UTC)


def test_ids_are_the_same_as_numbers_and_as_strings() -> None:
    numbers = examples.event(id=1)
    numbers["payload"] |= {"topic_id": 5001, "vacancy_id": 7001, "chat_id": 9001}
    assert parse.event(numbers) == parse.event(examples.event())


def test_an_unknown_type_and_a_payload_of_another_shape_are_no_errors() -> None:
    event = parse.event(examples.event(action_type="SOMETHING_OF_2027", payload=None))
    assert (event.kind, event.topic_id, event.at) == ("unknown", "", None)


@pytest.mark.parametrize("name", ["id", "subscription_id", "action_type"])
@pytest.mark.parametrize("value", [None, "", True, 1.5, [], {}, "x" * 65, "a\x00b", -1])
def test_an_event_without_its_key_is_malformed(name: str, value: Any) -> None:
    with pytest.raises(Malformed, match=f"^{name}$"):
        parse.event(examples.event(**{name: value}))


@pytest.mark.parametrize(
    ("action_type", "field", "kind"),
    [
        ("NEW_RESPONSE_OR_INVITATION_VACANCY", "response_date", "response_or_invitation"),
        ("NEGOTIATION_EMPLOYER_STATE_CHANGE", "transferred_at", "state_changed"),
        ("CHAT_MESSAGE_CREATED", "creation_time", "chat_message"),
        ("VACANCY_ARCHIVATION", "archivation_date", "vacancy"),
    ],
)
def test_every_kind_has_its_own_date(action_type: str, field: str, kind: str) -> None:
    event = parse.event(examples.event(action_type=action_type, payload={field: "2026-11-24T10:00:00+0500"}))
    assert (event.kind, event.at) == (kind, datetime(2026, 11, 24, 5, 0, tzinfo=UTC))


def test_a_response_is_read_whole() -> None:
    draft = parse.response_draft(examples.negotiation(), examples.full_resume())
    assert draft == ResponseDraft(
        board="hh",
        external_id="5001",
        vacancy_external_id="7001",
        submitted_at=datetime(2026, 11, 24, 7, 0, tzinfo=UTC),
        full_name="Кедров Лев Ильич",
        last_name="Кедров",
        first_name="Лев",
        middle_name="Ильич",
        phones=("+7 900 000-11-22", "+7 843 200-00-00"),
        emails=("lev@kedrov.example",),
        city="Казань",
        age=34,
        birth_date=date(1992, 5, 17),
        title="Сварщик",
        last_job="Сварщик, АО «Шов»",
        salary=f"90{NBSP}000{NBSP}₽",
        resume_url="https://hh.ru/resume/r-aaa?t=5001",
        resume_id="r-aaa",
        chat_id="9001",
        state="response",
        source_state="response",
    )
    assert draft.by_candidate


def test_the_short_resume_does_where_the_full_one_cannot_be_had() -> None:
    draft = parse.response_draft(examples.negotiation())
    assert (draft.full_name, draft.phones, draft.city) == ("Кедров Лев Ильич", (), "Казань")


def test_a_deleted_resume_leaves_a_response_without_a_person() -> None:
    draft = parse.response_draft(examples.negotiation(resume=None))
    assert (draft.external_id, draft.full_name, draft.resume_id, draft.age) == ("5001", "", "", None)


def test_nulls_of_the_full_resume_do_not_hide_the_short_one() -> None:
    full = examples.full_resume(last_name=None, age=None, contact=[None, 5])
    draft = parse.response_draft(examples.negotiation(), full)
    assert (draft.last_name, draft.age, draft.phones) == ("Кедров", 34, ())


@pytest.mark.parametrize(
    "told",
    [{"contact_view_status": "NONE"}, {"contact_view_status": "IPC"}, {"hidden_fields": [{"id": "phones", "name": "Телефоны"}]}],
)
def test_hidden_contacts_are_said_to_be_hidden(told: dict[str, Any]) -> None:
    assert parse.response_draft(examples.negotiation(), examples.full_resume(contact=[], **told)).contacts_hidden


def test_the_old_form_of_a_phone_is_read_too() -> None:
    old = [{"type": {"id": "cell"}, "value": {"country": "7", "city": "900", "number": "0001122", "formatted": ""}}]
    assert parse.response_draft(examples.negotiation(), examples.full_resume(contact=old)).phones == ("+79000001122",)


def test_our_own_invitation_is_no_response() -> None:
    told = {"state": {"id": "invitation"}, "employer_state": {"id": "phone_interview"}}
    assert not parse.response_draft(examples.negotiation(**told)).by_candidate


def test_an_unknown_state_is_kept_as_the_board_spells_it() -> None:
    draft = parse.response_draft(examples.negotiation(state={"id": "NEW_ONE"}, employer_state={"id": "TRIAL_DAY"}))
    assert (draft.state, draft.source_state) == ("unknown", "TRIAL_DAY")


@pytest.mark.parametrize("date_told", [None, "yesterday", "2026-11-24T10:00:00", "2026-11-24", "9999-12-31T23:59:59-1200", 5])
def test_a_response_without_its_instant_is_malformed(date_told: Any) -> None:
    with pytest.raises(Malformed, match="created_at"):
        parse.response_draft(examples.negotiation(created_at=date_told))


def test_only_what_is_enabled_is_offered() -> None:
    offered = parse.actions(examples.negotiation())
    assert [action.id for action in offered] == ["interview", "discard_by_employer"]
    assert parse.refusal(offered) == offered[1]


def test_a_refusal_of_another_name_is_found_by_where_it_leads() -> None:
    leads = {"id": "discard_after_interview", "name": "Отказ"}
    offered = parse.actions({"actions": [examples.action("a1"), examples.action("a2", resulting_employer_state=leads)]})
    chosen = parse.refusal(offered)
    assert chosen is not None
    assert chosen.id == "a2"
    assert parse.refusal(offered[:1]) is None


def test_the_letter_is_the_first_word_of_the_candidate() -> None:
    def message(role: str | None, words: str | None) -> Any:
        return {"sender_display_info": {"role": role}, "payload": {"text": words}}

    chat = {
        "messages": [message("BOT", "Вы откликнулись"), message("APPLICANT", None), message("APPLICANT", "Здравствуйте!\nГотов выйти.")]
    }
    assert parse.first_letter(chat) == "Здравствуйте!\nГотов выйти."
    assert parse.first_letter({"messages": []}) == ""


READERS: list[Callable[[Any], object]] = [
    parse.event,
    parse.response_draft,
    lambda body: parse.response_draft(examples.negotiation(), body),
    parse.actions,
    parse.first_letter,
]


@pytest.mark.parametrize("read", READERS)
@given(body=JSON)
def test_no_json_does_worse_than_a_value_error(read: Callable[[Any], object], body: Any) -> None:
    try:
        read(body)
    except ValueError as error:
        assert isinstance(error, Malformed)  # noqa: PT017 - what else it may be is the point


@given(body=damaged(examples.negotiation()), resume=damaged(examples.full_resume()))
def test_a_damaged_response_is_malformed_or_can_be_stored(body: Any, resume: Any) -> None:
    try:
        draft = parse.response_draft(body, resume)
    except Malformed:
        return
    assert draft.external_id
    assert draft.submitted_at.utcoffset() == UTC.utcoffset(None)
    stored = json.dumps(dataclasses.asdict(draft), default=str, ensure_ascii=False)
    assert "\\u0000" not in stored
    stored.encode()


@given(body=damaged(examples.event()))
def test_a_damaged_event_is_malformed_or_keeps_a_short_key(body: Any) -> None:
    try:
        event = parse.event(body)
    except Malformed:
        return
    assert all(event.key)
    assert len(":".join(event.key)) <= 200


@given(chosen=st.integers(0, 10**9))
def test_an_odd_salary_is_no_error(chosen: int) -> None:
    odd = examples.full_resume(salary={"amount": chosen, "currency": "KZT"})
    assert parse.response_draft(examples.negotiation(), odd).salary.endswith("₸") == (chosen > 0)
