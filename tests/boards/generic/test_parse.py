"""Reading our own form of a response."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.boards.generic.parse import SIZE_LIMIT, Rejected, TooLarge, parse
from core.boards.port import Consent, Malformed
from tests.boards.json_values import damaged
from tests.conftest import NOW

SOUND: dict[str, Any] = {
    "id": "f-1",
    "source": "site",
    "vacancy": "vac-0015",
    "name": " Кедров  Лев ",
    "phone": "8 (900) 000-11-22",
    "email": "lev@kedrov.example",
    "city": "Казань",
    "letter": "Здравствуйте!\nГотов выйти.",
    "resume_url": "https://kedrov.example/cv.pdf",
    "submitted_at": "2026-11-24T11:30:00+03:00",
    "answers": {"Готовы к сменам?": "Да"},
    "consent": {"text_version": "3", "given_at": "2026-11-24T11:29:00+0300"},
}


def read(**changes: Any) -> Any:
    told = {name: value for name, value in {**SOUND, **changes}.items() if value is not ...}
    return parse(json.dumps(told).encode(), NOW)


def refused(**changes: Any) -> list[tuple[str, str]]:
    with pytest.raises(Rejected) as caught:
        read(**changes)
    return [(detail.field, detail.problem) for detail in caught.value.details]


def test_a_response_is_read_whole() -> None:
    draft = read()
    assert (draft.board, draft.external_id, draft.vacancy_external_id) == ("site", "f-1", "VAC-0015")
    assert (draft.full_name, draft.phones, draft.emails) == ("Кедров Лев", ("8 (900) 000-11-22",), ("lev@kedrov.example",))
    assert draft.letter == "Здравствуйте!\nГотов выйти."
    assert draft.submitted_at == datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
    assert draft.answers == (("Готовы к сменам?", "Да"),)
    assert draft.consent == Consent("3", datetime(2026, 11, 24, 8, 29, tzinfo=UTC))
    assert draft.by_candidate


def test_a_number_does_for_an_id_and_an_answer() -> None:
    draft = read(id=17, answers={"Стаж, лет": 5})
    assert (draft.external_id, draft.answers) == ("17", (("Стаж, лет", "5"),))


def test_what_is_not_known_may_be_left_out_or_null() -> None:
    draft = parse(b'{"id": "1", "source": "mail.form-2", "phone": "+79000001122", "name": null, "submitted_at": null}', NOW)
    assert (draft.full_name, draft.vacancy_external_id, draft.submitted_at, draft.consent) == ("", "", NOW, None)


def test_a_clock_ahead_of_ours_does_not_date_a_response_into_the_future() -> None:
    assert read(submitted_at="2026-11-25T00:00:00Z").submitted_at == NOW


@pytest.mark.parametrize(
    ("changes", "field", "problem"),
    [
        ({"id": ...}, "id", "Field required"),
        ({"id": "  "}, "id", "at least 1 character"),
        ({"id": "x" * 101}, "id", "at most 100 characters"),
        ({"source": ...}, "source", "Field required"),
        ({"source": "My site"}, "source", "match pattern"),
        ({"source": "hh"}, "source", "this name is ours"),
        ({"email": "nobody"}, "email", "must be an e-mail address"),
        ({"resume_url": "javascript:alert(1)"}, "resume_url", "http or https"),
        ({"submitted_at": "2026-11-24T11:30:00"}, "submitted_at", "timezone"),
        ({"submitted_at": 1795510000}, "submitted_at", "valid datetime"),
        ({"submitted_at": "0001-01-01T00:00:00+14:00"}, "submitted_at", "out of reason"),
        ({"phones": ["+7"]}, "phones", "not permitted"),
        ({"letter": "я" * 10_001}, "letter", "at most 10000"),
        ({"answers": {str(number): "" for number in range(51)}}, "answers", "at most 50"),
        ({"answers": {"Тайна": ["x"]}}, "answers", "valid string"),
        ({"consent": {"text_version": "1"}}, "consent.given_at", "Field required"),
        ({"name": "", "phone": None, "email": ...}, "body", "one of name, phone and email is needed"),
    ],
)
def test_a_wrong_field_is_named_with_what_is_wrong(changes: dict[str, Any], field: str, problem: str) -> None:
    [(told_field, told_problem)] = refused(**changes)
    assert told_field == field
    assert problem in told_problem


def test_a_refusal_repeats_nothing_of_what_was_sent() -> None:
    told = str(refused(email="секрет-кедрова", answers={"Диагноз": ["секрет"]}, submitted_at="секрет"))
    assert "секрет" not in told
    assert "Диагноз" not in told


def test_too_much_is_refused_unread() -> None:
    with pytest.raises(TooLarge):
        parse(b" " * (SIZE_LIMIT + 1), NOW)


@pytest.mark.parametrize(
    "raw", [b"", b"{", b"null", b"[]", b'"x"', b"\xff\xfe", b"[" * SIZE_LIMIT, b'{"id":' * 9000, b'{"id":' + b"9" * 60_000 + b"}"]
)
def test_what_is_no_object_is_refused(raw: bytes) -> None:
    with pytest.raises(Rejected):
        parse(raw, NOW)


@given(raw=st.binary(max_size=200) | damaged(SOUND).map(json.dumps).map(str.encode))
def test_no_bytes_do_worse_than_a_value_error(raw: bytes) -> None:
    try:
        draft = parse(raw, NOW)
    except Malformed:
        return
    assert draft.external_id
    assert "\x00" not in repr(draft)
