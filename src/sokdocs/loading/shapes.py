"""From a YAML file to a checked shape: every fault with its line, in plain words, with the nearest right name."""

from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from sokdocs.core.clauses.clause import Certainty
from sokdocs.core.errors import InvalidError
from sokdocs.core.problems import Place, Problem, did_you_mean
from sokdocs.loading.yaml_source import YamlSource

Model = TypeVar("Model", bound=BaseModel)
Localized = dict[str, str]


class Shape(BaseModel):
    """A strict shape: unknown keys are faults, and nothing is converted in silence."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, arbitrary_types_allowed=True)


def _as_list(value: Any) -> Any:
    return value if isinstance(value, list) else [value]


Words = Annotated[list[str], BeforeValidator(_as_list)]


def shape(model: type[Model], source: YamlSource) -> Model:
    """The file's content as `model`; raises `InvalidError` with one problem for each fault."""
    try:
        return model.model_validate(source.value)
    except ValidationError as error:
        problems = [_problem(model, source, fault) for fault in error.errors()]
        raise InvalidError(f"{source.name} has faults", problems) from error


def read_certainty(text: str, place: Place, problems: list[Problem]) -> Certainty:
    """The certainty of that name; another word is noted among the problems, and the reading goes on."""
    try:
        return Certainty(text)
    except ValueError:
        problems.append(Problem(place, f'unknown certainty "{text}"', f"one of: {', '.join(Certainty)}"))
        return Certainty.INFERRED


def _problem(model: type[BaseModel], source: YamlSource, fault: Any) -> Problem:
    path = tuple(fault["loc"])
    place = source.place(path)
    name = str(path[-1]) if path else ""
    match fault["type"]:
        case "extra_forbidden":
            return Problem(place, f'unknown key "{name}"', did_you_mean(name, _known_keys(model, path), _keys_hint(model, path)))
        case "missing":
            return Problem(place, f'"{name}" is missing', f"add `{name}:` here")
        case _:
            return Problem(place, f'"{name}": {fault["msg"]}', f"found: {str(fault.get('input'))[:60]}")


def _model_at(model: type[BaseModel], path: tuple[Any, ...]) -> type[BaseModel] | None:
    current: Any = model
    for step in path[:-1]:
        if isinstance(current, type) and issubclass(current, BaseModel) and step in current.model_fields:
            current = current.model_fields[str(step)].annotation
        for inner in _inner_models(current):
            current = inner
    return current if isinstance(current, type) and issubclass(current, BaseModel) else None


def _inner_models(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and not hasattr(annotation, "__args__"):
        return []
    found: list[type[BaseModel]] = []
    for part in getattr(annotation, "__args__", ()):
        if isinstance(part, type) and issubclass(part, BaseModel):
            found.append(part)
        else:
            found.extend(_inner_models(part))
    return found


def _known_keys(model: type[BaseModel], path: tuple[Any, ...]) -> tuple[str, ...]:
    at = _model_at(model, path)
    return tuple(at.model_fields) if at else ()


def _keys_hint(model: type[BaseModel], path: tuple[Any, ...]) -> str:
    keys = _known_keys(model, path)
    return f"allowed here: {', '.join(keys)}" if keys else "take it away"
