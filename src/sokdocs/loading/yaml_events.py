"""The events of a YAML text: by libyaml where both parsers read the same, by ruamel's own parser for all the rest.

A library has hundreds of files, and libyaml reads them some fifteen times faster. It is asked only for texts without the few
things that it reads otherwise than YAML 1.2 does, and what it can't read goes to the other parser, whose messages are shown.
"""

import re
from collections.abc import Iterator
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import CollectionEndEvent, CollectionStartEvent

try:
    from _ruamel_yaml import CParser  # type: ignore[import-not-found]
except ImportError:  # no such build for this machine: slower, otherwise the same
    CParser = None

READ_OTHERWISE = re.compile(
    r"[\t\x85\u2028\u2029\ufeff]"  # tabs and line breaks that count differently
    r"|^\.\.\."  # the end of a document
    r"|[|>][-+0-9]*#"  # a block of text whose first line looks like a comment or is blank
    r"|[|>][-+0-9]*[ ]*(?:#[^\n]*)?\r?\n\s*?(?:\r?\n|#)",
    re.MULTILINE,
)


MOST = 100_000  # more events, or more levels, than any file of ours has: the other parser makes them one by one
DEEPEST = 25


class _TooMuch(Exception):
    pass


def yaml_events(text: str) -> Iterator[Any]:
    """The events in order; raises `YAMLError` for what is no YAML, at the latest when the event is asked for that can't be made."""
    if CParser is not None and READ_OTHERWISE.search(text) is None:
        try:
            return iter(_by_libyaml(text))
        except (YAMLError, _TooMuch):
            pass
    return iter(YAML(typ="safe", pure=True).parse(text))


def _by_libyaml(text: str) -> list[Any]:
    """Every event, since only after the last one it is known that libyaml can read the text."""
    parser, events, depth = CParser(text), [], 0
    while (event := parser.get_event()) is not None:
        events.append(event)
        depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
        if depth > DEEPEST or len(events) > MOST:
            raise _TooMuch
    return events
