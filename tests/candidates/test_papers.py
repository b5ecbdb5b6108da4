"""What passes as a résumé and what does not, by name, kind and content; what means yes and what means no."""

import pytest

from bot.candidate.questionnaire import counted
from bot.candidate.resume import in_words
from bot.conversation.agreeing import agreed
from core.candidates import papers
from core.kernel.problems import Invalid

GOOD = [
    ("Кедров.pdf", "application/pdf"),
    ("cv.DOCX", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("photo.jpg", "image/jpeg"),
    ("резюме", "application/pdf"),
    ("резюме.txt", ""),
    ("cv.odt", "application/octet-stream"),
]
BAD = [
    ("virus.exe", "application/x-msdownload", 10, "resume-kind"),
    ("Кедров.pdf.exe", "application/pdf", 10, "resume-kind"),
    ("page.html", "text/html", 10, "resume-kind"),
    ("cv.zip", "application/zip", 10, "resume-kind"),
    ("voice.ogg", "audio/ogg", 10, "resume-recorded"),
    ("video.mp4", "video/mp4", 10, "resume-recorded"),
    ("Кедров.pdf", "application/pdf", 0, "resume-empty"),
    ("программа", "application/x-dosexec", 10, "resume-kind"),
]


@pytest.mark.parametrize(("name", "kind"), GOOD)
def test_a_resume_passes(name: str, kind: str) -> None:
    papers.check(name, kind, 10)


@pytest.mark.parametrize(("name", "kind", "size", "problem"), BAD)
def test_what_is_none_is_refused_with_the_reason(name: str, kind: str, size: int, problem: str) -> None:
    with pytest.raises(Invalid, match=problem):
        papers.check(name, kind, size)


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7",
        b"junk\n%PDF-1.4",
        b"PK\x03\x04",
        b"\xd0\xcf\x11\xe0",
        b"{\\rtf1",
        b"\xff\xd8\xff\xe0",
        b"RIFF\x00\x00\x00\x00WEBP",
        "Опыт".encode(),
    ],
)
def test_the_content_of_a_resume_passes(content: bytes) -> None:
    papers.check_content(content)


@pytest.mark.parametrize(
    "content", [b"", b"MZ\x90\x00", b"\x7fELF\x02", b"<!DOCTYPE html><p>", b"\n<HTML>", b"OggS\x00\x02", b"ID3\x03\x00", b"#!/bin/sh"]
)
def test_other_content_is_refused_whatever_the_file_is_called(content: bytes) -> None:
    with pytest.raises(Invalid, match=r"resume-(kind|empty)"):
        papers.check_content(content)


def test_a_link_and_a_text_stand_for_a_resume() -> None:
    assert in_words("hh.ru/resume/abc")["link"] == "https://hh.ru/resume/abc"
    assert in_words("https://kedrov.example/cv")["link"] == "https://kedrov.example/cv"
    long = "Работал сварщиком пять лет на заводе «Шов», варю аргоном и полуавтоматом, есть корочки."
    assert in_words(long)["text"] == long
    with pytest.raises(Invalid, match="resume-in-words"):
        in_words("потом пришлю")


YES = [
    "да",
    "Да!",
    "да, конечно",
    "конечно",
    "Конечно, да",
    "да, готова",
    "не против",
    "угу",
    "yes, of course",
    "sure",
    "+",
    "да, 3 года",
    "Нет проблем",
]
NO = ["нет", "нет, спасибо", "конечно нет", "Нет, не готов", "не готов", "не могу", "No, thanks", "-", "нету", "никогда"]
UNSURE = ["да нет", "да, но не сразу", "может быть", "не знаю", "not sure", "3", "опыта нет, но да", "", "только утром"]


def test_yes_and_no_are_understood_in_the_words_people_use() -> None:
    assert [text for text in YES if agreed(text) is not True] == []
    assert [text for text in NO if agreed(text) is not False] == []
    assert [text for text in UNSURE if agreed(text) is not None] == []


@pytest.mark.parametrize("text", ["-3", "\N{MINUS SIGN}3", "-0,5"])
def test_nobody_has_less_than_no_experience(text: str) -> None:
    with pytest.raises(Invalid, match="form-number-negative"):
        counted(text)
