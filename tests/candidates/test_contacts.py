"""What people write as a contact: everything readable is taken, the rest stays as written, and whoever comes again is known by it."""

from functools import partial
from typing import Any

import phonenumbers
import pytest
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from core.candidates import acts, contacts, finding, reads
from core.candidates.contacts import Told
from core.candidates.rules import Draft, FindQuery
from core.kernel.database.session import Database
from core.kernel.problems import Invalid
from core.kernel.text.phones import international, normalise, pretty, readings
from core.kernel.time.clock import ManualClock

READ: list[tuple[str, list[tuple[str, ...]]]] = [
    ("905321234567", [("phone", "+905321234567")]),
    ("8 029 123-45-67", [("phone", "+375291234567")]),
    ("+8 912 345-67-89", [("phone", "+79123456789")]),
    ("0047 40612345", [("phone", "+4740612345")]),
    ("8 912 345-67-89, 8 922 111-22-33", [("phone", "+79123456789"), ("phone", "+79221112233")]),
    ("8 912 345 67 89 8 922 111 22 33", [("phone", "+79123456789"), ("phone", "+79221112233")]),
    ("89123456789/89221112233", [("phone", "+79123456789"), ("phone", "+79221112233")]),
    ("8 912 345-67-89; +7 922 111-22-33 (мама)", [("phone", "+79123456789"), ("phone", "+79221112233", "мама")]),
    ("8 495 123-45-67, доб. 12", [("phone", "+74951234567", "доб. 12")]),
    ("8 495 123-45-67 (доб. 12)", [("phone", "+74951234567", "доб. 12")]),
    ("89123456789 (вотсап)", [("phone", "+79123456789", "вотсап")]),
    ("вотсап: 89123456789", [("phone", "+79123456789", "вотсап")]),
    ("Ольга, 89123456789", [("phone", "+79123456789", "Ольга")]),
    ("8 912 345-67-89, звонить после 18", [("phone", "+79123456789", "звонить после 18")]),
    ("тел.: 89123456789", [("phone", "+79123456789")]),
    ("8912345678, 89221112233", [("written", "8912345678", "8912345678"), ("phone", "+79221112233")]),
    ("olga@mail.ru;", [("email", "olga@mail.ru")]),
    ("mailto:olga@mail.ru", [("email", "olga@mail.ru")]),
    ("Ольга Кот <Olga@Mail.ru>", [("email", "olga@mail.ru", "Ольга Кот")]),
    ("olga@mail.ru, 89123456789", [("email", "olga@mail.ru"), ("phone", "+79123456789")]),
    ("4740612345", [("phone", "4740612345")]),
    ("8912345678", [("written", "8912345678", "8912345678")]),
    ("olga@mail", [("written", "olga@mail", "olga@mail")]),
    ("-", []),
]
NORWAY = "4740612345"


@pytest.mark.parametrize(("text", "told"), READ)
def test_everything_in_it_is_read(text: str, told: list[tuple[str, ...]]) -> None:
    assert list(contacts.read(text)) == [Told(*one) for one in told]


@pytest.mark.parametrize("text", [text for text, _ in READ])
def test_what_is_kept_reads_as_itself(text: str) -> None:
    for one in contacts.read(text):
        [again] = contacts.read(one.remark if one.kind == contacts.WRITTEN else one.value)
        assert again[:2] == one[:2]


def examples() -> dict[str, list[str]]:
    """Every region's example numbers as people and machines write them, by their E.164."""
    types = [value for value in vars(PhoneNumberType).values() if isinstance(value, int)]
    found: dict[str, list[str]] = {}
    for region in sorted(phonenumbers.SUPPORTED_REGIONS):
        for kind in types:
            number = phonenumbers.example_number_for_type(region, kind)
            if number is not None and phonenumbers.is_valid_number(number):
                kept = phonenumbers.format_number(number, PhoneNumberFormat.E164)
                shown = phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)
                found[kept] = [
                    kept,
                    kept[1:],
                    f"00{kept[1:]}",
                    f"+{kept}",
                    shown,
                    shown[1:],
                    shown.replace("-", " "),
                    shown.replace(" ", ""),
                ]
    return found


def test_a_messengers_number_is_international_with_or_without_its_plus() -> None:
    wrong = [(kept, text) for kept, ways in examples().items() for text in ways if international(text) != kept]
    assert wrong == []
    assert len(examples()) > 990


def test_a_typed_number_is_read_right_or_asked_about_and_never_taken_for_another() -> None:
    all_read = {text: (kept, readings(text)) for kept, ways in examples().items() for text in ways}
    wrong = [(text, kept, found) for text, (kept, found) in all_read.items() if found and kept not in found]
    unread = [text for text, (_, found) in all_read.items() if not found]
    assert wrong == []
    assert len(unread) < len(all_read) / 500


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("8 912 345-67-89", "+79123456789"),
        ("912 345 67 89", "+79123456789"),
        ("9123456789", "+79123456789"),
        ("+7 8 912 345-67-89", "+79123456789"),
        ("8 (495) 123-45-67", "+74951234567"),
        ("8 495 123-45-67", "+74951234567"),
        ("8-10-375-29-123-45-67", "+375291234567"),
        ("+375 (29) 123-45-67", "+375291234567"),
        ("998901234567", "+998901234567"),
        ("87011234567", "+77011234567"),
    ],
)
def test_a_typed_number_is_understood(text: str, kept: str) -> None:
    assert normalise(text) == kept


@pytest.mark.parametrize("text", [NORWAY, "84951234567"])
def test_digits_that_say_two_things_are_asked_about(text: str) -> None:
    with pytest.raises(Invalid, match="phone-two-ways"):
        normalise(text)


def test_numbers_are_shown_as_they_are_written_at_home() -> None:
    assert pretty("+77011234567") == "+7 701 123-45-67"
    assert pretty("+4740612345") == "+47 40 61 23 45"
    assert pretty(NORWAY) == "4740612345 (+7 474 061-23-45 / +47 40 61 23 45)"


async def known(db: Database, clock: ManualClock, text: str, **told: Any) -> int:
    draft = Draft(full_name="Кот Ольга", **{"phones": (text,), **told})
    return await db.write(partial(acts.register, draft=draft, now=clock.now(), is_draft=False))


async def test_whoever_comes_again_is_known_by_it(db: Database, clock: ManualClock) -> None:
    for text in [text for text, told in READ if told]:
        number = await known(db, clock, text)
        found = await db.read(partial(reads.matches, phones=(text,)))
        assert (number, "strong") in [(match.candidate_id, match.strength) for match in found], text


async def test_a_number_of_two_readings_is_known_by_either(db: Database, clock: ManualClock) -> None:
    number = await known(db, clock, NORWAY)
    for text in ("+74740612345", "+4740612345", "00 47 406 12 345", NORWAY):
        assert [match.candidate_id for match in await db.read(partial(reads.matches, phones=(text,)))] == [number]
    others = {await known(db, clock, text) for text in ("+74740612345", "+4740612345")}
    assert {match.candidate_id for match in await db.read(partial(reads.matches, phones=(NORWAY,)))} == {number, *others}


async def test_words_that_say_nothing_make_nobody_the_same(db: Database, clock: ManualClock) -> None:
    number = await known(db, clock, "нет")
    assert (await db.read(partial(reads.card, candidate_id=number))).told == (Told("written", "нет", "нет"),)
    assert await db.read(partial(reads.matches, phones=("нет",))) == ()


async def test_what_was_said_of_a_contact_stays_when_it_is_told_again(db: Database, clock: ManualClock) -> None:
    number = await known(db, clock, "8 912 345-67-89 (вотсап), 8 922 111-22-33", emails=("Оля <olga@mail.ru>;",))
    await db.write(partial(acts.change, candidate_id=number, draft=Draft(phones=("+79123456789",))))
    card = await db.read(partial(reads.card, candidate_id=number))
    assert card.told[0] == Told("phone", "+79123456789", "вотсап")
    assert (card.phones, card.emails) == (("+79123456789", "+79221112233"), ("olga@mail.ru",))
    assert card.told[-1].remark == "Оля"


async def test_what_could_not_be_read_is_found_by_its_digits(db: Database, clock: ManualClock) -> None:
    number = await known(db, clock, "8 912 345 678")
    [person] = (await db.read(partial(finding.find, query=FindQuery(phone_tail="5678")))).people
    assert (person.id, person.phone) == (number, "8 912 345 678")
