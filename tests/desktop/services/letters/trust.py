"""A unit that trusts the office already, as after its first task."""

from desktop.submission.keys.certificate import to_der


def trust(desk, identity):
    desk.store.trust_office(to_der(identity.certificate), desk.clock(), actor="陈静", now=desk.clock())
