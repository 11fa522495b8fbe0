"""Stand-ins for parts of the world: complete, so that a workflow can't tell the difference."""

from collections.abc import Mapping
from dataclasses import dataclass

from sokdocs.wiring import World
from sokdocs.workflows.ports import Clock, FileStore, Forms, Reader, Register


@dataclass(frozen=True)
class Desk:
    """What issuing asks of the world, with parts that can be exchanged one by one (`dataclasses.replace`)."""

    forms: Forms
    readers: Mapping[str, Reader]
    register: Register
    files: FileStore
    clock: Clock


def desk_of(world: World) -> Desk:
    """The world's own parts."""
    return Desk(world.forms, world.readers, world.register, world.files, world.clock)
