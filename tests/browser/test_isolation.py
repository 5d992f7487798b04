"""Script in a trainee's results runs in a cage: it reads nothing of the gallery, sends nothing out, leads nowhere."""

import pytest
from nbformat.v4 import new_code_cell

from gallery import snapshot
from gallery.store import Store
from tests import cells
from tests.gallery import projects
from tests.gallery.serving import serving

pytestmark = pytest.mark.browser

ATTACK = """
<div id="done"></div><img src="x" alt="없는 그림" onerror="window.handlerRan = true">
<script>
(async () => {
  const got = [];
  const attempt = async (name, act) => { try { await act(); got.push(name); } catch (error) {} };
  await attempt("parent page", () => parent !== window ? parent.document.title : Promise.reject());
  await attempt("top page", () => top !== window ? top.document.body.innerHTML : Promise.reject());
  await attempt("top address", () => { if (top === window) throw 0; top.location.href = "/fonts/"; return new Promise((yes, no) => setTimeout(no, 300)); });
  await attempt("elsewhere", () => fetch("http://elsewhere.example/", { mode: "no-cors" }));
  await attempt("gallery pages", () => fetch("/projects/harm").then((answer) => answer.text()));
  await attempt("seats", () => fetch("/live/seats").then((answer) => answer.text()));
  await attempt("button", () => fetch("/live/harm/v1", { method: "POST", credentials: "include" }).then((answer) => { if (!answer.ok) throw 0; }));
  await attempt("popup", () => { if (!open("http://elsewhere.example/")) throw 0; });
  document.getElementById("done").textContent = "한 일: [" + got.join(", ") + "]";
})();
</script>
"""


@pytest.fixture(scope="module")
def gallery(tmp_path_factory):
    folder = tmp_path_factory.mktemp("gallery")
    card = projects.card(slug="harm", spread=[])
    source = f"from IPython.display import HTML\nHTML({ATTACK!r})"
    nb = cells.notebook(cells.prose("# 결과"), new_code_cell(source))
    page = snapshot.render(snapshot.execute(nb, card.region), card, card.region)
    Store(folder).add(projects.version(card=card), projects.files(nb, page))
    with serving(folder) as (address, _):
        yield address


@pytest.fixture
def page(gallery, browser):
    context = browser.new_context(base_url=gallery)
    page = context.new_page()
    asked = []
    page.on("request", lambda each: asked.append(each.url))
    yield page
    assert [url for url in asked if url.startswith("http") and not url.startswith(gallery)] == []
    assert len(context.pages) == 1
    context.close()


def test_script_in_a_snapshot_reaches_nothing(page, gallery):
    page.goto("/projects/harm")
    done = page.frame_locator("#snapshot").get_by_text("한 일:")
    page.locator("#snapshot").scroll_into_view_if_needed()
    done.wait_for()
    assert done.inner_text() == "한 일: []"
    assert page.url == f"{gallery}/projects/harm"


def test_script_in_a_live_app_reaches_nothing(page, gallery):
    page.goto("/live/harm/v1")
    page.get_by_role("button", name="앱 시작하기").click()
    done = page.get_by_text("한 일:")
    done.wait_for(timeout=60_000)
    assert done.inner_text() == "한 일: []"
    assert page.evaluate("origin") == "null"


def test_a_snapshot_opened_by_itself_has_no_origin_either(page):
    page.goto("/projects/harm/v1/snapshot/21")
    done = page.get_by_text("한 일:")
    done.wait_for()
    assert done.inner_text() == "한 일: []"
    assert page.evaluate("origin") == "null"
