"""Bot API methods that write, change and remove messages."""

from collections.abc import Callable
from typing import TypeAlias

from tests.emulators.telegram.errors import NOT_MODIFIED, TOO_OLD, BotApiError, bad
from tests.emulators.telegram.files import StoredFile
from tests.emulators.telegram.html_text import utf16
from tests.emulators.telegram.markup import ANSWER_LIMIT, PHOTO_LIMIT, UPLOAD_LIMIT, read_inline_keyboard, read_reply_keyboard, read_text
from tests.emulators.telegram.wire import Arguments, Json
from tests.emulators.telegram.world import Person, StoredMessage, World

Method: TypeAlias = Callable[[World, Arguments], Json]
_DELETABLE = 48 * 3600
_MEDIA_FOLDERS = {"photo": ("photos", PHOTO_LIMIT), "document": ("documents", UPLOAD_LIMIT)}


def send_message(world: World, arguments: Arguments) -> Json:
    text, entities = read_text(arguments)
    return _send(world, arguments, _with_entities({"text": text}, "entities", entities))


def send_document(world: World, arguments: Arguments) -> Json:
    return _send(world, arguments, _media(world, arguments, "document"))


def send_photo(world: World, arguments: Arguments) -> Json:
    return _send(world, arguments, _media(world, arguments, "photo"))


def send_media_group(world: World, arguments: Arguments) -> Json:
    items = arguments.json("media", [])
    if not isinstance(items, list) or not 2 <= len(items) <= 10:
        raise bad("wrong number of media in the album: 2-10 are expected")
    parts = [Arguments({**item, item["type"]: item["media"]}, arguments.uploads) for item in items]
    group = {"media_group_id": str(world.revision + 13_000_000_000)}
    contents = [_media(world, part, part.text("type")) | group for part in parts]
    return [_send(world, arguments, content) for content in contents]


def edit_message_text(world: World, arguments: Arguments) -> Json:
    if "text" not in arguments and "rich_message" in arguments:
        raise BotApiError(501, "the emulator does not know rich messages")
    person, message = _editable(world, arguments)
    text, entities = read_text(arguments)
    if "text" not in message.wire:
        raise bad("there is no text in the message to edit")
    return _edit(world, arguments, person, message, _with_entities({"text": text}, "entities", entities))


def edit_message_caption(world: World, arguments: Arguments) -> Json:
    person, message = _editable(world, arguments)
    if not {"document", "photo"} & message.wire.keys():
        raise bad("there is no caption in the message to edit")
    return _edit(world, arguments, person, message, _caption(arguments))


def edit_message_reply_markup(world: World, arguments: Arguments) -> Json:
    person, message = _editable(world, arguments)
    same: dict[str, Json] = {
        name: message.wire[name] for name in ("text", "entities", "caption", "caption_entities") if name in message.wire
    }
    return _edit(world, arguments, person, message, same)


def delete_message(world: World, arguments: Arguments) -> Json:
    message = world.chat(arguments.values.get("chat_id")).messages.get(arguments.integer("message_id"))
    if message is None or message.deleted:
        raise bad("message to delete not found")
    if world.clock.stamp() - message.wire["date"] > _DELETABLE:
        raise bad("message can't be deleted")
    message.deleted = True
    message.revision = world.changed()
    return True


def answer_callback_query(world: World, arguments: Arguments) -> Json:
    press = world.presses.get(arguments.text("callback_query_id"))
    if press is None or press.answer is not None or world.clock.stamp() - press.stamp > world.answer_window:
        raise bad(TOO_OLD)
    if utf16(arguments.text("text")) > ANSWER_LIMIT:
        raise bad("MESSAGE_TOO_LONG")
    press.answer = {"text": arguments.text("text"), "show_alert": arguments.flag("show_alert"), "url": arguments.text("url")}
    world.changed()
    return True


def _send(world: World, arguments: Arguments, content: dict[str, Json]) -> Json:
    markup = arguments.json("reply_markup")
    inline = _check_markup(markup)
    person = world.writable_chat(arguments.values.get("chat_id"))
    content |= {"reply_markup": inline} if inline else {}
    content |= _quoted(person, arguments.json("reply_parameters"))
    if arguments.flag("protect_content"):
        content["has_protected_content"] = True
    if "text" in content and (preview := arguments.json("link_preview_options")):
        content["link_preview_options"] = preview
    _replace_keyboard(person, markup)
    return dict(world.put(person, world.bot, content).wire)


def _check_markup(markup: Json) -> Json:
    """The inline keyboard to keep with the message; other kinds belong to the person's screen."""
    if markup is None:
        return None
    if not isinstance(markup, dict) or not {"inline_keyboard", "keyboard", "remove_keyboard", "force_reply"} & markup.keys():
        raise bad("object expected as reply markup")
    if "inline_keyboard" in markup:
        return read_inline_keyboard(markup)
    if "keyboard" in markup:
        read_reply_keyboard(markup)
    return None


def _replace_keyboard(person: Person, markup: Json) -> None:
    if markup and "keyboard" in markup:
        person.reply_keyboard = read_reply_keyboard(markup)
    elif markup and markup.get("remove_keyboard"):
        person.reply_keyboard = None


def _quoted(person: Person, reply: Json) -> dict[str, Json]:
    if not reply:
        return {}
    message = person.messages.get(int(reply.get("message_id", 0)))
    if message is not None and not message.deleted:
        return {"reply_to_message": {name: value for name, value in message.wire.items() if name != "reply_to_message"}}
    if reply.get("allow_sending_without_reply"):
        return {}
    raise bad("message to be replied not found")


def _media(world: World, arguments: Arguments, kind: str) -> dict[str, Json]:
    if kind not in _MEDIA_FOLDERS:
        raise BotApiError(501, f"the emulator does not know media of type {kind}")
    caption = _caption(arguments)
    stored = _stored_file(world, arguments, kind)
    return {kind: stored.as_photo() if kind == "photo" else stored.as_document(), **caption}


def _stored_file(world: World, arguments: Arguments, kind: str) -> StoredFile:
    folder, limit = _MEDIA_FOLDERS[kind]
    upload = arguments.upload(kind)
    if upload is not None:
        return world.files.upload(upload, folder, limit)
    reference = arguments.text(kind)
    if not reference:
        raise bad(f"there is no {kind} in the request")
    if reference.startswith(("http://", "https://")):
        raise bad("failed to get HTTP URL content")
    return world.files.get(reference)


def _caption(arguments: Arguments) -> dict[str, Json]:
    caption, entities = read_text(arguments, "caption")
    return _with_entities({"caption": caption}, "caption_entities", entities) if caption else {}


def _editable(world: World, arguments: Arguments) -> tuple[Person, StoredMessage]:
    person = world.chat(arguments.values.get("chat_id"))
    if "message_id" not in arguments:
        raise bad("message identifier is not specified")
    message = person.messages.get(arguments.integer("message_id"))
    if message is None or message.deleted:
        raise bad("message to edit not found")
    if not message.by_bot:
        raise bad("message can't be edited")
    return person, message


def _edit(world: World, arguments: Arguments, person: Person, message: StoredMessage, content: dict[str, Json]) -> Json:
    """Replaces words and inline keyboard; an edit without a keyboard takes the old one away."""
    markup = arguments.json("reply_markup")
    if markup is not None and "inline_keyboard" not in markup:
        raise bad("inline keyboard expected")
    inline = _check_markup(markup)
    changing = {"text", "entities", "caption", "caption_entities", "reply_markup", "edit_date"}
    kept = {name: value for name, value in message.wire.items() if name not in changing}
    new = kept | content | ({"reply_markup": inline} if inline else {})
    if new == {name: value for name, value in message.wire.items() if name != "edit_date"}:
        raise bad(NOT_MODIFIED)
    message.wire = new | {"edit_date": world.clock.stamp()}
    message.revision = world.changed()
    return dict(message.wire)


def _with_entities(content: dict[str, Json], name: str, entities: list[Json]) -> dict[str, Json]:
    return content | {name: entities} if entities else content


METHODS: dict[str, Method] = {
    "sendMessage": send_message,
    "sendDocument": send_document,
    "sendPhoto": send_photo,
    "sendMediaGroup": send_media_group,
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "answerCallbackQuery": answer_callback_query,
}
