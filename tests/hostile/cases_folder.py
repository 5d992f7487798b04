"""Damaged files: what lies in the folder is not the notebook that was handed out."""

import json
import os
import shutil
import unicodedata
from collections.abc import Callable
from pathlib import Path

import nbformat

from tests.hostile.case import Case, Damage
from tests.hostile.practicum import ALL, MODULE, NOTEBOOK, RIGHT

FILE = f"{NOTEBOOK}.ipynb"
CANARY = "outside"
CHEAT = "import builtins\nbuiltins.print = None\nraise SystemExit('몰래 실행했습니다')\n"


def content(make: Callable[[bytes], bytes]) -> Damage:
    """Replace the notebook's bytes by others made of them."""

    def damage(folder: Path) -> None:
        (folder / FILE).write_bytes(make((folder / FILE).read_bytes()))

    return damage


def parsed(make: Callable[[dict], object]) -> Damage:
    """Change the notebook as parsed JSON, beyond what the notebook format allows."""

    def damage(folder: Path) -> None:
        nb = json.loads((folder / FILE).read_text(encoding="utf-8"))
        made = make(nb)
        (folder / FILE).write_text(json.dumps(nb if made is None else made), encoding="utf-8")

    return damage


def beside(**files: str) -> Damage:
    """Hand in files beside the notebook; ``__`` in a name stands for a slash, ``_`` before an ending for a dot."""

    def damage(folder: Path) -> None:
        for name, text in files.items():
            path = folder / name.replace("__", "/")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    return damage


def instead(make: Callable[[Path], object]) -> Damage:
    """Put something else in the notebook's place."""

    def damage(folder: Path) -> None:
        (folder / FILE).unlink()
        make(folder / FILE)

    return damage


def _version_3(nb: dict) -> dict:
    return json.loads(nbformat.v3.writes_json(nbformat.convert(nbformat.from_dict(nb), 3)))


def _all_cells(key: str, value: object) -> Damage:
    def make(nb: dict) -> None:
        for cell in nb["cells"]:
            cell[key] = value

    return parsed(make)


def _all_marks(key: str, value: object) -> Damage:
    def make(nb: dict) -> None:
        for cell in nb["cells"]:
            if "nbgrader" in cell["metadata"]:
                cell["metadata"]["nbgrader"][key] = value

    return parsed(make)


def _in_answer(text: str) -> Damage:
    def make(nb: dict) -> None:
        mine = next(
            c for c in nb["cells"] if c["metadata"].get("nbgrader", {}).get("grade_id") == "q03-total"
        )
        mine["source"] += text

    return parsed(make)


def _active_content(nb: dict) -> None:
    state = "application/vnd.jupyter.widget-state+json"
    nb["cells"][0]["attachments"] = {"x.png": {"image/png": "bm90IGEgcGljdHVyZQ=="}}
    nb["metadata"]["widgets"] = {state: {"state": []}}
    data = {
        "application/javascript": "document.body.innerHTML = '만점'",
        "text/html": "<script>alert(1)</script>",
    }
    nb["cells"][4]["outputs"].append({"output_type": "display_data", "metadata": {}, "data": data})


def _deep_folders(folder: Path) -> None:
    place = folder
    for _ in range(200):
        place /= "d"
        place.mkdir()
    (place / "bottom.txt").write_text("바닥")


def _links_out(folder: Path) -> None:
    outside = folder.parents[2] / CANARY
    (folder / "everything").symlink_to(outside, target_is_directory=True)
    (folder / "notes.txt").symlink_to(outside / "canary.txt")
    (folder / "loop").symlink_to(folder, target_is_directory=True)


def _whole_folder_is_a_link(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.symlink_to(folder.parents[1] / "aaa-honest" / MODULE, target_is_directory=True)


def _hard_link(folder: Path) -> None:
    (folder / FILE).unlink()
    os.link(folder.parents[1] / "aaa-honest" / MODULE / FILE, folder / FILE)


def _strange_names(folder: Path) -> None:
    for name in (
        "\u202efdp.ipynb.txt",
        "줄\n바꿈.txt",
        "-rf",
        "*.ipynb?",
        "가" * 80,
        "$(touch x)",
        "\udcff.txt",
    ):
        (folder / os.fsencode(name).decode("utf-8", "surrogateescape")).write_text("이상한 이름")


def _better_copy(folder: Path) -> None:
    copies = folder / ".ipynb_checkpoints"
    copies.mkdir()
    shutil.copy(folder / FILE, copies / f"{NOTEBOOK}-checkpoint.ipynb")
    (folder / FILE).write_bytes(b"")


SETTINGS = {
    "sitecustomize.py": CHEAT,
    "usercustomize.py": CHEAT,
    "cheat.pth": "import os; os._exit(3)\n",
    "ipython_config.py": "c = get_config()\nc.InteractiveShellApp.exec_lines = ['import os; os._exit(3)']\n",
    "ipython_kernel_config.py": "c = get_config()\nc.InteractiveShellApp.exec_lines = ['import os; os._exit(3)']\n",
    ".ipython__profile_default__startup__00.py": CHEAT,
    "nbgrader_config.py": "raise SystemExit('nbgrader 설정')\n",
    "jupyter_config.py": "raise SystemExit('jupyter 설정')\n",
    "conftest.py": CHEAT,
}
MODULES = dict.fromkeys(
    ("pandas.py", "numpy.py", "math.py", "nbgrader.py", "curriculum__datasets.py", "curriculum____init__.py",
     "json.py", "random.py", "traceback.py", "IPython.py"),
    "class _Any:\n    def __getattr__(self, name): return self\n    def __call__(self, *a, **k): return self\n"
    "    def __eq__(self, other): return True\n    __bool__ = lambda self: True\n"
    "def __getattr__(name): return _Any()\n",
)  # fmt: skip
PICKLE = "cbuiltins\nexec\n(Vraise SystemExit('피클을 열었습니다')\ntR."

CASES = [
    Case("json-truncated", "A file cut in the middle is named.", RIGHT, content(lambda b: b[: len(b) // 2]), None, "잘렸습니다"),
    Case("json-empty", "An empty file is named.", RIGHT, content(lambda _: b""), None, "빈 파일"),
    Case("json-blank", "A file of blanks is an empty file.", RIGHT, content(lambda _: b" \n" * 40), None, "빈 파일"),
    Case("json-garbled", "A file that is no JSON is named.", RIGHT, content(lambda b: b.replace(b'"cells"', b"cells", 1)), None, "깨져"),
    Case("json-binary", "A picture is not a notebook.", RIGHT, content(lambda _: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40), None, FILE),
    Case("json-utf16", "Another encoding of the same text is named.", RIGHT, content(lambda b: b.decode().encode("utf-16")), None, "UTF-8"),
    Case("json-cp949", "Korean in the encoding of old Windows is named.", RIGHT,
         content(lambda b: json.dumps(json.loads(b), ensure_ascii=False).encode("cp949", "ignore")), None, "UTF-8"),
    Case("json-bom", "A byte order mark costs nobody the score.", RIGHT, content(lambda b: b"\xef\xbb\xbf" + b), ALL, FILE, either=True,
         quiet="Windows editors add it"),
    Case("json-list", "A list is not a notebook.", RIGHT, parsed(lambda _: [1, 2]), None, "주피터 노트북이 아닙니다"),
    Case("json-deep", "Brackets nested 100,000 deep stop nobody.", RIGHT, content(lambda _: b"[" * 100_000), None, FILE),
    Case("json-deep-cell", "Metadata nested 5,000 deep stop nobody.", RIGHT,
         content(lambda b: b.replace(b'"metadata": {', b'"metadata": {"x": ' + b"[" * 5000 + b"]" * 5000 + b", ", 1)), ALL, FILE, either=True,
         quiet="metadata nobody reads"),
    Case("format-3", "A notebook in the format of 2013 is read or refused, with a reason.", RIGHT, parsed(_version_3), ALL, FILE, either=True,
         quiet="an old notebook that counts is no offence"),
    Case("format-99", "A format of the future is refused with a reason.", RIGHT, parsed(lambda nb: nb.update(nbformat=99)), None, FILE),
    Case("format-text", "A format that is no number is refused with a reason.", RIGHT, parsed(lambda nb: nb.update(nbformat="4")), None, FILE),
    Case("huge", "60 MB of outputs are refused before they fill the memory.", RIGHT,
         parsed(lambda nb: nb["cells"][4]["outputs"].append({"output_type": "stream", "name": "stdout", "text": "가" * 10_000_000})), None, "큽니다"),
    Case("many-cells", "20,000 cells are read or refused, and stop nobody.", RIGHT,
         parsed(lambda nb: nb["cells"].extend({"cell_type": "markdown", "id": f"c{i}", "metadata": {}, "source": "글"} for i in range(20_000))),
         ALL, FILE, either=True, quiet="long notes are no offence"),
    Case("no-cells", "A notebook without cells earns nothing, and the missing cells are named.", RIGHT,
         parsed(lambda nb: nb.update(cells=[])), 0, "q01-share"),
    Case("cells-missing", "A notebook without a list of cells is refused.", RIGHT, parsed(lambda nb: nb.pop("cells") and None), None, FILE),
    Case("cells-null", "Cells that are nothing are refused.", RIGHT, parsed(lambda nb: nb.update(cells=[None, 3, "글"])), None, FILE),
    Case("source-number", "Source that is no text is refused.", RIGHT, _all_cells("source", 5), None, FILE),
    Case("source-surrogate", "Half a character in the source costs its own cell at most.", RIGHT, _in_answer("\n# \ud83d"), ALL, FILE, either=True,
         quiet="an editor that cuts an emoji in two makes it"),
    Case("source-null", "A null byte in the source costs its own question at most.", RIGHT, _in_answer("\n# \x00"), 3, FILE, either=True,
         quiet="the cell fails as Python says"),
    Case("cell-type-unknown", "A cell type nobody knows is refused.", RIGHT, _all_cells("cell_type", "spell"), None, FILE),
    Case("metadata-list", "Metadata that are a list are refused.", RIGHT, _all_cells("metadata", [1]), None, FILE),
    Case("marks-list", "nbgrader's marks as a list are no marks: what they were is put back and named.", RIGHT,
         parsed(lambda nb: [cell["metadata"].update(nbgrader=["x"]) for cell in nb["cells"]] and None), 0, "q01-share", either=True),
    Case("marks-types", "Points, versions and names of the wrong type count for nothing.", RIGHT,
         lambda folder: [_all_marks(k, v)(folder) for k, v in {"points": "100", "schema_version": "셋", "checksum": 5, "cell_type": ["code"]}.items()],
         ALL, "q01-share", either=True),
    Case("name-list", "A cell whose name is a list is a nameless cell.", RIGHT, _all_marks("grade_id", ["q01-share"]), 0, "q01-share", either=True),
    Case("kernel-unknown", "A kernel nobody has is not asked for.", RIGHT,
         parsed(lambda nb: nb["metadata"].update(kernelspec={"name": "klingon", "display_name": "?", "language": "klingon"})), ALL,
         quiet="a renamed environment is no offence"),
    Case("kernel-bash", "A kernel of another language is not started.", RIGHT,
         parsed(lambda nb: nb["metadata"].update(kernelspec={"name": "bash", "display_name": "Bash", "language": "bash"}, language_info={"name": "bash"})),
         ALL, quiet="chosen by mistake in a menu"),
    Case("kernel-list", "A kernel that is a list stops nobody.", RIGHT, parsed(lambda nb: nb["metadata"].update(kernelspec=["python3"])), ALL, FILE,
         either=True, quiet="the course's kernel is used anyway"),
    Case("attachments", "Attachments, widgets and scripts in outputs are kept out of the way.", RIGHT,
         parsed(_active_content), ALL, quiet="outputs are thrown away and made anew"),
    Case("same-ids", "Cells that all have one id are told apart.", RIGHT, _all_cells("id", "same"), ALL, quiet="copying cells in old editors does it"),
    Case("missing", "A submission without the notebook is named.", RIGHT, lambda f: (f / FILE).unlink(), None, f"{FILE} 파일이 없습니다"),
    Case("renamed", "A renamed notebook is named as what it is called now.", RIGHT, lambda f: (f / FILE).rename(f / "과제 (1).ipynb"), None, "과제 (1).ipynb"),
    Case("empty-folder", "An empty folder is named.", RIGHT, lambda f: [p.unlink() for p in f.iterdir()], None, FILE),
    Case("name-nfd", "A Korean name as macOS writes it counts, or is named.", RIGHT,
         lambda f: (f / FILE).rename(f / unicodedata.normalize("NFD", FILE)), ALL, FILE, either=True, quiet="every Mac does it"),
    Case("name-two", "Two notebooks of one name, one composed and one not: one counts, or it is named.", RIGHT,
         lambda f: (f / unicodedata.normalize("NFD", FILE)).write_bytes(b"{}"), ALL, FILE, either=True, quiet="the readable one counts"),
    Case("is-folder", "A folder in the notebook's place is named.", RIGHT, instead(Path.mkdir), None, FILE),
    Case("is-fifo", "A pipe in the notebook's place, which would never end, is named.", RIGHT, instead(os.mkfifo), None, FILE,
         unsafe="waits for ever"),
    Case("is-link", "A link to the source notebook is not followed.", RIGHT,
         instead(lambda p: p.symlink_to(p.parents[3] / "source" / MODULE / FILE)), None, FILE),
    Case("is-device", "A link to an endless device is not followed.", RIGHT, instead(lambda p: p.symlink_to("/dev/zero")), None, FILE,
         unsafe="fills the memory"),
    Case("is-hard-link", "A hard link to a neighbour's notebook leaves the neighbour's file alone.", RIGHT, _hard_link, ALL, quiet="the text is what counts"),
    Case("folder-is-link", "A folder that is a link to a neighbour's is not followed.", RIGHT, _whole_folder_is_a_link, None, "링크"),
    Case("links-out", "Links out of the folder are neither followed nor copied.", RIGHT, _links_out, ALL, "링크", either=True),
    Case("deep-folders", "Folders nested 200 deep cost at most the one who made them.", RIGHT, _deep_folders, ALL, "폴더", either=True),
    Case("names-strange", "Files with strange names are harmless.", RIGHT, _strange_names, ALL, quiet="a name is no offence"),
    Case("checkpoints", "A better copy among the checkpoints is not what was handed in.", RIGHT, _better_copy, None, "빈 파일"),
    Case("second-notebook", "A broken notebook beside the right one is harmless.", RIGHT, beside(**{"연습.ipynb": "{"}), ALL, "연습.ipynb", either=True,
         quiet="nobody asked for it"),
    Case("settings-beside", "Settings of Python, IPython and nbgrader beside the notebook are never read.", RIGHT, beside(**SETTINGS), ALL,
         quiet="files nobody reads"),
    Case("modules-beside", "Files named like packages take no package's place.", RIGHT, beside(**MODULES), ALL, "pandas", quiet="the packages win"),
    Case("pickle-beside", "A poisoned pickle and a poisoned cache are never opened.", RIGHT,
         beside(**{"table.pkl": PICKLE, "kr-population-dong.parquet": "PAR1", "__pycache____pandas.cpython-311.pyc": "x"}), ALL, quiet="files nobody reads"),
    Case("time-garbage", "A time stamp that is no time is named or ignored.", RIGHT, beside(**{"timestamp.txt": "내일모레"}), ALL, "제출 시각", either=True),
    Case("time-binary", "A time stamp that is no text is named or ignored.", RIGHT,
         lambda f: (f / "timestamp.txt").write_bytes(b"\xff\xfe\x00\x01" * 99), ALL, "제출 시각", either=True),
]  # fmt: skip
