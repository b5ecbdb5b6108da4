"""What others are told of vacancies."""

from dataclasses import dataclass

from core.kernel.signals import Signal


@dataclass(frozen=True, slots=True)
class VacancyStateChanged(Signal):
    vacancy: int
    before: str
    after: str
