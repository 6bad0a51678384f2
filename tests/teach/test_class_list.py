"""A class list is read as it stands, and what is not clear in it is said with its line."""

import csv
import io
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bplesson.errors import InputError
from bplesson.teach.class_list import Learner, folded, read_class, why_no_id

HEADER = "id,first_name,last_name\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """For what is tried on many files, one after the other."""
    return tmp_path_factory.mktemp("class")


@pytest.fixture
def listed(tmp_path):
    """What is read of a file with that text, or with those bytes."""

    def read(content: str | bytes) -> list[Learner]:
        path = tmp_path / "class.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_class(path)

    return read


@pytest.mark.parametrize(
    "content",
    [
        HEADER + "ada,Ada,Lovelace\nalan,Alan,Turing\n",
        HEADER + "ada,Ada,Lovelace\nalan,Alan,Turing",
        "\ufeff" + HEADER + "ada,Ada,Lovelace\nalan,Alan,Turing\n",
        (HEADER + "ada,Ada,Lovelace\nalan,Alan,Turing\n").replace("\n", "\r\n"),
        (HEADER + "ada,Ada,Lovelace\nalan,Alan,Turing\n").replace("\n", "\r"),
        HEADER + "ada,Ada,Lovelace\nalan,Alan,Turing\n\n,,\n  \n",
        HEADER + 'ada, "Ada", Lovelace \n alan ,Alan,Turing\n',
        "last_name,email,id,first_name\nLovelace,ada@x.org,ada,Ada\nTuring,,alan,Alan\n",
        (HEADER + "ada,Ada,Lovelace\nalan,Alan,Turing\n,,\n").replace(",", ";"),
        "ID, First_Name,LAST_NAME\nada,Ada,Lovelace\nalan,Alan,Turing\n",
    ],
)
def test_the_same_class_written_in_many_ways_is_the_same_class(listed, content):
    assert listed(content) == [Learner("ada", "Ada", "Lovelace"), Learner("alan", "Alan", "Turing")]


def test_an_id_is_enough_and_a_name_may_have_a_comma_and_quotes(listed):
    assert listed("id\n1001\n1002\n") == [Learner("1001"), Learner("1002")]
    assert listed(HEADER + 'mlk,Martin,"King, ""Jr."""\n') == [Learner("mlk", "Martin", 'King, "Jr."')]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", r"class.csv is empty: expected a line with the names of the columns"),
        ("\ufeff", r"class.csv is empty"),
        (HEADER, r"class.csv: expected a line for each learner"),
        (
            "first_name,last_name\nAda,Lovelace\n",
            r"line 1: a column named `id` is missing; found: first_name, last_name",
        ),
        ("ada,Ada,Lovelace\n", r"line 1: a column named `id` is missing; found: ada, ada, lovelace"),
        ("student_id;name\nada;Ada\n", r"line 1: a column named `id` is missing; found: student_id, name \("),
        ("id;first_name\nada;Ada;Lovelace\n", r"line 2: expected a value for each of the 2 columns, got 3"),
        ("id\tfirst_name\nada\tAda\n", r"line 1: "),
        ("id,firstname\nada,Ada\n", r"line 1: expected columns among .*, got 'firstname'"),
        ("id,id\nada,ada\n", r"line 1: the column id is there twice"),
        (HEADER + "ada,Ada,Lovelace\n\nalan,Alan,Turing\n", r"line 3: the line is empty, and others follow"),
        (HEADER + "ada,Ada,Lovelace\n,,\n\nalan,Alan,Turing\n", r"line 3: the line is empty"),
        (
            HEADER + "ada,Lovelace, Ada, Countess\n",
            r"line 2: expected a value for each of the 3 columns, got 4 .*quotes",
        ),
        (HEADER + "ada,Ada\n", r"line 2: expected a value for each of the 3 columns, got 2"),
        (HEADER + ",Ada,Lovelace\n", r"line 2, id: expected an id, got none"),
        (HEADER + "ada,Ada,Lovelace\nalan,,\nada,Ada,L\n", r"line 4: the id 'ada' is in line 2 already"),
        (
            HEADER + "Ada,Ada,Lovelace\nada,Ada,L\n",
            r"line 3: the id 'ada' is the same as 'Ada', which stands in line 2",
        ),
        (HEADER + "straße,,\nSTRASSE,,\n", r"line 3: the id 'STRASSE' is the same as 'straße'"),
        (HEADER + "../x,Ada,Lovelace\n", r"line 2, id: expected letters, digits .*, got '../x'"),
        (HEADER + "ﬁona,,\n", r"line 2, id: 'ﬁona' has letters that only look like those of 'fiona'"),
        (HEADER + unicodedata.normalize("NFD", "zoë") + ",,\n", r"line 2, id: .* only look like those of 'zoë'"),
        (HEADER + 'ada,"Ada\nalan,Alan,Turing\n', r"line 2: a quote is not closed"),
        (HEADER + 'ada,"Ada\nalan,"Alan,Turing\n', r"line 2: a quote is not closed, or stands inside"),
        (
            HEADER + 'ada,"Ada\nAugusta",Lovelace\n',
            r"line 2: expected letters, got 'Ada\\nAugusta' \(a quote left open",
        ),
        (HEADER + 'x,"A\nB",\n', r"line 2: expected letters"),
        (HEADER + "ada,A\0da,Lovelace\n", r"line 2: "),
        (HEADER.encode() + b"ada,Ada,Lovelace\nzoe,Zo\xeb,B\n", r"line 3: expected text in UTF-8"),
        ("id\nada\n".encode("utf-16"), r"line 1: expected text in UTF-8"),
    ],
)
def test_what_is_not_clear_is_said_with_its_line(listed, content, said):
    with pytest.raises(InputError, match=said):
        listed(content)


def test_a_file_that_is_not_there_is_said_to_be_so(tmp_path):
    with pytest.raises(InputError, match="nobody.csv: expected a class list that can be read: No such file"):
        read_class(tmp_path / "nobody.csv")
    with pytest.raises(InputError, match="expected a class list that can be read"):
        read_class(tmp_path)


@pytest.mark.parametrize(
    "id",
    ["..", ".", "a/b", "a\\b", "/etc", "C:x", "~root", "a b", "a*", "[ab]", "-x", ".x", "x.", "", "a\nb", "a" * 100],
)
def test_an_id_that_would_leave_its_folder_or_match_others_is_none(id):
    assert why_no_id(id)


@given(st.text())
def test_an_id_that_is_taken_names_one_folder_and_is_its_own_plain_spelling(id):
    if not why_no_id(id):
        assert "/" not in id and "\\" not in id and id.strip(". ") == id
        assert unicodedata.normalize("NFKC", id) == id and id.isprintable()
    assert folded(folded(id)) == folded(id)


NAMES = st.text(st.characters(categories=["L", "P", "S", "Nd", "Zs"]), max_size=12).map(str.strip)
ROWS = st.lists(
    st.tuples(st.text("abXYZ019éß_-.@+", min_size=1, max_size=8).filter(lambda id: not why_no_id(id)), NAMES, NAMES),
    min_size=1,
    max_size=6,
    unique_by=lambda row: folded(row[0]),
)


@given(ROWS, st.sampled_from(["\n", "\r\n", "\r"]), st.sampled_from(["utf-8", "utf-8-sig"]))
def test_what_a_program_writes_is_read_as_it_was(folder, rows, line_end, encoding):
    out = io.StringIO()
    csv.writer(out, lineterminator=line_end).writerows([("id", "first_name", "last_name"), *rows])
    path = folder / "class.csv"
    path.write_bytes(out.getvalue().encode(encoding))
    assert read_class(path) == [Learner(*row) for row in rows]


@given(st.binary(max_size=60))
def test_any_file_is_read_or_refused_in_one_sentence(folder, content):
    path = folder / "class.csv"
    path.write_bytes(content)
    try:
        assert all(not why_no_id(learner.id) for learner in read_class(path))
    except InputError as problem:
        assert "class.csv" in str(problem) and "\n" not in str(problem)
