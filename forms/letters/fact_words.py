"""Chinese words for the facts about a package, as both ends show them: the only place that has them."""

from __future__ import annotations

from collections.abc import Mapping

_WORDS: Mapping[str, str] = {
    "container": "文件",
    "digests": "内容",
    "signature": "签名",
    "signer": "签名人",
    "schema": "格式",
    "plan": "规划",
    "recheck": "复核",
    "forms": "正式报表",
    "address": "归属",
    "revision": "版次",
    "definition": "口径",
    "history": "往年数",
    "complete": "齐全",
    "answers": "答复",
    "base": "基础数据",
    "pairs": "单位之间",
    "time": "到达日期",
    "paper": "纸质表",
}


def fact_word(name: str) -> str:
    """A fact's word; its own name where a later version of the program states another one."""
    return _WORDS.get(name, name)
