# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 실습: 안부 살핌을 나눌 지역의 짧은 목록
# **보낸 사람** 우리 지역 지원센터 성과확산 담당
# > 우리 현장에서 혼자 사는 이웃의 안부를 나누는 리빙랩이 잘되었습니다. 다른 시도의 센터에 권하려는데 229곳에 다 전화할 수는 없습니다. **닮은 곳의 짧은 목록**과, 곳마다 **무엇이 갖추어졌고 무엇을 물어야 하는지** 적은 표를 주세요.
#
# 넘겨줄 것은 닮은 지역의 목록(문제 1~4), 도입 조건의 표(문제 5·6), 다른 지역으로 열리는 화면과 옮겨 갈 것의 구분(문제 7·8), 담당자에게 보내는 글(문제 9)입니다. 모두 40점입니다.
# 코드는 한 줄에서 다섯 줄만 채웁니다. 답 칸의 `raise NotImplementedError()` 줄을 지우고 그 자리에, 줄의 첫머리를 맞추어 씁니다. 앞 문제를 풀지 못해도 다음 문제를 풀 수 있습니다. 함수는 손으로 만든 작은 자료와 다른 지역으로도 채점합니다.

# %% tags=["parameters"]
REGION = "부산광역시"

# %% nbgrader={"grade_id": "setup", "locked": true}
# 현장은 인구 5만 명이 넘는 우리 시군구 가운데 1인가구가 가장 흔한 곳입니다. 코드는 읽지 않아도 됩니다.
import pandas as pd
from curriculum import indicators, regions
ME = regions.region(REGION).short
FEATURES = list(indicators.FEATURES)  # 견줄 지표 아홉 가지
table = indicators.profiles()  # 전국 시군구 229곳
ours = table[table["시도"] == ME]
SITE = ours.loc[ours["인구"] >= 50_000, "1인가구 비율"].idxmax()  # 현장의 코드
here = table.loc[SITE]
NATION = indicators.values("1인가구 비율", area="전국").iloc[0]
print(f"현장: {here['이름']}, 1인가구 {here['1인가구 비율']:.1f}%(전국 {NATION:.1f}%)")
ours.set_index("시군구")[["종류", "인구", *FEATURES]].head(3).round(1)

# %% [markdown]
# ## 문제 1. 한 자로 맞추기 (4점)
# 지표 하나의 값들 `values`에서 **가운데값(중앙값)을 빼고 사분위 범위로 나눈** 값들을 돌려주세요. 사분위 범위 `spread`는 구해 두었습니다. 쓸 조각: `values.median()`은 가운데값이고, `(값들 - 수) / 수`는 하나하나 계산합니다. 예: 1, 2, 3, 4, 100이면 -1, -0.5, 0, 0.5, 48.5입니다.

# %% nbgrader={"grade_id": "q01-robust", "solution": true}
def robust(values):
    """가운데값에서 몇 걸음(사분위 범위) 떨어져 있는지."""
    spread = values.quantile(0.75) - values.quantile(0.25)
    ### BEGIN SOLUTION
    return (values - values.median()) / spread
    ### END SOLUTION

# %% nbgrader={"grade_id": "q01-robust-test", "grade": true, "locked": true, "points": 4}
sample = robust(pd.Series([1, 2, 3, 4, 100]))
assert abs(sample.iloc[2]) < 1e-9, "가운데값(3)은 0걸음입니다. 평균(22)을 빼지 않았는지 보세요."
assert abs(sample.iloc[4] - 48.5) < 1e-9, "100은 가운데에서 97만큼 떨어져 있고, 한 걸음은 2입니다."
### BEGIN HIDDEN TESTS
sample = robust(pd.Series({"가": 0, "나": -30, "다": 20, "라": 60, "마": 40}))
assert (sample - pd.Series({"가": -0.5, "나": -1.25, "다": 0, "라": 1, "마": 0.5})).abs().max() < 1e-9, "값마다 가운데값을 뺀 뒤 사분위 범위로 나누었는지 보세요."
low, middle, high = table["전문의"].quantile([0.25, 0.5, 0.75])
assert (robust(table["전문의"]) * (high - low) + middle - table["전문의"]).abs().max() < 1e-6, "걸음을 되돌리면 처음의 값이 나와야 합니다."
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q02-given", "locked": true}
# 전국 시군구의 걸음입니다. 3걸음이 넘으면 3걸음으로 셉니다. 이제부터는 이 표를 씁니다.
spread = table[FEATURES].quantile(0.75) - table[FEATURES].quantile(0.25)
steps = ((table[FEATURES] - table[FEATURES].median()) / spread).clip(-3, 3)
EQUAL = pd.Series(1.0, index=FEATURES)  # 모두 같은 무게
steps.loc[[SITE]].rename(index=table["이름"]).round(2)

# %% [markdown]
# ## 문제 2. 두 곳의 거리 (4점)
# `a`와 `b`는 두 시군구의 걸음(지표마다 하나), `weights`는 지표마다의 무게입니다. 지표마다 **벌어진 크기에 무게를 곱해 모두 더하고, 무게의 합으로 나눈** 값을 돌려주세요. 벌어진 크기 `gaps`는 구해 두었습니다. 쓸 조각: `(gaps * weights).sum()`. 예: 벌어진 크기가 1과 4, 무게가 3과 1이면 (3 + 4) ÷ 4 = 1.75입니다.

# %% nbgrader={"grade_id": "q02-distance", "solution": true}
def distance(a, b, weights):
    """두 시군구 사이의 거리(벌어진 걸음의 가중평균)."""
    gaps = (a - b).abs()
    ### BEGIN SOLUTION
    return (gaps * weights).sum() / weights.sum()
    ### END SOLUTION

# %% nbgrader={"grade_id": "q02-distance-test", "grade": true, "locked": true, "points": 4}
two = pd.Series({"가": 0.0, "나": 2.0}), pd.Series({"가": 1.0, "나": -2.0})
assert abs(distance(*two, pd.Series({"가": 1.0, "나": 1.0})) - 2.5) < 1e-9, "벌어진 크기 1과 4의 평균입니다."
assert abs(distance(*two, pd.Series({"가": 3.0, "나": 1.0})) - 1.75) < 1e-9, "무게를 곱했는지, 무게의 합으로 나누었는지 보세요."
### BEGIN HIDDEN TESTS
assert abs(distance(*two, pd.Series({"가": 2.0, "나": 0.0})) - 1.0) < 1e-9, "무게가 0인 지표는 없는 것과 같습니다."
far = steps.index[0]
assert abs(distance(steps.loc[SITE], steps.loc[far], EQUAL * 2) - sum(abs(steps.loc[SITE, name] - steps.loc[far, name]) for name in FEATURES) / 9) < 1e-9, "무게를 모두 두 배로 해도 거리는 같아야 합니다."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 3. 닮은 지역의 목록 (4점)
# `away`는 시군구의 코드마다 현장까지의 거리, `places`는 코드마다 `시도`와 `종류`가 있는 표, `home`은 현장의 코드입니다. **다른 시도**이면서 **종류가 같은** 곳 가운데 가까운 차례로 `count`곳의 코드를 목록으로 돌려주세요.
# 현장의 시도와 같은지 `same_sido`, 종류가 같은지 `same_kind`는 구해 두었습니다. 쓸 조각: `away[~same_sido & same_kind]`는 조건에 맞는 거리만 남기고(`~`는 '아닌'), `.nsmallest(count)`는 작은 것부터 그만큼, `list(무엇.index)`는 코드의 목록입니다.

# %% nbgrader={"grade_id": "q03-nearest", "solution": true}
def nearest(away, places, home, count):
    """가장 가까운 곳의 코드 목록(가까운 차례)."""
    same_sido = places["시도"] == places.loc[home, "시도"]
    same_kind = places["종류"] == places.loc[home, "종류"]
    ### BEGIN SOLUTION
    return list(away[~same_sido & same_kind].nsmallest(count).index)
    ### END SOLUTION

# %% nbgrader={"grade_id": "q03-nearest-test", "grade": true, "locked": true, "points": 4}
places = pd.DataFrame({"시도": list("갑갑을을병병"), "종류": ["구", "구", "구", "군", "구", "구"]}, index=list("abcdef"))
away = pd.Series({"a": 0.0, "b": 0.1, "c": 0.9, "d": 0.2, "e": 0.5, "f": 0.7})
assert list(nearest(away, places, "a", 2)) == ["e", "f"], "b는 같은 시도, d는 종류가 다릅니다."
### BEGIN HIDDEN TESTS
assert list(nearest(away, places, "a", 3)) == ["e", "f", "c"], "가까운 차례로 count곳까지 고릅니다."
assert list(nearest(1 - away, places, "f", 4)) == ["c", "b", "a"], "현장이 달라지면 시도와 종류도 달라집니다. 모자라면 있는 만큼만 돌려줍니다."
all_away = ((steps - steps.loc[SITE]).abs()).mean(axis=1)
expected = sorted((code for code in table.index if table.loc[code, "시도"] != ME and table.loc[code, "종류"] == here["종류"]), key=all_away.get)[:7]
assert list(nearest(all_away, table, SITE, 7)) == expected, "우리 현장의 목록을 확인하세요."
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q04-given", "locked": true}
# 지표를 하나씩 빼고(9번), 하나씩 두 배로 하고(9번), 모두 같게(1번) 다시 찾은 열아홉 목록입니다.
def ten_nearest(weights):
    away = ((steps - steps.loc[SITE]).abs() * weights).sum(axis=1) / weights.sum()
    return away[(table["시도"] != ME) & (table["종류"] == here["종류"])].nsmallest(10)
base = ten_nearest(EQUAL)
ten = list(base.index)  # 모두 같은 무게일 때의 열 곳
lists = [ten]
for name in FEATURES:
    lists += [list(ten_nearest(EQUAL.where(EQUAL.index != name, weight)).index) for weight in (0.0, 2.0)]
pd.DataFrame({"이름": table.loc[ten, "이름"], "거리": base.round(2)}).set_index("이름").T

# %% [markdown]
# ## 문제 4. 흔들리지 않는 후보 (4점)
# `lists`는 코드 목록들의 목록입니다. 그 가운데 `times`번 **이상** 나온 코드만 목록으로 돌려주세요(차례는 묻지 않습니다). 코드마다 나온 횟수 `seen`은 구해 두었습니다. 쓸 조각: `seen[조건]`, `list(무엇.index)`

# %% nbgrader={"grade_id": "q04-sturdy", "solution": true}
def sturdy(lists, times):
    """times번 이상 나온 코드의 목록."""
    seen = pd.Series([code for codes in lists for code in codes]).value_counts()
    ### BEGIN SOLUTION
    return list(seen[seen >= times].index)
    ### END SOLUTION

# %% nbgrader={"grade_id": "q04-sturdy-test", "grade": true, "locked": true, "points": 4}
assert set(sturdy([["a", "b"], ["b", "c"], ["b", "a"]], 2)) == {"a", "b"}, "a는 두 번, b는 세 번 나옵니다. '이상'이면 꼭 두 번도 들어갑니다."
print("열아홉 번 가운데 15번 이상:", ", ".join(table.loc[sturdy(lists, 15), "이름"]))
### BEGIN HIDDEN TESTS
assert set(sturdy([["a", "b"], ["b", "c"], ["b", "a"]], 3)) == {"b"}, "세 번 이상이면 b뿐입니다."
assert set(sturdy([["a"], ["b"]], 1)) == {"a", "b"}, "한 번 이상이면 나온 것은 모두 들어갑니다."
assert list(sturdy([["a"], ["b"]], 2)) == [], "없으면 빈 목록입니다."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 5. 조건 하나를 따지기 (4점)
# `value`는 그곳의 값, `side`는 `"이상"` 또는 `"이하"`, `limit`은 기준입니다. 채우면 `"충족"`, 못 채우면 `"미충족"`, 값이 없으면(`NaN`) `"모름"`을 돌려주세요. 기준과 꼭 같으면 채운 것입니다.
# 쓸 조각: `if pd.isna(value):` 다음 줄에 `return "모름"`. `met = value >= limit if side == "이상" else value <= limit`은 채웠는지를 담습니다. 그러면 `"충족" if met else "미충족"`은 채웠을 때 앞의 말, 아니면 뒤의 말입니다.

# %% nbgrader={"grade_id": "q05-verdict", "solution": true}
def verdict(value, side, limit):
    """조건의 판정: "충족", "미충족", "모름"."""
    ### BEGIN SOLUTION
    if pd.isna(value):
        return "모름"
    met = value >= limit if side == "이상" else value <= limit
    return "충족" if met else "미충족"
    ### END SOLUTION

# %% nbgrader={"grade_id": "q05-verdict-test", "grade": true, "locked": true, "points": 4}
assert [verdict(35, "이상", 30), verdict(35, "이하", 30)] == ["충족", "미충족"], "side에 따라 견주는 쪽이 다릅니다."
assert verdict(float("nan"), "이상", 30) == "모름", "값이 없으면 미충족이 아니라 모름입니다."
### BEGIN HIDDEN TESTS
assert [verdict(30, "이상", 30), verdict(30, "이하", 30)] == ["충족", "충족"], "기준과 꼭 같으면 채운 것입니다."
assert [verdict(29, "이상", 30), verdict(29, "이하", 30), verdict(None, "이하", 30), verdict(0, "이하", 30)] == ["미충족", "충족", "모름", "충족"], "0은 값이 없는 것이 아닙니다. 네 경우를 나누어 보세요."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 6. 제안할까, 물어볼까 (4점)
# `found`는 조건의 이름과 판정의 dict, `must`는 **필수** 조건의 이름 목록입니다. 필수에 미충족이 하나라도 있으면 `"보류"`, 미충족은 없지만 모름이 있으면 `"확인 후 제안"`, 모두 충족이면 `"바로 제안"`입니다. 필수가 아닌 조건은 보지 않습니다. 필수의 판정만 모은 `core`는 구해 두었습니다. 쓸 조각: `if "미충족" in core:`

# %% nbgrader={"grade_id": "q06-decide", "solution": true}
def decide(found, must):
    """한 곳을 어떻게 할지: "보류", "확인 후 제안", "바로 제안"."""
    core = [found[name] for name in must]
    ### BEGIN SOLUTION
    if "미충족" in core:
        return "보류"
    if "모름" in core:
        return "확인 후 제안"
    return "바로 제안"
    ### END SOLUTION

# %% nbgrader={"grade_id": "q06-decide-test", "grade": true, "locked": true, "points": 4}
found = {"가": "충족", "나": "모름", "다": "미충족"}
assert decide(found, ["가", "나"]) == "확인 후 제안", "필수가 아닌 '다'는 보지 않습니다."
### BEGIN HIDDEN TESTS
assert [decide(found, must) for must in (["가"], ["나", "다"], ["가", "나", "다"], ["다"])] == ["바로 제안", "보류", "보류", "보류"], "모름과 미충족이 함께 있을 때, 모두 충족일 때를 확인하세요."
assert decide(found, ["나"]) == "확인 후 제안", "모름은 미충족이 아닙니다."
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "offer", "locked": true}
# 여러분의 함수로 만든 제안표입니다. 문제 4~6을 풀었을 때 끝까지 돌아가고, 엑셀로 열 수 있는 offer.csv가 생깁니다.
RULES = {"1인가구가 흔하다": ("1인가구 비율", "이상", min(NATION, here["1인가구 비율"])), "드나들 곳이 있다": ("복지 이용시설", "이상", here["복지 이용시설"] * 0.8), "모일 사람이 있다": ("인구", "이상", 20_000), "안부를 맡을 부서": (None, "이상", 1), "개인정보 협약": (None, "이상", 1)}
MUST = ["1인가구가 흔하다", "모일 사람이 있다", "안부를 맡을 부서", "개인정보 협약"]
rows = {}
for code in ten:
    judged = {label: verdict(float("nan") if name is None else table.loc[code, name], side, limit) for label, (name, side, limit) in RULES.items()}
    rows[table.loc[code, "이름"]] = {"거리": round(base[code], 2), "흔들림": "흔들리지 않음" if code in sturdy(lists, 15) else "바뀜", **judged, "결정": decide(judged, MUST)}
offer = pd.DataFrame(rows).T
offer.to_csv("offer.csv", encoding="utf-8-sig")
offer

# %% [markdown]
# ## 문제 7. 화면을 다른 지역으로 열기 (4점)
# 갤러리의 **우리 지역으로 보기**는 지역만 바꾸어 같은 코드를 실행합니다. 그런데 훈련생이 낸 다음 두 줄은 우리 지역에서는 맞고 다른 지역에서는 틀립니다: `rows = table[table["시도"] == ME]`, `top = table.loc[SITE]`. 답 칸에 옮겨 와 `region`을 따르도록 고치세요.
# `region`에는 `"전북"`, `"전북특별자치도"`처럼 여러 이름이 옵니다. `regions.region(region).short`가 표에 적힌 짧은 이름입니다. `top`은 그 지역에서 1인가구 비율이 가장 높은 시군구의 줄입니다. 쓸 조각: `rows["1인가구 비율"].idxmax()`는 가장 높은 곳의 코드입니다.

# %% nbgrader={"grade_id": "q07-screen", "solution": true}
def screen(region):
    """한 시도의 화면에 쓸 값. 지역은 매개변수이다."""
    ### BEGIN SOLUTION
    rows = table[table["시도"] == regions.region(region).short]
    top = rows.loc[rows["1인가구 비율"].idxmax()]
    ### END SOLUTION
    return {"시군구 수": len(rows), "전국보다 높은 곳": int((rows["1인가구 비율"] > NATION).sum()), "가장 높은 곳": top["이름"], "그 값": float(round(top["1인가구 비율"], 1))}

# %% nbgrader={"grade_id": "q07-screen-test", "grade": true, "locked": true, "points": 4}
assert screen(REGION)["시군구 수"] == len(ours), "우리 지역의 시군구를 모두 세는지 보세요."
assert screen("세종") == screen("세종특별자치시"), "짧은 이름과 긴 이름이 같은 화면을 열어야 합니다."
print(screen(REGION), screen(table.loc[ten[0], "시도"]), sep="\n")
### BEGIN HIDDEN TESTS
shares = indicators.values("1인가구 비율", area="adm2_basic")
for place, start in {"전북특별자치도": "35", "경기": "31", "세종": "29", "강원도": "32"}.items():
    part = shares[shares.index.str.startswith(start)]
    expected = [len(part), sum(value > NATION for value in part), table.loc[max(part.index, key=part.get), "이름"]]
    assert list(screen(place).values())[:3] == expected, "다른 지역으로 열었을 때도 그 지역의 값이 나오는지 보세요."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 8. 무엇이 옮겨 가나 (4점)
# 여섯 가지마다 `"그대로"`(그대로 옮겨 감), `"다시 셈"`(그곳의 자료로 다시 셈), `"다시 만듦"`(그곳의 사람과 다시 만듦) 가운데 하나를 적으세요. 예: `travels = {"가": "그대로", "나": "그대로", "다": "그대로", "라": "그대로", "마": "그대로", "바": "그대로"}`
# - 가. 1인가구 비율의 분자와 분모(지표 정의서)
# - 나. 성과 지표의 기준값과 목표값
# - 다. 안부를 나누겠다고 약속한 이웃들의 모임
# - 라. 화면에서 '눈여겨볼 곳'으로 뽑힌 시군구의 이름
# - 마. 지역을 매개변수로 둔 화면의 코드
# - 바. 복지 부서와 맺은 개인정보 협약

# %% nbgrader={"grade_id": "q08-travels", "solution": true}
### BEGIN SOLUTION
travels = {"가": "그대로", "나": "다시 셈", "다": "다시 만듦", "라": "다시 셈", "마": "그대로", "바": "다시 만듦"}
### END SOLUTION

# %% nbgrader={"grade_id": "q08-travels-test", "grade": true, "locked": true, "points": 4}
assert set(travels) == set("가나다라마바"), "여섯 가지에 모두 답했는지 보세요."
assert set(travels.values()) <= {"그대로", "다시 셈", "다시 만듦"}, "보기의 말을 그대로 적어 주세요."
### BEGIN HIDDEN TESTS
assert [travels[key] for key in "가마"] == ["그대로"] * 2, "가·마: 지역이 바뀌어도 달라지지 않는 것이 무엇인지 보세요."
assert [travels[key] for key in "나라"] == ["다시 셈"] * 2, "나·라: 지역의 자료가 바뀌면 달라지는 수와 이름입니다."
assert [travels[key] for key in "다바"] == ["다시 만듦"] * 2, "다·바: 사람과 제도는 파일로 보낼 수 없습니다."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 9. 담당자에게 보내는 글 (8점, 강사가 채점합니다)
# 성과확산 담당자가 그대로 들고 전화할 수 있게 열 문장 안팎으로 쓰세요.
# 1. **목록**: 먼저 전화할 두세 곳과 까닭(거리, 흔들림, 무엇이 닮고 무엇이 다른지)을 수로 말합니다. 닮은 데가 드물면 그렇게 적습니다.
# 2. **물어볼 것**: 모름인 조건마다 누구에게 무엇을 물을지, 어떤 대답이면 멈출지 적습니다.
# 3. **옮길 것**: 그대로 줄 것, 그곳에서 다시 셈할 것, 다시 만들 것을 하나씩 듭니다.
# 4. **한계**: 지표 아홉 가지가 보지 못하는 것과, 우리가 정한 약속(지표, 무게, 같은 종류, 15번) 가운데 하나를 바꾸면 무엇이 달라질지 적습니다.

# %% [markdown] nbgrader={"grade_id": "q09-letter", "grade": true, "solution": true, "points": 8}
# 본보기와 수준별 기준은 instructor.md에 있습니다.
