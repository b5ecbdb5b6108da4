"""The open vacancies, page by page, and one of them in full; a deep link `v_15` opens it at once."""

from collections.abc import Iterator

from markupsafe import Markup

from bot.candidate import routes, status
from bot.candidate.person import back, come_back, consented, home
from bot.conversation.router import Router, to
from bot.conversation.screens import Row, Screen, Turn, rows
from bot.wording import formats as words
from bot.wording.paging import SIZE, of_total, turner
from bot.wording.terms import terms
from core.kernel.ids import VacancyId
from core.vacancies import reads
from core.vacancies.reads import VacancyCard
from core.vacancies.rules import number_of

router = Router("candidate")
LABEL = 64
"""Characters that a button holds in any messenger."""
THOUSAND = 1000
DOT = "\N{NO-BREAK SPACE}· "


@router.link("v")
def by_number(turn: Turn, rest: str) -> Screen | None:
    """A colleague who follows the link sees what candidates see."""
    turn.conversation.persona = "candidate"
    come_back(turn)
    number = number_of(rest)
    found = reads.by_number(turn.session, number) if number is not None else None
    if found is None:
        turn.toast("vacancy-link-dead")
        return vacancies(turn)
    return vacancy_card(turn, vacancy=found.id)


@router.screen(routes.Vacancies)
def vacancies(turn: Turn, page: int = 0) -> Screen:
    text, buttons = shelf(turn, page)
    return Screen(text, (*buttons, (home(turn),)))


def shelf(turn: Turn, page: int) -> tuple[Markup, tuple[Row, ...]]:
    """How many are open, and a page of them, a button each."""
    count = reads.count_opened(turn.session)
    here = of_total(count, page)
    found = reads.opened(turn.session, limit=SIZE, offset=here.number * SIZE)
    if not found:
        return turn.t("vacancies-none-guest" if consented(turn) is None else "vacancies-none"), ()
    buttons = rows([to(label(turn, card), routes.VacancyCard(card.id)) for card in found])
    return turn.t("vacancies-open", count=count), (*buttons, *turner(here, routes.Vacancies()))


def label(turn: Turn, card: VacancyCard) -> str:
    """Say «Сварщик · 110–150 тыс ₽»; a long name gives way to what is paid."""
    told = cut_off(short_pay(turn, card.salary_from, card.salary_to) or card.city, LABEL // 2)
    return f"{cut_off(card.name, LABEL - len(told) - len(DOT))}{DOT}{told}" if told else cut_off(card.name, LABEL)


def cut_off(name: str, most: int) -> str:
    return name if len(name) <= most else name[: most - 1].rstrip() + "…"


def short_pay(turn: Turn, low: int | None, high: int | None) -> str:
    """A salary in thousands, as a button holds it; sums that are no whole thousands are told in full."""
    sums = [sum_ for sum_ in (low, high) if sum_]
    if not sums or any(sum_ % THOUSAND for sum_ in sums):
        return words.salary(turn, low, high)
    pay = turn.t("vacancies-pay", sum="–".join(words.number(sum_ // THOUSAND, turn.locale) for sum_ in dict.fromkeys(sums)))
    if low and high:
        return str(pay)
    return str(turn.t("salary-from" if low else "salary-up-to", sum=pay))


@router.screen(routes.VacancyCard)
def vacancy_card(turn: Turn, vacancy: VacancyId) -> Screen:
    card = reads.card(turn.session, vacancy)
    if card.state != "opened":
        return Screen(turn.t("vacancy-closed", name=card.name), ((to(turn.t("vacancies-button"), routes.Vacancies()),),))
    return Screen(advertised(turn, card), (apply_row(turn, vacancy), (back(turn),)))


def advertised(turn: Turn, card: VacancyCard) -> Markup:
    """All that a candidate is told of a vacancy."""
    parts = [Markup("\n").join(facts(turn, card)), Markup.escape(card.text)]
    return Markup("\n\n").join([part for part in parts if part])


def apply_row(turn: Turn, vacancy: VacancyId) -> Row:
    if status.has_applied(turn, vacancy):
        return (to(turn.t("vacancy-mine"), routes.Apply(vacancy)),)
    return (to(turn.t("vacancy-apply"), routes.Apply(vacancy), "primary"),)


def facts(turn: Turn, card: VacancyCard) -> Iterator[Markup]:
    yield turn.t("vacancy-name", name=card.name)
    if pay := words.salary(turn, card.salary_from, card.salary_to):
        yield turn.t("vacancy-salary", salary=pay)
    if card.city:
        yield turn.t("vacancy-city", city=card.city)
    if told := terms(turn, card):
        yield turn.t("vacancy-terms", terms=told)
