"""Invented candidates: the same in every run."""

import random
from dataclasses import dataclass, field
from datetime import date

_SURNAMES = ("Кедров", "Ветров", "Озеров", "Полынин", "Рябинин", "Снегирёв", "Туманов", "Ясенев", "Дубравин", "Лугов")
_MEN = (("Лев", "Ильич"), ("Артём", "Павлович"), ("Тимур", "Рустамович"), ("Глеб", "Олегович"), ("Матвей", "Юрьевич"))
_WOMEN = (("Дарья", "Сергеевна"), ("Вера", "Андреевна"), ("Алсу", "Маратовна"), ("Ольга", "Петровна"), ("Яна", "Игоревна"))
_CITIES = (("1", "Москва"), ("2", "Санкт-Петербург"), ("88", "Казань"), ("3", "Екатеринбург"), ("4", "Новосибирск"))
_TITLES = ("Сварщик", "Продавец-кассир", "Водитель погрузчика", "Бухгалтер", "Оператор колл-центра", "Кладовщик")
_COMPANIES = ("ООО «Тихая пристань»", "АО «Северный узел»", "ИП Лугов", "ООО «Белый кирпич»")


@dataclass
class Resume:
    """Of one person; what is None or hidden is so for the employer."""

    id: str
    last_name: str | None
    first_name: str | None
    middle_name: str | None
    gender: str
    born: date | None
    area: tuple[str, str]
    title: str
    salary: int | None
    phone: str
    email: str
    company: str
    telegram: str | None = None
    contacts_hidden: bool = False
    names_hidden: bool = False
    deleted: bool = False
    extra: dict[str, object] = field(default_factory=dict)


def invent(number: int) -> Resume:
    """The `number`th person."""
    dice = random.Random(number)
    woman = dice.random() < 0.5
    first, middle = dice.choice(_WOMEN if woman else _MEN)
    return Resume(
        id=f"{dice.getrandbits(152):038x}",
        last_name=dice.choice(_SURNAMES) + ("а" if woman else ""),
        first_name=first,
        middle_name=middle,
        gender="female" if woman else "male",
        born=date(dice.randint(1970, 2005), dice.randint(1, 12), dice.randint(1, 28)),
        area=dice.choice(_CITIES),
        title=dice.choice(_TITLES),
        salary=dice.choice((None, 60_000, 85_000, 120_000)),
        phone=f"+7 (900) {number // 10_000 % 1000:03}-{number // 100 % 100:02}-{number % 100:02}",
        email=f"candidate{number}@mail.invalid",
        company=dice.choice(_COMPANIES),
    )
