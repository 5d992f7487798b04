# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 우리 지역의 문제를 데이터로 찾습니다
# 이 수업을 마치면 우리 지역이 튀는 문제 하나를 끝까지 따라가 **근거표 한 줄**로 적고, 보고서에 넣을 그림 세 장을 갖게 됩니다. 실습에서는 다섯 줄을 채웁니다.
#
# **배울 내용**
# - 지표마다 정직한 분모를 고르고, 전국·또래·순위·추세의 네 눈으로 우리 지역을 봅니다.
# - 문제가 두드러진 시군구를 찾고, 작은 지역의 흔들림을 조심합니다.
# - 자료가 말하는 것과 말하지 못하는 것을 나누어 적습니다.
#
# **준비** 프로그래밍 경험은 없어도 됩니다. 셀은 모두 준비되어 있으니 위에서부터 Shift+Enter로 실행하고 **결과를 읽습니다.** 설명 60분.
# ## 주제를 누가, 무엇을 보고 정했나요
# 2019년의 사회문제 해결 공모 사업들은 주제를 부처가 정했고, 지역 주민은 그 결정에 참여하지 못했습니다. 그래서 앞으로는 시민이 주제를 내고, 시민 투표와 지역 전문가의 평가로 고르자는 개선안이 나왔습니다(류영달, 제17차 한국 리빙랩 네트워크 포럼 자료집, 2019. 11. 21.).
# 그런데 저마다 "빈집이 제일 심각하다", "아니다, 혼자 사는 노인이다"라고만 하면 목소리 큰 사람이 이깁니다.
# DSI 리더는 투표에 앞서 **근거표**를 내놓습니다. 결정은 주민이 하고, 근거표는 같은 사실을 보며 이야기하게 돕습니다.

# %% tags=["parameters"]
REGION = "부산광역시"

# %% [markdown]
# 아래 셀은 자료를 한 표로 모으고 지표를 정해 둡니다. 코드는 읽지 않아도 됩니다. 실행만 해 주세요.

# %% nbgrader={"grade_id": "setup", "locked": true}
import matplotlib.pyplot as plt
import pandas as pd
from curriculum import datasets, indicators, plots, regions
from curriculum.indicators import INDICATORS, values

plots.use_korean()
ME = regions.region(REGION).short
PEERS = indicators.peers(REGION)  # 또래: 특별·광역시끼리, 도끼리
counts = indicators.counts()  # 시군구마다, 해마다 세어 놓은 수
# INDICATORS는 지표 열 개의 정의서이고, values(지표, 연도, 묶음)는 분자와 분모를 지역마다 먼저 더한 뒤 나눈 값이다.

# %% [markdown]
# ## 1. 자료부터 봅니다
# 시군구마다, 해마다 **세어 놓은 수**입니다. 사람은 명, 가구는 가구, 빈집과 주택은 호, 시설은 곳으로 셉니다. 우리 지역의 첫 시군구를 봅시다.

# %%
counts[counts["시도"] == ME].head(3).rename(columns={"year": "연도"}).set_index(["시군구", "연도"]).drop(columns=["adm1", "adm2_basic", "전국", "시도", "종류"]).T.style.format("{:,.0f}", na_rep="자료 없음")

# %% [markdown]
# '자료 없음'은 0이 아닙니다. 빈집·복지·건강은 2020년까지, 인구와 가구는 2025년까지 있으므로 값에는 늘 **연도**를 붙여 말합니다.
#
# **확인** 이 표만으로 "빈집 문제가 심한 곳"을 말할 수 있을까요?
# <details><summary>답 보기</summary>아직 안 됩니다. 집이 많은 곳은 빈집도 많습니다. 무엇으로 나눌지 정해야 견줄 수 있습니다.</details>
#
# ## 2. 정직한 분모를 고릅니다
# 비율은 **분자 ÷ 분모**입니다. 분모는 "그 일이 일어날 수 있었던 모두"여야 합니다. 빈집이 될 수 있는 것은 사람이 아니라 집이므로, 빈집의 분모는 주택입니다.

# %%
total = counts[counts["year"] == 2020].groupby("시도")["빈집"].sum()
share = values("빈집 비율", 2020)
print(f"먼저 더하고 나눈 전국 빈집 비율: {values('빈집 비율', 2020, '전국').iloc[0]:.1f}%")
print(f"시군구 229곳의 비율을 평균 낸 값: {values('빈집 비율', 2020, 'adm2_basic').mean():.1f}%")
ranks = pd.DataFrame({"빈집(호)": total, "순위(수)": total.rank(ascending=False), "빈집 비율(%)": share, "순위(비율)": share.rank(ascending=False)})
ranks.loc[list(dict.fromkeys([total.idxmax(), share.idxmax(), ME]))].style.format("{:,.0f}").format("{:.1f}", subset="빈집 비율(%)")

# %% [markdown]
# 첫 줄은 빈집 수가 1위인 시도, 둘째 줄은 비율이 1위인 시도입니다. 경기는 수로는 1위이지만 비율로는 낮은 쪽에 듭니다. 수는 **얼마나 많은 손이 필요한지**, 비율은 **얼마나 흔한 일인지** 말합니다. 예산을 짤 때는 수가, 어디가 튀는지 볼 때는 비율이 필요합니다.
# 표 위의 두 줄은 왜 다를까요? 시군구 비율을 평균 내면 작은 군과 큰 구를 똑같이 셉니다. **수를 먼저 더한 뒤 나눈** 첫 줄이 맞습니다.
#
# | 세려는 것 | 흔히 잡는 분모 | 정직한 분모 | 까닭 |
# |---|---|---|---|
# | 1인가구 | 인구, 총가구 | 일반가구 | 총가구에는 기숙사·시설 같은 집단가구와 외국인가구가 들어 있습니다 |
# | 기초연금 수급자 | 65세 이상 인구 | 인구(차선) | 나이별 인구가 이 자료에 없어, 고령화를 **대신하는** 지표로만 씁니다 |
# | 전문의, 외국인 주민 | 총가구, 면적 | 인구 | 진료를 받을 사람, 함께 사는 사람에 견주어 묻습니다. 사람의 수는 사람의 수로 나눕니다 |
# | 지금의 인구 | 전국 인구 | 5년 전 인구 | 묻는 것이 크기가 아니라 변화이므로 옛날의 자기 자신과 견줍니다 |
#
# **확인** 어떤 시에서 1인가구 120가구, 일반가구 400가구, 집단·외국인가구 100가구입니다. 1인가구 비율은?
# <details><summary>답 보기</summary>120 ÷ 400 = 30%입니다. 총가구 500으로 나누면 24%로 낮아 보입니다.</details>
#
# ## 3. 전국, 또래, 순위로 견줍니다
# 지표 열 개를 정의서로 적어 두었습니다. **살필 쪽**은 값이 높을 때 살펴야 하는지, 낮을 때 살펴야 하는지입니다. 외국인 주민처럼 그 자체는 문제가 아니지만 **할 일이 늘어나는** 지표도 있습니다. 5년 인구 지수는 지금의 인구를 5년 전의 인구로 나눈 것(5년 전 = 100)입니다. 정의서는 `INDICATORS`를 실행하면 볼 수 있습니다.

# %%
board = pd.DataFrame({indicator: values(indicator, year) for indicator, year in INDICATORS["최근"].items()}).T  # 줄은 지표, 칸은 시도
nation = pd.Series({indicator: values(indicator, year, "전국").iloc[0] for indicator, year in INDICATORS["최근"].items()})
sign = INDICATORS["살필 쪽"].map({"높음": 1, "낮음": -1})
order = board.mul(sign, axis=0)  # 큰 값이 살필 쪽이 되게 맞춘 것
rank = order.rank(axis=1, ascending=False, method="min").astype(int)  # 1위가 가장 살필 곳
peer_rank = order[PEERS].rank(axis=1, ascending=False, method="min").astype(int)
peers = board[[name for name in PEERS if name != ME]].median(axis=1)  # 우리를 뺀 또래의 가운데값
stand_out = order.sub(nation * sign, axis=0).div(board.std(axis=1, ddof=0), axis=0)
mine = pd.DataFrame({"우리": board[ME], "전국": nation, "또래": peers, "순위(17곳)": rank[ME], f"또래 순위({len(PEERS)}곳)": peer_rank[ME], "튀는 정도": stand_out[ME]})
INDICATORS[["단위", "살필 쪽", "최근"]].join(mine.round(2) + 0).sort_values("튀는 정도", ascending=False).style.format(precision=2)

# %% [markdown]
# **읽는 법** '또래'는 성격이 비슷한 지역입니다. 특별·광역시와 세종은 서로(8곳), 도는 도끼리(9곳) 견주고, 우리를 뺀 가운데값(중앙값)을 씁니다.
# - 전국보다도, 또래보다도 살필 쪽이면 **우리만의 문제**입니다. 까닭도 우리 안에 있을 수 있습니다.
# - 전국보다는 살필 쪽인데 또래와 비슷하거나 또래보다 나으면 **우리 같은 곳 모두의 문제**입니다. 또래 센터와 함께 푸는 편이 낫습니다.
#
# 단위가 다른 지표를 한 그림에 놓으려고 **튀는 정도**를 셈합니다. 전국과의 차이를 시도들이 서로 흩어진 폭(표준편차)으로 나눈 값입니다. 1이면 '시도들이 보통 흩어진 만큼' 전국보다 살필 쪽에 있고, 0보다 작으면 전국보다 나은 쪽입니다.

# %% sample="지표 열 개에서 우리 지역이 전국과 얼마나 다른지 보여 주는 등뼈 그림"
line = stand_out[ME].sort_values()
figure, ax = plt.subplots(figsize=(8.5, 5))
for height, indicator in enumerate(line.index):
    ax.plot(stand_out.loc[indicator].drop(ME), [height] * 16, "o", color="#b8c4cc", markersize=6)
    ax.plot(line[indicator], height, "D", color="#b35806", markersize=10, markeredgecolor="black")
    label = f"{board.loc[indicator, ME]:.1f}{INDICATORS.loc[indicator, '단위']} · {rank.loc[indicator, ME]}위"
    ax.text(1.02, height, label, transform=ax.get_yaxis_transform(), va="center", fontsize=9)
ax.axvline(0, color="black", linewidth=1)
ax.set_yticks(range(len(line)), [f"{name}({INDICATORS.loc[name, '최근']})" for name in line.index])
ax.set_xlabel("전국보다 나은 쪽          튀는 정도(0 = 전국)          전국보다 살필 쪽")
ax.set_title(f"{ME}: 지표 10개 가운데 {(line > 0).sum()}개에서 전국보다 살필 쪽(마름모가 {ME}, 점은 다른 시도)", fontsize=11)
plots.source_line(figure, *INDICATORS["자료"])

# %% [markdown]
# 오른쪽 끝 글씨는 우리의 값과 '살필 쪽에서 센' 순위입니다. **순위만 믿지 않습니다.** 점들이 바짝 모여 있으면 3위와 9위의 차이가 아주 작을 수 있고, 한 점이 멀리 떨어져 있으면 자가 늘어나 나머지가 모두 0 가까이로 보입니다. 5년 인구 지수의 세종이 그렇습니다.
#
# **확인** 전국보다 살필 쪽인 지표가 적은 지역은 문제가 없는 곳일까요?
# <details><summary>답 보기</summary>아닙니다. 시도 안의 어느 시군구, 어느 사람들에게는 큰 문제일 수 있고, 이 열 가지에 없는 문제도 있습니다. 빠르게 나빠지는 것도 따로 보아야 합니다.</details>
#
# ## 4. 추세를 봅니다
# 이제 가장 튀는 지표 하나를 끝까지 따라갑니다. 추세는 우리 값이 올랐는지가 아니라 **전국과의 차이가 벌어졌는지**로 봅니다. 온 나라가 함께 오른 것은 우리 지역만의 이야기가 아니기 때문입니다.

# %%
focus = line.index[-1]
rule = INDICATORS.loc[focus]
years = [year for year in (2015, 2020, 2025) if rule["처음"] <= year <= rule["최근"]]
series = pd.DataFrame({year: values(focus, year) for year in years}).T
whole = pd.Series({year: values(focus, year, "전국").iloc[0] for year in years})
middle = series[[name for name in PEERS if name != ME]].median(axis=1)
gap = (series[ME] - whole) * sign[focus]  # 0보다 크면 전국보다 살필 쪽
trend = "그대로" if abs(gap.iloc[-1] - gap.iloc[0]) < 0.05 else "나빠짐" if gap.iloc[-1] > gap.iloc[0] else "나아짐"
figure, ax = plt.subplots(figsize=(7.5, 4.2))
ax.plot(series.drop(columns=ME), color="#d5dce1", linewidth=1)
ends = []
for name, data, style in [(ME, series[ME], "#b35806 - D"), ("전국", whole, "black -- s"), ("또래 가운데값", middle, "#1f4e79 : o")]:
    color, dash, marker = style.split()
    ax.plot(data, color=color, linestyle=dash, marker=marker, linewidth=2.5)
    ends.append((data.iloc[-1], f"{name} {data.iloc[-1]:.1f}", color))
step, last = (series.max().max() - series.min().min()) * 0.06, -1e9
for height, label, color in sorted(ends):
    last = max(height, last + step)  # 이름표가 겹치지 않게 띄운다
    ax.annotate(label, (years[-1], last), (10, 0), textcoords="offset points", va="center", color=color)
ax.set(xticks=years, xlim=(years[0] - 0.3, years[-1] + (years[-1] - years[0]) * 0.3), ylabel=f"{focus}, {rule['단위']}")
ax.set_title(f"{ME}의 {focus}: 전국과의 차이 {gap.iloc[0]:+.1f} → {gap.iloc[-1]:+.1f} ({trend})")
plots.source_line(figure, rule["자료"], "kr-population-dong")

# %% [markdown]
# 가는 선은 다른 시도입니다. 해가 두세 개뿐이므로 "추세가 이어질 것이다"라고는 말하지 않습니다. **제도가 바뀐 해**도 확인합니다. 기초생활보장은 2015년 7월에 급여마다 기준이 나뉘었고 그 뒤로 기준이 넓어져, 수급자가 는 것이 곧 가난이 는 것은 아닙니다.
#
# **확인** 우리는 30 → 36%, 전국은 27 → 35%가 되었습니다. 추세는?
# <details><summary>답 보기</summary>차이가 3%포인트에서 1%포인트로 줄었으니 '나아짐'입니다. 우리 값은 올랐지만 전국이 더 빨리 올랐습니다. 비율끼리의 차이는 %가 아니라 <b>%포인트</b>로 말합니다.</details>
#
# ## 5. 어디인지 봅니다
# DSI 리더는 시군구에서 일합니다. 우리 시도의 값 뒤에 있는 시군구를 이웃과 함께 지도에 놓습니다.

# %%
areas = datasets.load("kr-boundaries-2020", "adm2_basic").to_crs(5179)
areas["value"] = areas["adm2_basic"].map(values(focus, rule["최근"], "adm2_basic"))
ours = areas[areas["sido"] == regions.region(REGION).name]
people = counts[counts["year"] == rule["최근"]].set_index("adm2_basic")["인구"]
top = ours[ours["adm2_basic"].map(people) >= 20_000].sort_values("value", ascending=rule["살필 쪽"] == "낮음").head(3)
figure, ax = plt.subplots(figsize=(7.5, 6.5), subplot_kw={"anchor": "S"})
box = {"title": f"{focus}, {rule['단위']}", "loc": "upper left", "bbox_to_anchor": (1, 1), "frameon": False, "fmt": "{:.1f}"}
areas.plot("value", scheme="quantiles", k=5, cmap="YlGnBu" if sign[focus] > 0 else "YlGnBu_r", ax=ax, edgecolor="#999999", linewidth=0.4, legend=True, legend_kwds=box)
ours.dissolve().boundary.plot(ax=ax, color="#b35806", linewidth=1.6)
for text in ax.get_legend().get_texts():
    text.set_text(text.get_text().replace(", ", " ~ "))
for spot, name in zip(top.representative_point(), top["sigungu"]):
    ax.annotate(name, (spot.x, spot.y), ha="center", va="center", fontsize=9, bbox={"fc": "white", "ec": "none", "alpha": 0.8, "pad": 1})
west, south, east, north = ours.buffer(12_000).total_bounds  # 우리 지역에서 12km 밖까지
ax.set(xlim=(west, east), ylim=(south, north))
ax.set_axis_off()
spot = f"{ME}에서 가장 살필 곳은 {top['sigungu'].iloc[0]}" if len(ours) > 1 else f"전국 {nation[focus]:.1f}, {ME}"
ax.set_title(f"{focus}({rule['최근']}년): {spot}({top['value'].iloc[0]:.1f}). 굵은 선 안이 {ME}", fontsize=11)
plots.source_line(figure, rule["자료"], "kr-population-dong", "kr-boundaries-2020")

# %% [markdown]
# 색은 전국 시군구 229곳을 값의 차례로 세워 다섯 묶음으로 똑같이 나눈 것이고, **진할수록 살필 쪽**입니다. 이름은 우리 지역에서 가장 살필 곳(세 곳까지)입니다. 굵은 선 밖의 색도 보세요. 이웃과 이어진 문제라면 함께 풀 상대가 거기 있습니다. 사람이 적은 곳은 몇 명만 옮겨도 값이 흔들립니다. 인구가 2만 명이 안 되는 시군구에는 이름을 붙이지 않았습니다. 순위를 매기지 말고 따로 적습니다. 2020년 경계를 쓰므로 군위군은 경북에 있습니다.
#
# **확인** 전문의가 아주 적게 나온 구가 대학병원이 있는 구 바로 옆에 있습니다. 무엇을 조심할까요?
# <details><summary>답 보기</summary>전문의는 <b>일하는 곳</b>에서 셉니다. 옆 구의 병원에 쉽게 다닐 수 있다면 진료를 못 받는다고 말할 수 없습니다. 교통과 이용을 현장에서 확인합니다.</details>
#
# ## 6. 근거표 한 줄로 적습니다

# %%
sheet = pd.Series({
    "문제(지표)": focus, "우리": f"{board.loc[focus, ME]:.1f} {rule['단위']}, {rule['최근']}년", "전국 / 또래": f"{nation[focus]:.1f} / {peers[focus]:.1f}",
    "순위": f"17곳 가운데 {rank.loc[focus, ME]}위, 또래 {len(PEERS)}곳 가운데 {peer_rank.loc[focus, ME]}위(1위가 가장 살필 곳)",
    "추세": f"{rule['처음']}년보다 {trend}(전국과의 차이 {gap.iloc[0]:+.1f} → {gap.iloc[-1]:+.1f})", "어디": " · ".join(top["sigungu"]), "말할 수 없는 것": "왜 그런지, 누구에게 가장 힘든지(현장에서 물을 것)",
})
sheet.to_frame(f"{ME} 근거표 1")

# %% [markdown]
# ## 흔한 실수
# - **자료가 있는 것만 문제로 봅니다.** 이 표에는 환경, 평생교육, 안전이 없습니다. 없는 것은 "자료 없음"이라고 적고 현장에서 찾습니다.
# - 지표를 문제의 원인처럼 말합니다. "1인가구가 많아서 고독사가 는다"는 이 자료로 할 수 있는 말이 아닙니다.
# - 이름만 보고 뜻을 짐작합니다. 빈집은 '조사일에 사람이 살지 않던 집'이어서 새 아파트의 미입주도 들어 있습니다. `datasets.describe("kr-housing-vacancy")`로 뜻을 확인하세요.
# - 원하는 결론이 나올 때까지 지표를 바꿉니다. 지표와 고르는 규칙은 **결과를 보기 전에** 정합니다.
# ## 현장에서는
# - 영국의 [지역 건강 프로필](https://fingertips.phe.org.uk/profile/health-profiles)은 지표마다 지역을 잉글랜드 전체와 견주어 한 줄에 놓은 등뼈 그림(spine chart)으로 보여 줍니다. 3절의 그림이 이 모양입니다.
# - 행정안전부는 2021년에 여덟 지표로 인구감소지역 89곳을 정하면서 지역별 지수와 순위는 공개하지 않았습니다. 낙인 효과를 걱정했기 때문입니다([지역신문 보도, 2021. 10. 21.](http://www.boeuni.com/news/articleViewAmp.html?idxno=66545)). 우리의 순위표도 사람들에게 어떻게 들릴지 먼저 생각합니다.
# ## 정리
# 1. 분모는 "그 일이 일어날 수 있었던 모두"입니다. 먼저 더하고 나중에 나눕니다.
# 2. 전국보다 살필 쪽인지, 또래보다도 그런지 나누어 봅니다. 순위에는 거리가 없으니 값과 차이를 함께 적습니다.
# 3. 추세는 전국과의 차이로 보고, 제도가 바뀐 해를 확인합니다.
# 4. 근거표에는 말할 수 없는 것도 적습니다. 결정은 주민과 함께 합니다.
# ## 스스로 해 보기
# 4절의 `focus = line.index[-1]`을 `focus = "1인가구 비율"`로 바꾸어 아래를 다시 실행해 보세요. 그림 두 장과 근거표가 바뀝니다.
#
# **더 읽기** `datasets.describe("kr-welfare-sgg")`의 '주의할 점' · 다음 단원 「문제를 정의하고 순서를 정하다」
