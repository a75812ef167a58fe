"""Private or replaced names of other libraries: they may change with any release, so the product uses public
ones only, but for the modules that a decision names.

    make names                        (python -m scripts.foreign_names)

Exit 1 where one is used elsewhere.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# docs/decisions/0031: what cannot be had by a public name, each in one module.
ALLOWED = frozenset({"generator/publish/pdf/justification.py", "generator/publish/pdf/fonts.py"})
# Documented in spite of their underscore.
PUBLIC = frozenset({"os._exit"})
# Made to be replaced.
HOOKS = frozenset({"sys.unraisablehook", "tempfile.tempdir", "pio.templates.default"})


def found(root: Path) -> Iterator[tuple[str, int, str]]:
    """Path, line and name of each."""
    paths = sorted((root / "generator").rglob("*.py"))
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in paths}
    ours = {name for tree in trees.values() for name in _own_names(tree)}
    for path, tree in trees.items():
        foreign = dict(_foreign(tree))
        shown = path.relative_to(root).as_posix()
        for node in ast.walk(tree):
            for line, name in _private(node, foreign, ours):
                yield shown, line, name


def _own_names(tree: ast.Module) -> Iterator[str]:
    """Private names that this code itself gives: attributes, functions, classes, fields, variables."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            if isinstance(node.value, ast.Name) and node.value.id in ("self", "cls"):
                yield node.attr
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id


def _foreign(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Name here → what it is, of everything imported that is not ours."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for one in node.names:
                if not one.name.startswith("generator"):
                    yield (one.asname or one.name.partition(".")[0]), one.name
        elif isinstance(node, ast.ImportFrom) and not (node.module or "").startswith("generator"):
            for one in node.names:
                yield (one.asname or one.name), f"{node.module}.{one.name}"


def _private(node: ast.AST, foreign: dict[str, str], ours: set[str]) -> Iterator[tuple[int, str]]:
    if isinstance(node, ast.ImportFrom) and not (node.module or "").startswith("generator"):
        yield from ((node.lineno, f"{node.module}.{one.name}") for one in node.names if _is_private(one.name))
    elif isinstance(node, ast.Attribute):
        whole = ast.unparse(node)
        root = whole.partition(".")[0]
        if _is_private(node.attr) and whole not in PUBLIC and (node.attr not in ours or root in foreign):
            yield node.lineno, whole
        elif isinstance(node.ctx, ast.Store | ast.Del) and root in foreign and whole not in HOOKS:
            yield node.lineno, f"{whole} = …"
    elif (
        isinstance(node, ast.Call)
        and ast.unparse(node.func) == "setattr"
        and ast.unparse(node.args[0]).partition(".")[0] in foreign
    ):
        yield node.lineno, ast.unparse(node)


def _is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


def main() -> int:
    """Prints every one that is not allowed where it stands."""
    wrong = [one for one in found(ROOT) if one[0] not in ALLOWED]
    for path, line, name in wrong:
        print(f"{path}:{line}: {name}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
