"""A recruiter's cards, in one place for the bot's book."""

from bot.conversation.forms import Form
from bot.conversation.router import Router
from bot.recruiter import callbacks, calls, card, given, joining, meetings, refusing, responses, results, steps, thread, told, withdrawals

ROUTERS: tuple[Router, ...] = (
    responses.router,
    card.router,
    callbacks.router,
    calls.router,
    meetings.router,
    results.router,
    steps.router,
    refusing.router,
    thread.router,
    told.router,
    given.router,
    withdrawals.router,
    joining.router,
)
FORMS: tuple[Form, ...] = ()
