"""What hh.ru does on each call in this simulator's scope: the rules, on the world, without HTTP."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.emulators.hh import bodies
from tests.emulators.hh.errors import BAD, FORBIDDEN, HhError, bad_argument, bad_json, negotiations, not_found
from tests.emulators.hh.events import SETTINGS_FOR, TYPES, Subscription
from tests.emulators.hh.world import Account, World

Json = Any
OK, CREATED, NO_CONTENT = 200, 201, 204
_PAGE, _LARGEST_PAGE = 20, 50
_AT_ONCE = 50
_LONGEST_MESSAGE = 20_000
_ORDERS = {"created_at", "relevance"}
Answer = tuple[int, Json]


@dataclass
class Asked:
    """A call that has passed the door: `token` is who asks."""

    world: World
    path: dict[str, str]
    query: dict[str, str]
    form: list[tuple[str, str]]
    json: Json
    token: str
    account_header: str | None = None
    account_of: list[Account] = field(default_factory=list)

    def account(self) -> Account:
        """The manager; an application's own token will not do here."""
        account = self.world.accounts[self.world.tokens.manager_of(self.token)]
        if self.account_header not in {None, account.id}:
            raise HhError(FORBIDDEN, "manager_extra_accounts", "manager_extra_account_not_found")
        self.account_of.append(account)
        return account


def token(asked: Asked) -> Answer:
    return OK, asked.world.tokens.grant(dict(asked.form))


def drop_token(asked: Asked) -> Answer:
    asked.account()
    asked.world.tokens.delete(asked.token)
    return NO_CONTENT, None


def me(asked: Asked) -> Answer:
    return OK, bodies.me(asked.account())


def collections(asked: Asked) -> Answer:
    account = asked.account()
    if "vacancy_id" not in asked.query:
        raise bad_argument("vacancy_id")
    vacancy = asked.world.vacancy(asked.query["vacancy_id"], account)
    return OK, bodies.collections(asked.world, vacancy, generated=asked.query.get("with_generated_collections") == "true")


def negotiation(asked: Asked) -> Answer:
    """An item by its number, a collection by any other name."""
    account, name = asked.account(), asked.path["name"]
    if name.isdigit():
        return OK, bodies.topic(asked.world, asked.world.topic(name, account))
    return _collection(asked, account, name)


def _collection(asked: Asked, account: Account, name: str) -> Answer:
    if "vacancy_id" not in asked.query:
        raise bad_argument("vacancy_id")
    vacancy = asked.world.vacancy(asked.query["vacancy_id"], account)
    if name not in vacancy.states:
        raise not_found()
    page, per_page = _number(asked, "page", 0), _number(asked, "per_page", _PAGE)
    if not 0 < per_page <= _LARGEST_PAGE:
        raise bad_argument("per_page")
    if asked.query.get("order_by", "created_at") not in _ORDERS:
        raise bad_argument("order_by")
    only_new = "true" in {asked.query.get("show_only_new_responses"), asked.query.get("show_only_new")}
    found = [topic for topic in asked.world.topics_of(vacancy) if topic.employer_state == name and not (only_new and topic.viewed)]
    return OK, bodies.collection_page(asked.world, found, page, per_page)


def _number(asked: Asked, name: str, default: int) -> int:
    told = asked.query.get(name, str(default))
    if not told.isdigit():
        raise bad_argument(name)
    return int(told)


def act(asked: Asked) -> Answer:
    """PUT /negotiations/{action}/{nid}. The state is checked when the call comes, not when the action was offered."""
    topic = asked.world.topic(asked.path["nid"], account := asked.account())
    state, form = asked.path["action"], dict(asked.form)
    if state not in topic.vacancy.states or state == "response":
        raise not_found()
    if topic.vacancy.archived:
        raise negotiations("invalid_vacancy")
    if topic.employer_state == state:
        raise negotiations("wrong_state")
    message = form.get("message", "")
    if not message and form.keys() & {"send_sms", "address_id"}:
        raise negotiations("empty_message")
    if len(message) > _LONGEST_MESSAGE:
        raise negotiations("too_long_message")
    asked.world.move(topic, state, account, message)
    return NO_CONTENT, None


def read(asked: Asked) -> Answer:
    """POST /negotiations/read: fifty at most, of one vacancy."""
    account = asked.account()
    numbers = [value for name, value in asked.form if name == "topic_id"]
    if not 0 < len(numbers) <= _AT_ONCE:
        raise bad_argument("topic_id")
    try:
        topics = [asked.world.topic(number, account) for number in numbers]
    except HhError:
        raise not_found() from None
    if len({topic.vacancy.id for topic in topics}) > 1:
        raise bad_argument("topic_id")
    for topic in topics:
        topic.viewed = True
    return NO_CONTENT, None


def resume(asked: Asked) -> Answer:
    """With `topic_id` the response counts as viewed."""
    account, found = asked.account(), asked.world.resumes.get(asked.path["resume_id"])
    if found is None or found.deleted:
        raise not_found()
    topic = asked.world.topics.get(asked.query.get("topic_id", ""))
    if topic is not None and topic.resume is found and topic.vacancy.account.employer is account.employer:
        topic.viewed = True
    return OK, bodies.resume_full(asked.world, found, known=asked.world.known_to(account.employer, found))


def vacancy(asked: Asked) -> Answer:
    return OK, bodies.vacancy(asked.world, asked.world.vacancy(asked.path["vacancy_id"], asked.account()))


def messages(asked: Asked) -> Answer:
    """Asking for the messages counts as viewing: the careful reading of what hh says."""
    account = asked.account()
    found = [topic for topic in asked.world.topics.values() if str(topic.chat_id) == asked.path["chat_id"] and not topic.gone]
    if not found or found[0].vacancy.account.employer is not account.employer:
        raise not_found()
    found[0].viewed = True
    return OK, bodies.chat(asked.world, found[0])


def subscriptions(asked: Asked) -> Answer:
    return OK, {"items": [_shown(one) for one in _mine(asked, asked.account())]}


def subscribe(asked: Asked) -> Answer:
    account = asked.account()
    if _mine(asked, account):
        raise HhError(BAD, "notifications", "already_exist")
    made = Subscription(f"sub{asked.world.number():06}", account.id, _url(asked.json), _actions(asked.json))
    asked.world.events.subscriptions[made.id] = made
    return CREATED, {"id": made.id}


def resubscribe(asked: Asked) -> Answer:
    """The list of actions replaces the old one."""
    found = _subscription(asked)
    if "url" in asked.json:
        found.url = _url(asked.json)
    if "actions" in asked.json:
        found.actions = _actions(asked.json)
    return NO_CONTENT, None


def unsubscribe(asked: Asked) -> Answer:
    del asked.world.events.subscriptions[_subscription(asked).id]
    return NO_CONTENT, None


def _mine(asked: Asked, account: Account) -> list[Subscription]:
    return [one for one in asked.world.events.subscriptions.values() if one.manager_id == account.id]


def _subscription(asked: Asked) -> Subscription:
    found = [one for one in _mine(asked, asked.account()) if one.id == asked.path["subscription_id"]]
    if not found:
        raise not_found()
    return found[0]


def _shown(one: Subscription) -> dict[str, Json]:
    return {"id": one.id, "url": one.url, "actions": one.actions}


def _url(told: Json) -> str:
    url = told.get("url") if isinstance(told, dict) else None
    if not isinstance(url, str) or not url.startswith(("https://", "http://127.0.0.1:", "http://localhost:")):
        raise bad_json("url", "invalid")
    return url


def _actions(told: Json) -> list[dict[str, Json]]:
    actions = told.get("actions")
    if not isinstance(actions, list) or not actions:
        raise bad_json("actions", "size_less_than_min" if actions == [] else "required")
    for action in actions:
        if not isinstance(action, dict) or action.get("type") not in TYPES:
            raise bad_json("actions", "invalid")
        if action.get("settings") and action["type"] not in SETTINGS_FOR:
            raise bad_json("actions", "unexpected")
    return actions


ROUTES: list[tuple[str, str, Callable[[Asked], Answer]]] = [
    ("POST", "/token", token),
    ("DELETE", "/token", drop_token),
    ("GET", "/me", me),
    ("GET", "/negotiations", collections),
    ("POST", "/negotiations/read", read),
    ("GET", "/negotiations/{name}", negotiation),
    ("PUT", "/negotiations/{action}/{nid}", act),
    ("GET", "/resumes/{resume_id}", resume),
    ("GET", "/vacancies/{vacancy_id}", vacancy),
    ("GET", "/common/chats/{chat_id}/messages", messages),
    ("GET", "/webhook/subscriptions", subscriptions),
    ("POST", "/webhook/subscriptions", subscribe),
    ("PUT", "/webhook/subscriptions/{subscription_id}", resubscribe),
    ("DELETE", "/webhook/subscriptions/{subscription_id}", unsubscribe),
]
