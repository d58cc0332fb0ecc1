"""The words of a paper 文书文字: what a Word file says, to be compared."""

from docx.document import Document as Paper


def words(paper: Paper) -> str:
    """All that the body says, forms and tables too."""
    cells = (cell.text for table in paper.tables for row in table.rows for cell in row.cells)
    return "\n".join((*(each.text for each in paper.paragraphs), *cells))
