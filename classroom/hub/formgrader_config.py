"""Settings file of a formgrader service (see :mod:`classroom.hub.formgrader`)."""

from classroom.hub.formgrader import configure

configure(get_config())  # noqa: F821
