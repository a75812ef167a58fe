"""Why a thing was made again, in words: for `build --explain`."""

from collections.abc import Sequence

from generator.domain.text import Lang

# Parts of a key, as `publish` names them.
_ZH = {
    "first": "首次生成",
    "gone": "缓存已清理或损坏",
    "attached data": "附件数据",
    "configuration": "站点配置",
    "content": "内容",
    "contents": "目录",
    "documents": "页面或图片",
    "files": "文件清单",
    "fonts": "字体",
    "menu": "菜单（页面标题）",
    "path": "路径",
    "settings": "设置",
    "software": "程序或软件库版本",
    "style": "样式",
    "text": "正文",
    "theme": "主题",
}
_EN = {
    "first": "made for the first time",
    "gone": "the cached one was pruned or spoiled",
    "documents": "pages or pictures",
    "files": "list of files",
    "menu": "menu (titles of pages)",
    "software": "program or library versions",
}


def explanation(name: str, changed: Sequence[str], lang: Lang) -> str:
    """One line: what was made again, and which parts of its input had changed."""
    words = _ZH if lang == "zh" else _EN
    return f"{name}: " + ("、" if lang == "zh" else ", ").join(words.get(part, part) for part in changed)
