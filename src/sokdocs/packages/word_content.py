"""What may lie in a Word document that is read here: content types and relationships, by an allow-list."""

OFFICE = "application/vnd.openxmlformats-officedocument."
WORD = OFFICE + "wordprocessingml."
MAIN_TYPE = WORD + "document.main+xml"
RELATIONSHIPS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"

KNOWN_TYPES = frozenset(
    {
        MAIN_TYPE,
        RELATIONSHIPS_TYPE,
        "application/vnd.openxmlformats-package.core-properties+xml",
        "application/xml",
        "text/xml",
        OFFICE + "extended-properties+xml",
        OFFICE + "custom-properties+xml",
        OFFICE + "customXmlProperties+xml",
        OFFICE + "theme+xml",
        OFFICE + "themeOverride+xml",
        OFFICE + "obfuscatedFont",
        "application/vnd.ms-word.stylesWithEffects+xml",
        "application/vnd.ms-office.classificationlabels+xml",
        "application/vnd.ms-office.documenttasks+xml",
        "application/x-font-ttf",
        WORD + "printerSettings",
    }
    | {
        f"{WORD}{part}+xml"
        for part in (
            "comments",
            "commentsExtended",
            "commentsExtensible",
            "commentsIds",
            "document.glossary",
            "endnotes",
            "fontTable",
            "footer",
            "footnotes",
            "header",
            "numbering",
            "people",
            "settings",
            "styles",
            "webSettings",
        )
    }
    | {f"image/{kind}" for kind in ("bmp", "gif", "jpeg", "jpg", "png", "svg+xml", "tiff", "x-emf", "x-wmf")}
)

# The last part of a relationship's type. What lies outside the file may only be linked to, never loaded.
OUTSIDE_ALLOWED = frozenset({"hyperlink"})
INSIDE_REFUSED = frozenset(
    {
        "aFChunk",
        "activeXControlBinary",
        "attachedToolbars",
        "control",
        "externalLink",
        "frame",
        "mailMergeSource",
        "oleObject",
        "package",
        "recipientData",
        "subDocument",
        "vbaProject",
        "wordVbaData",
    }
)
