"""axe-core, which looks for what people with disabilities would stumble over, run in a page and in each of its frames."""

from functools import cache
from importlib.resources import files

# Frames without an origin answer too: what is looked at is our own.
_OPEN = "axe.configure({allowedOrigins: ['<unsafe_all_origins>']})"
_RUN = "async () => (await axe.run(document, {resultTypes: ['violations'], preload: false})).violations"


@cache
def _source() -> str:
    """The script; without its package a test fails, it does not skip."""
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def violations(page) -> list[str]:
    """Every violation of every rule, WCAG and best practice alike, with the place it was found at."""
    for frame in page.frames:
        frame.evaluate(_source())  # by the debugger: the pages' policy lets no other script in
        frame.evaluate(_OPEN)
    return [
        f"{rule['id']} ({rule['impact']}): {rule['help']} — {[node['target'] for node in rule['nodes'][:4]]}"
        for rule in page.evaluate(_RUN)
    ]
