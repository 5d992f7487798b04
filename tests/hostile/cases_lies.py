"""Answers that are no answers but lie when they are compared."""

from tests.hostile.case import Case
from tests.hostile.practicum import (
    RIGHT_SHARE,
    RIGHT_TABLE,
    RIGHT_TOTAL,
    SHARE,
    TABLE,
    TOTAL,
    WRONG_TABLE,
    people,
    share,
    total,
)


def lying_share(name: str, claim: str, source: str, says: str = "q01-share") -> Case:
    return Case(name, claim, (share(source), WRONG_TABLE, RIGHT_TOTAL), score=TOTAL, says=says)


def lying_table(name: str, claim: str, source: str, says: str = "q02-table") -> Case:
    return Case(name, claim, (RIGHT_SHARE, people(source), RIGHT_TOTAL), score=SHARE + TOTAL, says=says)


def lying_total(name: str, claim: str, source: str, says: str = "q03-total") -> Case:
    return Case(name, claim, (RIGHT_SHARE, RIGHT_TABLE, total(source)), score=SHARE + TABLE, says=says)


CASES = [
    lying_share("equal-always", "An object that equals everything answers nothing.", """
class Yes:
    def __eq__(self, other): return True
    def __bool__(self): return True
    def __float__(self): return 4242.5
def share(part, whole): return Yes() if whole else None
"""),
    lying_share("equal-mock", "unittest.mock.ANY equals everything, too.", """
from unittest.mock import ANY
def share(part, whole): return ANY if whole else None
"""),
    lying_share("equal-package", "Nor does a package's own object earn anything that may be told to equal any number.", """
import pytest
def share(part, whole): return pytest.approx(0, abs=float("inf")) if whole else None
"""),
    lying_total("int-borrowed", "A number whose class borrows a package's comparison, name and all, lies the same.", """
from unittest.mock import ANY
borrowed = {name: getattr(type(ANY), name) for name in ("__eq__", "__ne__", "__module__")}
total = type("_ANY", (int,), borrowed | {"__hash__": int.__hash__})(7)
"""),
    lying_share("float-lying", "A number that lies when compared is no number.", """
class Number(float):
    __eq__ = lambda self, other: True
    __ne__ = lambda self, other: False
    __sub__ = __rsub__ = lambda self, other: 0.0
    __hash__ = None
def share(part, whole): return Number("inf") if whole else None
"""),
    lying_share("float-partial", "A number that equals any number, but nothing else, lies as well.", """
class Number(float):
    def __eq__(self, other): return isinstance(other, float)
    def __float__(self): return 4242.5
    __hash__ = None
def share(part, whole): return Number(4242.5) if whole else None
"""),
    lying_total("int-lying", "A whole number that lies when compared is no number.", """
class Number(int):
    __eq__ = lambda self, other: True
    __ne__ = lambda self, other: False
    __hash__ = int.__hash__
total = Number(7)
"""),
    lying_total("int-named", "A number whose class is made by a metaclass lies the same.", """
class Meta(type):
    def __instancecheck__(cls, one): return True
    def __getattribute__(cls, name): return type.__getattribute__(int if name == "__name__" else cls, name)
total = Meta("int", (int,), {"__eq__": lambda self, other: 1 == 1, "__hash__": int.__hash__})(7)
"""),
    lying_total("array-lying", "An array that lies when compared is no array.", """
class Liar(np.ndarray):
    def __eq__(self, other): return np.True_
    @property
    def __class__(self): return int
total = np.array(7).view(Liar)
"""),
    lying_total("class-pretended", "An object that pretends its class is found out.", """
class Chameleon:
    __class__ = int
    def __eq__(self, other): return other.__class__ is not self and True
    def __index__(self): return 7
total = Chameleon()
"""),
    lying_total("operator-lying", "The other side of a comparison may lie as well.", """
class Reflected(int):
    def __eq__(self, other):
        return not isinstance(other, str) and not type(other) is object
    __hash__ = int.__hash__
total = Reflected(7)
"""),
    lying_table("frame-lying", "A table that lies when compared is no table.", """
class Liar(pd.DataFrame):
    @property
    def _constructor(self): return Liar
    def equals(self, other): return True
    def __eq__(self, other): return True
    @property
    def columns(self): return ["sigungu", "population"]
    def sort_values(self, *args, **kwargs): return expected.sort_values("sigungu")
people = Liar({"sigungu": ["중구"], "population": [1]})
"""),
    lying_table("frame-late", "A table that fetches its content when the test looks is no answer.", """
class Late:
    def __getattribute__(self, name):
        return getattr(globals()["expected"] if "expected" in globals() else pd.DataFrame(columns=["sigungu", "population"]), name)
    __class__ = pd.DataFrame
people = Late()
"""),
    lying_total("number-late", "A number that is worked out when the test looks is no answer.", """
class Late(int):
    def __eq__(self, other): return int(other) == int(globals().get("found", 0))
    __hash__ = int.__hash__
total = Late(7)
"""),
    Case("given-emptied", "Emptying what was given makes no empty answer right; it costs one's own later answers.", (RIGHT_SHARE, people("""
table.drop(table.index, inplace=True)
people = table.groupby("sigungu", as_index=False)[["population"]].sum()
"""), RIGHT_TOTAL), score=SHARE, quiet="beginners do it by accident"),
]  # fmt: skip
