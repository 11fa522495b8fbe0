"""CPV codes: valid or not, and which prefix decides."""

import pytest

from sokdocs.core.values.cpv import CpvPrefix, check_cpv, longest_match, narrower, significant

VALID = {"18110000": "18110000-3", "33000000": "33000000-0"}
PREFIXES = (
    CpvPrefix("18", "B"),
    CpvPrefix("184243", "D"),
    CpvPrefix("331", "D"),
    CpvPrefix("315", "C", partial=True),
    CpvPrefix("315", "F"),
    CpvPrefix("425", "C", partial=True),
)


@pytest.mark.parametrize(
    ("written", "code", "fault"),
    [
        ("18110000", "18110000-3", ""),
        (" 18110000-3 ", "18110000-3", ""),
        ("18110000-4", None, "check_digit"),
        ("99999999", None, "unknown"),
        ("1811", None, "form"),
        ("١٨١١٠٠٠٠", None, "form"),
        ("", None, "form"),
    ],
)
def test_code_is_completed_or_its_fault_is_named(written: str, code: str | None, fault: str) -> None:
    checked = check_cpv(written, VALID)
    assert (checked.code, checked.fault) == (code, fault)


def test_wrong_check_digit_names_the_right_code() -> None:
    assert check_cpv("18110000-4", VALID).right_code == "18110000-3"


@pytest.mark.parametrize(
    ("code", "target", "prefix"), [("18110000-3", "B", "18"), ("18424300-0", "D", "184243"), ("42520000-7", "C", "425")]
)
def test_longest_prefix_decides(code: str, target: str, prefix: str) -> None:
    match = longest_match(code, PREFIXES)
    assert match is not None
    assert (match.target, match.prefix) == (target, prefix)


def test_code_outside_all_prefixes_has_no_match() -> None:
    assert longest_match("85312300-2", PREFIXES) is None


def test_whole_prefix_goes_before_a_partial_one_and_names_the_other() -> None:
    match = longest_match("31500000-1", PREFIXES)
    assert match is not None
    assert (match.target, match.partial, match.also) == ("F", False, ("C",))


def test_order_of_the_prefixes_does_not_matter() -> None:
    assert longest_match("31500000-1", PREFIXES) == longest_match("31500000-1", reversed(PREFIXES))


@pytest.mark.parametrize(("code", "stem"), [("33000000-0", "33"), ("30000000-9", "30"), ("33140000-3", "3314"), ("90910000-9", "9091")])
def test_significant_digits_leave_out_the_zeros_at_the_end(code: str, stem: str) -> None:
    assert significant(code) == stem


def test_broad_code_shows_the_prefixes_inside_it() -> None:
    assert [each.prefix for each in narrower("33000000-0", PREFIXES)] == ["331"]
    assert narrower("34000000-7", PREFIXES) == ()
