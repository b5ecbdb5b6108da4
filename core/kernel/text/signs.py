"""The one place that cleans strings at a door: what no database stores and no eye sees goes, what is written stays.

Signs of direction and of zero width would let a name or a file show as something that it is not, and be found by nobody.
"""

import re
import unicodedata

UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
LOOSE_JOINERS = re.compile("(?<![\u0600-\U0010ffff])[\u200c\u200d]+|[\u200c\u200d]+(?![\u0600-\U0010ffff])")
"""Joiners belong between the parts of an emoji and in scripts that join their letters; in Latin and Cyrillic they only hide."""
BREAKS = re.compile("\r\n?|[\u2028\u2029]")
LONGEST = 20_000
"""More than any messenger lets a person write in one message."""
FILE_NAME = 200


def clean(text: str | None, limit: int = LONGEST) -> str:
    """Words with their line breaks."""
    seen = UNSEEN.sub("", BREAKS.sub("\n", (text or "")[:limit]))
    return LOOSE_JOINERS.sub("", seen).strip()


def clean_line(text: str | None, limit: int = LONGEST) -> str:
    """One line without doubled spaces: a name, a title."""
    seen = "".join(sign for sign in clean(text) if sign.isspace() or unicodedata.category(sign) not in {"Cc", "Cf"})
    return " ".join(seen.split())[:limit].strip()


def clean_file_name(text: str | None, limit: int = FILE_NAME) -> str:
    """The last part of the path that some clients send; too long a name keeps its ending, none at all is «file»."""
    name = clean_line(text).replace("\\", "/").rpartition("/")[2]
    return name[-limit:].strip() or "file"
