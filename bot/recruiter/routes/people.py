"""Where the buttons of responses, people, threads and vacancies lead."""

from bot.conversation.routes import Route, route
from core.kernel.ids import CandidateId, JoinId, MessageId, QuestionId, ResponseId, StaffId, VacancyId
from core.staff.permissions import Right

LATEST = 10**6
"""The page after all others: the newest of a thread."""


@route("vacancy.create", right=Right.VACANCY_CREATE, aliases=("recruiter.creating.create",))
class VacancyCreate(Route):
    response: ResponseId | None = None


@route("vacancy.edit", right=Right.VACANCY_EDIT, aliases=("recruiter.editing.edit",))
class VacancyEdit(Route):
    vacancy: VacancyId


@route("vacancy.change", right=Right.VACANCY_EDIT, aliases=("recruiter.editing.change",))
class VacancyChange(Route):
    vacancy: VacancyId
    field: str


@route("vacancy.managers", right=Right.VACANCY_EDIT, aliases=("recruiter.editing.managers",))
class VacancyManagers(Route):
    vacancy: VacancyId


@route("vacancy.recruiters", right=Right.VACANCY_EDIT, aliases=("recruiter.editing.recruiters",))
class VacancyRecruiters(Route):
    vacancy: VacancyId


@route("vacancy.assign", right=Right.VACANCY_EDIT, aliases=("recruiter.editing.entrust",))
class VacancyAssign(Route):
    vacancy: VacancyId
    manager: StaffId | None = None
    recruiter: StaffId | None = None


@route("vacancy.release", right=Right.VACANCY_EDIT, aliases=("recruiter.editing.release",))
class VacancyRelease(Route):
    vacancy: VacancyId


@route("joins", right=Right.RESPONSE_PROCESS, aliases=("recruiter.joining.joins",))
class Joins(Route):
    candidate: CandidateId


@route("join.sure", right=Right.RESPONSE_PROCESS, aliases=("recruiter.joining.sure",))
class JoinSure(Route):
    candidate: CandidateId
    join: JoinId


@route("join.part", right=Right.RESPONSE_PROCESS, aliases=("recruiter.joining.part",))
class JoinPart(Route):
    candidate: CandidateId
    join: JoinId


@route("proof.chats", right=Right.CANDIDATE_MESSAGE, aliases=("recruiter.joining.chats",))
class ProofChats(Route):
    candidate: CandidateId


@route("proof.ask", right=Right.CANDIDATE_MESSAGE, aliases=("recruiter.joining.ask",))
class ProofAsk(Route):
    candidate: CandidateId
    record: CandidateId


@route("questions", right=Right.VACANCY_EDIT, aliases=("recruiter.questions.questions",))
class Questions(Route):
    vacancy: VacancyId


@route("question.card", right=Right.VACANCY_EDIT, aliases=("recruiter.questions.question_card",))
class QuestionCard(Route):
    question: QuestionId


@route("question.move", right=Right.VACANCY_EDIT, aliases=("recruiter.questions.move",))
class QuestionMove(Route):
    question: QuestionId
    steps: int


@route("question.archive", right=Right.VACANCY_EDIT, aliases=("recruiter.questions.archive",))
class QuestionArchive(Route):
    question: QuestionId


@route("question.preview", right=Right.VACANCY_VIEW, aliases=("recruiter.questions.preview",))
class QuestionPreview(Route):
    vacancy: VacancyId
    page: int = 0


@route("question.add", right=Right.VACANCY_EDIT, aliases=("recruiter.questions.add",))
class QuestionAdd(Route):
    vacancy: VacancyId
    kind: str


@route("responses", right=Right.RESPONSE_VIEW, aliases=("recruiter.responses.responses",))
class Responses(Route):
    everybody: bool | None = None
    vacancy: VacancyId | None = None


@route("response.queue", right=Right.RESPONSE_VIEW, aliases=("recruiter.responses.queue",))
class ResponseQueue(Route):
    vacancy: VacancyId | None = None
    loose: bool = False
    page: int = 0


@route("response.card", right=Right.RESPONSE_VIEW, aliases=("recruiter.responses.response_card",))
class ResponseCard(Route):
    response: ResponseId


@route("response.whole", right=Right.RESPONSE_VIEW, aliases=("recruiter.responses.whole",))
class ResponseWhole(Route):
    response: ResponseId
    page: int = 0


@route("response.resume", right=Right.RESPONSE_VIEW, aliases=("recruiter.responses.resume",))
class ResponseResume(Route):
    response: ResponseId


@route("response.accept", right=Right.RESPONSE_PROCESS, aliases=("recruiter.responses.accept",))
class ResponseAccept(Route):
    response: ResponseId
    vacancy: VacancyId | None = None
    same_as: CandidateId | None = None
    checked: bool = False


@route("response.others", right=Right.RESPONSE_PROCESS, aliases=("recruiter.responses.others",))
class ResponseOthers(Route):
    response: ResponseId
    page: int = 0


@route("response.duplicates", right=Right.RESPONSE_PROCESS, aliases=("recruiter.responses.duplicates",))
class ResponseDuplicates(Route):
    response: ResponseId
    vacancy: VacancyId | None = None


@route("response.postpone", right=Right.RESPONSE_PROCESS, aliases=("recruiter.responses.postpone",))
class ResponsePostpone(Route):
    response: ResponseId


@route("response.reasons", right=Right.RESPONSE_PROCESS, aliases=("recruiter.responses.why",))
class ResponseReasons(Route):
    response: ResponseId


@route("response.commenting", right=Right.RESPONSE_PROCESS, aliases=("recruiter.responses.commenting",))
class ResponseCommenting(Route):
    response: ResponseId
    reason: str


@route("response.commented", right=Right.RESPONSE_PROCESS, aliases=("recruiter.responses.commented",))
class ResponseCommented(Route):
    response: ResponseId
    reason: str
    text: str = ""


@route("response.telling", right=Right.RESPONSE_PROCESS, aliases=("recruiter.responses.telling",))
class ResponseTelling(Route):
    response: ResponseId
    reason: str
    comment: str


@route("response.reject", right=Right.RESPONSE_PROCESS, aliases=("recruiter.responses.reject",))
class ResponseReject(Route):
    response: ResponseId
    reason: str
    comment: str
    tell: bool


@route("searching", right=Right.CANDIDATE_FIND, aliases=("recruiter.search.asking",))
class Searching(Route):
    pass


@route("search", right=Right.CANDIDATE_FIND, aliases=("recruiter.search.find",))
class Search(Route):
    text: str = ""
    vacancy: VacancyId | None = None


@route("search.found", right=Right.CANDIDATE_FIND, aliases=("recruiter.search.found",))
class SearchFound(Route):
    text: str
    page: int = 0
    vacancy: VacancyId | None = None


@route("search.choosing", right=Right.CANDIDATE_FIND, aliases=("recruiter.search.choosing",))
class SearchChoosing(Route):
    text: str
    page: int = 0


@route("message.card", right=Right.CANDIDATE_MESSAGE, aliases=("recruiter.thread.message_card",))
class MessageCard(Route):
    message: MessageId
    candidate: CandidateId


@route("thread", right=Right.CANDIDATE_MESSAGE, aliases=("recruiter.thread.thread",))
class Thread(Route):
    candidate: CandidateId
    page: int = LATEST


@route("thread.writing", right=Right.CANDIDATE_MESSAGE, aliases=("recruiter.thread.writing",))
class ThreadWriting(Route):
    candidate: CandidateId


@route("thread.send", right=Right.CANDIDATE_MESSAGE, aliases=("recruiter.thread.send",))
class ThreadSend(Route):
    candidate: CandidateId
    text: str = ""


@route("vacancies", right=Right.VACANCY_VIEW, aliases=("recruiter.vacancies.vacancies",))
class Vacancies(Route):
    page: int = 0
    state: str = "opened"


@route("vacancy.card", right=Right.VACANCY_VIEW, aliases=("recruiter.vacancies.vacancy_card",))
class VacancyCard(Route):
    vacancy: VacancyId


@route("vacancy.closing", right=Right.VACANCY_EDIT, aliases=("recruiter.vacancies.closing",))
class VacancyClosing(Route):
    vacancy: VacancyId


@route("vacancy.state", right=Right.VACANCY_EDIT, aliases=("recruiter.vacancies.set_state",))
class VacancyState(Route):
    vacancy: VacancyId
    state: str


@route("vacancy.links", right=Right.VACANCY_VIEW, aliases=("recruiter.vacancies.links",))
class VacancyLinks(Route):
    vacancy: VacancyId


@route("vacancy.people", right=Right.APPLICATION_VIEW, aliases=("recruiter.vacancies.people",))
class VacancyPeople(Route):
    vacancy: VacancyId
    page: int = 0
    status: str | None = None
