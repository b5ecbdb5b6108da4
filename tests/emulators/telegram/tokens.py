"""The shape of a bot's token, as the server checks it before it looks anything up."""

import re

from tests.emulators.telegram.errors import BotApiError


def check_token(given: str, real: str) -> None:
    number, _, secret = given.partition(":")
    misshapen = len(given) > 80 or given.startswith("0") or "/" in given or not number.isdigit()
    if misshapen or not re.fullmatch(r"[A-Za-z0-9_-]{24,}", secret):
        raise BotApiError(401, "invalid token specified")
    if given != real:
        raise BotApiError(401)
