"""The demo's house: filled once with invented people, and the ways into it."""

from collections.abc import Iterator
from functools import partial

from sqlalchemy.orm import Session

from bot.channels.webchat import chats
from core.demo import seed
from core.staff import acts, reads
from webhooks.state import State

SETTINGS = {
    "company": "Северный ветер",
    "company_details": "190005, Санкт-Петербург, наб. Обводного канала, 118, ИНН 7800123456",
    "demo": True,
    "database_url": "",
    "telegram_token": "",
    "telegram_mode": "polling",
    "hh_access_token": "",
    "hh_webhook_secret": "",
}
"""The demo has its own database and talks to nobody; the invented company's number fails the check of digits, so that it is nobody's."""
DAY = 24 * 60
"""Minutes that the demo's login links hold."""


def fill(session: Session, state: State) -> None:
    """People first, then the recruiter's chat, so that whatever happens next is told in it; an inhabited house stays as it is."""
    if reads.users(session):
        return
    now = state.clock.now()
    recruiter = seed.people(session, now=now)
    chats.staff_chat(session, recruiter, now)
    seed.story(session, recruiter, now=now, horizon=state.settings.slot_horizon_days)


def ways_in(session: Session, state: State) -> Iterator[str]:
    """A line for each colleague, with a link for one use."""
    for person in reads.users(session, active=True):
        token = acts.login_link(session, person.id, now=state.clock.now(), minutes=DAY)
        yield f"{person.name:<16} {state.settings.address}/login/{token}   {', '.join(sorted(person.roles))}"


async def opened(state: State) -> str:
    """Fills the house and says where to look."""
    await state.database.write(partial(fill, state=state))
    links = await state.database.write(lambda session: list(ways_in(session, state)))
    address = state.settings.address
    lines = (
        "",
        f"Two phones, side by side   {address}/demo",
        f"What candidates see        {address}/",
        "",
        "Ways in for colleagues, each for one use:",
        *(f"  {line}" for line in links),
        "",
        "Ctrl-C ends it.",
        "",
    )
    return "\n".join(f"  {line}" for line in lines)
