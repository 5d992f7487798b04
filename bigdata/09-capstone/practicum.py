# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown] tags=["gallery-skip"]
# # 최종 과제: 센터의 과제를 앱으로 풀어 돌려줍니다
# **센터의 부탁.** "내년에 빈집 재생 시범 사업을 한 곳에서 시작합니다. 어디부터 나가 보아야 할지, 그 근거를 주민 앞에서 열어 볼 수 있는 화면으로 만들어 주세요."
# 이 노트북이 곧 그 화면입니다. 채점과 승인이 끝나면 코드와 시험, 지금 읽는 안내는 빠지고 **제목, 글, 표, 그림, 고르는 단추만** 센터에 게시됩니다. 모두 40점입니다.
# - **지역은 매개변수입니다.** `REGION`만 바꾸어도 맞는 화면이 나와야 합니다. 지역 이름과 수는 글에 적지 말고 코드가 쓰게 하세요.
# - **주제는 바꿀 수 있습니다.** 키트의 데이터셋을 둘 이상 쓰면 빈집이 아닌 과제도 좋습니다. 시험은 정해진 답이 아니라 정의서대로 계산했는지를 봅니다.
# - **표시가 없는 셀은 여러분의 것입니다.** 보여 줄 순서와 그림을 마음껏 고치세요. 프로젝트 카드의 글은 `card.yaml`을 편집기로 열어 적습니다.

# %% tags=["parameters"]
REGION = "부산광역시"

# %% tags=["gallery-hide"] nbgrader={"grade_id": "setup", "locked": true}
import ipywidgets as widgets, numpy as np, pandas as pd
from IPython.display import HTML, Markdown, display
from ruamel.yaml import YAML
from curriculum import datasets, plots, project, regions, views
from curriculum.project import DONG, SIGUNGU
plots.use_korean()
HOME, TYPES = regions.region(REGION), project.TYPES
PEOPLE = {"dataset": "kr-population-dong", "table": "population", "column": "population", "year": 2020}
FOREIGN = {"name": "외국인 비율", "unit": "%", "per": 100, "focus": "high", "top": PEOPLE | {"column": "foreign"}, "bottom": PEOPLE}

# %% [markdown] tags=["gallery-skip"]
# ## 문제 1. 문제를 정의합니다 (글, 4점)
# 첫 줄에 화면의 제목을 `# …`으로 쓰고, 누가 무엇 때문에 얼마나 어려운지와 센터가 내릴 **결정**을 네댓 문장으로 적으세요.

# %% [markdown] nbgrader={"grade_id": "q01-problem", "grade": true, "solution": true, "points": 4}
# # 빈집과 인구 변화를 함께 보고 재생을 시작할 곳을 찾습니다
# 빈집이 늘면 남은 이웃이 불편과 위험을 떠안고, 동네 가게와 모임도 함께 줄어듭니다.
# 그런데 빈집 수만 세면 새 아파트가 막 들어선 곳과 사람이 떠난 곳을 가려내지 못합니다. 앞의 빈집은 곧 채워지지만 뒤의 빈집은 그대로 남습니다.
# 센터는 시범 사업을 시작할 곳을 골라야 합니다. 이 화면은 빈집 비율에 그 뒤 5년의 인구 변화를 겹쳐, 현장에 먼저 나가 볼 곳을 좁힙니다. 집이 비어 있는 까닭과 소유자의 뜻은 이 자료에 없습니다. 그것은 현장에서 주민과 함께 확인할 일입니다.

# %% [markdown] tags=["gallery-skip"]
# ## 문제 2. 지표 정의서를 씁니다 (3점)
# 지표 정의서의 목록 `INDICATORS`와 핵심 지표를 얼마나 바꿀지 `TARGET_CHANGE`를 정하세요. 첫째는 사업으로 바꾸려는 핵심 지표, 마지막은 함께 볼 지표입니다.
# 정의서는 위의 `FOREIGN`과 같은 모양이고, 값은 분자(`top`) ÷ 분모(`bottom`) × `per`입니다. `focus`는 눈여겨볼 쪽이며 "high" 또는 "low"입니다.
# 지켜야 할 조건은 `project.problems(INDICATORS)`가 알려 줍니다. 빈 목록이 나올 때까지 고치세요.

# %% tags=["gallery-hide"] nbgrader={"grade_id": "q02-define", "solution": true}
### BEGIN SOLUTION
VACANT = {"dataset": "kr-housing-vacancy", "table": "vacancy", "column": "vacant", "year": 2020}  # mutant-ok year: 2015년 빈집 비율도 옳은 정의다
HOMES = {"dataset": "kr-housing-vacancy", "table": "dwellings", "column": "dwellings", "year": 2020}
INDICATORS = [
    {"name": "빈집 비율", "unit": "%", "per": 100, "focus": "high", "top": VACANT, "bottom": VACANT | {"column": "dwellings"}},  # mutant-ok string: 이름은 자유다
    {"name": "주택 한 호당 인구", "unit": "명", "per": 1, "focus": "low", "top": PEOPLE, "bottom": HOMES},  # mutant-ok string: 이름은 자유다
    {"name": "인구 지수(2020=100)", "unit": "", "per": 100, "focus": "low", "top": PEOPLE | {"year": 2025}, "bottom": PEOPLE},  # mutant-ok string: 이름은 자유다
]
TARGET_CHANGE = -0.5  # mutant-ok number: 목표의 크기는 훈련생이 센터와 정한다
### END SOLUTION

# %% nbgrader={"grade_id": "q02-define-test", "grade": true, "locked": true, "points": 3}
assert project.problems(INDICATORS) == [], " ".join(project.problems(INDICATORS))
assert all([TARGET_CHANGE != 0, (TARGET_CHANGE < 0) == (INDICATORS[0]["focus"] == "high")]), "목표가 나아지는 쪽인지 부호를 확인하세요."

# %% [markdown] tags=["gallery-skip"]
# ## 문제 3. 시군구와 동네의 지표를 재고 지도에 올립니다 (5점)
# `measure(region, definition, level)`은 지역의 모든 경계(`project.places(region, level)`: `code`, `name`, `geometry`)에 지표 `value`를 붙인 GeoDataFrame을 돌려줍니다.
# `project.rows(region, definition["top"])`이 분자 자료를, `["bottom"]`을 넣으면 분모 자료를 줍니다. 두 자료 모두 `level`과 이름이 같은 열이 단위 코드입니다.
# 합한 뒤에 나누고 반올림하지 않습니다. 자료가 없거나 비공개 칸뿐인 곳도 빠뜨리지 말고, 0이 아니라 빈 값(NaN)으로 남깁니다.

# %% tags=["gallery-hide"] nbgrader={"grade_id": "q03-measure", "solution": true}
def measure(region, definition, level):
    """지역의 경계마다 정의서대로 계산한 지표. 열은 code, name, geometry, value이다."""
    ### BEGIN SOLUTION
    parts = definition["top"], definition["bottom"]
    top, bottom = (project.rows(region, part).groupby(level)[part["column"]].sum(min_count=1) for part in parts)
    value = top / bottom * definition["per"]
    places = project.places(region, level)
    return places.assign(value=places["code"].map(value))
    ### END SOLUTION

# %% nbgrader={"grade_id": "q03-measure-test", "grade": true, "locked": true, "points": 2}
got = measure(REGION, FOREIGN, SIGUNGU)
assert sorted(got["code"]) == sorted(project.places(REGION, SIGUNGU)["code"]), "지역의 시군구가 한 번씩 모두 있어야 합니다."
assert all([got["value"].between(0, 100).all(), got.geometry.notna().all()]), "value의 범위와 geometry를 확인하세요."
### BEGIN HIDDEN TESTS
for place in (REGION, "경기", "세종"):
    sums = datasets.load("kr-population-dong", region=place, year=2020).pivot_table(["foreign", "population"], "adm2_basic", aggfunc="sum")
    got = measure(place, FOREIGN, SIGUNGU).set_index("code")["value"]
    assert np.allclose(got, (sums["foreign"] / sums["population"] * 100).reindex(got.index)), "합한 뒤에 나누었는지 보세요."
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q03-measure-test-2", "grade": true, "locked": true, "points": 3}
assert sorted(measure(REGION, FOREIGN, DONG)["code"]) == sorted(project.places(REGION, DONG)["code"]), "읍면동도 한 번씩 모두 있어야 합니다."
### BEGIN HIDDEN TESTS
wide = datasets.load("kr-population-dong", region="경기").dropna(subset="adm3_2020").pivot(index="adm3_2020", columns="year", values="population")
got = measure("경기", {"per": 1000, "top": PEOPLE | {"year": 2025}, "bottom": PEOPLE}, DONG).set_index("code")["value"]
assert all([len(got) == len(project.places("경기", DONG)), np.allclose(got, (wide[2025] / wide[2020] * 1000).reindex(got.index), equal_nan=True)]), "분자와 분모의 해를 따로 썼는지, 한 해라도 없는 곳은 비웠는지 보세요."
secret = datasets.load("kr-population-dong", region="강원", year=2020).query("foreign.isna()")["adm3_2020"]
assert measure("강원", FOREIGN, DONG).set_index("code")["value"].reindex(secret).isna().all(), "비공개 칸을 0으로 바꾸지 않았는지 보세요."
### END HIDDEN TESTS

# %% [markdown] tags=["gallery-skip"]
# ## 문제 4. 두 지표로 유형을 나누고 순서를 정합니다 (4점)
# `classify(table, main, side, lines)`: `table`의 `main`, `side` 열을 기준선 `lines`(두 지표의 전국값)와 견주어 `type` 열을 더하고 먼저 볼 순서로 늘어놓습니다.
# 둘 다 기준선에서 눈여겨볼 쪽이면 `TYPES[0]`, `main`만 그러면 `TYPES[1]`, `side`만 그러면 `TYPES[2]`, 나머지는 `TYPES[3]`, 값이 하나라도 비면 "자료 없음"입니다. 기준선과 같으면 눈여겨보지 않습니다.
# 순서는 `TYPES`의 차례, 같은 유형 안에서는 `main`이 눈여겨볼 쪽으로 치우친 것부터이고 "자료 없음"은 맨 뒤입니다.

# %% tags=["gallery-hide"] nbgrader={"grade_id": "q04-classify", "solution": true}
def classify(table, main, side, lines):
    """type 열을 더해 먼저 볼 순서로 늘어놓은 새 표. main과 side는 정의서, lines는 (핵심, 함께 볼) 기준선이다."""
    ### BEGIN SOLUTION
    def focus(values, definition, line):
        return values > line if definition["focus"] == "high" else values < line
    first, second = focus(table["main"], main, lines[0]), focus(table["side"], side, lines[1])
    unknown = table["main"].isna() | table["side"].isna()
    place = np.select([unknown, first & second, first, second], [4, 0, 1, 2], 3)
    result = table.assign(type=[[*TYPES, "자료 없음"][n] for n in place], place=place)
    return result.sort_values(["place", "main"], ascending=[True, main["focus"] == "low"]).drop(columns="place")
    ### END SOLUTION

# %% nbgrader={"grade_id": "q04-classify-test", "grade": true, "locked": true, "points": 4}
HIGH, LOW, toy = {"focus": "high"}, {"focus": "low"}, pd.DataFrame({"name": list("가나다바마라"), "main": [9, 12, 3, 9, 2, 15.0], "side": [90, 95, 80, 104, 120, 101.0]})
assert list(classify(toy, HIGH, LOW, (8, 100))["name"]) == list("나가라바다마"), "유형의 순서와, 같은 유형 안의 순서를 확인하세요."
### BEGIN HIDDEN TESTS
assert all([[TYPES.index(each) for each in classify(toy, HIGH, LOW, (8, 100))["type"]] == [0, 0, 1, 1, 2, 3], "type" not in toy]), "네 유형의 조건과, 받은 표를 바꾸지 않았는지 확인하세요."
edge = pd.DataFrame({"name": list("가나다라마바"), "main": [2.8, 2.0, np.nan, 2.4, 3.0, 2.5], "side": [100, 101, 80, np.nan, 102, 105.0]})
got = classify(edge, LOW, HIGH, (2.8, 100))
assert list(got["name"])[:4] == list("나바마가"), "눈여겨볼 쪽이 반대인 지표도 되는지 보세요."
assert list(got["type"]) == [TYPES[0], TYPES[0], TYPES[2], TYPES[3], "자료 없음", "자료 없음"], "빈 값과, 기준선과 같은 값을 확인하세요."
assert list(classify(edge.head(1), LOW, HIGH, (2.9, 99))["type"]) == [TYPES[0]], "한 곳뿐인 지역도 되는지 보세요."
### END HIDDEN TESTS

# %% [markdown] tags=["gallery-skip"]
# ## 문제 5. 발견을 문장으로 씁니다 (4점)
# `findings(place, ranked, main, value, nation)`은 문장의 목록을 돌려줍니다. 수는 12.34 → `12.3%`처럼 소수 첫째 자리와 단위로 적습니다.
# ① 지역값과 전국값, 그리고 "높습니다", "낮습니다", "같습니다" 가운데 하나. 화면에 보이는 값(반올림한 값)으로 판단합니다.
# ② 값이 있는 곳이 둘 이상이면 "가장"을 넣어 `main`을 가장 눈여겨볼 곳의 이름과 값. 한 곳뿐이면 이 문장은 쓰지 않습니다.
# ③ 유형이 `TYPES[0]`인 곳의 수("3곳")와 이름. 하나도 없으면 "없습니다". 조사는 `project.josa("빈집 비율", "은/는")`이 골라 줍니다.

# %% tags=["gallery-hide"] nbgrader={"grade_id": "q05-findings", "solution": true}
def findings(place, ranked, main, value, nation):
    """발견 문장의 목록. ranked는 name, main, type 열이 있는 표, value와 nation은 지역과 전국의 값이다."""
    ### BEGIN SOLUTION
    def say(number):
        return f"{number:,.1f}{main['unit']}"
    gap = round(value, 1) - round(nation, 1)
    word = "높습니다" if gap > 0 else "낮습니다" if gap < 0 else "같습니다"  # mutant-ok string: 문장에 그 말이 들어 있으면 된다
    known = ranked.dropna(subset="main").sort_values("main", ascending=main["focus"] == "low")
    names = ranked.loc[ranked["type"] == TYPES[0], "name"]
    which = f"{len(names)}곳입니다: {', '.join(names)}" if len(names) else "없습니다"  # mutant-ok string: 문장에 그 말이 들어 있으면 된다
    about = f"{place}의 {project.josa(main['name'], '은/는')} {say(value)}이고, 전국({say(nation)})과 견주면 {word}."
    worst = [f"{main['name']}에서 가장 눈여겨볼 곳은 {row.name}({say(row.main)})입니다." for row in known.head(1).itertuples()]
    return [about, *(worst if len(known) > 1 else []), f"두 지표를 모두 눈여겨보아야 해서 ‘{TYPES[0]}’로 나뉜 곳은 {which}."]
    ### END SOLUTION

# %% nbgrader={"grade_id": "q05-findings-test", "grade": true, "locked": true, "points": 4}
RATE, three = {"name": "시험 비율", "unit": "%", "focus": "high"}, pd.DataFrame({"name": ["가군", "나시", "다구"], "main": [12.34, 20.06, 5.0], "type": [TYPES[0], TYPES[0], TYPES[3]]})
text = " ".join(findings("어느도", three, RATE, 11.26, 8.24))
assert all(word in text for word in ("어느도", "11.3%", "8.2%", "높습니다", "가장")), "지역값과 전국값, 높고 낮음을 적으세요."
assert "가장" not in " ".join(findings("어느시", three.head(1), RATE, 12.34, 8.2)), "한 곳뿐이면 견줄 곳이 없습니다."
### BEGIN HIDDEN TESTS
assert all(word in text for word in ("나시", "20.1%", "2곳", "가군")), "가장 눈여겨볼 곳의 값과, 먼저 살필 곳의 수와 이름을 적으세요."
text = " ".join(findings("어느도", three.assign(type=TYPES[3]), RATE | {"unit": "명", "focus": "low"}, 8.14, 8.24))
assert all(["낮습니다" in text, "다구" in text, "5.0명" in text, "나시" not in text]), "값과 단위, 눈여겨볼 쪽을 확인하세요."
assert all(["없습니다" in text, "0곳" not in text]), "먼저 살필 곳이 하나도 없을 때를 확인하세요."
text = " ".join(findings("어느시", three.assign(main=[12.34, np.nan, np.nan]), RATE, 8.23, 8.18))
assert all(["같습니다" in text, "가장" not in text]), "화면에 보이는 값이 같을 때와, 값이 빈 곳을 확인하세요."
assert "가장" in " ".join(findings("어느시", three.head(2), RATE, 8, 9)), "두 곳이면 견줄 수 있습니다."
### END HIDDEN TESTS

# %%
level = SIGUNGU if len(project.places(REGION, SIGUNGU)) > 1 else DONG  # 시군구가 하나뿐이면 동네를 견준다
main, *_, side = (each for each in INDICATORS if project.has_level(each, level))
lines = [project.overall(None, main), project.overall(None, side)]
both = measure(REGION, main, level).rename(columns={"value": "main"}).assign(side=measure(REGION, side, level)["value"])
ranked = classify(both, main, side, lines)
sentences = findings(HOME.name_current, ranked, main, project.overall(REGION, main), lines[0])
display(Markdown(f"## {HOME.name_current}에서 무엇을 알았나요\n" + "\n".join(f"- {each}" for each in sentences)))
display(HTML(views.key_figures(REGION, INDICATORS, TARGET_CHANGE)))
display(HTML(views.quadrants(ranked, main, side, lines) + views.ranking(ranked, main, side)))

# %% [markdown] tags=["gallery-skip"]
# ## 문제 6. 골라 보는 화면을 만듭니다 (4점)
# `app(choices, draw)`: `choices`(이름 → 고를 것의 목록)마다 고르는 위젯(`widgets.Dropdown` 등)을 하나씩 만들고, 그 아래 `widgets.HTML`에 `draw(고른 값, …)`의 결과를 보여 줍니다.
# 처음부터 그림이 보이고, 무엇을 고르든 다시 그려야 합니다. 위젯의 `description`은 `choices`의 이름이며, 모두 담은 상자(`widgets.VBox`)를 돌려줍니다.

# %% tags=["gallery-hide"] nbgrader={"grade_id": "q06-app", "solution": true}
def app(choices, draw):
    """고르는 위젯들과 그림을 담은 상자. draw는 choices의 순서대로 고른 값을 받아 HTML 글을 돌려준다."""
    ### BEGIN SOLUTION
    controls = [widgets.Dropdown(options=options, description=name) for name, options in choices.items()]
    screen = widgets.HTML()
    def refresh(_=None):
        screen.value = draw(*[control.value for control in controls])
    for control in controls:
        control.observe(refresh, names="value")
    refresh()
    return widgets.VBox([*controls, screen])
    ### END SOLUTION

# %% nbgrader={"grade_id": "q06-app-test", "grade": true, "locked": true, "points": 4}
box = app({"해": [2015, 2020], "곳": ["산", "들", "물"]}, lambda year, place: f"<b>{year} {place}</b>")
pickers = views.pickers(box)
assert all([set(pickers) == {"해", "곳"}, "<b>2015 산</b>" in views.shown(box)]), "고르는 위젯 둘과 처음 그림을 확인하세요."
pickers["해"].index = 1
assert all(["<b>2020 산</b>" in views.shown(box), "2015" not in views.shown(box)]), "고르면 그림이 바뀌어야 합니다."
pickers["곳"].index = 2
assert all(["<b>2020 물</b>" in views.shown(box), len(pickers["곳"].options) == 3]), "다른 위젯을 바꿔도 다시 그리는지 보세요."
pickers["해"].index = 0
assert all(["<b>2015 물</b>" in views.shown(box), "2020" not in views.shown(box)]), "여러 번 바꿔도 그때마다 다시 그리는지 보세요."

# %%
by_name, areas = {each["name"]: each for each in (main, *INDICATORS)}, project.menu(REGION)
def draw(indicator, area):
    definition, (at, start) = by_name[indicator], areas[area]
    if not project.has_level(definition, at):
        return f"<p>{project.josa(indicator, '은/는')} 시군구까지만 공표됩니다. 동네는 다른 지표로 살펴보세요.</p>"
    values = measure(REGION, definition, at)
    return views.bars_and_map(values[values["code"].str.startswith(start)], definition, f"{area}의 {indicator}")
display(Markdown("## 직접 골라 보세요"))
display(app({"지표": list(by_name), "곳": list(areas)}, draw))
display(Markdown("\n".join(f"자료: {each['source']}  " for each in project.sources(INDICATORS))))

# %% [markdown] tags=["gallery-skip"]
# ## 문제 7, 8, 9. 글 세 편을 씁니다 (각 4점)
# 제목(`## …`)으로 시작하고, 지역이 바뀌어도 맞게 쓰세요. **센터에 드리는 말씀**: 무엇을 결정하고 무엇을 더 확인할지 순서가 있는 권고.
# **방법과 한계**: 지표의 정의와 기준 연도, 유형을 나눈 기준, 잘못 읽기 쉬운 점.
# **도입 조건**: "우리도 할 수 있을까요?" 하고 묻는 다른 센터에 줄 답. 자료, 사람과 시간, 제도, 그대로 옮기면 안 되는 것.

# %% [markdown] nbgrader={"grade_id": "q07-message", "grade": true, "solution": true, "points": 4}
# ## 센터에 드리는 말씀
# 1. ‘먼저 살피기’로 나뉜 곳의 맨 위부터 현장을 확인해 주세요. 하나도 없으면 ‘미리 막기’ 가운데 표에서 가장 위에 있는 곳이 먼저입니다.
# 2. ‘까닭 확인’은 서둘러 고르지 마세요. 입주 전인 새 아파트나 별장일 수 있으니 집이 빈 까닭부터 알아봅니다.
# 3. 곳을 정했으면 위의 화면에서 동네로 내려가, 주택 한 호당 인구가 적고 인구가 줄어든 동네를 두세 곳 골라 주민과 함께 걸어 보세요.
# 4. 기준값은 2020년 것입니다. 시작하기 전에 지자체의 빈집 실태조사로 지금의 수를 확인하고 목표를 다시 정해 주세요.

# %% [markdown] nbgrader={"grade_id": "q08-method", "grade": true, "solution": true, "points": 4}
# ## 어떻게 셌고, 어디까지 믿을 수 있나요
# - **빈집 비율**은 2020년 조사일에 사람이 살지 않은 주택의 비율입니다. 입주 전인 새집과 별장도 들어 있어, 버려진 집의 비율이 아닙니다.
# - **인구 지수**는 2020년 인구를 100으로 놓은 2025년 인구입니다. 동이 나뉘거나 합쳐져 이을 수 없는 곳은 ‘자료 없음’입니다.
# - **유형**은 두 지표를 전국값과 견주어 나누었습니다. 기준선에 가까운 곳은 작은 차이로 유형이 바뀌므로 값을 함께 보세요.
# - **동네의 빈집 비율은 공표되지 않습니다.** 시군구에서 빈집 비율과 반대로 움직이는 ‘주택 한 호당 인구’로 짐작할 뿐이며, 다가구주택이 많은 동네에서는 어긋납니다.

# %% [markdown] nbgrader={"grade_id": "q09-adopt", "grade": true, "solution": true, "points": 4}
# ## 우리 지역에서도 하려면
# - **자료**: 17개 시도의 자료가 모두 들어 있어 지역만 바꾸면 같은 화면이 나옵니다. 새 조사가 나오면 기준 연도만 고칩니다.
# - **사람과 시간**: 자료를 볼 한 사람, 현장을 함께 걸을 주민, 빈집 담당 공무원이 필요합니다. 후보를 정하는 데 2주, 현장 확인에 한 달을 잡으세요.
# - **제도**: 개별 빈집의 주소는 이 화면에 없습니다. 실태조사 결과를 받으려면 지자체와 협약을 맺어야 합니다.
# - **옮기면 안 되는 것**: 별장이 많은 관광지나 입주가 한창인 새 도시에서는 빈집 비율의 뜻이 달라집니다.

# %% [markdown] tags=["gallery-skip"]
# ## 문제 10. 프로젝트 카드를 채웁니다 (4점)
# `card_facts(region, baseline)`은 카드 항목의 dict입니다: `region`(시도의 전체 이름), `spread`, `datasets`(`project.sources(INDICATORS)`), `indicators`(첫째가 핵심 지표, 기준값과 목표값은 소수 첫째 자리).
# 아래 시험 셀이 이 항목을 `card.yaml`에 채웁니다. **나머지 항목은 `card.yaml`을 편집기로 열어 직접 적으세요.** 어느 쪽에 적어도 됩니다.

# %% tags=["gallery-skip"] nbgrader={"grade_id": "q10-card", "solution": true}
def card_facts(region, baseline):
    """카드에 채울 항목. baseline은 그 지역의 핵심 지표 값이다."""
    ### BEGIN SOLUTION
    place, first = regions.region(region), INDICATORS[0]
    return YAML().load(STORY) | {
        "slug": f"{place.english.lower()}-vacant-homes", "status": "기획", "licence": "CC BY 4.0", "infrastructure": [], "experts": [],
        "dates": {"started": "2026-09-07", "ended": "2026-11-20"}, "region": place.name, "center": f"{place.short} 디지털사회혁신 지원센터", "spread": "전국", "datasets": project.sources(INDICATORS),
        "indicators": [{"name": first["name"], "unit": first["unit"], "baseline": round(baseline, 1),
                        "target": round(baseline + TARGET_CHANGE, 1), "method": f"{first['name']}: 새 조사가 나올 때마다 같은 정의서로 다시 잰 값"}],
    }

STORY = """
title: 빈집과 인구 변화를 함께 보고 재생을 시작할 곳을 찾습니다
summary: 빈집 비율에 인구 변화를 겹쳐 빈집 재생을 시작할 곳을 좁히고, 주민과 함께 볼 수 있는 화면으로 센터에 돌려주었습니다.
trainees: [{name: 김하나, role: 자료 분석과 화면 만들기}]
mentor: {name: 오강사, organization: 디지털사회혁신 지원센터}
citizens: {size: 12, competence: 동네 사정을 잘 아는 통장과 마을활동가, communication: 두 주에 한 번 모임과 단체 대화방, organization: 주민 8명과 마을활동가 4명, management: 지원센터가 일정과 회의록을 관리}
place: {population: 화면의 지표 표에 적음, geography: 원도심과 새로 개발한 곳이 섞여 있음, resources: 마을회관과 작은도서관, administration: 빈집 담당 부서와 주민자치 담당 부서, economy_culture: 오래된 상점가와 전통시장}
problem: {fields: [지역격차], description: 사람이 떠난 집 때문에 이웃이 불편과 위험을 떠안지만 어디부터 손대야 할지 근거가 없습니다.}
solution: {kinds: [자원연계], description: 두 지표로 시군구의 유형을 나누고 동네까지 내려가 볼 수 있는 화면을 만들었습니다.}
factors: [{area: 소통, effect: 성공, description: 지도를 펴 놓고 주민이 아는 빈집과 견주었습니다.}, {area: 행정, effect: 실패, description: 빈집 실태조사의 주소를 제때 받지 못했습니다.}]
"""
### END SOLUTION

# %% nbgrader={"grade_id": "q10-card-test", "grade": true, "locked": true, "points": 2}
facts = card_facts(REGION, 12.34)
assert all([facts["region"] == HOME.name, facts["datasets"] == project.sources(INDICATORS)]), "지역 이름과 데이터셋 목록을 확인하세요."
assert (facts["indicators"][0]["name"], facts["indicators"][0]["baseline"]) == (INDICATORS[0]["name"], 12.3), "핵심 지표의 이름과 기준값을 확인하세요."
### BEGIN HIDDEN TESTS
other = regions.region("충북" if HOME.short == "전북" else "전북")
there, target = card_facts(other.short, 20.0), facts["indicators"][0]["target"]
assert all([there["region"] == other.name, there["indicators"][0]["baseline"] == 20.0]), "다른 지역의 카드도 그 지역의 값으로 채워지는지 보세요."
assert all([abs(target - 12.34 - TARGET_CHANGE) <= 0.1001, target == round(target, 1)]), "목표값은 기준값에 TARGET_CHANGE를 더해 소수 첫째 자리까지 적습니다."
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q10-card-test-2", "grade": true, "locked": true, "points": 2}
from gallery import card as cards
project.fill_card(card_facts(REGION, project.overall(REGION, INDICATORS[0])), "card.yaml")
card = cards.read("card.yaml")  # 비었거나 틀린 항목이 있으면 몇째 줄의 무엇인지 알려 줍니다.
assert all([card.region == HOME.name, abs(card.indicators[0].baseline - project.overall(REGION, INDICATORS[0])) <= 0.0501]), "카드의 지역과 기준값이 화면과 다릅니다."
assert {each["name"] for each in project.sources(INDICATORS)} <= {each.name for each in card.datasets}, "화면에 쓴 데이터셋이 카드에 모두 있어야 합니다."
