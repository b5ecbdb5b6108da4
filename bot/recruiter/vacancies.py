"""/vacancies and /vacancy 15: what is open, how many are where, and everything done with one vacancy."""

from markupsafe import Markup

from bot.conversation.router import Router, to
from bot.conversation.screens import Button, Screen, Turn, rows
from bot.recruiter import facts, routes
from bot.recruiter.facts import back, home, may, short
from bot.recruiter.reach import guard, whose
from bot.wording import formats as words
from bot.wording import statuses as names
from bot.wording.paging import SIZE, of_total, turner
from bot.wording.terms import terms
from core.boards import reads as boards
from core.kernel.ids import VacancyId
from core.pipeline import reads as pipeline
from core.pipeline.reads import TodayLine
from core.privacy import acts as privacy
from core.staff.permissions import Right, scope
from core.vacancies import acts, reads, rules
from core.vacancies.reads import VacancyCard

router = Router("staff")
NAMED = 5
"""So many people are named; of the rest it is said how many they are."""
LONGEST = 900
"""Characters of the text that the card shows; the rest is in the preview."""
STATES = {"opened": "🟢", "suspended": "⏸", "closed": "🔒"}


@router.command("vacancies", Right.VACANCY_VIEW)
def command_vacancies(turn: Turn, _rest: str) -> Screen | None:
    return vacancies(turn)


@router.command("vacancy", Right.VACANCY_VIEW)
def command_vacancy(turn: Turn, rest: str) -> Screen | None:
    """«/vacancy 15» or «/vacancy VAC-0015»."""
    number = rules.number_of(rest)
    if number is None:
        turn.toast("desk-vacancy-usage")
        return vacancies(turn)
    card = reads.by_number(turn.session, number)
    if card is None:
        turn.toast("vacancy-not-found")
        return vacancies(turn)
    guard(turn, Right.VACANCY_VIEW, reads.owners(turn.session, card.id))
    return vacancy_card(turn, vacancy=card.id)


@router.screen(routes.Vacancies)
def vacancies(turn: Turn, page: int = 0, state: str = "opened") -> Screen:
    owner = whose(turn, Right.VACANCY_VIEW)
    offset = max(page, 0) * SIZE
    cards, total = reads.listed(turn.session, owner=owner, state=state, limit=SIZE, offset=offset)
    if not total and owner is not None and not reads.listed(turn.session, owner=owner, limit=0)[1]:
        return Screen(turn.t("desk-vacancies-not-yours"), ((home(turn),),))
    here = of_total(total, page)
    waiting = boards.waiting_on(turn.session, [card.id for card in cards])
    busy = pipeline.in_work_on(turn.session, [card.id for card in cards])
    lines = [line(turn, card, busy.get(card.id, 0), waiting.get(card.id, 0)) for card in cards] or [turn.t("desk-vacancies-none")]
    buttons = [to(f"{card.label} {card.name}", routes.VacancyCard(card.id)) for card in cards]
    others = [to(turn.t(f"desk-vacancies-{name}-button"), routes.Vacancies(state=name)) for name in STATES if name != state]
    text = Markup("\n\n").join([turn.t(f"desk-vacancies-{state}", count=total), *lines])
    return Screen(text, (*rows(buttons), *turner(here, routes.Vacancies(state=state)), *new_button(turn), tuple(others), (home(turn),)))


def new_button(turn: Turn) -> tuple[tuple[Button, ...], ...]:
    allowed = scope(turn.roles, Right.VACANCY_CREATE) is not None
    return ((to(turn.t("desk-vacancy-new"), routes.VacancyCreate(), "primary"),),) if allowed else ()


def line(turn: Turn, card: VacancyCard, busy: int, waiting: int) -> Markup:
    """One vacancy of the list: its name, how many are neither refused nor hired nor gone, how many wait."""
    counts = [turn.t("desk-vacancy-in-work", count=busy)]
    if waiting:
        counts.append(turn.t("desk-vacancy-waiting", count=waiting))
    where = f", {card.city}" if card.city else ""
    return Markup("<b>{}</b> {}{}\n{}").format(card.label, card.name, where, Markup(" · ").join(counts))


# One vacancy


@router.screen(routes.VacancyCard)
def vacancy_card(turn: Turn, vacancy: VacancyId) -> Screen:
    card = reads.card(turn.session, vacancy)
    counts = pipeline.counts_by_status(turn.session, vacancy)
    waiting = boards.count_waiting(turn.session, vacancy=vacancy)
    parts = [described(turn, card), counted(turn, counts, waiting), short(card.text, LONGEST)]
    text = Markup("\n\n").join(Markup.escape(part) for part in parts if part)
    return Screen(text, (*rows(card_doors(turn, card, counts, waiting), 2), (back(turn), home(turn))))


def described(turn: Turn, card: VacancyCard) -> Markup:
    facts_ = [card.city, words.salary(turn, card.salary_from, card.salary_to), terms(turn, card)]
    head = turn.t("desk-vacancy", mark=STATES[card.state], label=card.label, name=card.name)
    told = Markup(" · ").join(fact for fact in facts_ if fact)
    state = turn.t(f"desk-vacancy-is-{card.state}", recruiter=card.recruiter)
    return Markup("\n").join(part for part in (head, told, state) if part)


def counted(turn: Turn, counts: dict[str, int], waiting: int) -> Markup:
    lines = [turn.t("desk-vacancy-waiting-line", count=waiting)] if waiting else []
    lines += [turn.t("desk-vacancy-status", status=names.status(turn, code), count=count) for code, count in counts.items()]
    return Markup("\n").join(lines or [turn.t("desk-vacancy-nobody")])


def card_doors(turn: Turn, card: VacancyCard, counts: dict[str, int], waiting: int) -> list[Button]:
    owners = reads.owners(turn.session, card.id)
    found = []
    if counts and may(turn, Right.APPLICATION_VIEW, owners):
        found.append(to(turn.t("desk-vacancy-people", count=sum(counts.values())), routes.VacancyPeople(card.id)))
    if waiting and may(turn, Right.RESPONSE_VIEW, owners):
        found.append(to(turn.t("desk-vacancy-responses", count=waiting), routes.ResponseQueue(vacancy=card.id)))
    found.append(to(turn.t("desk-vacancy-links"), routes.VacancyLinks(card.id)))
    found.append(to(turn.t("desk-vacancy-preview"), routes.QuestionPreview(card.id)))
    if may(turn, Right.VACANCY_EDIT, owners):
        found.append(to(turn.t("desk-vacancy-questions"), routes.Questions(card.id)))
        found.append(to(turn.t("desk-vacancy-edit"), routes.VacancyEdit(card.id)))
        found += state_doors(turn, card)
    return found


def state_doors(turn: Turn, card: VacancyCard) -> list[Button]:
    """What may become of the vacancy; closing asks first."""
    if card.state == "opened":
        first = to(turn.t("desk-vacancy-suspend"), routes.VacancyState(card.id, state="suspended"))
    else:
        first = to(turn.t("desk-vacancy-open"), routes.VacancyState(card.id, state="opened"), "primary")
    return [first] if card.state == "closed" else [first, to(turn.t("desk-vacancy-close"), routes.VacancyClosing(card.id), "danger")]


@router.screen(routes.VacancyClosing)
def closing(turn: Turn, vacancy: VacancyId) -> Screen:
    card = reads.card(turn.session, vacancy)
    sure = to(turn.t("desk-vacancy-close-sure"), routes.VacancyState(vacancy, state="closed"), "danger")
    busy = pipeline.in_work_on(turn.session, [vacancy]).get(vacancy, 0)
    about = {"label": card.label, "name": card.name, "count": busy, "names": staying(turn, vacancy, busy)}
    waiting = boards.count_waiting(turn.session, vacancy=vacancy)
    parts = [turn.t("desk-vacancy-closing", **about), *([turn.t("desk-vacancy-closing-rest")] if busy else [])]
    parts += [turn.t("desk-vacancy-closing-responses", count=waiting)] if waiting else []
    return Screen(Markup("\n\n").join(parts), ((sure,), (back(turn),)))


def staying(turn: Turn, vacancy: int, busy: int) -> Markup:
    """Who stays in work: those first who have a meeting ahead, each with its time."""
    ahead = pipeline.ahead_on(turn.session, vacancy, turn.now)
    meeting = {line.application_id for line in ahead}
    found, _ = pipeline.by_vacancy(turn.session, vacancy, limit=len(meeting) + NAMED)
    others = [(one.candidate_id, Markup.escape(one.candidate)) for one in found if one.is_active and one.id not in meeting]
    shown = [*((line.candidate_id, meets(turn, line)) for line in ahead), *others][:NAMED]
    privacy.log_view(turn.session, facts.me(turn), [number for number, _ in shown], channel=turn.conversation.channel, now=turn.now)
    named = Markup(", ").join(name for _, name in shown)
    return named if busy <= NAMED else Markup(" ").join([named, turn.t("desk-vacancy-closing-more", count=busy - NAMED)])


def meets(turn: Turn, line: TodayLine) -> Markup:
    about = {"kind": names.kind(turn, line.kind), "at": words.when(turn, line.start_at)}
    return turn.t("desk-vacancy-closing-meeting", name=line.candidate, **about)


@router.action(routes.VacancyState)
def set_state(turn: Turn, vacancy: VacancyId, state: str) -> Screen:
    acts.set_state(turn.session, vacancy, state, by=turn.actor, now=turn.now)
    turn.toast(f"desk-vacancy-now-{state}")
    return vacancy_card(turn, vacancy=vacancy)


@router.screen(routes.VacancyLinks)
def links(turn: Turn, vacancy: VacancyId) -> Screen:
    """What is sent to a person or put on a poster: each leads straight to this vacancy."""
    card = reads.card(turn.session, vacancy)
    lines = [turn.t("desk-link-web", link=f"{turn.address}/v/{card.number}")]
    bot = turn.extra.get("telegram")
    if bot:
        lines.insert(0, turn.t("desk-link-telegram", link=f"https://t.me/{bot}?start=v_{card.number}"))
    text = Markup("\n\n").join([turn.t("desk-links", label=card.label, name=card.name), *lines])
    return Screen(text, ((back(turn), home(turn)),))


@router.screen(routes.VacancyPeople)
def people(turn: Turn, vacancy: VacancyId, page: int = 0, status: str | None = None) -> Screen:
    """Who is on the vacancy now, all of them or those of one status."""
    card = reads.card(turn.session, vacancy)
    offset = max(page, 0) * SIZE
    found, total = pipeline.by_vacancy(turn.session, vacancy, status=status, limit=SIZE, offset=offset)
    here = of_total(total, page)
    facts.seen(turn, *(one.candidate_id for one in found))
    lines = [Markup("<b>{}</b>\n{}").format(one.candidate, facts.status_line(turn, one)) for one in found]
    buttons = [to(one.candidate or f"№{one.candidate_id}", routes.ApplicationCard(one.id)) for one in found]
    chosen = Markup("\n{}").format(names.status(turn, status)) if status else ""
    head = Markup("{}{}").format(turn.t("desk-people", label=card.label, name=card.name, count=total), chosen)
    turns = turner(here, routes.VacancyPeople(vacancy, status=status))
    text = Markup("\n\n").join([head, *(lines or [turn.t("desk-people-none")])])
    return Screen(text, (*rows(buttons, 2), *turns, *rows(status_doors(turn, vacancy, status)), (back(turn), home(turn))))


def status_doors(turn: Turn, vacancy: VacancyId, status: str | None) -> list[Button]:
    counts = pipeline.counts_by_status(turn.session, vacancy)
    if status is not None:
        return [to(turn.t("desk-people-all"), routes.VacancyPeople(vacancy))]
    if len(counts) < 2:  # noqa: PLR2004 - nothing to choose from
        return []
    return [to(f"{names.status(turn, code)} · {count}", routes.VacancyPeople(vacancy, status=code)) for code, count in counts.items()]
