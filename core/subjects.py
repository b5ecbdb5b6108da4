"""The subjects in their order, bottom to top: the one list by which what each of them brings is loaded."""

import importlib
from importlib.util import find_spec
from types import ModuleType

from core.kernel import signals

SUBJECTS = ("staff", "privacy", "candidates", "messages", "vacancies", "interviews", "pipeline", "boards", "requests")


def load(part: str) -> tuple[ModuleType, ...]:
    """The modules of this name, where a subject has one: `model`, `signals`, `subscribers`, `notices`, `retention`."""
    names = (f"core.{subject}.{part}" for subject in SUBJECTS)
    return tuple(importlib.import_module(name) for name in names if find_spec(name) is not None)


load("subscribers")
signals.READY[:] = [True]
