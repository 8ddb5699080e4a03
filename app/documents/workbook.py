"""Excel files of plain cells: real dates and numbers, never a formula, the same bytes for the same content.

The few parts that we need are written directly (ECMA-376): 100,000 rows take seconds and little more memory than the
file, where an object for each cell takes minutes.
"""

import io
import zipfile
from collections.abc import Sequence
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from app.documents.fixed_archive import add_part, part
from app.documents.sheet_xml import HEAD, NAMESPACE, CellStyle, Sheet, SheetColumn, Styles, Value, sheet_xml

__all__ = ["Sheet", "SheetColumn", "Value", "workbook"]

_ACCENT, _TINT, _RULE, _MUTED = "FF12547A", "FFEAF2F6", "FFC2CCD3", "FF5B646C"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_ROLES = ("body", "header", "heading", "note")  # in the order of the fonts below
_FONTS = (
    '<font><sz val="10"/><name val="BIZ UDPGothic"/></font>'
    f'<font><b/><sz val="10"/><color rgb="{_ACCENT}"/><name val="BIZ UDPGothic"/></font>'
    '<font><b/><sz val="14"/><name val="BIZ UDPGothic"/></font>'
    f'<font><sz val="9"/><color rgb="{_MUTED}"/><name val="BIZ UDPGothic"/></font>'
)
_FILLS = (
    '<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    f'<fill><patternFill patternType="solid"><fgColor rgb="{_TINT}"/><bgColor indexed="64"/></patternFill></fill>'
)
_BORDERS = (
    "<border><left/><right/><top/><bottom/><diagonal/></border><border><left/><right/><top/>"
    f'<bottom style="thin"><color rgb="{_RULE}"/></bottom><diagonal/></border>'
)


def workbook(sheets: Sequence[Sheet], title: str, author: str, on: date) -> bytes:
    """Return an .xlsx file; AppError ``documents.cell_too_long`` where Excel would cut a text."""
    made, styles = io.BytesIO(), Styles()
    with zipfile.ZipFile(made, "w", compresslevel=1) as archive:
        add_part(archive, "[Content_Types].xml", _content_types(len(sheets)).encode())
        add_part(archive, "_rels/.rels", _package_relations().encode())
        add_part(archive, "docProps/core.xml", _properties(title, author, on).encode())
        for number, sheet in enumerate(sheets, start=1):
            with archive.open(part(f"xl/worksheets/sheet{number}.xml"), "w") as target:
                for piece in sheet_xml(sheet, styles):
                    target.write(piece.encode())
        add_part(archive, "xl/workbook.xml", _workbook(sheets).encode())
        add_part(archive, "xl/_rels/workbook.xml.rels", _workbook_relations(len(sheets)).encode())
        add_part(archive, "xl/styles.xml", _styles(styles).encode())
    return made.getvalue()


def _workbook(sheets: Sequence[Sheet]) -> str:
    listed, titles = [], []
    for number, sheet in enumerate(sheets, start=1):
        listed.append(f'<sheet name={quoteattr(sheet.name)} sheetId="{number}" r:id="rId{number}"/>')
        titles.append(
            f'<definedName name="_xlnm.Print_Titles" localSheetId="{number - 1}">'
            f"{escape(sheet.print_titles)}</definedName>"
        )
    return (
        f'{HEAD}<workbook xmlns="{NAMESPACE}" xmlns:r="{_OFFICE}"><bookViews><workbookView/></bookViews>'
        f"<sheets>{''.join(listed)}</sheets><definedNames>{''.join(titles)}</definedNames></workbook>"
    )


def _styles(styles: Styles) -> str:
    formats = "".join(map(_format, styles.used))
    return (
        f'{HEAD}<styleSheet xmlns="{NAMESPACE}">'
        '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy-mm-dd"/></numFmts>'
        f'<fonts count="4">{_FONTS}</fonts><fills count="3">{_FILLS}</fills><borders count="2">{_BORDERS}</borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{len(styles.used)}">{formats}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def _format(style: CellStyle) -> str:
    is_header = style.role == "header"
    ruled = 1 if style.role in ("body", "header") else 0
    centred = ' horizontal="center"' if style.centred else ""
    wraps = ' wrapText="1"' if style.wraps else ""
    quoted = ' quotePrefix="1"' if style.is_quoted else ""
    return (
        f'<xf numFmtId="{164 if style.is_date else 0}" fontId="{_ROLES.index(style.role)}" '
        f'fillId="{2 if is_header else 0}" borderId="{ruled}" xfId="0" applyNumberFormat="1" applyFont="1" '
        f'applyFill="1" applyBorder="1" applyAlignment="1"{quoted}>'
        f'<alignment{centred} vertical="{"center" if is_header else "top"}"{wraps}/></xf>'
    )


def _content_types(count: int) -> str:
    sheets = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        for number in range(1, count + 1)
    )
    return (
        f'{HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>{sheets}'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )


def _package_relations() -> str:
    return _relations(
        ("rId1", f"{_OFFICE}/officeDocument", "xl/workbook.xml"),
        ("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
    )


def _workbook_relations(count: int) -> str:
    numbers = range(1, count + 1)
    sheets = [(f"rId{number}", f"{_OFFICE}/worksheet", f"worksheets/sheet{number}.xml") for number in numbers]
    return _relations(*sheets, (f"rId{count + 1}", f"{_OFFICE}/styles", "styles.xml"))


def _relations(*relations: tuple[str, str, str]) -> str:
    listed = "".join(f'<Relationship Id="{key}" Type="{kind}" Target="{to}"/>' for key, kind, to in relations)
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _properties(title: str, author: str, on: date) -> str:
    moment = f'xsi:type="dcterms:W3CDTF">{on.isoformat()}T00:00:00Z'
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>{escape(author)}</dc:creator>"
        f"<dcterms:created {moment}</dcterms:created><dcterms:modified {moment}</dcterms:modified></cp:coreProperties>"
    )
