"""All of the candidate's chat in one list."""

from bot.candidate import (
    applying,
    consent,
    home,
    meetings,
    my_data,
    notices,
    proving,
    returning,
    settings,
    status,
    talking,
    vacancies,
    withdrawing,
    writing,
    zones,
)
from bot.candidate.questionnaire import Application
from bot.conversation.forms import Form
from bot.conversation.router import Router

ROUTERS: tuple[Router, ...] = (
    home.router,
    status.router,
    settings.router,
    my_data.router,
    zones.router,
    vacancies.router,
    applying.router,
    consent.router,
    meetings.router,
    withdrawing.router,
    returning.router,
    writing.router,
    talking.router,
    notices.router,
    proving.router,
)
FORMS: tuple[Form, ...] = (Application(), proving.Proof())
