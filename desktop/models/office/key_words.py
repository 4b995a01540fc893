"""How the office's own keys stand, in words."""

from __future__ import annotations

from math import ceil

from desktop.services.keys.held_key import IDLE_SECONDS
from desktop.services.office.registry.key_standing import KeyStanding
from desktop.services.office.registry.keys import KeyUse
from forms.filing.receipt_time import day_in_beijing

KEY_NAMES = {KeyUse.SIGNING: "签名密钥", KeyUse.RECEIVING: "收件密钥"}
KEY_ABOUT = {
    KeyUse.SIGNING: "签发任务、回执、退回单、验收单都用它；单位凭盖章的公布表认得它。",
    KeyUse.RECEIVING: "打开各单位加密报送的文件；把证书和盖章的公布表发给各单位，它们才能加密。",
}
KEY_ADVICE = {
    KeyUse.SIGNING: (
        "密钥是统计局的电子签名工具，可用 10 年。口令谁也找不回来：忘了只能换新密钥，"
        "把新的公布表盖章再发给各单位。密钥文件和口令分开保管，另存一份。"
    ),
    KeyUse.RECEIVING: (
        "收件密钥只用来打开加密的报送，不能签名，可用 10 年。密钥丢了或口令忘了，"
        "已经加密报来的谁也打不开：务必另存一份，口令分开放。"
    ),
}
KEEP_OPEN = "接着签名不再问口令"
"""Whether the key is to stay open, as it is offered."""
KEPT_UNTIL = f"{IDLE_SECONDS // 60} 分钟不签、换人或关窗就重新问"
"""Until when. Follows from the seconds of the key, in minutes."""
_BAD = ("urgent", "expired", "not_yet_valid")


def standing_lines(found: KeyStanding) -> list[tuple[str, str]]:
    """Facts about a key: labels with their texts."""
    if found.place is None:
        return [("密钥文件", "还没有")]
    place = str(found.place) + ("" if found.is_there else "（不在原处了：放回去，或导入另存的一份）")
    lines = [("密钥文件", place)]
    if found.valid_until is not None:
        until = f"{day_in_beijing(found.valid_until)}" + ("（已注销）" if found.is_revoked else "")
        lines += [("证书", found.holder), ("指纹", found.fingerprint), ("有效期至", until)]
    return lines


def standing_alarm(found: KeyStanding) -> tuple[str, str]:
    """What is to be told of its end, 90, 30 and 7 days before, and the tone; empty where nothing is."""
    if found.is_revoked:
        return "这把密钥的证书已经注销，不能再用，请换新。", "bad"
    if found.end is None or not found.end.sentence:
        return "", "muted"
    return found.end.sentence, "bad" if found.end.level in _BAD else "alarm"


def held_words(seconds: float) -> str:
    """That the key is open, and for how long if nothing is signed.

    Args:
        seconds: above 0.
    """
    return f"密钥开着，不用输口令；{ceil(seconds / 60)} 分钟不签就重新问"
