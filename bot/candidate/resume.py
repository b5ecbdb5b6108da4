"""The résumé that a candidate sends: a file that is one, or his own words or a link in its place, kept as they came."""

import re
from functools import partial
from typing import Any

from bot.candidate.person import files
from bot.conversation.forms import Question
from bot.conversation.screens import FileRef, Turn
from core.candidates import papers
from core.kernel.problems import Invalid

RESUME = "resume"
FEWEST_SIGNS = 60
"""A résumé in words is longer than an answer."""
LONGEST = 20_000
LINK = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[a-zа-я]{2,}(?:/\S*)?", re.IGNORECASE)


def resume_question(turn: Turn) -> Question:
    label, accepts = turn.t("apply-resume-label"), partial(fits, turn)
    return Question(RESUME, turn.t("apply-resume"), "file", optional=True, label=label, parse=in_words, accepts=accepts)


def fits(turn: Turn, file: FileRef) -> None:
    """Raises Invalid for what is no résumé; a file that is still with the messenger is looked into once it has come."""
    papers.check(file.name, file.media_type, file.size)
    if file.sha256 is not None:
        papers.check_content(files(turn).read(file.sha256))


def in_words(text: str) -> dict[str, Any]:
    """A link, or the résumé itself."""
    if LINK.fullmatch(text):
        return {"name": text, "link": text if "://" in text else f"https://{text}"}
    if len(text) < FEWEST_SIGNS:
        raise Invalid("resume-in-words")
    return {"name": f"{text[:FEWEST_SIGNS].rstrip()}…", "text": text[:LONGEST]}


def written(turn: Turn, told: dict[str, Any]) -> dict[str, Any]:
    """The words as a file of their own, so that they are found where all résumés are."""
    content = str(told.get("text") or told["link"]).encode()
    name = f"{turn.t('apply-resume-file' if 'text' in told else 'apply-resume-link')}.txt"
    return {"name": name, "media_type": "text/plain", "size": len(content), "sha256": files(turn).keep(content), "remote": None}
