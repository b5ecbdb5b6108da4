"""What the web chat can show, and how much it lets one person send."""

from bot.engine.sending import Capabilities

CAN = Capabilities(text=16_000, columns=4, rows=60, buttons=120, label=120, payload=64, toast=True, contact="inline")
TEXT_IN = 4096
"""Characters of one typed message."""
PER_SECOND = 5.0
BURST = 20
"""Updates one session may send: `BURST` at once, then `PER_SECOND`."""
STREAMS = 12
"""Open streams of events a chat may have in one process."""
