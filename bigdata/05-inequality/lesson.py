# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 지역 사이의 격차를 재고, 어디에 몰려 있는지 밝힙니다
# 이 수업을 마치면 **격차 보고서**의 그림 네 장(로렌츠 곡선, 격차의 분해, 군집 지도, 우리 지역 읍면동 지도)과 그 옆에 적을 문장을 손에 쥡니다.
#
# **배울 내용**
# - 사람 수를 무게로 주어 지니계수를 재고, 타일 지수로 격차를 ‘시도 사이’와 ‘시도 안’으로 나눕니다.
# - 이웃을 정하고(섬까지), 모란 지수로 모여 있는지 재고, 우연히 나온 군집을 걸러 지도에 그립니다.
# - 단위를 바꾸면 답이 달라지는 것과, 지역의 값으로 사람을 말할 수 없는 까닭을 설명합니다.
#
# **준비** 02-clean-join, pandas의 `groupby` · 데이터셋 `kr-economy-sgg`, `kr-health-sgg`, `kr-welfare-sgg`, `kr-population-dong`, `kr-households-dong`, `kr-boundaries-2020` · 설명 100분
# ## “66배 차이”라는 말
# 센터가 균형 지원 예산을 짭니다. 담당자의 초안은 이렇게 시작합니다. “주민 한 사람이 낸 종합소득세는 가장 많은 시군구가 가장 적은 곳의 **66배**입니다.” 맞는 숫자이지만 나머지 227곳을 보지 않았습니다. 이 숫자로는 **시도에 나누어 줄지, 시군구를 골라 줄지, 이웃끼리 묶어 줄지** 정할 수 없습니다.

# %% tags=["parameters"]
REGION = "부산광역시"

# %%
import esda, matplotlib.pyplot as plt, numpy as np, pandas as pd
from IPython.display import display
from libpysal.graph import Graph
from curriculum import datasets, glossary, plots, regions
plots.use_korean()
HOME = regions.region(REGION)

# %% [markdown]
# ## 1. 한 사람에게 돌아가는 수로 고칩니다
# 세 지표를 봅니다. 주민이 낸 **종합소득세**(사는 곳 기준), 인구 천 명당 **전문의**, 인구 백 명당 **기초연금 수급자**(고령화와 낮은 소득을 함께 보여 줍니다).
# 읍면동 인구와 일반구 단위의 전문의를 기초 시군구(`adm2_basic`)로 **먼저 더한 다음** 나눕니다. 구마다 나눈 값을 평균하면 작은 구가 큰 구와 같은 무게를 갖습니다.

# %%
people = datasets.load("kr-population-dong", year=2020)
doctors = datasets.load("kr-health-sgg", "specialists", year=2020)
areas = datasets.load("kr-boundaries-2020", "adm2_basic").set_index("adm2_basic").to_crs(5179)  # 단위가 미터인 좌표
table = areas[["adm1", "sido", "sigungu"]].copy()
table["people"] = people.groupby("adm2_basic")["population"].sum()
table["종합소득세"] = datasets.load("kr-economy-sgg", "income_tax").set_index("adm2_basic")["global_income_tax"] / table["people"] * 100
table["전문의"] = doctors.groupby("adm2_basic")["specialists"].sum() / table["people"] * 1000
table["기초연금"] = datasets.load("kr-welfare-sgg", "pension", year=2020).set_index("adm2_basic")["recipients"] / table["people"] * 100
NAMES = ["종합소득세", "전문의", "기초연금"]  # 만 원, 인구 천 명당 명, 인구 백 명당 명
print(f"시군구 {len(table)}곳, 인구 {table['people'].sum():,}명, 전문의 {doctors['specialists'].sum():,}명, 빈칸 {table.isna().sum().sum()}개")
summary = table[NAMES].agg(["min", "median", "max"]).T.set_axis(["가장 적은 곳", "가운데", "가장 많은 곳"], axis=1)
summary["몇 배"] = summary["가장 많은 곳"] / summary["가장 적은 곳"]
summary.round(1)

# %% [markdown]
# 이름을 조심해서 부릅니다. 월급만 받는 사람은 대개 종합소득세를 따로 내지 않고, 소득이 높을수록 세율도 높아 **세금의 격차는 소득의 격차보다 큽니다.** 보고서에 “소득 격차”라고 적지 않습니다. 또 소득세는 2022년에 번 소득의 것이고 인구는 2020년 것이라, 인구가 빠르게 는 곳의 값은 조금 부풀어 있습니다.
# <details><summary><b>확인 1.</b> 소득세 자료에는 근로소득세도 있습니다. 주민의 형편을 보는데 왜 쓰지 않았을까요? (눌러서 답 보기)</summary>근로소득세는 회사가 있는 곳에서 거둔 것으로 셉니다. 본사가 모인 도심이 크게 나올 뿐, 그곳 주민의 형편이 아닙니다.</details>
#
# ## 2. 로렌츠 곡선과 지니계수: 얼마나 고르지 않은가
# 1인당 값이 낮은 시군구부터 줄을 세우고, **쌓은 인구의 비율**(가로)과 **쌓은 몫의 비율**(세로)을 그립니다. 모두 같다면 대각선이 됩니다.

# %%
def lorenz(value, weight):
    """쌓은 인구 비율과 쌓은 몫의 비율. 값이 낮은 곳부터."""
    known = pd.DataFrame({"value": value, "weight": weight}).dropna().sort_values("value")
    known["amount"] = known["value"] * known["weight"]
    return known[["weight", "amount"]].cumsum() / known[["weight", "amount"]].sum()

def gini(value, weight):
    """인구로 가중한 지니계수. 곡선 아래의 넓이를 사다리꼴로 잰다."""
    curve = lorenz(value, weight)
    return 1 - 2 * np.trapezoid([0, *curve["amount"]], [0, *curve["weight"]])

one = pd.Series(1, index=table.index)
result = {name: [gini(table[name], table["people"]), gini(table[name], one)] for name in NAMES}
display(glossary.show("로렌츠 곡선", "지니계수"), pd.DataFrame(result, index=["인구를 무게로", "시군구를 똑같이"]).round(3))

figure, ax = plt.subplots(figsize=(6.8, 5.4), layout="constrained")
ax.plot([0, 1], [0, 1], color="#777777", linewidth=1, label="모두 같을 때")
for name, style, color in (("기초연금", ":", "#1b7837"), ("전문의", "--", "#762a83"), ("종합소득세", "-", "#b35806")):
    curve = lorenz(table[name], table["people"])
    ax.plot([0, *curve["weight"]], [0, *curve["amount"]], style, color=color, linewidth=2, label=f"{name} (지니 {gini(table[name], table['people']):.2f})")
ours = curve.loc[table.index[table["adm1"] == HOME.code]]  # 마지막 곡선인 종합소득세
ax.plot(ours["weight"], ours["amount"], "o", color=color, markeredgecolor="white", label=f"{HOME.short} 시군구 {len(ours)}곳")
half = np.interp(0.5, curve["weight"], curve["amount"])
where = f"시군구 {len(ours)}곳 가운데 {(ours['weight'] <= 0.5).sum()}곳이 그 절반에 있습니다" if len(ours) > 1 else f"낮은 쪽에서 인구 {ours['weight'].iloc[0]:.0%}의 자리에 있습니다"
ax.set_title(f"인구 절반이 사는 시군구에서 낸 종합소득세는 전체의 {half:.0%}\n{HOME.short}: {where}")
ax.set(xlabel="1인당 값이 낮은 시군구부터 쌓은 인구의 비율", ylabel="쌓은 몫의 비율", aspect="equal")
ax.legend(frameon=False)
plots.source_line(figure, "kr-economy-sgg", "kr-health-sgg", "kr-welfare-sgg", "kr-population-dong")

# %% [markdown]
# 표의 아랫줄은 주민 8천 명인 울릉군과 120만 명인 수원시를 똑같이 한 표로 친 값입니다. 사람의 격차를 말하려면 **사람을 무게로** 줍니다.
# 그림의 점은 우리 지역의 시군구입니다. 왼쪽 아래일수록 1인당 값이 낮습니다. “66배”는 두 끝만 말하지만, 이 그림은 국민 모두가 어디쯤 사는지 말합니다.
# <details><summary><b>확인 2.</b> 어떤 군이 값이 똑같은 두 군으로 나뉘면 지니계수는 어떻게 될까요? (눌러서 답 보기)</summary>인구를 무게로 준 지니계수는 그대로입니다. 곡선의 한 조각이 같은 기울기의 두 조각이 될 뿐입니다. 시군구를 똑같이 친 지니계수는 바뀝니다. 행정구역을 나누었다고 격차가 달라지면 이상하지요.</details>
#
# ## 3. 타일 지수: 시도 사이인가, 시도 안인가
# **타일 지수**는 몫의 비율 s와 인구 비율 p로 `s × ln(s / p)`를 모두 더한 값입니다. 지니계수와 달리 ‘시도 사이’와 ‘시도 안’으로 남김없이 나뉩니다. 모두 같으면 0이고, 값이 0인 곳의 항은 0으로 칩니다.

# %%
def theil(value, weight, group):
    """타일 지수를 모둠 사이와 모둠 안(모둠마다)으로 나눈다."""
    share, people = value * weight / (value * weight).sum(), weight / weight.sum()
    terms = share * np.log((share / people).where(share > 0, 1))  # 0인 곳은 ln 1 = 0
    groups = pd.DataFrame({"share": share, "people": people}).groupby(group).sum()
    between = groups["share"] * np.log((groups["share"] / groups["people"]).where(groups["share"] > 0, 1))
    return between.sum(), terms.groupby(group).sum() - between  # 모둠마다 전체에서 사이를 뺀 것이 안

split = {name: theil(table[name], table["people"], table["adm1"]) for name in NAMES}
inside = {name: within.sum() / (between + within.sum()) for name, (between, within) in split.items()}
print("격차 가운데 ‘시도 안’의 몫:", ", ".join(f"{name} {value:.0%}" for name, value in inside.items()))
each = pd.DataFrame({name: (within / within.sum() * 100).round(1) + 0 for name, (_, within) in split.items()})
each = each.rename({place.code: place.short for place in regions.REGIONS}).sort_values("종합소득세")
figure, ax = plt.subplots(figsize=(7.6, 4.8), layout="constrained")
for name, mark, color in (("종합소득세", "o", "#b35806"), ("전문의", "D", "#762a83")):
    ax.plot(each[name], each.index, mark, color=color, label=f"{name}: 격차의 {inside[name]:.0%}가 시도 안에서")
ax.axhline(HOME.short, color="#fee8c8", linewidth=14, zorder=0)
ax.set(title=f"{HOME.short}의 몫은 종합소득세 {each.at[HOME.short, '종합소득세']:.1f}%, 전문의 {each.at[HOME.short, '전문의']:.1f}%", xlabel="전국의 ‘시도 안’ 격차에서 차지하는 몫(%)")
ax.legend(frameon=False, loc="lower right")
plots.source_line(figure, "kr-economy-sgg", "kr-health-sgg", "kr-population-dong")

# %% [markdown]
# 소득세 격차의 66%가 시도 안이라고 하면 “시도마다 안에서 고르게 하면 된다”고 쓰기 쉽습니다. 그런데 그 78%가 **서울 한 곳**입니다. 합친 수는 꼭 쪼개어 봅니다. 시군구가 하나인 세종은 셈법 때문에 늘 0입니다. “세종 안에는 격차가 없다”고 읽으면 안 됩니다. 읍면동으로 내려가야 보입니다(7절).
# <details><summary><b>확인 3.</b> 시도를 더 넓은 권역으로 묶어 나누면 ‘사이’의 몫은 커질까요, 작아질까요? (눌러서 답 보기)</summary>작아지거나 같습니다. 넓게 묶을수록 다른 곳들이 한 모둠 ‘안’으로 들어갑니다. 그래서 무엇으로 나누었는지를 꼭 함께 적습니다.</details>
#
# ## 4. 이웃을 정합니다: 섬과 다리
# 이제 **어디에** 몰려 있는지 봅니다. 먼저 누가 누구의 이웃인지 정해야 합니다. 변이나 꼭짓점이 닿으면 이웃으로 치는 것을 **퀸(queen) 인접**이라고 합니다.

# %%
def neighbours(areas):
    """퀸 인접. 이웃이 없는 곳은 경계 사이의 거리가 가장 가까운 곳과 서로 잇는다."""
    touching = Graph.build_contiguity(areas, rook=False)  # rook=True면 꼭짓점만 닿은 곳을 뺍니다
    links = {code: dict.fromkeys(touching[code].index, 1) for code in areas.index}
    for alone in touching.isolates:
        nearest = areas.geometry.drop(alone).distance(areas.geometry[alone]).idxmin()
        links[alone][nearest] = links[nearest][alone] = 1
    return Graph.from_dicts(links).transform("r")  # 줄마다 더해 1이 되게: 이웃의 ‘평균’과 견줍니다

print("이웃이 없는 곳:", ", ".join(areas.loc[list(Graph.build_contiguity(areas, rook=False).isolates), "sigungu"]))
queen = neighbours(areas)
nearest6 = Graph.build_knn(areas.set_geometry(areas.representative_point()), k=6).transform("r")  # 다른 정의: 가까운 여섯 곳
assert list(queen.unique_ids) == list(nearest6.unique_ids) == list(table.index)  # 값과 이웃의 차례가 같아야 합니다
glossary.show("공간가중행렬", "모란 지수", "순열 검정", "국지 모란 지수", "거짓발견률")

# %% [markdown]
# 울릉군만이 아닙니다. 영도구와 거제시, 남해군, 강화군, 진도군, 완도군은 **다리로 이어져 있는데도** 바다 때문에 경계선이 닿지 않습니다. 지도의 선과 사람의 길은 다릅니다. 이웃이 없는 곳은 오류 없이 이웃 평균이 0인 곳으로 셈해지고, 6절의 `esda`는 그런 곳을 **가장 유의한 군집**(p값이 가장 작음)으로 내놓습니다. 그래서 가장 가까운 한 곳과 이었습니다. 제주시와 서귀포시는 서로만 이웃입니다. 이렇게 정한 것을 보고서에 적습니다.
# ## 5. 모란 지수: 비슷한 곳끼리 모여 있는가
# **모란 지수**(Moran’s I)는 내 값과 이웃 평균이 함께 움직이는 정도입니다. 0 근처면 흩어져 있고, 클수록 비슷한 곳끼리 모여 있습니다. 우연인지는 **순열 검정**으로 따집니다. 값을 지도 위에 마구 다시 뿌리기를 999번 되풀이해, 실제만큼 큰 것이 몇 번 나오는지 셉니다. 종합소득세는 몇 곳만 아주 커서 로그를 취합니다.

# %%
values = table[NAMES].assign(종합소득세=np.log(table["종합소득세"]))
found = {}
for name in NAMES:
    for label, graph in (("퀸 인접", queen), ("가까운 여섯 곳", nearest6)):
        np.random.seed(2020)  # 씨앗을 적어 두면 누가 다시 해도 같은 p값이 나옵니다
        moran = esda.Moran(values[name], graph, permutations=999)
        found[name, label] = {"모란 지수": round(moran.I, 2), "p값": moran.p_sim}
pd.DataFrame(found).T

# %% [markdown]
# 이웃을 달리 정해도 결론이 같습니다. p값 0.001은 999번 가운데 한 번도 실제만큼 크지 않았다는 뜻으로, (0 + 1) / (999 + 1)입니다. 순열 검정의 p값은 0이 될 수 없습니다.
# <details><summary><b>확인 4.</b> <code>table</code>을 값의 순서로 정렬한 뒤 <code>esda.Moran(table["전문의"], queen)</code>을 하면 어떻게 될까요? (눌러서 답 보기)</summary>오류 없이 틀린 값이 나옵니다. 값은 차례로 짝지어지므로 남의 값이 내 자리에 들어갑니다. 위의 assert가 막는 일입니다.</details>
#
# ## 6. 군집 지도(LISA): 어디에 모여 있는가
# **국지 모란 지수**는 시군구마다 따로 잽니다. ‘높음-높음’은 높은 곳들이, ‘낮음-낮음’은 낮은 곳들이 모인 군집이고, ‘높음-낮음’은 낮은 이웃 사이에서 홀로 높은 곳입니다.
# 229번을 시험하면 우연히 걸리는 곳이 나옵니다. 값을 **마구 섞은 가짜 지도**에서도 스무 곳 안팎이 ‘유의’합니다(아래 출력의 첫 줄). 그래서 두 가지를 고칩니다. `esda`의 `p_sim`은 **한쪽 꼬리**의 값이라 두 배로 하고, 여러 번 시험했으므로 **거짓발견률**(FDR)을 5%로 묶습니다.

# %% sample="1인당 종합소득세가 높은 곳과 낮은 곳이 모인 자리를 보여 주는 지도"
KIND = {1: "높음-높음", 3: "낮음-낮음", 4: "높음-낮음", 2: "낮음-높음"}  # esda가 쓰는 사분면 번호
STYLE = {"높음-높음": ("#b2182b", ""), "낮음-낮음": ("#2166ac", "///"), "높음-낮음": ("#f4a582", ".."), "낮음-높음": ("#92c5de", "xx"), "군집 아님": ("#f2f2f2", "")}

def local(value, graph):
    """국지 모란의 사분면, 한쪽 꼬리의 p값, 두 배로 한 p값."""
    lisa = esda.Moran_Local(value.to_numpy(), graph, permutations=9999, seed=2020)
    return pd.DataFrame({"kind": lisa.q, "one_tail": lisa.p_sim, "p": np.minimum(1, 2 * lisa.p_sim)}, index=value.index)

def clusters(value, graph):
    result = local(value, graph)
    return result["kind"].map(KIND).where(result["p"] <= esda.fdr(result["p"], 0.05), "군집 아님")

shuffled = values["종합소득세"].sample(frac=1, random_state=1).set_axis(values.index)
for label, value in (("섞은 가짜 지도", shuffled), ("실제 종합소득세", values["종합소득세"])):
    result = local(value, queen)
    print(f"{label}: p_sim < 0.05 {(result['one_tail'] < 0.05).sum()}곳, 두 배로 하면 {(result['p'] < 0.05).sum()}곳, 거짓발견률 5%면 {(result['p'] <= esda.fdr(result['p'], 0.05)).sum()}곳")
kinds = clusters(values["종합소득세"], queen)
ours = areas[areas["adm1"] == HOME.code].assign(value=table["종합소득세"])
count = kinds[ours.index][lambda each: each != "군집 아님"].value_counts()
said = ", ".join(f"{kind} {number}곳" for kind, number in count.items()) or "군집에 든 곳이 없습니다"
figure, (left, right) = plt.subplots(1, 2, figsize=(10, 6), layout="constrained")
for kind in kinds.value_counts().index:
    color, hatch = STYLE[kind]
    areas[kinds == kind].plot(ax=left, color=color, hatch=hatch, edgecolor="#888888", linewidth=0.2)
    left.fill([], [], facecolor=color, hatch=hatch, edgecolor="#888888", label=f"{kind} {(kinds == kind).sum()}곳")
left.set_axis_off()
ours.dissolve().boundary.plot(ax=left, color="black", linewidth=1.6)
left.legend(frameon=False, fontsize=8, loc="lower right", title=f"굵은 선은 {HOME.short}")
low, high = table["종합소득세"].quantile([0.1, 0.9])  # 어느 지역이든 같은 색이 같은 값이 되게 전국으로 정합니다
look = {"cmap": "YlGnBu", "vmin": low, "vmax": high, "edgecolor": "#666666", "linewidth": 0.6, "legend_kwds": {"shrink": 0.5, "label": "1인당 만 원", "extend": "both"}}
ours.plot("value", ax=right, legend=True, **look)
for spot, name, value in zip(ours.representative_point(), ours["sigungu"], ours["value"]):
    right.text(spot.x, spot.y, f"{name}\n{value:.0f}", ha="center", va="center", fontsize=7 if len(ours) < 17 else 5.5, bbox={"facecolor": "white", "alpha": 0.75, "edgecolor": "none", "pad": 0.8})
right.set_axis_off()
figure.suptitle(f"1인당 종합소득세의 군집(왼쪽)과 값(오른쪽) · {HOME.short}: {said}", fontweight="bold")
plots.source_line(figure, "kr-economy-sgg", "kr-population-dong", "kr-boundaries-2020")
pd.crosstab(kinds.rename("퀸 인접"), clusters(values["종합소득세"], nearest6).rename("가까운 여섯 곳"))

# %% [markdown]
# 통계는 **전국 229곳으로** 냈고 우리 지역은 굵은 선으로 둘렀습니다. 지역 안에서만 재면 세종은 한 곳, 제주는 두 곳이라 잴 수 없고, 다른 시도와 맞닿은 곳은 이웃을 잃습니다.
# 군집이 없는 시도가 많습니다. “없다”도 결과이지만, 격차가 없다는 뜻이 아니라 **우연과 가려낼 수 없다**는 뜻입니다. 표의 대각선은 이웃을 달리 정해도 판정이 같은 곳이니 보고서에 먼저 올립니다.
# ## 7. 단위를 바꾸고, 우리 지역 안으로 들어갑니다
# 소득세와 전문의는 시군구까지만 공표됩니다. 읍면동까지 있는 **1인가구 비율**을 네 가지 단위로 재어 봅니다.

# %%
houses = datasets.load("kr-households-dong", year=2020).dropna(subset="one")
for label, key in {"시도": "adm1", "기초 시군구": "adm2_basic", "일반구까지": "adm2", "읍면동": "adm3"}.items():
    sums = houses.groupby(key)[["one", "general"]].sum()
    print(f"{label} {len(sums)}곳의 지니계수 {gini(sums['one'] / sums['general'], sums['general']):.3f}")

dong = datasets.load("kr-boundaries-2020", "adm3", region=HOME).set_index("adm3").to_crs(5179)
dong = dong.join(sums, how="inner")  # 마지막 sums는 읍면동. 주민이 없거나 경계가 다른 곳은 빠집니다
dong["share"] = dong["one"] / dong["general"] * 100
graph = neighbours(dong)
np.random.seed(2020)
moran = esda.Moran(dong["share"], graph, permutations=999)
figure, ax = plt.subplots(figsize=(7.6, 5.6), layout="constrained")
dong.plot("share", ax=ax, cmap="YlGnBu", edgecolor="#aaaaaa", linewidth=0.2, legend=True, legend_kwds={"shrink": 0.6, "label": "1인가구(%)"})
ours.boundary.plot(ax=ax, color="#555555", linewidth=0.9)
marked = dong[clusters(dong["share"], graph) != "군집 아님"]
if len(marked):
    marked.boundary.plot(ax=ax, color="#d7301f", linewidth=2)
ax.set_axis_off()
verdict = "이웃끼리 비슷합니다" if moran.p_sim <= 0.05 and moran.I > 0 else "모여 있다고 말할 근거가 약합니다"
ax.set_title(f"{HOME.short} 읍면동 {len(dong)}곳의 1인가구 비율(2020년)은 {verdict}\n모란 지수 {moran.I:.2f}(p = {moran.p_sim:.3f}), 군집(붉은 선) {len(marked)}곳, 지니계수 {gini(dong['share'], dong['general']):.2f}")
plots.source_line(figure, "kr-households-dong", "kr-boundaries-2020")

# %% [markdown]
# 이웃끼리 비슷하다는 것과 군집으로 짚을 곳이 있다는 것은 다른 물음입니다. 그리고 같은 자료인데 잘게 나눌수록 지니계수가 커집니다(**공간 단위 임의성 문제**). 단위가 다른 지니계수는 견줄 수 없습니다. 자치구 25곳인 서울과 시 전체가 한 곳인 수원을 한 줄에 놓을 때도 조심합니다.
# <details><summary><b>확인 5.</b> “1인가구 비율이 높은 시군구는 소득세가 적으니, 혼자 사는 사람은 가난하다.” 무엇이 틀렸나요? (눌러서 답 보기)</summary>지역의 값 사이의 관계를 사람의 관계로 옮긴 <b>생태학적 오류</b>입니다. 그곳에서 세금을 적게 낸 사람이 혼자 사는 사람인지 자료는 말하지 않습니다.</details>
#
# ## 흔한 실수
# - 빈칸을 0으로 채우고 지니계수를 잽니다. 모르는 곳이 가장 가난한 곳이 됩니다.
# - 이웃이 없는 곳을 확인하지 않고, `p < 0.05`인 곳을 모두 칠합니다. 섞은 지도에서도 스무 곳이 나왔습니다.
# ## 현장에서는
# - OECD의 *Regions and Cities at a Glance*(2020)는 두 끝 대신 **인구의 20%씩이 사는** 상위 지역과 하위 지역의 비율을 씁니다. 인구가 적은 곳의 비율은 우연히 출렁이므로, 인구를 헤아려 고친 모란 지수(Assunção·Reis, *Statistics in Medicine*, 1999; `esda.Moran_Rate`)를 함께 봅니다.
# ## 정리
# 1. 더한 다음 나누고, 사람을 무게로 주고, 무엇의 격차인지 정확한 이름으로 부릅니다.
# 2. 지니는 크기를, 타일은 사이와 안을, 모란은 모임을, LISA는 자리를 말합니다. 이웃의 정의, 씨앗, 순열의 수, 거짓발견률, 단위를 적습니다. 하나라도 빠지면 다시 만들 수 없습니다.
# 3. 지역의 격차는 사람의 격차가 아닙니다. 같은 시군구 안의 격차는 이 자료에 없습니다.
# ## 스스로 해 보기
# - 2010년 전문의로 지니계수를 다시 재고, 6절의 지도를 전문의로 그려 보세요. `p_sim < 0.05`일 때와 거짓발견률을 묶었을 때 몇 곳이 남나요?
#
# **더 읽기** Rey·Arribas-Bel·Wolf, *Geographic Data Science with Python*(2023) · Cowell, *Measuring Inequality*(3판, 2011) · Anselin, “Local Indicators of Spatial Association”(*Geographical Analysis*, 1995)
