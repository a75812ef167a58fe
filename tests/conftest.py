"""What slow tests share: one build of the demonstration project, made once per session."""

import fcntl
import gc
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import browser_ground
import pytest
from archive_ground import three_releases
from waiting import HANG

from generator.assess.report import build_report
from generator.domain.assessment import Report
from generator.domain.delivery import Delivery
from generator.domain.plan import Plan
from generator.domain.text import LANGS
from generator.load.catalogue import load_catalogue
from generator.load.project import SECRET
from generator.wording.localizer import Localizer
from generator.workflows.build import Checked, Options, build, check_project, gather, reports_of
from generator.workflows.steps.context import BuildContext

ROOT = Path(__file__).resolve().parent.parent
THRESHOLDS = gc.get_threshold()
LONGEST = (
    "test_walk.py",
    "test_cached_build.py",
    "test_build.py",
    "test_archive_site.py",
    "test_successor.py",
)


@pytest.fixture(autouse=True)
def collector_as_ever() -> None:
    """A build looks for circles rarely, for the rest of its process. Every command has a process of its
    own; tests share one, and each begins with the collector as Python sets it."""
    gc.set_threshold(*THRESHOLDS)


@pytest.fixture(autouse=True)
def signals_as_ever() -> Iterator[None]:
    """A command ignores Ctrl+C and `kill` once its work is done, since it only has to end; in a process of many
    tests all that they start would inherit that, and never end."""
    before, hook = {one: signal.getsignal(one) for one in (signal.SIGINT, signal.SIGTERM)}, sys.unraisablehook
    yield
    sys.unraisablehook = hook
    for one, handler in before.items():
        signal.signal(one, handler)


@pytest.fixture(scope="session", autouse=True)
def the_checkout_stays_as_it_is() -> Iterator[None]:
    """Whoever builds in the checkout while others compare builds of it gives it a secret, and with it another
    choice of withheld cells."""
    secret = ROOT / "data" / SECRET
    before = secret.exists()
    yield
    assert secret.exists() == before, "a test ran a command in the checkout: copy data/ first"


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's own folder."""
    return ROOT


@pytest.fixture(scope="session")
def checked() -> Checked:
    """The demonstration project, loaded and checked, without the secret of who has built in this checkout."""
    found = check_project(ROOT)
    return replace(found, project=replace(found.project, secret=b""))


@pytest.fixture(scope="session")
def plan(checked: Checked) -> Plan:
    """The demonstration's plan."""
    assert checked.project.plan is not None
    return checked.project.plan


@pytest.fixture(scope="session")
def like(checked: Checked) -> Delivery:
    """The demonstration's first delivery, to make others like it."""
    return checked.deliveries[0]


@pytest.fixture(scope="session")
def reports(checked: Checked) -> list[Report]:
    """One report per demonstration quarter."""
    plan = checked.project.plan
    assert plan is not None
    return [
        build_report(plan, checked.deliveries, d.quarter, checked.project.references)
        for d in checked.deliveries
    ]


@pytest.fixture(scope="session")
def context(checked: Checked, tmp_path_factory: pytest.TempPathFactory) -> BuildContext:
    """What the newest demonstration quarter is rendered from."""
    return gather(checked, reports_of(checked), Options(tmp_path_factory.mktemp("unused"))).context


@pytest.fixture(scope="session")
def localizers(checked: Checked) -> Mapping[str, Localizer]:
    """Language → its words, with the demonstration project's units."""
    units, plan = checked.project.vocabulary.units, checked.project.plan
    words = plan.settings.words if plan is not None else {}
    return {lang: Localizer(lang, load_catalogue(ROOT, lang), units, words=words) for lang in LANGS}


@pytest.fixture(scope="session")
def pages(checked: Checked, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Mapping[str, str]]:
    """Language → path → text of every page of the newest demonstration quarter, before MkDocs."""
    options = Options(tmp_path_factory.mktemp("unused"), only=frozenset({"site"}))
    made = gather(checked, reports_of(checked), options)
    return {site.lang: site.files for site in made.rendered}


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A folder that the suite's processes share: the first that needs it makes it, the others wait."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        folder = factory.mktemp("made") / name
        make(folder)
        return folder
    shared = factory.getbasetemp().parent / "shared"
    shared.mkdir(exist_ok=True)
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / f"{name}.made").exists():
            make(shared / name)
            (shared / f"{name}.made").touch()
    return shared / name


@pytest.fixture(scope="session")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole `public/` of the newest demonstration quarter, and beside it, in `public-cache`, what a
    next build would know from it. Not to be changed: copy them."""

    def make(out: Path) -> None:
        project = out.with_name("demonstration")
        shutil.copytree(ROOT / "data", project / "data", ignore=shutil.ignore_patterns(SECRET))
        if (ROOT / ".fonts").is_dir():
            (project / ".fonts").symlink_to(ROOT / ".fonts")
        build(project, Options(out, cache=out.with_name("public-cache")))

    return made_once(tmp_path_factory, "public", make)


@pytest.fixture(scope="session")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project with three sealed releases. Not to be changed: copy it."""
    return made_once(tmp_path_factory, "sealed", three_releases)


@pytest.fixture(scope="session")
def served(public: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site under a sub-path with the content policy it was built with, as a county's web server
    would have it."""
    root = tmp_path_factory.mktemp("www")
    (root / "health").mkdir()
    (root / "health" / "jibao").symlink_to(public)
    with browser_ground.serving(root, browser_ground.policy_of(public)) as base:
        yield f"{base}health/jibao/"


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """The one Chromium of all tests, without a window, that says nothing to its makers."""
    from playwright.sync_api import sync_playwright

    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("no chromium: scripts/bootstrap.sh test installs it")
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
    patience = HANG * 1000
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=program, args=arguments, timeout=patience)
        # Playwright's own limits are short for a slow machine.
        for name in ("new_context", "new_page"):
            setattr(launched, name, patient(getattr(launched, name), patience))
        yield launched
        launched.close()


def patient(make: Callable[..., Any], patience: float) -> Callable[..., Any]:
    """`make`, whose windows wait so many milliseconds."""

    def made(**options: Any) -> Any:
        found = make(**options)
        found.set_default_timeout(patience)
        return found

    return made


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Fast ones first; of the slow files first the longest, which would else be left over alone at the
    end."""
    slow = {id(item) for item in items if item.get_closest_marker("site")}
    ranks = {name: rank for rank, name in enumerate(LONGEST)}
    items.sort(key=lambda item: (id(item) in slow, ranks.get(item.path.name, len(ranks))))


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--make-goldens`: write the expected files of the golden cases anew."""
    parser.addoption("--make-goldens", action="store_true", default=False)
