"""What stops a command is said in the language asked for, and wholly in it."""

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.archive.ledger import LedgerFault, read_line
from generator.cli.app import main
from generator.cli.options import language_of
from generator.domain.errors import JibaoError, OutputFault, UsageError, system_fault
from generator.domain.release import Fault
from generator.domain.text import LANGS, Text
from generator.load.project import SECRET
from generator.wording.archive_words import fault_text

ROOT = Path(__file__).resolve().parent.parent
CJK = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
LATIN_WORDS = re.compile(r"[a-z]+ [a-z]+ [a-z]+", re.ASCII)


def said(*words: str, **environment: str) -> tuple[int, str]:
    """A program's exit code and what it says on standard error."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("JIBAO_", "LC_", "LANG"))}
    done = subprocess.run(
        [sys.executable, "-m", "generator", *words],
        env={**clean, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd=ROOT,
    )
    return done.returncode, done.stderr


COMMANDS = [
    (("verify", "--archive", "{tmp}/none"), 2, "这里没有档案", "no archive there"),
    (("verify", "--archive", "{tmp}", "--anchor", "abc"), 2, "64位十六进制数", "64 hexadecimal digits"),
    (("release", "nextyear"), 2, "不是报告期", "is no report period"),
    (("diff", "somewhere", "2026Q3"), 2, "不是季度", "neither a quarter"),
    (("distribute", "2031Q1"), 2, "还没有封存过任何发布", "there are: none"),
    (("receipts", "{tmp}/gone.csv"), 2, "没有这个文件", "no such file"),
    (("build", "--project", "{tmp}"), 2, "不是项目文件夹", "no project"),
    (("build", "--area", "atlantis", "--out", "{tmp}/new"), 2, "没有区域“atlantis”", "no area 'atlantis'"),
    (("build", "--out", "{tmp}"), 3, "用--out另选一个", "choose another --out"),
    (("check", "--report", "data"), 2, "不能写进data/", "never written among the data"),
    (("template", "2026Q4", "--out", "{tmp}"), 2, "文件夹不是空的", "not empty"),
]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration project in a folder where a command may write."""
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "data", folder / "data", ignore=shutil.ignore_patterns(SECRET))
    return folder


@pytest.mark.parametrize(("words", "code", "zh", "en"), COMMANDS, ids=[" ".join(c[0]) for c in COMMANDS])
def test_a_command_says_it_in_the_language_asked_for(
    words: tuple[str, ...],
    code: int,
    zh: str,
    en: str,
    tmp_path: Path,
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Within this process: to start the program two dozen times takes minutes."""
    (tmp_path / "note.txt").write_text("not ours", encoding="utf-8")
    line = [word.format(tmp=tmp_path) for word in words]
    monkeypatch.chdir(project)
    for name in [n for n in os.environ if n.startswith("JIBAO_")]:
        monkeypatch.delenv(name)
    for lang, expected in (("zh", zh), ("en", en)):
        monkeypatch.setattr("sys.argv", ["jibao", *line, "--lang", lang])
        with pytest.raises(SystemExit) as ended:
            main()
        text = capsys.readouterr().err
        assert (ended.value.code, expected in text) == (code, True), text
        last = text.strip().splitlines()[-1]
        assert last.startswith("jibao: ")
        assert bool(CJK.search(last)) is (lang == "zh"), last
        assert lang == "en" or not LATIN_WORDS.search(last.replace(str(tmp_path), "")), last


def test_without_the_option_it_is_the_locale_else_chinese(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("not ours", encoding="utf-8")
    code, text = said("new", str(tmp_path))
    assert code == 2 and "文件夹不是空的" in text and text.count("\n") == 1
    assert "not empty" in said("new", str(tmp_path), LC_ALL="en_GB.UTF-8")[1]


def test_the_option_is_found_on_the_command_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    lines = (["new", "--lang", "en"], ["--lang=en"], ["--lang", "zh", "--lang", "en"], ["--reason", "en"])
    assert [language_of(line) for line in lines] == ["en", "en", "en", "zh"]
    assert language_of(["--lang", "fr"]) == "zh"
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert language_of(["verify"]) == "en"
    assert language_of(["verify", "--lang=zh"]) == "zh"


def test_an_error_is_english_as_a_string() -> None:
    fault = UsageError(Text("没有", "none"))
    assert (str(fault), fault.of("zh"), fault.of("en")) == ("none", "没有", "none")
    assert [JibaoError("inside").of(lang) for lang in LANGS] == ["inside", "inside"]


def test_what_the_system_says_is_said_in_chinese_too() -> None:
    fault = OutputFault(system_fault(OSError(28, "No space left on device"), "a.csv"))
    assert (fault.of("zh"), str(fault)) == ("a.csv：磁盘已满", "a.csv: No space left on device")
    assert system_fault(OSError(9999, "Odd"), "a").zh == "a：系统提示“Odd”"
    assert system_fault(TimeoutError("timed out"), "a").zh == "a：连接超时"


# Met by who works on the program, never by an officer.
INTERNAL = (
    "outside the outbox",
    "the writer is not open",
    "written twice, or outside",
    "mkdocs (",
    "no room for row",
    "plugins",
)
FAULTS = {"UsageError", "EnvironmentFault", "OutputFault", "Refused", "NotWhole", "MailFault"}


def _raised() -> list[tuple[str, ast.expr]]:
    """Every place where a fault is made with words, and the words."""
    return [
        (f"{path}:{node.lineno}", node.args[0])
        for path in sorted((ROOT / "generator").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in FAULTS and node.args
    ]


def test_every_message_that_an_officer_meets_has_both_languages() -> None:
    found = _raised()
    assert len(found) > 60
    for where, words in found:
        if isinstance(words, ast.Constant | ast.JoinedStr):
            assert any(known in ast.unparse(words) for known in INTERNAL), where
        if isinstance(words, ast.Call) and getattr(words.func, "id", "") == "Text":
            zh, en = (ast.unparse(arg) for arg in words.args)
            assert CJK.search(zh), where
            assert not CJK.search(en), where


# --- the ledger's own words -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "zh", "en"),
    [
        ("{\n", "不是规范的JSON", "not JSON"),
        ("[]\n", "写法与封存时不同", "not as it was written"),
        ('{"id": "x"}\n', "字段id不是发布编号", "the field id"),
        ('{"id": "example-2026Q1-v1"}\n', "id与plan、quarter、version不符", "does not fit"),
        ("DAY", "字段sealed不是日期", "the field sealed is not a date"),
        ("COUNT", "字段changed不是各类改动的处数", "the field changed is not"),
    ],
)
def test_an_unreadable_line_of_the_ledger_is_said_plainly(line: str, zh: str, en: str) -> None:
    head = '{"id": "example-2026Q1-v1", "plan": "example", "quarter": "2026Q1", "version": 1, '
    text = {
        "DAY": f'{head}"sealed": "2026-13-01", "changed": {{}}}}\n',
        "COUNT": f'{head}"sealed": "2026-01-01", "published": "2026-01-01", "changed": {{"a": "b"}}}}\n',
    }.get(line, line)
    with pytest.raises(LedgerFault) as caught:
        read_line(text, 2)
    assert caught.value.of("zh") == f"releases.jsonl第2行：{caught.value.why.zh}；请运行jibao verify查验"
    assert zh in caught.value.of("zh")
    assert en in str(caught.value)
    assert "Expecting" not in caught.value.of("zh")


@pytest.mark.parametrize(
    ("fault", "zh", "en"),
    [
        (
            Fault("ledger-chain-broken", "a-2026Q2-v1", "releases.jsonl:2", {"found": "–", "expected": "ab"}),
            "releases.jsonl:2（a-2026Q2-v1）：没有记前一发布的总校验值，应为ab",
            "releases.jsonl:2 (a-2026Q2-v1): names no release before, where ab stands",
        ),
        (
            Fault("ledger-chain-broken", "a-2026Q2-v1", "releases.jsonl:1", {"found": "ab", "expected": "–"}),
            "这是第一行，前面没有发布，这里应当空着，却记有ab",
            "this is the first line, where nothing may stand",
        ),
        (
            Fault("ledger-chain-broken", "a-2026Q2-v1", "releases.jsonl:2", {"found": "ab", "expected": "–"}),
            "上面没有读得出的行",
            "no line above it can be read",
        ),
        (
            Fault("release-missing", "a-2026Q2-v1", "a-2026Q2-v1"),
            "a-2026Q2-v1：账本里有，文件夹不在了",
            "a-2026Q2-v1: stands in the ledger",
        ),
        (
            Fault("file-missing", "a-2026Q2-v1", "public/bagit.txt"),
            "a-2026Q2-v1/public/bagit.txt：",
            "a-2026Q2-v1/public/bagit.txt: ",
        ),
    ],
)
def test_a_fault_of_the_archive_names_a_place_that_exists(fault: Fault, zh: str, en: str) -> None:
    assert zh in fault_text(fault, "zh")
    assert en in fault_text(fault, "en")
    assert not CJK.search(fault_text(fault, "en"))
