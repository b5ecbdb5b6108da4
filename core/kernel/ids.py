"""The number of each thing that somebody owns or may see: a type of its own, so that a guard knows from the type what it asks about.

Which relation gives whom access to it, its subject says (`relations.py`); a type that no subject answers for is refused.
"""

from typing import Any, Final, NewType, TypeAlias

StaffId = NewType("StaffId", int)
InvitationId = NewType("InvitationId", int)
CandidateId = NewType("CandidateId", int)
FileId = NewType("FileId", int)
"""A file of a candidate, or one that came in a message."""
JoinId = NewType("JoinId", int)
"""A join of two records of one person."""
MessageId = NewType("MessageId", int)
VacancyId = NewType("VacancyId", int)
QuestionId = NewType("QuestionId", int)
RuleId = NewType("RuleId", int)
"""Usual hours of a colleague."""
SlotId = NewType("SlotId", int)
BookingId = NewType("BookingId", int)
ApplicationId = NewType("ApplicationId", int)
EventId = NewType("EventId", int)
"""An entry of a personal file."""
CallbackId = NewType("CallbackId", int)
ResponseId = NewType("ResponseId", int)
RequestId = NewType("RequestId", int)
"""A demand of the register."""
ActId = NewType("ActId", int)
"""An act of destruction."""
DeadLetterId = NewType("DeadLetterId", int)

ObjectType: TypeAlias = Any
"""One of the types above; NewTypes have no common type of their own."""
IDS: Final[frozenset[ObjectType]] = frozenset(
    {
        StaffId,
        InvitationId,
        CandidateId,
        FileId,
        JoinId,
        MessageId,
        VacancyId,
        QuestionId,
        RuleId,
        SlotId,
        BookingId,
        ApplicationId,
        EventId,
        CallbackId,
        ResponseId,
        RequestId,
        ActId,
        DeadLetterId,
    },
)
