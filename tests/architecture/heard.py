"""Which signal is heard by whom, as a list to be read; `python -m tests.architecture.heard` (make golden) writes it down anew."""

from collections.abc import Iterator
from pathlib import Path

from core import subjects
from core.kernel.signals import SUBSCRIBERS, Signal

LIST = Path(__file__).parent / "golden" / "signals.txt"
HEAD = "# For whoever asks what follows from what: each signal, and who hears it, in the order of hearing."


def heard() -> Iterator[str]:
    yield HEAD
    for module in subjects.load("signals"):
        kinds = [one for one in vars(module).values() if isinstance(one, type) and issubclass(one, Signal)]
        for kind in (one for one in kinds if one.__module__ == module.__name__):
            hearers = ", ".join(f"{one.__module__}.{one.__name__}" for one in SUBSCRIBERS.get(kind, ()))
            yield f"{module.__name__}.{kind.__name__}: {hearers or 'nobody'}"


def write() -> None:
    LIST.write_text("\n".join(heard()) + "\n", "utf-8")


if __name__ == "__main__":
    write()
