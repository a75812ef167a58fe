"""A whole small site, both languages, against what was looked at and committed: every page as Markdown, and
of a few also what MkDocs makes of it.

`pytest tests/test_golden_site.py --make-goldens` writes the expected files anew; look at the
difference before committing it. Never made in CI.
"""

import re
import shutil
from pathlib import Path

import pytest

from generator.workflows.build import Options, build, check_project, gather, reports_of
from generator.workflows.new_project import new_project
from scripts.same import differences

ROOT = Path(__file__).resolve().parent.parent
CASES = Path(__file__).parent / "cases"
# The overview, an indicator with its chart and a table of areas, an area.
PUBLISHED = ("index.html", "indicators/2/index.html", "townships/jia/index.html")
ARTICLE = re.compile(r"<article .*?</article>", re.DOTALL)


def rendered(project: Path) -> dict[str, str]:
    """Every text of the site before MkDocs, and the data files, by path."""
    checked = check_project(project)
    assert not checked.blocked
    gathered = gather(
        checked, reports_of(checked), Options(project / "public", only=frozenset({"site", "data"}))
    )
    texts = {f"{s.lang}/{path}": text for s in gathered.rendered for path, text in s.files.items()}
    return {**texts, **gathered.files}


def published(project: Path) -> dict[str, str]:
    """A few finished pages, by path: what stands between the theme's header and its footer."""
    public = project / "public"
    build(project, Options(public, only=frozenset({"site"})))
    found = {}
    for lang, folder in (("zh", public), ("en", public / "en")):
        for path in PUBLISHED:
            article = ARTICLE.search((folder / path).read_text(encoding="utf-8"))
            assert article, path
            found[f"{lang}/{path}"] = article[0] + "\n"
    return found


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("golden") / "example"
    new_project(folder)
    fill(folder)
    return rendered(folder) | published(folder)


HEAD = (
    "indicator,period,area,value,numerator,denominator,unit,reporter,origin,obs_status,missing_reason,"
    "revision_reason,note_zh,note_en\n"
)
FIRST = """1,2026Q1,示例县,61.25,,,%,示例县卫生健康局,自查,P,,,暂定,provisional
2,2026Q1,示例县,12,,,名,示例县卫生健康局,自查,A,,,,
2,2026Q1,甲镇,3,,,名,甲镇,自查,,,,,
2,2026Q1,乙镇,9,,,名,乙镇,自查,,,,,
3,2026Q1,示例县,是,,,是/否,示例县卫生健康局,督导,A,,,,
4,2026,示例县,,,,%,示例县卫生健康局,自查,,未到统计期,,,
"""
SECOND = """1,2026Q1,示例县,61.35,,,%,示例县卫生健康局,自查,A,,审计后更正,| 竖线 *星号* [方括号](x) `反引号`,pipe | star * bracket [x](y) `tick`
1,2026Q2,示例县,62.00,,,%,示例县卫生健康局,第三方,,,,,
2,2026Q2,示例县,30,,,名,示例县卫生健康局,自查,,,,,
2,2026Q2,甲镇,11,,,名,甲镇,自查,,,,,
2,2026Q2,乙镇,19,,,名,乙镇,自查,,,,,
3,2026Q2,示例县,否,,,是/否,示例县卫生健康局,自查,,,,演示：暂停,demonstration: paused
4,2026,示例县,,,,%,示例县卫生健康局,自查,,未到统计期,,,
"""
SUMMARY = {
    "summary.zh.md": "演示：季度情况。\n\n- 第一点 5 < 6 & 7\n- 第二点 {花括号}\n",
    "summary.en.md": "Demonstration: the quarter.\n\n- First point 5 < 6 & 7\n- Second point {braces}\n",
}


def fill(project: Path) -> None:
    """Two quarters of values: provisional, revised, two origins, a small count, hostile marks."""
    first = next((project / "data/quarters").glob("20*"))
    second = first.with_name("2026Q2")
    shutil.copytree(first, second)
    (first / "observations.csv").write_text(HEAD + FIRST, encoding="utf-8")
    (second / "observations.csv").write_text(HEAD + SECOND, encoding="utf-8")
    for name, text in SUMMARY.items():
        (second / name).write_text(text, encoding="utf-8")
    sheet = second / "release.yml"
    text = (
        sheet.read_text(encoding="utf-8")
        .replace("2026Q1", "2026Q2")
        .replace("2026-04", "2026-07")
        .replace("2026-05", "2026-08")
    )
    sheet.write_text(text, encoding="utf-8")


def write(folder: Path, files: dict[str, str]) -> Path:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8", newline="")
    return folder


def test_the_example_site_is_as_committed(
    example: dict[str, str], request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    expected = CASES / "example" / "expected"
    if request.config.getoption("--make-goldens"):
        write(expected, example)
    told = list(differences(expected, write(tmp_path, example), 20))
    assert not told, "\n".join(told)
