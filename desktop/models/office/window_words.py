"""What the office's services say, as its window says it: places of the window in the stead of commands.

Services word their steps for the command line as well. A command in their sentences stands in brackets
behind the step, or is replaced here by itself; a test holds that none is left.
"""

from __future__ import annotations

import re

_BRACKETS = re.compile(r"（[a-z][a-z ]*(?: --[a-z-]+)?(?: [a-z]+)?）")
"""A command behind a step: ``（decide --fact paper）``."""
_PLACES = (
    ("（看 question list，", "（在审核页"),
    ("（question suggest，各问各的一格）", "，各问各的一格"),
    ("（由单位用 log --verify --package 核对）", "，由单位核对"),
    (
        "请用 office key new 新建，用 office key import 导入，或用 --key 指明密钥文件",
        "请在【密钥】里新建或导入",
    ),
    ("请用 office key new 新建", "请在【密钥】里新建"),
    ("用 office deadline 规定后再写一份任务", "写明期限，再写一份任务"),
    ("用 --key 给出原密钥再写一份", "在“签名密钥”里选原密钥再写一份"),
    ("处理好以后再办一次 office task", "处理好以后再布置一次"),
    ("处理好以后用 letters 再写出一次", "处理好以后用【再写出单子】再写出一次"),
    ("取消免报用 excuse --undo", "取消免报在【免报】里办"),
    ("再办一次 close", "再办一次【定库】"),
    ("再办一次 excuse", "再办一次【免报】"),
    ("验收过的用 reopen 重开", "验收过的先重开"),
    ("待处理的原因见 show", "待处理的原因见审核页"),
    ("看 show 里", "看审核页里"),
    ("--as 可以写：", "可以是："),
    ("先用 question add 记下问题", "先提问"),
    ("用 show 看各格的写法", "照审核页里的格选"),
    ("确实要换的，在命令后面加 --other-unit", "确实要换的，再确认一次"),
    ("用 office revoke 注销原来的", "注销原来的"),
    ("下次登记用 --renews 写出原指纹", "下次登记写出原指纹"),
    ("要注销原证书的，用 office revoke", "要注销原证书的，另办注销"),
    ("请用 --fingerprint 输入盖章登记表上的指纹，或用 --fingerprints 给出清单", "请输入盖章登记表上的指纹"),
    ("请照登记表用 --unit 写明单位代码", "请照登记表选单位"),
    ("一致的用 office register 登记", "一致的在证书页登记"),
    ("本局的用 office key", "本局的在【密钥】里"),
    ("登记册：office register", "看证书页的登记册"),
    ("请用 --fingerprint 和 --since 写明", "请写明指纹和日期"),
    ("请用 --fingerprint 写明", "请写明指纹"),
    ("用 --key 给出收件密钥，再收一次", "在【密钥】里导入收件密钥，再收一次"),
    ("再收一次并用 --plan 给出；本局自己的新版才用 office plan", "连同它再收一次"),
    ("；本局自己的新版才用 office plan", ""),
    ("，请用 --plan 给出那一份再验证", ""),
    ("，命令行的 key show 会重新写出", "，在命令行用 key show 重新写出"),
)


def window_words(sentence: str) -> str:
    """A sentence of a service without the commands that it names."""
    for said, instead in _PLACES:
        sentence = sentence.replace(said, instead)
    return _BRACKETS.sub("", sentence)
