"""hh.ru's own description of its API as a judge of what clients ask and of what the simulator answers.

The file is read and repaired in memory (its known weak places are listed at the repairs); nothing of it is kept in the repository.
"""

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft4Validator
from jsonschema.exceptions import best_match
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT4

from tests.contracts_folder import contract

Json = Any
Pairs = Sequence[tuple[str, str]]
FILE = "hh-openapi-2026-06-22.yaml"
PAYLOADS = {
    "NEW_NEGOTIATION_VACANCY": "WebhookPayloadNewNegotiationVacancy",
    "NEW_RESPONSE_OR_INVITATION_VACANCY": "WebhookPayloadNewResponseOrInvitationVacancy",
    "NEGOTIATION_EMPLOYER_STATE_CHANGE": "WebhookPayloadNegotiationEmployerStateChange",
    "CHAT_CREATED": "WebhookPayloadChatCreated",
    "CHAT_MESSAGE_CREATED": "WebhookPayloadChatMessageCreated",
    "VACANCY_PUBLICATION_FOR_VACANCY_MANAGER": "WebhookPayloadVacancyPublicationForVacancyManager",
    "VACANCY_PROLONGATION": "WebhookPayloadVacancyProlongation",
    "VACANCY_CHANGE": "WebhookPayloadVacancyChange",
    "VACANCY_ARCHIVATION": "WebhookPayloadVacancyArchivation",
}
_ROOT = "urn:hh"
_DATED = re.compile(r"(_at|_date|_time)$")
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d{4}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_DAYS = {"birth_date", "contacts_open_until_date"}
_ERROR = {
    "type": "object",
    "required": ["errors", "request_id"],
    "properties": {"errors": {"type": "array", "minItems": 1, "items": {"type": "object", "required": ["type"]}}},
}
_ACTION_FORM = {"type": "object", "properties": {name: {"type": "string"} for name in ("message", "send_sms", "address_id")}}
_NO_CONTENT = 204
_OK = range(200, 300)


@dataclass
class Wire:
    """One request as it came."""

    method: str
    path: str
    query: Pairs = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    form: Pairs | None = None
    json: Json = None


class Contract:
    """Checks requests, answers and webhooks; every check gives a list of complaints, empty when all is well."""

    def __init__(self, document: dict[str, Json]) -> None:
        self._document = modern(repaired(document))
        resource: Resource[Any] = DRAFT4.create_resource(self._document)
        self._registry: Registry[Any] = Registry().with_resource(_ROOT, resource)
        self._templates = sorted(document["paths"], key=lambda template: (template.count("{"), template))

    def check_request(self, wire: Wire) -> list[str]:
        operation = self._operation(wire.method, wire.path)
        if operation is None:
            return ["no such operation"]
        place, body = operation
        declared = [self._deref(item) for item in body.get("parameters", [])]
        complaints = [] if wire.headers.get("hh-user-agent") else ["no header HH-User-Agent"]
        complaints += _check_query(wire.query, {item["name"]: item for item in declared if item["in"] == "query"})
        return complaints + self._check_body(wire, place, body)

    def check_answer(self, wire: Wire, status: int, body: Json) -> list[str]:
        """`body` is None where there is none. A status the operation does not name is held against the common shape of errors."""
        operation = self._operation(wire.method, wire.path)
        if operation is None:
            return []
        place, described = operation
        answer = self._deref(described["responses"].get(str(status), {}))
        content = answer.get("content", {}).get("application/json")
        if status == _NO_CONTENT or (answer and content is None):
            return [] if body is None else ["a body where none is declared"]
        if content is None:
            return ["status not declared"] if status in _OK else self._complaints(_ERROR, body)
        schema = answer.get("at", f"{place}/responses/{status}")
        return self._complaints({"$ref": f"{_ROOT}#{schema}/content/application~1json/schema"}, body) + bad_dates(body)

    def check_webhook(self, body: Json) -> list[str]:
        """The payload is held against the schema of its own action type: the contract lets any pair pass."""
        payload = PAYLOADS.get(body.get("action_type"))
        if payload is None:
            return ["unknown action type"]
        envelope = self._complaints({"$ref": f"{_ROOT}#/components/schemas/WebhookSendObjectBaseUser"}, body)
        inner = self._complaints({"$ref": f"{_ROOT}#/components/schemas/{payload}"}, body.get("payload"))
        return envelope + inner + bad_dates(body)

    def check_schema(self, name: str, body: Json) -> list[str]:
        return self._complaints({"$ref": f"{_ROOT}#/components/schemas/{name}"}, body) + bad_dates(body)

    def examples(self) -> dict[str, Json]:
        return {name: example.get("value") for name, example in self._document["components"]["examples"].items()}

    def _operation(self, method: str, path: str) -> tuple[str, dict[str, Json]] | None:
        """Where it stands in the file, and what stands there."""
        if re.fullmatch(r"/negotiations/[^/]*[^/\d][^/]*", path) and method == "GET":
            path = "/negotiations/response"  # the file describes collections by this one
        for template in self._templates:
            pattern = re.sub(r"\\{[^/]+?\\}", "[^/]+", re.escape(template))
            if re.fullmatch(pattern, path) and method.lower() in self._document["paths"][template]:
                pointer = template.replace("~", "~0").replace("/", "~1").replace("{", "%7B").replace("}", "%7D")
                return f"/paths/{pointer}/{method.lower()}", self._document["paths"][template][method.lower()]
        return None

    def _deref(self, item: dict[str, Json]) -> dict[str, Json]:
        """A referenced object keeps the place it came from under `at`."""
        if "$ref" not in item:
            return item
        found: Json = self._document
        for part in item["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        return {**found, "at": item["$ref"].removeprefix("#")}

    def _check_body(self, wire: Wire, place: str, operation: dict[str, Json]) -> list[str]:
        described = operation.get("requestBody", {}).get("content", {})
        if wire.form is not None:
            media, told = "application/x-www-form-urlencoded", [dict(wire.form)]
            if wire.path == "/negotiations/read":
                told = [{name: value} for name, value in wire.form] or [{}]
        else:
            media, told = "application/json", [wire.json]
        if media not in described:
            return [f"a body of type {media} is not declared"] if wire.form or wire.json is not None else []
        schema = {"$ref": f"{_ROOT}#{place}/requestBody/content/{media.replace('/', '~1')}/schema"}
        known = set(self._properties(described[media]["schema"]))
        return [
            complaint
            for body in told
            for complaint in (*self._complaints(schema, body), *(f"unknown key {key}" for key in _keys(body) if key not in known))
        ]

    def _properties(self, schema: dict[str, Json]) -> Iterator[str]:
        schema = self._deref(schema)
        yield from schema.get("properties", {})
        for word in ("allOf", "oneOf", "anyOf"):
            for part in schema.get(word, []):
                yield from self._properties(part)

    def _complaints(self, schema: dict[str, Json], body: Json) -> list[str]:
        error = best_match(Draft4Validator(schema, registry=self._registry).iter_errors(body))
        return [] if error is None else [f"{error.json_path}: {error.message[:300]}"]


def _keys(body: Json) -> list[str]:
    return list(body) if isinstance(body, dict) else []


def _check_query(query: Pairs, declared: Mapping[str, Json]) -> list[str]:
    given = dict(query)
    complaints = [f"unknown query parameter {name}" for name in given if name not in declared]
    complaints += [f"no query parameter {name}" for name, item in declared.items() if item.get("required") and name not in given]
    return complaints + [
        f"query parameter {name} is {value!r}" for name, value in query if name in declared and not _fits(declared[name], value)
    ]


def _fits(parameter: dict[str, Json], value: str) -> bool:
    schema = parameter.get("schema", {})
    if schema.get("type") == "boolean":
        return value in {"true", "false"}
    if schema.get("type") in {"integer", "number"}:
        return re.fullmatch(r"\d+(\.\d+)?", value) is not None
    return value in schema.get("enum", [value])


def bad_dates(body: Json, name: str = "") -> list[str]:
    """Dates are plain strings to the contract; hh writes the offset without a colon."""
    if isinstance(body, dict):
        return [complaint for key, value in body.items() for complaint in bad_dates(value, key)]
    if isinstance(body, list):
        return [complaint for value in body for complaint in bad_dates(value, name)]
    if not isinstance(body, str) or not _DATED.search(name):
        return []
    fits = _INSTANT.fullmatch(body) or (name in _DAYS and _DAY.fullmatch(body))
    return [] if fits else [f"{name}: {body!r} is no date of hh"]


def repaired(document: dict[str, Json]) -> dict[str, Json]:
    """What the file leaves out, or forbids by mistake."""
    paths, schemas = document["paths"], document["components"]["schemas"]
    for part in schemas["WebhookSubscriptionItem"]["allOf"]:
        part.pop("additionalProperties", None)  # else no subscription fits
    resume = paths["/resumes/{resume_id}"]["get"]["parameters"]
    resume.append({"name": "topic_id", "in": "query", "required": False, "schema": {"type": "string"}})
    acting = paths["/negotiations/{collection_name}/{nid}"]["put"]
    acting["requestBody"] = {"content": {"application/x-www-form-urlencoded": {"schema": _ACTION_FORM}}}
    return document


def modern(node: Json) -> Json:
    """OpenAPI 3.0's own words said in JSON Schema: `nullable`, and `discriminator` beside `oneOf`."""
    if isinstance(node, list):
        return [modern(item) for item in node]
    if not isinstance(node, dict):
        return node
    told = {key: modern(value) for key, value in node.items()}
    if "discriminator" in told and "oneOf" in told:
        told["anyOf"] = [_pinned(told["discriminator"], value, ref) for value, ref in told["discriminator"]["mapping"].items()]
        del told["oneOf"]
    if told.get("nullable") is True and "in" not in told:
        del told["nullable"]
        return {"anyOf": [{"type": "null"}, told]}
    return told


def _pinned(discriminator: dict[str, Json], value: str, ref: str) -> dict[str, Json]:
    return {"allOf": [{"properties": {discriminator["propertyName"]: {"enum": [value]}}}, {"$ref": ref}]}


@functools.cache
def load(path: Path) -> Contract:
    """Once a process: 1.2 MB of YAML, half a second by the C loader."""
    return Contract(yaml.load(path.read_bytes(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))  # noqa: S506 - both are safe


def load_if_there() -> Contract | None:
    """None where the contract file cannot be had: the simulator then works unchecked and says so."""
    try:
        return load(contract(FILE))
    except pytest.skip.Exception:
        return None
