# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 실습: 주민 투표에 올릴 다섯 문제의 근거표
# **보낸 사람** 우리 지역 지원센터 시민참여 담당
# > 내년에 풀 과제를 주민 투표와 전문가 평가로 정합니다. 그 전에 우리 지역이 전국과 또래 가운데서 튀는 문제 **다섯 가지**를, 누가 물어도 대답할 수 있는 근거와 함께 받고 싶습니다. 목소리가 큰 쪽이 이기는 회의가 되지 않게 도와주세요.
#
# 넘겨줄 것은 근거표 한 장(문제 1~7), 자료로 말할 수 있는 것과 없는 것(문제 8), 센터에 보내는 권고(문제 9)입니다. 모두 40점입니다. 코드는 한두 줄만 채우면 됩니다. 답 칸의 `raise NotImplementedError()` 줄을 지우고 그 자리에, 줄의 첫머리를 맞추어 씁니다. 앞 문제를 풀지 못해도 다음 문제를 풀 수 있습니다. 함수는 다른 지역의 자료와 손으로 만든 작은 자료로도 채점합니다.

# %% tags=["parameters"]
REGION = "부산광역시"

# %% nbgrader={"grade_id": "setup", "locked": true}
# 수업에서 쓴 자료와 지표입니다. 코드는 읽지 않아도 됩니다.
import pandas as pd
from curriculum import datasets, indicators, regions
from curriculum.indicators import INDICATORS, values
ME = regions.region(REGION).short
counts = indicators.counts()
this_year = counts[counts["year"] == 2020]
ours = this_year[this_year["시도"] == ME]
ours.set_index("시군구").drop(columns=["adm1", "adm2_basic", "year", "전국", "시도", "종류"]).head(3).style.format("{:,.0f}")

# %% [markdown]
# ## 문제 1. 정직한 분모 고르기 (4점)
# 왼쪽의 수를 무엇으로 나누어야 지역끼리 정직하게 견줄 수 있을까요? 아래 줄을 답 칸에 옮기고, 빈 따옴표에 **보기에서 골라** 적으세요. 보기: `인구`, `5년 전 인구`, `총가구`, `일반가구`, `주택`
#
# `denominators = {"빈집": "", "1인가구": "", "외국인": "", "전문의": "", "인구": ""}` 마지막 `"인구"`는 "5년 사이에 늘었나 줄었나"를 묻는 5년 인구 지수의 분모입니다.

# %% nbgrader={"grade_id": "q01-denominators", "solution": true}
### BEGIN SOLUTION
denominators = {"빈집": "주택", "1인가구": "일반가구", "외국인": "인구", "전문의": "인구", "인구": "5년 전 인구"}
### END SOLUTION

# %% nbgrader={"grade_id": "q01-denominators-test", "grade": true, "locked": true, "points": 2}
assert set(denominators) == {"빈집", "1인가구", "외국인", "전문의", "인구"}, "다섯 가지를 모두 적었는지 보세요."
assert set(denominators.values()) <= {"인구", "5년 전 인구", "총가구", "일반가구", "주택"}, "보기에 있는 말을 그대로 적어 주세요."
### BEGIN HIDDEN TESTS
vacancy = datasets.load("kr-housing-vacancy", "vacancy", region=REGION, year=2020)
rates = ours["빈집"] / ours[denominators["빈집"]] * 100
assert (abs(rates.to_numpy() - vacancy.sort_values("adm2_basic")["vacancy_rate"].to_numpy()) < 0.06).all(), "빈집이 될 수 있는 것이 무엇인지 생각해 보세요."
assert ours[denominators["1인가구"]].sum() == ours["일반가구"].sum(), "집단가구와 외국인가구는 1인가구가 될 수 없습니다."
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q01-denominators-test-2", "grade": true, "locked": true, "points": 2}
assert denominators["전문의"] in ours, "보기에 있는 말을 그대로 적어 주세요."
### BEGIN HIDDEN TESTS
for top, bottom in {"전문의": "인구", "외국인": "인구", "인구": "5년 전 인구"}.items():
    assert ours[denominators[top]].sum() == ours[bottom].sum(), f"{top}: 사람의 수는 사람의 수로, 변화는 옛날의 자기 자신과 견줍니다."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 2. 시도의 값 구하기 (4점)
# `part`는 한 시도의 시군구들입니다. `top` 열(분자)과 `bottom` 열(분모)로 그 시도 **전체**의 값을 구하세요. 나눈 뒤 `per`(100이면 %)를 곱합니다. 반올림하지 않습니다. 쓸 조각: `part[top].sum()`은 분자를 모두 더한 수입니다. 예: 빈집 10/주택 100인 구와 빈집 10/주택 300인 구가 있으면 20/400이므로 5%입니다.

# %% nbgrader={"grade_id": "q02-rate", "solution": true}
def rate(part, top, bottom, per):
    """part에 있는 시군구를 모두 합친 값."""
    ### BEGIN SOLUTION
    return part[top].sum() / part[bottom].sum() * per
    ### END SOLUTION

# %% nbgrader={"grade_id": "q02-rate-test", "grade": true, "locked": true, "points": 4}
two = pd.DataFrame({"빈집": [10, 10], "주택": [100, 300]})
assert rate(two, "빈집", "주택", 100) == 5, "비율을 평균 내지 말고, 먼저 더한 뒤 나누세요."
print(f"{ME}의 빈집 비율(2020년): {rate(ours, '빈집', '주택', 100):.1f}%")
### BEGIN HIDDEN TESTS
for place in (ME, "경기", "전남"):
    part = this_year[this_year["시도"] == place]
    expected = sum(part["전문의"].tolist()) * 10000 / sum(part["인구"].tolist())
    assert abs(rate(part, "전문의", "인구", 10000) - expected) < 1e-9, "시도의 값을 다시 확인하세요."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 3. 순위 매기기 (4점)
# `values`는 시도의 이름과 값, `name`은 우리, `side`는 살필 쪽(`"높음"` 또는 `"낮음"`)입니다. **가장 살필 곳이 1위**입니다. 우리보다 더 살필 곳의 수에 1을 더하면 순위이고, 값이 같으면 순위도 같습니다.
# 우리보다 높은 곳의 수 `higher`와 낮은 곳의 수 `lower`는 구해 두었습니다. 쓸 조각: `가 if 조건 else 나`는 조건이 맞으면 가, 아니면 나입니다.

# %% nbgrader={"grade_id": "q03-rank", "solution": true}
def rank_of(values, name, side):
    """가장 살필 곳이 1위일 때 name의 순위."""
    higher = int((values > values[name]).sum())
    lower = int((values < values[name]).sum())
    ### BEGIN SOLUTION
    return (higher if side == "높음" else lower) + 1
    ### END SOLUTION

# %% nbgrader={"grade_id": "q03-rank-test", "grade": true, "locked": true, "points": 4}
sample = pd.Series({"가": 10, "나": 30, "다": 20, "라": 20})
assert rank_of(sample, "나", "높음") == 1, "높은 쪽을 살필 때는 가장 높은 곳이 1위입니다."
assert rank_of(sample, "다", "낮음") == 2, "낮은 쪽을 살필 때는 우리보다 낮은 곳을 세어 보세요."
### BEGIN HIDDEN TESTS
assert [rank_of(sample, name, "높음") for name in "가나다라"] == [4, 1, 2, 2], "값이 같으면 순위도 같습니다."
assert [rank_of(sample, name, "낮음") for name in "가나다라"] == [1, 4, 2, 2], "살필 쪽이 낮은 쪽일 때를 다시 보세요."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 4. 추세 읽기 (4점)
# 추세는 **전국과의 차이**(우리 - 전국)가 처음보다 얼마나 커졌는지로 봅니다. 그 변화 `change`를 구하는 식을 채우세요. 아래의 나머지 줄이 살필 쪽에 맞추어 말로 바꿉니다. 예: 우리 30 → 36, 전국 27 → 35이면 차이가 3에서 1이 되었으니 change는 -2입니다.

# %% nbgrader={"grade_id": "q04-trend", "solution": true}
def trend(ours_then, nation_then, ours_now, nation_now, side):
    """전국과의 차이가 살필 쪽으로 벌어졌으면 "나빠짐", 좁혀졌으면 "나아짐", 0.05보다 적게 변했으면 "그대로"."""
    ### BEGIN SOLUTION
    change = (ours_now - nation_now) - (ours_then - nation_then)
    ### END SOLUTION
    if abs(change) < 0.05:
        return "그대로"
    return "나빠짐" if (change > 0) == (side == "높음") else "나아짐"

# %% nbgrader={"grade_id": "q04-trend-test", "grade": true, "locked": true, "points": 4}
assert trend(30, 27, 36, 35, "높음") == "나아짐", "우리 값이 올랐어도 전국이 더 빨리 올랐습니다."
assert trend(12, 15, 13, 17, "낮음") == "나빠짐", "전문의처럼 낮은 쪽을 살피는 지표입니다. 전국과의 차이를 보세요."
### BEGIN HIDDEN TESTS
cases = {(10, 8, 12, 10): "그대로", (10, 8, 9, 6): "나빠짐", (5, 9, 5, 8): "나빠짐", (5, 9, 6, 12): "나아짐", (7, 9, 9, 9): "나빠짐", (9, 7, 9, 9): "나아짐"}
for numbers, answer in cases.items():
    assert trend(*numbers, "높음") == answer, "전국과의 차이가 처음에 얼마였고 지금 얼마인지 나누어 보세요."
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q05-given", "locked": true}
# 여기까지의 계산을 지표 열 개에 모두 한 표입니다. 코드는 읽지 않아도 됩니다. 이제부터는 이 표를 읽고 고릅니다.
def board(when):
    table = pd.DataFrame({indicator: values(indicator, year) for indicator, year in INDICATORS[when].items()})
    table.loc["전국"] = [values(indicator, year, "전국").iloc[0] for indicator, year in INDICATORS[when].items()]
    return table
now, then = board("최근"), board("처음")
up = INDICATORS["살필 쪽"].map({"높음": 1, "낮음": -1})
def make_sheet(place):
    friends = [name for name in indicators.peers(place) if name != place]
    change = (now.loc[place] - now.loc["전국"] - then.loc[place] + then.loc["전국"]) * up
    word = change.map(lambda gap: "그대로" if abs(gap) < 0.05 else "나빠짐" if gap > 0 else "나아짐")
    far = (now.loc[place] - now.loc["전국"]) / now.drop("전국").std(ddof=0) * up
    facts = {"값": now.loc[place], "전국": now.loc["전국"], "또래": now.loc[friends].median(), "추세": word, "튀는 정도": far}
    return pd.DataFrame(facts).join(INDICATORS[["살필 쪽", "단위", "최근"]])
def is_worse(a, b, side):
    return a > b if side == "높음" else a < b

sheet = make_sheet(ME)
sheet.style.format(precision=2)

# %% [markdown]
# ## 문제 5. 근거 세기 (4점)
# 한 문제를 살펴야 할 근거는 세 가지입니다. `"전국"`: 값이 전국보다 살필 쪽이다. `"또래"`: 값이 또래보다 살필 쪽이다. `"추세"`: 추세가 `"나빠짐"`이다.
# `row`는 위 표의 한 줄입니다. `is_worse(가, 나, 살필 쪽)`은 가가 나보다 살필 쪽이면 참입니다. 첫 근거는 써 두었습니다. 나머지 두 가지를 같은 방법으로 채우세요. 쓸 조각: `row["또래"]`, `row["추세"] == "나빠짐"`

# %% nbgrader={"grade_id": "q05-reasons", "solution": true}
def reasons(row):
    """row를 살펴야 할 근거의 목록. 없으면 빈 목록."""
    found = []
    if is_worse(row["값"], row["전국"], row["살필 쪽"]):
        found.append("전국")
    ### BEGIN SOLUTION
    if is_worse(row["값"], row["또래"], row["살필 쪽"]):
        found.append("또래")
    if row["추세"] == "나빠짐":
        found.append("추세")
    ### END SOLUTION
    return found

# %% nbgrader={"grade_id": "q05-reasons-test", "grade": true, "locked": true, "points": 4}
row = {"값": 12, "전국": 10, "또래": 15, "추세": "나빠짐", "살필 쪽": "높음"}
assert sorted(reasons(row)) == ["전국", "추세"], "또래(15)보다는 낮으니 '또래'는 근거가 아닙니다."
### BEGIN HIDDEN TESTS
assert sorted(reasons(row | {"살필 쪽": "낮음", "추세": "나아짐"})) == ["또래"], "살필 쪽이 낮은 쪽일 때를 확인하세요."
assert list(reasons(row | {"값": 9, "추세": "그대로"})) == [], "근거가 하나도 없을 수 있습니다."
assert list(reasons(row | {"값": 10, "또래": 10, "추세": "나아짐"})) == [], "똑같은 값은 근거가 아닙니다."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 6. 다섯 문제 고르기 (4점)
# 고르는 규칙은 결과를 보기 전에 정해 두었습니다. **근거 수가 많은 차례, 같으면 튀는 정도가 큰 차례**로 다섯입니다. 근거가 하나도 없는 지표는 넣지 않으므로 다섯보다 적을 수도 있습니다.
# `scored`는 지표의 이름이 인덱스이고 열이 `근거 수`, `튀는 정도`인 표입니다. 이름의 목록을 차례대로 돌려주세요. 쓸 조각: `표.sort_values(["첫째 열", "둘째 열"], ascending=False)`는 큰 것부터 늘어놓고, `list(표.index)[:3]`은 앞의 이름 셋입니다.

# %% nbgrader={"grade_id": "q06-five", "solution": true}
def top_five(scored):
    """주민 투표에 올릴 지표 이름의 목록(다섯까지)."""
    candidates = scored[scored["근거 수"] > 0]
    ### BEGIN SOLUTION
    candidates = candidates.sort_values(["근거 수", "튀는 정도"], ascending=False)
    return list(candidates.index)[:5]
    ### END SOLUTION

# %% nbgrader={"grade_id": "q06-five-test", "grade": true, "locked": true, "points": 4}
sample = pd.DataFrame({"근거 수": [1, 3, 2, 0, 3], "튀는 정도": [2.0, 0.4, 0.9, 3.0, 1.1]}, index=list("가나다라마"))
assert list(top_five(sample)) == ["마", "나", "다", "가"], "근거 수가 먼저이고, 같을 때만 튀는 정도를 봅니다."
### BEGIN HIDDEN TESTS
for place in (ME, "경기", "전남"):
    frame = make_sheet(place)
    worse = {name: is_worse(row["값"], row["전국"], row["살필 쪽"]) + is_worse(row["값"], row["또래"], row["살필 쪽"]) + (row["추세"] == "나빠짐") for name, row in frame.iterrows()}
    best = sorted((name for name in worse if worse[name]), key=lambda name: (-worse[name], -frame.loc[name, "튀는 정도"]))[:5]
    assert list(top_five(frame.assign(**{"근거 수": pd.Series(worse)})[["근거 수", "튀는 정도"]])) == best, "다섯까지만, 차례대로 골랐는지 보세요."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 7. 어디가 두드러지나 (4점)
# `values`는 우리 시군구의 이름과 값, `people`은 같은 차례의 인구입니다. 인구가 `smallest`명 **이상**인 곳 가운데 가장 살필 곳의 이름을 돌려주세요. 그런 곳이 없으면 `None`입니다(이 줄은 써 두었습니다).
# 쓸 조각: `values[people >= smallest]`는 그만큼 큰 곳만 남긴 값, `.idxmax()`는 값이 가장 큰 곳의 이름, `.idxmin()`은 가장 작은 곳의 이름입니다.

# %% nbgrader={"grade_id": "q07-place", "solution": true}
def hot_spot(values, people, side, smallest):
    """사람이 적은 곳을 빼고 가장 살필 시군구의 이름."""
    if (people < smallest).all():
        return None
    ### BEGIN SOLUTION
    big = values[people >= smallest]
    return big.idxmax() if side == "높음" else big.idxmin()
    ### END SOLUTION

# %% nbgrader={"grade_id": "q07-place-test", "grade": true, "locked": true, "points": 4}
sample, people = pd.Series({"가군": 50, "나시": 30, "다구": 20, "라군": 5}), pd.Series({"가군": 900, "나시": 5000, "다구": 2000, "라군": 1000})
assert hot_spot(sample, people, "높음", 1000) == "나시", "가군은 사람이 적어 뺍니다."
### BEGIN HIDDEN TESTS
assert [hot_spot(sample, people, "낮음", size) for size in (1000, 1001, 5000, 9000)] == ["라군", "다구", "나시", None], "낮은 쪽을 살필 때와 '이상'을 확인하세요."
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "evidence", "locked": true}
# 여러분의 함수로 근거표를 만듭니다. 문제 3과 5~7을 풀었을 때 끝까지 돌아가고, 엑셀로 열 수 있는 evidence.csv가 생깁니다.
found = {name: reasons(row) for name, row in sheet.iterrows()}
five = top_five(sheet.assign(**{"근거 수": pd.Series(found).map(len)})[["근거 수", "튀는 정도"]])
table = sheet.loc[five].assign(근거=[" · ".join(found[name]) for name in five])
table["순위"] = [rank_of(now[name].drop("전국"), ME, INDICATORS.loc[name, "살필 쪽"]) for name in five]
for name in five:
    rule = INDICATORS.loc[name]
    rows = counts[(counts["시도"] == ME) & (counts["year"] == rule["최근"])].set_index("시군구")
    table.loc[name, "어디"] = hot_spot(rows[rule["분자"]] / rows[rule["분모"]], rows["인구"], rule["살필 쪽"], 20_000)
table.to_csv("evidence.csv", encoding="utf-8-sig")
table.style.format(precision=1)

# %% [markdown]
# ## 문제 8. 말할 수 있는 것과 없는 것 (4점)
# 위에서 만든 지표의 표와 근거표만 보고 **말할 수 있으면** `True`, **말할 수 없으면** `False`를 적으세요. 예: `claims = {"가": True, "나": True, "다": True, "라": True, "마": True, "바": True}`
# - 가. 빈집 비율이 전국보다 높으니, 오래 버려진 집이 많다.
# - 나. 조사일에 사람이 살지 않던 집의 비율이 전국보다 높은지 낮은지.
# - 다. 기초연금 수급 비율이 10%이니, 65세 이상은 인구의 10%이다.
# - 라. 2015년과 2025년 사이에 1인가구 비율이 전국보다 더 올랐는지.
# - 마. 전문의가 가장 적게 나온 시군구의 주민은 진료를 받지 못한다.
# - 바. 환경과 평생교육은 근거표에 없으니 우리 지역의 급한 문제가 아니다.

# %% nbgrader={"grade_id": "q08-claims", "solution": true}
### BEGIN SOLUTION
claims = {"가": False, "나": True, "다": False, "라": True, "마": False, "바": False}
### END SOLUTION

# %% nbgrader={"grade_id": "q08-claims-test", "grade": true, "locked": true, "points": 4}
assert set(claims) == set("가나다라마바"), "여섯 가지에 모두 답했는지 보세요."
assert set(map(type, claims.values())) == {bool}, "따옴표 없이 True나 False로 적습니다."
### BEGIN HIDDEN TESTS
assert [claims[key] for key in "가나다"] == [False, True, False], "가~다: 빈집과 기초연금 수급 비율이 무엇을 세고 무엇을 대신하는지 보세요."
assert [claims[key] for key in "라마바"] == [True, False, False], "라~바: 어디에서 센 수인지, 자료가 없는 것이 무슨 뜻인지 생각해 보세요."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 9. 센터에 보내는 권고 (8점, 강사가 채점합니다)
# 통계를 모르는 담당자가 회의에서 소리 내어 읽을 글을 열 문장 안팎으로 쓰세요.
# 1. **발견**: 투표에 올릴 문제를 차례대로 대고, 앞의 두세 문제는 값·연도·전국(또는 또래)과의 차이로 말합니다. 다섯이 안 되면 그 까닭을 적습니다.
# 2. **뜻**: '우리만의 문제'와 '우리 같은 곳 모두의 문제'를 하나씩 들고, 그래서 누구와 풀지 적습니다. 한쪽이 없으면 없다고 적습니다.
# 3. **한계**: 이 자료로 말할 수 없는 것, 근거표에 없는 분야, 순위표가 주민에게 줄 낙인을 어떻게 피할지 적습니다.
# 4. **권고**: 투표 전에 무엇을 누구에게 확인할지 적습니다. 규칙이 정한 차례를 바꾸고 싶다면 까닭과 함께 제안하세요.

# %% [markdown] nbgrader={"grade_id": "q09-advice", "grade": true, "solution": true, "points": 8}
# 본보기와 수준별 기준은 instructor.md에 있습니다.
