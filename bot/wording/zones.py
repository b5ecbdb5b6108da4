"""The time zones a person here may live in, by the city people know them by."""

from zoneinfo import ZoneInfo

from bot.conversation.screens import Turn
from bot.wording import formats as words

ZONES = (
    "Europe/Kaliningrad",
    "Europe/Moscow",
    "Europe/Samara",
    "Asia/Yekaterinburg",
    "Asia/Omsk",
    "Asia/Krasnoyarsk",
    "Asia/Irkutsk",
    "Asia/Yakutsk",
    "Asia/Vladivostok",
    "Asia/Magadan",
    "Asia/Kamchatka",
)
"""One of each offset of Russia, from west to east."""


def label(turn: Turn, zone: str) -> str:
    """«Екатеринбург, МСК+2»; a zone that is none of these goes by its offset alone."""
    offset = words.offset_name(turn.now, ZoneInfo(zone), turn.locale)
    city = zone.rpartition("/")[2].casefold()
    return f"{turn.t(f'desk-zone-{city}')}, {offset}" if zone in ZONES else offset


def agree(turn: Turn, zone: str, other: str) -> bool:
    """Whether clocks in two zones show the same now."""
    here = turn.now.astimezone(ZoneInfo(zone))
    return here.utcoffset() == turn.now.astimezone(ZoneInfo(other)).utcoffset()
