# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 우리 동네 문제를 지도에 올립니다
# 이 수업을 마치면 동네마다 색과 동그라미와 말풍선이 있는 **움직이는 문제 지도**와, 그 지도로 고른 자리 세 곳의 근거를 갖게 됩니다.
#
# **배울 내용**
# - 경계 표(GeoDataFrame)를 다른 표와 잇고, 위치가 무엇으로 적혀 있는지 봅니다.
# - 수, 비율, 밀도를 나누어 묻습니다. 무엇을 그리느냐에 따라 지도가 달라집니다.
# - `if`와 `for`로 값에 색을 주고, 동네마다 동그라미와 말풍선을 붙입니다.
# - 좌표를 미터로 바꾸어 거리를 재고, 한 자리에서 몇 사람에게 닿는지 셉니다.
#
# **준비** 02-first-notebook(함수, 표에서 열과 줄 고르기, `merge`). 데이터셋 `kr-households-dong`, `kr-boundaries-2020`. 설명 120분.
# ## 냉장고를 어디에 놓을까요
# 한 청년 모임이 **나눔 냉장고**를 놓으려 합니다. 남는 반찬을 누구나 넣고 누구나 꺼내 가는 냉장고입니다. 끼니를 거르기 쉬운 혼자 사는 이웃이 걸어와서 쓰면 좋겠습니다. 냉장고는 세 대뿐입니다.
# 지난 단원에서 우리는 1인가구 비율이 높은 동네를 표로 찾았습니다. 그런데 표는 그 동네의 **옆에 무엇이 있는지** 말해 주지 않습니다. 걸어올 수 있는 거리인지도 모릅니다. 그래서 지도를 그립니다.
#
# 아래 두 셀은 지역을 정하고 준비하는 셀입니다. 실행만 하고 넘어가세요. 용어 설명이 함께 나옵니다.

# %% tags=["parameters"]
REGION = "부산광역시"

# %% nbgrader={"grade_id": "setup", "locked": true}
import folium
import matplotlib.pyplot as plt
import pandas as pd
from curriculum import datasets, glossary, maps, plots, regions

plots.use_korean()
home = regions.region(REGION)

def tidy(axis):  # 지도 둘레의 축을 지우고, 범례의 '10, 20'을 '10 ~ 20'으로 고쳐 씁니다
    axis.set_axis_off()
    for text in axis.get_legend().get_texts():
        text.set_text(text.get_text().replace(", ", " ~ "))

glossary.show("단계구분도", "좌표계", "밀도")

# %% [markdown]
# ## 1단계. 모양이 있는 표를 봅니다

# %%
areas = datasets.load("kr-boundaries-2020", "adm3", region=REGION)
areas = areas[["adm3", "sigungu", "dong", "area_km2", "geometry"]]
print(f"읍면동 {len(areas)}곳, 좌표계 {areas.crs}")
areas.head(3)

# %% [markdown]
# 판다스 표와 똑같이 생겼지만 `geometry` 열이 있습니다. 한 칸에 **경계의 모양**이 통째로 들어 있습니다. 이런 표를 GeoDataFrame이라고 합니다. `area_km2`는 넓이(km²)입니다.
# 괄호 안의 수는 **경도와 위도**입니다. 우리나라는 경도 124~132도, 위도 33~39도에 있습니다. 경도를 먼저 적었다는 것을 기억해 두세요. 4단계에서 다시 나옵니다.
#
# 여기에 2020년 11월 1일의 가구 표를 잇습니다. **경계 표가 왼쪽**이어야 모양이 살아 있고, 자료가 없는 동네도 지도에 남습니다.

# %%
homes = datasets.load("kr-households-dong", region=REGION, year=2020)
ground = areas.merge(homes[["adm3", "general", "one"]], on="adm3", how="left")
print(f"경계 {len(areas)}곳, 이은 표 {len(ground)}곳, 1인가구를 모르는 곳 {ground['one'].isna().sum()}곳")

# %% [markdown]
# 줄 수가 그대로인지, 빈칸이 몇 곳인지 **이은 다음에는 늘 확인**합니다. 빈칸은 모르는 곳입니다.
#
# <details><summary><b>확인 1.</b> <code>homes.merge(areas, …)</code>처럼 가구 표를 왼쪽에 두면 무엇이 곤란할까요? (눌러서 답 보기)</summary>결과가 모양을 아는 표(GeoDataFrame)가 아니어서 지도를 그릴 수 없고, 가구 자료가 없는 동네는 지도에서 사라집니다.</details>
#
# ## 2단계. 수, 비율, 밀도를 나누어 묻습니다
# “혼자 사는 이웃이 많은 동네”는 세 가지 물음입니다.
# - **수** 몇 가구인가? 냉장고에 음식이 얼마나 필요한지 말해 줍니다.
# - **비율** 열 집 가운데 몇 집인가? 그 동네에서 얼마나 흔한 모습인지 말해 줍니다.
# - **밀도** 1km² 안에 몇 가구인가? 걸어서 닿을 수 있는지 말해 줍니다.

# %%
ground["share"] = ground["one"] / ground["general"] * 100
ground["per_km2"] = ground["one"] / ground["area_km2"]
questions = {"one": "수(가구)", "share": "비율(%)", "per_km2": "밀도(가구/km²)"}
best = {}
for column, label in questions.items():
    first = ground.sort_values(column, ascending=False).head(3)
    best[label] = list(first["sigungu"] + " " + first["dong"])
pd.DataFrame(best, index=["1위", "2위", "3위"])

# %% [markdown]
# `for`는 **차례대로 하나씩 꺼내** 같은 일을 되풀이합니다. `questions.items()`에서 열 이름과 물음이 한 쌍씩 나와 `column`과 `label`이라는 이름을 얻고, 들여 쓴 두 줄이 세 번 실행됩니다. 이름과 값을 짝지어 둔 `{ }`는 **사전**입니다. `best[label] = …`은 사전에 새 짝을 넣습니다.
#
# 세 줄 세우기의 1위가 모두 같은 동네인가요? 지도로 나란히 그려 봅시다.

# %% sample="같은 1인가구를 수, 비율, 밀도로 그린 지도 세 장"
figure, axes = plt.subplots(1, 3, figsize=(13, 5), layout="constrained")
meters = ground.to_crs(5179)
for axis, (column, label) in zip(axes, questions.items()):
    meters.plot(column, ax=axis, scheme="quantiles", k=5, cmap="YlGnBu", edgecolor="#777777", linewidth=0.2,
                legend=True, legend_kwds={"fmt": "{:,.0f}", "fontsize": 8, "loc": "upper left", "bbox_to_anchor": (0, 0)},
                missing_kwds={"color": "#d9d9d9", "label": "자료 없음"})
    tidy(axis)
    axis.set_title(f"{label}\n1위 {best[label][0]}", fontsize=11)
winners = len({best[label][0] for label in best})
figure.suptitle(f"{home.short}: 1인가구의 수, 비율, 밀도를 물으면 1위가 {'한 곳으로 같습니다' if winners == 1 else f'{winners}곳으로 갈립니다'}(2020년)", fontsize=13)
plots.source_line(figure, "kr-households-dong", "kr-boundaries-2020")

# %% [markdown]
# 넓은 면은 사람이 적어도 지도에서 커 보이고, 좁은 동은 사람이 많아도 점처럼 보입니다. 그래서 **색으로는 수를 칠하지 않습니다.** 색에는 비율이나 밀도를, 수는 동그라미의 크기로 나타내는 것이 지도의 약속입니다.
#
# <details><summary><b>확인 2.</b> 1인가구 900가구, 넓이 0.5km²인 동과 1,000가구, 넓이 50km²인 면이 있습니다. 걸어와서 쓰는 냉장고라면 어디가 나을까요? (눌러서 답 보기)</summary>밀도는 1,800가구/km²와 20가구/km²입니다. 수는 면이 조금 많지만 걸어올 수 있는 사람은 동이 훨씬 많습니다. 면이라면 냉장고 대신 배달이나 마을회관을 생각해야 합니다.</details>
#
# ## 3단계. 값에 색을 줍니다
# 지도는 값을 몇 **단계**로 나누어 칠합니다. 값을 받아 단계를 돌려주는 함수를 만들어 봅시다. `if`는 조건이 맞을 때만 들여 쓴 줄을 실행합니다.

# %%
def level(value, cuts):
    """value가 cuts(작은 것부터 놓은 단계의 위 끝)에서 몇째 단계인지. 모르는 값이면 '자료 없음'."""
    if pd.isna(value):
        return "자료 없음"
    for number, upper in enumerate(cuts, 1):
        if value <= upper:
            return f"{number}단계"
    return f"{len(cuts) + 1}단계"

print(level(25, [20, 30, 40]), level(30, [20, 30, 40]), level(99, [20, 30, 40]), level(None, [20, 30, 40]))

# %% [markdown]
# `enumerate(cuts, 1)`은 1부터 번호를 붙여 꺼냅니다. 값이 위 끝보다 작거나 같은 **첫 단계**에서 `return`이 함수를 끝냅니다. 끝까지 못 찾으면 맨 마지막 단계입니다.
# 단계의 끝을 어디에 두느냐는 **그리는 사람이 정합니다.** 두 가지로 나누어 세어 봅시다.

# %%
share = ground["share"]
ways = {
    "같은 수로 나누기": list(share.quantile([0.25, 0.5, 0.75])),  # 동네 수가 단계마다 비슷하게
    "같은 폭으로 나누기": [share.min() + (share.max() - share.min()) * part for part in (0.25, 0.5, 0.75)],
}
counts = {}
for way, cuts in ways.items():
    counts[way] = share.apply(level, cuts=cuts).value_counts()
    print(way, [f"{cut:.1f}%" for cut in cuts])
pd.DataFrame(counts).fillna(0).astype(int).sort_index()

# %% [markdown]
# `apply`는 열의 값마다 함수를 부릅니다. 같은 자료인데 가장 진한 4단계에 드는 동네의 수가 다릅니다. 두 지도를 나란히 놓으면 한쪽은 “문제가 곳곳에 있다”, 다른 쪽은 “몇 곳의 일이다”라고 말하는 것처럼 보입니다.
# 키트의 `maps.choropleth`는 '같은 수로 나누기'를 씁니다. 어느 쪽이든 **범례를 붙이고 나눈 방법을 밝히면** 보는 사람이 속지 않습니다.
#
# <details><summary><b>확인 3.</b> <code>level(20, [20, 30, 40])</code>은 몇 단계일까요? (눌러서 답 보기)</summary>1단계입니다. <code>&lt;=</code>은 작거나 <b>같다</b>이므로 위 끝의 값은 그 단계에 듭니다.</details>
#
# ## 4단계. 움직이는 지도에 동그라미와 말풍선을 붙입니다
# 바탕은 비율로 칠하고, 1인가구가 많은 열 곳에 동그라미를 얹습니다. 동그라미의 자리는 모양 안의 한 점(`representative_point`)입니다.

# %%
points = ground.representative_point()
ground["lon"], ground["lat"] = points.x, points.y
ground["place"] = ground["sigungu"] + " " + ground["dong"]
top = ground.sort_values("one", ascending=False).head(10)
title = f"{home.short}에서 1인가구가 가장 많은 곳은 {top['place'].iloc[0]}입니다(2020년)"
source = datasets.attribution("kr-households-dong")
chart = maps.choropleth(ground, "share", name="place", unit="%", title=title, source=source)
for row in top.itertuples():
    size = 16 * (row.one / top["one"].max()) ** 0.5
    text = f"{row.place}: 1인가구 {row.one:,.0f}가구({row.share:.1f}%)"
    spot = folium.CircleMarker([row.lat, row.lon], radius=size, color="#b35806", fill=True, tooltip=text)
    spot.add_to(chart)
chart

# %% [markdown]
# - `itertuples()`는 표에서 한 줄씩 꺼냅니다. `row.place`처럼 점을 찍어 그 줄의 값을 부릅니다.
# - folium은 위치를 **[위도, 경도]** 차례로 받습니다. 1단계의 표와 반대입니다. 거꾸로 쓰면 동그라미가 바다 건너로 갑니다.
# - 눈은 동그라미의 **넓이**를 봅니다. 수가 네 배이면 반지름은 두 배여야 하므로 `** 0.5`(제곱근)를 씁니다. 반지름에 수를 그대로 쓰면 네 배가 열여섯 배로 보입니다.
# - `tooltip`은 마우스를 올리면 나오는 말풍선입니다. 색을 구별하기 어려운 사람도 글로 읽습니다.
#
# <details><summary><b>확인 4.</b> 가구가 9배 많은 동네의 동그라미는 반지름이 몇 배여야 할까요? (눌러서 답 보기)</summary>3배입니다. 9의 제곱근이 3이고, 반지름이 3배이면 넓이가 9배입니다.</details>
#
# ## 5단계. 한 자리에서 몇 사람에게 닿는지 셉니다
# 경도 1도와 위도 1도는 길이가 다르므로 도로 거리를 잴 수 없습니다. `to_crs(5179)`로 **미터를 쓰는 좌표계**(한국의 EPSG:5179)로 바꾼 다음 잽니다.

# %%
spots = ground.to_crs(5179).representative_point()

def reach(code, km):
    """읍면동 code의 점에서 km 안에 점이 있는 읍면동들의 1인가구를 더한다."""
    here = spots[ground["adm3"] == code].iloc[0]
    near = spots.distance(here) <= km * 1000
    return ground.loc[near, "one"].sum()

KM = 1.5
ground["reach"] = [reach(code, KM) for code in ground["adm3"]]
ground.sort_values("reach", ascending=False)[["place", "one", "share", "reach"]].head(5).round(1)

# %% [markdown]
# `[… for … in …]`은 `for`를 한 줄로 쓴 것입니다. 이제 이웃 동네까지 셉니다. 자기 동네의 수는 적어도 둘레에 사람이 많은 곳이 올라옵니다. `sum()`은 빈칸을 빼고 더하므로, 모르는 동네가 끼면 **적어도** 이만큼이라는 뜻입니다.
#
# 냉장고는 세 대입니다. 1위부터 세 곳을 그대로 고르면 서로 붙어 있을지도 모릅니다. 한 곳을 고를 때마다 **그 둘레는 이미 닿은 것으로** 치고 다음을 고릅니다.

# %%
chosen, left = [], ground["one"].copy()
for turn in range(3):
    gain = [left[spots.distance(spot) <= KM * 1000].sum() for spot in spots]
    winner = gain.index(max(gain))
    chosen.append(winner)
    left[spots.distance(spots.iloc[winner]) <= KM * 1000] = 0
    print(f"{turn + 1}대째 {ground['place'].iloc[winner]}: 새로 닿는 1인가구 {max(gain):,.0f}가구")
reached = ground["one"].sum() - left.sum()
print(f"모두 {reached:,.0f}가구, {home.short} 1인가구의 {reached / ground['one'].sum() * 100:.1f}%")

# %%
figure, axis = plt.subplots(figsize=(8, 6.5), layout="constrained")
meters.plot("share", ax=axis, cmap="YlGnBu", scheme="quantiles", k=5, edgecolor="#777777", linewidth=0.3, legend=True,
            legend_kwds={"title": "1인가구 비율(%)", "fmt": "{:.0f}", "loc": "upper left", "bbox_to_anchor": (1, 1), "frameon": False},
            missing_kwds={"color": "#d9d9d9", "label": "자료 없음"})
for turn, winner in enumerate(chosen, 1):
    spots.iloc[[winner]].buffer(KM * 1000).plot(ax=axis, facecolor="none", edgecolor="#b35806", linewidth=2)
    spot = spots.iloc[winner]
    axis.text(spot.x, spot.y, turn, ha="center", va="center", fontsize=9, bbox={"facecolor": "white", "edgecolor": "#b35806"})
tidy(axis)
west, south, east, north = spots.iloc[chosen].total_bounds
half = max(east - west, north - south) / 2 + KM * 1000 + 4_000  # 동그라미에서 4km 밖까지만 그립니다
axis.set(xlim=((west + east) / 2 - half, (west + east) / 2 + half), ylim=((south + north) / 2 - half, (south + north) / 2 + half))
axis.set_title(f"{home.short}에서 냉장고 세 대로 둘레 {KM}km의 1인가구 {reached:,.0f}가구에 닿습니다(2020년)")
plots.source_line(figure, "kr-households-dong", "kr-boundaries-2020")

# %% [markdown]
# 동그라미는 반지름 1.5km이고, 지도는 세 자리의 둘레만 잘라 그렸습니다. 세 자리가 멀리 떨어진 지역에서는 동그라미가 아주 작게 보일 것입니다. 걸어오는 냉장고로 닿지 못하는 이웃이 그만큼 많다는 뜻입니다.
#
# <details><summary><b>확인 5.</b> 이 셈은 한 동네의 1인가구가 모두 한 점에 산다고 칩니다. 어떤 곳에서 크게 틀릴까요? (눌러서 답 보기)</summary>넓은 읍면입니다. 점에서 1.5km를 넘는 곳에 사는 사람이 많습니다. 산과 강이 가로막은 곳에서는 곧은 거리보다 훨씬 멀리 돌아가야 합니다.</details>
#
# ## 흔한 실수
# - 색으로 수를 칠합니다. 넓은 곳이 이겨 버립니다.
# - [경도, 위도]를 뒤바꿉니다. 지도에 동그라미가 보이지 않으면 이것부터 봅니다.
# - 도(°)로 거리를 잽니다. 0.01도는 위도로는 약 1.1km, 경도로는 우리나라에서 약 0.9km입니다.
# - 진한 동네를 '문제 동네'라고 부릅니다. 지도는 **일이 많은 곳**을 보여 줄 뿐이고, 그곳에 사는 사람은 그 이름을 오래 기억합니다.
# ## 현장에서는
# 1854년 런던에서 의사 존 스노는 콜레라로 숨진 사람을 집마다 지도에 찍어 한 우물 펌프 둘레에 몰려 있음을 보였고, 펌프의 손잡이가 떼어졌습니다(Snow, J., *On the Mode of Communication of Cholera*, 2판, 1855). 그는 지도만 믿지 않고 **집마다 찾아가** 어느 물을 마셨는지 물었습니다. 지도는 어디에 가서 물을지 알려 줍니다.
# ## 정리
# 1. 경계 표를 왼쪽에 두고 코드로 잇습니다. 줄 수와 빈칸을 확인합니다.
# 2. 수는 동그라미의 넓이로, 비율과 밀도는 색으로 나타냅니다.
# 3. 단계를 나눈 방법이 지도의 말을 바꿉니다. 범례와 출처를 붙입니다.
# 4. 거리는 미터 좌표계에서 잽니다. folium의 위치는 [위도, 경도]입니다.
# ## 스스로 해 보기
# `KM`을 1과 3으로 바꾸어 5단계를 다시 실행해 보세요. 세 자리가 그대로인가요? 바뀐다면 모임은 무엇을 먼저 정해야 할까요?
#
# **더 읽기** GeoPandas *Introduction*(geopandas.org) · folium *Getting started*(python-visualization.github.io/folium) · `datasets.describe("kr-boundaries-2020")`의 '주의할 점'
