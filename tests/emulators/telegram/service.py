"""Bot API methods about the bot itself: who it is, its menu, files, chats and webhook."""

import re
from dataclasses import dataclass

from tests.emulators.telegram.errors import WEBHOOK_ACTIVE, BotApiError, bad, conflict
from tests.emulators.telegram.markup import COMMAND_LIMIT, COMMANDS_LIMIT, DESCRIPTION_LIMIT
from tests.emulators.telegram.messages import Method
from tests.emulators.telegram.updates import NOT_BY_DEFAULT
from tests.emulators.telegram.wire import Arguments, Json
from tests.emulators.telegram.world import World

_NO_CHAT_SCOPES = {"default", "all_private_chats", "all_group_chats", "all_chat_administrators"}
_CHAT_SCOPES = {"chat", "chat_administrators", "chat_member"}
_ACTIONS = {
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
    "choose_sticker", "find_location", "record_video_note", "upload_video_note",
}  # fmt: skip


@dataclass(frozen=True)
class Described:
    """A result that travels with a description beside it, as those of setWebhook do."""

    result: Json
    description: str


def get_me(world: World, _arguments: Arguments) -> Json:
    abilities = {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }
    return world.bot | abilities


def get_chat(world: World, arguments: Arguments) -> Json:
    person = world.chat(arguments.values.get("chat_id"))
    gifts = dict.fromkeys(("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False)
    return person.as_chat() | {"accent_color_id": 3, "max_reaction_count": 11, "accepted_gift_types": gifts}


def send_chat_action(world: World, arguments: Arguments) -> Json:
    person = world.writable_chat(arguments.values.get("chat_id"))
    if arguments.text("action") not in _ACTIONS:
        raise bad("wrong parameter action in request")
    person.actions.append(arguments.text("action"))
    world.changed()
    return True


def get_file(world: World, arguments: Arguments) -> Json:
    stored = world.files.downloadable(arguments.text("file_id"))
    return {"file_id": stored.id, "file_unique_id": stored.unique_id, "file_size": stored.size, "file_path": stored.path}


# The menu


def set_my_commands(world: World, arguments: Arguments) -> Json:
    commands = arguments.json("commands")
    if not isinstance(commands, list):
        raise bad("expected an Array of BotCommand")
    if len(commands) > COMMANDS_LIMIT:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    world.commands[_place(world, arguments)] = [_command(item) for item in commands]
    return True


def get_my_commands(world: World, arguments: Arguments) -> Json:
    return world.commands.get(_place(world, arguments), [])


def delete_my_commands(world: World, arguments: Arguments) -> Json:
    world.commands.pop(_place(world, arguments), None)
    return True


def _command(item: Json) -> dict[str, str]:
    name, description = str(item.get("command", "")).removeprefix("/"), str(item.get("description", ""))
    if not re.fullmatch(rf"[a-z0-9_]{{1,{COMMAND_LIMIT}}}", name):
        raise bad("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= DESCRIPTION_LIMIT:
        raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}


def _place(world: World, arguments: Arguments) -> tuple[str, str]:
    """Where a list of commands is kept: scope and language."""
    scope = arguments.json("scope") or {"type": "default"}
    language = arguments.text("language_code")
    if language and not re.fullmatch(r"[a-z]{2}", language):
        raise bad("LANG_CODE_INVALID")
    kind = scope.get("type")
    if kind in _NO_CHAT_SCOPES:
        return str(kind), language
    if kind in _CHAT_SCOPES:
        return f"{kind} {world.chat(scope.get('chat_id')).id}", language
    raise bad("can't parse BotCommandScope: unsupported type specified")


def set_chat_menu_button(world: World, arguments: Arguments) -> Json:
    world.menu_buttons[_menu_place(world, arguments)] = arguments.json("menu_button", {"type": "default"})
    return True


def get_chat_menu_button(world: World, arguments: Arguments) -> Json:
    return world.menu_buttons.get(_menu_place(world, arguments), {"type": "commands"})


def _menu_place(world: World, arguments: Arguments) -> int | None:
    return world.chat(arguments.integer("chat_id")).id if "chat_id" in arguments else None


# The webhook


def set_webhook(world: World, arguments: Arguments) -> Json:
    remember_allowed(world, arguments)
    changed = world.webhook.set(arguments, world.updates.allowed)
    if arguments.flag("drop_pending_updates"):
        world.updates.clear()
    world.updates.numbered_at_once = world.webhook.active
    world.changed()
    if not world.webhook.active:
        return Described(True, "Webhook was deleted" if changed else "Webhook is already deleted")
    return Described(True, "Webhook was set" if changed else "Webhook is already set")


def delete_webhook(world: World, arguments: Arguments) -> Json:
    deleted = world.webhook.delete()
    world.updates.numbered_at_once = False
    if arguments.flag("drop_pending_updates"):
        world.updates.clear()
    world.changed()
    return Described(True, "Webhook was deleted" if deleted else "Webhook is already deleted")


def get_webhook_info(world: World, _arguments: Arguments) -> Json:
    return world.webhook.info(world.updates.count(), world.updates.allowed)


def remember_allowed(world: World, arguments: Arguments) -> None:
    """Kept between calls; an empty list goes back to the default set."""
    if "allowed_updates" not in arguments:
        return
    wanted = arguments.json("allowed_updates", [])
    if not isinstance(wanted, list):
        raise bad("can't parse allowed updates: expected an Array of String")
    known = set(world.contract.update_kinds) if world.contract else {*wanted, *NOT_BY_DEFAULT}
    world.updates.allowed = [str(kind) for kind in wanted if kind in known]


def refuse_polling_under_webhook(world: World) -> None:
    if world.webhook.active:
        raise conflict(WEBHOOK_ACTIVE)


def unknown_method(world: World, spelled: str) -> BotApiError:
    """404 for what Telegram does not know either; what only the emulator lacks is loud."""
    proper = world.contract.method(spelled) if world.contract else None
    if proper is None:
        return BotApiError(404, "method not found")
    world.violation("emulator", proper, ["the emulator does not know this method"])
    return BotApiError(501, f"the emulator does not know {proper}")


METHODS: dict[str, Method] = {
    "getMe": get_me,
    "getChat": get_chat,
    "sendChatAction": send_chat_action,
    "getFile": get_file,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setChatMenuButton": set_chat_menu_button,
    "getChatMenuButton": get_chat_menu_button,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
}
