"""Who may do what: the actors of a register, from `actors.yaml` in its folder."""

from collections.abc import Mapping
from types import MappingProxyType

from sokdocs.core.casework.actor import Actor
from sokdocs.core.errors import InvalidError
from sokdocs.core.problems import Problem, did_you_mean
from sokdocs.loading.shapes import Shape, shape
from sokdocs.loading.yaml_source import read_yaml


class _ActorShape(Shape):
    roles: list[str]


class _ActorsShape(Shape):
    actors: dict[str, _ActorShape]


def read_actors(data: bytes, name: str, known_roles: Mapping[str, object]) -> Mapping[str, Actor]:
    """Every actor by id; raises `InvalidError` where a role is not one of the ladders'."""
    source = read_yaml(data, name)
    read = shape(_ActorsShape, source)
    problems = [
        Problem(
            source.place(("actors", actor, "roles", index)),
            f'unknown role "{role}"',
            did_you_mean(role, known_roles, f"roles: {', '.join(known_roles)}"),
        )
        for actor, each in read.actors.items()
        for index, role in enumerate(each.roles)
        if role not in known_roles
    ]
    if problems:
        raise InvalidError(f"{name} has faults", problems)
    return MappingProxyType({actor: Actor(actor, tuple(each.roles)) for actor, each in read.actors.items()})
