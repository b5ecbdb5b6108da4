"""A report as files: a workbook, a CSV that a spreadsheet opens, and a picture. What people have typed stays data in all of them."""

import csv
from collections.abc import Sequence
from importlib import resources
from io import BytesIO, StringIO
from typing import Any

import typst
from xlsxwriter import Workbook

from core.kernel.database.documents import written
from core.reports.table import Table

OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "remove_timezone": True}
FORMATS = {"count": "0", "percent": '0.0"%"', "days": "0.0"}
LIVE = ("=", "+", "-", "@")
"""What makes a spreadsheet take words for a formula."""
BARS, WIDTH = 14, 46
"""So many bars a picture shows; letters of a name."""
DOTS = 200.0

Cells = Sequence[Sequence[Any]]


def workbook(title: str, heads: Sequence[str], table: Table, names: Sequence[str]) -> bytes:
    """`names`: the first column as it is read; the figures stay figures."""
    kept = BytesIO()
    with Workbook(kept, OPTIONS) as book:
        sheet, bold = book.add_worksheet(), book.add_format({"bold": True})
        formats = {kind: book.add_format({"num_format": form}) for kind, form in FORMATS.items()}
        sheet.set_column(0, 0, WIDTH)
        sheet.set_column(1, len(heads), 16)
        sheet.write_row(0, 0, [title], bold)
        sheet.write_row(2, 0, heads, bold)
        for place, (name, row) in enumerate(zip(names, table.rows, strict=True), 3):
            sheet.write_string(place, 0, name)
            for column, value in list(enumerate(row))[1:]:
                sheet.write_number(place, column, float(value or 0), formats[table.columns[column].kind])
    return kept.getvalue()


def separated(heads: Sequence[str], table: Table, names: Sequence[str]) -> bytes:
    """For spreadsheets that speak Russian: a mark of its encoding, semicolons, commas in the figures."""
    kept = StringIO()
    rows = csv.writer(kept, delimiter=";", lineterminator="\r\n")
    rows.writerow(heads)
    for name, row in zip(names, table.rows, strict=True):
        rows.writerow([harmless(name), *(f"{float(value or 0):g}".replace(".", ",") for value in row[1:])])
    return b"\xef\xbb\xbf" + kept.getvalue().encode()


def harmless(text: str) -> str:
    return f"'{text}" if text.startswith(LIVE) else text


def picture(title: str, below: str, bars: Sequence[tuple[str, float, str]]) -> bytes:
    """A PNG as wide as a phone: each bar with its name over it and its figure beside it, readable on light and dark."""
    shown = [{"name": name[:WIDTH], "value": value, "told": figure} for name, value, figure in bars[:BARS]]
    most = max((value for _, value, _ in bars[:BARS]), default=0) or 1
    told = written({"title": title, "below": below, "bars": shown, "most": most})
    layout = resources.files(__package__).joinpath("bars.typ").read_bytes()
    made: Any = typst.compile(layout, format="png", ppi=DOTS, sys_inputs={"data": told}, ignore_system_fonts=True)
    return bytes(made[0] if isinstance(made, list) else made)
