"""A window names no command: whatever the services advise is said without it."""

import re

import pytest

from desktop.models.office.steps import window_step
from forms.codes.code import ErrorCode
from forms.codes.receive import ReceiveCode

CODES = [one for one in vars(ReceiveCode).values() if isinstance(one, ErrorCode)]


@pytest.mark.parametrize("code", CODES, ids=str)
def test_a_step_of_a_received_file_names_no_command(code):
    said = window_step(code.remedy)
    assert said
    assert not re.search(r"tianbao|--|\b(office|decide|choose|show|reopen) ", f"{said} "), said
