"""What may pass as a résumé: by its name and kind at once, by its first bytes as soon as they are here. Pure.

Problems raised: resume-empty, resume-recorded, resume-kind.
"""

import re

from core.kernel.problems import Invalid

NAMED = re.compile(r"pdf|docx?|docm|rtf|odt|txt|md|pages|jpe?g|png|webp|hei[cf]|tiff?|bmp|gif", re.IGNORECASE)
KINDS = ("application/pdf", "image/", "text/plain", "text/markdown", "text/rtf", "application/rtf", "application/msword")
OFFICE = ("application/vnd.openxmlformats-officedocument.wordprocessingml", "application/vnd.oasis.opendocument.text")
UNTOLD = frozenset({"", "application/octet-stream", "binary/octet-stream"})
RECORDED = ("audio/", "video/")
HEAD = 1024
"""Bytes that tell what a file is: a PDF may begin with other things."""
STARTS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
"""Word's new and old files, RTF and pictures; WebP and HEIC say so further on."""
FURTHER = (b"WEBP", b"ftyphe", b"ftypmif", b"ftypmsf", b"ftypavif")
PAGE = (b"<html", b"<!doctype html", b"<script", b"<head", b"<body")
PROGRAM = (b"#!", b"MZ")
UNPRINTED = re.compile(rb"[\x00-\x08\x0e-\x1f]")


def check(name: str, media_type: str, size: int) -> None:
    """By what is told of the file."""
    if size <= 0:
        raise Invalid("resume-empty")
    ending = name.rpartition(".")[2] if "." in name else ""
    if media_type.startswith(RECORDED):
        raise Invalid("resume-recorded")
    if not NAMED.fullmatch(ending) and (ending or not is_kind(media_type)):
        raise Invalid("resume-kind")


def is_kind(media_type: str) -> bool:
    return media_type in UNTOLD or media_type.startswith((*KINDS, *OFFICE))


def check_content(content: bytes) -> None:
    """By the bytes, whatever the file is called."""
    head = content[:HEAD]
    if not head:
        raise Invalid("resume-empty")
    if not (b"%PDF" in head or head.startswith(STARTS) or any(mark in head[:16] for mark in FURTHER) or is_text(head)):
        raise Invalid("resume-kind")


def is_text(head: bytes) -> bool:
    """Words of any alphabet, of which no browser makes a page and no machine a program."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(PROGRAM) or any(mark in head.lower() for mark in PAGE):
        return False
    return head.startswith((b"\xff\xfe", b"\xfe\xff")) or UNPRINTED.search(head) is None
