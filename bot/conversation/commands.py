"""Which slash-commands a person is offered: only a menu, the guard is bot.conversation.access."""

from collections.abc import Iterable
from difflib import get_close_matches

from bot.conversation.router import Book, Command
from core.staff.permissions import scope

FIRST = ("start", "today", "responses", "callbacks", "vacancies", "vacancy", "slots", "find", "candidate")
MIDDLE = ("status", "stop", "mydata", "delete", "users", "role", "invite", "dict", "audit", "health", "pd", "access", "consent")
LAST = ("me", "login", "sessions", "logout", "language", "help")
"""The day's work, then whatever else there is, then what is set once."""


def commands_for(book: Book, persona: str, roles: frozenset[str]) -> list[Command]:
    """The commands of a persona that these roles may use, the most needed first."""
    found = [command for (whose, _), command in book.commands.items() if whose == persona and is_offered(command, roles)]
    return sorted(found, key=place)


def place(command: Command) -> tuple[int, int]:
    """Where it stands in a menu; those of no list stand before the last."""
    for part, words in ((0, FIRST), (1, MIDDLE), (3, LAST)):
        if command.word in words:
            return part, words.index(command.word)
    return 2, 0


def is_offered(command: Command, roles: frozenset[str]) -> bool:
    return command.entry.right is None or scope(roles, command.entry.right) is not None


def meant(word: str, known: Iterable[str]) -> str:
    """The command that was probably meant by a word that is none; empty where it is just a word."""
    return next(iter(get_close_matches(word, sorted(set(known)), 1, 0.7)), "") if word.isascii() else ""
