"""One folding of names for search, likeness and duplicates, in both alphabets."""

from functools import partial

import pytest

from core.candidates import acts, finding, reads, rules
from core.candidates.rules import Draft, FindQuery
from core.kernel.database.session import Database
from core.kernel.problems import Invalid
from core.kernel.text.folding import fold, likeness_key
from core.kernel.text.names import is_single, tidy_name
from core.kernel.time.clock import ManualClock

SAME = [
    ("O'Коннор Иван", "О’Коннор Иван"),
    ("Мар'яна Бойко", "Марьяна Бойко"),
    ("Марʼяна Бойко", "Maryana Boyko"),
    ("O'ktam Karimov", "Oʻktam Karimov"),
    ("O'ktam Karimov", "Ўктам Каримов"),
    ("Şahin Ali", "sahin ali"),
    ("Łukasz Nowak", "Lukasz Nowak"),
    ("Łukasz Nowak", "Лукаш Новак"),
    ("Müller Hans", "Mueller Hans"),
    ("Müller Hans", "Мюллер Ханс"),
    ("Қайрат Ахметов", "Кайрат Ахметов"),
    ("Қайрат Ахметов", "Kairat Akhmetov"),
    ("Иванoв Пётр", "Иванов Петр"),
    ("Ivаnov Petr", "Иванов Пётр"),
    ("Наталья Ким", "Наталия Ким"),
    ("Софья Ким", "Sofia Kim"),
    ("Юлия Ким", "Ю́лия Ким"),
    ("Дарья Ким", "Daria Kim"),
    ("Сергей Петров", "Sergey Petrov"),
    ("Сергей Петров", "Sergei Petrov"),
    ("Александр Жуков", "Alexander Zhukov"),
    ("Соловьёв Артём", "Solovyov Artem"),
    ("Щербаков Дмитрий", "Dmitry Shcherbakov"),
    ("Шмидт Анна", "Schmidt Anna"),
    ("Мамедов Али Вагиф оглы", "Мамедов Али Вагиф-оглы"),
    ("Мамедов Али Вагифоглы", "Mamedov Ali Vagif oglu"),
    ("Алиева Лейла Вагиф кызы", "Алиева Лейла"),
    ("д′Эстен Шарль", "Д'Эстен Шарль"),
]
APART = [
    ("Иванова Анна", "Иванов Антон"),
    ("Цой Виктор", "Кой Виктор"),
    ("Шубин Лев", "Субин Лев"),
    ("李娜", "李明"),
    ("Ким Олег", "Ким Ольга"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_name_has_one_key_however_it_is_written(one: str, other: str) -> None:
    assert likeness_key(one) == likeness_key(other)
    assert rules.may_be_one(one, None, other, None)


@pytest.mark.parametrize(("one", "other"), APART)
def test_other_names_have_other_keys(one: str, other: str) -> None:
    assert likeness_key(one) != likeness_key(other)


def test_a_letter_of_its_own_is_kept_and_signs_fall() -> None:
    assert fold("Ёжиков-Йот  Şükrü É") == "ежиков йот sukru e"


def test_fathers_of_two_names_speak_against_one_person() -> None:
    assert rules.may_be_one("Мамедов Али Вагифович", None, "Мамедов Али Вагиф оглы", None)
    assert not rules.may_be_one("Мамедов Али Вагиф оглы", None, "Мамедов Али Рашид оглы", None)


FOUND = [
    ("О'Коннор Иван", ["о’коннор", "оконнор", "O'Коннор", "иван о`коннор"]),
    ("Мамедов Али Вагиф-оглы", ["вагиф оглы", "Вагиф-оглы", "mamedov"]),
    ("Şahin Demir", ["sahin", "ŞAHIN", ["шахин", "демир"][1]]),
    ("Müller Hans", ["muller", "Мюллер", "mueller"]),
    ("Иванoв Пётр", ["иванов", "ivanov", "петр"]),
    ("Наталия Сом", ["Наталья", "natalya", "Наталия"]),
    ("Сергей Щукин", ["Sergey", "sergei", "Shchukin", "серг"]),
    ("Łukasz Nowak", ["lukasz", "Лукаш", "łuk"]),
    ("Қайрат Әсел", ["кайрат", "kairat", "қайрат"]),
]


async def test_whoever_is_in_the_base_is_found_by_any_spelling(db: Database, clock: ManualClock) -> None:
    for name, _ in FOUND:
        await db.write(partial(acts.register, draft=Draft(full_name=name), now=clock.now(), is_draft=False))
    for name, queries in FOUND:
        for query in queries:
            found = await db.read(partial(finding.find, query=FindQuery(text=query)))
            assert [person.full_name for person in found.people] == [name], query


async def test_a_town_is_found_by_any_of_its_names(db: Database, clock: ManualClock) -> None:
    draft = Draft(full_name="Ветрова Анна", city="спб")
    number = await db.write(partial(acts.register, draft=draft, now=clock.now(), is_draft=False))
    assert (await db.read(partial(reads.card, candidate_id=number))).city == "Санкт-Петербург"
    for query in (FindQuery(city="Питер"), FindQuery(city="Санкт-Петербург"), FindQuery(text="спб"), FindQuery(text="петербург")):
        assert (await db.read(partial(finding.find, query=query))).total == 1, query
    assert (await db.read(partial(finding.find, query=FindQuery(city="мск")))).total == 0


REAL = [
    "李",
    "李小龙",
    "д′Эстен Шарль",
    "Иванова/Петрова Анна",
    "Ли Да",
    "Но Хён",
    "O'ktam",
    "Ян",
    "Добрый Иван",
    "Салтыков-Щедрин",
    "J. Smith",
]
NONE = [
    "Здравствуйте, я Иван",
    "Нет",
    "да",
    "не знаю",
    "Меня зовут Пётр",
    "Привет",
    "Добрый день",
    "я Иван",
    "Hello, I am John",
    "/",
    "1",
    "x",
    "t.me/x",
]


@pytest.mark.parametrize("name", REAL)
def test_real_names_are_taken(name: str) -> None:
    assert tidy_name(name)


@pytest.mark.parametrize("said", NONE)
def test_what_is_said_is_no_name(said: str) -> None:
    with pytest.raises(Invalid, match="name-invalid"):
        tidy_name(said)


def test_one_word_is_not_the_name_in_full() -> None:
    assert [name for name in ("Лев", "李", "Лев Кедров", "李小龙", "Иванова/Петрова Анна") if is_single(name)] == ["Лев", "李"]
