"""The conversation with a candidate: what he wrote, «Ответить», what became of each message; and words that answer nothing."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from markupsafe import Markup

from bot.conversation import store as memory
from bot.conversation.router import Router, to
from bot.conversation.routes import ROUTES
from bot.conversation.screens import Attached, Button, Screen, Turn, rows
from bot.conversation.store import Shown
from bot.engine import sending as sender
from bot.engine.sending import Sending
from bot.recruiter import facts, routes
from bot.recruiter.card import kinds
from bot.recruiter.facts import back, home, may
from bot.recruiter.incoming_files import kept
from bot.recruiter.search import found
from bot.wording import formats as words
from bot.wording.paging import cut, of_total, sheets, turner
from bot.wording.statuses import set_time
from core.boards import reads as boards
from core.candidates import reads as candidates
from core.candidates import trust
from core.interviews import reads as interviews
from core.kernel.ids import CandidateId, MessageId, ResponseId
from core.kernel.problems import Invalid
from core.kernel.queue import outbox
from core.messages import acts, reads, unread
from core.messages.reads import ThreadLine
from core.pipeline import reads as pipeline
from core.pipeline.reads import InWork
from core.staff.permissions import Right, scope
from core.vacancies import reads as vacancies

router = Router("staff")
LONGEST, LONGEST_ANSWER = 3000, 15_000
SHOWN = 200
FILES = 3
"""So many come with one notice, the newest; the others are in the thread."""
NAME_WORDS, SEARCHED = 4, 100
"""So short a text, asked for by nothing, may be a name or a phone: it is looked for."""


@router.notice("message.received", Right.CANDIDATE_MESSAGE)
def received(turn: Turn, message: MessageId, candidate: CandidateId, **_rest: Any) -> Screen:
    """All that is unread, in one notice: one that stands for it already gives way. Files come with the notice, and only with it."""
    for old in standing(turn, candidate):
        sender.seal(turn.session, Sending(turn.conversation, turn.now, outbox.NORMAL), old, turn.t("thread-below"))
    return told(turn, message, candidate)


@router.notice("message.grows", Right.CANDIDATE_MESSAGE)
def grows(turn: Turn, message: MessageId, candidate: CandidateId) -> Screen | None:
    """More of it has come: the notice that stands says so, without a ring."""
    old = next(iter(standing(turn, candidate)), None)
    screen = told(turn, message, candidate)
    if old is None:
        return screen
    sender.edit(turn.session, Sending(turn.conversation, turn.now, outbox.NORMAL), old, screen)
    return None


def standing(turn: Turn, candidate: int) -> list[Shown]:
    """The notices of this person's words that nobody has pressed yet."""
    return memory.live_of(turn.session, turn.conversation.id, routes.MessageCard, "candidate", candidate)


def told(turn: Turn, message: MessageId, candidate: CandidateId) -> Screen:
    lines = reads.run(turn.session, message)
    shown_before = unread.told(turn.session, facts.me(turn), candidate, lines[-1].id)
    screen = card_of(turn, lines, candidate, reads.count_run(turn.session, message))
    files = [attached(turn, line.attachment_id) for line in lines if line.attachment_id is not None and line.id > shown_before]
    at = routes.MessageCard(message, candidate=candidate)
    return replace(screen, at=at, files=tuple(file for file in files[-FILES:] if file is not None))


def attached(turn: Turn, attachment: int) -> Attached | None:
    file = candidates.file(turn.session, attachment)
    return None if file.sha256 is None else Attached(file.sha256, file.name, file.media_type)


@router.notice("message.edited", Right.CANDIDATE_MESSAGE)
def edited(turn: Turn, message: MessageId, candidate: CandidateId, **_rest: Any) -> Screen:
    """The candidate has changed what he wrote: what is unread is shown with the last version, and only there can it be answered."""
    old = standing(turn, candidate)
    first = min([message, *(one.at[1]["message"] for one in old if one.at)])
    for one in old:
        sender.seal(turn.session, Sending(turn.conversation, turn.now, outbox.NORMAL), one, turn.t("thread-below"))
    screen = told(turn, first, candidate)
    return replace(screen, text=Markup("\n").join([turn.t("thread-edited"), screen.text]))


@router.notice("file.lost", Right.CANDIDATE_MESSAGE)
def file_lost(turn: Turn, candidate: CandidateId, file: int) -> Screen:
    """A colleague's own file that the messenger did not give out."""
    again = to(turn.t("app-button-write"), routes.ThreadWriting(candidate))
    return Screen(turn.t("thread-file-lost", name=candidates.file(turn.session, file).name), ((again,),), keep=True)


@router.notice("message.unsure", Right.CANDIDATE_MESSAGE)
def unsure(turn: Turn, candidate: CandidateId) -> Screen:
    """The last message of ours may not have arrived, and a third copy would be one too many."""
    card = candidates.named(turn.session, candidate)
    facts.seen(turn, card.id)
    look = to(turn.t("thread-button-thread"), routes.Thread(card.id))
    return Screen(turn.t("thread-unsure-notice", name=name_or_guest(turn, card.full_name)), ((look,),), keep=True)


@router.screen(routes.MessageCard)
def message_card(turn: Turn, message: MessageId, candidate: CandidateId) -> Screen:
    """What the candidate wrote and nobody has answered: what it is about, the answer, and a time where there is an application."""
    return card_of(turn, reads.run(turn.session, message), candidate, reads.count_run(turn.session, message))


def card_of(turn: Turn, lines: Sequence[ThreadLine], candidate: CandidateId, count: int) -> Screen:
    card = candidates.named(turn.session, candidate)
    facts.seen(turn, card.id)
    subject, doors = concerned(turn, lines[-1].candidate_id)
    last = lines[-1]
    many = {"count": count, "at": words.when(turn, last.at), "name": name_or_guest(turn, card.full_name)}
    parts = [turn.t("thread-wrote-many" if count > 1 else "thread-wrote", **many)]
    parts += doubt(turn, lines[-1].candidate_id)
    if subject:
        parts += [subject, Markup()]
    parts += said(turn, lines)
    answer = to(turn.t("thread-button-answer"), routes.ThreadWriting(lines[-1].candidate_id), "primary")
    look = [to(turn.t("thread-button-thread"), routes.Thread(card.id))]
    file = next((line.attachment_id for line in reversed(lines) if line.attachment_id is not None), None)
    if file is not None:
        look.append(to(turn.t("thread-button-file"), routes.CandidateFile(card.id, file=file)))
    if not card.is_draft:
        look.append(to(turn.t("app-button-candidate"), routes.CandidateCard(card.id)))
    return Screen(Markup("\n").join(parts), ((answer,), *rows(doors, 2), *rows(look, 2)))


def said(turn: Turn, lines: Sequence[ThreadLine]) -> list[Markup]:
    """The words as they were written, the newest of them where all would be too long."""
    found: list[Markup] = []
    left = LONGEST
    for line in reversed(lines):
        text = facts.short(line.text, LONGEST)
        left -= len(text)
        if left < 0:
            return [turn.t("thread-earlier"), *found]
        file = [turn.t("thread-file", name=line.file_name)] if line.file_name else []
        found = [*([Markup.escape(text)] if text else []), *file, *found]
    return found


def doubt(turn: Turn, record: int) -> list[Markup]:
    """That it came by a chat which has not shown whose it is, where the person has other records."""
    return [turn.t("app-chat-unproven", chat=facts.chat(turn, record))] if record in facts.unproven(turn, record) else []


def concerned(turn: Turn, candidate: CandidateId) -> tuple[Markup, list[Button]]:
    """What he is most likely writing about, with what can be done there: his newest application in work, else what waits undecided."""
    for one in pipeline.concerning(turn.session, candidate):
        if may(turn, Right.APPLICATION_VIEW, one.owners):
            return facts.vacancy(turn, one.vacancy_number, one.vacancy), setting_doors(turn, one)
    for response, vacancy in boards.undecided(turn.session, candidate):
        if vacancy is not None and scope(turn.roles, Right.RESPONSE_VIEW) is not None:
            about = vacancies.card(turn.session, vacancy)
            open_it = to(turn.t("resp-button-open"), routes.ResponseCard(ResponseId(response)))
            return facts.vacancy(turn, about.number, about.name), [open_it]
    return Markup(), []


def setting_doors(turn: Turn, about: InWork) -> list[Button]:
    """The meeting that is set, or the ways to set one."""
    if not may(turn, Right.APPLICATION_SCHEDULE, about.owners):
        return []
    if interviews.active(turn.session, about.id) is not None:
        return [to(turn.t("app-button-meeting"), routes.MeetingCard(about.id))]
    return [to(set_time(turn, kind), routes.MeetingDays(about.id, kind=kind)) for kind in kinds(turn)]


def name_or_guest(turn: Turn, name: str) -> str:
    return name or str(turn.t("app-nameless"))


@router.screen(routes.Thread)
def thread(turn: Turn, candidate: CandidateId, page: int = routes.LATEST) -> Screen:
    """What was written, oldest first, over all messengers; the newest sheet of it unless another is asked for."""
    card = candidates.card(turn.session, candidate)
    facts.seen(turn, card.id)
    found = sheets(line_text(turn, line) for line in reads.thread(turn.session, card.id, SHOWN))
    here = of_total(len(found), page, 1)
    title = turn.t("thread-thread", name=name_or_guest(turn, card.full_name), zone=words.zone_name(turn))
    text = Markup("\n\n").join([title, *(cut(found, here, 1) or [turn.t("thread-thread-empty")])])
    return Screen(text, (*turner(here, routes.Thread(candidate)), *rows(ways(turn, card.id)), (back(turn), home(turn))))


def ways(turn: Turn, candidate: CandidateId) -> list[Button]:
    """To each chat of the person's that can be written to; where there are several, each says which one it is."""
    mine = [one for one in trust.group(turn.session, candidate) if facts.reaches(turn, one)]
    chats = {candidates.reach(turn.session, one): one for one in reversed(mine)}
    found = [CandidateId(one) for one in sorted(chats.values())]
    if len(found) == 1:
        return [to(turn.t("app-button-write"), routes.ThreadWriting(found[0]), "primary")]
    doubted = facts.unproven(turn, candidate)
    keys = {one: "thread-button-write-doubtful" if one in doubted else "thread-button-write-to" for one in found}
    return [to(turn.t(keys[one], chat=facts.chat(turn, one), number=one), routes.ThreadWriting(one)) for one in found]


def line_text(turn: Turn, line: ThreadLine) -> Markup:
    who = turn.t("thread-candidate") if line.direction == "in" else line.author or turn.t("thread-bot", company=turn.company)
    at = f"{words.day(turn, line.at)}, {words.hour(turn, line.at)}"
    parts = [turn.t("thread-line", who=who, at=at, state=delivery(turn, line))]
    if line.text:
        parts.append(Markup("{}").format(line.text))
    if line.file_name:
        parts.append(turn.t("thread-file", name=line.file_name))
    return Markup("\n").join(parts)


def delivery(turn: Turn, line: ThreadLine) -> Markup:
    """What became of a message of ours."""
    if line.direction == "in" or line.author_id is None:
        return Markup("")
    if line.failed:
        return turn.t("thread-unsure" if line.failed == outbox.MAYBE else "thread-failed")
    return turn.t("thread-delivered" if line.delivered_at else "thread-on-its-way")


# Answering


@router.screen(routes.ThreadWriting)
def writing(turn: Turn, candidate: CandidateId) -> Screen:
    """What comes next goes to the candidate; where he cannot be written to, that is said before anything is typed."""
    card = candidates.card(turn.session, candidate)
    facts.seen(turn, card.id)
    acts.way_to(turn.session, candidate, turn.now)
    text = turn.t("thread-write", name=name_or_guest(turn, card.full_name), company=turn.company)
    lines = Markup("\n\n").join([text, *doubt(turn, candidate)])
    return Screen(lines, ((back(turn), home(turn)),), typed=routes.ThreadSend(candidate))


@router.action(routes.ThreadSend)
def send(turn: Turn, candidate: CandidateId, text: str) -> Screen:
    """A text or a file; a reply to another candidate's message goes to that one."""
    person = addressed(turn) or candidate
    if len(text) > LONGEST_ANSWER:
        raise Invalid("form-too-long", most=LONGEST_ANSWER)
    acts.way_to(turn.session, person, turn.now)
    attachment = kept(turn, person)
    about: dict[str, Any] = {"key": key_of(turn), "now": turn.now, "attachment_id": attachment}
    acts.reply(turn.session, person, author=facts.me(turn), text=text.strip(), **about)
    facts.seen(turn, person)
    return sent(turn, person)


def key_of(turn: Turn) -> str:
    """The update's own: the same update is the same message."""
    incoming = turn.incoming
    if incoming is None:
        raise Invalid("message-empty")
    return f"{incoming.channel}:{incoming.key}"[:160]


def sent(turn: Turn, candidate: CandidateId) -> Screen:
    name = name_or_guest(turn, candidates.card(turn.session, candidate).full_name)
    again = to(turn.t("thread-button-more"), routes.ThreadWriting(candidate))
    look = to(turn.t("thread-button-thread"), routes.Thread(candidate))
    return Screen(turn.t("thread-sent", name=name), ((again, look), (home(turn),)), keep=True)


def addressed(turn: Turn) -> CandidateId | None:
    """Whose message this one replies to, where the messenger says that it is a reply."""
    ref = turn.incoming.ref if turn.incoming else None
    number = memory.shown_at(turn.session, turn.conversation.id, ref)
    old = memory.shown_by_id(turn.session, number)
    if old is None or old.at is None or not ROUTES.same(old.at[0], routes.MessageCard):
        return None
    candidate: CandidateId = old.at[1]["candidate"]
    return candidate


# Words that answer nothing


@router.free_text()
def unasked(turn: Turn) -> Screen | None:
    """A reply to a candidate's message goes to him; a few words may be a name or a phone; the rest gets a hint."""
    incoming = turn.incoming
    if incoming is not None and incoming.edited:
        return Screen(turn.t("edited-late"), ((home(turn),),))
    whose = addressed(turn)
    if whose is not None and incoming is not None and scope(turn.roles, Right.CANDIDATE_MESSAGE) is not None:
        return send(turn, candidate=whose, text=incoming.text)
    text = incoming.text.strip() if incoming else ""
    searches = scope(turn.roles, Right.CANDIDATE_FIND) is not None
    if searches and text and len(text.split()) <= NAME_WORDS:
        return found(turn, text=text[:SEARCHED]).with_row(*remark(turn, text))
    return Screen(turn.t("thread-hint" if searches else "thread-hint-no-search"), (*rows(remark(turn, text)), (home(turn),)))


def remark(turn: Turn, text: str) -> tuple[Button, ...]:
    """A way to keep the words as a comment on whom he has before his eyes: «Толковая, но думает» after a call."""
    current = memory.shown_by_id(turn.session, turn.conversation.current)
    buttons = current.buttons if current is not None and current.live and text else []
    about = next((button["args"]["application"] for button in buttons if ROUTES.same(button.get("action", ""), routes.Commenting)), None)
    if about is None:
        return ()
    card = pipeline.card(turn.session, about)
    facts.seen(turn, card.candidate_id)
    return (to(turn.t("thread-button-remark", name=card.candidate), routes.Comment(about, text=text)),)
