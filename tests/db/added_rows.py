"""Statements that add rows behind a store's back, for tests that see whether it is noticed."""

from db.office.tables import METADATA as OFFICE
from db.unit.tables import METADATA as UNIT

_COLUMNS = {
    table.name: tuple(column.name for column in table.columns)
    for metadata in (OFFICE, UNIT)
    for table in metadata.sorted_tables
}


def adding(table: str, values: str, source: str = "") -> str:
    """A statement that adds a row, or one for each row of a source.

    A column that comes to the table later stays empty: it stands after the columns that have values here.

    Args:
        table: its name.
        values: SQL expressions without a comma inside, of the first columns.
        source: table from which the expressions are read, with its condition.
    """
    names = _COLUMNS[table][: len(values.split(", "))]
    return f"INSERT INTO {table} ({', '.join(names)}) SELECT {values}" + (f" FROM {source}" if source else "")
