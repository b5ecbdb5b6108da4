"""A phone with the web chat, in a real browser."""

import asyncio
import time
from dataclasses import dataclass, field

from playwright.async_api import Page

from tests.kit.patience import patience
from tests.story.phones import Seen, changed_since

SEE = """() => [...document.querySelectorAll('.said:not(.said-me)')].map((said) => {
  const bubble = said.querySelector('.bubble').cloneNode(true);
  const file = bubble.querySelector('.file-name')?.textContent ?? '';
  for (const extra of bubble.querySelectorAll('.meta, .unseen, .file')) extra.remove();
  for (const line of bubble.querySelectorAll('br')) line.replaceWith('\\n');
  const rows = [...said.querySelectorAll('.keys-row')].map((row) => [...row.children].map((key) => key.textContent.trim()));
  return {text: bubble.textContent.trim(), rows, file};
})"""
TOASTS = """() => {
  window.toastsSeen = [];
  const note = (node) => window.toastsSeen.push(node.textContent);
  new MutationObserver((changes) => changes.forEach((change) => change.addedNodes.forEach(note))).observe(
    document.getElementById('chat-toasts'), {childList: true});
}"""
PATIENCE = 10
PHONE = "+7 916 000-10-01"


@dataclass(slots=True)
class WebPhone:
    """`seat` is candidate or staff; a colleague enters by a login link."""

    page: Page
    url: str
    seat: str = "candidate"
    phone: str = PHONE
    before: list[Seen] = field(default_factory=list)

    async def opens(self, payload: str = "") -> None:
        await self.remember()
        where = f"{self.url}/chat?seat={self.seat}&embed=1" + (f"&start={payload}" if payload else "")
        await self.page.goto(where)
        await self.page.evaluate(TOASTS)
        if not payload:
            await self.says("/start")

    async def enters(self, token: str) -> None:
        await self.page.goto(f"{self.url}/login/{token}")
        await self.page.locator("main button").click()
        await self.page.wait_for_url("**/chat?seat=staff*")
        await self.page.evaluate(TOASTS)

    async def says(self, text: str) -> None:
        await self.remember()
        await self.page.fill("#chat-text", text)
        await self.page.click("#chat-send")

    async def presses(self, label: str) -> None:
        await self.remember()
        keys, end = self.page.locator(".key:not(.key-off)"), time.monotonic() + patience(PATIENCE)
        labels = [text.strip() for text in await keys.all_text_contents()]
        while label not in labels and time.monotonic() < end:  # keys rest until what was pressed before has been seen
            await asyncio.sleep(0.05)
            labels = [text.strip() for text in await keys.all_text_contents()]
        assert label in labels, f"no «{label}» among {labels}"
        await keys.nth(len(labels) - 1 - labels[::-1].index(label)).click()

    async def shares(self, label: str) -> None:
        await self.presses(label)
        await self.page.fill("#chat-phone", self.phone)
        await self.page.click(".ask button[type=submit]")

    async def sends(self, name: str, content: bytes, media_type: str) -> None:
        await self.remember()
        await self.page.set_input_files("#chat-file", {"name": name, "mimeType": media_type, "buffer": content})

    async def looks(self, words: str, seconds: float) -> Seen:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            found = changed_since(await self.sees(), self.before, words) or await self.toast(words)
            if found is not None:
                return found
            await asyncio.sleep(0.05)
        shown = "\n---\n".join(f"{seen.text} {seen.rows()}" for seen in await self.sees())
        raise AssertionError(f"waited {seconds} s for «{words}» in vain:\n{shown}")

    async def sees(self) -> list[Seen]:
        if not await self.page.locator("#chat-feed").count():
            return []
        found = await self.page.evaluate(SEE)
        return [Seen(one["text"], tuple(tuple(row) for row in one["rows"]), one["file"]) for one in found]

    async def toast(self, words: str) -> Seen | None:
        toasts: list[str] = await self.page.evaluate("() => window.toastsSeen ?? []")
        return next((Seen(toast) for toast in toasts if words in toast), None)

    async def remember(self) -> None:
        """What is seen before an act: what comes of it is looked for among what is new."""
        self.before = await self.sees()
        if await self.page.locator("#chat-feed").count():
            await self.page.evaluate("() => { if (window.toastsSeen) window.toastsSeen.length = 0; }")
