"""Arbitrary and damaged JSON."""

from typing import Any

from hypothesis import strategies as st

TEXTS = st.text(st.characters(exclude_categories=()), max_size=20) | st.sampled_from(
    [
        "",
        "\x00",
        "\ud800",
        "2026-11-24T10:00:00+0300",
        "9999-12-31T23:59:59-1200",
        "0001-01-01T00:00:00+1400",
        "https://[",
        "\u202eабв",
        "9" * 300,
    ]
)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from([10**4000, -(10**4000)]) | TEXTS
JSON = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4), max_leaves=12)


@st.composite
def damaged(draw: st.DrawFn, sound: Any) -> Any:
    """The sound value with strange things put at some places."""
    if draw(st.integers(0, 9)) == 0:
        return draw(JSON)
    if isinstance(sound, dict):
        return {name: draw(damaged(value)) for name, value in sound.items() if draw(st.integers(0, 19))}
    if isinstance(sound, list):
        return [draw(damaged(value)) for value in sound]
    return sound
