"""`jibao new`: a county's project that builds as it stands, from the product and `generator/scaffold/`."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from generator.domain.errors import EnvironmentFault, OutputFault, UsageError, system_fault
from generator.domain.text import Text

# What every project takes from the product; `data/site.yml`, plans and quarters are its own.
PRODUCT = (
    "templates",
    "site_src",
    "locale",
    "data/vocabulary",
    "data/method",
    "mkdocs.base.yml",
    "mkdocs.yml",
    "mkdocs.en.yml",
)
EXAMPLE = Path(__file__).parents[2] / "scaffold"
PACKED = EXAMPLE.with_name("product")  # as pyproject.toml packs it into a wheel
FONTS = ".fonts"
# Working files of the product's makers.
_LEFT_OUT = frozenset({"__pycache__", "fragments"})


def make_project(
    folder: Path, source: Path, retold: Callable[[Path, bytes], tuple[Path, bytes]] | None = None
) -> None:
    """Fills `folder`, which must be new or empty. `source`: the product's folder; where that is not
    one (an installed package), what the wheel carries. `retold`: a file's name and content → those that it
    has in this project."""
    product = product_folder(source)
    if folder.exists() and not folder.is_dir():
        raise UsageError(Text(f"{folder}：不是文件夹", f"{folder}: not a folder"))
    if folder.is_dir() and any(folder.iterdir()):
        raise UsageError(
            Text(
                f"{folder}：文件夹不是空的；新项目要放在新的或空的文件夹里",
                f"{folder}: not empty; a new project needs an empty or new folder",
            )
        )
    # Listed before anything is written: the new folder may stand inside the product.
    files = [(path, name) for top in PRODUCT for path, name in _files(product, product / top)]
    files += _files(EXAMPLE, EXAMPLE)
    try:
        for path, name in files:
            own, content = retold(name, path.read_bytes()) if retold else (name, None)
            target = folder / own
            target.parent.mkdir(parents=True, exist_ok=True)
            if content is None:
                shutil.copyfile(path, target)
            else:
                target.write_bytes(content)
        take_fonts(product / FONTS, folder / FONTS)
    except OSError as error:
        raise OutputFault(system_fault(error, error.filename or folder)) from error


def product_folder(source: Path) -> Path:
    """The folder that holds what every project needs."""
    for place in (source, PACKED):
        if all((place / name).exists() for name in PRODUCT):
            return place.absolute()
    raise EnvironmentFault(
        Text(
            f"{source}：没有templates/、site_src/、locale/等；请在本程序的文件夹里运行",
            f"{source}: templates/, site_src/, locale/ … are not there; run it from the product's folder",
        )
    )


def _files(base: Path, top: Path) -> Iterator[tuple[Path, Path]]:
    """Every file under `top` (or `top` itself) with its path below `base`, in order."""
    for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
        name = path.relative_to(base)
        if path.is_file() and not _LEFT_OUT & set(name.parts):
            yield path, name


def take_fonts(fonts: Path, target: Path) -> None:
    """The product's fonts for another folder: linked, or copied where there are no links (Windows)."""
    if not fonts.is_dir():
        return
    try:
        target.symlink_to(fonts.resolve(), target_is_directory=True)
    except OSError:
        shutil.copytree(fonts, target)
