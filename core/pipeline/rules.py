"""What is said with an entry of an application's log. Pure; what a state means stands in `statuses`."""

from typing import NamedTuple


class EntryDetails(NamedTuple):
    """What is said with an event; `key` makes it once-only. `heard`: the same act tells the candidate that all is over."""

    comment: str = ""
    reason: str = ""
    attachment: int | None = None
    key: str | None = None
    booking: int | None = None
    heard: bool = False


NOTHING = EntryDetails()
