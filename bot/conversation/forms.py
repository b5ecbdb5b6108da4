"""Forms: questions asked one by one, half-filled answers kept with the conversation, back, skip, check and correct.

A form's questions are computed anew at every step from its arguments and the answers so far, so a form may depend on the database
and on itself, and nothing of it lives in memory. Every opening has an identity, which its buttons carry: a button of one form says
nothing in another.
"""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Literal, Protocol

from markupsafe import Markup

from bot.conversation.agreeing import agreed
from bot.conversation.screens import Button, FileRef, Incoming, Row, Screen, Turn, rows
from core.candidates import contacts
from core.kernel.problems import Invalid, UnknownName
from core.staff.permissions import Right

Asks = Literal["text", "choice", "number", "yesno", "phone", "file"]
LONGEST = 15_000
"""As much as can be typed at once and in the parts that a messenger makes of it; what an answer may be is its question's to say."""
LONGEST_PHONE = 200
LARGEST = 1e12
LABEL = 24
MANY = 2
"""So many answers are not dropped by one press."""
MEGABYTE = 1024 * 1024
LARGEST_FILE = 20 * MEGABYTE
"""What every messenger lets a bot fetch."""


@dataclass(frozen=True, slots=True)
class Option:
    value: Any
    label: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `parse` turns a typed text into a value or raises Invalid; `say` words a value for the summary."""

    key: str
    text: Markup
    kind: Asks = "text"
    options: tuple[Option, ...] = ()
    optional: bool = False
    columns: int = 1
    label: str = ""
    """How the question is called in the summary; its text where empty."""
    parse: Callable[[str], Any] | None = None
    say: Callable[[Any], str] | None = None
    accepts: Callable[[FileRef], None] | None = None
    """Raises Invalid for a file that will not do."""


class Form(Protocol):
    """A form by its name. `review` is the text of the button under which `done` takes what was answered, shown once more; "" for none."""

    name: str
    right: Right | None
    review: str

    def questions(self, turn: Turn, args: dict[str, Any], answers: dict[str, Any]) -> Sequence[Question]: ...

    def done(self, turn: Turn, args: dict[str, Any], answers: dict[str, Any]) -> Screen: ...


class Forms:
    """All forms of the bot; keeps the one open form of a conversation going."""

    def __init__(self, forms: Sequence[Form], home: Callable[[Turn], Screen], was: Mapping[str, str] = MappingProxyType({})) -> None:
        """`was`: names of earlier releases, under which answers may be stored, and the names of today."""
        self._forms = {form.name: form for form in forms}
        self._forms |= {old: self._forms[name] for old, name in was.items()}
        self._home = home

    def form(self, name: str) -> Form:
        """Raises UnknownName."""
        if name not in self._forms:
            raise UnknownName(f"form {name}")
        return self._forms[name]

    def knows(self, state: dict[str, Any]) -> bool:
        return state["form"] in self._forms

    def open(self, turn: Turn) -> Screen:
        """The question where the open form stands."""
        state = turn.conversation.form
        if state is None:
            raise Invalid("step-over")
        form = self.form(state["form"])
        questions = form.questions(turn, state["args"], state["answers"])
        question = pending(questions, state)
        if question is not None:
            return marked(asked(turn, question, state, len(questions)), state)
        if form.review and not state.get("checked"):
            return marked(summary(turn, questions, state, form.review), state)
        return self._finish(turn, form, state)

    def answer(self, turn: Turn, key: str, value: Any) -> Screen:
        """Keeps one answer and goes on."""
        turn.conversation.form = None if turn.conversation.form is None else with_answer(turn.conversation.form, key, value)
        return self.open(turn)

    def press(self, turn: Turn, action: str, args: dict[str, Any]) -> Screen:
        """One of the form's own buttons was pressed."""
        state = turn.conversation.form
        if state is None:
            turn.toast("step-over")
            return self._home(turn)
        if action == "form.cancel":
            is_sure = len(state["order"]) < MANY or args.get("sure")
            return self.cancel(turn) if is_sure else marked(leaving(turn), state)
        turn.conversation.form = state = taken_up(state)
        if action in {"form.answer", "form.skip"}:
            return self._pressed_answer(turn, state, args["key"], args.get("value"))
        if action not in MOVES:
            raise UnknownName(action)
        turn.conversation.form = MOVES[action](state, args)
        return self.open(turn)

    def typed(self, turn: Turn, incoming: Incoming) -> Screen:
        """A text, a contact or a file while a form is open."""
        state = turn.conversation.form or {}
        form = self.form(state["form"])
        questions = form.questions(turn, state["args"], state["answers"])
        question = pending(questions, state)
        if question is None:
            turn.toast("form-use-buttons")
            return self.open(turn)
        screen = self.answer(turn, question.key, read(question, incoming))
        remember(turn, incoming, state, question.key)
        return screen

    def corrected(self, turn: Turn, incoming: Incoming, key: str) -> Screen | None:
        """The person has changed the message that answered a question: the last version counts. None where it says the same."""
        state = turn.conversation.form or {}
        question = next((q for q in self._questions(turn, state) if q.key == key), None)
        value = read(question, incoming) if question is not None else None
        if question is None or value == one_file(state["answers"][key]):
            return None
        turn.conversation.form = {**state, "answers": {**state["answers"], key: value}}
        turn.toast("form-corrected", label=named(question).rstrip(":"), value=worded(turn, question, value))
        return self.open(turn)

    def add_file(self, turn: Turn, incoming: Incoming, key: str) -> None:
        """One more file of the album that answered a question."""
        state, more = turn.conversation.form or {}, read_file(incoming.file)
        first = state["answers"][key]
        whole = {**first, "more": [*first.get("more", ()), more]}
        turn.conversation.form = {**state, "answers": {**state["answers"], key: whole}}

    def _questions(self, turn: Turn, state: dict[str, Any]) -> Sequence[Question]:
        return self._forms[state["form"]].questions(turn, state["args"], state["answers"])

    def _pressed_answer(self, turn: Turn, state: dict[str, Any], key: str, value: Any) -> Screen:
        form = self.form(state["form"])
        question = next((q for q in form.questions(turn, state["args"], state["answers"]) if q.key == key), None)
        if question is None:
            return self.open(turn)
        turn.close(Markup("{}\n\n<b>{}</b>").format(question.text, worded(turn, question, value)))
        return self.answer(turn, key, value)

    def cancel(self, turn: Turn) -> Screen:
        """Closes the open form; its answers are dropped. One that it was opened over waits."""
        turn.conversation.form = under(turn.conversation.form)
        turn.toast("form-cancelled")
        return self._home(turn)

    def _finish(self, turn: Turn, form: Form, state: dict[str, Any]) -> Screen:
        turn.conversation.form = under(state)
        return form.done(turn, state["args"], state["answers"])


def start(turn: Turn, name: str, /, **args: Any) -> None:
    """Opens a form; the engine shows its first question (a handler ends with `return ask(…)`). A half-filled one waits below."""
    turn.conversation.form = over(turn.conversation.form, opened(name, args, {}))


def start_knowing(turn: Turn, name: str, known: dict[str, Any], /, **args: Any) -> None:
    """Opens a form some of whose answers are known: they are not asked, but shown in the end and can be corrected."""
    turn.conversation.form = over(turn.conversation.form, {**opened(name, args, known), "known": list(known)})


def opened(name: str, args: dict[str, Any], answers: dict[str, Any]) -> dict[str, Any]:
    return {"form": name, "id": secrets.token_urlsafe(6), "args": args, "answers": answers, "order": []}


def parked(state: dict[str, Any] | None) -> dict[str, Any] | None:
    """A form that steps aside and waits, where anything has been answered in it; words typed meanwhile are no answers."""
    return {**state, "parked": True} if state and state["order"] else under(state)


def taken_up(state: dict[str, Any]) -> dict[str, Any]:
    return {**state, "parked": False} if state.get("parked") else state


def is_parked(state: dict[str, Any] | None) -> bool:
    return bool(state and state.get("parked"))


def over(before: dict[str, Any] | None, state: dict[str, Any]) -> dict[str, Any]:
    """The new form over a half-filled one, which comes back when the new one ends; the same form begun again goes on where it was."""
    if before is None or not before["order"]:
        return state
    if (before["form"], before["args"]) == (state["form"], state["args"]):
        return taken_up(before)
    return {**state, "under": parked({**before, "under": None})}


def under(state: dict[str, Any] | None) -> dict[str, Any] | None:
    return state.get("under") if state else None


def remember(turn: Turn, incoming: Incoming, before: dict[str, Any], key: str) -> None:
    """Which message answered which question, so that a change of the message changes the answer."""
    state = turn.conversation.form
    if incoming.message and state is not None and state.get("id") == before.get("id"):
        turn.conversation.form = {**state, "said": {**state.get("said", {}), incoming.message: key}}


def one_file(value: Any) -> Any:
    return {name: told for name, told in value.items() if name != "more"} if isinstance(value, dict) else value


def marked(screen: Screen, state: dict[str, Any]) -> Screen:
    """The form's buttons say whose they are."""
    return replace(screen, rows=tuple(tuple(of_form(button, state) for button in row) for row in screen.rows))


def of_form(button: Button, state: dict[str, Any]) -> Button:
    return replace(button, args={**button.args, "of": state.get("id")}) if button.action.startswith("form.") else button


def is_of_form(screen: Screen) -> bool:
    return any(button.action.startswith("form.") for row in screen.rows for button in row)


def is_of_another(state: dict[str, Any] | None, action: str, args: dict[str, Any]) -> bool:
    """Whether a button belongs to a form that is over, while another is open."""
    return state is not None and action.startswith("form.") and args.get("of") != state.get("id")


def with_answer(state: dict[str, Any], key: str, value: Any) -> dict[str, Any]:
    order = [*[known for known in state["order"] if known != key], key]
    return {**state, "answers": {**state["answers"], key: value}, "order": order, "fixing": None}


def without_last(state: dict[str, Any], _args: dict[str, Any]) -> dict[str, Any]:
    """One question back: the newest answer is asked again. From a correction it leads to what was answered, all of which stays."""
    if state.get("fixing"):
        return {**state, "fixing": None}
    order = state["order"][:-1]
    answers = {key: value for key, value in state["answers"].items() if key in order or key in state.get("known", ())}
    return {**state, "answers": answers, "order": order, "fixing": None}


MOVES: dict[str, Callable[[dict[str, Any], dict[str, Any]], dict[str, Any]]] = {
    "form.back": without_last,
    "form.fix": lambda state, args: {**state, "fixing": args["key"]},
    "form.send": lambda state, _: {**state, "checked": True},
    "form.resume": lambda state, _: taken_up(state),
}


def pending(questions: Sequence[Question], state: dict[str, Any]) -> Question | None:
    """The question that waits for an answer: the one being corrected, else the first without one."""
    wanted = state.get("fixing")
    for question in questions:
        if question.key == wanted or (wanted is None and question.key not in state["answers"]):
            return question
    return None


def asked(turn: Turn, question: Question, state: dict[str, Any], total: int) -> Screen:
    """The question as a screen: its options, then skip, back and cancel."""
    known = state.get("known", ())
    total -= len(known)
    number = min(sum(key not in known for key in state["order"]) + 1, total)
    step = turn.t("form-step", number=number, total=total) if total > 1 and not state.get("fixing") else Markup("")
    text = Markup("{}\n{}").format(step, question.text) if step else question.text
    return Screen(text, (*choices(turn, question), *ways_out(turn, question, state)))


def choices(turn: Turn, question: Question) -> tuple[Row, ...]:
    options = question.options
    if question.kind == "yesno":
        options = (Option(value=True, label=turn.t("yes")), Option(value=False, label=turn.t("no")))
    if question.kind == "phone":
        return ((Button(turn.t("button-share-phone"), contact=True, style="primary"),),)
    buttons = [Button(option.label, "form.answer", {"key": question.key, "value": option.value}) for option in options]
    return rows(buttons, 2 if question.kind == "yesno" else question.columns)


def ways_out(turn: Turn, question: Question, state: dict[str, Any]) -> tuple[Row, ...]:
    out = []
    if question.optional:
        out.append((Button(turn.t("button-skip"), "form.skip", {"key": question.key}),))
    back, cancel = Button(turn.t("button-back"), "form.back"), Button(turn.t("button-cancel"), "form.cancel")
    if state.get("fixing"):
        return (*out, (back,))
    return (*out, (back, cancel) if state["order"] else (cancel,))


def leaving(turn: Turn) -> Screen:
    """Whether the answers may go."""
    yes = Button(turn.t("form-leave-yes"), "form.cancel", {"sure": True}, style="danger")
    return Screen(turn.t("form-leave"), ((yes,), (Button(turn.t("form-leave-no"), "form.resume", style="primary"),)))


def summary(turn: Turn, questions: Sequence[Question], state: dict[str, Any], send: str) -> Screen:
    """Everything answered, with a button to correct each; `send` is the text of what ends it."""
    lines = [Markup("{} <b>{}</b>").format(named(q), worded(turn, q, state["answers"].get(q.key))) for q in questions]
    fixes = [Button(f"✏️ {short(q.label or str(q.text))}", "form.fix", {"key": q.key}) for q in questions]
    last = (Button(turn.t("button-cancel"), "form.cancel"),)
    end = (Button(turn.t(send), "form.send", style="primary"),)
    return Screen(Markup("\n").join([turn.t("form-check"), "", *lines]), (end, *rows(fixes, 2), last))


def named(question: Question) -> Markup:
    """The question in the summary: «Город:», «Есть права?»."""
    name = Markup.escape(question.label or question.text)
    return name if name.endswith(("?", ":", ".")) else Markup("{}:").format(name)


def short(label: str) -> str:
    """What a narrow button holds."""
    return label if len(label) <= LABEL else label[: LABEL - 1].rstrip() + "…"


def worded(turn: Turn, question: Question, value: Any) -> str:
    """An answer in words."""
    if value is None:
        return turn.t("answer-skipped")
    if isinstance(value, bool):
        return turn.t("yes") if value else turn.t("no")
    if question.say is not None:
        return question.say(value)
    if isinstance(value, dict):
        return ", ".join(str(file.get("name", "")) for file in (value, *value.get("more", ())))
    return next((option.label for option in question.options if option.value == value), str(value))


def read(question: Question, incoming: Incoming) -> Any:
    """What was typed or sent as a value of the question; raises Invalid with what to do instead."""
    if question.kind == "file":
        return read_paper(question, incoming)
    if incoming.file is not None:
        raise Invalid("form-no-file")
    if question.kind == "phone":
        return incoming.phone or read_phone(incoming.text)
    return READERS[question.kind](question, incoming.text.strip())


def read_phone(text: str) -> str:
    """E.164, bare digits that may be read in two ways, or the whole that was typed where more than a number is told."""
    told = contacts.read(text[:LONGEST_PHONE])
    if not any(one.kind == contacts.PHONE for one in told):
        raise Invalid("phone-invalid")
    return told[0].value if len(told) == 1 and not told[0].remark else " ".join(text[:LONGEST_PHONE].split())


def read_text(question: Question, text: str) -> Any:
    if not text:
        raise Invalid("form-empty")
    if len(text) > LONGEST:
        raise Invalid("form-too-long", most=LONGEST)
    return question.parse(text) if question.parse else text


def read_choice(question: Question, text: str) -> Any:
    wanted = text.casefold().replace("ё", "е")
    for option in question.options:
        if option.label.casefold().replace("ё", "е") == wanted:
            return option.value
    if question.parse:
        return question.parse(text)
    raise Invalid("form-choose")


def read_number(question: Question, text: str) -> Any:
    if question.parse:
        return question.parse(text)
    plain = text.replace(" ", "").replace("\N{NO-BREAK SPACE}", "").replace(",", ".")
    try:
        number = float(plain)
    except ValueError as error:
        raise Invalid("form-number") from error
    if not abs(number) < LARGEST:
        raise Invalid("form-number")
    return int(number) if number.is_integer() else number


def read_yesno(_question: Question, text: str) -> Any:
    found = agreed(text)
    if found is None:
        raise Invalid("form-yes-or-no")
    return found


READERS: dict[str, Callable[[Question, str], Any]] = {
    "text": read_text,
    "choice": read_choice,
    "number": read_number,
    "yesno": read_yesno,
}


def read_paper(question: Question, incoming: Incoming) -> Any:
    """A file, a no where none is needed, or what the question takes in place of one."""
    said = incoming.text.strip()
    if incoming.file is not None or not said:
        found = read_file(incoming.file)
        if question.accepts and incoming.file is not None:
            question.accepts(incoming.file)
        return found
    if question.optional and agreed(said) is False:
        return None
    if question.parse:
        return question.parse(said)
    raise Invalid("form-file")


def read_file(file: FileRef | None) -> dict[str, Any]:
    if file is None:
        raise Invalid("form-file")
    if file.size > LARGEST_FILE:
        raise Invalid("form-file-too-big", most=LARGEST_FILE // MEGABYTE)
    if not file.is_there:
        raise Invalid("file-not-kept")
    return {"name": file.name, "media_type": file.media_type, "size": file.size, "sha256": file.sha256, "remote": file.remote}
