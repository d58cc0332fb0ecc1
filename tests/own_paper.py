"""A unit's own plan as it comes back 本单位方案样例."""

from io import BytesIO

from docx import Document as Word


def edited(paper: BytesIO, swaps: dict[str, str]) -> bytes:
    word, out = Word(paper), BytesIO()
    for paragraph in word.paragraphs:
        for old, new in swaps.items():
            if old in paragraph.text:
                words = paragraph.text.replace(old, new)
                paragraph.runs[0].text = words
                for run in paragraph.runs[1:]:
                    run.text = ""
    word.save(out)
    return out.getvalue()
