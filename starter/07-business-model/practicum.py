# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 과제: ‘손봄’이 서는 숫자를 만듭니다
# > 혼자 사는 집의 작은 고장(전등, 문고리, 수도꼭지)을 고치고 안전을 살펴 드리는 방문 서비스 **‘손봄’** 을 준비하는 청년들이 센터의 창업 지원금을 신청했습니다.
# > 심사 위원은 세 가지를 묻습니다. 몇 번을 방문해야 섭니까? 언제 돈이 바닥납니까? 그래서 누구에게 무엇이 나아집니까?
# > 셈을 도와주시고, 무엇을 먼저 확인하라고 할지 권고를 보내 주세요. — 지역 지원센터 창업 담당
#
# **넘겨줄 것** 사업모형을 셈하는 함수(문제 1~8)와 심사 자리에 낼 글(문제 9). 모두 35점입니다.
#
# **푸는 법** `# 여기에 코드를 작성하세요`와 그 아래 줄을 지우고 네 칸 들여 씁니다. 답 셀을 실행하고 바로 아래 확인 셀을 실행하세요. 앞 문제를 풀지 못해도 다음 문제를 풀 수 있습니다.
# 함수는 다른 값과 다른 지역의 자료로도 채점합니다. 수를 직접 적지 말고 괄호 안의 이름으로 셈하세요.

# %% tags=["parameters"]
REGION = "부산광역시"

# %% nbgrader={"grade_id": "setup", "locked": true}
import math
import matplotlib.pyplot as plt
import pandas as pd
from curriculum import datasets, plots, regions
plots.use_korean()

def load_city(place):  # 한 시도에서 1인가구가 가장 많은 시군구의 읍면동(2025년)
    homes = datasets.load("kr-households-dong", region=place, year=2025)
    homes["place"] = homes["dong"].fillna(homes["dong_english"]).fillna("새 읍면동")
    code = homes.groupby("adm2_basic")["one"].sum().idxmax()
    return homes.loc[homes["adm2_basic"] == code, ["adm3", "sigungu", "place", "one"]]

def close(numbers, expected):  # 두 목록의 수가 차례로 같은가(아주 작은 차이는 봐줍니다)
    return numbers is not None and len(numbers) == len(expected) and all(math.isclose(a, b, abs_tol=1e-6) for a, b in zip(numbers, expected))

def try_it(function):  # 함수를 불러 보고, 아직 답하지 않은 문제라면 알려 줍니다
    try:
        return function()
    except NotImplementedError:
        print("아직 답하지 않은 문제가 있습니다. 위로 올라가 답을 쓴 다음 다시 실행하세요.")

OTHER = "제주" if regions.region(REGION).short == "울산" else "울산"  # 채점에 함께 쓰는 다른 지역
city, other = load_city(REGION), load_city(OTHER)
rows = [  # 모두 가정입니다. 여러분이 조사한 값으로 바꾸어도 채점은 달라지지 않습니다
    ["price", "한 번 방문의 값(원)", 26_000, 30_000, 34_000],
    ["parts", "부품비(원)", 3_500, 5_000, 7_000],
    ["pay", "방문한 사람의 품삯(원)", 9_000, 10_000, 12_000],
    ["travel", "교통비(원)", 1_500, 2_500, 3_500],
    ["give", "무료 안전 점검을 위한 적립(원)", 500, 1_000, 2_000],
    ["fee", "카드 수수료(값에 대한 비율)", 0.02, 0.03, 0.04],
    ["often", "한 고객의 한 달 방문(번)", 0.3, 0.5, 0.7],
    ["new", "한 달 새 고객(1인가구 1만 가구당)", 12, 20, 28],
    ["churn", "한 달에 떠나는 고객의 비율", 0.05, 0.08, 0.12],
    ["fixed", "한 달 고정비(원)", 2_700_000, 3_200_000, 3_800_000],
]
assumptions = pd.DataFrame(rows, columns=["key", "가정", "낮게", "보통", "높게"]).set_index("key")
assumptions

# %% [markdown]
# ## 문제 1. 한 번 방문하면 얼마가 남을까? (공헌이익, 3점)
# 값 `price`에서 비용의 목록 `costs`를 **모두** 빼고, 카드 수수료도 뺀 돈을 돌려주세요. 수수료는 값의 `fee`만큼입니다(`0.03`이면 값의 3%). 목록의 합은 `sum(목록)`입니다.
# 예: `margin(30_000, [5_000, 10_000], 0.03)` → `14100.0`

# %% nbgrader={"grade_id": "q01-margin", "solution": true}
def margin(price, costs, fee):
    """한 번 방문하여 남는 돈(원)."""
    ### BEGIN SOLUTION
    return price - sum(costs) - price * fee
    ### END SOLUTION

# %% nbgrader={"grade_id": "q01-margin-test", "grade": true, "locked": true, "points": 3}
assert close([margin(30_000, [5_000, 10_000], 0.03)], [14_100]), "return을 썼는지, 수수료를 값에 곱했는지 보세요."
### BEGIN HIDDEN TESTS
assert close([margin(20_000, [1_000, 2_000, 3_000, 500], 0.05), margin(8_000, [9_000], 0)], [12_500, -1_000]), "비용이 몇 개이든 모두 빼야 하고, 남는 돈은 음수일 수도 있습니다."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 2. 몇 번을 방문해야 설까? (손익분기점, 3점)
# 고정비 `fixed`를 한 번에 남는 돈 `left`로 메우려면 몇 번을 방문해야 하는지 **올림한 정수**로 돌려주세요. `left`가 0이거나 음수이면 아무리 방문해도 서지 않으므로 `None`을 돌려줍니다.
# 예: `break_even(1_000, 300)` → `4`. “만약”은 `if left <= 0:`처럼 쓰고, 그다음 줄을 들여 씁니다.

# %% nbgrader={"grade_id": "q02-even", "solution": true}
def break_even(fixed, left):
    """손해가 없는 가장 적은 방문 수. 서지 않으면 None."""
    ### BEGIN SOLUTION
    if left <= 0:
        return None
    return math.ceil(fixed / left)
    ### END SOLUTION

# %% nbgrader={"grade_id": "q02-even-test", "grade": true, "locked": true, "points": 3}
assert break_even(1_000, 300) == 4, "세 번이면 900원이라 모자랍니다. 올림했는지 보세요."
### BEGIN HIDDEN TESTS
assert [break_even(1_000, 250), break_even(3_200_000, 10_600), break_even(900, 1), break_even(5, 0.5)] == [4, 302, 900, 10], "나누어떨어질 때에는 한 번을 더하지 않습니다."
assert break_even(1_000, 0) is None and break_even(1_000, -50) is None, "남는 돈이 없거나 손해이면 None을 돌려주세요."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 3. 몇 동네를 맡아야 할까? (시장의 크기, 4점)
# `table`에는 읍면동의 1인가구 수 `one`이 있습니다. 1인가구의 `rate`만큼이 고객이 된다고 할 때, 고객이 `need`명 **이상** 되도록 1인가구가 **많은 읍면동부터** 고르세요. 고른 줄만 그 차례대로 담은 표를 돌려줍니다. 꼭 필요한 만큼만 고르고, 모두 골라도 모자라면 모두 담습니다.
# 길잡이: 줄을 세운 다음 `cumsum()`으로 차례로 더합니다. ‘**앞의 동네들까지** 더한 고객이 아직 모자란’ 줄을 고르면 됩니다.

# %% nbgrader={"grade_id": "q03-places", "solution": true}
def places(table, need, rate):
    """need명의 고객이 나올 때까지 1인가구가 많은 차례로 고른 표."""
    ### BEGIN SOLUTION
    ordered = table.sort_values("one", ascending=False)
    before = ordered["one"].cumsum() - ordered["one"]
    return ordered[before * rate < need]
    ### END SOLUTION

# %% nbgrader={"grade_id": "q03-places-test", "grade": true, "locked": true, "points": 2}
village = pd.DataFrame({"place": ["가", "나", "다", "라"], "one": [400, 1000, 200, 800]})
assert list(places(village, 100, 0.0625)["place"]) == ["나", "라"], "나동에서 62.5명, 라동에서 50명이 나옵니다. 큰 곳부터 골랐는지, 멈출 때를 알았는지 보세요."
### BEGIN HIDDEN TESTS
assert [list(places(village, need, 0.0625)["place"]) for need in (1, 62.5, 63, 112.5, 113)] == [["나"], ["나"], ["나", "라"], ["나", "라"], ["나", "라", "가"]], "꼭 need명이 되면 거기에서 멈추고, 한 명이라도 모자라면 한 곳을 더합니다."
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q03-places-test-2", "grade": true, "locked": true, "points": 2}
assert len(places(village, 10_000, 0.5)) == 4, "모두 골라도 모자라면 모두 담습니다."
print("고객 500명이 나오는 동네(2% 가정):", ", ".join(places(city, 500, 0.02)["place"]))
### BEGIN HIDDEN TESTS
for table in (city, other):
    chosen = list(places(table, 700.5, 0.03)["one"])
    assert sum(chosen) * 0.03 >= 700.5 > sum(chosen[:-1]) * 0.03 and chosen == sorted(table["one"])[::-1][: len(chosen)], "실제 동네의 표를 넣어 보세요."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 4. 달마다의 고객 (되풀이, 4점)
# 첫 달은 고객이 0명인 채로 시작합니다. 달마다 있던 고객의 `churn`만큼이 떠나고 `new`명이 새로 옵니다. 1번째 달부터 `months`번째 달까지 **그달의 고객 수**를 목록으로 돌려주세요. 반올림하지 않습니다.
# 예: `customers(10, 0.5, 3)` → `[10.0, 15.0, 17.5]`. `for month in range(months):`와 `append`를 떠올리세요.

# %% nbgrader={"grade_id": "q04-customers", "solution": true}
def customers(new, churn, months):
    """달마다의 고객 수를 담은 목록."""
    ### BEGIN SOLUTION
    counts = []
    now = 0
    for _ in range(months):
        now = now * (1 - churn) + new
        counts.append(now)
    return counts
    ### END SOLUTION

# %% nbgrader={"grade_id": "q04-customers-test", "grade": true, "locked": true, "points": 4}
assert close(customers(10, 0.5, 3), [10, 15, 17.5]), "떠난 다음에 새 고객을 더합니다. 목록에 달마다 하나씩 담았는지 보세요."
### BEGIN HIDDEN TESTS
assert close(customers(8, 0.25, 4), [8, 14, 18.5, 21.875]) and close(customers(7, 0, 2), [7, 14]) and close(customers(30, 1, 3), [30, 30, 30]), "다른 값을 넣어 보세요."
assert len(customers(1, 0.1, 24)) == 24 and math.isclose(customers(50, 0.1, 200)[-1], 500, rel_tol=1e-6), "months달을 모두 담아야 합니다."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 5. 달마다의 현금 (4점)
# `income`은 달마다 판 돈, `spending`은 달마다 쓴 돈의 목록입니다. 쓴 돈은 그달에 나가지만 **판 돈은 다음 달에 들어옵니다.** 시작하는 돈 `start`에서 출발하여 달이 끝날 때 남은 현금을 목록으로 돌려주세요. 첫 달에는 들어오는 돈이 없습니다.
# 예: `cash_left(100, [50, 60, 70], [40, 30, 20])` → `[60, 80, 120]`. 두 번째 달은 60 + 50 - 30입니다.

# %% nbgrader={"grade_id": "q05-cash", "solution": true}
def cash_left(start, income, spending):
    """달이 끝날 때마다 남은 현금의 목록."""
    ### BEGIN SOLUTION
    balances = []
    now = start
    coming = 0
    for sold, spent in zip(income, spending):
        now = now + coming - spent
        balances.append(now)
        coming = sold
    return balances
    ### END SOLUTION

# %% nbgrader={"grade_id": "q05-cash-test", "grade": true, "locked": true, "points": 2}
assert close(cash_left(100, [50, 60, 70], [40, 30, 20]), [60, 80, 120]), "지난달에 판 돈을 이달에 더했는지, 남은 돈을 이어서 셈했는지 보세요."
### BEGIN HIDDEN TESTS
assert close(cash_left(0, [5, 5], [7, 1]), [-7, -3]), "현금은 0보다 작아질 수 있습니다. 그대로 적으세요."
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q05-cash-test-2", "grade": true, "locked": true, "points": 2}
assert close(cash_left(30, [9], [10]), [20]), "한 달만 있을 때에는 판 돈이 아직 들어오지 않았습니다."
### BEGIN HIDDEN TESTS
sold, spent = list(range(10, 34)), [17] * 24
assert close(cash_left(200, sold, spent), [200 + sum(sold[:month]) - 17 * (month + 1) for month in range(24)]), "스물네 달을 이어서 셈해 보세요."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 6. 언제 바닥날까? (3점)
# 현금의 목록 `balances`에서 처음으로 **0보다 작아지는** 달이 몇 번째인지 돌려주세요(첫 달이 1). 그런 달이 없으면 `None`입니다. 예: `runs_out([30, 0, -5, 2])` → `3`

# %% nbgrader={"grade_id": "q06-out", "solution": true}
def runs_out(balances):
    """현금이 처음으로 0보다 작아지는 달. 없으면 None."""
    ### BEGIN SOLUTION
    for month, cash in enumerate(balances, 1):
        if cash < 0:
            return month
    return None  # mutant-ok drop: 돌려주지 않아도 None이다
    ### END SOLUTION

# %% nbgrader={"grade_id": "q06-out-test", "grade": true, "locked": true, "points": 3}
assert runs_out([30, 0, -5, 2]) == 3, "0은 아직 바닥난 것이 아닙니다. 첫 달을 1로 셉니다."
### BEGIN HIDDEN TESTS
assert [runs_out(case) for case in ([-1, 5, -3], [9, 9, 9, -1], [3, 0, 1], [4, -2, -7, -2])] == [1, 4, None, 2], "첫 달부터 바닥날 때, 끝까지 바닥나지 않을 때, 여러 달이 음수일 때를 보세요."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 7. 무엇이 가장 흔들까? (민감도, 5점)
# `profit`은 가정을 넣으면 이익을 돌려주는 **함수**입니다. `profit(base)`처럼 부릅니다. `base`는 가정의 이름이 인덱스인 열(Series)이고, `ranges`는 같은 이름이 인덱스이고 `low`, `high` 열이 있는 표입니다.
# 가정을 **하나씩만** 바꾸어(나머지는 `base` 그대로) 높은 값일 때와 낮은 값일 때 이익의 차이, 곧 폭(0 이상)을 구하세요. 이름이 인덱스이고 값이 폭인 열(Series)을 **폭이 큰 것부터** 돌려줍니다. 수업의 `profit_if`처럼 사본을 만들어 바꾸세요. 차이의 크기는 `abs(수)`이고, `pd.Series({"가": 1, "나": 2})`는 가와 나가 인덱스인 열입니다.

# %% nbgrader={"grade_id": "q07-swing", "solution": true}
def swing(profit, base, ranges):
    """가정마다 이익이 흔들리는 폭, 큰 것부터."""
    ### BEGIN SOLUTION
    widths = {}
    for key in ranges.index:
        low, high = base.copy(), base.copy()
        low[key] = ranges.loc[key, "low"]
        high[key] = ranges.loc[key, "high"]
        widths[key] = abs(profit(high) - profit(low))
    return pd.Series(widths).sort_values(ascending=False)
    ### END SOLUTION

# %% nbgrader={"grade_id": "q07-swing-test", "grade": true, "locked": true, "points": 3}
shop = pd.Series({"price": 10.0, "sold": 5.0, "rent": 20.0})
limits = pd.DataFrame({"low": [9.0, 2.0, 10.0], "high": [12.0, 8.0, 50.0]}, index=["price", "sold", "rent"])
widths = swing(lambda a: a["price"] * a["sold"] - a["rent"], shop, limits)
assert isinstance(widths, pd.Series) and close([widths["price"], widths["sold"], widths["rent"]], [15, 60, 40]), "price는 (12 × 5 - 20)에서 (9 × 5 - 20)을 뺀 15입니다. 하나만 바꾸었는지, 음수가 아닌지 보세요."
### BEGIN HIDDEN TESTS
assert shop.to_dict() == {"price": 10, "sold": 5, "rent": 20}, "받은 base를 바꾸지 말고 사본을 만들어 바꾸세요."
curved = swing(lambda a: a["x"] ** 2 * a["y"], pd.Series({"x": 3.0, "y": 2.0}), pd.DataFrame({"low": [1.0, 0.0], "high": [2.0, 7.0]}, index=["x", "y"]))
assert close([curved["x"], curved["y"]], [6, 63]), "다른 함수와 다른 범위를 넣어 보세요."
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q07-swing-test-2", "grade": true, "locked": true, "points": 2}
assert list(swing(lambda a: a["price"] * a["sold"] - a["rent"], shop.copy(), limits).index) == ["sold", "rent", "price"], "폭이 큰 것부터 줄을 세우세요."
### BEGIN HIDDEN TESTS
assert list(swing(lambda a: a["p"] - 3 * a["q"], pd.Series({"p": 1.0, "q": 1.0}), pd.DataFrame({"low": [0.0, 0.0], "high": [2.0, 1.0]}, index=["p", "q"])).index) == ["q", "p"], "이익을 줄이는 가정도 폭은 0 이상입니다."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 8. 얼마나 더 닿았을까? (사회적 가치 지표, 3점)
# 지표는 ‘**1인가구 1만 가구당** 안전 점검을 받은 가구’입니다. `before`와 `after`는 `(점검을 받은 가구, 1인가구)`인 짝입니다. 나중의 지표에서 기준값을 뺀 차이를 소수 첫째 자리까지 반올림하여 돌려주세요.
# 예: `change((10, 20_000), (66, 22_000))` → `25.0`. 짝의 첫째는 `before[0]`, 둘째는 `before[1]`입니다.

# %% nbgrader={"grade_id": "q08-change", "solution": true}
def change(before, after):
    """지표의 변화(1인가구 1만 가구당)."""
    ### BEGIN SOLUTION
    return round((after[0] / after[1] - before[0] / before[1]) * 10_000, 1)
    ### END SOLUTION

# %% nbgrader={"grade_id": "q08-change-test", "grade": true, "locked": true, "points": 3}
assert close([change((10, 20_000), (66, 22_000))], [25]), "두 해의 1인가구가 다릅니다. 해마다 1만 가구당 값을 구한 다음 빼세요."
### BEGIN HIDDEN TESTS
assert close([change((0, 30_000), (77, 31_000)), change((40, 1_000), (20, 3_000)), change((30, 9_000), (40, 12_000)), change((0, 5), (1, 2))], [24.8, -333.3, 0, 5_000]), "기준값이 0일 때, 줄었을 때, 그대로일 때를 보세요."
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q09-given", "locked": true}
def report():  # 여러분의 함수로 만든 보고 자료입니다. 시작하는 돈 2,000만 원과 ‘1인가구의 2%가 고객’도 가정입니다
    def gain(a):
        return margin(a["price"], [a["parts"], a["pay"], a["travel"], a["give"]], a["fee"])
    def profit(a):
        return (customers(homes / 10_000 * a["new"], a["churn"], 24)[-1] * a["often"] * gain(a) - a["fixed"]) / 10_000
    a = assumptions["보통"]
    visits = break_even(a["fixed"], gain(a))
    chosen = places(city, visits / a["often"], 0.02)
    homes = chosen["one"].sum()
    count = customers(homes / 10_000 * a["new"], a["churn"], 24)
    done = [now * a["often"] for now in count]
    balances = cash_left(20_000_000, [n * a["price"] for n in done], [n * (a["price"] - gain(a)) + a["fixed"] for n in done])
    print(f"한 번에 {gain(a):,.0f}원이 남아 한 달 {visits}번(고객 {visits / a['often']:,.0f}명)을 방문해야 섭니다. 맡을 동네 {len(chosen)}곳: {', '.join(chosen['place'])}")
    print(f"12번째 달 고객 {count[11]:,.0f}명, 24번째 달 이익 {profit(a):,.0f}만 원. 현금이 바닥나는 달: {runs_out(balances)}, 가장 적을 때 {min(balances) / 10_000:,.0f}만 원")
    alone = city["one"].sum()
    print(f"시군구의 1인가구 {alone:,.0f}가구. 정기로 점검을 받는 1인가구(1만 가구당)는 기준값 0에서 12번째 달에 {change((0, alone), (count[11], alone))}가구")
    widths = swing(profit, a, assumptions.rename(columns={"낮게": "low", "높게": "high"}))[::-1]
    figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4.4), layout="constrained")
    left.plot(range(1, 25), [money / 10_000 for money in balances], color="#1f4e79", marker="o")
    left.axhline(0, color="#222222", linewidth=1)
    left.set(title=f"‘손봄’의 현금({city['sigungu'].iloc[0].split()[0]}, 가정)", xlabel="문을 연 뒤의 달", ylabel="남은 현금(만 원)")
    right.barh(assumptions.loc[widths.index, "가정"], widths, color="#5e9bc4")
    right.set(title="가정이 흔드는 24번째 달 이익의 폭", xlabel="만 원")
    plots.source_line(figure, "kr-households-dong")

try_it(report)

# %% [markdown]
# ## 문제 9. 심사 자리에 낼 글 (6점, 강사가 채점합니다)
# 심사 위원이 읽고 지원할지 정할 수 있게 일곱 문장 안팎으로 쓰세요. 자료에서 온 수와 **가정**을 구별해 적습니다.
# 1. **서는가** 한 달 몇 번을 방문해야 서고 몇 동네를 맡아야 하는지, 현금이 언제 가장 적고 얼마인지 수로 말합니다.
# 2. **무엇을 먼저 확인하는가** 가장 크게 흔드는 가정과, 돈을 적게 들여 두 달 안에 확인할 길, “이 값이 나오면 고치거나 그만둔다”는 선을 적습니다.
# 3. **누구에게 무엇이 나아지는가** 산출 지표 하나와 성과 지표 하나를 기준값, 재는 법과 함께 적고, 사회적 가치를 위해 포기한 돈을 말합니다.

# %% [markdown] nbgrader={"grade_id": "q09-pitch", "grade": true, "solution": true, "points": 6}
# 수준별 기준과 본보기는 instructor.md에 있습니다.
