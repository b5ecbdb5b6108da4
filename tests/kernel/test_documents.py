import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.kernel.database import documents

plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(plain)
def test_a_document_is_read_as_it_was_written(document: Any) -> None:
    assert documents.read(documents.written(document)) == document


@given(plain)
def test_any_reader_of_json_reads_it_and_the_other_way_round(document: Any) -> None:
    assert json.loads(documents.written(document)) == document
    assert documents.read(json.dumps(document)) == document


@pytest.mark.parametrize("document", [{"text": "half \ud83d"}, "\udfff", ["\ud800"]])
def test_half_a_character_is_kept_and_never_ends_a_turn(document: Any) -> None:
    written = documents.written(document)
    assert written.isascii()
    assert documents.read(written) == document


def test_deep_nesting_is_read() -> None:
    assert documents.read("[" * 300 + "]" * 300) is not None


@pytest.mark.parametrize("raw", ["", "{", "nonsense", b"\xff"])
def test_what_is_no_json_is_a_value_error(raw: str | bytes) -> None:
    with pytest.raises(ValueError, match=r".+"):
        documents.read(raw)
