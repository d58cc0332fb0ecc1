"""坏文件 — bytes of files as people send them: whole, broken, hostile. One builder a kind."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

SAMPLES = Path(__file__).resolve().parents[1] / "samples" / "bad-input"
MIB = 1024 * 1024
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
PLAN = (
    "云岭县学前教育问题整改方案\n一、整改任务\n(一)学位供给\n1.关于“城区学位紧张”的问题。\n"
    "整改措施:新建县第三幼儿园,增设学位270个。\n整改单位:县教育局\n整改时限:2024年12月底前\n"
)


def packed(parts: Mapping[str, bytes | str]) -> bytes:
    """A ZIP of `parts`."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return file.getvalue()


def paragraph(text: str, properties: str = "") -> str:
    """A paragraph of one run."""
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def docx(body: str, related: Mapping[str, str] | None = None, prolog: str = "") -> bytes:
    """A .docx with this body; `related` maps a kind (numbering, styles, header …) to its XML."""
    names = {kind: f"{kind}.xml" for kind in related or {}}
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/{kind}" Target="{name}"/>'
        for n, (kind, name) in enumerate(names.items())
    )
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="m" '
        f'Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{RELATIONS}">{relations}'
        "</Relationships>",
        "word/document.xml": f'{prolog}<w:document xmlns:w="{W}"><w:body>{body}</w:body>'
        "</w:document>",
    }
    for kind, name in names.items():
        parts[f"word/{name}"] = (related or {})[kind]
    return packed(parts)


def plan_docx() -> bytes:
    """The plan as a .docx."""
    return docx("".join(map(paragraph, PLAN.splitlines())))


def bomb(size: int = 300 * MIB) -> bytes:
    """A .docx of some kB whose body inflates to `size`."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package,
        package.open("word/document.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(size // MIB):
            part.write(b" " * MIB)
    return file.getvalue()


def many_parts() -> bytes:
    """A .docx of more parts than any document has."""
    return packed({"word/document.xml": "<a/>", **{f"word/media/{n}": b"" for n in range(2001)}})


def lying_bomb() -> bytes:
    """A .docx whose header says 1 kB and whose part inflates to 8 MB."""
    data = bytearray(docx(paragraph("a" * (8 * MIB))))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = -1
        while (place := data.find(signature, place + 1)) >= 0:
            size = struct.unpack_from("<I", data, place + offset)[0]
            if size > MIB:
                struct.pack_into("<I", data, place + offset, 1024)
    return bytes(data)


def entity_docx() -> bytes:
    """A .docx that asks for a file of the machine."""
    prolog = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    return docx(paragraph("&x;" + PLAN.replace("\n", "")), prolog=prolog)


def laughing_docx() -> bytes:
    """A .docx whose ten entities multiply to a billion letters."""
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha"}">' for n in range(10))
    return docx(paragraph("&e9;"), prolog=f"<!DOCTYPE w [{entities}]>")


def locked_docx() -> bytes:
    """A .docx whose entries carry the flag of encryption."""
    data = bytearray(plan_docx())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = -1
        while (place := data.find(signature, place + 1)) >= 0:
            data[place + offset] |= 1
    return bytes(data)


def ole(stream: str) -> bytes:
    """The beginning of a compound file with a stream of this name."""
    return OLE + bytes(504) + stream.encode("utf-16-le") + bytes(512)


def picture() -> bytes:
    """A white pixel as PNG."""

    def chunk(name: bytes, content: bytes) -> bytes:
        check = zlib.crc32(name + content)
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"\0\xff")
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


def page_of_mark() -> bytes:
    """A page whose mark stands in what is otherwise left out."""
    return f"<html><body><nav>密级：机密</nav><div><p>{PLAN}</p></div></body></html>".encode()


def random_bytes(size: int = 4096) -> bytes:
    """Bytes without a meaning, the same ones each time."""
    state, made = 12345, bytearray()
    for _ in range(size):
        state = (state * 1103515245 + 12345) % 2**31
        made.append(state >> 16 & 0xFF)
    return bytes(made)


def sample(name: str) -> Callable[[], bytes]:
    """The bytes of a file in tests/samples/bad-input."""
    return (SAMPLES / name).read_bytes


# What is refused: name, how it is made, and the last part of the code of the reason.
REFUSED: tuple[tuple[str, Callable[[], bytes], str], ...] = (
    ("empty.txt", bytes, "empty"),
    ("blank.txt", lambda: b"\xef\xbb\xbf  \r\n\0\n", "empty"),
    ("random.docx", random_bytes, "unknown"),
    ("sixty.txt", lambda: PLAN.encode() * (60 * MIB // len(PLAN.encode())), "too_large"),
    ("endless.txt", lambda: "一".encode() * (2_000_001), "too_long"),
    ("big5.txt", lambda: ("雲嶺縣學前教育問題整改方案" * 9).encode("big5"), "encoding"),
    ("utf16.txt", lambda: PLAN.encode("utf-16-le"), "unknown"),
    ("latin.txt", lambda: ("Éducation préscolaire à Genève. " * 9).encode("latin-1"), "encoding"),
    ("torn.txt", lambda: PLAN.encode() + b"\xff\xfe\xfd" + PLAN.encode(), "encoding"),
    ("bomb.docx", bomb, "bomb"),
    ("ratio.docx", lambda: bomb(100 * MIB), "bomb"),
    ("parts.docx", many_parts, "bomb"),
    ("lying.docx", lying_bomb, "damaged"),
    ("entity.docx", entity_docx, "dtd"),
    ("dtd.docx", lambda: docx(paragraph(PLAN), prolog='<!DOCTYPE w SYSTEM "w.dtd">'), "dtd"),
    ("laughs.docx", laughing_docx, "dtd"),
    ("entities.html", sample("entities.html"), "dtd"),
    ("entity.xml", lambda: b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///x">]><a>&b;</a>', "dtd"),
    ("half.docx", lambda: plan_docx()[: len(plan_docx()) // 2], "torn"),
    ("no-body.docx", lambda: packed({"word/document.xml": f'<w:a xmlns:w="{W}"/>'}), "damaged"),
    ("torn-xml.docx", lambda: docx("<w:p><w:r>"), "damaged"),
    ("locked.docx", locked_docx, "encrypted"),
    ("password.docx", lambda: ole("EncryptedPackage"), "encrypted"),
    ("torn.pdf", lambda: b"%PDF-1.7\n1 0 obj\n<<>>\n", "torn"),
    ("paper.ofd", lambda: packed({"OFD.xml": "<OFD/>"}), "damaged"),
    ("page.mht", lambda: b"MIME-Version: 1.0\r\n\r\ntext", "torn"),
    ("list.xlsx", lambda: packed({"xl/workbook.xml": "<a/>"}), "too_little"),
    ("list.xls", lambda: ole("Workbook"), "old_spreadsheet"),
    ("talk.pptx", lambda: packed({"ppt/presentation.xml": "<a/>"}), "slides"),
    ("files.zip", lambda: packed({"a.txt": "text"}), "archive"),
    ("scan.png", picture, "image"),
    ("scan.jpg", lambda: b"\xff\xd8\xff\xe0" + bytes(64), "image"),
    ("short.txt", lambda: "通知".encode(), "too_little"),
    ("short-mark.txt", "机密★5年".encode, "secrecy_mark"),
    ("page-mark.html", page_of_mark, "secrecy_mark"),
    ("pictures.docx", lambda: docx("<w:p><w:r><w:drawing/></w:r></w:p>"), "too_little"),
    (
        "scripts.html",
        lambda: b"<html><body><script>var a='text text'</script></body>",
        "too_little",
    ),
    ("deep.html", lambda: b"<html>" + b"<div>" * 3_000 + "字".encode() * 99, "too_deep"),
    ("deeper.html", lambda: b"<div>" * 50_000 + "字".encode() * 99, "too_deep"),
    ("first-bytes.docx", lambda: plan_docx()[:40], "torn"),
)
# Refused for a mark among enough text to be read.
MARKED = ("secrecy-mark.txt", sample("secrecy-mark.txt"), "secrecy_mark")
# Odd, but readable.
TAKEN: tuple[tuple[str, Callable[[], bytes]], ...] = (
    ("half-a-document.txt", sample("half-a-document.txt")),
    ("no-numbering.txt", sample("no-numbering.txt")),
    ("ten-levels.txt", sample("ten-levels.txt")),
    ("nul.txt", lambda: PLAN.replace("教", "教\0").encode()),
    ("bom.txt", lambda: PLAN.encode("utf-8-sig")),
    ("utf16.txt", lambda: PLAN.encode("utf-16")),
    ("gbk.txt", lambda: PLAN.encode("gbk")),
    ("really.docx.txt", plan_docx),
    ("page.doc", lambda: f"<html><body><p>{PLAN}</p></body></html>".encode("gb18030")),
)
