"""Passwords set on the machine: an administrator's first one, and one that was forgotten."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from traitlets.config import Config

from classroom import databases
from classroom.center import Center


def set_password(center: Center, name: str, password: str) -> None:
    """Set a member's password; the member may log in at once.

    Raises
    ------
    DsiError
        When the center does not know the name, or the password is weak.
    """
    with _authenticator(center) as authenticator:
        authenticator.set_password(name, password)


def have_password(center: Center, names: Iterable[str]) -> bool:
    """Whether any of `names` can log in."""
    with _authenticator(center) as authenticator:
        infos = [authenticator.get_user(name) for name in names]
        return any(info and info.is_authorized for info in infos)


@contextmanager
def _authenticator(center: Center) -> Iterator:
    from jupyterhub.orm import new_session_factory

    from classroom.hub.config import native_rules
    from classroom.hub.login import CenterAuthenticator

    config = Config()
    native_rules(config)
    config.MembersOnly.center = str(center.folder)
    mask = os.umask(0o077)  # the hub's database is nobody else's
    logging.disable(logging.INFO)  # a new database tells of its making
    try:
        with new_session_factory(databases.hub_url(center))() as session:
            yield CenterAuthenticator(config=config, db=session)
    finally:
        logging.disable(logging.NOTSET)
        os.umask(mask)
