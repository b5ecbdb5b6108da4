"""How large a load is: a tenth in CI, whole in `make soak`."""

import os

SOAK = os.environ.get("OTKLIK_SOAK") == "1"


def scaled(whole: int, least: int = 1) -> int:
    return whole if SOAK else max(least, whole // 10)
