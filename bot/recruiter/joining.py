"""One person or two: who was joined with whom, parting them again, and the proof that a chat is asked for."""

from markupsafe import Markup

from bot.conversation.router import Router, to
from bot.conversation.screens import Screen, Turn, rows
from bot.recruiter import facts, routes
from bot.recruiter.card import candidate_card
from bot.recruiter.facts import back, home
from bot.wording import formats as words
from core.candidates import merging, trust
from core.candidates import reads as candidates
from core.candidates.merging import Joined
from core.kernel.actors import candidate as a_candidate
from core.kernel.ids import CandidateId, JoinId
from core.kernel.problems import Conflict
from core.kernel.queue.notices import tell
from core.kernel.text.phones import pretty
from core.staff import reads as staff
from core.staff.permissions import Right

router = Router("staff")


# Joined, and parted


@router.screen(routes.Joins)
def joins(turn: Turn, candidate: CandidateId) -> Screen:
    """What was joined into this person, and may still be parted."""
    card = candidates.card(turn.session, candidate)
    found = merging.joins(turn.session, card.id, turn.now)
    facts.seen(turn, *trust.group(turn.session, card.id))
    lines = [join_line(turn, one) for one in found]
    buttons = [to(part_label(turn, one), routes.JoinSure(card.id, join=one.id)) for one in found]
    head = turn.t("join-list" if found else "join-none", name=card.full_name, days=merging.UNDO.days)
    return Screen(Markup("\n\n").join([head, *lines]), (*rows(buttons), (back(turn), home(turn))))


def join_line(turn: Turn, one: Joined) -> Markup:
    card = candidates.own_card(turn.session, one.source_id)
    who = staff.staff(turn.session, one.by_id).name if one.by_id is not None else turn.company
    phones = ", ".join(map(pretty, card.phones))
    about = {"name": card.full_name, "source": facts.source(turn, card.source), "phones": phones}
    return turn.t("join-line", **about, who=who, at=words.when(turn, one.at))


def part_label(turn: Turn, one: Joined) -> str:
    name = candidates.own_card(turn.session, one.source_id).full_name
    return str(turn.t("join-button-part", name=facts.short(name, 24), number=one.source_id))


@router.screen(routes.JoinSure)
def sure(turn: Turn, candidate: CandidateId, join: JoinId) -> Screen:
    one = of_person(turn, candidate, join)
    facts.seen(turn, *trust.group(turn.session, candidate))
    yes = to(turn.t("join-button-sure"), routes.JoinPart(candidate, join=join), "danger")
    return Screen(Markup("\n\n").join([turn.t("join-sure"), join_line(turn, one)]), ((yes,), (back(turn),)))


@router.action(routes.JoinPart)
def part(turn: Turn, candidate: CandidateId, join: JoinId) -> Screen:
    one = of_person(turn, candidate, join)
    staying, _ = merging.undo(turn.session, one.id, by=facts.me(turn), now=turn.now)
    turn.toast("join-parted")
    return candidate_card(turn, candidate=CandidateId(staying))


def of_person(turn: Turn, candidate: int, join: int) -> Joined:
    """One of this person's joins, while it can be undone."""
    found = next((one for one in merging.joins(turn.session, candidate, turn.now) if one.id == join), None)
    if found is None:
        raise Conflict("merge-over")
    return found


# Proof


@router.screen(routes.ProofChats)
def chats(turn: Turn, candidate: CandidateId) -> Screen:
    """Which of the person's chats is to show that it is his."""
    found = facts.unproven(turn, candidate)
    card = candidates.card(turn.session, candidate)
    facts.seen(turn, *trust.group(turn.session, card.id))
    buttons = [to(chat_label(turn, record), routes.ProofAsk(candidate, record=CandidateId(record))) for record in found]
    return Screen(turn.t("proof-which" if found else "proof-none", name=card.full_name), (*rows(buttons), (back(turn), home(turn))))


def chat_label(turn: Turn, record: int) -> str:
    card = candidates.own_card(turn.session, record)
    tail = f", {pretty(card.phones[0])}" if card.phones else ""
    return f"{facts.chat(turn, record)}, № {record}: {facts.short(card.full_name, 24)}{tail}"


@router.action(routes.ProofAsk)
def ask(turn: Turn, candidate: CandidateId, record: CandidateId) -> Screen:
    """Asks in the chat and shows the code, which is to be said on the phone and nowhere else."""
    if record not in facts.unproven(turn, candidate):
        raise Conflict("proof-over")
    everybody = trust.group(turn.session, record)
    code = trust.issue(turn.session, record, everybody, now=turn.now, by=facts.me(turn))
    key = f"{record}:{turn.incoming.key if turn.incoming else code}"[:100]
    tell(turn.session, a_candidate(record), "identity.ask", key=key, now=turn.now, own=True)
    card = candidates.card(turn.session, candidate)
    facts.seen(turn, *trust.group(turn.session, card.id))
    sure_ones = [phone for phone in card.phones if phone not in card.doubtful]
    lines = [turn.t("proof-asked", chat=chat_label(turn, record), code=code), turn.t("proof-known" if sure_ones else "proof-unknown")]
    lines += [facts.phone(turn, phone) for phone in sure_ones]
    return Screen(Markup("\n").join(lines), ((to(turn.t("app-button-candidate"), routes.CandidateCard(card.id)), home(turn)),))


@router.notice("candidate.proven", Right.CANDIDATE_VIEW)
def proven(turn: Turn, candidate: CandidateId, **_rest: object) -> Screen:
    card = candidates.card(turn.session, candidate)
    facts.seen(turn, *trust.group(turn.session, card.id))
    text = turn.t("proof-done", name=card.full_name, chat=facts.chat(turn, candidate))
    return Screen(text, ((to(turn.t("app-button-candidate"), routes.CandidateCard(card.id)),),), keep=True)
