import pytest

from desktop.services.places import PORTABLE_FOLDER, PORTABLE_MARKS, data_folder, file_name, portable_folder


def test_a_program_from_its_sources_or_installed_uses_the_usual_places(tmp_path):
    assert portable_folder(None) is None
    assert portable_folder(tmp_path) is None
    assert data_folder(None) is None


@pytest.mark.parametrize("mark", PORTABLE_MARKS)
def test_a_mark_beside_the_program_keeps_everything_there(tmp_path, mark):
    (tmp_path / mark).touch()
    assert portable_folder(tmp_path) == tmp_path / PORTABLE_FOLDER


def test_the_data_folder_beside_the_program_is_a_mark_as_well(tmp_path):
    (tmp_path / PORTABLE_FOLDER).mkdir()
    assert portable_folder(tmp_path) == tmp_path / PORTABLE_FOLDER


def test_what_was_named_wins(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert data_folder(tmp_path / "x") == tmp_path / "x"
    assert data_folder(tmp_path.relative_to(tmp_path) / "x") == tmp_path / "x"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("望花区卫生健康局", "望花区卫生健康局"),
        ("妇联/工会", "妇联_工会"),
        ('a<b>c:d"e|f?g*h\\i', "a_b_c_d_e_f_g_h_i"),
        ("con", "_con"),
        ("COM1.表", "_COM1.表"),
        ("NUL .x", "_NUL .x"),
        ("末尾. ", "末尾"),
        ("..", "未命名"),
        ("", "未命名"),
        ("行\n列\u202e", "行_列_"),
        ("长" * 300, "长" * 50),
        ("长" * 49 + " .", "长" * 49),
        ("长" * 49 + "ab长", "长" * 49 + "ab"),
        ("l" * 300, "l" * 80),
    ],
)
def test_a_file_name_is_accepted_everywhere(text, name):
    assert file_name(text) == name
