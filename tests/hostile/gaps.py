"""Hostile forms that a reader still lets through, each with what would stop it; a gap that is closed must be struck out here."""

ONE_KEY = "refuse a second field that gives the same key, and names that are no key as the renderer writes it"
SEEN = "refuse an answer whose widget or drawing can't be seen: off the page, without room, in white, invisible, outside its box"
AS_ISSUED = "compare options, looks of ticks and boxes on the page with those of the issued file, which is known by its reference"
REPAIRED = "open forms without pdfminer's fallback, and refuse a file that qpdf has to repair or warns about"
NO_TEXT = "hold each text of the JSON file to `refused_character`, as data in other files is"

GAPS: dict[tuple[str, str], str] = {
    **{
        ("json-text", label): NO_TEXT
        for label in ("escaped-surrogate", "escaped-surrogates-turned", "escaped-nul", "escaped-control", "escaped-noncharacter")
    },
    **{("pdf-doubled-field", label): ONE_KEY for label in ("renamed-in-utf-8", "key-with-full-stops", "key-by-parents", "with-a-blank")},
    (
        "pdf-shown-against-stored",
        "look-alike",
    ): "let a letter beyond Western ones stand for itself, a mark or nothing; not for another letter",
    **{
        ("pdf-shown-against-stored", label): SEEN
        for label in ("no-room", "off-the-page", "white-look", "invisible-look", "look-off-its-box")
    },
    **{("pdf-shown-against-stored", label): AS_ISSUED for label in ("option-words-swapped", "tick-looks-swapped", "place-swapped")},
    ("pdf-later-change", "key-twice-turned"): "refuse a file for which qpdf warns of a key that stands twice",
    ("pdf-acts", "outline-script"): "look for actions that run, send or fetch in every object of the file, the outline too",
    ("pdf-bomb", "many-pages"): "refuse a page that stands twice in the tree of pages, and count what the tree lists",
    ("pdf-bomb", "many-options"): "refuse a list of more than some hundred options",
    **{("pdf-loop", label): REPAIRED for label in ("pages", "pages-by-two")},
    **{
        ("pdf-broken", label): REPAIRED
        for label in ("places-outside", "places-before", "pages-are-a-number", "paper-without-size", "size-is-huge", "many-places")
    },
}
