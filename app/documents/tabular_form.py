"""An empty Excel form to be filled in and sent back: headers, lists to choose from, and a page of rules."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

RULES_SHEET = "記入要領"
OPTIONS_SHEET = "選択肢"
FORM_SHEETS = (RULES_SHEET, OPTIONS_SHEET)
FILLABLE_ROWS = 1_000
FONT = "BIZ UDPGothic"
LONGEST_PROMPT = 255  # characters; Excel refuses a file with more


@dataclass(frozen=True, slots=True)
class FormColumn:
    """One column of a form; with ``options`` and not ``many`` its cells offer a list."""

    header: str
    hint: str
    kind: str
    required: bool = False
    options: tuple[str, ...] = ()
    many: bool = False
    width: float = 20.0


def empty_form(title: str, columns: Sequence[FormColumn], rules: Sequence[str]) -> bytes:
    """Return the form as .xlsx; every cell to be filled is text, so that codes keep their zeros."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    options = book.create_sheet(OPTIONS_SHEET)
    ranges = _write_options(options, columns)
    for number, column in enumerate(columns, start=1):
        _write_column(sheet, number, column, ranges.get(column.header, ""))
    sheet.row_dimensions[1].height = 30
    sheet.freeze_panes = "B2"
    _write_rules(book.create_sheet(RULES_SHEET), title, columns, rules)
    book.move_sheet(options, 1)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _write_options(sheet: "Worksheet", columns: Sequence[FormColumn]) -> dict[str, str]:
    """Write each list into a column of its own and return header -> its range."""
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    ranges: dict[str, str] = {}
    for number, column in enumerate((each for each in columns if each.options), start=1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = 32
        sheet.cell(1, number, column.header).font = Font(FONT, b=True)
        for place, option in enumerate(column.options, start=2):
            sheet.cell(place, number, option).font = Font(FONT)
        ranges[column.header] = f"'{OPTIONS_SHEET}'!${letter}$2:${letter}${len(column.options) + 1}"
    return ranges


def _write_column(sheet: "Worksheet", number: int, column: FormColumn, options: str) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    letter = get_column_letter(number)
    header = sheet.cell(1, number, f"{column.header}（必須）" if column.required else column.header)
    header.font = Font(FONT, sz=11, b=True, color="FFFFFFFF")
    header.fill = PatternFill("solid", fgColor="FF12547A" if column.required else "FF5B6B75")
    header.alignment = Alignment(vertical="center", wrap_text=True)
    sheet.column_dimensions[letter].width = column.width
    for row in range(2, FILLABLE_ROWS + 2):
        cell = sheet.cell(row, number)
        cell.number_format = "@"
        cell.alignment = Alignment(vertical="top", wrap_text=True)
    offered = bool(options) and not column.many
    check = DataValidation("list" if offered else None, formula1=options if offered else None, allow_blank=True)
    check.errorStyle = "warning"  # another spelling may be meant; the import says whether it knows it
    check.showErrorMessage = offered
    check.error = "一覧にない値です。"
    check.showInputMessage = True
    check.promptTitle = column.header[:32]
    check.prompt = column.hint[:LONGEST_PROMPT]
    check.add(f"{letter}2:{letter}{FILLABLE_ROWS + 1}")
    sheet.add_data_validation(check)


def _write_rules(sheet: "Worksheet", title: str, columns: Sequence[FormColumn], rules: Sequence[str]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    sheet.cell(1, 1, f"{title}　{RULES_SHEET}").font = Font(FONT, sz=14, b=True)
    row = 3
    for rule in rules:
        sheet.cell(row, 1, f"・{rule}").font = Font(FONT)
        row += 1
    row += 1
    lines = [
        ("列", "必須", "種類", "書き方"),
        *((c.header, "必須" if c.required else "", c.kind, c.hint) for c in columns),
    ]
    for place, line in enumerate(lines):
        for number, text in enumerate(line, start=1):
            cell = sheet.cell(row + place, number, text)
            cell.font = Font(FONT, b=place == 0)
            cell.alignment = Alignment(vertical="top", wrap_text=number == len(line))
            if place == 0:
                cell.fill = PatternFill("solid", fgColor="FFEAF2F6")
    for letter, width in zip("ABCD", (26, 8, 22, 90), strict=True):
        sheet.column_dimensions[letter].width = width
