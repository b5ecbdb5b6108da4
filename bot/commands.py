"""Which slash-commands a person is offered: only a menu, the guard is bot.access."""

from bot.router import Book, Command
from core.staff.permissions import scope


def commands_for(book: Book, persona: str, roles: frozenset[str]) -> list[Command]:
    """The commands of a persona that these roles may use, in the order in which they were registered."""
    return [command for (whose, _), command in book.commands.items() if whose == persona and is_offered(command, roles)]


def is_offered(command: Command, roles: frozenset[str]) -> bool:
    return command.entry.right is None or scope(roles, command.entry.right) is not None
