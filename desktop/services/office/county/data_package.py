"""A collection as a zipped Frictionless data package: tables, what their columns are, and a page to read."""

from __future__ import annotations

import zipfile
from datetime import date
from io import BytesIO
from typing import Final

from desktop.services.office.county.collecting import Collection
from desktop.services.office.county.data_tables import COLLECTION_TABLES, STATUS_WORDS, table_rows
from desktop.services.office.county.tables import state_line
from desktop.submission.profile.datapackage import DESCRIPTOR_NAME, describe, encode
from desktop.submission.profile.tables import write_table
from forms.county.standing import GoalClass
from forms.filing.receipt_time import day_in_beijing
from forms.filing.tables import utc_text
from forms.verdict.warning import WarningKind

READ_ME: Final = "README.md"
_UNIX: Final = 3
"""The system on which an entry says that it was packed (APPNOTE.TXT 4.4.2.2)."""


def data_package(collection: Collection) -> bytes:
    """The zip file of a collection's tables; the same collection gives the same bytes.

    Raises:
        TableError: a table is larger than the bounds of the profile.
    """
    return _zipped(package_files(collection), day_in_beijing(collection.as_of))


def package_files(collection: Collection) -> dict[str, bytes]:
    """The files of a collection's data package by name, in the order in which they are packed.

    Raises:
        TableError: a table is larger than the bounds of the profile.
    """
    rows = table_rows(collection)
    tables = {one.name: write_table(one.columns, rows[one.name]) for one in COLLECTION_TABLES}
    plan = collection.pack.plan
    descriptor = describe(
        name=f"wdp-{plan.region_code}-county-{collection.year}",
        title=f"{plan.shown_title} {collection.year} 年度（{state_line(collection)}）",
        created=utc_text(collection.as_of),
        tables=tables,
        known=COLLECTION_TABLES,
    )
    described = {**descriptor, "version": collection.code, "collection": {"digest": collection.digest}}
    return {
        READ_ME: _read_me(collection).encode(),
        DESCRIPTOR_NAME: encode(described),
        **{one.path: tables[one.name] for one in COLLECTION_TABLES},
    }


def _zipped(files: dict[str, bytes], day: date) -> bytes:
    """The files in one zip, all dated by the day of the last thing that happened in the collection."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            # Unix permissions, in the upper half: by default a ZipInfo has none, and nobody could read the
            # files.
            info.external_attr = 0o644 << 16
            info.create_system = _UNIX  # else the bytes would tell on what system it was made
            archive.writestr(info, data)
    return made.getvalue()


def _read_me(collection: Collection) -> str:
    """What a person reads first: what this is, what lies in it, what the codes mean, how Excel opens it."""
    plan = collection.pack.plan
    tables = "\n".join(
        f"- `{one.path}` {one.title}（{'、'.join(f'`{name}`' for name in one.columns)}）"
        for one in COLLECTION_TABLES
    )
    states = "\n".join(f"- `{code}` {meaning}" for code, meaning in STATUS_WORDS.items())
    classes = "、".join(f"`{one.value}` {one.label}" for one in GoalClass)
    kinds = "、".join(f"`{one.value}` {one.label}" for one in WarningKind)
    return f"""# {plan.shown_title} {collection.year} 年度

{state_line(collection)}

内部数据，没有公布，不要外传。由各单位验收的报送包汇总，没有改动任何单位的数；数据状态码相同，数就相同。

## 里面有什么

{tables}
- `{DESCRIPTOR_NAME}` 各表各栏的说明和各文件的 SHA-256（Frictionless 数据包）

代码的名称、计量单位和定义在 `data/metadata.csv` 里。空着的格是没有数，不是 0。数是没有舍入的十进制数。

## 代码

`obs_status`（SDMX）：

{states}

`counts_as`（每项监测指标只算一类；没有写的是同一阶段的其他目标，或已经过期的阶段）：{classes}。

`kind`（预警的类别）：{kinds}。

率由全县合计的分子、分母计算，不由各单位的率平均：`indicators.csv` 里有分子和分母。

## 用 Excel 打开

文件是 UTF-8，逗号分隔。在 Excel 里用【数据】→【从文本/CSV】打开，文件原始格式选 65001（UTF-8）；
不要双击，双击会乱码。要直接看，用同时写出的工作簿。
"""
