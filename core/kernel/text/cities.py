"""Towns by the names people type: «спб», «Питер» and «СПб.» are Санкт-Петербург. What is not known stays as typed."""

from types import MappingProxyType

from core.kernel.text.folding import fold

_SAID: dict[str, str] = {
    "Москва": "мск moscow moskva",
    "Санкт-Петербург": "спб питер петербург ленинград с-петербург с-пб st-petersburg saint-petersburg petersburg spb",
    "Екатеринбург": "екб ебург ёбург yekaterinburg ekaterinburg ekb",
    "Новосибирск": "нск новосиб нсб novosibirsk nsk",
    "Нижний Новгород": "ннов нн нижний н-новгород нижний-новгород н-новг nizhny-novgorod nizhniy-novgorod",
    "Великий Новгород": "внов в-новгород вел-новгород великий-новгород",
    "Казань": "кзн kazan",
    "Челябинск": "челяба члб chelyabinsk",
    "Красноярск": "крск krasnoyarsk",
    "Самара": "смр samara",
    "Ростов-на-Дону": "рнд ростов-на-дону ростов-дон р-н-д rostov-on-don rostov-na-donu",
    "Краснодар": "крд кдр krasnodar krd",
    "Воронеж": "врн voronezh",
    "Волгоград": "влг volgograd",
    "Владивосток": "владик vladivostok",
    "Набережные Челны": "челны наб-челны н-челны набчелны набережные-челны",
    "Комсомольск-на-Амуре": "комсомольск-на-амуре кна",
    "Нижневартовск": "нв нвартовск н-вартовск",
    "Нижний Тагил": "тагил н-тагил нижний-тагил",
    "Петропавловск-Камчатский": "пкамчатский петропавловск-камчатский п-камчатский пкк",
    "Петрозаводск": "птз",
    "Калининград": "клд кёниг калининград кениг kaliningrad",
    "Тольятти": "тлт",
    "Хабаровск": "хбк хаб khabarovsk",
    "Магнитогорск": "магнитка мгн",
    "Йошкар-Ола": "йошка йошкар-ола",
    "Минеральные Воды": "минводы мин-воды минеральные-воды",
    "Архангельск": "архара",
    "Пермь": "prm perm",
    "Уфа": "ufa",
    "Омск": "omsk",
    "Сочи": "sochi",
    "Тюмень": "tyumen",
    "Алматы": "алма-ата алмата almaty",
    "Астана": "нур-султан nur-sultan astana",
    "Минск": "minsk",
}
_TOWNS = MappingProxyType({fold(said): town for town, names in _SAID.items() for said in (town, *names.split())})
NICKNAME = 3
"""Letters of «spb», which is no spelling of a name."""
_BEFORE = ("г ", "г. ", "гор. ", "город ", "city of ")


def known_city(text: str) -> str:
    """The town's full name where it is one of those we know, else what was typed."""
    return _TOWNS.get(key(text), text)


def shown_city(text: str) -> str:
    """As it is kept and shown: who writes in Latin letters is left his spelling, a nickname becomes the name."""
    return text if text.isascii() and len(text) > NICKNAME else known_city(text)


def key(text: str) -> str:
    bare = fold(text)
    for word in _BEFORE:
        bare = bare.removeprefix(word)
    return " ".join(bare.replace(".", " ").split())
