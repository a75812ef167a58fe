"""The identifiers at the foot of every page. Only what the settings give stands there; nothing is
made up, and a link only where an address is given."""

from collections.abc import Mapping

from generator.domain.text import Text, one_line
from generator.render.identifiers import web_address
from generator.wording.localizer import Localizer

_NAMES = {
    "sponsor": Text("主办单位", "Sponsor"),
    "site_code": Text("网站标识码", "Site code"),
    "icp": Text("ICP备案", "ICP filing"),
    "police": Text("公安备案", "Public security filing"),
}


def footer_items(given: Mapping[str, str], localizer: Localizer) -> list[dict[str, str]]:
    """Label, value and address of each identifier that is filled in, in this order.
    `icp_url` is the address that `icp` leads to, and so on."""
    return [
        {
            "label": localizer.ours(name),
            "value": value,
            "url": web_address(given.get(f"{key}_url", "").strip()),
        }
        for key, name in _NAMES.items()
        if (value := one_line(given.get(key, "")).strip())
    ]
