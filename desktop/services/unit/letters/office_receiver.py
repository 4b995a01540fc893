"""The office's certificate for encryption, as its last task brought it; offered, never imposed."""

from __future__ import annotations

from desktop.services.letters.reading import read_letter
from desktop.services.packages.encryption import Receiver, receiver_of
from desktop.services.unit.desk import Desk
from desktop.services.unit.letters.kept_task import last_task
from desktop.submission.encryption.envelope import load_receiver
from desktop.submission.errors import IdentityError
from forms.codes.package import EnvelopeCode
from forms.errors import UserInputError


def office_receiver(desk: Desk) -> Receiver | None:
    """To whom a package can be encrypted by the office's last task.

    None where no task was opened, the office has no such certificate, it has ended, or the certificate that
    signed the task is trusted no longer: whoever stole that key may have put in his own.
    """
    task = last_task(desk)
    if task is None or not task.receiving:
        return None
    now = desk.clock()
    data = desk.store.letter_data(task.digest)
    signer = read_letter(data, now).signer
    trusted = {one.fingerprint for one in desk.store.trusted_offices() if one.distrusted is None}
    if signer not in trusted:
        return None
    try:
        return receiver_of(load_receiver(task.receiving, now))
    except IdentityError:
        return None


def require_office_receiver(desk: Desk) -> Receiver:
    """As :func:`office_receiver`.

    Raises:
        UserInputError: there is none (E-ENV-023).
    """
    found = office_receiver(desk)
    if found is None:
        raise UserInputError(
            EnvelopeCode.NONE_IN_TASK,
            "打开过的任务里没有能用的统计局收件证书，没有导出；请用 --encrypt-to 给出统计局公布的证书",
        )
    return found
