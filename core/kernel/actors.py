"""Who acts and who can be told something."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever did something; `id` is None for the system and for boards."""

    role: Literal["staff", "candidate", "system", "board"]
    id: int | None = None

    def __str__(self) -> str:
        return self.role if self.id is None else f"{self.role}:{self.id}"


Person = Actor
"""An actor of the role `staff` or `candidate`: has a lane in the inbox and a conversation, so can be told something."""

SYSTEM = Actor("system")
BOARD = Actor("board")


def staff(number: int) -> Actor:
    return Actor("staff", number)


def candidate(number: int) -> Actor:
    return Actor("candidate", number)
