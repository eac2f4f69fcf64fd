"""Excel workbooks. Every text is written as a string, so that none is ever a formula or a link.

Excel holds 1,048,576 rows a sheet and 32,767 characters a cell: more rows go on further sheets, a longer text is cut
and ends with an ellipsis. Times are UTC.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

SUFFIX = ".xlsx"
ROWS, CHARACTERS = 1_048_576, 32_767
#: Whole numbers beyond it lose digits in Excel.
EXACT = 2**53
#: Excel's calendar begins here.
EARLIEST = date(1900, 1, 1)


def write(rows: pa.RecordBatchReader, path: Path) -> None:
    """Write rows as a workbook with a header that stays in sight; equal rows give equal bytes."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "remove_timezone": True}
    with Workbook(path, options) as book:
        book.set_properties({"created": datetime(2000, 1, 1)})  # noqa: DTZ001 - the writer takes no zone
        times = {
            datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
            date: book.add_format({"num_format": "yyyy-mm-dd"}),
        }
        sheet, row = _sheet(book, path.stem, rows.schema.names), 0
        for batch in rows:
            for values in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                row += 1
                if row == ROWS:
                    sheet, row = _sheet(book, path.stem, rows.schema.names), 1
                for column, value in enumerate(values):
                    _cell(sheet, row, column, value, times)


def _sheet(book: Workbook, name: str, columns: list[str]) -> Worksheet:
    number = len(book.worksheets()) + 1
    sheet: Worksheet = book.add_worksheet(name[:31] if number == 1 else f"{name[:24]} {number}")
    for column, title in enumerate(columns):
        sheet.write_string(0, column, title)
    sheet.freeze_panes(1, 0)
    return sheet


def _cell(sheet: Worksheet, row: int, column: int, value: Any, times: dict[type[date], Format]) -> None:
    if value is None or value != value:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float) and abs(value) <= EXACT:
        sheet.write_number(row, column, value)
    elif isinstance(value, date) and (value.date() if isinstance(value, datetime) else value) >= EARLIEST:
        sheet.write_datetime(row, column, value, times[type(value)])
    else:
        said = json.dumps(value, ensure_ascii=False) if isinstance(value, list) else str(value)
        sheet.write_string(row, column, said if len(said) <= CHARACTERS else said[: CHARACTERS - 1] + "…")
