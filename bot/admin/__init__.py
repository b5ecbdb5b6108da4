"""The admin's chat: people, roles, dictionaries, the log, the state of the house."""

from bot.admin import audit, consents, dictionaries, health, invites, looks, register, sessions, users
from bot.conversation.forms import Form
from bot.conversation.router import Router

PRIVACY = (register.router, looks.router, consents.router)
HOUSE = (users.router, invites.router, dictionaries.router, audit.router, health.router, sessions.router)
ROUTERS: tuple[Router, ...] = (*HOUSE, *PRIVACY)
FORMS: tuple[Form, ...] = ()
