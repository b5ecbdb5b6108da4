"""«Уже откликался»: what a response's card says of somebody who is no stranger, whichever way he came this time."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from bot.conversation.screens import Turn
from bot.recruiter.refusing import REJECTING, WITHDRAWING
from bot.wording import formats as words
from bot.wording import statuses as names
from core.boards import past
from core.boards.past import Past
from core.boards.reads import ResponseCard
from core.boards.rules import REJECTED, WITHDRAWN
from core.candidates.reads import Match
from core.pipeline.statuses.reads import statuses
from core.pipeline.statuses.rules import Trait
from core.staff import reads as staff

EACH = 3
"""Lines of one person: the newest; a refusal is told even where it is older."""
SIGNS = frozenset({"phone", "email", "name"})


def lines(turn: Turn, card: ResponseCard, alike: Sequence[Match]) -> Iterator[Markup]:
    """The same chat, then earlier responses of people who are in no base; those of the base tell theirs beside their names."""
    own = past.by_chat(turn.session, card, turn.now)
    if own:
        yield Markup("\n").join([turn.t("past-chat"), *told(turn, own)])
    known = [match.candidate_id for match in alike] + ([card.candidate_id] if card.candidate_id is not None else [])
    for one in past.by_signs(turn.session, card, known=known)[:EACH]:
        by = turn.t(f"resp-by-{one.by if one.by in SIGNS else 'contact'}")
        yield Markup("\n").join([turn.t("past-sign", name=one.name, by=by), line(turn, one)])


def of_match(turn: Turn, match: Match, response: int) -> list[Markup]:
    """What somebody of the base who may be the same has behind and before him."""
    return told(turn, past.of_person(turn.session, match.candidate_id, match.by, turn.now, but=response))


def told(turn: Turn, found: list[Past]) -> list[Markup]:
    """The newest, and the last refusal."""
    shown = found[:EACH]
    refused = next((one for one in found if is_refusal(turn, one)), None)
    return [line(turn, one) for one in (shown if refused is None or refused in shown else [*shown[:-1], refused])]


def is_refusal(turn: Turn, one: Past) -> bool:
    return one.status == REJECTED if one.is_response else statuses(turn.session)[one.status].has(Trait.REFUSED)


def line(turn: Turn, one: Past) -> Markup:
    key = f"past-{one.status}"
    what = turn.t(key if key in turn.texts.keys(turn.locale) else "past-new") if one.is_response else names.status(turn, one.status)
    about = {"vacancy": one.vacancy or turn.t("resp-vacancy-unknown"), "what": what, "reason": reason(turn, one)}
    if one.meeting_at is not None:
        return turn.t("past-meeting", **about, at=words.when(turn, one.meeting_at))
    return turn.t("past-line", **about, at=words.when(turn, one.at))


def reason(turn: Turn, one: Past) -> str:
    if not one.reason:
        return ""
    withdrew = one.status == WITHDRAWN if one.is_response else statuses(turn.session)[one.status].has(Trait.WITHDREW)
    dictionary = WITHDRAWING if withdrew else REJECTING
    return f" ({staff.entry_name(turn.session, dictionary, one.reason, turn.locale)})"
