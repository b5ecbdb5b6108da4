"""What others are told of people's records."""

from dataclasses import dataclass

from core.kernel.signals import Signal


@dataclass(frozen=True, slots=True)
class CandidatesMerged(Signal):
    """The record `source`, with those joined to it, is the same person as `target`: see `moves` for what a subscriber changes by it."""

    merge: int
    source: int
    target: int


@dataclass(frozen=True, slots=True)
class MergeUndone(Signal):
    """They are two people after all; what was moved by the join stands where it stood."""

    merge: int
    source: int
    target: int
