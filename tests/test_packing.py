"""Values that are packed at once come back as they were, and as Python itself would bring them."""

import copy
import pickle
from dataclasses import dataclass, replace
from decimal import Decimal

from generator.domain.runtime import pickled_by_fields
from generator.workflows.build import Checked


@pickled_by_fields
@dataclass(frozen=True, slots=True)
class Quick:
    """Fields of several kinds, one with a default."""

    name: str
    value: Decimal | None
    more: tuple["Quick", ...] = ()


def test_what_is_packed_comes_back() -> None:
    inner = Quick("a", Decimal("1.20"))
    whole = Quick("b", None, (inner, inner))
    back = pickle.loads(pickle.dumps(whole))  # noqa: S301
    assert back == whole and str(back.more[0].value) == "1.20"
    assert back.more[0] is back.more[1]
    assert copy.deepcopy(whole) == whole and replace(whole, name="c").more == whole.more


def test_a_whole_delivery_comes_back(checked: Checked) -> None:
    deliveries = checked.deliveries
    assert pickle.loads(pickle.dumps(deliveries, pickle.HIGHEST_PROTOCOL)) == deliveries  # noqa: S301
    assert sum(len(d.observations) for d in deliveries) > 2000
