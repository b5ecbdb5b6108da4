"""Who may do what: one table of data. A command, a button or a link is allowed where `scope` says so, and nowhere else."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType


class Role(StrEnum):
    """What somebody does here; one person may hold several."""

    ADMIN = "admin"
    LEAD = "lead"
    RECRUITER = "recruiter"
    OPERATOR = "operator"
    HIRING_MANAGER = "hiring_manager"
    PRIVACY_OFFICER = "privacy_officer"


class Right(StrEnum):
    """One thing that can be done."""

    VACANCY_VIEW = "vacancy.view"
    VACANCY_CREATE = "vacancy.create"
    VACANCY_EDIT = "vacancy.edit"
    RESPONSE_VIEW = "response.view"
    RESPONSE_PROCESS = "response.process"
    CANDIDATE_FIND = "candidate.find"
    CANDIDATE_VIEW = "candidate.view"
    CANDIDATE_MESSAGE = "candidate.message"
    APPLICATION_VIEW = "application.view"
    APPLICATION_CALL = "application.call"
    APPLICATION_RESULT = "application.result"
    APPLICATION_SCHEDULE = "application.schedule"
    APPLICATION_REJECT = "application.reject"
    APPLICATION_REOPEN = "application.reopen"
    BLACKLIST_SET = "blacklist.set"
    SLOTS_KEEP = "slots.keep"
    TODAY_VIEW = "today.view"
    CALLBACKS_VIEW = "callbacks.view"
    REPORTS_VIEW = "reports.view"
    USERS_MANAGE = "users.manage"
    USERS_INVITE = "users.invite"
    ROLES_CHANGE = "roles.change"
    DICTIONARY_EDIT = "dictionary.edit"
    AUDIT_VIEW = "audit.view"
    HEALTH_VIEW = "health.view"
    PRIVACY_KEEP = "privacy.keep"
    CONSENT_PUBLISH = "consent.publish"


class Scope(StrEnum):
    """On whose objects: `own` are those the person answers for (its recruiter, its manager, its owner)."""

    OWN = "own"
    ALL = "all"


GRANTS: Mapping[Right, Mapping[Role, Scope]] = MappingProxyType(
    {
        Right.VACANCY_VIEW: {
            Role.ADMIN: Scope.ALL,
            Role.LEAD: Scope.ALL,
            Role.RECRUITER: Scope.ALL,
            Role.OPERATOR: Scope.ALL,
            Role.HIRING_MANAGER: Scope.OWN,
        },
        Right.VACANCY_CREATE: {Role.LEAD: Scope.ALL, Role.RECRUITER: Scope.ALL},
        Right.VACANCY_EDIT: {Role.LEAD: Scope.ALL, Role.RECRUITER: Scope.OWN},
        Right.RESPONSE_VIEW: {Role.LEAD: Scope.ALL, Role.RECRUITER: Scope.ALL},
        Right.RESPONSE_PROCESS: {Role.LEAD: Scope.ALL, Role.RECRUITER: Scope.ALL},
        Right.CANDIDATE_FIND: {Role.LEAD: Scope.ALL, Role.RECRUITER: Scope.ALL},
        Right.CANDIDATE_VIEW: {Role.LEAD: Scope.ALL, Role.RECRUITER: Scope.ALL, Role.HIRING_MANAGER: Scope.OWN},
        Right.CANDIDATE_MESSAGE: {Role.LEAD: Scope.ALL, Role.RECRUITER: Scope.ALL},
        Right.APPLICATION_VIEW: {Role.LEAD: Scope.ALL, Role.RECRUITER: Scope.ALL, Role.HIRING_MANAGER: Scope.OWN},
        Right.APPLICATION_CALL: {Role.LEAD: Scope.ALL, Role.RECRUITER: Scope.OWN},
        Right.APPLICATION_RESULT: {Role.LEAD: Scope.ALL, Role.RECRUITER: Scope.OWN, Role.HIRING_MANAGER: Scope.OWN},
        Right.APPLICATION_SCHEDULE: {Role.LEAD: Scope.ALL, Role.RECRUITER: Scope.OWN},
        Right.APPLICATION_REJECT: {Role.LEAD: Scope.ALL, Role.RECRUITER: Scope.OWN},
        Right.APPLICATION_REOPEN: {Role.LEAD: Scope.ALL, Role.RECRUITER: Scope.OWN},
        Right.BLACKLIST_SET: {Role.LEAD: Scope.ALL},
        Right.SLOTS_KEEP: {Role.LEAD: Scope.ALL, Role.RECRUITER: Scope.OWN},
        Right.TODAY_VIEW: {Role.LEAD: Scope.ALL, Role.RECRUITER: Scope.OWN, Role.HIRING_MANAGER: Scope.OWN},
        Right.CALLBACKS_VIEW: {Role.LEAD: Scope.ALL, Role.RECRUITER: Scope.OWN},
        Right.REPORTS_VIEW: {Role.LEAD: Scope.ALL, Role.RECRUITER: Scope.OWN},
        Right.USERS_MANAGE: {Role.ADMIN: Scope.ALL},
        Right.USERS_INVITE: {Role.ADMIN: Scope.ALL},
        Right.ROLES_CHANGE: {Role.ADMIN: Scope.ALL},
        Right.DICTIONARY_EDIT: {Role.ADMIN: Scope.ALL},
        Right.AUDIT_VIEW: {Role.ADMIN: Scope.ALL},
        Right.HEALTH_VIEW: {Role.ADMIN: Scope.ALL},
        Right.PRIVACY_KEEP: {Role.LEAD: Scope.ALL, Role.PRIVACY_OFFICER: Scope.ALL},
        Right.CONSENT_PUBLISH: {Role.ADMIN: Scope.ALL, Role.PRIVACY_OFFICER: Scope.ALL},
    },
)
"""Every right by the roles that hold it. Whoever records a meeting's result (`application.result`) records each verdict of it, the
company's no included; `application.reject` is the no without a meeting, `application.call` the first call. The admin runs the system
and sees no candidates: that takes another role. `privacy.keep` is the register of demands, the acts and who looked at whom.
"""


def scope(roles: Iterable[str], right: Right) -> Scope | None:
    """The widest reach of `right` that any of the roles gives; None where none does."""
    reaches = {reach for role, reach in GRANTS[right].items() if role in set(roles)}
    return Scope.ALL if Scope.ALL in reaches else Scope.OWN if reaches else None


def rights(roles: Iterable[str]) -> frozenset[Right]:
    """Everything these roles may do on something."""
    held = frozenset(roles)
    return frozenset(right for right in Right if scope(held, right) is not None)
