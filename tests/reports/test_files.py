"""Reports as files: figures stay figures, words stay words, whatever they are."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from bot.recruiter.figures.files import picture, separated, workbook
from core.reports.table import Column, Table

HEADS = ["Причина", "Человек", "Доля"]
NASTY = ['=HYPERLINK("http://example.org")', "+7 905", "Обычная; с точкой"]
COLUMNS = (Column("reason", "text"), Column("people"), Column("of-all", "percent"))
TABLE = Table(COLUMNS, ((1, 2, 50.0), (2, 1, 25.0), (3, 1, 25.0)), 4, "people")
MANY = [(f"Вакансия {n} с длинным названием 🙂", float(n), str(n)) for n in range(40)]


def test_a_workbook_holds_no_live_formula() -> None:
    with ZipFile(BytesIO(workbook("Отказы: «октябрь»", HEADS, TABLE, NASTY))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "=HYPERLINK" in sheet
    assert sheet.count("<v>") >= len(TABLE.rows) * 2


def test_a_csv_opens_in_a_russian_spreadsheet() -> None:
    text = separated(HEADS, TABLE, NASTY).decode("utf-8-sig").splitlines()
    assert text[0] == "Причина;Человек;Доля"
    assert text[1].startswith("\"'=HYPERLINK")
    assert text[2] == "'+7 905;1;25"
    assert text[3] == '"Обычная; с точкой";1;25'


@pytest.mark.parametrize("bars", [[], [("#panic(1) *x* $y$ @z", 3.0, "3")], MANY])
def test_a_picture_is_one_png_as_wide_as_a_phone(bars: list[tuple[str, float, str]]) -> None:
    made = picture("Воронка", "октябрь", bars)
    assert made.startswith(b"\x89PNG")
    assert 700 <= int.from_bytes(made[16:20]) <= 800
