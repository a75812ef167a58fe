"""What verifying came to, for programs."""

import json
import re

from generator.domain.release import Proof
from generator.wording.archive_words import fault_text

_NO_TEXT = re.compile("[\ud800-\udfff]")


def proof_json(proof: Proof) -> str:
    """One JSON object: `intact`, the releases, the anchor, every fault with its place and words."""
    found = {
        "intact": proof.intact,
        "releases": list(proof.proved),
        "without_office_bag": list(proof.partly),
        "without_bulletins": list(proof.apart),
        "newest": proof.newest,
        "anchored": proof.anchored,
        "rebuilt": list(proof.rebuilt),
        "built_elsewhere": {name: list(programs) for name, programs in proof.elsewhere.items()},
        "beside": list(proof.beside),
        "files": proof.files,
        "faults": [
            {
                "code": f.code,
                "release": f.release,
                "path": f.path,
                "args": dict(f.args),
                "zh": fault_text(f, "zh"),
                "en": fault_text(f, "en"),
            }
            for f in proof.faults
        ],
    }
    text = json.dumps(found, ensure_ascii=False, indent=1) + "\n"
    # The name of a file may hold bytes that are no text; JSON has a way to write them.
    return _NO_TEXT.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)
