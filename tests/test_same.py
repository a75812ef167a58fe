"""What `make same` tells of two trees: every file that is not alike, and where."""

from pathlib import Path

from scripts.same import differences


def tree(folder: Path, **files: bytes) -> Path:
    for name, data in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def test_equal_trees_have_nothing_to_tell(tmp_path: Path) -> None:
    files = {"en__index_html": b"<p>1</p>", "a_pdf": b"%PDF\xff"}
    assert list(differences(tree(tmp_path / "a", **files), tree(tmp_path / "b", **files), 9)) == []


def test_every_difference_is_named_and_text_is_shown(tmp_path: Path) -> None:
    before = tree(
        tmp_path / "a", page_html=b"<p>1</p><p>2</p>", old_txt=b"x", a_pdf=b"%PDF\xff", l_csv=b"1\n2\n3\n"
    )
    after = tree(
        tmp_path / "b", page_html=b"<p>1</p><p>3</p>", new_txt=b"x", a_pdf=b"%PDF\xfe!", l_csv=b"4\n5\n6\n"
    )
    told = list(differences(before, after, 4))
    assert [line for line in told if not line.startswith("    ")] == [
        "differs: a.pdf (5 → 6 bytes)", "differs: l.csv (6 → 6 bytes)", "new: new.txt", "gone: old.txt",
        "differs: page.html (16 → 16 bytes)",
    ]  # fmt: skip
    assert "    -<p>2</p>" in told and "    +<p>3</p>" in told and "    -<p>1</p>" not in told
    assert "    … 3 more lines" in told
