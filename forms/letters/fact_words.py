"""Chinese words for the facts that a receipt states, as both ends show them."""

from __future__ import annotations

from collections.abc import Mapping

_WORDS: Mapping[str, str] = {
    "container": "文件完整",
    "digests": "文件摘要",
    "signature": "签名",
    "signer": "签名人登记",
    "schema": "格式",
    "plan": "规划版本",
    "recheck": "复核",
    "forms": "正式报表",
    "address": "单位、地区和年份",
    "revision": "版次",
    "definition": "口径",
    "history": "往年数",
    "complete": "填报完整",
    "answers": "答复",
    "base": "基础数据",
    "pairs": "单位之间",
    "time": "到达时间",
    "paper": "纸质表",
}


def fact_word(name: str) -> str:
    """A fact's word; its own name where a later version of the program states another one."""
    return _WORDS.get(name, name)
