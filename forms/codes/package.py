"""E-PKG and TB-PKG: the container and its signature; E-KEY: keys; E-ENV: encryption."""

from __future__ import annotations

from forms.codes.code import CodeTrait, ErrorCode

_AGAIN = "向发送单位重新索取原文件"
_EXPORT = "请发送单位用程序重新导出"
_NOTHING = "不用处理"


class PackageCode:
    """A package as bytes: container, manifest, digests, signature, tables; TB-PKG is what holds."""

    NOT_A_PACKAGE = ErrorCode("E-PKG-001", "不是报送包，或开头已损坏", _AGAIN, CodeTrait.ADVISED)
    TOO_LARGE = ErrorCode("E-PKG-002", "报送包或其中的文件超过限度", _AGAIN, CodeTrait.ADVISED)
    TRUNCATED = ErrorCode("E-PKG-003", "报送包不完整，后面缺了一段", _AGAIN, CodeTrait.ADVISED)
    TRAILING_BYTES = ErrorCode("E-PKG-004", "报送包后面多出内容", _AGAIN)
    TOO_MANY_ENTRIES = ErrorCode("E-PKG-005", "报送包里的文件太多", _AGAIN)
    ENTRY_NAME = ErrorCode("E-PKG-006", "包里有不允许的文件名", _EXPORT)
    ENTRY_DUPLICATED = ErrorCode("E-PKG-007", "包里有同名的文件", _EXPORT)
    ENTRY_PROFILE = ErrorCode("E-PKG-008", "包里文件的存放方式不合规定", _EXPORT, CodeTrait.REPACKED)
    ENTRY_DAMAGED = ErrorCode("E-PKG-009", "包里的文件损坏", _AGAIN)
    NOT_CANONICAL = ErrorCode(
        "E-PKG-010", "报送包不是程序写出的样子，有字节被改动", _AGAIN, CodeTrait.BY_REPACKING
    )
    ENTRY_REQUIRED = ErrorCode("E-PKG-011", "包里缺少必须有的文件", _AGAIN)
    ENTRY_ORDER = ErrorCode("E-PKG-012", "包里文件的次序不合规定", _EXPORT, CodeTrait.BY_REPACKING)
    MEDIA_TYPE = ErrorCode("E-PKG-013", "包里写明的文件类型不对", _EXPORT)
    MANIFEST_UNREADABLE = ErrorCode("E-PKG-020", "包里的清单读不出来", _AGAIN)
    MANIFEST_NOT_CANONICAL = ErrorCode("E-PKG-021", "包里的清单不是程序写出的样子", _AGAIN)
    PAYLOAD_MISSING = ErrorCode("E-PKG-022", "清单列出的文件不在包里", _AGAIN)
    PAYLOAD_ADDED = ErrorCode("E-PKG-023", "包里有清单没有列出的文件", _AGAIN)
    PAYLOAD_RENAMED = ErrorCode("E-PKG-024", "包里的文件被改了名", _AGAIN)
    PAYLOAD_CHANGED = ErrorCode("E-PKG-025", "包里的文件被改动", _AGAIN)
    SIGNATURE_UNREADABLE = ErrorCode("E-PKG-030", "签名文件读不出来", _AGAIN)
    SIGNATURE_NOT_CANONICAL = ErrorCode("E-PKG-031", "签名文件的写法不合规定", _EXPORT)
    ALGORITHM_REFUSED = ErrorCode("E-PKG-032", "签名的算法不在允许之列", "请发送单位换用程序建的密钥重新导出")
    MANIFEST_CHANGED = ErrorCode("E-PKG-033", "清单在签名以后被改动", _AGAIN)
    SIGNATURE_FALSE = ErrorCode("E-PKG-034", "签名与证书对不上", _AGAIN)
    CERTIFICATE_UNBOUND = ErrorCode("E-PKG-035", "签名没有写明用的是这张证书", _EXPORT)
    SIGNED_OUTSIDE_VALIDITY = ErrorCode(
        "E-PKG-036", "签名时间不在证书有效期内", "请发送单位换用有效的证书重新导出"
    )
    SIGNED_IN_FUTURE = ErrorCode(
        "E-PKG-037", "签名时间晚于本机时间", "核对双方的电脑时间", in_window="请单位校正电脑时间后重新导出"
    )
    SIGNER_CERTIFICATE_REFUSED = ErrorCode(
        "E-PKG-038", "签名证书不能用于签名", "请发送单位换用签名证书重新导出"
    )
    SIGNED_AFTER_RECEIPT = ErrorCode("E-PKG-039", "签名时间晚于收件时间", "核对收件时间和双方的电脑时间")
    TABLE_REFUSED = ErrorCode("E-PKG-040", "数据表或它的描述与规定不符", _EXPORT)
    NOT_EXAMINED = ErrorCode(
        "E-PKG-090", "前面的项目没有通过，这一项没有检查", "先处理前面的项目", CodeTrait.FOLLOWS
    )
    CONTAINER_SOUND = ErrorCode("TB-PKG-001", "文件包完整", _NOTHING)
    DIGESTS_SOUND = ErrorCode("TB-PKG-002", "各文件与清单的摘要一致", _NOTHING)
    SIGNATURE_SOUND = ErrorCode("TB-PKG-003", "签名有效", _NOTHING)
    SIGNER_FOUND = ErrorCode(
        "TB-PKG-004",
        "签名人已登记，或未登记而允许",
        "未登记的，与盖章登记表上的指纹核对",
        in_window="不用处理",
    )
    SIGNER_OWN = ErrorCode("TB-PKG-005", "由本单位的证书签名", _NOTHING)
    SIGNER_NOT_COMPARED = ErrorCode(
        "TB-PKG-006",
        "签名人是否登记，窗口里没有核对",
        "要核对，与盖章登记表上的指纹比对",
        CodeTrait.NOT_COMPARED,
    )


class KeyCode:
    """A key file, its passphrase, or a certificate cannot be used."""

    PASSPHRASE_WEAK = ErrorCode("E-KEY-001", "口令太短或太简单", "至少 8 个字符，不能全是同一个字符")
    PASSPHRASE_WRONG = ErrorCode("E-KEY-002", "口令不正确", "检查大小写和中英文输入状态后重试")
    FILE_UNREADABLE = ErrorCode(
        "E-KEY-003", "密钥文件读不出来", "选对文件；损坏的用备份的密钥，或新建后重新登记"
    )
    TYPE_REFUSED = ErrorCode("E-KEY-004", "密钥类型不受支持", "换用 ECDSA P-256、P-384 或 2048 位以上的 RSA")
    WITHOUT_CERTIFICATE = ErrorCode("E-KEY-005", "密钥文件里没有证书", "选带证书的密钥文件（.p12）")
    CERTIFICATE_UNREADABLE = ErrorCode("E-KEY-006", "证书读不出来", "选公开证书（.cer.pem）")
    NOT_FOR_SIGNING = ErrorCode("E-KEY-007", "证书不能用于签名", "换用签名证书")
    CLOCK_OUTSIDE_VALIDITY = ErrorCode(
        "E-KEY-008",
        "电脑时间不在证书有效期内",
        "校正电脑时间；证书到期的新建密钥并重新登记",
    )
    SUBJECT_REFUSED = ErrorCode("E-KEY-009", "证书上的名称不能用", "照提示改名称")
    SIGNER_UNKNOWN = ErrorCode(
        "E-KEY-010",
        "签名证书没有登记",
        "与盖章登记表核对指纹，一致的用 --trust 给出证书再验证",
        in_window="与盖章登记表核对指纹，一致的在【登记册】登记",
    )
    SIGNER_REVOKED = ErrorCode("E-KEY-011", "签名证书已停用", "请发送单位换用新证书重新导出")
    SIGNER_EXPIRED = ErrorCode(
        "E-KEY-012",
        "按收件时间判断，签名证书已到期",
        "核对收件日期（--at）；无误的，请发送单位换用新证书重新导出",
        in_window="到达得更早的，写明到达日期；否则请发送单位换用新证书重新导出",
    )
    SIGNER_NOT_YET_VALID = ErrorCode(
        "E-KEY-013",
        "按收件时间判断，签名证书还没有生效",
        "核对收件日期（--at）和双方的电脑时间",
        in_window="核对双方的电脑时间，请发送单位重新导出",
    )
    NOT_FOR_RECEIVING = ErrorCode(
        "E-KEY-014", "证书不能用于加密或解密", "加密用统计局公布的收件证书，解密用收件密钥"
    )
    RECEIVER_EXPIRED = ErrorCode("E-KEY-015", "收件证书已到期", "向统计局索取新的收件证书")
    RECEIVER_NOT_YET_VALID = ErrorCode("E-KEY-016", "收件证书还没有生效", "核对电脑时间")
    IMPORTED_EXPIRED = ErrorCode("E-KEY-017", "要导入的证书已到期", "换用有效的证书")
    IMPORTED_NOT_YET_VALID = ErrorCode("E-KEY-018", "要导入的证书还没有生效", "核对电脑时间，或等它生效")
    FILE_EXISTS = ErrorCode("E-KEY-020", "密钥文件已经存在，没有覆盖", "换一个文件名")
    PASSPHRASE_MISSING = ErrorCode("E-KEY-021", "没有给出口令", "用 --passphrase-file，或设置环境变量")
    PASSPHRASES_DIFFER = ErrorCode("E-KEY-022", "两次输入的口令不同", "重新输入")
    OTHER_UNIT = ErrorCode("E-KEY-023", "是别的单位的密钥", "换用本单位的密钥文件")
    STORE_WANTED = ErrorCode("E-KEY-024", "没有指明签名密钥属于哪个单位", "用 --store 指明本单位的数据文件")
    PLAN_WANTED = ErrorCode("E-KEY-025", "没有指明收件密钥用于哪个规划", "用 --plan 指明规划")
    PASSPHRASE_FILE = ErrorCode("E-KEY-026", "口令文件里不是一行文字", "用记事本新建，编码选 UTF-8")
    PASSPHRASE_VARIABLE = ErrorCode("E-KEY-027", "环境变量里的口令不是可读的文字", "重新设置，或改用口令文件")
    PASSPHRASE_TYPED = ErrorCode("E-KEY-028", "输入的口令不是可读的一行文字", "重新输入，或改用口令文件")
    PASSPHRASE_LONG = ErrorCode("E-KEY-029", "口令太长", "换一个短些的，最多 1000 个字符")
    PASSPHRASE_UNPRINTABLE = ErrorCode("E-KEY-030", "口令里有看不见的字符", "换成看得见的字")
    WITHOUT_PASSPHRASE = ErrorCode("E-KEY-031", "密钥文件没有设口令", "把口令留空再试；最好换一份设了口令的")
    FILE_PROTECTION = ErrorCode(
        "E-KEY-032",
        "密钥文件的加密方式太旧或不常见，没有读",
        "请签发单位以 AES-256 方式重新导出，或导入 Windows 后以 AES256-SHA256 方式导出",
    )


class EnvelopeCode:
    """An encrypted package cannot be made or opened."""

    NOT_AN_ENVELOPE = ErrorCode("E-ENV-001", "不是加密的报送包，或已损坏", _AGAIN)
    TOO_LARGE = ErrorCode("E-ENV-002", "加密的文件超过限度", _AGAIN)
    OTHER_KEY = ErrorCode(
        "E-ENV-003", "不是加密给这把密钥的", "换用对应的收件密钥，或请发送单位用现在的收件证书加密"
    )
    DAMAGED = ErrorCode("E-ENV-004", "加密的文件在途中被改动或损坏", _AGAIN)
    ALGORITHM = ErrorCode("E-ENV-005", "加密的算法不在允许之列", _EXPORT, CodeTrait.FOREIGN)
    RECEIVERS_REFUSED = ErrorCode("E-ENV-006", "收件证书的个数或种类不能用", "照提示选择收件证书")
    IS_ENCRYPTED = ErrorCode("E-ENV-007", "报送包是加密的", "先用统计局的收件密钥解密")
    DECRYPTED_DIFFERS = ErrorCode(
        "E-ENV-020", "已有同名而内容不同的文件，没有覆盖", "核对后另选文件夹，或移走旧文件"
    )
    CERTIFICATE_WANTED = ErrorCode(
        "E-ENV-021", "要加密却没有选收件证书", "选统计局发来的收件证书，或取消勾选"
    )
    FINGERPRINT_UNCOMPARED = ErrorCode(
        "E-ENV-022", "收件证书的指纹还没有核对", "与统计局盖章公布的逐组核对后打勾"
    )
    NONE_IN_TASK = ErrorCode(
        "E-ENV-023", "打开过的任务里没有能用的统计局收件证书", "用 --encrypt-to 给出统计局公布的证书"
    )
