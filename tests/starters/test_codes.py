"""The next code: after the pattern, after what is there, never one that was ever given."""

import datetime
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from batchpages import model
from batchpages.content.scalars import FORMATS, Invalid
from batchpages.diagnostics import UsageError
from batchpages.starters.codes import check_code, codes_in, next_code
from begun import PEOPLE, TODAY, batch, entry, known


@pytest.mark.parametrize(
    ("pattern", "batches", "code"),
    [
        ("", (), "RB-2026-001"),
        ("", (batch("a", "RB-2026-001"), batch("b", "RB-2026-007")), "RB-2026-008"),
        ("", (batch("a", "RB-2025-019"),), "RB-2026-001"),
        ("", (batch("a", "SR-2026-002"),), "SR-2026-003"),
        ("", (batch("a", "ROSE-B-2026-002"),), "ROSE-B-2026-003"),
        ("", (batch("a", "rb-2026-004"),), "RB-2026-005"),
        ("", (batch("a", "RB-2026-9"),), "RB-2026-010"),
        ("", (batch("a", "RB-2026-999"),), "RB-2026-1000"),
        ("", (batch("a", "RB-2026-003", product="carob-soap"),), "ROS-2026-001"),
        ("", (batch("a", "OLD-7", date=TODAY), batch("b", "XX-2", date=datetime.date(2020, 1, 1))), "OLD-2026-001"),
        ("", (batch("a", "RB-2025-1", date=datetime.date(2025, 1, 1)), batch("b", "ROSE-2026-1", date=TODAY)), "ROSE-2026-002"),
        ("{NNN}", (batch("a", "004", product="carob-soap"),), "005"),
        ("{YY}{MM}{DD}-{N}", (batch("a", "261124-1"), batch("b", "261123-8")), "261124-2"),
        ("{PRODUCT}{YY}{NN}", (batch("a", "RB2603"),), "RB2604"),
        ("L{NNNN}-{PRODUCT}", (batch("a", "L0012-RB"), batch("b", "L0090-CS", product="carob-soap")), "L0013-RB"),
        ("{PRODUCT}-{N}-{PRODUCT}", (batch("a", "RO-4-RO"),), "RO-5-RO"),
        ("COM{N}", (), "COM10"),
    ],
)
def test_the_next_code(pattern, batches, code):
    assert next_code(known(*PEOPLE, *batches, pattern=pattern), "rose-balm") == code


@pytest.mark.parametrize(("product", "code"), [("balm", "BAL-2026-001"), ("a-b-c-d-e", "ABCD-2026-001"), ("7-up", "7U-2026-001"), ("x", "X-2026-001")])
def test_a_product_gives_its_initials_or_first_letters(product, code):
    assert next_code(known(entry("product", product)), product) == code


def test_a_code_that_was_printed_is_never_given_again():
    assert next_code(known(*PEOPLE, printed_codes=["RB-2026-041"]), "rose-balm") == "RB-2026-042"


def test_a_pattern_that_gives_no_code_says_so():
    with pytest.raises(UsageError) as told:
        next_code(known(*PEOPLE, pattern="OUR-OWN-BATCHES-OF-{PRODUCT}-{YYYY}-{NNN}"), "rose-balm")
    assert str(told.value) == (
        "the `code_pattern` of the settings, `OUR-OWN-BATCHES-OF-{PRODUCT}-{YYYY}-{NNN}`, gives no code: "
        "`OUR-OWN-BATCHES-OF-RB-2026-001` is longer than 20 characters; change it, or name a code with `--code`"
    )


CODES = st.from_regex(r"[0-9A-Z-]{1,20}", fullmatch=True)
LIKELY = st.builds("{}-{}-{:03}".format, st.sampled_from(["RB", "CS", "ROS"]), st.sampled_from([2025, 2026]), st.integers(0, 12))
PIECES = st.lists(st.sampled_from(["{PRODUCT}", "{YYYY}", "{YY}", "{MM}", "{DD}", "-", "B", "7"]), max_size=3)


@given(
    st.lists(st.tuples(LIKELY | CODES, st.sampled_from(["rose-balm", "carob-soap"])), max_size=12),
    st.lists(LIKELY, max_size=4),
    st.builds(lambda before, width, after: "".join([*before, "{" + "N" * width + "}", *after]), PIECES, st.integers(1, 6), PIECES),
)
def test_a_code_is_valid_and_free_or_the_pattern_is_to_blame(batches, printed, pattern):
    FORMATS["code-pattern"](pattern)
    project = known(*PEOPLE, *(batch(f"b{at}", code, product) for at, (code, product) in enumerate(batches)), pattern=pattern, printed_codes=printed)
    code, told = made(project)
    if told:
        assert "longer than 20 characters" in told
    else:
        assert FORMATS["code"](code) == code
        assert code not in project.codes
        assert all(letter in code for letter in re.sub("{[^{}]*}", "", pattern))


def made(project):
    """The next code, or what is said instead."""
    try:
        return next_code(project, "rose-balm"), ""
    except UsageError as told:
        return "", str(told)


def test_a_code_that_is_asked_for_must_be_valid_and_free():
    project = known(*PEOPLE, batch("rain", "RB-2026-001"), printed_codes=["RB-2026-002"])
    assert check_code(project, "RB-2026-003") == "RB-2026-003"
    with pytest.raises(UsageError, match="`RB-2026-001` is the code of `rain` already"):
        check_code(project, "RB-2026-001")
    with pytest.raises(UsageError, match="was printed on labels"):
        check_code(project, "RB-2026-002")
    with pytest.raises(UsageError, match="write `RB-2026-003`"):
        check_code(project, "rb-2026-003")


def test_codes_are_found_in_what_cannot_be_read():
    assert codes_in('---\ntitle: [a\ncode: RB-1\n  code : "RB-2"\n# code: RB-3\ndecode: X\n') == ["RB-1", "RB-2"]


def test_the_default_pattern_is_one():
    assert FORMATS["code-pattern"](model.Settings(name="a", base_url="b").code_pattern)
    with pytest.raises(Invalid):
        FORMATS["code-pattern"]("{PRODUCT}")
