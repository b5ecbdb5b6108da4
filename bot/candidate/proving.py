"""«Подтвердить, что это я»: how a chat comes to see what the person sent by other ways, and what the person's other chats hear of it.

A typed phone or name proves nothing. The messenger's own word does, and a code that only the person can know.
"""

from collections.abc import Sequence
from typing import Any

from bot.candidate import routes
from bot.candidate.person import home, me
from bot.conversation.forms import Question, start
from bot.conversation.router import Router, to
from bot.conversation.screens import Row, Screen, Turn
from core.candidates import trust
from core.kernel.actors import candidate
from core.kernel.queue.notices import tell
from core.pipeline import proofs
from core.staff.permissions import Right

router = Router("candidate")
NAME = "prove"
BY_CONTACT, BY_CODE = "contact", "code"
VOUCHING = frozenset({"telegram"})
"""Messengers that say whether a shared number is the sender's own."""


@router.form()
class Proof:
    """One question: the sender's own number, or the code."""

    name = NAME
    right: Right | None = None
    review = ""

    def questions(self, turn: Turn, args: dict[str, Any], answers: dict[str, Any]) -> Sequence[Question]:  # noqa: ARG002 - the port's form
        if args["by"] == BY_CONTACT:
            return [Question("phone", turn.t("prove-phone"), "phone")]
        return [Question("code", turn.t("prove-code"))]

    def done(self, turn: Turn, args: dict[str, Any], answers: dict[str, Any]) -> Screen:
        if args["by"] == BY_CODE:
            return entered(turn, str(answers["code"]))
        vouched = turn.incoming is not None and turn.incoming.vouched
        return shared(turn) if vouched else Screen(turn.t("prove-typed"), (*ways(turn), (home(turn),)))


def entered(turn: Turn, typed: str) -> Screen:
    """A wrong code is no fault: the count of tries has to stay."""
    outcome = proofs.enter(turn.session, me(turn), typed, now=turn.now)
    if outcome == "proven":
        return done(turn)
    return Screen(turn.t(f"prove-{outcome}"), (*ways(turn), (home(turn),)))


def shared(turn: Turn) -> Screen:
    """The number is kept already (see bot.delivery.reachability); here it is only said what it has opened."""
    opened = len(trust.records(turn.session, me(turn))) > 1
    return done(turn) if opened else Screen(turn.t("prove-unknown"), (*ways(turn), (home(turn),)))


def done(turn: Turn) -> Screen:
    mine = to(turn.t("status-button"), routes.Applications(), "primary")
    return Screen(turn.t("prove-done"), ((mine,), (home(turn),)), keep=True)


def ways(turn: Turn) -> tuple[Row, ...]:
    """The easiest first."""
    share = ((to(turn.t("prove-button-phone"), routes.ProveByPhone(), "primary"),),) if turn.conversation.channel in VOUCHING else ()
    other = ((to(turn.t("prove-button-send"), routes.ProveSendCode()),),) if other_chat(turn) is not None else ()
    return (*share, (to(turn.t("prove-button-code"), routes.ProveByCode()),), *other)


def other_chat(turn: Turn) -> int | None:
    """The record in whose own chat a code may be shown: of the person's others the one that may act for most."""
    if not trust.may_be_sent(turn.session, me(turn), turn.now):
        return None
    mine = trust.group(turn.session, me(turn))
    others = trust.has_chat(turn.session, mine) - {me(turn)}
    return max(others, key=lambda one: (len(trust.records(turn.session, one)), -one), default=None)


@router.screen(routes.Prove)
def prove(turn: Turn) -> Screen:
    return Screen(turn.t("prove-ask"), (*ways(turn), (home(turn),)))


@router.action(routes.ProveByPhone)
def share_phone(turn: Turn) -> Screen | None:
    start(turn, NAME, by=BY_CONTACT)
    return None


@router.action(routes.ProveByCode)
def enter_code(turn: Turn) -> Screen | None:
    start(turn, NAME, by=BY_CODE)
    return None


@router.action(routes.ProveSendCode)
def send_code(turn: Turn) -> Screen | None:
    """What is entered here opens no more than the other chat may do itself."""
    other = other_chat(turn)
    if other is None:
        return Screen(turn.t("prove-over"), (*ways(turn), (home(turn),)))
    code = trust.issue(turn.session, me(turn), trust.records(turn.session, other), now=turn.now)
    key = f"{me(turn)}:{turn.incoming.key if turn.incoming else code}"[:100]
    tell(turn.session, candidate(other), "identity.code", key=key, now=turn.now, own=True, code=code)
    start(turn, NAME, by=BY_CODE)
    return None


# What comes by itself


@router.notice("identity.ask")
def asked(turn: Turn, **_rest: Any) -> Screen:
    """A colleague has asked this very chat to show whose it is."""
    return Screen(turn.t("prove-asked", company=turn.company), ways(turn), keep=True)


@router.notice("identity.code")
def code_for_another(turn: Turn, code: str, **_rest: Any) -> Screen:
    """For another chat, as somebody there has asked: only who reads this one may enter it."""
    return Screen(turn.t("prove-code-for-you", code=code), keep=True)


@router.notice("records.joined")
def joined(turn: Turn, **_rest: Any) -> Screen:
    """Nothing of the other record is told."""
    mine = to(turn.t("status-button"), routes.Applications())
    return Screen(turn.t("notice-joined", company=turn.company), ((mine,),), keep=True)
