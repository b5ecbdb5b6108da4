"""What everybody starts with beyond a meeting: tests, the client's word, training, checks, the offer, work. Names stand with the rows."""

from core.pipeline.statuses.codes import NEW, REJECTED, RESERVE
from core.pipeline.statuses.rules import EventType, Group, Labels, Need, Sla, StatusRule, Trait
from core.staff.permissions import Role

OFFER, PAPERWORK, HIRED = "offer.made", "paperwork", "hired"
REASONS = {"refused": "reject_reason", "withdrew": "withdraw_reason", "blacklisted": "blacklist_reason"}
ACTIVE, ON_VACANCY = frozenset({Need.ACTIVE}), frozenset({Need.ACTIVE, Need.VACANCY})
OURS = frozenset({Role.LEAD.value, Role.RECRUITER.value})
"""A hiring manager speaks of his meetings; these are entered by whoever recruits."""
TO_WORK = (OFFER, RESERVE, REJECTED)


def begun(code: str, name: Labels, days: int | None, *, needs: frozenset[Need] = ACTIVE, final: bool = False) -> StatusRule:
    """A step is going on: what may come of it stands in its dialog."""
    sla = None if days is None else Sla(days)
    own = code.partition(".")[0]
    after = tuple(other for other in RESULTS if other.partition(".")[0] == own)
    marks = frozenset({Trait.BEGUN})
    return StatusRule(
        code, name, traits=marks, needs=needs, enters=OURS, sla=sla, final=final, stands="deciding", next=after or (HIRED, REJECTED)
    )


def decide(code: str, name: Labels, days: int | None, after: tuple[str, ...], group: Group = Group.GOOD) -> StatusRule:
    """It is over, and somebody has to say what comes next."""
    sla = None if days is None else Sla(days)
    stands = "passed" if group is Group.GOOD else "deciding"
    return StatusRule(code, name, needs=ACTIVE, enters=OURS, duty=True, sla=sla, group=group, stands=stands, next=after)


def over(code: str, name: Labels, *, no: Trait | None = None, stands: str = "rejected") -> StatusRule:
    """An end; why is asked where it is a no."""
    reason = REASONS[no.value] if no is not None else ""
    needs, marks = (ACTIVE | {Need.REASON}, frozenset({no})) if no is not None else (ACTIVE, frozenset())
    return StatusRule(
        code, name, traits=marks, needs=needs, enters=OURS, closes=True, group=Group.BAD, reason=reason, stands=stands, next=(NEW,)
    )


RESULTS = (
    "testing.passed",
    "testing.failed",
    "client_review.approved",
    "client_review.reserve",
    "client_review.rejected",
    "training.passed",
    "training.failed",
    "security.passed",
    "security.failed",
    "offer.accepted",
    "offer.declined",
    "offer.suspended",
)
LATER = (
    begun("testing.assigned", Labels("Тестирование", "Testing"), 3),
    decide("testing.passed", Labels("Тестирование пройдено", "Test passed"), 3, TO_WORK),
    decide("testing.failed", Labels("Тестирование не пройдено", "Test failed"), 3, (REJECTED,), Group.BAD),
    begun("client_review.sent", Labels("Резюме у заказчика", "Résumé with the client"), 5, needs=ON_VACANCY),
    decide("client_review.approved", Labels("Одобрено заказчиком", "Client approved"), 3, TO_WORK),
    decide("client_review.reserve", Labels("В резерве у заказчика", "Client's reserve"), 3, (RESERVE, REJECTED), Group.NONE),
    decide("client_review.rejected", Labels("Отклонено заказчиком", "Client declined"), 3, (REJECTED,), Group.BAD),
    begun("training.in_progress", Labels("Обучение", "Training"), None),
    decide("training.passed", Labels("Обучение пройдено", "Training passed"), 3, (OFFER, PAPERWORK, HIRED, REJECTED)),
    over("training.failed", Labels("Обучение не пройдено", "Training failed")),
    begun("security.in_progress", Labels("Проверка СБ", "Security check"), 7, needs=ON_VACANCY),
    decide("security.passed", Labels("Проверка СБ пройдена", "Security check passed"), 3, (OFFER, PAPERWORK, REJECTED)),
    over("security.failed", Labels("Проверка СБ не пройдена", "Security check failed")),
    begun(OFFER, Labels("Сделан оффер", "Offer made"), 10, needs=ON_VACANCY, final=True),
    decide("offer.accepted", Labels("Оффер принят", "Offer accepted"), 3, (PAPERWORK, HIRED, REJECTED)),
    over("offer.declined", Labels("Оффер отклонён", "Offer declined"), no=Trait.WITHDREW, stands="withdrawn"),
    decide("offer.suspended", Labels("Оффер подвешен", "Offer on hold"), None, (*RESULTS[9:11], REJECTED), Group.NONE),
    begun(PAPERWORK, Labels("Оформление", "Paperwork"), 7, needs=ON_VACANCY, final=True),
    StatusRule(
        HIRED,
        Labels("Принят на работу", "Hired"),
        traits=frozenset({Trait.HIRED}),
        needs=ON_VACANCY,
        enters=OURS,
        closes=True,
        final=True,
        group=Group.GOOD,
        stands="hired",
        next=(NEW,),
    ),
)
TYPES_LATER = (
    EventType("testing", Labels("Тестирование", "Testing")),
    EventType("client_review", Labels("Рассмотрение у заказчика", "Client's review")),
    EventType("training", Labels("Обучение", "Training")),
    EventType("security", Labels("Проверка СБ", "Security check")),
    EventType("offer", Labels("Оффер", "Offer")),
    EventType(PAPERWORK, Labels("Оформление", "Paperwork")),
    EventType(HIRED, Labels("Принят на работу", "Hired")),
)
