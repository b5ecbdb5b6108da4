"""Phone numbers: kept as E.164, shown the way people write them."""

import re

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat

from core.kernel.problems import Invalid

LONGEST = 64
FEWEST_DIGITS = 7
ABROAD = re.compile(r"(?:37[345]|380|99[234568])[0-9]{8,10}")
"""Neighbours' numbers that came without a plus, as Telegram hands over its contacts."""


def normalise(text: str, region: str = "RU") -> str:
    """E.164 of what a person typed; an extension is dropped. Invalid("phone-invalid") when it is nobody's number."""
    digits = "".join(str(int(sign)) for sign in text if sign.isdecimal())
    if len(text) > LONGEST or len(digits) < FEWEST_DIGITS:
        raise Invalid("phone-invalid")
    number = valid(text, region)
    if number is None and ABROAD.fullmatch(digits):
        number = valid(f"+{digits}", region)
    if number is None:
        raise Invalid("phone-invalid")
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def valid(text: str, region: str | None) -> PhoneNumber | None:
    try:
        number = phonenumbers.parse(text, region)
    except NumberParseException:
        return None
    return number if phonenumbers.is_valid_number(number) else None


def pretty(e164: str) -> str:
    """Say «+7 912 345-67-89»; what is no number is shown as it is."""
    number = valid(e164, None)
    return phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL) if number else e164


def tail(e164: str, n: int = 4) -> str:
    """The last digits, by which staff tell numbers apart without showing them."""
    return e164[-n:] if n > 0 else ""
