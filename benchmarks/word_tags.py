"""Our letterhead as a docxtpl template that holds the whole body as tags: loops over sections, clauses, provisions and tables.

Tags that stand for a paragraph, row or cell are docxtpl's own (`{%p %}`, `{%tr %}`, `{%tc %}`). Between runs and inside
properties plain tags are used: docxtpl's `{%r %}` leaves empty runs behind, and plain tags cost it less.
"""

NUMBER = (
    '{% if each.number %}<w:numPr><w:ilvl w:val="{{ each.number.level }}"/><w:numId w:val="{{ each.number.list }}"/></w:numPr>{% endif %}'
)


def tag_paragraph(tag: str) -> str:
    """A paragraph that holds nothing but a tag."""
    return f"<w:p><w:r><w:t>{{%p {tag} %}}</w:t></w:r></w:p>"


def tag_row(tag: str) -> str:
    """A table row that holds nothing but a tag."""
    return f"<w:tr><w:tc><w:p><w:r><w:t>{{%tr {tag} %}}</w:t></w:r></w:p></w:tc></w:tr>"


def tag_cell(tag: str) -> str:
    """A table cell that holds nothing but a tag."""
    return f"<w:tc><w:p><w:r><w:t>{{%tc {tag} %}}</w:t></w:r></w:p></w:tc>"


def text_run(words: str, properties: str = "") -> str:
    """A run that shows words or a tag."""
    return f'<w:r>{properties}<w:t xml:space="preserve">{words}</w:t></w:r>'


def runs(inlines: str) -> str:
    """The loop over the parts of one paragraph."""
    look = (
        "{% if part.strong or part.emphasis %}<w:rPr>{% if part.strong %}<w:b/>{% endif %}"
        "{% if part.emphasis %}<w:i/>{% endif %}</w:rPr>{% endif %}"
    )
    hole = '<w:rPr><w:rStyle w:val="MissingFact"/><w:highlight w:val="yellow"/></w:rPr>'
    prompt = '<w:rPr><w:rStyle w:val="PlaceholderText"/></w:rPr>'
    shown = text_run("{{ part.text }}")
    blank = control("part", "<w:showingPlcHdr/><w:text/>", text_run("{{ part.text }}", prompt))
    reference = field(" REF {{ part.bookmark }} \\r \\h ", shown)
    return (
        f"{{% for part in {inlines} %}}"
        f'{{% if part.kind == "text" %}}{text_run("{{ part.text }}", look)}'
        f'{{% elif part.kind == "filled" %}}{shown}'
        f'{{% elif part.kind == "hole" %}}{text_run("{{ part.text }}", hole)}'
        f'{{% elif part.kind == "blank" %}}{blank}'
        f"{{% else %}}{reference}{{% endif %}}"
        "{% endfor %}"
    )


def field(instruction: str, cached: str) -> str:
    """A field with the result it has now."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    code = f'<w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>'
    return f"{mark('begin')}{code}{mark('separate')}{cached}{mark('end')}"


def control(name: str, kind: str, inside: str) -> str:
    """A locked content control around something; `name` is the variable that knows its alias, tag and id."""
    return (
        f'<w:sdt><w:sdtPr>{{% if {name}.alias %}}<w:alias w:val="{{{{ {name}.alias }}}}"/>{{% endif %}}'
        f'{{% if {name}.tag %}}<w:tag w:val="{{{{ {name}.tag }}}}"/>{{% endif %}}'
        f'<w:id w:val="{{{{ {name}.id }}}}"/><w:lock w:val="sdtLocked"/>{kind}</w:sdtPr>'
        f"<w:sdtContent>{inside}</w:sdtContent></w:sdt>"
    )


def paragraph(style: str, inside: str, properties: str = "") -> str:
    """One paragraph in a style."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{inside}</w:p>'


def marked(name: str, inside: str) -> str:
    """A bookmark around something; `name` is the variable that knows its name and id."""
    start = f'<w:bookmarkStart w:id="{{{{ {name}.id }}}}" w:name="{{{{ {name}.name }}}}"/>'
    return f'{start}{inside}<w:bookmarkEnd w:id="{{{{ {name}.id }}}}"/>'


# --- the parts of the document


def front() -> str:
    """The table of the first page."""
    row = (
        "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
        + cell("front.widths[0]", paragraph("FrontLabel", text_run("{{ row.label }}")))
        + cell("front.widths[1]", paragraph("FrontFact", runs("row.inlines")))
        + "</w:tr>"
    )
    table = framed("FrontTable", "front", tag_row("for row in front.rows") + row + tag_row("endfor"))
    return control("front", "<w:group/>", table) + paragraph("TableGap", "")


def contents() -> str:
    """The contents: a field with a link for each heading."""
    link = (
        '<w:hyperlink w:anchor="{{ entry.bookmark }}" w:history="1">{% if entry.number %}'
        + text_run("{{ entry.number }}")
        + "<w:r><w:tab/></w:r>{% endif %}"
        + text_run("{{ entry.title }}")
        + "</w:hyperlink>"
    )
    begin, _, end = field(r' TOC \o "1-2" \n \h \z \u ', "|").partition("|")
    shown = f"{{% if loop.first %}}{begin}{{% endif %}}{link}{{% if loop.last %}}{end}{{% endif %}}"
    entries = tag_paragraph("for entry in entries") + paragraph("{{ entry.style }}", shown) + tag_paragraph("endfor")
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
    heading = paragraph("TOCHeading", text_run("{{ words.contents }}"))
    return (
        f'<w:sdt><w:sdtPr><w:id w:val="{{{{ contents_id }}}}"/>{gallery}</w:sdtPr><w:sdtContent>{heading}{entries}</w:sdtContent></w:sdt>'
    )


def body() -> str:
    """The loop over sections and their clauses."""
    break_before = "{% if each.new_page %}<w:pageBreakBefore/>{% endif %}"
    heading = paragraph("{{ each.style }}", marked("each.bookmark", text_run("{{ each.title }}")), break_before + NUMBER)
    clause_heading = (
        tag_paragraph("for each in clause.heading")
        + paragraph("Heading2", marked("each.bookmark", text_run("{{ each.title }}")), NUMBER)
        + tag_paragraph("endfor")
    )
    clause = control("clause", "<w:group/>", marked("clause.bookmark", clause_heading + blocks()))
    return (
        tag_paragraph("for section in sections")
        + tag_paragraph("for each in section.heading")
        + control("each", "<w:group/>", heading)
        + tag_paragraph("endfor")
        + tag_paragraph("for clause in section.clauses")
        + clause
        + tag_paragraph("endfor")
        + tag_paragraph("endfor")
    )


def blocks() -> str:
    """The loop over the blocks of one clause."""
    keep_next = "{% if each.entries %}<w:keepNext/>{% endif %}"
    prompt = paragraph("OpenRegion", text_run("{{ each.text }}", '<w:rPr><w:rStyle w:val="PlaceholderText"/></w:rPr>'))
    return (
        tag_paragraph("for each in clause.blocks")
        + tag_paragraph('if each.kind == "provision"')
        + paragraph("{{ each.style }}", runs("each.inlines"), keep_next + NUMBER)
        + entries("ListEntry", "each.entries", entries("InnerListEntry", "each.entries", ""))
        + tag_paragraph('elif each.kind == "table"')
        + table()
        + tag_paragraph("else")
        + control("each", "<w:showingPlcHdr/><w:richText/>", prompt)
        + tag_paragraph("endif")
        + tag_paragraph("endfor")
    )


def entries(style: str, listed: str, inner: str) -> str:
    """The loop over the entries of a list."""
    return tag_paragraph(f"for each in {listed}") + paragraph(style, runs("each.inlines"), NUMBER) + inner + tag_paragraph("endfor")


def table() -> str:
    """A table with its caption, its head and the loop over its rows."""

    def cells(style: str, row: str) -> str:
        shown = cell("cell.width", paragraph(style, runs("cell.inlines")))
        return tag_cell(f"for cell in {row}") + shown + tag_cell("endfor")

    head = f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells('TableHead', 'each.header')}</w:tr>"
    rows = f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells('TableCell', 'row')}</w:tr>"
    caption = tag_paragraph("if each.caption_text") + paragraph("Caption", runs("each.caption")) + tag_paragraph("endif")
    looped = tag_row("for row in each.rows") + rows + tag_row("endfor")
    return caption + framed("DocumentTable", "each", head + looped) + paragraph("TableGap", "")


def cell(width: str, inside: str) -> str:
    """One cell; `width` is the variable that knows its width."""
    return f'<w:tc><w:tcPr><w:tcW w:w="{{{{ {width} }}}}" w:type="dxa"/></w:tcPr>{inside}</w:tc>'


def framed(style: str, name: str, rows: str) -> str:
    """Rows as a table; `name` is the variable that knows its widths and what screen readers call it."""
    look = '<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
    grid = f'{{% for width in {name}.widths %}}<w:gridCol w:w="{{{{ width }}}}"/>{{% endfor %}}'
    caption = f'{{% if {name}.caption_text %}}<w:tblCaption w:val="{{{{ {name}.caption_text }}}}"/>{{% endif %}}'
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{{{{ {name}.width }}}}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/>{look}{caption}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>'
    )
