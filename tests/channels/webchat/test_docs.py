"""What docs/webchat.md shows can be run as it stands."""

import asyncio
import re
import sys
from asyncio.subprocess import PIPE
from pathlib import Path

from tests.channels.webchat.house import House

PAGE = Path(__file__).parents[3] / "docs" / "webchat.md"


async def test_the_client_of_twenty_lines_works(house: House) -> None:
    found = re.search(r"```python\n(.*?)```", await asyncio.to_thread(PAGE.read_text, encoding="utf-8"), re.DOTALL)
    assert found
    code = found[1].replace("http://localhost:8000", house.url)
    client = await asyncio.create_subprocess_exec(sys.executable, "-u", "-X", "utf8", "-c", code, stdout=PIPE)
    try:
        assert client.stdout
        async with asyncio.timeout(20):
            assert (await client.stdout.readline()).decode().startswith("bot Начало  ['Дальше', 'Занято', 'Файл', 'Сайт'")
    finally:
        client.terminate()
        await client.wait()
