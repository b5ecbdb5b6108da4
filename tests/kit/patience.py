"""How long a test waits for what has to come: longer, the more others want the machine."""

import os

MOST = 12.0


def patience(seconds: float) -> float:
    """So many seconds of a machine of one's own."""
    try:
        crowd = os.getloadavg()[0] / (os.cpu_count() or 1)
    except OSError:
        crowd = 1.0
    return seconds * min(MOST, max(1.0, crowd))
