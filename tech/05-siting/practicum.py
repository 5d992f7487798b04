# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 과제: 밤에도 여는 무더위쉼터의 자리를 정합니다
# **보낸 사람** 우리 지역 지원센터 기후·안전 담당
# > 기초연금 수급자가 가장 많은 시군구에서 내년 여름에 밤에도 여는 거점 쉼터를 새로 열려고 합니다.
# > 이미 여는 곳은 그대로 두고, **몇 곳을 어디에** 더 열지, 멀리 남는 사람은 누구인지, 가정이 바뀌어도 괜찮은지까지 담은 계획을 보내 주세요.
#
# **넘겨줄 것** 계획을 재고 최적화하는 함수(문제 1~7)와 센터에 보내는 글(문제 8). 모두 40점입니다.
# 함수는 다른 지역과 손으로 만든 작은 문제로도 채점합니다. 최적화 문제는 **조건을 지켰는지**와 **목적값이 가장 좋은 값과 같은지**만 봅니다. 후보지가 쉰 곳을 넘어도 몇 초 안에 끝난다면 어떤 방법이든 좋습니다. 앞 문제를 풀지 못해도 다음 문제를 풀 수 있습니다.
#
# **약속** `demand`는 수요의 배열, `distance`는 거리(km)의 배열입니다. **행은 수요가 있는 곳, 열은 후보지**라서 행과 열의 수가 다를 수 있습니다. 후보지는 열 번호(0부터)로 부르고, 반경과 똑같은 거리도 덮은 것입니다.

# %% tags=["parameters"]
REGION = "부산광역시"

# %% nbgrader={"grade_id": "setup", "locked": true}
from itertools import combinations
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from curriculum import datasets, plots, regions
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.spatial.distance import cdist
from shapely import LineString, Point, box, contains_xy
plots.use_korean()
def load_city(place):  # 한 시도에서 기초연금 수급자가 가장 많은 시군구의 읍면동, 수요, 거리(km), 반경(km)
    target = datasets.load("kr-welfare-sgg", "pension", region=place, year=2020).nlargest(1, "recipients").iloc[0]
    areas = datasets.load("kr-boundaries-2020", "adm3", region=place).query("adm2_basic == @target.adm2_basic").to_crs(5179)
    deaths = datasets.load("kr-health-sgg", "deaths_dong", region=place)
    people = datasets.load("kr-population-dong", region=place, year=2020)
    areas = areas.merge(deaths[["adm3", "deaths"]], on="adm3").merge(people[["adm3", "population"]], on="adm3")
    areas["place"] = (areas["sigungu"].str.split().str[1:].str.join("") + " " + areas["dong"]).str.strip()
    coordinates = areas.representative_point().get_coordinates() / 1000
    distance = cdist(coordinates, coordinates)
    radius = np.ceil(np.median(np.sort(distance, axis=1)[:, 3]) * 2) / 2
    return areas, target["recipients"] * (areas["deaths"] / areas["deaths"].sum()).to_numpy(), distance, radius
def try_it(function):  # 함수를 불러 보고, 아직 답하지 않은 문제라면 알려 줍니다
    try:
        return function()
    except NotImplementedError:
        print("아직 답하지 않은 문제가 있습니다. 위로 올라가 답을 쓴 다음 다시 실행하세요.")

OTHER = "세종" if regions.region(REGION).short == "울산" else "울산"  # 채점에 함께 쓰는 다른 지역
city, demand, distance, radius = load_city(REGION)
_, far_demand, far_distance, far_radius = load_city(OTHER)
far_demand, far_distance = far_demand[:14], far_distance[:14, :11]
names = city["place"].to_numpy()
OPENED = [int(demand.argmax())]  # 가정: 수요가 가장 큰 읍면동에서 이미 한 곳이 밤에도 엽니다. 센터의 실제 목록으로 바꿀 수 있습니다
print(f"{city['sigungu'].iloc[0].split()[0]}: 읍면동 {len(city)}곳, 수급자 {demand.sum():,.0f}명, 반경 {radius}km, 이미 여는 곳 {names[OPENED]}")

# %% [markdown]
# ## 문제 1. 계획을 재는 세 가지 자 (4점)
# 거점 `chosen`(열 번호의 목록)을 열었을 때를 셈하여 사전(dict)으로 돌려주세요. 저마다 가장 가까운 거점으로 갑니다.
# - `"covered"`: 가장 가까운 거점이 `radius` 안인 수요의 비율(%)
# - `"mean"`: 가장 가까운 거점까지의 거리를 **수요로 가중한** 평균(km)
# - `"worst"`: 가장 가까운 거점까지의 거리 가운데 가장 먼 값(km). **수요가 0인 곳은 빼고** 봅니다.

# %% nbgrader={"grade_id": "q01-measure", "solution": true}
def measure(demand, distance, chosen, radius):
    """covered, mean, worst를 담은 사전."""
    ### BEGIN SOLUTION
    nearest = distance[:, chosen].min(axis=1)
    covered = demand[nearest <= radius].sum() / demand.sum() * 100
    return {"covered": covered, "mean": (nearest * demand).sum() / demand.sum(), "worst": nearest[demand > 0].max()}
    ### END SOLUTION

# %% nbgrader={"grade_id": "q01-measure-test", "grade": true, "locked": true, "points": 2}
toy_demand = np.array([50.0, 30.0, 20.0, 0.0])
toy = np.array([[0.0, 4.0, 9.0], [2.0, 1.0, 7.0], [8.0, 5.0, 3.0], [9.5, 9.0, 8.0]])
got = measure(toy_demand, toy, [0, 1], 2.0)
assert round(got["covered"], 6) == 80, "가장 가까운 거점이 반경 안인 수요를 전체 수요로 나누세요."
### BEGIN HIDDEN TESTS
assert [round(measure(toy_demand, toy, [0], limit)["covered"], 6) for limit in (1.9, 2.0, 8.0)] == [50, 80, 100], "반경과 똑같은 거리도 덮은 것입니다."
expected = sum(d for d, row in zip(far_demand, far_distance) if min(row[3], row[8]) <= far_radius) / sum(far_demand) * 100
assert abs(measure(far_demand, far_distance, [3, 8], far_radius)["covered"] - expected) < 1e-9, "다른 지역의 계획을 재어 보세요."
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q01-measure-test-2", "grade": true, "locked": true, "points": 2}
got = measure(toy_demand, toy, [0, 1], 2.0)
assert round(got["mean"], 6) == 1.3, "(50 × 0 + 30 × 1 + 20 × 5) ÷ 100입니다."
assert got["worst"] == 5, "수요가 없는 곳을 뺐는지 보세요."
### BEGIN HIDDEN TESTS
assert measure(toy_demand[::-1] / 50, toy, [2], 1)["worst"] == 8, "한 곳만 열었을 때와 수요가 작은 곳을 보세요."
expected = sum(d * min(row[3], row[8]) for d, row in zip(far_demand, far_distance)) / sum(far_demand)
assert abs(measure(far_demand, far_distance, [8, 3], 1)["mean"] - expected) < 1e-9, "다른 지역의 평균 거리를 보세요."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 2. 가장 많이 덮는 자리 (최대 포괄 입지, 7점)
# 이미 연 곳 `opened`를 그대로 두고 새로 `p`곳을 열어, 반경 안에 드는 수요를 **가장 많게** 하세요. 새로 여는 곳의 열 번호를 목록으로 돌려줍니다(차례는 묻지 않습니다).
# 길잡이: 수업의 `cover_plan`에서 이미 연 곳의 x가 1이 되도록 아래쪽 한계(`Bounds`의 첫째 값)를 배열로 바꾸고, 여는 곳의 수에 이미 연 곳을 더합니다.

# %% nbgrader={"grade_id": "q02-cover", "solution": true}
def best_cover(demand, distance, p, radius, opened):
    """opened에 더해 새로 여는 p곳의 목록."""
    ### BEGIN SOLUTION
    n, m = distance.shape
    linked = np.hstack([-(distance <= radius).astype(float), np.eye(n)])
    count = np.concatenate([np.ones(m), np.zeros(n)])
    low = np.zeros(m + n)
    low[opened] = 1
    rules = [LinearConstraint(linked, ub=0), LinearConstraint(count, p + len(opened), p + len(opened))]
    answer = milp(np.concatenate([np.zeros(m), -demand]), integrality=count, bounds=Bounds(low, 1), constraints=rules)
    return [j for j in range(m) if answer.x[j] > 0.5 and j not in opened]  # mutant-ok compare,number: 풀이는 0과 1뿐이다
    ### END SOLUTION

# %% nbgrader={"grade_id": "q02-cover-test", "grade": true, "locked": true, "points": 3}
trap_demand = np.array([20.0, 30.0, 30.0, 20.0, 9.0])
trap = np.where(np.array([[1, 0, 0, 0], [1, 0, 1, 0], [0, 1, 1, 0], [0, 1, 0, 0], [0, 0, 0, 1]]) == 1, 1.0, 5.0)
assert sorted(best_cover(trap_demand, trap, 2, 1.0, [])) == [0, 1], "하나씩 고르면 가운데 2번에 속습니다. 두 곳을 묶음으로 고르세요."
### BEGIN HIDDEN TESTS
assert sorted(best_cover(trap_demand, trap, 1, 1.0, [2])) in ([0], [1]) and sorted(best_cover(trap_demand, trap, 1, 1.0, [0])) == [1] and sorted(best_cover(trap_demand, trap, 2, 1.0, [1])) == [0, 3], "이미 연 곳을 두고, 꼭 p곳을 새로 열어야 합니다."
assert sorted(best_cover(trap_demand, trap, 3, 1.0, [])) == [0, 1, 3] and len(best_cover(trap_demand, trap, 2, 9.0, [3])) == 2, "열 곳의 수를 바꾸어 보세요. 이미 모두 덮었어도 꼭 p곳을 엽니다."
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q02-cover-test-2", "grade": true, "locked": true, "points": 4}
plan = list(best_cover(demand, distance, 3, radius, OPENED))
assert len(set(plan)) == 3 and not set(plan) & set(OPENED) and set(plan) <= set(range(len(names))), "새로 여는 세 곳의 번호만 돌려주세요."
print("새로 여는 곳:", names[plan])
### BEGIN HIDDEN TESTS
for people, table, size, fixed in [(demand, distance[:, :13], radius, [2]), (far_demand, far_distance, far_radius / 2, [])]:
    weight = lambda sites: people[(table[:, list(sites)] <= size).any(axis=1)].sum()
    top = max(weight([*fixed, *sites]) for sites in combinations(range(table.shape[1]), 3))
    new = list(best_cover(people, table, 3, size, fixed))
    assert len(set(new)) == 3 and not set(new) & set(fixed) and weight([*fixed, *new]) > top * (1 - 1e-6), "후보지가 다르거나 다른 지역일 때에도 가장 좋은 묶음이어야 합니다."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 3. 몇 곳이 알맞은가 (한계 편익, 4점)
# `covered`는 새로 1곳, 2곳, 3곳, …을 열었을 때 **새로** 덮는 수요의 비율(%)을 차례로 담은 목록입니다. 한 곳을 더 열 때마다 늘어나는 몫이 `least`%포인트 **이상**인 동안만 엽니다. 처음으로 모자라는 곳의 바로 앞까지가 몇 곳인지 정수로 돌려주세요.
# 첫 곳의 몫은 `covered[0]`입니다. 첫 곳부터 모자라면 0, 끝까지 모자라지 않으면 목록의 길이입니다. 예: `how_many([30, 45, 49], 5)` → `2`

# %% nbgrader={"grade_id": "q03-many", "solution": true}
def how_many(covered, least):
    """한 곳의 몫이 least 이상인 동안 여는 곳의 수."""
    ### BEGIN SOLUTION
    small = np.flatnonzero(np.diff(covered, prepend=0) < least)
    return int(small[0]) if len(small) else len(covered)
    ### END SOLUTION

# %% nbgrader={"grade_id": "q03-many-test", "grade": true, "locked": true, "points": 4}
assert how_many([30, 45, 49], 5) == 2, "둘째 곳까지는 30, 15%포인트이고 셋째 곳은 4%포인트입니다."
### BEGIN HIDDEN TESTS
assert [how_many([30, 45, 49, 60], least) for least in (5, 4, 3.9, 11.5)] == [2, 4, 4, 2], "몫이 꼭 least인 곳도 엽니다. 한 번 모자라면 뒤에 큰 몫이 있어도 멈춥니다."
assert [how_many([12, 30], 15), how_many([12, 30], 12), how_many([0.5], 0.4)] == [0, 2, 1], "첫 곳의 몫을 빠뜨리지 않았는지 보세요."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 4. 예산 안에서 평균 거리를 짧게 (p-중위, 6점)
# 이번에는 연 곳이 없고 후보지마다 여는 비용 `cost`(열의 차례로 담은 배열)가 다릅니다. 비용의 합이 `budget` **이하**가 되게 한 곳 이상을 열어, 수요로 가중한 평균 거리를 **가장 짧게** 하세요. 여는 곳의 열 번호를 목록으로 돌려줍니다.
# 길잡이: 수업의 `median_plan`에서 ‘여는 곳의 수는 p’라는 제약을 ‘비용의 합은 budget 이하’로 바꿉니다.

# %% nbgrader={"grade_id": "q04-median", "solution": true}
def best_median(demand, distance, cost, budget):
    """비용의 합이 budget 이하인 거점의 목록."""
    ### BEGIN SOLUTION
    n, m = distance.shape
    once = sparse.hstack([sparse.csr_array((n, m)), sparse.kron(sparse.eye_array(n), np.ones((1, m)))])
    only_open = sparse.hstack([sparse.kron(np.ones((n, 1)), -sparse.eye_array(m)), sparse.eye_array(n * m)])
    whole = np.concatenate([np.ones(m), np.zeros(n * m)])
    spent = np.concatenate([cost, np.zeros(n * m)])
    rules = [LinearConstraint(once, lb=1), LinearConstraint(only_open, ub=0), LinearConstraint(spent, ub=budget)]
    travel = np.concatenate([np.zeros(m), (demand[:, None] * distance).ravel()])
    answer = milp(travel, integrality=whole, bounds=Bounds(0, 1), constraints=rules)
    return list(np.flatnonzero(answer.x[:m] > 0.5))  # mutant-ok compare,number: 풀이는 0과 1뿐이다
    ### END SOLUTION

# %% nbgrader={"grade_id": "q04-median-test", "grade": true, "locked": true, "points": 6}
assert sorted(best_median(toy_demand, toy, np.array([5, 2, 2]), 4)) == [1, 2], "0번은 비용이 예산을 넘습니다. 비용의 합으로 제약을 적었는지 보세요."
### BEGIN HIDDEN TESTS
assert sorted(best_median(toy_demand, toy, np.array([3, 2, 2]), 5)) == [0, 2] and sorted(best_median(toy_demand, toy, np.array([2, 2, 1]), 2)) == [0], "비용의 합이 예산과 똑같아도 됩니다."
for people, table, budget in [(demand, distance[:, :9], 5), (far_demand, far_distance[:, :8], 4)]:
    price = np.array([2, 1, 3, 1, 2, 2, 1, 3, 1])[: table.shape[1]]
    mean = lambda sites: np.average(table[:, list(sites)].min(axis=1), weights=people)
    allowed = [sites for count in range(1, 6) for sites in combinations(range(len(price)), count) if price[list(sites)].sum() <= budget]
    new = list(best_median(people, table, price, budget))
    assert price[new].sum() <= budget and mean(new) < min(map(mean, allowed)) + 1e-6, "예산을 지키며 수요로 가중한 평균 거리가 가장 짧아야 합니다."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 5. 아무도 너무 멀지 않게 (형평 제약, 6점)
# `p`곳을 열어 반경 안에 드는 수요를 가장 많게 하되, **모든 행**에서 가장 가까운 거점까지의 거리가 `limit`km **이하**여야 합니다. 그런 계획이 없으면 `None`을 돌려주세요(풀이기의 `success`를 보세요). 이미 연 곳은 없습니다.

# %% nbgrader={"grade_id": "q05-fair", "solution": true}
def fair_cover(demand, distance, p, radius, limit):
    """아무도 limit보다 멀지 않은 p곳의 목록, 없으면 None."""
    ### BEGIN SOLUTION
    n, m = distance.shape
    linked = np.hstack([-(distance <= radius).astype(float), np.eye(n)])
    reached = np.hstack([distance <= limit, np.zeros((n, n))])
    count = np.concatenate([np.ones(m), np.zeros(n)])
    rules = [LinearConstraint(linked, ub=0), LinearConstraint(reached, lb=1), LinearConstraint(count, p, p)]
    answer = milp(np.concatenate([np.zeros(m), -demand]), integrality=count, bounds=Bounds(0, 1), constraints=rules)
    return list(np.flatnonzero(answer.x[:m] > 0.5)) if answer.success else None  # mutant-ok compare,number: 풀이는 0과 1뿐이다
    ### END SOLUTION

# %% nbgrader={"grade_id": "q05-fair-test", "grade": true, "locked": true, "points": 3}
assert sorted(fair_cover(toy_demand, toy, 2, 2.0, 8.0)) == [0, 2], "2.0km 안의 수요만 보면 [0, 1]이지만 마지막 행은 8.0km 안에 거점이 있어야 합니다."
assert fair_cover(toy_demand, toy, 2, 2.0, 7.9) is None, "지킬 수 없는 조건이면 None입니다."
### BEGIN HIDDEN TESTS
assert sorted(fair_cover(toy_demand, toy, 1, 4.0, 9.5)) in ([0], [1]) and sorted(fair_cover(toy_demand, toy, 1, 1.0, 9.0)) == [1] and fair_cover(toy_demand, toy, 1, 1.0, 8.9) is None and sorted(fair_cover(np.array([9, 9, 50, 0]), toy, 1, 3.0, 9.0)) == [2], "반경과 똑같은 거리도 덮은 것입니다. 한 곳만 열 때를 보세요. 수요가 없는 행도 멀지 않아야 합니다."
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q05-fair-test-2", "grade": true, "locked": true, "points": 3}
assert set(fair_cover(demand, distance, 4, radius, distance.max())) <= set(range(len(names))), "열 번호를 돌려주세요."
### BEGIN HIDDEN TESTS
for people, table, size in [(demand, distance[:, :12], radius), (far_demand, far_distance, far_radius / 2)]:
    far = {sites: table[:, list(sites)].min(axis=1).max() for sites in combinations(range(table.shape[1]), 3)}
    weight = lambda sites: people[(table[:, list(sites)] <= size).any(axis=1)].sum()
    for limit in (min(far.values()), np.median(list(far.values()))):
        new = list(fair_cover(people, table, 3, size, limit))
        assert len(set(new)) == 3 and table[:, new].min(axis=1).max() <= limit, "limit을 지키고 p곳을 열어야 합니다."
        assert weight(new) > max(weight(sites) for sites in far if far[sites] <= limit) * (1 - 1e-6), "조건을 지키는 계획 가운데 가장 많이 덮어야 합니다."
    assert fair_cover(people, table, 3, size, min(far.values()) * 0.99) is None, "조건을 지킬 수 없을 때를 보세요."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 6. 후회가 가장 작은 계획 (4점)
# `coverage`는 행이 계획, 열이 시나리오이고 값이 덮은 비율(%)인 표입니다. 어떤 시나리오에서 계획의 **후회**는 그 시나리오에서 **표의 계획 가운데** 가장 좋은 값에서 그 계획의 값을 뺀 것입니다. 계획마다 가장 큰 후회를 구해, 그것이 **가장 작은 계획**의 이름(행 이름)을 돌려주세요.

# %% nbgrader={"grade_id": "q06-regret", "solution": true}
def least_regret(coverage):
    """가장 큰 후회가 가장 작은 계획의 이름."""
    ### BEGIN SOLUTION
    return (coverage.max() - coverage).max(axis=1).idxmin()
    ### END SOLUTION

# %% nbgrader={"grade_id": "q06-regret-test", "grade": true, "locked": true, "points": 4}
worlds = pd.DataFrame({"맑음": [90, 70, 84], "흐림": [40, 62, 55], "비": [50, 55, 45]}, index=["가", "나", "다"])
assert least_regret(worlds) == "다", "가의 가장 큰 후회는 62 - 40 = 22입니다. 나와 다도 셈해 보세요."
### BEGIN HIDDEN TESTS
assert least_regret(worlds[["맑음"]]) == "가" and least_regret(worlds[["흐림", "비"]]) == "나", "시나리오마다 가장 좋은 값에서 빼세요."
assert least_regret(pd.DataFrame([[80, 10, 10], [59, 30, 30]], index=["q", "r"])) == "q", "평균이나 가장 작은 값이 아니라 가장 큰 후회를 견줍니다."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 7. 직선을 믿어도 되는가 (3점)
# 투영 좌표계의 도형 `area`와 두 점 `start`, `end`(shapely의 Point)를 받아, 두 점을 이은 직선 가운데 `area` **밖**을 지나는 길이의 비율(%)을 돌려주세요. 두 점이 같으면 0입니다. `LineString`을 불러 두었습니다.

# %% nbgrader={"grade_id": "q07-outside", "solution": true}
def outside_share(area, start, end):
    """직선이 area 밖을 지나는 비율(%)."""
    ### BEGIN SOLUTION
    line = LineString([start, end])
    return 0 if start == end else line.difference(area).length / line.length * 100
    ### END SOLUTION

# %% nbgrader={"grade_id": "q07-outside-test", "grade": true, "locked": true, "points": 3}
bay = box(0, 0, 10, 10).difference(box(4, 0, 6, 8))
assert round(outside_share(bay, Point(2, 5), Point(10, 5)), 6) == 25, "길이 8 가운데 만(灣)을 지나는 2입니다."
### BEGIN HIDDEN TESTS
assert [round(outside_share(bay, Point(2, 9), Point(x, 9)), 6) for x in (8, 2, 18)] == [0, 0, 50], "밖을 지나지 않을 때, 두 점이 같을 때, 밖에서 끝날 때를 보세요."
ground, spots = city.union_all(), city.representative_point()
for i, j in [(0, len(city) - 1), (1, len(city) // 2)]:
    inside = contains_xy(ground, np.linspace(spots[i].x, spots[j].x, 2001), np.linspace(spots[i].y, spots[j].y, 2001)).mean() * 100
    assert abs(outside_share(ground, spots[i], spots[j]) - (100 - inside)) < 1, "우리 지역의 두 읍면동을 이어 보세요."
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q08-given", "locked": true}
def report():  # 여러분의 함수로 만든 보고 자료입니다. 이미 여는 곳까지 더해 모두 같은 수의 거점을 견줍니다
    after = [measure(demand, distance, [*OPENED, *best_cover(demand, distance, p, radius, OPENED)], radius)["covered"] for p in range(1, 7)]
    before = measure(demand, distance, OPENED, radius)["covered"]
    p = max(1, how_many([value - before for value in after], 5))
    print(f"지금 {before:.1f}% → 1~6곳을 더 열면 {np.round(after, 1)}%. 한 곳의 몫이 5%포인트 이상인 동안: {p}곳")
    cover = [*OPENED, *best_cover(demand, distance, p, radius, OPENED)]
    plans = {"최대 포괄": cover, "p-중위": best_median(demand, distance, np.ones(len(demand)), p + 1)}
    limits = np.linspace(0.5, 1, 11) * measure(demand, distance, cover, radius)["worst"]  # 가장 먼 거리를 절반까지 줄여 봅니다
    plans["형평"] = next(fair for limit in limits if (fair := fair_cover(demand, distance, p + 1, radius, limit)) is not None)
    worlds = {f"{radius * f:.2f}km, {label}": (city[column].to_numpy(), radius * f) for column, label in (("deaths", "사망자로 나눔"), ("population", "인구로 나눔")) for f in (0.75, 1, 1.25)}
    coverage = pd.DataFrame({label: {name: measure(w, distance, plan, size)["covered"] for name, plan in plans.items()} for label, (w, size) in worlds.items()})
    display(pd.DataFrame({name: measure(demand, distance, plan, radius) for name, plan in plans.items()}).T.round(1), coverage.T.round(1))
    print("후회가 가장 작은 계획:", least_regret(coverage), {name: list(names[plan]) for name, plan in plans.items()})
    spots, site = city.representative_point(), np.array(cover)[distance[:, cover].argmin(axis=1)]
    doubt = pd.Series([outside_share(city.union_all(), spots[i], spots[j]) for i, j in enumerate(site)], index=names + " → " + names[site])
    print("구역 밖을 많이 지나는 길(%):", doubt.nlargest(3).round(0).to_dict())
    axis = city.assign(km=distance[:, cover].min(axis=1)).plot("km", cmap="YlGnBu", legend=True, edgecolor="#777777", linewidth=0.4, figsize=(8, 6), legend_kwds={"label": "가장 가까운 거점(★)까지의 직선거리(km)", "shrink": 0.7})
    spots.iloc[cover].plot(ax=axis, color="#b30000", marker="*", markersize=140, zorder=3)
    axis.set_title(f"이미 여는 곳까지 거점 {p + 1}곳이 수급자(추정)의 {after[p - 1]:.0f}%를 {radius}km 안에 둡니다", fontsize=11)
    axis.set_axis_off()
    plots.source_line(axis.figure, "kr-welfare-sgg", "kr-health-sgg", "kr-boundaries-2020")

try_it(report)

# %% [markdown]
# ## 문제 8. 입지 계획을 알리는 글 (6점, 강사가 채점합니다)
# 최적화를 모르는 담당자가 읽고 결정할 수 있게 여덟 문장 안팎으로 쓰세요.
# 1. **무엇을 권하는가** 몇 곳을 어디에 열지, 덮는 비율과 한 곳을 더 열 때의 몫을 수로 말합니다. 반경과 수요가 무엇인지(추정임을) 밝힙니다.
# 2. **무엇과 맞바꾸는가** 다른 계획과 견주어 평균 거리나 가장 먼 거리가 어떻게 달라지는지, 멀리 남는 읍면동과 그곳을 위한 다른 방법을 적습니다.
# 3. **얼마나 믿을 수 있는가** 가정을 흔든 결과와 직선거리·점·추정의 한계를 적고, 열기 전에 현장에서 확인할 것을 하나 적습니다.

# %% [markdown] nbgrader={"grade_id": "q08-plan", "grade": true, "solution": true, "points": 6}
# 수준별 기준과 본보기는 instructor.md에 있습니다.
