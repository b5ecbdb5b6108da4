"""Where everybody starts and ends: the candidate's or the colleague's first screen."""

from bot.candidate.home import home_screen as candidate_home
from bot.conversation.screens import Screen, Turn
from bot.recruiter.home import home_screen as staff_home


def home(turn: Turn) -> Screen:
    return staff_home(turn) if turn.conversation.persona == "staff" else candidate_home(turn)
