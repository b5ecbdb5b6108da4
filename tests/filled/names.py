"""Invented people: names, towns, jobs."""

from random import Random


def words(line: str) -> tuple[str, ...]:
    return tuple(line.split())


FIRST = words("Лев Илья Артём Павел Сергей Наталья Ольга Юрий Денис Олег Мария Анна Вера Нина Пётр Егор Зоя Ия Глеб Марк")
FATHERS = words("Львович Ильич Павлович Олегович Денисович Егорович Глебович Маркович Юрьевич Петрович")
STEMS = words("Кедр Гром Собол Смирн Петр Лебед Мороз Волк Зайц Орл Комар Белк Дуб Берёз Осин Рябин Калин Черн Бел Красн")
MIDDLES = ("", "ик", "ен", "ч", "иц", "аш", "ос", "ун", "ищ", "ков")
ENDS = ("ов", "ев", "ин", "ский", "енко", "ук", "ян", "ых")
COMMON = "Иванов"
CITIES = words("Казань Москва Самара Уфа Пермь Тула Омск Тверь Псков Клин Киров Чита")
JOBS = words("Сварщик Водитель Продавец-консультант Оператор Кладовщик Бухгалтер Инженер Повар Токарь Менеджер Юрист Врач")
SHARE = 0.01
"""How many have the most common surname."""


def somebody(dice: Random) -> str:
    surname = COMMON if dice.random() < SHARE else dice.choice(STEMS) + dice.choice(MIDDLES) + dice.choice(ENDS)
    return f"{surname} {dice.choice(FIRST)} {dice.choice(FATHERS)}"
