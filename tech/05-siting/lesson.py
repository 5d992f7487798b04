# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 설비를 어디에 둘지 계산하고 그 까닭을 설명합니다
# 이 수업을 마치면 밤에도 여는 무더위쉼터를 **몇 곳, 어디에** 둘지 정한 계획과, 누가 남고 얼마나 흔들리는지까지 보여 주는 그림 세 장을 갖게 됩니다.
#
# **배울 내용**
# - 수요, 후보지, 거리, 반경을 자료와 가정으로 나누어 식을 세웁니다.
# - 최대 포괄 입지와 p-중위 문제를 혼합정수계획으로 풀고 탐욕 알고리즘과 견줍니다.
# - 한 곳을 더 열 때의 효과와 가장 먼 이웃의 거리를 함께 보고, 가정을 흔들어 봅니다.
#
# **준비** numpy 배열의 행과 열, 판다스의 `merge`. 자료는 `kr-welfare-sgg`, `kr-health-sgg`, `kr-population-dong`, `kr-boundaries-2020`, 시간은 120분입니다.
# ## 열대야에 갈 곳이 있습니까?
# 무더위쉼터는 경로당과 주민센터가 많아서 저녁이면 대개 문을 닫습니다. 그런데 더위는 밤에도 이어집니다. 2018년 여름 온열질환 감시체계에 신고된 환자는 4,526명이고 48명이 숨졌습니다(질병관리본부, 2018). 한 시군구가 **밤에도 여는 거점 쉼터**를 몇 곳 열려고 합니다. 직원과 냉방, 오가는 차까지 두려면 모든 읍면동에 열 수는 없습니다. 어느 네 곳이 좋을까요? 한 곳을 더 열자고 하려면 무엇을 보여 주어야 할까요? 같은 식으로 5G 소형 기지국, 자동심장충격기, 전기차 충전기의 자리도 정합니다. 설비의 자리를 고르는 이런 문제를 **입지 문제**라고 합니다.

# %% tags=["parameters"]
REGION = "부산광역시"

# %% nbgrader={"grade_id": "setup", "locked": true}
from bisect import bisect_left
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from curriculum import datasets, glossary, plots, regions
from matplotlib.colors import BoundaryNorm, ListedColormap
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.spatial.distance import cdist
plots.use_korean()
home = regions.region(REGION)
SITES = 4  # 열 수 있는 거점의 수

# %% [markdown]
# ## 1. 수요: 누가 어디에 있는지부터 봅니다
# 더위에 약하고 냉방비가 부담스러운 사람이 먼저입니다. 65세 이상이면서 소득이 하위 70%에 드는 **기초연금 수급자**를 수요로 삼습니다.
# 그런데 수급자 수는 시군구까지만 나오고 읍면동별 나이 자료도 키트에 없습니다. 그래서 시군구의 수급자를 **읍면동 사망자 수의 비율로 나누어** 어림합니다. 사망자는 대부분 어르신이기 때문입니다. 어림은 써도 되지만 **검사하고 밝혀야** 합니다. 나눌 수 있는 시군구 단위에서 두 수가 함께 움직이는지 봅니다.

# %%
pension = datasets.load("kr-welfare-sgg", "pension", year=2020)
deaths = datasets.load("kr-health-sgg", "deaths_dong")
people = datasets.load("kr-population-dong", year=2020)
check = pension.set_index("adm2_basic")[["recipients"]]
check["사망자"] = deaths.groupby("adm2_basic")["deaths"].sum()
check["인구"] = people.groupby("adm2_basic")["population"].sum()
share = check[["recipients", "사망자"]].div(check["인구"], axis=0)
print(f"시군구 {len(check)}곳: 인구당 수급자와 인구당 사망자의 순위 상관 {share.corr('spearman').iloc[0, 1]:.2f}")

# %% [markdown]
# 순위 상관이 1에 가까우니 사망자가 많은 곳에 수급자도 많다고 볼 수 있습니다. 다만 시군구에서 맞았다고 읍면동에서도 꼭 맞는 것은 아닙니다. 요양시설이 있는 동은 부풀려질 수 있습니다. 이 가정은 5절에서 흔들어 봅니다. 이제 우리 지역에서 수급자가 가장 많은 시군구를 고릅니다. 쉼터를 운영하는 곳이 시군구이기 때문입니다.

# %%
target = pension[pension["adm1"] == home.code].nlargest(1, "recipients").iloc[0]
city = datasets.load("kr-boundaries-2020", "adm3", region=home).query("adm2_basic == @target.adm2_basic").to_crs(5179)
city = city.merge(deaths[["adm3", "deaths"]], on="adm3").merge(people[["adm3", "population"]], on="adm3")
gu = city["sigungu"].str.split().str[1:].str.join("")  # 구를 둔 시에는 같은 이름의 동이 있어 구 이름도 씁니다
city["place"] = (gu + " " + city["dong"]).str.strip()
city["demand"] = target["recipients"] * city["deaths"] / city["deaths"].sum()
print(f"{target['sigungu']}: 읍면동 {len(city)}곳, 기초연금 수급자 {target['recipients']:,}명(2020년)")
city[["place", "population", "deaths", "demand"]].sort_values("demand", ascending=False).head(5).round(0)

# %% [markdown]
# ## 2. 거리와 반경: 자료와 판단을 나눕니다
# 읍면동마다 안쪽의 점 하나(`representative_point`)를 사람들이 사는 곳으로도, 쉼터의 후보지로도 봅니다. 무게중심은 초승달 모양 동이나 섬에서 밖으로 나갈 수 있어 쓰지 않습니다. 그래도 마을이 모인 자리와는 다를 수 있습니다. 위도와 경도는 각도라서 그대로 거리를 재면 동서가 부풀려집니다. 미터를 쓰는 투영 좌표계 EPSG:5179로 바꾼 다음 잽니다.
# **반경**은 “이만큼이면 갈 수 있다”는 판단이지 자료가 아닙니다. 여기서는 읍면동마다 세 번째로 가까운 이웃까지의 거리를 구해 그 중앙값을 0.5km 단위로 올린 값을 씁니다. 한 거점이 이웃 서너 곳을 맡는 정도이고, 도시에서는 짧고 농촌에서는 깁니다.

# %%
points = city.representative_point()
coordinates = points.get_coordinates() / 1000  # km
distance = cdist(coordinates, coordinates)  # 행은 수요가 있는 곳, 열은 후보지
demand = city["demand"].to_numpy()
radius = np.ceil(np.median(np.sort(distance, axis=1)[:, 3]) * 2) / 2  # 0번 열은 자기 자신, 0.5km 단위로 올림

def measure(chosen, radius=radius, demand=demand, distance=distance):
    """거점 chosen의 덮은 비율(%), 수요로 가중한 평균 거리(km), 가장 먼 곳의 거리(km)."""
    nearest = distance[:, chosen].min(axis=1)
    covered = demand[nearest <= radius].sum() / demand.sum() * 100
    return {"덮은 비율(%)": covered, "평균 거리(km)": np.average(nearest, weights=demand), "가장 먼 거리(km)": nearest.max()}
print(f"반경 {radius:.1f}km, 가장 먼 두 점 {distance.max():.1f}km. 수요가 큰 네 곳에 열면:")
pd.Series(measure(np.argsort(-demand)[:SITES])).round(1)

# %% [markdown]
# <details><summary><b>확인 1.</b> 수요가 큰 순서로 고르면 왜 아쉬울까요? (눌러서 답 보기)</summary>큰 동은 서로 붙어 있을 때가 많습니다. 두 거점의 반경이 겹치면 같은 사람을 두 번 덮습니다. 자리는 하나씩이 아니라 <b>묶음으로</b> 골라야 합니다.</details>
#
# ## 3. 최대 포괄 입지: 반경 안에 드는 사람을 가장 많게
# 가장 쉬운 방법은 **탐욕 알고리즘**입니다. 지금 가장 많은 사람을 새로 덮는 곳을 하나씩 고르고 되돌아보지 않습니다.

# %%
def greedy_plan(p, radius=radius, demand=demand):
    """새로 덮는 수요가 가장 큰 후보지를 p번 고른다."""
    near, left, chosen = distance <= radius, demand.copy(), []
    for _ in range(p):
        best = int(np.argmax(left @ near))
        chosen.append(best)
        left[near[:, best]] = 0
    return chosen
glossary.show("최대 포괄 입지 문제", "p-중위 문제", "p-중심 문제", "혼합정수계획", "탐욕 알고리즘", "후회")

# %% [markdown]
# 가장 좋은 묶음을 찾으려면 문제를 식으로 적어 풀이기(solver)에 맡깁니다. 여기서는 `scipy.optimize.milp`가 부르는 **HiGHS**를 씁니다.
#
# | 정할 것 | x<sub>j</sub>: 후보지 j에 열면 1, 아니면 0 | z<sub>i</sub>: 읍면동 i를 덮으면 1 |
# |---|---|---|
# | 목적 | 덮은 수요(수요<sub>i</sub> × z<sub>i</sub>의 합)를 가장 크게 | `milp`는 가장 작게만 하므로 부호를 뒤집습니다 |
# | 제약 1 | z<sub>i</sub> ≤ 반경 안에 있는 후보지의 x<sub>j</sub>의 합 | 가까이에 하나라도 열려야 덮습니다 |
# | 제약 2 | x<sub>j</sub>의 합 = p | 꼭 p곳을 엽니다 |
#
# 변수를 한 줄로 늘어놓고(x 다음에 z) 제약을 행렬로 적습니다. `integrality`의 1은 정수만 된다는 뜻입니다. x가 정수면 z는 저절로 0이나 1이 됩니다.

# %%
def cover_plan(p, radius=radius, demand=demand):
    """덮은 수요가 가장 큰 p곳."""
    n, m = distance.shape
    linked = np.hstack([-(distance <= radius).astype(float), np.eye(n)])  # 제약 1: z - (가까운 x의 합) <= 0
    opened = np.concatenate([np.ones(m), np.zeros(n)])  # 제약 2: x의 합
    rules = [LinearConstraint(linked, ub=0), LinearConstraint(opened, p, p)]
    answer = milp(np.concatenate([np.zeros(m), -demand]), integrality=opened, bounds=Bounds(0, 1), constraints=rules)
    if not answer.success:
        raise ValueError(answer.message)
    return list(np.flatnonzero(answer.x[:m] > 0.5))
names = city["place"].to_numpy()
for label, chosen in [("탐욕", greedy_plan(SITES)), ("최적", cover_plan(SITES))]:
    print(f"{label}: {measure(chosen)['덮은 비율(%)']:.1f}%  {sorted(names[chosen])}")

# %% [markdown]
# 두 답이 같을 때도 있고 다를 때도 있습니다. 탐욕 알고리즘은 언제나 최적의 63%(1 - 1/e) 이상을 덮는다고 증명되어 있지만, 최적인지는 스스로 모릅니다. 최적화는 **이보다 나은 묶음은 없다**는 것까지 말해 줍니다. `x > 0.5`로 고르는 까닭은 풀이기가 1을 0.9999999로 돌려주기도 하기 때문입니다. `success`를 보지 않고 `answer.x`를 쓰면 풀지 못한 문제의 답을 쓰게 됩니다.
# 이제 몇 곳이 알맞은지 봅니다. 한 곳을 더 열 때 새로 덮는 몫을 **한계 편익**이라고 합니다.

# %%
counts = range(1, 9)
best = np.array([measure(cover_plan(p))["덮은 비율(%)"] for p in counts])
fast = np.array([measure(greedy_plan(p))["덮은 비율(%)"] for p in counts])
gains = np.diff(best, prepend=0)
figure, axis = plt.subplots(figsize=(8, 4.4), layout="constrained")
axis.bar(counts, gains, color="#a1c9dd", label="한 곳을 더 열어 새로 덮는 몫(최적)")
axis.plot(counts, best, color="#1f4e79", marker="o", linewidth=2.5, label="최적화로 덮은 비율")
axis.plot(counts, fast, color="#b35806", marker="s", linestyle="--", label="탐욕 알고리즘으로 덮은 비율")
axis.bar_label(axis.containers[0], fmt=lambda gain: f"+{gain:.0f}" if gain > 1 else "", label_type="center")
axis.set_title(f"{target['sigungu']}: 거점 {SITES}곳이면 수급자의 {best[SITES - 1]:.0f}%, 한 곳을 더 열면 {gains[SITES]:.0f}%포인트가 늘어납니다")
axis.set(xlabel="거점의 수", ylabel=f"직선 {radius:.1f}km 안에 드는 수급자(추정, %)", xticks=counts, ylim=(0, 105))
axis.legend(frameon=False, loc="upper center", bbox_to_anchor=(0.5, -0.13), ncols=3, fontsize=9)
plots.source_line(figure, "kr-welfare-sgg", "kr-health-sgg", "kr-boundaries-2020")

# %% [markdown]
# 막대는 대체로 짧아집니다. 어디서 멈출지는 계산이 정하지 않습니다. “한 곳에 드는 돈으로 다른 일을 하면 몇 사람에게 닿는가”와 견주어 사람이 정합니다.
#
# <details><summary><b>확인 2.</b> 반경을 1m만 넘어도 덮지 못한 것으로 세면 무엇이 이상할까요? (눌러서 답 보기)</summary>2.00km와 2.01km는 어르신에게 같은 길인데 전부와 전무로 갈립니다. 반경 밖의 사람이 1km 밖인지 20km 밖인지도 보지 않습니다. 그래서 거리를 재는 다른 모형을 함께 씁니다.</details>
#
# ## 4. p-중위와 p-중심: 평균과 꼴찌를 봅니다
# **p-중위 문제**는 수요로 가중한 평균 거리를 가장 짧게 합니다. 변수 y<sub>ij</sub>는 읍면동 i가 거점 j로 가면 1이고, 저마다 한 곳으로 가되(y<sub>ij</sub>의 합 = 1) 열린 곳으로만 갑니다(y<sub>ij</sub> ≤ x<sub>j</sub>).
# **p-중심 문제**는 가장 먼 사람의 거리를 가장 짧게 합니다. “p곳으로 모두를 이 거리 안에 둘 수 있는가”를 거리를 절반씩 좁혀 가며 물으면 됩니다(`bisect_left`). 묻는 데에는 앞의 `cover_plan`을 그대로 씁니다.

# %%
def median_plan(p):
    """수요로 가중한 평균 거리가 가장 짧은 p곳."""
    n, m = distance.shape
    once = sparse.hstack([sparse.csr_array((n, m)), sparse.kron(sparse.eye_array(n), np.ones((1, m)))])
    only_open = sparse.hstack([sparse.kron(np.ones((n, 1)), -sparse.eye_array(m)), sparse.eye_array(n * m)])
    opened = np.concatenate([np.ones(m), np.zeros(n * m)])
    rules = [LinearConstraint(once, 1, 1), LinearConstraint(only_open, ub=0), LinearConstraint(opened, p, p)]
    travel = np.concatenate([np.zeros(m), (demand[:, None] * distance).ravel()])
    answer = milp(travel, integrality=opened, bounds=Bounds(0, 1), constraints=rules)
    return list(np.flatnonzero(answer.x[:m] > 0.5))

def center_plan(p):
    """가장 먼 곳의 거리가 가장 짧은 p곳."""
    def reach(limit):  # 이 거리 안에 들 수 있는 읍면동의 비율(%). 사람의 수는 따지지 않습니다
        return measure(cover_plan(p, limit, same), limit, same)["덮은 비율(%)"]
    same, limits = np.ones(len(demand)), np.unique(distance)
    return cover_plan(p, limits[bisect_left(limits, 100, key=reach)], same)
plans = {"최대 포괄": cover_plan(SITES), "p-중위": median_plan(SITES), "p-중심": center_plan(SITES)}
table = pd.DataFrame({"탐욕": measure(greedy_plan(SITES))} | {label: measure(chosen) for label, chosen in plans.items()}).T
table.round(1)

# %% [markdown]
# 최대 포괄은 덮은 비율에서, p-중위는 평균에서, p-중심은 가장 먼 사람에서 가장 좋습니다. 어느 줄도 나머지를 다 이기지 못한다면 그것이 **효율과 형평의 맞바꿈**이고, 고르는 것은 사람의 몫입니다.

# %% sample="무엇을 아끼느냐에 따라 달라지는 무더위쉼터의 자리를 견준 지도 세 장"
colors = ListedColormap(["#f7fbff", "#c6dbef", "#fdd49e", "#fc8d59", "#b30000"])
steps = BoundaryNorm([0, radius / 2, radius, radius * 2, radius * 4], 5, extend="max")
figure, axes = plt.subplots(1, 3, figsize=(11, 5.2), layout="constrained")
for axis, (label, chosen) in zip(axes, plans.items()):
    nearest = city.assign(nearest=distance[:, chosen].min(axis=1))
    nearest.plot("nearest", ax=axis, cmap=colors, norm=steps, edgecolor="#666666", linewidth=0.4)
    points.iloc[chosen].plot(ax=axis, color="#111111", marker="*", markersize=130, zorder=3)
    axis.set_title("{}\n덮음 {:.0f}% · 평균 {:.1f}km · 최대 {:.1f}km".format(label, *table.loc[label]), fontsize=11)
    axis.set_axis_off()
key = figure.colorbar(plt.cm.ScalarMappable(steps, colors), ax=axes, orientation="horizontal", shrink=0.5, aspect=35)
key.set_label("가장 가까운 거점(★)까지의 직선거리(km), 붉은빛은 반경 밖")
figure.suptitle(f"무엇을 아끼느냐에 따라 {target['sigungu']}의 거점 {SITES}곳이 달라집니다", x=0.01, ha="left", weight="bold")
plots.source_line(figure, "kr-welfare-sgg", "kr-health-sgg", "kr-boundaries-2020")

# %% [markdown]
# <details><summary><b>확인 3.</b> 섬 하나 때문에 p-중심의 거점이 그 섬에 놓였습니다. 옳은 답일까요? (눌러서 답 보기)</summary>계산은 옳습니다. 하지만 섬의 수십 명을 위해 거점 하나를 쓰는 대신, 섬에는 마을회관 야간 개방처럼 다른 방법을 두고 계산에서 뺄 수도 있습니다. 뺐다면 뺐다고 계획에 적어야 합니다.</details>
#
# ## 5. 흔들어 봅니다: 가정이 바뀌어도 같은 답인가
# 우리가 **정한** 것은 반경과, 수요를 나눈 방법입니다. 반경을 25% 줄이고 늘리고, 수요를 사망자 대신 인구로 나누어 여섯 가지 세상(시나리오)을 만든 다음 다시 풉니다. 어느 세상이 올지 모를 때는 **후회**를 봅니다. 그 세상을 미리 알았다면 덮었을 비율에서 우리 계획이 덮은 비율을 뺀 값입니다.

# %%
by_people = target["recipients"] * (city["population"] / city["population"].sum()).to_numpy()
base, rows, picks = plans["최대 포괄"], [], np.zeros(len(city))
for demand_label, weights in {"사망자로 나눔": demand, "인구로 나눔": by_people}.items():
    for factor in (0.75, 1, 1.25):
        ideal = cover_plan(SITES, radius * factor, weights)
        picks[ideal] += 1
        ours, top = (measure(plan, radius * factor, weights)["덮은 비율(%)"] for plan in (base, ideal))
        rows.append([demand_label, radius * factor, ours, top, top - ours])
display(pd.DataFrame(rows, columns=["수요", "반경(km)", "우리 계획(%)", "그 세상의 최적(%)", "후회(%포인트)"]).round(1))
counted = pd.Series(picks, index=names)[picks > 0].sort_values()
shades = ["#1f4e79" if name in names[base] else "#c9d3da" for name in counted.index]
steady = sum(counted[name] >= 5 for name in names[base])
figure, axis = plt.subplots(figsize=(8, 0.32 * len(counted) + 1.6), layout="constrained")
axis.barh(counted.index, counted, color=shades)
axis.set_title(f"{target['sigungu']}: 가정을 바꾸어도 다섯 번 이상 뽑히는 거점은 {SITES}곳 가운데 {steady}곳입니다")
axis.set(xlabel="여섯 가지 세상 가운데 뽑힌 횟수(짙은 막대는 우리 계획에 든 곳)", xticks=range(7))
plots.source_line(figure, "kr-welfare-sgg", "kr-health-sgg", "kr-population-dong", "kr-boundaries-2020")

# %% [markdown]
# 거의 늘 뽑히는 곳은 먼저 열어도 후회가 적고, 드물게 뽑히는 곳은 현장을 더 보고 정합니다. 똑같이 좋은 묶음이 여럿이면 풀이기는 그 가운데 **하나만** 돌려줍니다. 뽑히지 않았다고 나쁜 자리는 아니니, 뽑힌 횟수와 후회를 함께 봅니다.
# ## 6. 직선거리의 한계: 산과 바다는 돌아서 갑니다
# 길로 간 거리는 직선의 1.4배쯤입니다(미국 병원까지의 길을 잰 Boscoe 외, 2012). 모두가 똑같이 돌아간다면 p-중위의 답은 그대로이고, 최대 포괄에서는 반경을 그만큼 줄이면 됩니다. 문제는 **어떤 곳만 훨씬 더** 도는 것입니다.
# 길 자료가 없어도 의심할 곳은 찾을 수 있습니다. 거점까지 그은 직선이 시군구 밖, 곧 바다나 이웃 시군구를 얼마나 지나는지 잽니다.

# %%
site = np.array(base)[distance[:, base].argmin(axis=1)]  # 읍면동마다 가장 가까운 거점
lines = points.shortest_line(points.iloc[site], align=False)
outside = lines.difference(city.union_all()).length / lines.length * 100
table = pd.DataFrame({"읍면동": names, "거점": names[site], "직선(km)": lines.length / 1000, "구역 밖(%)": outside})
table.assign(수급자_추정=demand).nlargest(5, "구역 밖(%)").round(1)

# %% [markdown]
# 밖의 몫이 큰 곳은 지도를 펴고 다리, 터널, 배편을 확인합니다. 구역 안의 산과 큰 강, 경계를 단순화한 오차는 이 방법으로 보이지 않습니다. 도심의 구에서는 이웃 구를 지나는 길일 뿐이라 대개 괜찮습니다.
# ## 흔한 실수
# - `success`를 보지 않습니다. 풀 수 없는 문제(infeasible)도 오류 없이 끝납니다.
# - 최적이라는 말을 앞세웁니다. **이 수요, 이 반경, 이 거리에서** 최적일 뿐입니다.
# ## 현장에서는
# - 후보지는 점이 아니라 건물입니다. 밤에 열 수 있는지, 몇 명이 눕는지, 화장실과 계단은 어떤지 확인한 목록으로 다시 풉니다. 이미 연 쉼터가 있으면 그 x를 1로 고정합니다.
# - 소방서와 구급차의 자리에 쓰여 온 방법이고(Church와 ReVelle, 1974; Daskin, *Network and Discrete Location*, 2013), 도로망 거리를 쓰는 공개 도구로 PySAL의 `spopt`가 있습니다.
# - 자리를 정한 다음에도 쓰일 때까지 챙깁니다. 환경미화원의 발광 조끼는 현장을 60번 찾아가 만들었지만 보급되지 못했습니다(제17차 한국 리빙랩 네트워크 포럼 자료, 2019. 11. 21.).
# ## 정리
# 1. 수요와 거리는 자료로, 반경과 나누는 방법은 판단으로. 둘을 나누어 적습니다.
# 2. 덮은 비율, 평균, 가장 먼 거리를 함께 봅니다. 목적이 다르면 최적도 다릅니다.
# 3. 몇 곳이 알맞은지는 한계 편익으로, 믿어도 되는지는 후회로 말하고, 직선거리가 틀릴 곳은 현장에서 확인합니다.
# ## 스스로 해 보기
# `SITES`를 3과 6으로, `target`을 우리 지역의 다른 시군구로 바꾸어 지도가 어떻게 달라지는지 보세요. **더 읽기** SciPy 설명서의 `scipy.optimize.milp` · HiGHS(highs.dev) · `datasets.describe("kr-health-sgg")`의 ‘주의할 점’
