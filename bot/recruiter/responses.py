"""Responses: the card of each, what becomes of it, and the queue of those that wait.

A decision takes the buttons off the card and leaves it in the chat with who decided; what comes next is a new message.
"""

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from bot.conversation.router import Router, to
from bot.conversation.screens import Button, Row, Screen, Turn, rows
from bot.recruiter import facts, past, routes
from bot.recruiter.card import application_card, give_file
from bot.recruiter.facts import back, home, may
from bot.recruiter.given import handed
from bot.recruiter.incoming_files import only_words
from bot.recruiter.refusing import LONGEST, REJECTING, WITHDRAWING, reason_buttons
from bot.wording import formats as words
from bot.wording import statuses as names
from bot.wording.paging import SIZE, cut, of_total, sheets, turner
from core.boards import acts, reads
from core.boards.reads import ResponseCard
from core.boards.rules import HH, OPEN, is_own
from core.candidates import reads as candidates
from core.candidates import trust
from core.candidates.reads import Match
from core.kernel.ids import ApplicationId, CandidateId, ResponseId, VacancyId
from core.kernel.problems import Invalid
from core.pipeline import reads as pipeline
from core.staff import reads as staff
from core.staff.permissions import Right, Scope, scope
from core.vacancies import reads as vacancies
from core.vacancies.rules import label

router = Router("staff")
ALIKE = 4
"""People shown who may be the same one."""
ANSWERS, LETTER = 1200, 900
"""Characters of the answers and of the letter that the card has room for; «Читать целиком» shows the rest."""

AFTER_MEETING = frozenset({"no_show"})
"""Reasons that cannot be true of somebody whom nobody has met yet."""


# The queue


@router.command("responses", Right.RESPONSE_VIEW)
def command_responses(turn: Turn, _rest: str) -> Screen | None:
    return responses(turn)


@router.screen(routes.Responses)
def responses(turn: Turn, everybody: bool | None = None, vacancy: VacancyId | None = None) -> Screen:  # noqa: FBT001 - a button's argument
    """How many wait, by vacancy: a recruiter's own first, everybody's on a press; a lead sees all at once. One vacancy's: its queue."""
    if vacancy is not None:
        return queue(turn, vacancy=vacancy)
    is_lead = scope(turn.roles, Right.VACANCY_EDIT) is Scope.ALL
    all_of_them = is_lead if everybody is None else everybody
    found = reads.waiting(turn.session, recruiter=None if all_of_them else facts.me(turn))
    buttons = [
        to(waiting_label(turn, line), routes.ResponseQueue(vacancy=line.vacancy_id, loose=line.vacancy_id is None)) for line in found[:20]
    ]
    other = to(turn.t("resp-button-mine" if all_of_them else "resp-button-all"), routes.Responses(everybody=not all_of_them))
    count = sum(line.count for line in found)
    text = turn.t("resp-waiting" if all_of_them else "resp-waiting-mine", count=count) if count else turn.t("resp-none")
    return Screen(text, (*rows(buttons), (other, home(turn))))


def waiting_label(turn: Turn, line: reads.Waiting) -> str:
    name = f"{label(line.number)} {line.name}" if line.number is not None else str(turn.t("resp-no-vacancy"))
    return f"{name} · {line.count}"


@router.screen(routes.ResponseQueue)
def queue(turn: Turn, vacancy: VacancyId | None = None, loose: bool = False, page: int = 0) -> Screen:  # noqa: FBT001, FBT002 - a button's argument
    """One card at a time, those that wait longest first."""
    which: dict[str, Any] = {"vacancy": vacancy, "without_vacancy": loose}
    total = reads.count_waiting(turn.session, **which)
    if not total:
        return Screen(turn.t("resp-none"), ((to(turn.t("resp-button-queue"), routes.Responses()), home(turn)),))
    here = of_total(total, page, 1)
    (card,), _ = reads.page(turn.session, limit=1, offset=here.number, **which)
    view(turn, card.id)
    text = Markup("\n\n").join([card_text(turn, card), turn.t("resp-place", number=here.number + 1, total=total)])
    return Screen(
        text, (*card_rows(turn, card), *turner(here, routes.ResponseQueue(vacancy=vacancy, loose=loose)), (back(turn), home(turn)))
    )


# The card


@router.screen(routes.ResponseCard)
def response_card(turn: Turn, response: ResponseId) -> Screen:
    view(turn, response)
    card = reads.card(turn.session, response)
    return Screen(card_text(turn, card), (*card_rows(turn, card), (back(turn), home(turn))))


def view(turn: Turn, response: int) -> None:
    """A colleague opened it himself: the board may know. A card that only arrived has not been seen yet."""
    acts.mark_viewed(turn.session, response, by=facts.me(turn), channel=turn.conversation.channel, now=turn.now)


def card_text(turn: Turn, card: ResponseCard) -> Markup:
    """Who first: a push shows no more than that."""
    parts = [turn.t("resp-who", name=card.full_name or turn.t("app-nameless"), about=about(turn, card)), vacancy_line(turn, card)]
    parts.append(turn.t("resp-from", source=facts.source(turn, card.source), at=words.when(turn, card.submitted_at)))
    parts += [*contact_lines(turn, card), *told_lines(turn, card)]
    text = Markup("\n").join(parts)
    last = [*alike_lines(turn, card)] if card.state in OPEN else [decided_line(turn, card)]
    return Markup("\n\n").join([text, *last]) if last else text


def vacancy_line(turn: Turn, card: ResponseCard) -> Markup:
    if card.vacancy_number is None:
        return turn.t("resp-vacancy-unknown")
    return facts.vacancy(turn, card.vacancy_number, card.vacancy or "")


def about(turn: Turn, card: ResponseCard) -> str:
    """«, 28 лет, Казань», as far as it was told."""
    age = [str(turn.t("resp-age", count=card.age))] if card.age else []
    return "".join(f", {part}" for part in [*age, *([card.city] if card.city else [])])


def contact_lines(turn: Turn, card: ResponseCard) -> Iterator[Markup]:
    typed = card.candidate_id is not None and is_own(card.board) and bool(trust.doubtful(turn.session, [card.candidate_id]))
    yield from facts.contacts(turn, card.told, doubtful=frozenset(card.phones if typed else ()))
    if card.contacts_hidden:
        yield facts.kept_back(turn, card.contacts_why, card.contacts_at)


def told_lines(turn: Turn, card: ResponseCard) -> Iterator[Markup]:
    """What the person told of himself: the last job, the salary, the letter, the answers."""
    if card.last_job or card.title:
        yield turn.t("app-job", job=card.last_job or card.title)
    if card.salary:
        yield turn.t("app-salary", salary=card.salary)
    left = ANSWERS
    for question, answer in card.answers:
        left -= len(question) + len(answer)
        if left < 0:
            break
        yield turn.t("resp-answer", question=question, answer=answer)
    if card.letter:
        yield turn.t("resp-letter", letter=facts.short(card.letter, LETTER))


def is_cut(card: ResponseCard) -> bool:
    """Whether the card leaves out something of what the person told."""
    return sum(len(question) + len(answer) for question, answer in card.answers) > ANSWERS or len(card.letter) > LETTER


@router.screen(routes.ResponseWhole)
def whole(turn: Turn, response: ResponseId, page: int = 0) -> Screen:
    """The letter and all the answers, at full length."""
    view(turn, response)
    card = reads.card(turn.session, response)
    answers = [turn.t("resp-answer", question=question, answer=answer) for question, answer in card.answers]
    found = sheets([*answers, *([turn.t("resp-letter", letter=card.letter)] if card.letter else [])])
    here = of_total(len(found), page, 1)
    head = turn.t("resp-who", name=card.full_name or turn.t("app-nameless"), about=about(turn, card))
    text = Markup("\n\n").join([head, *cut(found, here, 1)])
    return Screen(text, (*turner(here, routes.ResponseWhole(response)), (back(turn), home(turn))))


def alike_lines(turn: Turn, card: ResponseCard) -> Iterator[Markup]:
    """Whoever is no stranger: «Уже откликался», «Уже есть в базе: …», each with what it was recognised by and how it ended."""
    found = reads.lookalikes(turn.session, card.id)[:ALIKE]
    facts.seen(turn, *(match.candidate_id for match in found))
    yield from past.lines(turn, card, found)
    for match in found:
        yield Markup("\n").join([turn.t("resp-alike", who=match_words(turn, match)), *past.of_match(turn, match, card.id)])


def match_words(turn: Turn, match: Match) -> Markup:
    status = names.status(turn, match.status) if match.status else turn.t("resp-alike-no-status")
    name = ", ".join(part for part in (match.full_name, match.city) if part)
    by = match.by if match.by in {"phone", "email", "written", "channel", "file", "name"} else "contact"
    return turn.t("resp-match", name=name, by=turn.t(f"resp-by-{by}"), status=status)


def decided_line(turn: Turn, card: ResponseCard) -> Markup:
    if card.state == "withdrawn" and card.decided_at is not None:
        reason = staff.entry_name(turn.session, WITHDRAWING, card.reason, turn.locale)
        return turn.t("resp-withdrawn", at=words.when(turn, card.decided_at), reason=reason)
    if card.state not in {"accepted", "rejected"} or card.decided_at is None:
        return turn.t("resp-fetching" if card.state == "fetching" else "resp-gone")
    who, at = card.taken_name or "", words.when(turn, card.decided_at)
    if card.state == "accepted":
        return turn.t("resp-accepted", who=who, at=at)
    return turn.t("resp-rejected", who=who, at=at, reason=staff.entry_name(turn.session, REJECTING, card.reason, turn.locale))


def card_rows(turn: Turn, card: ResponseCard) -> tuple[Row, ...]:
    paper = resume_buttons(turn, card)
    if card.state not in OPEN:
        there = [to(turn.t("app-button-card"), routes.ApplicationCard(card.application_id))] if card.application_id else []
        return rows([*there, *paper], 2)
    if scope(turn.roles, Right.RESPONSE_PROCESS) is None:
        return rows(paper)
    later = [] if card.state == "later" else [to(turn.t("resp-button-later"), routes.ResponsePostpone(card.id))]
    take = to(turn.t("resp-button-accept"), routes.ResponseAccept(card.id), "primary")
    other = [to(turn.t("resp-button-other"), routes.ResponseOthers(card.id))] if card.vacancy_id is not None else []
    return (
        (take, *other),
        (to(turn.t("resp-button-reject"), routes.ResponseReasons(card.id)), *later),
        *rows(paper),
    )


def resume_buttons(turn: Turn, card: ResponseCard) -> list[Button]:
    return [*([to(turn.t("resp-button-whole"), routes.ResponseWhole(card.id))] if is_cut(card) else []), *paper_buttons(turn, card)]


def paper_buttons(turn: Turn, card: ResponseCard) -> list[Button]:
    if card.resume_url.startswith(("http://", "https://")):
        return [Button(turn.t("resp-button-resume"), url=card.resume_url)]
    return [to(turn.t("resp-button-resume"), routes.ResponseResume(card.id))] if card.resume_file is not None else []


@router.action(routes.ResponseResume)
def resume(turn: Turn, response: ResponseId) -> Screen | None:
    """The file as a message of its own; the card stays as it is."""
    view(turn, response)
    card = reads.card(turn.session, response)
    if card.resume_file is not None:
        give_file(turn, card.full_name, candidates.file(turn.session, card.resume_file[0]))
    return None


# Into the base


@router.action(routes.ResponseAccept)
def accept(
    turn: Turn,
    response: ResponseId,
    vacancy: VacancyId | None = None,
    same_as: CandidateId | None = None,
    checked: bool = False,  # noqa: FBT001, FBT002 - a button's argument
) -> Screen:
    """Asks for the vacancy where none is known, and whether it is the same person where somebody looks alike; then it is done."""
    card = reads.card(turn.session, response)
    if card.state in OPEN:
        view(turn, response)
        if vacancy is None and card.vacancy_id is None:
            return others(turn, response=response)
        if same_as is None and not checked and reads.lookalikes(turn.session, response):
            return duplicates(turn, response=response, vacancy=vacancy)
    bind = reads.advertised_nowhere(turn.session, response)
    done = acts.accept(turn.session, response, by=facts.me(turn), now=turn.now, vacancy=vacancy, same_as=same_as, bind=bind)
    turn.close(card_text(turn, reads.card(turn.session, response)))
    made = ApplicationId(done.application)
    if not may(turn, Right.APPLICATION_RESULT, pipeline.owners(turn.session, made)):
        return handed(turn, made)
    return application_card(turn, application=made)


@router.screen(routes.ResponseOthers)
def others(turn: Turn, response: ResponseId, page: int = 0) -> Screen:
    """On which vacancy: those that are open, newest first, or a new one. An advertisement that led nowhere leads there from then on."""
    view(turn, response)
    card = reads.card(turn.session, response)
    here = of_total(vacancies.count_opened(turn.session), page)
    found = vacancies.opened(turn.session, limit=SIZE, offset=here.number * SIZE)
    buttons = [to(f"{line.label} {line.name}", routes.ResponseAccept(response, vacancy=line.id)) for line in found]
    ask = [turn.t("resp-which-vacancy" if found else "resp-no-open-vacancy", name=card.full_name)]
    bound = [turn.t("resp-will-lead-there")] if found and reads.advertised_nowhere(turn.session, response) else []
    may_create = scope(turn.roles, Right.VACANCY_CREATE) is not None
    new = [to(turn.t("desk-vacancy-new"), routes.VacancyCreate(response=response))] if may_create else []
    return Screen(
        Markup("\n").join([*ask, *bound]), (*rows(buttons), *turner(here, routes.ResponseOthers(response)), *rows(new), (back(turn),))
    )


@router.screen(routes.ResponseDuplicates)
def duplicates(turn: Turn, response: ResponseId, vacancy: VacancyId | None = None) -> Screen:
    """Somebody of the base looks alike: it has to be said whether it is the same person."""
    view(turn, response)
    card = reads.card(turn.session, response)
    found = reads.lookalikes(turn.session, response)[:ALIKE]
    facts.seen(turn, *(match.candidate_id for match in found))
    lines = [turn.t("resp-alike", who=match_words(turn, match)) for match in found]
    text = Markup("\n").join([turn.t("resp-duplicates", name=card.full_name), Markup(), *lines])
    accept = routes.ResponseAccept(response, vacancy=vacancy)
    buttons = [pair for match in found for pair in same_buttons(turn, match, accept, alone=len(found) == 1)]
    different = to(turn.t("resp-button-different"), routes.ResponseAccept(response, checked=True, vacancy=vacancy))
    return Screen(text, (*rows(buttons, 2), (different,), (back(turn),)))


def same_buttons(turn: Turn, match: Match, accept: routes.ResponseAccept, *, alone: bool) -> tuple[Button, ...]:
    same = turn.t("resp-button-same") if alone else turn.t("resp-button-same-as", name=facts.short(match.full_name, 24))
    look = to(turn.t("resp-button-look"), routes.CandidateCard(match.candidate_id))
    return (to(same, accept.but(same_as=match.candidate_id)), look)


# Later


@router.action(routes.ResponsePostpone)
def postpone(turn: Turn, response: ResponseId) -> Screen:
    acts.postpone(turn.session, response, by=facts.me(turn), now=turn.now)
    card = reads.card(turn.session, response)
    facts.seen_response(turn, card.id, card.candidate_id)
    turn.close(Markup("\n\n").join([card_text(turn, card), turn.t("resp-postponed")]))
    return onward(turn, card)


# No


@router.screen(routes.ResponseReasons)
def why(turn: Turn, response: ResponseId) -> Screen:
    view(turn, response)
    card = reads.card(turn.session, response)
    known = [(code, name) for code, name in reason_buttons(turn, REJECTING) if code not in AFTER_MEETING]
    buttons = [to(name, routes.ResponseCommenting(response, reason=code)) for code, name in known]
    return Screen(Markup("\n\n").join([card_text(turn, card), turn.t("refuse-why")]), (*rows(buttons), (back(turn),)))


@router.screen(routes.ResponseCommenting)
def commenting(turn: Turn, response: ResponseId, reason: str) -> Screen:
    name = staff.entry_name(turn.session, REJECTING, reason, turn.locale)
    skip = to(turn.t("button-skip"), routes.ResponseCommented(response, reason=reason))
    return Screen(turn.t("refuse-comment", reason=name), ((skip,), (back(turn),)), typed=routes.ResponseCommented(response, reason=reason))


@router.action(routes.ResponseCommented)
def commented(turn: Turn, response: ResponseId, reason: str, text: str) -> Screen:
    """Where nobody can be told, nothing is asked. A file has nowhere to be kept: the response is nobody's yet."""
    only_words(turn)
    if len(text) > LONGEST:
        raise Invalid("form-too-long", most=LONGEST)
    card = reads.card(turn.session, response)
    if not can_be_told(turn, card):
        return reject(turn, response=response, reason=reason, comment=text, tell=False)
    return telling(turn, response=response, reason=reason, comment=text)


def can_be_told(turn: Turn, card: ResponseCard) -> bool:
    """By the board that he came from, or by us where he wrote to us and still wants to be written to."""
    return card.board == HH or (is_own(card.board) and card.candidate_id is not None and facts.reaches(turn, card.candidate_id))


@router.screen(routes.ResponseTelling)
def telling(turn: Turn, response: ResponseId, reason: str, comment: str) -> Screen:
    view(turn, response)
    card = reads.card(turn.session, response)
    who = turn.t("resp-who", name=card.full_name, about=about(turn, card))
    text = Markup("\n\n").join([who, turn.t("refuse-tell"), turn.t("preview", text=refusal(turn, card))])
    tell = to(turn.t("refuse-tell-yes"), routes.ResponseReject(response, tell=True, reason=reason, comment=comment), "primary")
    return Screen(
        text,
        (
            (tell,),
            (to(turn.t("refuse-tell-no"), routes.ResponseReject(response, tell=False, reason=reason, comment=comment)),),
            (back(turn),),
        ),
    )


def refusal(turn: Turn, card: ResponseCard) -> str:
    """What the candidate would get: by the board, or from us in his language."""
    if not is_own(card.board) or card.candidate_id is None:
        return acts.REFUSAL
    locale = candidates.card(turn.session, card.candidate_id).locale
    return turn.texts(locale, "notice-rejected", vacancy=card.vacancy or turn.company, company=turn.company)


@router.action(routes.ResponseReject)
def reject(turn: Turn, response: ResponseId, reason: str, comment: str, tell: bool) -> Screen:  # noqa: FBT001 - a button's argument
    acts.reject(turn.session, response, reason, by=facts.me(turn), now=turn.now, comment=comment, tell=tell)
    card = reads.card(turn.session, response)
    facts.seen_response(turn, card.id, card.candidate_id)
    turn.close(card_text(turn, card))
    return onward(turn, card)


def onward(turn: Turn, card: ResponseCard) -> Screen:
    """The next one of the same vacancy, while any waits; those put off are counted apart."""
    loose = card.vacancy_id is None
    which: dict[str, Any] = {"vacancy": card.vacancy_id, "without_vacancy": loose, "limit": 0}
    _, left = reads.page(turn.session, untouched=True, **which)
    later = reads.page(turn.session, **which)[1] - left
    if not left and not later:
        return Screen(turn.t("resp-all-done"), ((to(turn.t("resp-button-queue"), routes.Responses()), home(turn)),))
    said = [turn.t("resp-left", count=left), *([turn.t("resp-put-off", count=later)] if later else [])]
    label = turn.t("resp-button-next" if left else "resp-button-put-off")
    following = to(label, routes.ResponseQueue(vacancy=card.vacancy_id, loose=loose), "primary")
    return Screen(Markup("\n").join(said), ((following, home(turn)),))


# What is told


@router.notice("response.new", Right.RESPONSE_VIEW)
def new(turn: Turn, response: ResponseId, **_rest: Any) -> Screen | None:
    """The card as it comes: not viewed until it is touched. Nothing where a colleague was faster."""
    card = reads.card(turn.session, response)
    if card.state not in OPEN:
        return None
    facts.seen_response(turn, card.id, card.candidate_id)
    text = Markup(" ").join([turn.t("resp-new"), card_text(turn, card)])
    return Screen(text, card_rows(turn, card), at=routes.ResponseCard(response))


@router.notice("response.letter", Right.RESPONSE_VIEW)
def letter(turn: Turn, response: ResponseId, **_rest: Any) -> Screen:
    """The letter that the board gave out after the card was opened."""
    card = reads.card(turn.session, response)
    facts.seen_response(turn, card.id, card.candidate_id)
    lines = [turn.t("resp-letter-came", name=card.full_name), turn.t("resp-letter", letter=facts.short(card.letter, 3000))]
    return Screen(Markup("\n").join(lines), ((to(turn.t("resp-button-open"), routes.ResponseCard(response)),),))


@router.notice("response.contacts", Right.RESPONSE_VIEW)
def contacts_came(turn: Turn, response: ResponseId, **_rest: Any) -> Screen:
    """What the board kept back when the response came."""
    card = reads.card(turn.session, response)
    facts.seen_response(turn, card.id, card.candidate_id)
    lines = [turn.t("resp-contacts-came", name=card.full_name or turn.t("app-nameless")), *contact_lines(turn, card)]
    return Screen(Markup("\n").join(lines), ((to(turn.t("resp-button-open"), routes.ResponseCard(response)),),))


@router.notice("responses.digest", Right.RESPONSE_VIEW)
def digest(turn: Turn, count: int, **_rest: Any) -> Screen:
    return Screen(turn.t("resp-digest", count=count), ((to(turn.t("resp-button-queue"), routes.Responses(), "primary"),),))


@router.notice("response.withdrawn", Right.RESPONSE_VIEW)
def withdrawn(turn: Turn, response: ResponseId, **_rest: Any) -> Screen:
    """The candidate changed his mind before anybody answered: the card again, with nothing left to decide."""
    card = reads.card(turn.session, response)
    facts.seen_response(turn, card.id, card.candidate_id)
    text = Markup(" ").join([turn.t("resp-withdrawn-told"), card_text(turn, card)])
    return Screen(text, ((to(turn.t("resp-button-queue"), routes.Responses()), home(turn)),), keep=True)


@router.notice("response.gone", Right.RESPONSE_VIEW)
def gone(turn: Turn, response: ResponseId, **_rest: Any) -> Screen:
    """The board has it no more: said, not lost."""
    card = reads.card(turn.session, response)
    told = turn.t("resp-gone-told", source=facts.source(turn, card.source), at=words.when(turn, card.submitted_at))
    return Screen(Markup("\n").join([told, vacancy_line(turn, card)]), keep=True)
