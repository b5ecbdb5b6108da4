"""What a vacancy is made of and how people call it, without asking a database."""

import re
from dataclasses import dataclass

from core.kernel.problems import Invalid

KINDS = ("text", "choice", "number", "yesno")
STATES = ("opened", "suspended", "closed")
NAME, CITY, QUESTION, OPTION = 200, 120, 300, 60
FEWEST_OPTIONS, MOST_OPTIONS = 2, 10
LARGEST = 2**31 - 1
_TYPED = re.compile(r"(?:(?:vac|вак)[\s_.\-\u2010-\u2015]*|[№#]\s*)?0*([1-9]\d{0,9})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class VacancyDraft:
    """What is told of a vacancy. Empty means: not told."""

    name: str
    text: str = ""
    city: str = ""
    salary_from: int | None = None
    salary_to: int | None = None
    schedule: str = ""
    employment: str = ""


@dataclass(frozen=True, slots=True)
class QuestionDraft:
    """One question to those who respond; `options` belong to the kind `choice`."""

    text: str
    kind: str = "text"
    options: tuple[str, ...] = ()
    optional: bool = False


def label(number: int) -> str:
    """Say VAC-0015."""
    return f"VAC-{number:04}"


def number_of(typed: str) -> int | None:
    """The number meant by «VAC-0015», «vac 15», «№15» or «15»; None for anything else."""
    found = _TYPED.fullmatch(typed.strip())
    number = int(found[1]) if found else 0
    return number if 0 < number <= LARGEST else None


def checked_name(name: str) -> str:
    tidy = " ".join(name.split())
    if not 0 < len(tidy) <= NAME:
        raise Invalid("vacancy-name-unusable", limit=NAME)
    return tidy


def checked_salary(low: int | None, high: int | None) -> None:
    if any(sum_ is not None and not 0 < sum_ <= LARGEST for sum_ in (low, high)):
        raise Invalid("vacancy-salary-unusable")
    if low and high and low > high:
        raise Invalid("vacancy-salary-order")


def checked_question(question: QuestionDraft) -> QuestionDraft:
    """The question tidied up; options that repeat count once."""
    text = " ".join(question.text.split())
    if not 0 < len(text) <= QUESTION or question.kind not in KINDS:
        raise Invalid("question-unusable", limit=QUESTION)
    return QuestionDraft(text, question.kind, checked_options(question), question.optional)


def checked_options(question: QuestionDraft) -> tuple[str, ...]:
    if question.kind != "choice":
        return ()
    options = tuple(dict.fromkeys(tidy for option in question.options if (tidy := " ".join(option.split()))))
    if not FEWEST_OPTIONS <= len(options) <= MOST_OPTIONS or any(len(option) > OPTION for option in options):
        raise Invalid("question-options-unusable", fewest=FEWEST_OPTIONS, most=MOST_OPTIONS, limit=OPTION)
    return options
