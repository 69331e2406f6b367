"""The ledger's file: read line by line in any order, written sorted, nothing forgotten."""

import datetime
import os
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from batchpages.labels.ledger import HEAD, Issued, Ledger, Print, ever_printed, forget, issue, parse, written
from batchpages.located_yaml import parse as parse_yaml

DAY = datetime.date(2026, 11, 24)
ONE = "https://shop.pt/batches/rain-in-may/"
OTHER = "https://shop.pt/01/05609999001019/10/SR-2026-002/21/7"
TEXT = HEAD + (
    f"{OTHER}: {{batch: SR-2026-002, issued: 2026-11-25, labels: 1}}\n{ONE}: {{batch: SR-2026-002, issued: 2026-11-24, labels: 42, retired: SR-2026-003}}\n"
)


def ledger_of(text):
    ledger, found = parse(text.encode())
    assert not found, found
    return ledger


def mistakes(text):
    return [(each.place.line, each.place.column, each.what) for each in parse(text.encode())[1]]


def test_it_is_a_readable_line_an_address():
    ledger = ledger_of(TEXT)
    assert ledger.entries[ONE] == Issued(ONE, "SR-2026-002", DAY, 42, "SR-2026-003", 4)
    assert written(ledger).decode() == TEXT


def test_it_is_yaml():
    tree, found = parse_yaml(TEXT)
    assert not found
    assert list(tree.entries) == [OTHER, ONE]
    assert [entry.value.entries["batch"].value.text for entry in tree.entries.values()] == ["SR-2026-002"] * 2


ENTRIES = st.builds(
    Issued,
    st.from_regex(
        r"https://[a-z]{1,9}\.pt/([a-z]{1,5}/)?(B/[0-9A-Z-]{1,20}/|batches/[a-z0-9]{1,20}/|01/[0-9]{14}/10/[0-9A-Z]{1,20}(/21/[1-9][0-9]{0,3})?)",
        fullmatch=True,
    ),
    st.from_regex("[0-9A-Z-]{1,20}", fullmatch=True),
    st.dates(datetime.date(2000, 1, 1), datetime.date(2200, 1, 1)),
    st.integers(0, 999_999),
    st.one_of(st.just(""), st.from_regex("[0-9A-Za-z-]{1,20}", fullmatch=True)),
)


@given(st.lists(ENTRIES, unique_by=lambda entry: entry.address), st.randoms())
def test_what_was_written_is_read_again_whatever_the_order(entries, chance):
    ledger = Ledger({entry.address: entry for entry in entries})
    lines = written(ledger).decode().splitlines(keepends=True)
    chance.shuffle(lines)
    assert written(ledger_of("".join(lines))) == written(ledger)


@given(st.lists(ENTRIES, unique_by=lambda entry: entry.address), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 5))))
def test_nothing_that_was_issued_is_ever_forgotten(entries, prints):
    ledger = Ledger({entry.address: entry for entry in entries})
    wanted = [Print(f"https://new.pt/B/{at}/" if at >= len(entries) else entries[at].address, "X", count) for at, count in prints]
    after = issue(ledger, wanted, DAY)
    for address, entry in ledger.entries.items():
        assert after.entries[address].issued == entry.issued
        assert after.entries[address].labels == entry.labels + sum(each.labels for each in wanted if each.address == address)
    assert {each.address for each in wanted} <= after.entries.keys()


def test_every_code_and_name_that_was_ever_printed_is_known_also_where_lines_cannot_be_read():
    broken = f"<<<<<<< ours\nhttps://shop.pt/B/X-1/: {{batch: X-1, oh no\n# {ONE}\n=======\n"
    assert ever_printed((TEXT + broken).encode() + b"\xff") == ({"SR-2026-002", "SR-2026-003", "X-1"}, {"rain-in-may"})
    assert ever_printed(HEAD.encode()) == (set(), set())


def test_issuing_what_is_there_changes_nothing():
    ledger = ledger_of(TEXT)
    assert issue(ledger, [Print(ONE, "SR-2026-002", 0)], DAY) is ledger
    assert issue(ledger, [Print(ONE, "SR-2026-002", 21)], DAY).entries[ONE].labels == 63


def test_remarks_stay_with_the_line_that_they_stand_before():
    text = HEAD + f"{OTHER}: {{batch: B, issued: 2026-11-25, labels: 1}}\n# sold at the fair\n# twice\n{ONE}: {{batch: A, issued: 2026-11-24, labels: 0}}\n"
    assert written(ledger_of(text)).decode() == text
    assert b"# sold at the fair\n# twice\n" + ONE.encode() in written(issue(ledger_of(text), [Print("https://shop.pt/B/C/", "C", 0)], DAY))


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("before", ["", "\ufeff", "\n\n"])
def test_line_ends_and_blank_lines_do_not_matter(before, ending):
    text = before.replace("\ufeff", "") + TEXT.replace("\n", ending)
    assert written(ledger_of(text)).decode() == TEXT


PATHS_OF_NO_PAGE = ["", "a/", "../../x/", "batches/../y/", "%2e%2e/B/A/", "a//B//A/", "B/a\\b/", "B/A/?x=y", "B/A/#z", "index.html", "01/1/10/A"]


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("nonsense", "`nonsense` is no line of a ledger"),
        ("https://shop.pt/a/: 7", "`https://shop.pt/a/: 7` is no line of a ledger"),
        (
            "http://shop.pt/a/: {batch: A, issued: 2026-11-24, labels: 1}",
            "`http://shop.pt/a/: {batch: A, issued: 2026-11-24, labels: 1}` is no line of a ledger",
        ),
        ("https://shop.pt/B/A/: {batch: A, issued: 2026-13-24, labels: 1}", "`2026-13-24` is no date"),
        *((f"https://shop.pt/{path}: {{batch: A, issued: 2026-11-24, labels: 1}}", None) for path in PATHS_OF_NO_PAGE),
        ("https://shop.pt/a/: {batch: A, issued: 2026-11-24, labels: -1}", None),
        ("https://shop.pt/a/: {batch: A, labels: 1, issued: 2026-11-24}", None),
        ("<<<<<<< HEAD", "git could not join two branches here"),
        ("=======", "git could not join two branches here"),
        (">>>>>>> other", "git could not join two branches here"),
    ],
)
def test_a_line_that_cannot_be_read_is_told_with_its_place(line, what):
    ((number, _, said),) = mistakes(TEXT + f"{line}\n")
    assert number == 5
    assert said.startswith(what or "`https://shop.pt/")


def test_two_lines_of_one_address_are_joined_as_a_merge_leaves_them():
    ledger = ledger_of(TEXT + f"{ONE}: {{batch: SR-2026-002, issued: 2026-11-20, labels: 63}}\n")
    assert ledger.entries[ONE] == Issued(ONE, "SR-2026-002", datetime.date(2026, 11, 20), 63, "SR-2026-003", 4)


@pytest.mark.parametrize("fields", ["batch: OTHER, issued: 2026-11-20, labels: 63", "batch: SR-2026-002, issued: 2026-11-20, labels: 63, retired: ELSE"])
def test_two_lines_of_one_address_that_contradict_each_other_are_told(fields):
    ((number, _, said),) = mistakes(TEXT + f"{ONE}: {{{fields}}}\n")
    assert number == 5
    assert "in line 4" in said


def test_only_what_was_never_printed_can_be_forgotten():
    text = HEAD + f"{OTHER}: {{batch: B-1, issued: 2026-11-25, labels: 1}}\n{ONE}: {{batch: A-1, issued: 2026-11-24, labels: 0}}\n"
    ledger = ledger_of(text)
    without, gone, stay = forget(ledger, "a-1")
    assert (list(without.entries), [each.address for each in gone], stay) == ([OTHER], [ONE], [])
    same, gone, stay = forget(ledger, "B-1")
    assert (same, gone, [each.address for each in stay]) == (ledger, [], [OTHER])


# --- two branches that each issued labels -------------------------------------------------------------------------------------


@pytest.fixture
def repository(tmp_path):
    """Runs git in a folder with a ledger of two addresses on the branch `main`."""
    environment = os.environ | {f"GIT_{who}_{what}": "a@shop.pt" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}

    def git(*arguments, check=True):
        return subprocess.run(["git", *arguments], cwd=tmp_path, env=environment, check=check, capture_output=True, text=True)

    git("init", "-q", "-b", "main")
    (tmp_path / "labels.ledger.yaml").write_text(TEXT)
    git("add", ".")
    git("commit", "-qm", "first")
    return tmp_path, git


def on_branch(repository, name, prints):
    """Issue addresses on a branch of its own."""
    folder, git = repository
    git("checkout", "-q", "-b", name, "main")
    path = folder / "labels.ledger.yaml"
    path.write_bytes(written(issue(ledger_of(path.read_text()), prints, DAY)))
    git("commit", "-qam", name)


BOTH = [Print("https://shop.pt/batches/b/", "B", 1)]
MINE = [Print("https://shop.pt/batches/c/", "C", 21), Print(ONE, "SR-2026-002", 21)]
THEIRS = [Print("https://shop.pt/batches/d/", "D", 7), Print(ONE, "SR-2026-002", 42)]


def test_git_joins_what_two_branches_issued(repository):
    folder, git = repository
    (folder / ".gitattributes").write_text("labels.ledger.yaml merge=union\n")
    git("add", ".")
    git("commit", "-qm", "attributes")
    on_branch(repository, "mine", MINE + BOTH)
    on_branch(repository, "theirs", THEIRS + BOTH)
    git("merge", "-q", "mine")
    merged = ledger_of((folder / "labels.ledger.yaml").read_text())
    assert sorted(merged.entries) == sorted([OTHER, ONE, *(f"https://shop.pt/batches/{slug}/" for slug in "bcd")])
    assert merged.entries[ONE].labels == 84, "the higher of two counts"
    assert written(merged).decode().count(ONE) == 1, "and the next build writes it once"


def test_what_git_could_not_join_is_told_once_where_it_begins():
    unjoined = "<<<<<<< HEAD\n||||||| base\n=======\n>>>>>>> other\n"
    assert [number for number, _, _ in mistakes(TEXT + unjoined + unjoined)] == [5, 9]


def test_without_the_attribute_a_conflict_is_told_with_what_to_do(repository):
    folder, git = repository
    on_branch(repository, "mine", MINE)
    on_branch(repository, "theirs", THEIRS)
    assert git("merge", "-q", "mine", check=False).returncode
    text = (folder / "labels.ledger.yaml").read_text()
    assert {what for _, _, what in mistakes(text)} == {"git could not join two branches here"}
    kept = "".join(line for line in text.splitlines(keepends=True) if line[0] not in "<=>")
    assert len(ledger_of(kept).entries) == 4


def test_a_slash_behind_a_digital_link_is_no_other_address():
    assert next(iter(ledger_of(TEXT.replace("/21/7:", "/21/7/:")).entries)) == OTHER
