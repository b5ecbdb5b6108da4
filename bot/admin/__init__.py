"""The admin's chat: people, roles, dictionaries, the log, the state of the house."""

from bot.admin import audit, dictionaries, health, invites, sessions, users
from bot.forms import Form
from bot.router import Router

ROUTERS: tuple[Router, ...] = (users.router, invites.router, dictionaries.router, audit.router, health.router, sessions.router)
FORMS: tuple[Form, ...] = ()
