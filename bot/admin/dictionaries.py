"""/dict: the lists people choose from. A value keeps its code for ever; names and order change, and what is not wanted is archived."""

from bot.admin import routes
from bot.conversation.router import Router, to
from bot.conversation.screens import Button, Screen, Turn, rows
from bot.wording.paging import cut, of_total, turner
from core.kernel.problems import NotFound
from core.staff import acts, reads
from core.staff.dictionaries import DEFAULTS
from core.staff.permissions import Right
from core.staff.reads import Entry

router = Router("staff")
SIZE = 8


@router.command("dict", Right.DICTIONARY_EDIT)
def command_dict(turn: Turn, rest: str) -> Screen | None:
    """«/dict reject» opens the first list whose code or name begins so."""
    wanted = rest.casefold().strip()
    for dictionary in DEFAULTS:
        if wanted and (dictionary.startswith(wanted) or title(turn, dictionary).casefold().startswith(wanted)):
            return entries(turn, dictionary=dictionary)
    return dictionaries(turn)


@router.screen(routes.Dictionaries)
def dictionaries(turn: Turn, page: int = 0) -> Screen:
    here = of_total(len(DEFAULTS), page, SIZE)
    buttons = [
        to(title(turn, dictionary), routes.DictionaryEntries(dictionary=dictionary)) for dictionary in cut(tuple(DEFAULTS), here, SIZE)
    ]
    return Screen(turn.t("admin-dict"), (*rows(buttons), *turner(here, routes.Dictionaries()), (Button(turn.t("button-home"), "home"),)))


@router.screen(routes.DictionaryEntries)
def entries(turn: Turn, dictionary: str, page: int = 0) -> Screen:
    found = reads.entries(turn.session, dictionary, turn.locale, archived=True)
    here = of_total(len(found), page, SIZE)
    buttons = [to(line(entry), routes.EntryCard(dictionary=dictionary, code=entry.code)) for entry in cut(found, here, SIZE)]
    add = (to(turn.t("admin-dict-add"), routes.EntryAdding(dictionary=dictionary)),)
    last = (add, (Button(turn.t("button-back"), "back"),))
    text = turn.t("admin-dict-entries", dictionary=title(turn, dictionary), count=sum(not entry.archived for entry in found))
    return Screen(text, (*rows(buttons), *turner(here, routes.DictionaryEntries(dictionary=dictionary)), *last))


def title(turn: Turn, dictionary: str) -> str:
    return turn.t(f"dictionary-{dictionary.replace('_', '-')}")


def line(entry: Entry) -> str:
    return f"🗄 {entry.name}" if entry.archived else entry.name


@router.screen(routes.EntryCard)
def entry_card(turn: Turn, dictionary: str, code: str) -> Screen:
    found = reads.entries(turn.session, dictionary, turn.locale, archived=True)
    entry = next((entry for entry in found if entry.code == code), None)
    if entry is None:
        raise NotFound("entry-not-found")
    text = turn.t(
        "admin-dict-entry-archived" if entry.archived else "admin-dict-entry",
        name=entry.name,
        dictionary=title(turn, dictionary),
        place=[known.code for known in found if not known.archived or known is entry].index(code) + 1,
    )
    moves = (
        to("⬆️", routes.EntryMove(steps=-1, dictionary=dictionary, code=code)),
        to("⬇️", routes.EntryMove(steps=1, dictionary=dictionary, code=code)),
    )
    rename = (to(turn.t("admin-dict-rename"), routes.EntryRenaming(dictionary=dictionary, code=code)),)
    shelf = to(
        turn.t("admin-dict-restore" if entry.archived else "admin-dict-archive"),
        routes.EntryArchive(archived=not entry.archived, dictionary=dictionary, code=code),
    )
    return Screen(text, (*(() if entry.archived else (moves, rename)), (shelf,), (Button(turn.t("button-back"), "back"),)))


@router.screen(routes.EntryAdding)
def adding(turn: Turn, dictionary: str) -> Screen:
    text = turn.t("admin-dict-adding", dictionary=title(turn, dictionary))
    return Screen(text, ((Button(turn.t("button-back"), "back"),),), typed=routes.EntryAdd(dictionary=dictionary))


@router.action(routes.EntryAdd)
def add(turn: Turn, dictionary: str, text: str) -> Screen:
    """«Русское название / English name»; the second may be left out."""
    russian, _, english = text.partition("/")
    code = acts.add_entry(turn.session, dictionary, russian, english, by=turn.actor, now=turn.now)
    return entry_card(turn, dictionary=dictionary, code=code)


@router.screen(routes.EntryRenaming)
def renaming(turn: Turn, dictionary: str, code: str) -> Screen:
    text = turn.t("admin-dict-renaming", name=reads.entry_name(turn.session, dictionary, code, turn.locale))
    return Screen(text, ((Button(turn.t("button-back"), "back"),),), typed=routes.EntryRename(dictionary=dictionary, code=code))


@router.action(routes.EntryRename)
def rename(turn: Turn, dictionary: str, code: str, text: str) -> Screen:
    russian, _, english = text.partition("/")
    acts.rename_entry(turn.session, dictionary, code, russian, english, by=turn.actor, now=turn.now)
    return entry_card(turn, dictionary=dictionary, code=code)


@router.action(routes.EntryMove)
def move(turn: Turn, dictionary: str, code: str, steps: int) -> Screen:
    acts.move_entry(turn.session, dictionary, code, steps, by=turn.actor, now=turn.now)
    return entry_card(turn, dictionary=dictionary, code=code)


@router.action(routes.EntryArchive)
def archive(turn: Turn, dictionary: str, code: str, archived: bool) -> Screen:  # noqa: FBT001 - a button's argument
    acts.archive_entry(turn.session, dictionary, code, archived=archived, by=turn.actor, now=turn.now)
    return entry_card(turn, dictionary=dictionary, code=code)
