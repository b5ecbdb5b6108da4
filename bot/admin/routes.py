"""Where an admin's and the privacy officer's buttons lead."""

from bot.conversation.routes import Route, route
from core.kernel.ids import ActId, CandidateId, DeadLetterId, InvitationId, RequestId, StaffId
from core.kernel.queue.dead_letters import Way
from core.staff.permissions import Right


@route("audit", right=Right.AUDIT_VIEW, aliases=("admin.audit.audit",))
class Audit(Route):
    page: int = 0


@route("consent", right=Right.CONSENT_PUBLISH, aliases=("admin.consents.consent",))
class Consent(Route):
    pass


@route("consent.russian", right=Right.CONSENT_PUBLISH, aliases=("admin.consents.russian",))
class ConsentRussian(Route):
    ru: str = ""


@route("consent.took-russian", right=Right.CONSENT_PUBLISH, aliases=("admin.consents.took_russian",))
class ConsentTookRussian(Route):
    ru: str
    text: str = ""


@route("consent.english", right=Right.CONSENT_PUBLISH, aliases=("admin.consents.english",))
class ConsentEnglish(Route):
    ru: str
    en: str = ""


@route("consent.took-english", right=Right.CONSENT_PUBLISH, aliases=("admin.consents.took_english",))
class ConsentTookEnglish(Route):
    ru: str
    en: str
    text: str = ""


@route("consent.check", right=Right.CONSENT_PUBLISH, aliases=("admin.consents.checking",))
class ConsentCheck(Route):
    ru: str
    en: str


@route("consent.publish", right=Right.CONSENT_PUBLISH, aliases=("admin.consents.publish",))
class ConsentPublish(Route):
    ru: str
    en: str
    anew: bool


@route("dictionaries", right=Right.DICTIONARY_EDIT, aliases=("admin.dictionaries.dictionaries",))
class Dictionaries(Route):
    page: int = 0


@route("dictionary.entries", right=Right.DICTIONARY_EDIT, aliases=("admin.dictionaries.entries",))
class DictionaryEntries(Route):
    dictionary: str
    page: int = 0


@route("entry.card", right=Right.DICTIONARY_EDIT, aliases=("admin.dictionaries.entry_card",))
class EntryCard(Route):
    dictionary: str
    code: str


@route("entry.adding", right=Right.DICTIONARY_EDIT, aliases=("admin.dictionaries.adding",))
class EntryAdding(Route):
    dictionary: str


@route("entry.add", right=Right.DICTIONARY_EDIT, aliases=("admin.dictionaries.add",))
class EntryAdd(Route):
    dictionary: str
    text: str = ""


@route("entry.renaming", right=Right.DICTIONARY_EDIT, aliases=("admin.dictionaries.renaming",))
class EntryRenaming(Route):
    dictionary: str
    code: str


@route("entry.rename", right=Right.DICTIONARY_EDIT, aliases=("admin.dictionaries.rename",))
class EntryRename(Route):
    dictionary: str
    code: str
    text: str = ""


@route("entry.move", right=Right.DICTIONARY_EDIT, aliases=("admin.dictionaries.move",))
class EntryMove(Route):
    dictionary: str
    code: str
    steps: int


@route("entry.archive", right=Right.DICTIONARY_EDIT, aliases=("admin.dictionaries.archive",))
class EntryArchive(Route):
    dictionary: str
    code: str
    archived: bool


@route("health", right=Right.HEALTH_VIEW, aliases=("admin.health.health",))
class Health(Route):
    pass


@route("dead.letters", right=Right.HEALTH_VIEW, aliases=("admin.health.dead_page",))
class DeadLetters(Route):
    page: int = 0


@route("dead.letter-retry", right=Right.HEALTH_VIEW, aliases=("admin.health.retry",))
class DeadLetterRetry(Route):
    way: Way
    number: DeadLetterId
    page: int


@route("invite.roles", right=Right.USERS_INVITE, aliases=("admin.invites.roles_screen",))
class InviteRoles(Route):
    chosen: tuple[str, ...] = ()


@route("invites.unused", right=Right.USERS_INVITE, aliases=("admin.invites.unused_invites",))
class InvitesUnused(Route):
    page: int = 0


@route("invite.withdraw", right=Right.USERS_INVITE, aliases=("admin.invites.withdraw",))
class InviteWithdraw(Route):
    ticket: InvitationId


@route("invite.naming", right=Right.USERS_INVITE, aliases=("admin.invites.name_screen",))
class InviteNaming(Route):
    chosen: tuple[str, ...]


@route("invite", right=Right.USERS_INVITE, aliases=("admin.invites.invite",))
class Invite(Route):
    chosen: tuple[str, ...]
    text: str = ""


@route("looks.of-whom", right=Right.PRIVACY_KEEP, aliases=("admin.looks.of_whom",))
class LooksOfWhom(Route):
    text: str


@route("looks", right=Right.PRIVACY_KEEP, aliases=("admin.looks.looks",))
class Looks(Route):
    person: CandidateId | None = None
    page: int = 0


@route("register", right=Right.PRIVACY_KEEP, aliases=("admin.register.register",))
class Register(Route):
    page: int = 0


@route("register.of-whom", right=Right.PRIVACY_KEEP, aliases=("admin.register.of_whom",))
class RegisterOfWhom(Route):
    text: str


@route("request.new", right=Right.PRIVACY_KEEP, aliases=("admin.register.demanding",))
class RequestNew(Route):
    person: CandidateId


@route("request.note", right=Right.PRIVACY_KEEP, aliases=("admin.register.note",))
class RequestNote(Route):
    person: CandidateId
    kind: str


@route("request.sure", right=Right.PRIVACY_KEEP, aliases=("admin.register.surely",))
class RequestSure(Route):
    request: RequestId


@route("request.hasten", right=Right.PRIVACY_KEEP, aliases=("admin.register.hasten",))
class RequestHasten(Route):
    request: RequestId


@route("acts", right=Right.PRIVACY_KEEP, aliases=("admin.register.act_list",))
class Acts(Route):
    page: int = 0


@route("act.file", right=Right.PRIVACY_KEEP, aliases=("admin.register.act_file",))
class ActFile(Route):
    act: ActId


@route("staff.sessions", right=Right.USERS_MANAGE, aliases=("admin.sessions.sessions",))
class StaffSessions(Route):
    staff: StaffId


@route("staff.sessions-end", right=Right.USERS_MANAGE, aliases=("admin.sessions.end_all",))
class StaffSessionsEnd(Route):
    staff: StaffId


@route("staff.login", right=Right.USERS_MANAGE, aliases=("admin.sessions.login",))
class StaffLogin(Route):
    staff: StaffId


@route("users", right=Right.USERS_MANAGE, aliases=("admin.users.users",))
class Users(Route):
    page: int = 0
    name: str = ""


@route("user.card", right=Right.USERS_MANAGE, aliases=("admin.users.user_card",))
class UserCard(Route):
    staff: StaffId


@route("user.roles", right=Right.ROLES_CHANGE, aliases=("admin.users.roles_of",))
class UserRoles(Route):
    staff: StaffId


@route("user.role-set", right=Right.ROLES_CHANGE, aliases=("admin.users.set_role",))
class UserRoleSet(Route):
    staff: StaffId
    role: str
    held: bool


@route("user.leaving", right=Right.USERS_MANAGE, aliases=("admin.users.leaving",))
class UserLeaving(Route):
    staff: StaffId
    page: int = 0


@route("user.leaving-sure", right=Right.USERS_MANAGE, aliases=("admin.users.surely",))
class UserLeavingSure(Route):
    staff: StaffId
    heir: StaffId | None = None


@route("user.deactivate", right=Right.USERS_MANAGE, aliases=("admin.users.deactivate",))
class UserDeactivate(Route):
    staff: StaffId
    heir: StaffId | None = None


@route("user.reactivate", right=Right.USERS_MANAGE, aliases=("admin.users.reactivate",))
class UserReactivate(Route):
    staff: StaffId
