"""Writing the fonts of a document into its file: one composite font with a text layer for each face."""

from typing import Any

from reportlab.pdfbase import pdfdoc

from app.documents.pdf.ink import EmbeddedFace
from app.documents.pdf.subset import subset

_SYMBOLIC, _BOLD = 1 << 2, 1 << 18
_MOST_PER_BLOCK = 100  # entries of one bfchar block that every reader takes


def font_object(document: Any, embedded: EmbeddedFace) -> Any:
    """Return the font dictionary of a face for a reportlab document."""
    face = embedded.face
    name = f"{_tag(embedded)}+{face.postscript_name}"
    file = pdfdoc.PDFStream(content=subset(face, embedded.glyphs), filters=[pdfdoc.PDFZCompress])
    file.dictionary["Length1"] = len(file.content)
    descendant = pdfdoc.PDFDictionary(
        {
            "Type": "/Font",
            "Subtype": "/CIDFontType2",
            "BaseFont": f"/{name}",
            "CIDSystemInfo": "<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>",
            "FontDescriptor": document.Reference(_descriptor(document, embedded, name, file)),
            "CIDToGIDMap": "/Identity",
            "DW": 1000,
            "W": f"[0 [{' '.join(f'{face.width(glyph):.6g}' for glyph in embedded.glyphs)}]]",
        }
    )
    meanings = pdfdoc.PDFStream(content=to_unicode(embedded.texts), filters=[pdfdoc.PDFZCompress])
    return pdfdoc.PDFDictionary(
        {
            "Type": "/Font",
            "Subtype": "/Type0",
            "BaseFont": f"/{name}",
            "Encoding": "/Identity-H",
            "DescendantFonts": pdfdoc.PDFArray([document.Reference(descendant)]),
            "ToUnicode": document.Reference(meanings),
        }
    )


def to_unicode(texts: list[str]) -> str:
    """Return the map from codes to text; characters beyond the BMP become surrogate pairs, as PDF demands."""
    entries = [f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>" for code, text in enumerate(texts) if text]
    blocks = []
    for start in range(0, len(entries), _MOST_PER_BLOCK):
        block = entries[start : start + _MOST_PER_BLOCK]
        blocks += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
            "1 begincodespacerange <0000> <FFFF> endcodespacerange",
            *blocks,
            "endcmap CMapName currentdict /CMap defineresource pop end end",
        ]
    )


def _descriptor(document: Any, embedded: EmbeddedFace, name: str, file: Any) -> Any:
    face = embedded.face
    scale = 1000 / face.units_per_em
    return pdfdoc.PDFDictionary(
        {
            "Type": "/FontDescriptor",
            "FontName": f"/{name}",
            "Flags": _SYMBOLIC | (_BOLD if face.is_bold else 0),
            "FontBBox": pdfdoc.PDFArray([round(edge * scale) for edge in face.box]),
            "ItalicAngle": 0,
            "Ascent": round(face.ascent * scale),
            "Descent": round(face.descent * scale),
            "CapHeight": round(face.ascent * scale),
            "StemV": 120 if face.is_bold else 80,
            "FontFile2": document.Reference(file),
        }
    )


def _tag(embedded: EmbeddedFace) -> str:
    """Return six capital letters, different for each face of a document."""
    number = int(embedded.name[1:])
    letters = ""
    for _ in range(6):
        number, rest = divmod(number, 26)
        letters = chr(65 + rest) + letters
    return letters
