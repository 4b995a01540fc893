"""E-RECEIVE, TB-RECEIVE: files handed to the statistics office, and what it finds of the packages in them."""

from __future__ import annotations

from forms.codes.code import ErrorCode

_ASK_AGAIN = "请发送单位重新发来原文件"
_NOTHING = "不用处理"
_LOOK = "看一眼列出的各处"


class ReceiveCode:
    """A file could not be taken in, or a fact about a package is bad or open; TB-RECEIVE is what holds."""

    DAMAGED = ErrorCode("E-RECEIVE-001", "文件损坏，读不出报送包", _ASK_AGAIN)
    NO_KEY = ErrorCode(
        "E-RECEIVE-002",
        "文件是加密的，没有给出收件密钥",
        "用 --key 给出收件密钥，再收一次",
        in_window="在【密钥】里导入收件密钥，再收一次",
    )
    KEY_CLOSED = ErrorCode(
        "E-RECEIVE-019",
        "文件是加密的，收件密钥没有打开，先留着",
        "改正口令或密钥文件，再收一次",
        in_window="再收一次，输入收件密钥的口令",
    )
    OTHER_KEY = ErrorCode(
        "E-RECEIVE-003",
        "文件不是加密给这把收件密钥的",
        "换一把收件密钥再收，或请发送单位按登记的收件证书重新加密",
    )
    TOO_LARGE = ErrorCode(
        "E-RECEIVE-004", "文件或压缩文件里的内容太大，没有读", "请发送单位分开、单独发来报送包"
    )
    NESTED = ErrorCode(
        "E-RECEIVE-005",
        "邮件或压缩文件里还有邮件或压缩文件，没有打开",
        "把里面的另存出来再收，或请发送单位直接发来报送包",
    )
    UNSAFE_NAME = ErrorCode("E-RECEIVE-006", "压缩文件里有指向文件夹之外的名字，没有打开", _ASK_AGAIN)
    NOT_OURS = ErrorCode("E-RECEIVE-007", "不是报送包", "核对是不是选错了文件")
    OTHER_KIND = ErrorCode(
        "E-RECEIVE-008",
        "是统计局发给填报单位的文件，不是报送包",
        "不用收：由收到它的单位用 tianbao open 打开",
        in_window="不用收：由收到它的单位在它的程序里打开",
    )
    EMPTY = ErrorCode("E-RECEIVE-009", "文件是空的", _ASK_AGAIN)
    NO_PACKAGE = ErrorCode("E-RECEIVE-010", "邮件或压缩文件里没有报送包", _ASK_AGAIN)
    LOCKED = ErrorCode(
        "E-RECEIVE-011", "压缩文件有打开密码，没有打开", "请发送单位去掉密码，或直接发来报送包"
    )
    TOO_MANY = ErrorCode("E-RECEIVE-012", "邮件或压缩文件里的文件太多，没有打开", "请发送单位分开发来")
    UNREADABLE = ErrorCode("E-RECEIVE-013", "文件读不出", "看文件是不是还在、能不能打开，再收一次")
    REPACKED = ErrorCode(
        "E-RECEIVE-014",
        "报送包被别的软件解压后重新打包过，原来的签名不再成立",
        "请发送单位发来没有解压过的 .asice 文件",
    )
    OTHER_ENCRYPTION = ErrorCode(
        "E-RECEIVE-015", "文件是用别的程序加密的，打不开", "请发送单位用本程序导出时加密，或不加密发来"
    )
    CLOSED = ErrorCode(
        "E-RECEIVE-016",
        "程序不看这种文件里面有什么：tar、gz、rar、7z 等压缩文件，winmail.dat、.msg，封在签名里的（.p7m）",
        "请先解压它，或在邮件程序里把附件另存出来，再收取出的 .asice 文件；取出的文件本身不要再解压",
    )
    AS_TEXT = ErrorCode(
        "E-RECEIVE-017", "附件被存成了一段文字，没有打开", "请在邮件程序里用“另存附件”重新保存，再收一次"
    )
    UNPACKED = ErrorCode(
        "E-RECEIVE-018",
        "里面是解压了的报送包，签名只对原来的整个文件有效",
        "请发送单位发来没有解压过的 .asice 文件",
    )

    ADDRESS = ErrorCode("TB-RECEIVE-001", "单位、地区和年份都是本局要收的", _NOTHING)
    OTHER_REGION = ErrorCode(
        "E-RECEIVE-020",
        "是别的地区的报送包",
        "转给那里的统计局，或告诉发送单位；这一份不予采用（decide --aside）",
        in_window="转给那里的统计局，或告诉发送单位；这一份不予采用",
    )
    UNKNOWN_UNIT = ErrorCode(
        "E-RECEIVE-021",
        "规划里没有这个单位",
        "核对发送单位：规划有新版的先导入（office plan），不认识的不予采用（decide --aside）",
        in_window="核对发送单位：规划有新版的先导入，不认识的不予采用",
    )
    OTHER_YEAR = ErrorCode(
        "E-RECEIVE-022",
        "不是现在要收的年份",
        "核对年份：报早了的，到时候自动再判；报错了的请发送单位改报，这一份不予采用（decide --aside）",
        in_window="核对年份：报早了的，到时候自动再判；报错了的请发送单位改报，这一份不予采用",
    )

    SIGNER_UNKNOWN = ErrorCode(
        "E-RECEIVE-023",
        "签名证书没有登记",
        "与盖章登记表核对指纹，一致的用 office register 登记",
        in_window="与盖章登记表核对指纹，一致的在【登记册】登记",
    )
    SIGNER_OF_STRANGER = ErrorCode(
        "E-RECEIVE-026", "不是本局的单位，签名证书没有登记", "不用登记：先看是不是本局要收的"
    )
    SIGNER_EXPIRED = ErrorCode(
        "E-RECEIVE-024",
        "签名证书在收件时已过期",
        "到达得更早的，写明到达日期（decide --fact time）；否则请发送单位换用新证书重新导出",
        in_window="到达得更早的，写明到达日期；否则请发送单位换用新证书重新导出",
    )
    SIGNER_NOT_YET_VALID = ErrorCode(
        "E-RECEIVE-025", "签名证书在收件时还没有生效", "核对双方的电脑时间，请发送单位重新导出"
    )
    FIRST = ErrorCode("TB-RECEIVE-010", "首次报送", _NOTHING)
    SUCCESSOR = ErrorCode("TB-RECEIVE-011", "替代了前一版", "看一眼改了什么")
    OLDER = ErrorCode("TB-RECEIVE-012", "已有更新的一版", _NOTHING)
    DUPLICATE = ErrorCode("TB-RECEIVE-013", "同一个文件已经收过", _NOTHING)
    SAME_CONTENT = ErrorCode("TB-RECEIVE-014", "内容已经收过，只是重新导出", _NOTHING)
    PASSED_OVER = ErrorCode("TB-RECEIVE-015", "选定了另一份，这一份留存备查", _NOTHING)
    PUT_ASIDE = ErrorCode(
        "TB-RECEIVE-016",
        "不予采用，留存备查",
        "要采用的，先撤回那个决定（decide --undo）",
        in_window="要采用的，先在【办理记录】里撤回那个决定",
    )
    GAP = ErrorCode(
        "E-RECEIVE-030",
        "前一版没有收到",
        "问单位：导出过的请补发；也可能定稿后撤回、没有导出过，那就认定缺版（decide --fact revision）",
        in_window="问单位：导出过的请补发；也可能定稿后撤回、没有导出过，那就认定缺版",
    )
    FORK = ErrorCode(
        "E-RECEIVE-031",
        "同一年有两份互相不认的报送",
        "看不同之处，选定一份（choose）",
        in_window="看不同之处，选定一份",
    )
    RESTART = ErrorCode(
        "E-RECEIVE-032",
        "又来了一份首次报送，可能重装或换机",
        "问清单位，选定一份（choose）",
        in_window="问清单位，选定一份",
    )
    LATE_CHANGE = ErrorCode(
        "E-RECEIVE-033",
        "已经验收，又来了另一份",
        "需要更正的，先办重开（reopen）",
        in_window="需要更正的，先办重开",
    )
    LAPSED = ErrorCode(
        "E-RECEIVE-035",
        "原来选定的一份不再可信，这一份没有选定过",
        "看 show 里原来选定的一份为什么不再可信，再选定一份（choose）",
        in_window="先看原来选定的一份为什么不再可信，再选定一份",
    )
    LOST = ErrorCode(
        "E-RECEIVE-036",
        "已验收的一版不再可信",
        "看 show 里它为什么不再可信；属实的，重开这一年（reopen）",
        in_window="先看它为什么不再可信；属实的，重开这一年",
    )
    CONTRADICTION = ErrorCode("E-RECEIVE-034", "版次与“替代哪一版”自相矛盾", _ASK_AGAIN)

    DEFINITION = ErrorCode("TB-RECEIVE-020", "各项口径与当年的规划相同", _NOTHING)
    DEFINITION_DIFFERS = ErrorCode(
        "E-RECEIVE-040",
        "有的项目口径与当年的规划不同",
        "逐项决定（decide --fact definition）：请单位重报，或作为另一口径收下",
        in_window="逐项作决定：请单位重报，或作为另一口径收下",
    )
    DEFINITION_UNKNOWN = ErrorCode(
        "E-RECEIVE-041",
        "没有单位所用的规划数据包，口径没有比",
        "向单位索取规划数据包，也收进来（receive），等它的自动重新判断；本局自己的新版才用 office plan",
        in_window="在【办理】的【规划数据包】里导入单位所用的那一版；本局没有的，向单位索取",
    )
    CHANGE_DECLARED = ErrorCode(
        "E-RECEIVE-042",
        "单位写明了口径变动，还没有决定",
        "问清单位，逐项决定（decide --fact definition）：请单位重报，或作为另一口径收下",
        in_window="问清单位，逐项作决定：请单位重报，或作为另一口径收下",
    )
    DEFINITION_DECIDED = ErrorCode("TB-RECEIVE-024", "口径的不同已有决定", _NOTHING)
    HISTORY = ErrorCode("TB-RECEIVE-021", "往年数与已验收、已公布的一致", _NOTHING)
    FIRST_SEEN = ErrorCode("TB-RECEIVE-022", "往年数本局还没有，首次采信", "与公布的数核对后一并验收")
    HISTORY_DECIDED = ErrorCode("TB-RECEIVE-023", "往年数的不同已有决定", _NOTHING)
    HISTORY_DIFFERS = ErrorCode(
        "E-RECEIVE-050",
        "往年数与已验收、已公布的不同",
        "问清单位，逐格决定（decide --fact history）：更正、口径变动，或以已验收的为准",
        in_window="问清单位，逐格作决定：更正、口径变动，或以已验收的为准",
    )
    YEARS_LEFT_OUT = ErrorCode(
        "TB-RECEIVE-025",
        "没有带有的往年，用本局的往年数",
        "不用决定，判定用本局的往年数；问一声单位是不是换了数据文件",
    )
    COMPLETE = ErrorCode("TB-RECEIVE-030", "每一格都有数或有原因", _NOTHING)
    GAPS = ErrorCode("TB-RECEIVE-031", "有的格是空的", _LOOK)
    IN_TIME = ErrorCode("TB-RECEIVE-040", "在期限内到达", _NOTHING)
    LATE = ErrorCode("TB-RECEIVE-041", "迟报", _NOTHING)
    LATE_BY_INTAKE = ErrorCode(
        "TB-RECEIVE-043",
        "按收件的那一天算是迟报",
        "早到的，写明到达日期（decide --fact time）",
        in_window="早到的，写明到达日期",
    )
    DEADLINE_NOT_SENT = ErrorCode(
        "TB-RECEIVE-044",
        "规定了期限，还没有随任务发给各单位",
        "再布置一次任务，期限才算数（office task）",
        in_window="再布置一次任务，期限才算数",
    )
    NO_DEADLINE = ErrorCode("TB-RECEIVE-042", "还没有规定这一年的期限", _NOTHING)
    CLOCK = ErrorCode("E-RECEIVE-060", "签名的电脑时钟不对", "请单位校正电脑时间后重新导出")
    PAPER = ErrorCode("TB-RECEIVE-050", "纸质表是这一版的", _NOTHING)
    PAPER_DIFFERS = ErrorCode(
        "TB-RECEIVE-051", "纸质表是另一版的", "请单位交来这一版的纸质表，或这张纸对应的报送包"
    )
    NO_PAPER = ErrorCode(
        "TB-RECEIVE-052",
        "还没有核对纸质表",
        "收到盖章的纸质表后，照纸上的校验码输入（decide --fact paper）",
        in_window="收到盖章的纸质表后，照纸上的校验码输入",
    )
    NOTHING_ASKED = ErrorCode("TB-RECEIVE-060", "没有问过什么", _NOTHING)
    UNANSWERED = ErrorCode(
        "TB-RECEIVE-062",
        "还有问题没有答复",
        "等单位的答复；不用答了的了结（question close），退回单发错了的撤回（return --recall）",
        in_window="等单位的答复；不用答了的了结，退回单发错了的撤回",
    )
    ANSWERED = ErrorCode("TB-RECEIVE-063", "问过的都有答复", "看答复：了结，或再问")
    NO_BASE = ErrorCode("TB-RECEIVE-061", "没有给出过基础数据，没有比", _NOTHING)
    BASE = ErrorCode("TB-RECEIVE-064", "给出的基础数据没有改动", _NOTHING)
    BASE_DIFFERS = ErrorCode(
        "TB-RECEIVE-065",
        "有的数与给出的基础数据不同",
        "问清单位，逐格决定（decide --fact base）：以基础数据为准，或请单位重报",
        in_window="问清单位，逐格作决定：以基础数据为准，或请单位重报",
    )
    PAIRS_DIFFER = ErrorCode(
        "TB-RECEIVE-067",
        "有的数与别的单位报的对不上",
        "两个单位都问（question suggest，各问各的一格）；本局不另给第三个数",
        in_window="两个单位都问，各问各的一格；本局不另给第三个数",
    )
    PAIRS_ASKED = ErrorCode(
        "TB-RECEIVE-068",
        "有的数与别的单位报的对不上，已经问过",
        "看答复（question list）",
        in_window="看答复",
    )
    BASE_DECIDED = ErrorCode("TB-RECEIVE-066", "与基础数据的不同已有决定", _NOTHING)
