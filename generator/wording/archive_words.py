"""What `jibao verify` says, in both languages: one sentence per kind of fault, and the summing up."""

from collections.abc import Iterable, Mapping

from generator.domain.release import Contents, Fault, Proof, SealedRelease, Withdrawal, WithheldCell
from generator.domain.text import LANGS, Lang, Text, text_of
from generator.wording.findings import visible

FAULTS: Mapping[str, Text] = {
    "bag-missing": Text("整个包不在了", "the whole bag is missing"),
    "not-a-file": Text(
        "不是普通文件（链接、文件夹或设备）", "is no plain file (a link, a folder or a device)"
    ),
    "file-missing": Text("文件不在了", "the file is missing"),
    "file-added": Text("封存时没有这个文件", "was not there when the release was sealed"),
    "folder-added": Text("封存时没有这个文件夹", "this folder was not there when the release was sealed"),
    "file-changed": Text(
        "内容与封存时不同（校验值不符）",
        "differs from what was sealed (its checksums do not fit)",
    ),
    "manifest-line-wrong": Text(
        "清单里{file}的校验值被改过，文件本身与另一份清单相符",
        "its checksum of {file} was changed; the file itself fits the other manifest",
    ),
    "manifest-unreadable": Text("清单无法读取：{why_zh}", "the manifest cannot be read: {why}"),
    "manifest-not-whole": Text(
        "标签清单没有列全应有的文件", "the tag manifest does not list exactly the files it must"
    ),
    "manifests-disagree": Text("只列在两份清单中的一份里", "stands in one of the two manifests only"),
    "root-differs": Text(
        "总校验值是{found}，账本（releases.jsonl）记的是{expected}：这不是当时封存的包，或账本被改过",
        "the root checksum is {found}, the ledger (releases.jsonl) has {expected}: this is not the bag that "
        "was sealed, or the ledger was changed",
    ),
    "file-unreadable": Text("不是封存时写下的样子：{why_zh}", "is not as sealing wrote it: {why}"),
    "ledger-missing": Text("账本不在了", "the ledger is missing"),
    "ledger-empty": Text("账本是空的", "the ledger is empty"),
    "ledger-line-unreadable": Text(
        "这一行不是封存时写下的样子：{why_zh}", "this line is not as sealing wrote it: {why}"
    ),
    "ledger-line-repeated": Text("与第{line}行是同一个发布", "the same release as in line {line}"),
    "ledger-chain-broken": Text(
        "前一发布的总校验值记为{found}，应为{expected}：账本缺行、换行或改过",
        "names {found} as the release before, where {expected} stands: a line is missing, moved or changed",
    ),
    "ledger-day-goes-back": Text(
        "封存日期{day}早于前一发布的{before}", "sealed on {day}, before the release above it ({before})"
    ),
    "ledger-version-skipped": Text("版本号不连续", "its version does not follow the one before"),
    "ledger-line-differs": Text(
        "账本的“{field}”是“{ledger}”，发布自己记的是“{bag}”",
        "the ledger's “{field}” is “{ledger}”, the release itself says “{bag}”",
    ),
    "ledger-before-differs": Text(
        "发布里带的此前账本与现在的账本开头不同",
        "the ledger as of then, kept in the release, is not how the ledger begins now",
    ),
    "public-unknown": Text(
        "已经公布（总校验值{root}），档案里却没有：档案是较早的备份，或者是另一台电脑封存的。"
        "请找回最新的archive/放回来，再继续",
        "is public (root checksum {root}), but the archive does not have it: the archive is an older backup,"
        " or another machine sealed it. Bring the newest archive/ back before going on",
    ),
    "public-other": Text(
        "公布的总校验值是{root}，档案里的是{own}：两台电脑各封存了一次同名的发布。"
        "留用已经公布的那一份档案，另一份的改动作为新版本再封存",
        "is public with the root checksum {root}, the archive has {own}: two machines both sealed that name."
        " Keep the archive of the one that is public, and seal the other's changes as a new version",
    ),
    "delivered-unknown": Text(
        "已经送达（总校验值{root}），档案里却没有：档案是较早的备份，或者是另一台电脑封存的。"
        "请找回最新的archive/放回来",
        "was delivered (root checksum {root}), but the archive does not have it: the archive is an older"
        " backup, or another machine sealed it. Bring the newest archive/ back",
    ),
    "delivered-other": Text(
        "送达的总校验值是{root}，档案里的是{own}：收到的人手里的与档案不同，没有继续。"
        "请找出送达的那一份档案，另一份的改动作为新版本再封存",
        "was delivered with the root checksum {root}, the archive has {own}: what offices hold is not what is"
        " here. Find the archive that was delivered, and seal the other's changes as a new version",
    ),
    "public-ledger-unreadable": Text(
        "公布的账本无法读取：{why_zh}", "the published ledger cannot be read: {why}"
    ),
    "office-half-lost": Text(
        "内部包（office/）不在了：这一期不能重新生成，也不能核对原始报送。请从备份放回",
        "has lost its office half (office/): it cannot be built again, nor its deliveries"
        " compared. Put it back from a backup",
    ),
    "front-lost": Text(
        "首页包（front/）不在了：jibao republish要用最新一行的。请从备份放回；没有备份的，"
        "封存下一个发布（jibao release）会另做一份，这一份不能补做，查验会一直指出",
        "the front is missing (front/); jibao republish needs that of the newest line. Put it back from a"
        " backup; without one, the next jibao release makes a new one: this one cannot be made again, and"
        " verify goes on naming it",
    ),
    "release-undone": Text(
        "账本说它在公布前已撤销，文件夹却还在",
        "the ledger says that it was undone before anybody had it, yet its folder is there",
    ),
    "release-missing": Text(
        "账本里有，文件夹不在了：请从备份放回",
        "stands in the ledger, but its folder is missing: bring it back from a backup",
    ),
    "release-not-in-ledger": Text(
        "账本（releases.jsonl）里没有这个发布", "the ledger (releases.jsonl) does not know this release"
    ),
    "pdf-without-data": Text(
        "PDF里没有恰好一个数据附件，或无法读取",
        "the PDF does not hold exactly one data file, or cannot be read",
    ),
    "pdf-data-misnamed": Text(
        "PDF里的数据附件名为“{name}”，与季报不符",
        "the data inside the PDF are called “{name}”, which is not its own",
    ),
    "pdf-data-differs": Text(
        "PDF里的数据附件{name}与公布的数据不同",
        "the data inside the PDF ({name}) differ from the published ones",
    ),
    "anchor-not-reached": Text(
        "凭据是{release}的，而这里没有它，没有查验：它的凭据不能证明更早的发布。请连同{release}一起查验，或用这个发布自己的凭据",
        "the anchor is that of {release}, which is not here and was not proved: it does not vouch for an "
        "earlier release. Verify {release} as well, or use this release's own anchor",
    ),
    "anchor-unknown": Text(
        "凭据{anchor}与账本中任何发布都不符：发布被整个换过，或凭据不属于这个档案",
        "the anchor {anchor} fits no release of the ledger: a release was replaced as a whole, or the "
        "anchor belongs to another archive",
    ),
    "rebuilt-differs": Text("重新生成的文件与封存的不同", "built anew, the file differs from the sealed one"),
}
# Where one side is nothing: a line that names no release before, or stands where none may be named.
_CHAIN_NONE_NAMED = Text(
    "没有记前一发布的总校验值，应为{expected}：账本缺行、换行或改过",
    "names no release before, where {expected} stands: a line is missing, moved or changed",
)
_CHAIN_FIRST = Text(
    "这是第一行，前面没有发布，这里应当空着，却记有{found}：账本缺行、换行或改过",
    "names {found} as the release before, but this is the first line, where nothing may stand: a line is "
    "missing, moved or changed",
)
_CHAIN_NONE_ABOVE = Text(
    "前一发布的总校验值记为{found}，但上面没有读得出的行",
    "names {found} as the release before, but no line above it can be read",
)
_NONE = "–"
_WHERE = Text("：", ": ")
_LEDGER = "releases.jsonl"


def fault_text(fault: Fault, lang: Lang) -> str:
    """Where, and what is wrong there. Never raises: an unknown code speaks for itself."""
    template = _words(fault)
    shown = {name: visible(word, 300) for name, word in fault.args.items()}
    said = template.of(lang).format_map(shown) if template else " ".join([fault.code, *shown.values()])
    where = _place(fault, lang)
    return f"{where}{_WHERE.of(lang)}{said}" if where else said


def faults_text(faults: Iterable[Fault]) -> Text:
    """Several faults, a line each."""
    kept = list(faults)
    return text_of({lang: "\n".join(fault_text(f, lang) for f in kept) for lang in LANGS})


def _words(fault: Fault) -> Text | None:
    if fault.code == "ledger-chain-broken" and fault.args.get("found") == _NONE:
        return _CHAIN_NONE_NAMED
    if fault.code == "ledger-chain-broken" and fault.args.get("expected") == _NONE:
        return _CHAIN_FIRST if fault.path == f"{_LEDGER}:1" else _CHAIN_NONE_ABOVE
    return FAULTS.get(fault.code)


def _place(fault: Fault, lang: Lang) -> str:
    """A path below the archive; the ledger is no release's, and a missing folder is its release."""
    release, path = visible(fault.release, 300), visible(fault.path, 300)
    if path.partition(":")[0] == _LEDGER and release:
        return Text(f"{path}（{release}）", f"{path} ({release})").of(lang)
    return "/".join(part for part in dict.fromkeys((release, path)) if part)


def proof_text(proof: Proof, lang: Lang) -> str:
    """Everything `verify` has to say, as lines."""
    lines = [f"✕ {fault_text(f, lang)}" for f in proof.faults]
    lines += [_PROVED.of(lang).format(release=r) for r in proof.proved]
    lines += [_PARTLY.of(lang).format(release=r) for r in proof.partly]
    lines += [_APART.of(lang).format(release=r) for r in proof.apart]
    lines += [_REBUILT.of(lang).format(release=r) for r in proof.rebuilt]
    lines += [
        _ELSEWHERE.of(lang).format(release=r, programs="；".join(p) if lang == "zh" else "; ".join(p))
        for r, p in proof.elsewhere.items()
    ]
    lines += [_FRONTS.of(lang)] if proof.rebuilt or proof.elsewhere else []
    lines += [_BESIDE.of(lang).format(name=visible(name, 300)) for name in proof.beside]
    lines.append(_anchor_text(proof, lang))
    if proof.faults:
        lines.append(_REFUTED.of(lang).format(count=len(proof.faults)))
    else:
        count = len(proof.proved) + len(proof.partly)
        lines.append(_INTACT.of(lang).format(count=count, files=proof.files))
    return "\n".join(line for line in lines if line) + "\n"


_PROVED = Text("✓ {release}：完好（公开包和内部包）", "✓ {release}: intact (public and office bag)")
_PARTLY = Text(
    "✓ {release}：公开包完好；这是公开的副本，没有内部包，内部包无从查验",
    "✓ {release}: the public bag is intact; this is a published copy without the office bag, which "
    "could not be looked at",
)
_FRONTS = Text(
    "– 首页包（front/，public/根目录与发布不同的文件）没有重新生成，只按校验值查验；jibao republish照它复制",
    "– the fronts (front/: what of the root of public/ is not a release's own) were not built again, only"
    " proved by checksum; jibao republish copies them",
)
_APART = Text(
    "注意：{release}的季报（PDF）不在这里，没有查验。ZIP不装季报：它们在网站的releases/{release}/bulletins/；"
    "要一并查验，请把这个文件夹放在ZIP旁边，路径为{release}/bulletins/",
    "Note: the bulletins (PDF) of {release} are not here and were not looked at. The ZIP leaves them out:"
    " they stand at releases/{release}/bulletins/ of the site. To have them proved too, put that folder"
    " beside the ZIP, as {release}/bulletins/",
)
_REBUILT = Text(
    "✓ {release}：由两个包重新生成，逐字节相同",
    "✓ {release}: built again from its two bags, the same byte for byte",
)
_ELSEWHERE = Text(
    "– {release}：封存时的程序与现在不同（括号里是现在的）：{programs}；用现在的程序重新生成，有的文件不同。"
    "是否完好以上面的查验为准；要逐字节重做，请装上当时的版本",
    "– {release}: was made by other programs (in brackets: what is here): {programs}. Built again with what"
    " is here, some files differ. Whether it is intact stands above; install those to make it byte for byte",
)
_REFUTED = Text("不通过：发现{count}处不符。", "Refuted: {count} fault(s).")
_INTACT = Text("通过：{count}个发布，{files}个文件。", "Intact: {count} release(s), {files} files.")
_BESIDE = Text(
    "注意：{name}不属于任何发布，没有查验，不影响结论；请移到别处。",
    "Note: {name} belongs to no release; it was not looked at and refutes nothing. Move it elsewhere.",
)
_NOT_ANCHORED = Text(
    "注意：最新发布{newest}没有外部凭据。没有另存他处的凭据，整个重做的账本和发布同样会通过；"
    "请用随季报发出的邮件里的总校验值再查一次：jibao verify --anchor …",
    "Note: the newest release, {newest}, is not anchored. Without an anchor kept elsewhere a ledger and "
    "releases that were made anew as a whole pass too; give the root checksum from the message that came "
    "with the bulletins: jibao verify --anchor …",
)
_ANCHORED = Text("✓ 外部凭据与最新发布{newest}相符", "✓ the anchor fits the newest release, {newest}")
_ANCHORED_BEFORE = Text(
    "✓ 外部凭据与{anchored}相符，它和它之前的都有凭据；最新发布{newest}没有",
    "✓ the anchor fits {anchored}, so it and all before it are anchored; the newest, {newest}, is not",
)


def _anchor_text(proof: Proof, lang: Lang) -> str:
    if not proof.newest:
        return ""
    if not proof.anchored:
        return _NOT_ANCHORED.of(lang).format(newest=proof.newest)
    text = _ANCHORED if proof.anchored == proof.newest else _ANCHORED_BEFORE
    return text.of(lang).format(newest=proof.newest, anchored=proof.anchored)


_SEALED = Text(
    "已封存 {release}，总校验值 {root}。请把它随季报一起发出：以后凭它查验（jibao verify --anchor）。",
    "Sealed {release}, root checksum {root}. Send it out with the bulletins: it is what "
    "jibao verify --anchor takes.",
)
_CAUGHT_UP = Text(
    "{release}封存后没有改动；已按档案重新公布。",
    "Nothing has changed since {release}; published anew from the archive.",
)


def released_text(release: SealedRelease, sealed: bool, lang: Lang) -> str:
    """What `jibao release` says when it is done."""
    return (_SEALED if sealed else _CAUGHT_UP).of(lang).format(release=release.id, root=release.root)


_REPUBLISHED = Text(
    "已由档案重新做成{out}（现示{release}）", "{out} was made again from the archive; it shows {release}"
)


def republished_text(release: SealedRelease, out: str, lang: Lang) -> str:
    """What `jibao republish` says when it is done."""
    return _REPUBLISHED.of(lang).format(release=release.id, out=out)


_WITHDRAWN = Text(
    "已撤回{release}；它留在网站和档案里，并注明撤回", "{release} is withdrawn; it stays, and says so"
)
_UNDONE = Text(
    "已撤销{release}，账本作了记录；文件已删去，编号不再使用",
    "{release} is undone, and the ledger says so; its files are gone, its number is not given again",
)


def withdrawn_text(line: Withdrawal, lang: Lang) -> str:
    """What `jibao withdraw` says when it is done."""
    return (_WITHDRAWN if line.kept else _UNDONE).of(lang).format(release=line.release)


_CONTENTS = (
    Text(
        "{release}：公开，任何人可以下载，封存后不能撤回（{count}个文件）",
        "{release}: public; anybody may download it, and it cannot be taken back ({count} files)",
    ),
    Text(
        "{release}：不公开，只留在办公室（{count}个文件）",
        "{release}: private; it stays in the office ({count} files)",
    ),
    Text(
        "没有封存，也不公开（{count}个文件或文件夹）",
        "not sealed and not public ({count} files or folders)",
    ),
)


_STILL_WITHHELD = Text(
    "仍不公布（{count}个数）：现在的数本身不必隐去，但已封存的发布里没有公布；新旧两版并列，公布它就能推算出当时隐去的数。"
    "当时的数报错了也一样，已经公布的收不回来，所以以后各版都不公布",
    "still withheld ({count} cells): nothing in them is small any more, but a sealed release withheld them,"
    " and shown beside it they would give away what it hid. That holds though the count was a mistake: what"
    " is out cannot be called back, so they stay withheld in every later version",
)


def contents_text(contents: Contents, lang: Lang) -> str:
    """What `jibao release --dry-run` says: file by file what will be public, what private, what neither."""
    halves = [
        [f"public/{name}" for name in contents.public],
        [f"office/{name}" for name in contents.office],
        list(contents.left_out),
    ]
    lines: list[str] = []
    for head, names in zip(_CONTENTS, halves, strict=True):
        if names:
            lines.append(head.of(lang).format(release=contents.release, count=len(names)))
            lines += [f"  {visible(name, 1000)}" for name in names]
    if contents.withheld:
        lines.append(_WITHHELD.of(lang).format(count=len(contents.withheld)))
        lines += [f"  {_cell_text(cell, lang)}" for cell in contents.withheld]
        lines += [_OUT.of(lang)] if any(cell.reason == "earlier" for cell in contents.withheld) else []
    return "\n".join(lines) + "\n"


_WITHHELD = Text("不予公布（{count}个单元格）", "withheld ({count} cells)")
WHY_WITHHELD = {
    "clerk": Text("报送人标了Q", "marked Q by who reported it"),
    "small": Text("人数太少", "so few people that they could be recognised"),
    "step": Text("与已公布的上一数值相差太少", "few people more or fewer than the published value before it"),
    "earlier": Text("以前的发布没有公布", "an earlier release withheld it"),
    "cover": Text(
        "多隐去一个，使人不能从隐去的多少推算", "one more than needed, so that nothing follows from how many"
    ),
    "further": Text("公布它会推算出别的数", "another withheld figure would follow from it"),
    "total": Text("公布合计会推算出别的数", "a withheld figure would follow from this total"),
}


_OUT = Text(
    "以前的发布没有公布的数，以后各版也不公布：新旧两版并列，公布它就能推算出当时隐去的数。当时的数报错了也一样，已经公布的收不回来",
    "what an earlier release withheld stays withheld in every later version: shown beside it, it would give"
    " away what was hidden then. That holds though the count was a mistake: what is out cannot be called"
    " back",
)


def _cell_text(cell: WithheldCell, lang: Lang) -> str:
    """One withheld cell with its reason; never its number."""
    place = Text("、", ", ").of(lang).join((cell.indicator, cell.period, cell.area.of(lang)))
    return f"{visible(place, 300)}{Text('：', ': ').of(lang)}{WHY_WITHHELD[cell.reason].of(lang)}"


def left_out_text(names: Iterable[str], lang: Lang) -> str:
    """What a release did not take with it, in one line; empty where there is nothing."""
    said = Text("、", ", ").of(lang).join(visible(name, 300) for name in names)
    return f"{_LEFT_OUT.of(lang)}{said}" if said else ""


_LEFT_OUT = Text("没有封存：", "not sealed: ")
