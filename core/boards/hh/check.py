"""Whether hh.ru knows us: asked by the doctor."""

from importlib.metadata import version

import httpx

from core.boards.hh.client import HhClient, user_agent
from core.boards.values import at, text
from core.kernel.config.settings import Settings


async def described(settings: Settings) -> str:
    """Whose token it is; raises Trouble."""
    if not settings.hh_access_token.get_secret_value():
        return "not set up"

    async def token() -> str:
        return settings.hh_access_token.get_secret_value()

    async with httpx.AsyncClient() as http:
        agent = user_agent(version("otklik"), settings.hh_contact or settings.address)
        found = await HhClient(settings.hh_api, http, token, agent).me()
    return f"answers as {text(at(found, 'employer', 'name'), 120) or 'no employer'}"
