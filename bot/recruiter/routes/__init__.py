"""Where the buttons of a recruiter, a hiring manager, an operator lead: all of them under one name."""

from bot.recruiter.routes.applications import *
from bot.recruiter.routes.desk import *
from bot.recruiter.routes.people import *
from bot.recruiter.routes.reports import *
