"""Schedule and employment as one says them: «сменный график, полная занятость»."""

from collections.abc import Iterator

from bot.conversation.screens import Turn
from core.staff import reads as staff
from core.staff.dictionaries import EMPLOYMENT, SCHEDULE
from core.vacancies.reads import VacancyCard

SHIPPED = {("schedule", code): names for code, *names in SCHEDULE} | {("employment", code): names for code, *names in EMPLOYMENT}


def terms(turn: Turn, card: VacancyCard) -> str:
    """Empty where neither is told."""
    return ", ".join(spoken(turn, card))


def spoken(turn: Turn, card: VacancyCard) -> Iterator[str]:
    """An entry the company has reworded, or added, is said the way it stands."""
    for dictionary, code in (("schedule", card.schedule), ("employment", card.employment)):
        if not code:
            continue
        name = staff.entry_name(turn.session, dictionary, code, turn.locale)
        ours = name in SHIPPED.get((dictionary, code), ())
        yield str(turn.t(f"term-{dictionary}-{code.replace('_', '-')}")) if ours else name[:1].lower() + name[1:]
