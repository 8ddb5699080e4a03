"""Our report of 20 pages, made by a program of its own: headings, paragraphs, tables and charts."""

import io
import sys
import time
from datetime import date

from app.benchmark.children import given_key, report
from app.benchmark.report_texts import HEADINGS, bars, row, words


def made(parts: int) -> bytes:
    """Return a report of so many parts, each with a heading, three paragraphs, a table and a chart."""
    from app.documents.pdf.chart import bar_chart
    from app.documents.pdf.document import Document, Properties
    from app.documents.pdf.elements import furnish, heading, paragraph, title
    from app.documents.pdf.flow import Flow
    from app.documents.pdf.table import Column, table

    document = Document(Properties("計測用の報告書", "市町村DX支援デスク", "計測", date(2027, 1, 15)))
    flow = Flow(document)
    title(flow, "計測用の報告書")
    columns = [Column(name, share) for name, share in zip(HEADINGS, (2.0, 1.4, 4.0, 1.0, 1.0), strict=True)]
    for part in range(1, parts + 1):
        heading(flow, f"{part}　支援の内容")
        for place in range(3):
            paragraph(flow, words(part * 10 + place))
        table(flow, columns, [row(part * 100 + place) for place in range(12)])
        bar_chart(flow, bars(part), "件")
    furnish(document, "計測用の報告書")
    return document.data()


def page_count(data: bytes) -> int:
    """Return the number of pages of a PDF file."""
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as opened:
        return len(opened.pages)


def main() -> None:
    """Make the report and tell how long it took, libraries and fonts included."""
    given_key()
    start = time.perf_counter()
    data = made(int(sys.argv[1]))
    report(ms=(time.perf_counter() - start) * 1000)
    report(pages=page_count(data))


if __name__ == "__main__":
    main()
