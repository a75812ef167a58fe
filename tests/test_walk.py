"""One page of every kind in both languages, light and dark, wide and on a phone, in a real browser.

The walk takes minutes, so all that is asked of it stands in this file: the suite's processes share files
between them, and each would walk for itself.
"""

from pathlib import Path
from typing import Any

import pytest
from browser_ground import KINDS, LANGS, MARKS, Seen, policy_of, serving, walk

pytestmark = MARKS


@pytest.fixture(scope="module")
def walked(request: pytest.FixtureRequest, browser: Any, public: Path, served: str) -> dict[str, Seen]:
    """What was seen, by page."""
    with serving(public, policy_of(public)) as root:
        return walk(browser, served, root, request.param)


walks = pytest.mark.parametrize(
    "walked", [False, pytest.param(True, marks=pytest.mark.long)], indirect=True, ids=["short", "whole"]
)


@walks
@pytest.mark.parametrize("what", ["sideways", "outside", "errors", "refused"])
def test_no_page_scrolls_sideways_asks_outside_complains_or_breaks_the_policy(
    walked: dict[str, Seen], what: str
) -> None:
    assert len(walked) == len(LANGS) * (len(KINDS) + 1)
    assert {address: getattr(seen, what) for address, seen in walked.items() if getattr(seen, what)} == {}


@walks
@pytest.mark.parametrize("what", ["axe", "loose"])
def test_every_kind_of_page_light_and_dark_wide_and_on_a_phone(walked: dict[str, Seen], what: str) -> None:
    """axe finds nothing; no status by colour alone; whatever scrolls can be reached."""
    assert {address: getattr(seen, what) for address, seen in walked.items() if getattr(seen, what)} == {}
