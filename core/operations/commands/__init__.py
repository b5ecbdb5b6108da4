"""Commands of `otklik` that need only the core; main.py adds those that serve."""

import click

from core.operations.commands.archives import backup, restore
from core.operations.commands.doctor import doctor
from core.operations.commands.importing import import_
from core.operations.commands.people import staff
from core.operations.commands.schema import migrate

COMMANDS: tuple[click.Command, ...] = (migrate, doctor, staff, import_, backup, restore)
