"""The one exception a user of the kit may see."""


class DsiError(Exception):
    """A problem the user can mend.

    The message is one Korean sentence that names the thing, the place and the remedy.
    The ``dsi`` command prints it and exits with code 2.
    """
