"""A meeting as an .ics file: one UID for ever, a higher SEQUENCE when it moves, so that a calendar changes its entry and adds none."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from icalendar import Alarm, Calendar, Event

PRODUCT = "-//Otklik//Interviews//RU"
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Meeting:
    """Instants are aware; `place` is an address, `link` a web address, either may be empty."""

    booking: int
    version: int
    start: datetime
    end: datetime
    title: str
    company: str
    place: str = ""
    link: str = ""
    with_whom: str = ""


def ics(meeting: Meeting, now: datetime) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event(meeting, now))
    found: bytes = calendar.to_ical()
    return found


def event(meeting: Meeting, now: datetime) -> Event:
    entry = Event()
    entry.add("uid", f"booking-{meeting.booking}@otklik")
    entry.add("sequence", meeting.version - 1)
    entry.add("dtstamp", now)
    entry.add("dtstart", meeting.start)
    entry.add("dtend", meeting.end)
    entry.add("summary", f"{meeting.title} ({meeting.company})")
    entry.add("description", "\n".join(part for part in (meeting.with_whom, meeting.place, meeting.link) if part))
    entry.add("location", meeting.place or meeting.link)
    if meeting.link:
        entry.add("url", meeting.link)
    entry.add_component(alarm(meeting))
    return entry


def alarm(meeting: Meeting) -> Alarm:
    bell = Alarm()
    bell.add("action", "DISPLAY")
    bell.add("description", meeting.title)
    bell.add("trigger", -HOUR)
    return bell
