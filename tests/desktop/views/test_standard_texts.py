import pytest
from PySide6.QtCore import QCoreApplication


@pytest.mark.parametrize(
    ("context", "english", "shown"),
    [
        ("QPlatformTheme", "Cancel", "取消"),
        ("QFileDialog", "Look in:", "查找范围："),
        ("nobody", "known to nobody", "known to nobody"),
    ],
)
def test_standard_texts_are_chinese_and_others_stay(context, english, shown):
    assert QCoreApplication.translate(context, english) == shown
