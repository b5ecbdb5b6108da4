"""The library's connection, which forgets the status of an answer that is no JSON: a proxy's refusal is no doubt."""

from typing import Any

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.exceptions import ClientDecodeError, TelegramAPIError, TelegramEntityTooLarge
from aiogram.methods import Response
from aiogram.methods.base import TelegramMethod

TOO_LARGE, REFUSALS = 413, range(400, 500)


class PlainSession(AiohttpSession):
    def check_response(self, bot: Bot, method: TelegramMethod[Any], status_code: int, content: str) -> Response[Any]:
        try:
            return super().check_response(bot, method, status_code, content)
        except ClientDecodeError as error:
            if status_code not in REFUSALS:
                raise
            kind = TelegramEntityTooLarge if status_code == TOO_LARGE else TelegramAPIError
            raise kind(method, f"HTTP {status_code}") from error
