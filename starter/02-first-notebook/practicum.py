# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 과제: 첫 주민 인터뷰를 열 동네를 고릅니다
# > 우리 지역의 청년 창업 모임이 **장난감과 어린이책을 이웃끼리 돌려 쓰는 가게**를 준비합니다.
# > 먼저 주민을 만나려고 하는데, 어느 읍면동 주민센터에서 모임을 열어야 할지 센터에 물어 왔습니다. 아이가 있는 집을 바로 알려 주는 자료는 없어서, 우선 **세 사람 이상 사는 가구**가 많은 곳을 찾으려 합니다.
# > 동네 세 곳과 그 까닭을 담은 짧은 소개 글을 보내 주세요. — 지역 지원센터 청년 담당
#
# **넘겨줄 것** 인터뷰를 열 동네를 고르는 함수(문제 1~6), 차트와 지도(문제 7~8), 소개 글(문제 9). 모두 32점입니다.
#
# **푸는 법**
# - `# 여기에 코드를 작성하세요`와 `raise NotImplementedError()` 두 줄을 **지우고** 그 자리에 씁니다. 네 칸 들여쓰기를 지키고, 마지막에는 `return`으로 돌려줍니다.
# - 답 셀을 실행한 다음 바로 아래 확인 셀을 실행하세요. 아무 오류가 없으면 보이는 확인을 통과한 것입니다. 빨간 글이 나오면 맨 아랫줄을 읽으세요.
# - 답을 **함수로** 쓰는 까닭은 다른 지역의 자료를 넣어도 그대로 쓰기 위해서입니다. 채점도 다른 지역과 작은 표로 한 번 더 합니다.
# - 앞 문제를 풀지 못해도 다음 문제를 풀 수 있습니다. 막히면 넘어갔다가 돌아오세요.

# %% tags=["parameters"]
REGION = "부산광역시"

# %% nbgrader={"grade_id": "setup", "locked": true}
import matplotlib.pyplot as plt
import pandas as pd
from curriculum import datasets, maps, plots, regions

plots.use_korean()
COLUMNS = ["adm3", "sigungu", "dong", "year", "general", "one", "two", "members"]

def load_homes(place):  # 한 시도의 가구 표. 1인가구나 2인가구가 빈칸인 읍면동은 뺍니다
    return datasets.load("kr-households-dong", region=place, columns=COLUMNS).dropna(subset=["one", "two"])

def lying(axis):  # 가로 막대로 그렸는가
    return axis.containers[0].orientation == "horizontal"

def drawn(axis):  # 막대그래프에 그려진 {이름: 값}
    axis.figure.canvas.draw()
    side = axis.yaxis if lying(axis) else axis.xaxis
    values = [value for bars in axis.containers for value in bars.datavalues]
    return dict(zip([label.get_text() for label in side.get_ticklabels()], values))

def try_it(function):  # 함수를 불러 보고, 아직 답하지 않은 문제라면 알려 줍니다
    try:
        return function()
    except NotImplementedError:
        print("아직 답하지 않은 문제가 있습니다. 위로 올라가 답을 쓴 다음 다시 실행하세요.")

OTHER = "제주" if regions.region(REGION).short == "울산" else "울산"  # 채점에 함께 쓰는 다른 지역
home, other = load_homes(REGION), load_homes(OTHER)
home.head()

# %% [markdown]
# `home`은 우리 지역의 표이고 2015·2020·2025년이 모두 들어 있습니다. 한 줄이 한 해의 읍면동 한 곳입니다. `general` 일반가구, `one` 1인가구, `two` 2인가구, `members` 일반가구에 사는 사람 수입니다.
# ## 문제 1. 한 집에 몇 사람? (숫자, 2점)
# 사람 수 `people`을 가구 수 `homes`로 나누어 소수 **둘째** 자리까지 반올림한 수를 돌려주세요.
# 예: `per_home(250, 120)` → `2.08`

# %% nbgrader={"grade_id": "q01-per-home", "solution": true}
def per_home(people, homes):
    """한 가구에 사는 평균 사람 수."""
    ### BEGIN SOLUTION
    return round(people / homes, 2)
    ### END SOLUTION

# %% nbgrader={"grade_id": "q01-per-home-test", "grade": true, "locked": true, "points": 2}
assert per_home(250, 120) == 2.08, "return을 썼는지, 사람을 가구로 나누었는지, 소수 둘째 자리까지 반올림했는지 보세요."
### BEGIN HIDDEN TESTS
assert per_home(8, 3) == 2.67, "버리지 말고 반올림해야 합니다."
assert per_home(30, 10) == 3, "괄호 안의 두 이름(people, homes)으로 셈했는지 보세요. 수를 직접 적으면 안 됩니다."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 2. 동네를 한 줄로 (글자, 2점)
# 동네 이름 `name`, 가구 수 `homes`, 비율 `rate`로 다음 모양의 글자를 돌려주세요. 띄어쓰기와 괄호까지 같아야 합니다.
# 가구 수에는 세 자리마다 쉼표를 찍고, 비율은 소수 첫째 자리까지 씁니다. `f"…"`와 `:,.0f`, `:.1f`를 떠올리세요.
# 예: `introduce("한빛동", 1234, 38.27)` → `"한빛동: 1,234가구(38.3%)"`

# %% nbgrader={"grade_id": "q02-introduce", "solution": true}
def introduce(name, homes, rate):
    """동네를 소개하는 한 줄."""
    ### BEGIN SOLUTION
    return f"{name}: {homes:,.0f}가구({rate:.1f}%)"
    ### END SOLUTION

# %% nbgrader={"grade_id": "q02-introduce-test", "grade": true, "locked": true, "points": 2}
assert introduce("한빛동", 1234, 38.27) == "한빛동: 1,234가구(38.3%)", "return을 썼는지 보고, 예의 글자와 한 자씩 견주어 보세요. 쉼표, 띄어쓰기, 괄호, % 기호를 보세요."
### BEGIN HIDDEN TESTS
assert introduce("달빛면", 987.0, 7) == "달빛면: 987가구(7.0%)", "다른 동네를 넣어 보세요. 가구 수에 소수점이 붙거나 비율의 소수 자리가 사라지지 않았나요?"
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 3. 첫날 갈 곳 (목록, 2점)
# 모임은 첫날 세 곳을 갑니다. 동네 이름의 목록 `places`(네 곳 이상)에서 **앞의 세 곳**과, 비교해 볼 **마지막 한 곳**을 담은 목록을 돌려주세요.
# 예: `first_day(["가동", "나동", "다동", "라동", "마동"])` → `["가동", "나동", "다동", "마동"]`

# %% nbgrader={"grade_id": "q03-first-day", "solution": true}
def first_day(places):
    """앞의 세 곳과 마지막 한 곳."""
    ### BEGIN SOLUTION
    return places[:3] + [places[-1]]
    ### END SOLUTION

# %% nbgrader={"grade_id": "q03-first-day-test", "grade": true, "locked": true, "points": 2}
assert first_day(["가동", "나동", "다동", "라동", "마동"]) == ["가동", "나동", "다동", "마동"], "[:3]과 [-1]의 뜻을 떠올려 보세요. 마지막 한 곳도 대괄호에 담아야 목록끼리 이어집니다."
### BEGIN HIDDEN TESTS
assert first_day(["라면", "마면", "바면", "사면"]) == ["라면", "마면", "바면", "사면"], "목록이 네 곳일 때를 보세요."
assert first_day(["하나", "둘", "셋", "넷", "다섯", "여섯", "일곱"]) == ["하나", "둘", "셋", "일곱"], "목록이 길어져도 마지막 곳을 찾아야 합니다."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 4. 새 열 두 개 (표, 4점)
# 받은 표에 새 열 두 개를 붙여 돌려주세요. 이미 적힌 `table = table.copy()`는 받은 표를 지키려고 사본을 만드는 줄이니 그대로 둡니다.
# 예: `general` 200, `one` 70, `two` 50이면 `family`는 80, `family_share`는 40입니다.
# 1. `family`: 세 사람 이상 사는 가구의 수. 일반가구 `general`에서 `one`과 `two`를 뺍니다.
# 2. `family_share`: 일반가구 가운데 `family`의 비율(%). 반올림하지 않습니다.

# %% nbgrader={"grade_id": "q04-family", "solution": true}
def add_family(table):
    """family, family_share 열을 붙인 표."""
    table = table.copy()
    ### BEGIN SOLUTION
    table["family"] = table["general"] - table["one"] - table["two"]
    table["family_share"] = table["family"] / table["general"] * 100
    return table
    ### END SOLUTION

# %% nbgrader={"grade_id": "q04-family-test", "grade": true, "locked": true, "points": 2}
small = pd.DataFrame({"dong": ["가동", "나동"], "general": [200, 1000], "one": [70, 300], "two": [50, 450]})
assert add_family(small) is not None, "돌려받은 표가 없습니다. 마지막 줄에 return table이 있는지 보세요."
assert "family" in add_family(small), "family라는 이름의 열이 없습니다. 따옴표 안의 철자를 보세요."
assert add_family(small)["family"].tolist() == [80, 250], "일반가구에서 1인가구와 2인가구를 모두 뺐는지 보세요."
### BEGIN HIDDEN TESTS
assert (add_family(other)["family"] + other["one"] + other["two"] == other["general"]).all(), "다른 지역의 표를 넣어 보세요. 받은 표(table)로 셈했나요?"
assert len(add_family(home)) == len(home) and set(home) <= set(add_family(home)), "줄이나 원래 있던 열이 사라지지 않아야 합니다."
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q04-family-test-2", "grade": true, "locked": true, "points": 2}
assert "family_share" in add_family(small), "family_share라는 이름의 열이 없습니다. 따옴표 안의 철자를 보세요."
assert abs(add_family(small)["family_share"] - [40, 25]).max() < 1e-6, "family를 general로 나누고 100을 곱했는지 보세요."
### BEGIN HIDDEN TESTS
assert abs(add_family(other)["family_share"] / 100 * other["general"] - other["general"] + other["one"] + other["two"]).max() < 1e-6, "다른 지역의 표를 넣어 보세요. 반올림하지 않았는지도 보세요."
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q05-given", "locked": true}
given = "family = general - one - two\nfamily_share = 100 * family / general"
ready, ready_other = home.eval(given), other.eval(given)  # 문제 4까지 마친 표
now, now_other = ready[ready["year"] == 2020], ready_other[ready_other["year"] == 2020]
now[["sigungu", "dong", "general", "family", "family_share"]].head()

# %% [markdown]
# `ready`는 문제 4까지 마친 우리 지역의 표이고, `now`는 그 가운데 2020년입니다. 경계와 이름이 모두 갖춰진 가장 가까운 해라서 동네는 2020년으로 봅니다.
# ## 문제 5. 후보 동네 고르기 (고르기와 줄 세우기, 5점)
# 사람이 너무 적은 곳에서는 모임을 열기 어렵습니다. `family`가 `least` **이상**인 줄만 고르고, `family_share`가 **높은 것부터** 줄 세운 표를 돌려주세요. 열은 그대로 둡니다.
# 예: `candidates(now, 1000)`은 세 사람 이상 사는 가구가 1,000가구 이상인 읍면동의 표입니다.

# %% nbgrader={"grade_id": "q05-candidates", "solution": true}
def candidates(table, least):
    """family가 least 이상인 줄을 family_share가 높은 순으로."""
    ### BEGIN SOLUTION
    enough = table[table["family"] >= least]
    return enough.sort_values("family_share", ascending=False)
    ### END SOLUTION

# %% nbgrader={"grade_id": "q05-candidates-test", "grade": true, "locked": true, "points": 3}
village = pd.DataFrame({"dong": ["가", "나", "다", "라"], "family": [900, 1000, 4000, 2000], "family_share": [80.0, 30.0, 20.0, 50.0]})
assert candidates(village, 1000) is not None, "돌려받은 표가 없습니다. return을 썼는지 보세요."
assert set(candidates(village, 1000)["dong"]) == {"나", "다", "라"}, "1000가구인 곳도 '이상'에 듭니다. 어느 열을 least와 견주었나요?"
### BEGIN HIDDEN TESTS
assert set(candidates(village, 2000)["dong"]) == {"다", "라"}, "1000을 직접 적지 말고 least와 견주어야 합니다."
assert set(candidates(now_other, 1500)["adm3"]) == {code for code, family in zip(now_other["adm3"], now_other["family"]) if not family < 1500}, "다른 지역의 표를 넣어 보세요."
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q05-candidates-test-2", "grade": true, "locked": true, "points": 2}
assert [place for place in candidates(village, 1000)["dong"] if place != "가"] == ["라", "나", "다"], "비율이 높은 것부터인지, 가구 수가 아니라 비율로 줄을 세웠는지 보세요."
print(candidates(now, 1000)[["sigungu", "dong", "family", "family_share"]].head(10).round(1).to_string(index=False))
### BEGIN HIDDEN TESTS
assert candidates(now_other, 0)["family_share"].tolist() == sorted(now_other["family_share"])[::-1], "다른 지역의 표를 넣어 순서를 보세요."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 6. 묶어서 견주기 (묶음, 4점)
# `column` 열(예: `"sigungu"`나 `"year"`)이 같은 줄을 묶어, 묶음마다 일반가구 가운데 `family`의 비율(%)을 구하세요. **수를 먼저 더하고 비율은 나중에** 구합니다.
# 돌려줄 것은 묶음의 이름이 인덱스이고 값이 비율인 열(Series) 하나입니다. 두 열을 더해 `sums`라는 표를 얻었다면 `sums["family"] / sums["general"] * 100`이 그런 열입니다.

# %% nbgrader={"grade_id": "q06-rate-by", "solution": true}
def rate_by(table, column):
    """column으로 묶은 family의 비율(%)."""
    ### BEGIN SOLUTION
    sums = table.groupby(column)[["family", "general"]].sum()  # mutant-ok aggregate: 묶음의 평균끼리 나누어도 같은 비율이다
    return sums["family"] / sums["general"] * 100
    ### END SOLUTION

# %% nbgrader={"grade_id": "q06-rate-by-test", "grade": true, "locked": true, "points": 4}
towns = pd.DataFrame({"sigungu": ["동구", "동구", "서구"], "year": [2015, 2020, 2020], "family": [50, 90, 30], "general": [100, 900, 60]})
assert isinstance(rate_by(towns, "sigungu"), pd.Series), "열(Series) 하나를 돌려주어야 합니다. return 뒤의 식을 보세요."
assert rate_by(towns, "sigungu").round(6).to_dict() == {"동구": 14, "서구": 50}, "동구는 (50 + 90) ÷ (100 + 900)입니다. 비율을 평균하지 않았는지 보세요."
print(rate_by(ready, "year").round(1).rename("우리 지역의 비율(%)").to_string())
### BEGIN HIDDEN TESTS
assert rate_by(towns, "year").round(6).to_dict() == {2015: 50, 2020: 12.5}, "column에 다른 열을 넣어 보세요. 묶을 열을 직접 적으면 안 됩니다."
for key, rows in now_other.groupby("sigungu"):
    assert abs(rate_by(now_other, "sigungu")[key] * sum(rows["general"]) - 100 * sum(rows["family"])) < 1, "다른 지역의 표를 넣어 보세요."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 7. 후보를 보여 주는 막대그래프 (차트, 4점)
# 이름의 목록 `names`와 비율의 목록 `values`로 막대그래프를 그리고 그림 칸(`axis`)을 돌려주세요. `plt.subplots(…)` 줄은 이미 적혀 있습니다. 막대는 가로든 세로든 좋고, 제목은 `title`, 값의 축 이름에는 단위 **%** 를 씁니다. 예: `axis.set_xlabel("세 사람 이상 사는 가구의 비율(%)")`

# %% nbgrader={"grade_id": "q07-chart", "solution": true}
def bar_chart(names, values, title):
    """names마다 values 길이의 막대를 그린 axis."""
    figure, axis = plt.subplots(figsize=(8, 4.5), layout="constrained")
    ### BEGIN SOLUTION
    axis.barh(names, values)
    axis.set_title(title)
    axis.set_xlabel("세 사람 이상 사는 가구의 비율(%)")
    return axis
    ### END SOLUTION

# %% nbgrader={"grade_id": "q07-chart-test", "grade": true, "locked": true, "points": 2}
axis = bar_chart(["가동", "나동", "다동"], [30.5, 50.0, 41.0], "나동이 가장 높습니다")
assert axis is not None and len(axis.patches) == 3, "마지막 줄에 return axis가 있는지, barh나 bar로 막대 세 개를 그렸는지 보세요."
assert drawn(axis) == {"가동": 30.5, "나동": 50.0, "다동": 41.0}, "이름과 값이 제 짝인지 보세요. barh(이름들, 값들)의 차례입니다."
### BEGIN HIDDEN TESTS
axis = bar_chart(["라면", "마읍"], [12.0, 8.5], "시험")
assert drawn(axis) == {"라면": 12.0, "마읍": 8.5}, "다른 동네를 넣어도 받은 names와 values를 그려야 합니다."
### END HIDDEN TESTS
plt.close("all")

# %% nbgrader={"grade_id": "q07-chart-test-2", "grade": true, "locked": true, "points": 2}
axis = bar_chart(["가동", "나동"], [30.5, 50.0], "나동이 가장 높습니다")
assert "나동이 가장 높습니다" in [axis.get_title(loc=place) for place in ("left", "center", "right")], "제목에 title을 썼는지 보세요."
assert "%" in axis.get_xlabel() + axis.get_ylabel(), "값의 축 이름에 단위 %를 써 주세요. axis.set_xlabel을 떠올리세요."
### BEGIN HIDDEN TESTS
axis = bar_chart(["라면", "마읍"], [12.0, 8.5], "라면에서 모입니다")
assert "라면에서 모입니다" in [axis.get_title(loc=place) for place in ("left", "center", "right")], "제목을 직접 적지 말고 받은 title을 써야 합니다."
assert "%" in (axis.get_xlabel() if lying(axis) else axis.get_ylabel()), "단위는 이름이 아니라 값이 놓인 축에 씁니다."
### END HIDDEN TESTS
plt.close("all")

# %% nbgrader={"grade_id": "q07-show", "locked": true}
def report_chart():  # 여러분의 함수로 그린 우리 지역의 차트입니다
    top = candidates(now, 1000).head(10)[::-1]
    labels = list(top["sigungu"] + " " + top["dong"])
    axis = bar_chart(labels, list(top["family_share"]), f"세 사람 이상 사는 가구의 비율은 {labels[-1]}에서 가장 높습니다(2020년)")
    plots.source_line(axis.figure, "kr-households-dong")

try_it(report_chart)

# %% [markdown]
# ## 문제 8. 지도에 올릴 표 (잇기, 3점)
# 경계 표 `areas`에 `table`의 `family_share` 열을 읍면동 코드 `adm3`으로 이어 돌려주세요. **경계의 줄은 하나도 사라지지 않아야** 하고, 자료가 없는 곳의 비율은 빈칸으로 둡니다.
# 이을 때는 `table`에서 `adm3`과 `family_share`만 고르면 같은 이름의 열이 겹치지 않습니다.

# %% nbgrader={"grade_id": "q08-for-map", "solution": true}
def for_map(areas, table):
    """areas에 family_share를 이은 표."""
    ### BEGIN SOLUTION
    return areas.merge(table[["adm3", "family_share"]], on="adm3", how="left")
    ### END SOLUTION

# %% nbgrader={"grade_id": "q08-for-map-test", "grade": true, "locked": true, "points": 3}
shapes = pd.DataFrame({"adm3": ["2101", "2102", "2103"], "dong": ["가동", "나동", "가동"], "geometry": ["네모", "세모", "동그라미"]})
rates = pd.DataFrame({"adm3": ["2103", "2101"], "dong": ["가동", "가동"], "family_share": [33.0, 11.0]})
joined = for_map(shapes, rates)
assert joined is not None and len(joined) == 3, "return을 썼는지 보세요. 경계가 세 곳이니 세 줄이어야 합니다. how와 on도 보세요."
joined = joined.set_index("adm3")["family_share"]
assert joined["2101"] == 11 and joined["2103"] == 33, "이름이 아니라 코드(adm3)로 이었는지 보세요."
### BEGIN HIDDEN TESTS
assert pd.isna(joined["2102"]), "자료가 없는 곳은 0이 아니라 빈칸이어야 합니다."
ground = datasets.load("kr-boundaries-2020", "adm3", region=OTHER)
full = for_map(ground, now_other.iloc[1:])
assert len(full) == len(ground) and full["family_share"].count() == len(now_other) - 1, "다른 지역의 경계와 표를 넣어 보세요."
assert full.geometry.notna().all(), "지도를 그릴 수 있게 경계 표(areas)에 이어 주세요."
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q08-show", "locked": true}
def report_map():  # 여러분의 함수로 그린 우리 지역의 지도입니다
    areas = for_map(datasets.load("kr-boundaries-2020", "adm3", region=REGION), now)
    low, high = areas["family_share"].min(), areas["family_share"].max()
    title = f"{REGION}에서 세 사람 이상 사는 가구의 비율은 동네마다 {low:.0f}%에서 {high:.0f}%까지 다릅니다(2020년)"
    return maps.choropleth(areas, "family_share", name="dong", unit="%", title=title, source=datasets.attribution("kr-households-dong"))

groups = [*ready.groupby("year"), *now.groupby("sigungu")]  # 소개 글에 쓸 해마다의 비율과 2020년 시군구의 비율
print("비율(%):", {name: round(100 * sum(rows["family"]) / sum(rows["general"]), 1) for name, rows in groups})
try_it(report_map)

# %% [markdown]
# ## 문제 9. 동네 소개 글 (6점, 강사가 채점합니다)
# 자료를 처음 보는 청년 창업 모임이 읽고 **어디서 첫 인터뷰를 열지 정할 수 있게** 다섯에서 일곱 문장으로 쓰세요.
# 세 곳은 비율이 높은 순서 그대로가 아니어도 됩니다. 골고루 찾아가려고 시군구를 나누었다면 그렇게 적으세요.
# 1. **어디인가** 동네 세 곳과 그곳의 가구 수와 비율. 몇 년의 무슨 자료인지도 적습니다.
# 2. **왜 그곳인가** 지역 전체나 시군구, 다른 해와 **견주어** 말합니다. 차트나 지도에서 본 것을 한 가지 넣습니다.
# 3. **무엇을 모르는가** 이 자료로는 알 수 없는 것 한 가지와, 그래서 인터뷰에서 주민에게 물어볼 것 한 가지를 적습니다.

# %% [markdown] nbgrader={"grade_id": "q09-profile", "grade": true, "solution": true, "points": 6}
# 수준별 기준과 본보기는 instructor.md에 있습니다.
