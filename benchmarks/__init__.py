"""How fast sokdocs is, measured beside what it is built on."""
