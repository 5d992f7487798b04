# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 과제: 전문의 격차 보고서를 만듭니다
# > 우리 센터는 내년에 **진료 동행과 원격 협진**을 한 곳에서 시범으로 시작합니다. “시골이 부족하다”는 말만으로는 예산 심의를 통과할 수 없습니다. 인구 천 명당 전문의의 격차가 얼마나 큰지, 시도 사이의 문제인지 시도 안의 문제인지, 부족한 곳이 모여 있는지 숫자로 보여 주세요.
# > 그리고 **우리 지역에서 먼저 볼 곳**을 정해 주세요. — 지역 지원센터 건강복지 담당
#
# **넘겨줄 것**: 셈하는 함수 여덟 개(34점)와 보고서에 넣을 글(6점). 통계는 전국 229개 기초 시군구로 내고, 우리 지역을 그 안에서 읽습니다.
# 앞 문제를 못 풀어도 다음 문제를 풀 수 있습니다. 채점은 손으로 만든 작은 표와 다른 지역의 자료로도 합니다.
# **경고 글이 나와도 점수를 잃습니다.** `log(0)`처럼 경고를 내는 셈은 미리 피하세요. 소수는 반올림하지 않습니다.

# %% tags=["parameters"]
REGION = "부산광역시"

# %% nbgrader={"grade_id": "setup", "locked": true}
import esda, geopandas as gpd, numpy as np, pandas as pd
from libpysal.graph import Graph
from shapely.geometry import box
from curriculum import datasets, plots, regions
HOME = regions.region(REGION)
OTHER = regions.region("경북" if HOME.short == "전남" else "전남")  # 채점에 함께 쓰는 다른 지역
people = datasets.load("kr-population-dong", year=2020)[["adm1", "adm2", "adm2_basic", "population"]]  # 읍면동 3,490곳
doctors = datasets.load("kr-health-sgg", "specialists", year=2020)  # 일반구 단위 250곳
areas = datasets.load("kr-boundaries-2020", "adm2_basic").set_index("adm2_basic").to_crs(5179)  # 거리를 미터로 재는 좌표
zone = areas.loc[areas["adm1"].isin([HOME.code, "38"]), ["geometry"]]  # 우리 지역과 경남(섬이 여럿인 이웃 시험용)

def close(mine, right):  # 소수의 셈은 끝자리가 다를 수 있으므로 넉넉히 견줍니다
    return np.allclose(np.asarray(mine, dtype=float), np.asarray(right, dtype=float), rtol=1e-6, atol=1e-9, equal_nan=True)

# 다음 문제에 쓸 표입니다(빈칸이 없는 자료라 문제 1보다 쉽게 셌습니다). 소아청소년과(children)는 전문의가 0명인 군이 있습니다.
table = areas[["adm1", "sido", "sigungu"]].join(people.groupby("adm2_basic")["population"].sum().rename("people"))
for name, column in (("rate", "specialists"), ("children", "pediatrics")):
    table[name] = doctors.groupby("adm2_basic")[column].sum() / table["people"] * 1000
there = table[table["adm1"] == OTHER.code]
log_rate = np.log(table["rate"])  # 몇 곳만 아주 커서 로그를 취합니다
nearest = Graph.build_knn(areas.set_geometry(areas.representative_point()), k=6).transform("r")  # 보고서의 이웃: 가까운 여섯 곳
lisa = esda.Moran_Local(log_rate.to_numpy(), nearest, permutations=9999, seed=2020)
table[table["adm1"] == HOME.code].round(2).head()

# %% [markdown]
# ## 문제 1. 인구 천 명당 수를 기초 시군구로 셉니다 (4점)
# 기초 시군구 코드(`adm2_basic`)가 인덱스이고 열이 `people`(인구)과 `rate`(인구 천 명당 `column`의 수)인 표를 돌려주세요. `people` 표에 있는 기초 시군구가 모두 한 줄씩 있어야 합니다.
# 일반구가 있는 시는 구의 값을 **먼저 더한 다음** 나눕니다. 구 하나라도 값을 모르거나(NaN) `doctors`에 그 시군구가 없으면 `rate`는 NaN입니다(판다스의 합은 NaN을 말없이 건너뜁니다). 0명은 0입니다.

# %% nbgrader={"grade_id": "q01-supply", "solution": true}
def supply(doctors, people, column):
    """기초 시군구마다 인구(people)와 인구 천 명당 전문의(rate)."""
    ### BEGIN SOLUTION
    count = doctors.groupby("adm2_basic")[column].sum(skipna=False)
    table = people.groupby("adm2_basic")[["population"]].sum().set_axis(["people"], axis=1)
    return table.assign(rate=count / table["people"] * 1000)
    ### END SOLUTION

# %% nbgrader={"grade_id": "q01-supply-test", "grade": true, "locked": true, "points": 4}
small_people = pd.DataFrame({"adm2_basic": ["a", "a", "a", "b", "c", "d"], "population": [100, 200, 700, 500, 50, 80]})
small_doctors = pd.DataFrame({"adm2_basic": ["a", "a", "b", "c"], "md": [3.0, 1.0, 0.0, np.nan], "gp": [1.0, np.nan, 2.0, 1.0]})
mine = supply(small_doctors, small_people, "md").sort_index()
assert close(mine["people"], [1000, 500, 50, 80]) and close(mine["rate"].iloc[:2], [4, 0]), "인구와 구의 값을 먼저 더했는지, 0명인 곳을 0으로 두었는지 보세요."
### BEGIN HIDDEN TESTS
assert mine["rate"].iloc[2:].isna().all(), "값을 모르는 곳과 표에 없는 곳은 0이 아니라 NaN입니다."
assert close(supply(small_doctors, small_people, "gp").sort_index()["rate"], [np.nan, 4, 20, np.nan]), "구 하나라도 모르면 시의 값도 모릅니다. column을 썼는지도 보세요."
mine = supply(doctors, people, "specialists")
for place in (HOME, OTHER):
    of = doctors[doctors["adm1"] == place.code].groupby("adm2_basic")["specialists"].sum()
    assert close(mine.loc[of.index, "rate"] * mine.loc[of.index, "people"] / 1000, of), "지역의 시군구마다 값을 확인하세요."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 2. 인구로 가중한 지니계수 (4점)
# 로렌츠 곡선과 대각선 사이 넓이의 두 배를 돌려주세요. `rate`가 NaN인 곳은 인구도 함께 빼고, 값이 0인 곳은 남깁니다.
# 시군구 하나를 값이 같은 둘로 나누어도 달라지지 않아야 합니다. 예: `rate` 3, 1, 인구 1, 3이면 곡선이 (0, 0), (0.75, 0.5), (1, 1)을 지나므로 0.25입니다.

# %% nbgrader={"grade_id": "q02-gini", "solution": true}
def gini(rate, people):
    """인구로 가중한 지니계수."""
    ### BEGIN SOLUTION
    known = pd.DataFrame({"rate": rate, "people": people}).dropna()
    r, p = known["rate"].to_numpy(), known["people"].to_numpy()
    gaps = np.abs(r[:, None] - r[None, :])
    return (gaps * p[:, None] * p[None, :]).sum() / (2 * p.sum() * (r * p).sum())
    ### END SOLUTION

# %% nbgrader={"grade_id": "q02-gini-test", "grade": true, "locked": true, "points": 4}
assert close([gini(pd.Series([2.0, 2.0]), pd.Series([1, 5])), gini(pd.Series([3.0, 1.0]), pd.Series([1, 3]))], [0, 0.25]), "작은 예를 손으로 그려 넓이를 재어 보세요."
### BEGIN HIDDEN TESTS
assert close(gini(pd.Series([3.0, 1.0, 1.0, np.nan]), pd.Series([1, 2, 1, 90])), 0.25), "시군구를 나누어도 같아야 하고, 값을 모르는 곳의 인구는 빼야 합니다."
assert close(gini(pd.Series([0.0, 5.0]), pd.Series([9, 1])), 0.9), "한 사람이 모두 가지면 1에 가깝습니다. 값이 0인 곳도 사람입니다."
for part in (there, table[table["adm1"] == HOME.code]):
    repeated = np.sort(np.repeat(part["rate"].to_numpy(), (part["people"] / 1000).round().astype(int)))  # 천 명을 한 사람으로 보고 늘어놓은 줄
    n = len(repeated)
    right = 2 * (np.arange(1, n + 1) * repeated).sum() / (n * repeated.sum()) - (n + 1) / n
    assert abs(gini(part["rate"], part["people"]) - right) < 0.005, "사람을 무게로 주었는지 보세요."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 3. 시도 사이와 시도 안 (5점)
# 타일 지수 `Σ s·ln(s/p)`를 `{"total": …, "between": …, "within": …}`으로 돌려주세요. s는 몫(전문의)의 비율, p는 인구의 비율이고 `group`은 모둠(시도)입니다.
# `between`은 모둠마다 s와 p를 더해 같은 식에 넣은 값, `within`은 나머지입니다. s가 0인 곳(모둠)의 항은 0입니다. 모르는 값은 없다고 보아도 됩니다.

# %% nbgrader={"grade_id": "q03-theil", "solution": true}
def theil(rate, people, group):
    """타일 지수와 그 분해."""
    ### BEGIN SOLUTION
    def index(s, p):
        return (s * np.log((s / p).where(s > 0, 1))).sum()  # mutant-ok number: s가 0이면 무엇을 곱해도 0이다
    shares = pd.DataFrame({"s": rate * people, "p": people})
    shares = shares / shares.sum()
    groups = shares.groupby(group).sum()
    total, between = index(shares["s"], shares["p"]), index(groups["s"], groups["p"])
    return {"total": total, "between": between, "within": total - between}
    ### END SOLUTION

# %% nbgrader={"grade_id": "q03-theil-test", "grade": true, "locked": true, "points": 2}
assert close(list(theil(pd.Series([2.0, 2.0, 2.0]), pd.Series([1, 5, 9]), pd.Series(["가", "가", "나"])).values()), [0, 0, 0]), "모두 같으면 0입니다."
mine = theil(pd.Series([3.0, 1.0]), pd.Series([1, 3]), pd.Series(["가", "나"]))
assert close(mine["total"], 0.5 * np.log(2) + 0.5 * np.log(0.5 / 0.75)), "몫의 비율과 인구의 비율을 따로 구했는지 보세요."
### BEGIN HIDDEN TESTS
mine = theil(table["children"], table["people"], table["adm1"])
part = table[table["children"] > 0]
right = (part["children"] * part["people"] * np.log(part["children"])).sum() / (part["children"] * part["people"]).sum()
assert close(mine["total"], right - np.log((table["children"] * table["people"]).sum() / table["people"].sum())), "전문의가 0명인 곳의 항은 0이지만 인구는 남습니다."
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q03-theil-test-2", "grade": true, "locked": true, "points": 3}
mine = theil(pd.Series([3.0, 1.0, 1.0, 3.0]), pd.Series([1, 3, 3, 1]), pd.Series(list("가가나나")))
assert close(mine["between"], 0) and close(mine["within"], mine["total"]), "두 모둠의 평균이 같으면 사이의 격차는 0입니다."
### BEGIN HIDDEN TESTS
mine = theil(pd.Series([0.0, 0.0, 1.0, 3.0]), pd.Series([1, 1, 1, 1]), pd.Series(list("가가나나")))
assert close([mine["between"], mine["within"]], [np.log(2), 0.25 * np.log(0.5) + 0.75 * np.log(1.5)]), "몫이 하나도 없는 모둠을 확인하세요."
pair = table[table["adm1"].isin([HOME.code, OTHER.code])]
mine, whole = theil(pair["rate"], pair["people"], pair["adm1"]), (pair["rate"] * pair["people"]).sum()
within = sum((each["rate"] * each["people"]).sum() / whole * theil(each["rate"], each["people"], each["adm1"])["total"] for _, each in pair.groupby("adm1"))
assert close(mine["within"], within) and mine["between"] > 0, "시도 안의 격차는 시도마다의 타일 지수를 몫의 비율로 가중해 더한 것과 같아야 합니다."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 4. 이웃: 맞닿은 곳, 그리고 섬 (5점)
# `areas`(인덱스가 코드인 GeoDataFrame)를 받아 `{코드: [이웃 코드, …]}`를 돌려주세요. 변이나 **꼭짓점**이 닿으면 이웃입니다(자기 자신은 아닙니다).
# 이웃이 하나도 없는 곳은 **경계 사이의 거리**(`distance`)가 가장 가까운 한 곳과 **서로** 이웃으로 잇습니다. 목록 안의 차례는 보지 않습니다.

# %% nbgrader={"grade_id": "q04-neighbours", "solution": true}
def neighbours(areas):
    """코드마다 이웃의 목록."""
    ### BEGIN SOLUTION
    touching = Graph.build_contiguity(areas, rook=False)
    links = {code: list(touching[code].index) for code in areas.index}
    for alone in touching.isolates:
        nearest = areas.geometry.drop(alone).distance(areas.geometry[alone]).idxmin()
        links[alone].append(nearest)
        links[nearest].append(alone)
    return links
    ### END SOLUTION

# %% nbgrader={"grade_id": "q04-neighbours-test", "grade": true, "locked": true, "points": 3}
squares = {"가": box(0, 0, 1, 1), "나": box(1, 0, 2, 1), "다": box(1, 1, 2, 2), "라": box(2, 0, 40, 1), "섬": box(4, 3, 5, 4)}
toy = gpd.GeoDataFrame({"geometry": list(squares.values())}, index=list(squares), crs=5179)
mine = neighbours(toy.drop("섬"))
assert sorted(mine["가"]) == ["나", "다"] and sorted(mine["라"]) == ["나", "다"], "꼭짓점만 닿은 곳도 이웃이고, 자기 자신은 이웃이 아닙니다."
### BEGIN HIDDEN TESTS
mine, at = neighbours(zone), zone.sindex.query(zone.geometry, predicate="intersects", output_format="dense")
touching = {code: set(zone.index[near]) - {code} for code, near in zip(zone.index, at.T) if near.sum() > 1}
assert set(mine) == set(zone.index) and all(touching[code] <= set(mine[code]) for code in touching), "우리 지역과 경남의 맞닿은 이웃을 확인하세요."
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q04-neighbours-test-2", "grade": true, "locked": true, "points": 2}
mine, ours = neighbours(toy), neighbours(zone)
assert list(mine["섬"]) == ["라"] and sorted(mine["라"]) == ["나", "다", "섬"], "섬은 경계가 가장 가까운 곳과 서로 이웃입니다. 가운데 점끼리의 거리가 아닙니다."
### BEGIN HIDDEN TESTS
assert sorted(mine["가"]) == ["나", "다"] and all(code in ours[near] for code in ours for near in ours[code]) and all(map(len, ours.values())), "이웃은 서로 이웃이어야 하고, 이웃이 없는 곳이 남으면 안 됩니다. 섬이 아닌 곳에 더하지도 마세요."
assert list(ours["38350"]) == ["38060"] and sum(map(len, ours.values())) == sum(map(len, touching.values())) + 2 * (len(zone) - len(touching)), "섬마다 한 곳만 이어야 합니다. 남해군은 어디와 가장 가까운가요?"
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 5. 모란 지수 (4점)
# `value`(인덱스가 코드인 Series)와 문제 4 모양의 `links`로 모란 지수를 돌려주세요. 한 곳의 이웃들은 무게가 같고, 무게의 합은 곳마다 1입니다(이웃의 **평균**).
# 식은 `Σ z·(이웃 z의 평균) / Σ z²`이고 z는 평균을 뺀 값입니다. `value`와 `links`의 코드는 같지만 **차례는 다를 수 있습니다.**

# %% nbgrader={"grade_id": "q05-moran", "solution": true}
def moran(value, links):
    """모란 지수."""
    ### BEGIN SOLUTION
    z = value - value.mean()
    near = pd.Series({code: z[list(codes)].mean() for code, codes in links.items()})
    return (z * near).sum() / (z**2).sum()
    ### END SOLUTION

# %% nbgrader={"grade_id": "q05-moran-test", "grade": true, "locked": true, "points": 4}
ring = {"가": ["나", "라"], "나": ["가", "다"], "다": ["나", "라"], "라": ["다", "가"]}
assert close(moran(pd.Series({"가": 5.0, "나": 1.0, "다": 5.0, "라": 1.0}), ring), -1), "높고 낮은 곳이 번갈아 있으면 -1입니다."
assert close(moran(pd.Series({"라": 1.0, "다": 1.0, "나": 5.0, "가": 5.0}), ring), 0), "값과 이웃을 차례가 아니라 코드로 짝지었는지 보세요."
### BEGIN HIDDEN TESTS
star = {"가": ["나", "다", "라"], "나": ["가"], "다": ["가"], "라": ["가", "마"], "마": ["라"]}
value = pd.Series({"마": 2.0, "라": 4.0, "나": 1.0, "가": 7.0, "다": 1.0})
assert close([moran(value, star), moran(value * 10 + 3, star)], [-19.5 / 26, -19.5 / 26]), "이웃의 합이 아니라 평균을 썼는지, 평균을 뺐는지 보세요."
codes = list(there.index)  # 다른 지역. 차례로 앞뒤 두 곳씩을 이웃으로 둡니다
links = {code: [other for i, other in enumerate(codes) if 0 < abs(i - codes.index(code)) < 3] for code in codes}
right = esda.Moran(there["rate"], Graph.from_dicts({code: dict.fromkeys(links[code], 1) for code in codes}), permutations=0).I
assert close(moran(there["rate"].sort_values(), links), right), "다른 지역의 값을 확인하세요. 차례가 섞여도 같은 값이어야 합니다."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 6. 순열 검정 (4점)
# `statistic`은 값의 배열을 받아 수 하나를 돌려주는 함수입니다. `values`를 `times`번 섞어, 섞은 값의 통계량이 실제 **이상**인 횟수 k로 p = (k + 1) / (times + 1)을 돌려주세요. 같은 `seed`면 늘 같은 p가 나와야 하고, 받은 `values`는 바꾸지 않습니다.

# %% nbgrader={"grade_id": "q06-permutation", "solution": true}
def permutation_p(statistic, values, times, seed):
    """큰 쪽을 보는 순열 검정의 p값."""
    ### BEGIN SOLUTION
    rng = np.random.default_rng(seed)
    real = statistic(values)
    larger = sum(statistic(rng.permutation(values)) >= real for _ in range(times))
    return (larger + 1) / (times + 1)
    ### END SOLUTION

# %% nbgrader={"grade_id": "q06-permutation-test", "grade": true, "locked": true, "points": 4}
def together(values):  # 줄에서 옆 사람과 비슷할수록 크다
    return float((values[1:] * values[:-1]).sum())
line = np.arange(14.0)
assert close(permutation_p(together, line, 99, 1), 0.01), "한 번도 실제만큼 크지 않으면 1 / 100입니다."
assert permutation_p(together, np.tile([0.0, 9.0], 7), 49, 1) > 0.9, "번갈아 놓인 줄은 우연보다 큰 값이 아닙니다."
### BEGIN HIDDEN TESTS
assert list(line) == list(range(14)), "받은 값을 섞어 놓으면 안 됩니다. 사본을 섞으세요."
assert close([permutation_p(lambda values: float(values.sum()), line, 19, 3), permutation_p(lambda values: 0, line, 38, 3)], [1, 1]), "실제와 같은 것도 세고, 값을 다시 뽑지 말고 자리만 바꾸세요."
mixed = np.array([3.0, 9, 1, 7, 7, 2, 8, 4, 5, 1])
tries = [permutation_p(together, mixed, 39, seed) for seed in (1, 1, 2, 3, 4, 5)]
assert tries[0] == tries[1] and len(set(tries)) > 1 and 0.2 < np.mean(tries) < 0.8, "씨앗이 같으면 같고, 다르면 다를 수 있어야 합니다. 분모도 보세요."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 7. 거짓발견률을 묶는 기준 (4점)
# p값 n개를 작은 것부터 늘어놓고 i번째가 `i / n × level` **이하**인지 봅니다. 그런 것 가운데 **가장 큰 p값**을 돌려주세요(앞에서 어긋난 것이 있어도 뒤에서 맞으면 됩니다). 하나도 없으면 0입니다.

# %% nbgrader={"grade_id": "q07-fdr", "solution": true}
def fdr_cut(p, level):
    """벤저미니-호크버그 방법의 기준 p값."""
    ### BEGIN SOLUTION
    ordered = np.sort(np.asarray(p))
    passed = ordered <= np.arange(1, len(ordered) + 1) / len(ordered) * level
    return ordered[passed].max(initial=0)
    ### END SOLUTION

# %% nbgrader={"grade_id": "q07-fdr-test", "grade": true, "locked": true, "points": 4}
assert close([fdr_cut([0.30, 0.001, 0.04, 0.008], 0.05), fdr_cut([0.02, 0.5, 0.9], 0.05)], [0.008, 0]), "작은 것부터 늘어놓고 자리마다 다른 기준과 견주세요. 하나도 없으면 0입니다."
### BEGIN HIDDEN TESTS
assert close(fdr_cut([0.022, 0.02, 0.021], 0.05), 0.022), "앞에서 어긋나도 뒤에서 맞으면 됩니다."
assert close([fdr_cut(pd.Series([0.5, 0.25, 0.75]), 0.75), fdr_cut([0.125, 0.4, 0.9, 1.0], 0.5)], [0.75, 0.125]), "기준과 똑같은 것도 들어갑니다. level을 썼는지도 보세요."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 8. 먼저 볼 곳 (4점)
# 전국 표(`people`, 인구 천 명당 수 `rate`, `adm1`)와 시도 코드를 받아, 그 시도의 시군구마다 **전국 수준이 되려면 더 필요한 전문의 수**를 Series로 돌려주세요. 인덱스는 코드이고 많은 순서입니다. 전국 수준은 표 전체의 `전문의의 합 / 인구의 합`입니다. 전국 수준 이상인 곳과 모르는 곳은 넣지 않습니다. 모르는 곳은 전국 수준을 셈할 때에도 인구까지 뺍니다.

# %% nbgrader={"grade_id": "q08-shortage", "solution": true}
def shortage(table, code):
    """시도 안의 시군구마다 모자란 전문의 수."""
    ### BEGIN SOLUTION
    known = table.dropna(subset="rate")
    nation = (known["rate"] * known["people"]).sum() / known["people"].sum()
    need = (nation - known["rate"]) * known["people"] / 1000
    return need[(known["adm1"] == code) & (need > 0)].sort_values(ascending=False)
    ### END SOLUTION

# %% nbgrader={"grade_id": "q08-shortage-test", "grade": true, "locked": true, "points": 4}
nation = pd.DataFrame({"adm1": list("1112"), "people": [1000, 3000, 2000, 2000], "rate": [0.0, 1.0, 1.75, 4.75]}, index=list("가나다라"))
assert close(sorted(shortage(nation, "1")), [0.5, 2, 3]), "전국 수준이 인구 천 명당 몇 명인지 먼저 손으로 내고, 비율의 차이를 사람 수로 바꾸었는지 보세요."
assert list(shortage(nation, "1").index) == ["나", "가", "다"], "비율이 낮은 순서가 아니라 모자란 사람 수의 순서입니다."
### BEGIN HIDDEN TESTS
more = pd.concat([nation, pd.DataFrame({"adm1": ["1", "2"], "people": [90000, 10000], "rate": [np.nan, 2.0]}, index=["마", "바"])])
assert list(shortage(more, "1").index) == ["나", "가", "다"] and len(shortage(more, "2")) == 0 and close(shortage(more, "1")["가"], 2), "모르는 곳의 인구를 빼고, 전국 수준과 똑같은 곳은 넣지 않습니다."
for place in (HOME, OTHER):
    total, rows = doctors["specialists"].sum() / table["people"].sum(), table[table["adm1"] == place.code]
    right = {code: total * row["people"] - row["rate"] * row["people"] / 1000 for code, row in rows.iterrows() if row["rate"] / 1000 < total}
    mine = shortage(table, place.code)
    assert set(mine.index) == set(right) and close(mine, sorted(right.values(), reverse=True)), "우리 지역과 다른 지역의 수를 확인하세요."
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "report", "locked": true}
# 여러분의 함수로 만든 보고서의 재료입니다. 문제를 모두 풀었을 때 끝까지 돌아갑니다.
p = np.minimum(1, lisa.p_sim * 2)  # 한쪽 꼬리의 p값을 두 배로
names = pd.Series(lisa.q, index=table.index).map({1: "높음-높음", 2: "낮음-높음", 3: "낮음-낮음", 4: "높음-낮음"})
table["kind"] = names.where(p <= fdr_cut(p, 0.05), "군집 아님")
split = theil(table["rate"], table["people"], table["adm1"])
print(f"지니계수 {gini(table['rate'], table['people']):.3f}, 타일 지수 가운데 시도 안 {split['within'] / split['total']:.0%}, 모란 지수 {moran(log_rate, {code: list(nearest[code].index) for code in table.index}):.2f}")
in_cluster = table[table["kind"] != "군집 아님"]
ours = in_cluster[in_cluster["adm1"] == HOME.code]
print(f"p < 0.05 {(p < 0.05).sum()}곳, 거짓발견률 5% {len(in_cluster)}곳. {HOME.short}: {', '.join(ours['sigungu'] + ' ' + ours['kind']) or '없음'}")
table.assign(need=shortage(table, HOME.code)).nlargest(5, "need")[["sigungu", "people", "rate", "kind", "need"]].dropna().round(2)

# %% [markdown]
# ## 문제 9. 보고서의 글 (6점, 강사가 채점합니다)
# 위 결과로 심의위원이 읽을 글을 여덟 문장 안팎으로 쓰세요. ① 격차의 크기와 시도 사이·안(무엇의 격차인지 정확히) ② 군집: p < 0.05인 곳을 모두 셌을 때와 거짓발견률을 묶었을 때의 곳 수, 이웃을 어떻게 정했는지 ③ 우리 지역에서 먼저 볼 곳과 모자란 수(없으면 없다고) ④ 이 자료로 말할 수 없는 것(사람에 대한 말, 이웃 도시에서 진료받는 일, 크기가 다른 시군구를 견주는 일) ⑤ 결정 전에 확인할 일 하나.

# %% [markdown] nbgrader={"grade_id": "q09-report", "grade": true, "solution": true, "points": 6}
# 본보기와 수준별 기준은 instructor.md에 있습니다.
