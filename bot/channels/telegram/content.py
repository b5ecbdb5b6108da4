"""What stands around a message and in it beside words and files, read from the raw update: of any kind, today's or tomorrow's.

Nothing here may fail: a field that is not what the Bot API says is passed over.
"""

from collections.abc import Iterator
from typing import Any

from core.kernel.text.signs import clean, clean_line


def listed(names: str) -> frozenset[str]:
    return frozenset(names.split())


QUOTE, NAME, TOLD = 300, 120, 1000
RICH = "rich_message"
"""Words all the same, only set in type."""
FRAME = listed("""
    message_id message_thread_id direct_messages_topic from sender_chat sender_boost_count sender_business_bot sender_tag
    receiver_user ephemeral_message_id date guest_query_id business_connection_id chat forward_origin forward_from forward_from_chat
    forward_from_message_id forward_signature forward_sender_name forward_date is_topic_message is_automatic_forward
    reply_to_message external_reply quote reply_to_story reply_to_checklist_task_id reply_to_poll_option_id via_bot
    guest_bot_caller_user guest_bot_caller_chat edit_date has_protected_content is_from_offline is_paid_post media_group_id
    author_signature paid_star_count text entities link_preview_options suggested_post_info effect_id caption caption_entities
    show_caption_above_media has_media_spoiler reply_markup
""")
"""What is about a message, and no content of it."""
REPORTS = listed("""
    new_chat_members new_chat_member new_chat_participant left_chat_member left_chat_participant chat_owner_left chat_owner_changed
    new_chat_title new_chat_photo delete_chat_photo group_chat_created supergroup_chat_created channel_chat_created
    message_auto_delete_timer_changed migrate_to_chat_id migrate_from_chat_id pinned_message successful_payment refunded_payment
    users_shared user_shared chat_shared gift unique_gift gift_upgrade_sent connected_website write_access_allowed passport_data
    proximity_alert_triggered boost_added chat_background_set checklist_tasks_done checklist_tasks_added community_chat_added
    community_chat_joined community_chat_removed direct_message_price_changed forum_topic_created forum_topic_edited
    forum_topic_closed forum_topic_reopened general_forum_topic_hidden general_forum_topic_unhidden giveaway_created
    giveaway_completed managed_bot_created paid_message_price_changed poll_option_added poll_option_deleted suggested_post_approved
    suggested_post_approval_failed suggested_post_declined suggested_post_paid suggested_post_refunded video_chat_scheduled
    video_chat_started video_chat_ended video_chat_participants_invited web_app_data
""")
"""What Telegram itself reports in a chat: nobody has said it."""
TELLING = ("text", "title", "address", "question", "description", "prize_description", "emoji", "url", "performer", "address_line")
"""Fields that say something to a reader, in whatever kind of message they stand."""


def is_report(raw: dict[str, Any]) -> bool:
    return not REPORTS.isdisjoint(name for name, value in raw.items() if value is not None)


def other(raw: dict[str, Any], *, said: bool) -> tuple[str, str] | None:
    """The kind of what is neither words nor file, and what can be read in it; None where words are all that was `said`."""
    kinds = [name for name, value in raw.items() if name not in FRAME and value is not None and name != RICH]
    if not kinds:
        return None if said else ("unknown", "")
    kind = "venue" if "venue" in kinds else min(kinds)
    return clean_line(kind)[:NAME], told(raw[kind], TOLD)


def told(value: Any, limit: int) -> str:
    """The readable words of any content, and a place as its coordinates."""
    return clean(" ".join(words(value)))[:limit].strip()


def words(value: Any, depth: int = 0) -> Iterator[str]:
    if isinstance(value, list) and depth < 20:  # noqa: PLR2004 - nobody nests so deep
        for item in value:
            yield from [item] if isinstance(item, str) and depth else words(item, depth + 1)
    if isinstance(value, dict) and depth < 20:  # noqa: PLR2004 - the same
        if isinstance(value.get("latitude"), int | float) and isinstance(value.get("longitude"), int | float):
            yield f"{value['latitude']}, {value['longitude']}"
        for name, item in value.items():
            if isinstance(item, str):
                yield from [item] if name in TELLING else []
            else:
                yield from words(item, depth + 1)


def quote(raw: dict[str, Any]) -> str:
    """The words that a message replies to: the part that was chosen, else the beginning of the whole."""
    for holder in (raw.get("quote"), raw.get("reply_to_message"), raw.get("external_reply")):
        if isinstance(holder, dict):
            said = next((holder[name] for name in ("text", "caption") if isinstance(holder.get(name), str)), "")
            if tidy := clean_line(said):
                return tidy if len(tidy) <= QUOTE else tidy[:QUOTE].rstrip() + "…"
    return ""


def origin(raw: dict[str, Any]) -> str:
    """Who said first what was forwarded."""
    found = raw.get("forward_origin")
    if not isinstance(found, dict):
        return ""
    who: dict[str, Any] = next((found[name] for name in ("sender_user", "sender_chat", "chat") if isinstance(found.get(name), dict)), {})
    parts = [who.get("title"), who.get("first_name"), who.get("last_name"), found.get("sender_user_name"), found.get("author_signature")]
    name = clean_line(" ".join(part for part in parts if isinstance(part, str)))[:NAME]
    return name or clean_line(str(found.get("type", "")))[:NAME]


def with_links(text: str, entities: Any) -> str:
    """The text with the addresses that stand behind its words. Telegram counts in UTF-16 units."""
    links = [(one["offset"] + one["length"], one["url"]) for one in entities if is_link(one)] if isinstance(entities, list) else []
    if not links:
        return text
    encoded = text.encode("utf-16-le", "surrogatepass")
    for end, url in sorted(links, reverse=True):
        if url.rstrip("/") not in text:
            encoded = encoded[: end * 2] + f" ({url})".encode("utf-16-le", "surrogatepass") + encoded[end * 2 :]
    return encoded.decode("utf-16-le", "replace")


def is_link(entity: Any) -> bool:
    if not isinstance(entity, dict) or not isinstance(entity.get("url"), str):
        return False
    return all(isinstance(entity.get(name), int) and 0 <= entity[name] < 2**16 for name in ("offset", "length"))
