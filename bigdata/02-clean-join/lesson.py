# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 행정구역이 바뀌어도 여러 해의 자료를 이어 붙입니다
# 이 수업을 마치면 우리 지역의 2015·2020·2025년 인구를 한 사람도 빠뜨리거나 두 번 세지 않고 이은 표와, 그 표를 믿어도 되는지 보여 주는 점검표를 갖게 됩니다.
#
# **배울 내용**
# - 이름이 아니라 (연도, 코드)로 잇고, 짝을 잃은 행을 찾아냅니다.
# - 크로스워크(코드 대응표)로 여러 해를 2020년 경계에 맞춥니다.
# - 소계와 사본을 걷어 내고, 빈칸이 '0~4'를 뜻할 때 합계를 정직하게 말합니다.
# - 읍면동이 나뉘고 합쳐진 곳을 가려 지도에 밝힙니다.
#
# **준비** 앞 단원(01-collect), pandas의 `merge`와 `groupby`. 데이터셋 `kr-regions`, `kr-population-dong`, `kr-housing-vacancy`, `kr-boundaries-2020`. 설명 60분.
# ## 군(郡)이 통째로 사라진 보고서
# 2020년과 2025년 인구를 내려받아 그냥 이으면, 군이 모두 "자료 없음"으로 나옵니다.
# 사람이 사라진 것이 아니라 코드가 바뀐 것입니다.
# 부산 기장군의 통계청 코드는 21310이었다가 21510이 되었고, 다른 군도 모두 이렇게 바뀌었습니다.
# 한편 2020년 표의 인구를 모두 더하면 2억 명이 넘습니다.
# 이런 표로 예산을 나눈다면 어떻게 될까요?

# %% tags=["parameters"]
REGION = "부산광역시"

# %% nbgrader={"grade_id": "setup", "locked": true}
import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.colors import ListedColormap
from curriculum import datasets, glossary, plots, raw_tables, regions
plots.use_korean()
home = regions.region(REGION)
OFFICIAL = pd.Series({2015: 51_069_375, 2020: 51_829_136, 2025: 51_817_499})  # 인구총조사가 공표한 전국 인구(11월 1일)
glossary.show("행정구역 경계", "크로스워크", "결측")

# %% [markdown]
# ## 1. 자료부터 봅니다
# 키트의 데이터셋은 이미 정돈되어 있어서, 수업에서는 **원천이 내어 주는 모습 그대로** 다시 섞은 표를 씁니다.
# 값은 모두 실제 값이고, 섞임도 실제로 있는 것들입니다: 코드는 그해의 코드이고, 국가통계포털(KOSIS)처럼 전국·시도·시·구가 한 열에 있으며, 2020년은 옛 코드와 새 코드의 두 벌이 함께 들어 있습니다.

# %%
raw = raw_tables.population()
raw[(raw["year"] == 2020) & raw["code"].str.startswith(home.code)].head(8)

# %% [markdown]
# 코드가 두 자리면 시도, 다섯 자리면 시군구입니다. 이을 때마다 **전국 합계를 공표값과 견주는** 습관을 들이겠습니다. 한 줄짜리 점검이 대부분의 사고를 잡아 줍니다.

# %%
def check(table):
    """연도별 합계를 공표된 전국 인구와 나란히 놓는다."""
    total = table.groupby("year")["population"].sum()
    table = pd.DataFrame({"우리 합계": total, "공표": OFFICIAL, "차이": total - OFFICIAL, "몇 배": total / OFFICIAL})
    return table.style.format(precision=2, thousands=",")

check(raw)

# %% [markdown]
# 합계가 공표값의 세 배를 넘습니다. 이 표의 평균이나 순위를 그대로 쓰면 모두 틀립니다.
#
# **확인** 왜 2020년만 네 배가 넘을까요?
# <details><summary>답 보기</summary>전국 행, 시도 행, 시군구 행이 같은 사람을 세 번 셉니다. 2020년에는 시군구 자료가 두 벌이라 한 번 더 셉니다. 일반구를 둔 시(수원, 창원 등)는 시와 구에서 또 겹칩니다.</details>
#
# ## 2. 이름으로 이으면 늘어나고, 코드로 이으면 사라집니다

# %%
sigungu = raw[raw["code"].str.len() == 5]
before = sigungu[sigungu["year"] == 2015]
after = sigungu[sigungu["year"] == 2025]
by_name = before.merge(after, on="name")
print(f"이름으로 이음: {len(before)}행과 {len(after)}행이 {len(by_name)}행이 됩니다.")
print("여러 번 나오는 이름:", before["name"].value_counts().head(6).to_dict())
try:
    before.merge(after, on="name", validate="one_to_one")
except pd.errors.MergeError as error:
    print("validate가 막았습니다:", str(error).splitlines()[0])

# %% [markdown]
# 중구와 서구는 여러 도시에 있어서 부산 중구가 서울 중구와도 짝이 됩니다.
# `validate="one_to_one"`은 "한 행에 한 짝"이라는 우리의 생각이 틀리면 오류를 내고 멈춥니다. 이번에는 코드로 잇고, `indicator=True`로 짝을 잃은 행을 표시합니다.

# %%
by_code = before.merge(after, on="code", how="outer", validate="one_to_one", indicator=True, suffixes=("_2015", "_2025"))
lost = by_code[by_code["_merge"] != "both"]
print(by_code["_merge"].value_counts().to_dict())
print(f"2025년 짝을 찾지 못한 2015년 인구: {lost['population_2015'].sum():,.0f}명")
lost[lost["code"].str.startswith(home.code)]

# %% [markdown]
# 오류 없이 끝났지만 수백만 명이 짝을 잃었습니다. `how="inner"`였다면 알아채지도 못했을 것입니다.
# 마지막 표가 비어 있다면 우리 지역의 시군구 코드는 그대로라는 뜻입니다. 그래도 **전국과 견주는 순간** 이 문제를 만납니다.
#
# **확인** `validate`를 통과했는데 왜 틀렸을까요?
# <details><summary>답 보기</summary>validate는 짝이 둘 이상인지만 봅니다. 짝이 없는 것은 <code>indicator</code>로 보아야 합니다. 둘은 늘 함께 씁니다.</details>
#
# ## 3. 크로스워크로 2020년 경계에 맞춥니다
# 크로스워크(crosswalk)는 어느 해의 코드가 기준 해의 어디에 들어가는지 적은 대응표입니다.
#
# | 무슨 일이 있었나 | 예 | 코드 | 잇는 법 |
# |---|---|---|---|
# | 이름과 코드가 바뀜 | 인천 남구 → 미추홀구(2018) | 23030 → 23090 | 하나를 하나로 |
# | 군이 시가 됨 | 당진(2012), 여주(2013) | 34390 → 34080, 31320 → 31280 | 하나를 하나로 |
# | 일반구가 없어졌다 되살아남 | 부천 원미·소사·오정구(2016, 2024) | 31051~31053 → 31050 | 더하기 |
# | 시와 군이 합침 | 청주시와 청원군(2014) | 33011, 33012, 33310 → 33040 | 더하기(비율은 더하지 않음) |
# | 시도가 바뀜 | 군위군, 경북 → 대구(2023) | 22520 → 37310 | 2020년 자리로 되돌림 |
# | 코드 체계가 바뀜 | 전국의 군 | 21510 → 21310 | 하나를 하나로 |
#
# 세종은 2012년에 연기군(34320) 전부와 공주시·청원군 일부를 합쳐 생겼습니다. 연기군만 이은 2010년 세종의 값은 실제보다 작습니다.

# %%
crosswalk = raw_tables.crosswalk()
keyed = raw.merge(crosswalk, on=["year", "code"], how="left", validate="many_to_one", indicator="match")
unmatched = keyed[keyed["match"] == "left_only"]
print("짝이 없는 시군구:", *unmatched.loc[unmatched["code"].str.len() == 5, "name"].unique())
pd.crosstab(unmatched["code"].str.len().map({2: "전국과 시도", 5: "시군구"}), unmatched["year"])

# %% [markdown]
# 짝이 없는 행은 버리기 전에 **모두 읽습니다.** 전국, 시도, 그리고 일반구를 둔 시입니다. 전부 소계이니 빼도 사람이 사라지지 않습니다.
# 부천시는 2015년과 2025년에는 소계이고, 구가 없던 2020년에는 소계가 아닙니다. "코드가 0으로 끝나면 빼자" 같은 규칙 대신 연도까지 적힌 크로스워크를 쓰는 까닭입니다.

# %%
units = keyed[keyed["match"] == "both"]
check(units)

# %% [markdown]
# ## 4. 사본은 빼고 조각은 더합니다
# 2015년과 2025년은 맞고 2020년은 꼭 두 배입니다. 새 코드로 한 벌이 더 들어 있기 때문입니다.
# 기준 코드와 값까지 같으면 사본이므로 하나만 남기고, 값이 다르면 조각(부천의 구들)이므로 더합니다. 사본 빼기가 먼저입니다. 먼저 더하면 사본도 더해집니다.
# 두 조각의 값이 우연히 같으면 이 규칙은 틀립니다. 그래서 이번에도 합계를 견줍니다.

# %%
is_copy = units.duplicated(["year", "adm2_basic", "population"])
people = units[~is_copy].groupby(["year", "adm1", "adm2_basic"], as_index=False)["population"].sum()
print("사본:", is_copy.groupby(units["year"]).sum().to_dict(), "| 시군구 수:", people.groupby("year").size().to_dict())
check(people)

# %% [markdown]
# 세 해 모두 차이가 0명이고 시군구는 229곳으로 같습니다. 이제 우리 시도의 합계도 봅니다.

# %%
published = raw[raw["code"] == home.code].set_index("year")["population"]
ours = people[people["adm1"] == home.code].groupby("year")["population"].sum()
pd.DataFrame({"그해 경계(공표)": published, "2020년 경계(우리 표)": ours, "차이": ours - published})

# %% [markdown]
# 대구와 경북은 2025년에 군위군의 인구만큼 어긋나고, 다른 시도는 0입니다. 어긋남이 있다고 틀린 것은 아닙니다. **설명할 수 있는 차이인지**가 중요합니다.
#
# **확인** 센터가 "2025년 대구 인구"를 물으면 어느 값을 줄까요?
# <details><summary>답 보기</summary>지금의 대구를 물으면 군위를 넣은 공표값을, 2015년부터의 변화를 물으면 2020년 경계의 값을 줍니다. 어느 경계인지 반드시 적습니다.</details>
#
# ## 5. 보고서에 넣을 그림: 10년의 변화

# %%
names = datasets.load("kr-regions", "basic", region=home).set_index("adm2_basic")["name"]
wide = people[people["adm1"] == home.code].pivot(index="year", columns="adm2_basic", values="population")
index = (wide / wide.loc[2015] * 100).rename(columns=names)
total = wide.sum(axis=1) / wide.loc[2015].sum() * 100
nation = OFFICIAL / OFFICIAL[2015] * 100
growth = total[2025] - 100
title = f"{home.short} 인구, 10년 사이 {abs(growth):.1f}% {'증가' if growth > 0 else '감소'}"
if len(names) > 1:
    title += f": 시군구 {len(names)}곳 가운데 {(index.loc[2025] < 100).sum()}곳에서 줄어"

figure, ax = plt.subplots(figsize=(8, 4.4), layout="constrained")
ax.plot(index, color="#b8c4cc", linewidth=1)
ax.plot(total, color="#1f4e79", linewidth=3, marker="o", label=f"{home.short} 전체 {total[2025]:.1f}")
ax.plot(nation, color="#222222", linestyle="--", marker="s", label=f"전국 {nation[2025]:.1f}")
ranked = index.loc[2025].sort_values()
for name in {ranked.index[0], ranked.index[-1]}:  # 가장 많이 준 곳과 가장 많이 는 곳
    ax.text(2025.2, ranked[name], f"{name} {ranked[name]:.1f}", va="center")
ax.legend(title="2025년 지수", frameon=False)
ax.set(title=title, ylabel="인구 지수(2015년 = 100)", xticks=[2015, 2020, 2025], xlim=(2014.7, 2027.5))
plots.source_line(figure, "kr-population-dong")

# %% [markdown]
# 굵은 실선은 우리 지역 전체, 점선은 전국, 가는 선은 시군구 하나하나입니다. 코드만으로 이었다면 군의 선은 2020년에서 끊깁니다.
# ## 6. 빈칸은 0이 아니라 '0~4'입니다
# 작은 수가 그대로 나가면 누구의 집인지 드러나므로, 통계청은 0~4를 감추어 내보냅니다. 앞 단원에서 `-`와 `X`로 나뉘었던 칸이 이 표에서는 모두 빈칸입니다.
# 연립주택을 읍면동에서 시군구로 더하면서 감춘 칸을 모두 0으로 볼 때와 모두 4로 볼 때를 함께 적어 봅니다.

# %%
dong = datasets.load("kr-housing-vacancy", "dwellings", region=home, year=2020)
bounds = dong.groupby("adm2_basic")["row_house"].agg(최솟값="sum", 감춘_칸=lambda cells: cells.isna().sum())
bounds["최댓값"] = bounds["최솟값"] + 4 * bounds["감춘_칸"]
stock = datasets.load("kr-housing-vacancy", "stock", region=home, year=2020).set_index("adm2_basic")
bounds["시군구 공표값"] = stock["row_house"]
bounds["범위 안"] = bounds["시군구 공표값"].between(bounds["최솟값"], bounds["최댓값"])
bounds.rename(index=names).sort_values("감춘_칸", ascending=False).head(6)

# %% [markdown]
# 시군구 공표값은 따로 집계된 값인데도 우리 범위 안에 듭니다. 전국 229곳이 모두 그렇습니다.
# 0으로 채운 합계는 이 범위의 **가장 작은 끝**일 뿐이고, "연립주택이 없는 동"이라는 말은 할 수 없습니다.
#
# **확인** 감춘 칸이 7개이고 나머지의 합이 120호라면 합계는 얼마입니까?
# <details><summary>답 보기</summary>120호 이상 148호 이하입니다(7 × 4 = 28).</details>
#
# ## 7. 읍면동은 같은 곳끼리만 견줍니다
# 2025년 읍면동 코드는 여덟 자리이고 마지막 자리가 뜻을 가집니다. 0으로 끝나고 2020년에 있던 코드만 같은 동입니다.

# %%
old = datasets.load("kr-population-dong", region=home, year=2020)
new = datasets.load("kr-population-dong", region=home, year=2025)
same = new[new["adm3_2020"].notna()]  # 2020년과 같은 곳
share = same["population"].sum() / new["population"].sum()
cut = new["adm3"].str[:7].duplicated(keep=False).sum()
print(f"2025년 읍면동 {len(new)}곳 가운데 {len(same)}곳, 인구의 {share:.1%}를 2020년과 견줄 수 있습니다.")
print(f"코드를 앞 일곱 자리로 자르면 {cut}곳이 서로 겹칩니다.")
before = old.set_index("adm3")["population"]
after = same.set_index("adm3_2020")["population"]
change = (after / before - 1) * 100

# %% sample="인구 변화를 견줄 수 있는 읍면동과 없는 읍면동을 나누어 그린 지도"
area = datasets.load("kr-boundaries-2020", "adm3", region=home).to_crs(5179)
area["change"] = area["adm3"].map(change)
steps = ["10% 넘게 감소", "3~10% 감소", "-3~3%", "3~10% 증가", "10% 넘게 증가"]
area["step"] = pd.cut(area["change"], [-101, -10, -3, 3, 10, 1e6], labels=steps)
colors = ListedColormap(["#b35806", "#fdb863", "#f7f7f7", "#b2abd2", "#542788"])
unknown = {"color": "#e6e6e6", "edgecolor": "#777777", "hatch": "////", "label": "견줄 수 없음"}
legend = {"title": "인구 변화율(2020~2025년)", "loc": "upper left", "bbox_to_anchor": (1, 1), "frameon": False}
figure, ax = plt.subplots(figsize=(8, 4.6), layout="constrained")
look = {"cmap": colors, "edgecolor": "#777777", "linewidth": 0.3, "missing_kwds": unknown, "legend_kwds": legend}
area.plot("step", ax=ax, categorical=True, legend=True, **look)
known = area["change"].notna().sum()
falling = (area["change"] < 0).sum()
ax.set_title(f"{home.short}: 견줄 수 있는 읍면동 {known}곳 가운데 {falling}곳에서 5년 사이 인구 감소")
ax.set_axis_off()
plots.source_line(figure, "kr-population-dong", "kr-boundaries-2020")

# %% [markdown]
# 빗금은 2020년 뒤에 나뉘거나 합쳐졌거나 사는 사람이 없어 견줄 수 없는 곳입니다. 모르는 곳을 0이나 이웃의 값으로 칠하지 않고 **모른다고 그립니다.**
# ## 흔한 실수
# - 합계를 맞춰 보지 않고 순위부터 매깁니다. 소계가 섞이면 시도와 일반구를 둔 시가 윗자리를 차지합니다.
# - `drop_duplicates()`만 부르고 안심합니다. 코드가 다른 사본(21310과 21510)은 남습니다.
# - 비율끼리 더하거나 평균합니다. 합쳐진 곳은 **수를 먼저 더하고** 비율을 다시 계산합니다.
# - 열 이름만 보고 잇습니다. 주택총조사 시군구 표의 주택 수는 2010·2015년에 빈집이 빠져 있고 2020년에는 들어 있습니다. 실습에서 다룹니다.
# ## 현장에서는
# - 「한국행정구역분류」는 1964년에 제정된 뒤 행정구역이 바뀔 때마다 개정되어 왔습니다([국가기록원 해설](https://archives.go.kr/next/newsearch/listSubjectDescription.do?id=005241)). 분석 보고서에는 "어느 해의 경계"인지 적습니다.
# - 나뉜 곳은 경계를 겹친 넓이나 인구의 비율로 나누어 추정하기도 합니다. 미국 NHGIS의 크로스워크와 파이썬 `tobler`가 그렇게 합니다. 추정한 값이라고 밝혀야 합니다.
# ## 정리
# 1. 키는 (연도, 코드)이고 이름은 보여 줄 때만 씁니다.
# 2. `validate`는 겹침을, `indicator`는 빠짐을 잡습니다.
# 3. 소계 → 사본 → 조각의 차례로 다루고, 걸음마다 합계를 공표값과 견줍니다.
# 4. 빈칸은 0이 아닙니다. 모르면 범위로 말합니다.
# 5. 남은 차이에는 까닭을 적습니다. 설명할 수 없는 차이가 있으면 아직 끝난 것이 아닙니다.
# ## 스스로 해 보기
# - `raw_tables.dwellings()`(주택 수)로 3·4절을 되풀이해 보세요. 전국 주택은 2015년 16,367,006호, 2020년 18,525,844호로 공표되었습니다.
# - **더 읽기** pandas 사용 설명서의 *Merge, join, concatenate and compare* · [tobler](https://github.com/pysal/tobler) · `datasets.describe("kr-regions")`의 '주의할 점'
