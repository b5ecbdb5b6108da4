"""What of the staff's chat belongs to the desk: home, settings, today, vacancies, slots, search."""

from bot.conversation.forms import Form
from bot.conversation.router import Router
from bot.recruiter import creating, desk, editing, home, questions, search, sessions, slots, today, vacancies

ROUTERS: tuple[Router, ...] = (
    today.router,
    vacancies.router,
    slots.router,
    search.router,
    home.router,
    creating.router,
    editing.router,
    questions.router,
    desk.router,
    sessions.router,
)
FORMS: tuple[Form, ...] = (*creating.FORMS, *editing.FORMS, *questions.FORMS, *slots.FORMS)
