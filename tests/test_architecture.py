"""The house keeps its shape: rooms, sizes, purity."""

import ast
import importlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

from scripts import foreign_names

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted((ROOT / "generator").rglob("*.py"))
PURE = ("domain", "check", "assess", "wording", "charts", "render")
TOUCHING = {"open", "print", "input", "exec", "eval", "__import__"}


def trees() -> list[tuple[Path, ast.Module]]:
    return [(path, ast.parse(path.read_text(encoding="utf-8"))) for path in MODULES]


def test_the_import_rule_holds() -> None:
    done = subprocess.run(
        [sys.executable, str(Path(sys.executable).with_name("lint-imports"))],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_tree_can_be_read_from_top_to_bottom() -> None:
    """Few rooms, each with a purpose; in none of them more than anybody keeps in mind."""
    top = [p.name for p in (ROOT / "generator").iterdir() if p.name != "__pycache__"]
    assert len(top) <= 15
    loose = sorted(p.name for p in MODULES if p.parent == ROOT / "generator")
    assert loose == ["__init__.py", "__main__.py"]
    many = {folder: sum(p.parent == folder for p in MODULES) for folder in {p.parent for p in MODULES}}
    assert {str(f.relative_to(ROOT)): n for f, n in many.items() if n > 24} == {}


def test_modules_stay_under_four_hundred_lines() -> None:
    long = {
        str(p.relative_to(ROOT)): n for p in MODULES if (n := p.read_text(encoding="utf-8").count("\n")) > 400
    }
    assert long == {}


def test_an_area_is_an_area_whatever_a_plan_calls_it() -> None:
    """Another office has wards or districts: a level's name is data, never the name of code."""
    of_levels = re.compile(r"township|county", re.IGNORECASE)
    named = [str(p) for p in MODULES if of_levels.search(p.name)]
    for path in MODULES:
        named += [
            f"{path}: {node.name}"
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.ClassDef | ast.FunctionDef) and of_levels.search(node.name)
        ]
    assert not named


def test_functions_fit_on_a_screen() -> None:
    long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno + 1 > 50
    ]
    assert long == []


def test_no_assert_and_no_swallowed_error_in_the_product() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Assert)
        or (
            isinstance(node, ast.ExceptHandler) and len(node.body) == 1 and isinstance(node.body[0], ast.Pass)
        )
    ]
    assert found == []


@pytest.mark.parametrize("room", PURE)
def test_pure_rooms_call_nothing_that_touches_the_world(room: str) -> None:
    found = [
        f"{path.name}:{node.lineno} {node.func.id}"
        for path, tree in trees()
        if room in path.relative_to(ROOT / "generator").parts
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in TOUCHING
    ]
    assert found == []


def ours() -> Iterator[Path]:
    """Every file below but those of folders that .gitignore names (it names nothing else) and Git's own,
    whether or not this is a checkout and a Git is here."""
    lines = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert all(line.endswith("/") or line.startswith("/") for line in lines)
    left_out = [line.strip("/") for line in lines if not line.startswith("/")]
    only_here = {ROOT / line.strip("/") for line in lines if line.startswith("/")}
    for top, folders, files in os.walk(ROOT):
        here = Path(top)
        folders[:] = [
            name
            for name in folders
            if name != ".git"
            and here / name not in only_here
            and not any(fnmatch(name, pattern) for pattern in left_out)
        ]
        yield from (here / name for name in files if name != ".git" and here / name not in only_here)


def test_nothing_names_a_package_registry_or_a_path_outside() -> None:
    names = list(ours())
    assert {ROOT / "README.md", ROOT / "scripts" / "bootstrap.sh", ROOT / "tests" / "conftest.py"} <= set(
        names
    )
    hosts = [
        b"pypi" + b".org",
        b"files.python" + b"hosted",
        b"registry." + b"npmjs",
        b"deb." + b"debian",
        b"../" + b"shared",
    ]
    found = [
        str(p.relative_to(ROOT)) for p in names if p.is_file() and any(h in p.read_bytes() for h in hosts)
    ]
    assert found == []


# `sum` over whole numbers that the form of the call does not show.
WHOLE = {
    "sum(counts.values())",
    "sum(row.counts.values())",
    "sum(view.counts.values())",
    "sum(report.counts(o.id).values())",
    "sum(share.count for share in card.shares)",
    "sum(site.pages for site in made.languages)",
    "sum(p.file_size for p in parts)",
    "sum(m.file_size for m in members)",
    "sum(map(bool, row))",
    "sum(map(len, records.cells))",
    "sum(map(len, attributes.values()))",
    "sum(map(len, texts))",
    "sum(_lines(text, 80) for text in texts)",
    # cells of merged ranges, in load/workbooks/merged.py
    "sum(len(_indices(records.lines, m)) * max(0, min(m.columns[1], width) - m.columns[0] + 1) for m in records.merges)",
    "sum(context.files.size(e.path) * 78 // 57 for e in wanted)",
    "sum(sheet.max_row * sheet.max_column for sheet in book.worksheets)",
    "sum(int(digit) * weight for digit, weight in zip(text[:17], _WEIGHTS, strict=True))",
    "sum(2 if unicodedata.east_asian_width(c) in 'WF' else 1 for c in text)",
    "sum(1 if c < '\\u1100' else 2 for c in words)",
    "sum(path.endswith('.md') for path in rendered.files)",
    "sum(known)",  # counts of people, in assess/suppression.py
    "sum(own.values())",  # thousandths of an em, in publish/pdf/justification.py
    "sum(map(_of_em, text))",  # hundredths of an em, in charts/lettering.py
}


def adds_exactly(call: ast.Call) -> bool:
    """Decimals (Python refuses to add a float to one), what holds counted, or a sum named above."""
    if len(call.args) == 2:
        return ast.unparse(call.args[1]) == "Decimal(0)"
    added = call.args[0].elt if isinstance(call.args[0], ast.GeneratorExp) else None
    return (
        isinstance(added, ast.Compare | ast.BoolOp)
        or (isinstance(added, ast.UnaryOp) and isinstance(added.op, ast.Not))
        or ast.dump(call) in {ast.dump(ast.parse(text, mode="eval").body) for text in WHOLE}
    )


def test_no_sum_of_fractions_whose_last_digit_depends_on_the_version_of_python() -> None:
    """Python 3.12 changed what `sum` makes of floats; the output must not. Add whole numbers or
    Decimals, or use `math.fsum`."""
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno} {ast.unparse(node)}"
        for path, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "sum"
        and not adds_exactly(node)
    ]
    assert found == []


def test_every_name_on_the_map_is_a_real_one() -> None:
    """docs/architecture.md sends people to modules and functions: each of them is there."""
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    names = set(re.findall(r"`(generator(?:\.[A-Za-z_]+)+)`", text))
    assert len(names) > 30
    for name in sorted(names):
        module, _, member = name.rpartition(".")
        assert hasattr(importlib.import_module(module), member), name
    for path in set(re.findall(r"`((?:generator|tests|templates|locale|site_src)/[\w/]+\.(?:py|j2))`", text)):
        assert (ROOT / path).exists(), path


def test_other_libraries_are_used_by_their_public_names(tmp_path: Path) -> None:
    """But in the two modules that decision 0031 names; and the script that looks for them finds them."""
    assert [one for one in foreign_names.found(ROOT) if one[0] not in foreign_names.ALLOWED] == []
    assert {path for path, _, _ in foreign_names.found(ROOT)} == foreign_names.ALLOWED
    (tmp_path / "generator").mkdir()
    (tmp_path / "generator" / "x.py").write_text(
        "import json\nfrom os.path import _joinrealpath\njson._default_encoder\njson.dumps = print\n"
        "setattr(json, 'loads', 1)\ndef f(page):\n    self = page\n    self._mine = 1\n    return page._hidden, page._mine\n"
    )
    assert sorted((line, name) for _, line, name in foreign_names.found(tmp_path)) == [
        (2, "os.path._joinrealpath"),
        (3, "json._default_encoder"),
        (4, "json.dumps = …"),
        (5, "setattr(json, 'loads', 1)"),
        (9, "page._hidden"),
    ]
