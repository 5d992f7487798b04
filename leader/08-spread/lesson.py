# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 다른 지역으로 확산합니다
# 이 수업을 마치면 우리 현장과 닮은 시군구 열 곳의 목록과 지도, 곳마다 도입 조건을 따진 표를 갖게 됩니다. "어디에 먼저 전화할까요?"에 근거를 들어 답할 수 있습니다.
#
# **배울 내용**
# - 단위가 다른 지표를 한 자로 맞추고, 시군구 사이의 **거리**를 잽니다.
# - 지표와 무게를 바꾸어도 남는 **닮은 지역**을 가려냅니다.
# - 그대로 옮겨 가는 것과 다시 만들어야 하는 것을 나눕니다.
# - **도입 조건**을 충족, 미충족, 모름으로 적고, 다른 지역의 화면을 열어 봅니다.
#
# **준비** 「우리 지역의 문제를 데이터로 찾습니다」, 「문제기획 리빙랩을 설계합니다」. 코드는 읽지 않아도 됩니다. 위에서부터 Shift+Enter로 실행하고 **결과를 읽습니다.** 설명 60분.
# ## 우수 사례집에서 끝난 일들
# 2019년 평가는 뼈아픕니다. 사회문제 해결 사업은 솔루션을 개발하는 데서 끝나 다른 지역에 적용되지 못했고, 좋은 결과는 시상식과 사례집, 콘퍼런스로 마무리되었습니다. 그래서 사례를 **소개**하는 대신 **검증된 성공 요인으로 모델을 만들어** 퍼뜨리자는 개선안이 나왔습니다(류영달, 제17차 한국 리빙랩 네트워크 포럼 자료집, 2019. 11. 21.).
# 우리 시도에서 인구가 5만 명이 넘고 사람이 줄어드는 시군구 가운데 빈집이 가장 흔한 곳을 **우리 현장**이라고 부릅시다(그런 곳이 없으면 빈집이 가장 흔한 시군구). 이곳에서 빈집 리빙랩이 잘되었습니다. 어디에 먼저 권할까요? 흔히 바로 옆 구나 이름난 도시를 고릅니다. 옆은 가깝지만 사정이 다를 수 있고, 천 리 밖에 쌍둥이가 있을 수도 있습니다.

# %% tags=["parameters"]
REGION = "부산광역시"

# %% nbgrader={"grade_id": "setup", "locked": true}
import textwrap
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from curriculum import datasets, glossary, indicators, plots, project, regions
plots.use_korean()
ME = regions.region(REGION).short
FEATURES = list(indicators.FEATURES)  # 견줄 지표 아홉 가지
table = indicators.profiles()  # 전국 시군구 229곳
ours = table[table["시도"] == ME]
fit = ours[(ours["인구"] >= 50_000) & (ours["5년 인구 지수"] < 100)]
SITE = (ours if fit.empty else fit)["빈집 비율"].idxmax()  # 빈집 리빙랩을 한 현장
SOURCES = ["kr-population-dong", "kr-households-dong", "kr-housing-vacancy", "kr-welfare-sgg", "kr-health-sgg"]
glossary.show("닮은 지역", "사분위 범위", "로버스트 표준화", "민감도 분석", "도입 조건")

# %% [markdown]
# ## 1. 자료부터 봅니다
# 전국 시군구 229곳을 아홉 지표로 적은 표입니다. 크기와 밀도, 변화, 사는 사람, 있는 것을 골랐습니다. 우리 현장과 튀는 몇 곳을 봅시다.

# %%
table.loc[[SITE, table["전문의"].idxmax(), table["인구"].idxmax(), table["기초연금 수급 비율"].idxmax()]].set_index("이름")[["인구", *FEATURES]].style.format(precision=1).format("{:,.0f}", subset=["인구"])

# %% [markdown]
# 인구와 인구밀도는 **로그**(10의 몇 제곱인지)로 적었습니다. 3만 명과 6만 명의 차이는 크지만 100만 명과 103만 명의 차이는 작습니다. 로그에서는 '몇 배인가'가 거리가 됩니다.
# 이 지표들은 서로 얽혀 있습니다. 기초연금 수급 비율이 높은 곳은 인구가 적고 빈집이 흔합니다. 비슷한 것을 여럿 넣으면 그쪽에 무게를 더 준 셈이 됩니다. 4절에서 흔들어 볼 까닭입니다.
# 표에 없는 것도 있습니다. 재정, 일자리, 교통, 지형, 사람들 사이의 관계와 역사입니다. 닮은 지역은 **이 아홉 가지로 보아** 닮은 것입니다.
#
# ## 2. 단위가 다른 것을 한 자로 맞춥니다
# 전문의 3명과 빈집 3%포인트는 더할 수 없습니다. 지표마다 **가운데값을 빼고 사분위 범위로 나누면** 모두 '몇 걸음'이 됩니다. 한 걸음은 전국 시군구의 가운데 절반이 퍼진 폭입니다.

# %%
def robust(values):
    """가운데값을 빼고 사분위 범위로 나눈 값(걸음)."""
    return (values - values.median()) / (values.quantile(0.75) - values.quantile(0.25))

steps, doctors = table[FEATURES].apply(robust), table["전문의"]
extreme = doctors.idxmax()
print(f"{table.loc[extreme, '이름']}의 전문의는 만 명당 {doctors[extreme]:.0f}명, 로버스트 표준화로 {steps.loc[extreme, '전문의']:+.1f}걸음입니다.")
rulers = {"229곳 모두": doctors, f"{table.loc[extreme, '이름']} 빼고": doctors.drop(extreme)}
pd.DataFrame({label: {"표준편차": some.std(), "사분위 범위": some.quantile(0.75) - some.quantile(0.25)} for label, some in rulers.items()}).round(2)

# %% [markdown]
# 229곳 가운데 한 곳을 뺐을 뿐인데 표준편차라는 눈금은 눈에 띄게 줄고, 사분위 범위는 거의 그대로입니다. 한 곳 때문에 모두의 자가 늘어나지 않는 쪽을 씁니다. 다만 튀는 값 자체는 그대로 남으므로 3걸음을 넘으면 **3걸음으로 셉니다**(너무 먼 것은 그냥 '멀다'입니다).
# ## 3. 거리를 재고 닮은 지역을 찾습니다
# 두 시군구의 **거리**는 아홉 지표에서 벌어진 걸음의 평균입니다. 0이면 똑같고, 1이면 지표마다 평균 한 걸음씩 다릅니다.
# 찾을 곳도 미리 정합니다. 우리 시도 안은 이미 서로 아니까 **다른 시도**에서, 행정의 권한과 조직이 비슷해야 따라 할 수 있으니 **같은 종류**(구, 시, 군)에서 찾습니다. 세종시와 제주의 두 시는 시로 봅니다.

# %%
steps = steps.clip(-3, 3)
def distances(home, weights):
    """home에서 다른 모든 시군구까지의 거리(지표마다 벌어진 걸음의 가중평균)."""
    return ((steps - steps.loc[home]).abs() * weights).sum(axis=1) / weights.sum()
def nearest(home, weights, count=10):
    """다른 시도의 같은 종류 가운데 가장 가까운 시군구의 코드."""
    alike = (table["시도"] != table.loc[home, "시도"]) & (table["종류"] == table.loc[home, "종류"])
    return list(distances(home, weights)[alike].nsmallest(count).index)

EQUAL = pd.Series(1.0, index=FEATURES)
far = distances(SITE, EQUAL)
ten = nearest(SITE, EQUAL)
home_name = table.loc[SITE, "이름"]
usual = np.median([distances(code, EQUAL)[nearest(code, EQUAL, 1)[0]] for code in table.index])
figure, ax = plt.subplots(figsize=(8.5, 4.8))
for code, marker, color in zip(ten[:3], "os^", ("#1f4e79", "#5aae61", "#9970ab")):
    ax.plot(steps.loc[code], FEATURES, marker, color=color, markersize=8, label=f"{table.loc[code, '이름']} (거리 {far[code]:.2f})")
ax.plot(steps.loc[SITE], FEATURES, "D", color="#b35806", markersize=10, markeredgecolor="black", label=home_name, zorder=1.9)
ax.axvline(0, color="#777777", linewidth=1, zorder=1)
ax.invert_yaxis()
ax.set_axisbelow(True)
ax.grid(axis="y", color="#eeeeee")
ax.set_xlabel("전국 시군구의 가운데값에서 몇 걸음인가(0 = 가운데값, 3걸음에서 자름)")
ax.legend(frameon=False, loc="upper left", bbox_to_anchor=(1, 1))
ax.set_title(f"{project.josa(home_name, '과/와')} 가장 닮은 곳은 {table.loc[ten[0], '이름']}(거리 {far[ten[0]]:.2f})", fontsize=11)
plots.source_line(figure, *SOURCES)
print(f"시군구마다 가장 가까운 곳까지의 거리를 재면 그 가운데값은 {usual:.2f}입니다.")

# %% [markdown]
# **읽는 법** 마름모가 우리 현장, 다른 무늬가 닮은 세 곳입니다. 겹칠수록 닮았습니다. 벌어진 줄이 있으면 그 지표가 다른 것이니, 제안할 때 가장 먼저 물을 것입니다. 거리의 **크기**도 봅니다. 위에 적은 가운데값보다 훨씬 멀다면 우리 현장은 닮은 데가 드문 곳입니다. 그럴 때는 "그나마 가까운 곳"이라고 말합니다.
# 이제 지도에 놓습니다.

# %% sample="우리 현장과 닮은 다른 시도의 시군구 열 곳을 나타낸 지도"
areas = datasets.load("kr-boundaries-2020", "adm2_basic").to_crs(5179).set_index("adm2_basic")
areas["거리"] = far
figure, ax = plt.subplots(figsize=(8.6, 8.2))
figure.subplots_adjust(0, 0.01, 0.78, 0.95)
box = {"title": f"{home_name}에서의 거리", "loc": "lower left", "bbox_to_anchor": (0.99, 0.02), "frameon": False, "fmt": "{:.2f}"}
areas.plot("거리", scheme="quantiles", k=5, cmap="Blues_r", ax=ax, edgecolor="white", linewidth=0.3, legend=True, legend_kwds=box)
for text in ax.get_legend().get_texts():
    text.set_text(text.get_text().replace(", ", " ~ "))
spots = areas.loc[[SITE, *ten]].representative_point()
ax.plot(spots.iloc[0].x, spots.iloc[0].y, "*", color="#b35806", markersize=20, markeredgecolor="white")
taken = []
for number, point in enumerate(spots.iloc[1:], 1):
    near = [x for x, y in taken if abs(point.x - x) < 30_000 and abs(point.y - y) < 30_000]  # 겹치면 줄을 달아 옮긴다
    shift = (12 * len(near) + 16) * (1 if point.x > sum(near) / len(near) else -1) if near else 0
    taken.append((point.x, point.y))
    look = {"boxstyle": "circle,pad=0.2", "fc": "#fdd9b5", "ec": "#b35806"}
    ax.annotate(str(number), (point.x, point.y), (shift, 14 * len(near)), textcoords="offset points", ha="center", va="center", fontsize=9, bbox=look, arrowprops={"arrowstyle": "-", "color": "#b35806"})
ax.set(xlim=(740_000, 1_180_000), ylim=(1_450_000, 2_070_000))
ax.set_axis_off()
ax.text(1.0, 0.97, "\n".join(f"{n}. {table.loc[code, '이름']} ({far[code]:.2f})" for n, code in enumerate(ten, 1)), transform=ax.transAxes, va="top", linespacing=1.7)
ax.set_title(f"{project.josa(home_name, '과/와')} 닮은 다른 시도의 {table.loc[SITE, '종류']} 열 곳(별표가 우리 현장)", fontsize=11)
plots.source_line(figure, *SOURCES, "kr-boundaries-2020")

# %% [markdown]
# 진할수록 닮은 곳이고(종류가 달라도 색은 칠했습니다), 번호가 있는 열 곳이 후보입니다. 괄호는 거리입니다. 이웃이 아니라 **먼 곳에 닮은 데가 있는 것**이 보통입니다. 울릉도와 독도는 지도에 넣지 않았습니다.
#
# **확인** 닮은 지역에 권하면 반드시 잘될까요?
# <details><summary>답 보기</summary>아닙니다. 닮음은 "비슷한 문제가 비슷한 크기로 있을 것이다"까지입니다. 함께할 사람과 제도가 있는지는 5절의 조건으로 따로 봅니다.</details>
#
# ## 4. 흔들어 봅니다: 지표를 빼도, 무게를 바꿔도 남나요
# 지표 아홉 가지도, 같은 무게도 우리가 고른 것입니다. 지표를 하나씩 뺀 아홉 번, 하나씩 두 배로 셈한 아홉 번, 처음 것까지 **열아홉 번** 다시 찾아 몇 번 열 곳에 드는지 셉니다.

# %%
settings = {"모두 같게": EQUAL}
for name in FEATURES:
    settings[f"{name} 빼기"] = EQUAL.drop(name).reindex(FEATURES, fill_value=0.0)
    settings[f"{name} 두 배"] = EQUAL.where(EQUAL.index != name, 2.0)
lists = {label: nearest(SITE, weights) for label, weights in settings.items()}
often = pd.Series([code for codes in lists.values() for code in codes]).value_counts()
bars = pd.concat([often[ten], often.drop(ten).head(5)])
figure, ax = plt.subplots(figsize=(8.5, 5))
names = [f"{ten.index(code) + 1}. {table.loc[code, '이름']}" if code in ten else table.loc[code, "이름"] for code in bars.index]
drawn = ax.barh(names, bars, color=["#1f4e79" if code in ten else "#c8d0d6" for code in bars.index])
ax.bar_label(drawn, fmt="%d번", padding=3, fontsize=9)
ax.axvline(15, color="#b35806", linestyle="--")
ax.invert_yaxis()
ax.set(xlim=(0, 21), xticks=range(0, 20, 5), xlabel="열아홉 번 가운데 닮은 열 곳에 든 횟수(점선은 15번). 회색은 처음의 열 곳에 없던 곳")
sturdy = [code for code in ten if often[code] >= 15]
ax.set_title(f"열 곳 가운데 {len(sturdy)}곳은 지표와 무게를 바꾸어도 15번 이상 남습니다", fontsize=11)
plots.source_line(figure, *SOURCES)

# %% [markdown]
# 점선에 닿거나 넘은 곳만 **흔들리지 않는 후보**로 부릅니다. 15번이라는 선도 우리가 정한 약속이니 글에 밝힙니다. 한두 번 들어온 회색은 "어떤 지표로 보면 닮은 곳"입니다. 그 지표가 우리 일의 핵심이라면 일부러 넣을 수 있고, 까닭을 적습니다.
#
# **확인** 흔들리지 않는 곳이 하나도 없다면 어떻게 할까요?
# <details><summary>답 보기</summary>"우리 현장은 닮은 데가 드물다"가 발견입니다. 통째로 옮기기보다 조각(셈법, 화면)만 나누고, 무엇이 우리를 다르게 하는지 적습니다.</details>
#
# ## 5. 무엇이 옮겨 가고, 무엇을 조건으로 볼까요
#
# | 그대로 옮겨 간다 | 그곳의 자료로 다시 셈한다 | 그곳의 사람과 다시 만든다 |
# |---|---|---|
# | 지표의 정의와 셈법, 화면과 코드, 회의 진행법 | 기준값, 목표값, 순위, '눈여겨볼 곳' | 주민 모임과 믿음, 맡을 부서, 조례와 협약, 예산 |
#
# **도입 조건**은 이것 없이는 안 되는 것입니다. 조건마다 기준과 그 까닭을 적습니다(`CONDITIONS`를 실행하면 보입니다). 우리 현장도 못 채우는 조건은 필수가 될 수 없습니다. 자료로 볼 수 없는 조건은 **모름**으로 둡니다. 모름은 아님이 아니라 **물어볼 것**입니다.

# %%
here = table.loc[SITE]
CONDITIONS = pd.DataFrame([
    ["빈집이 흔하다", "필수", "빈집 비율", "이상", min(table.loc[table["종류"] == here["종류"], "빈집 비율"].median(), here["빈집 비율"]), "같은 종류의 가운데값(또는 우리만큼)"],
    ["새 집이 빈 것이 아니다", "필수", "5년 인구 지수", "이하", max(100, here["5년 인구 지수"]), "사람이 늘지 않은 곳(또는 우리만큼)"],
    ["드나들 곳이 있다", "권장", "복지 이용시설", "이상", here["복지 이용시설"] * 0.8, "우리 현장의 8할"],
    ["모일 사람이 있다", "필수", "인구", "이상", 20_000, "값이 덜 흔들리는 크기"],
    ["실태조사를 함께 볼 협약", "필수", None, None, None, "전화로 확인"],
    ["후속 예산을 맡을 부서", "필수", None, None, None, "전화로 확인"],
], columns=["조건", "무게", "지표", "쪽", "기준", "기준을 정한 까닭"]).set_index("조건")
def verdict(code, rule):
    """한 곳이 조건을 채우는지: 충족, 미충족, 모름."""
    if pd.isna(rule["기준"]):
        return "모름"
    value = table.loc[code, rule["지표"]]
    return "충족" if (value >= rule["기준"] if rule["쪽"] == "이상" else value <= rule["기준"]) else "미충족"

board = pd.DataFrame({code: {name: verdict(code, rule) for name, rule in CONDITIONS.iterrows()} for code in ten}).T
LOOK = {"충족": ("#d9f0d3", "○"), "미충족": ("#fbd5c5", "×"), "모름": ("#eeeeee", "?")}
figure, ax = plt.subplots(figsize=(9.5, 5.2))
for row, code in enumerate(ten):
    for column, name in enumerate(CONDITIONS.index):
        color, mark = LOOK[board.loc[code, name]]
        ax.add_patch(plt.Rectangle((column, row), 1, 1, fc=color, ec="white", linewidth=2))
        ax.text(column + 0.5, row + 0.5, mark, ha="center", va="center", fontsize=12)
ax.set_yticks(np.arange(0.5, len(ten)), [f"{table.loc[code, '이름']}{' ◆' if code in sturdy else ''}" for code in ten])
ax.set_xticks(np.arange(0.5, len(CONDITIONS)), [f"{textwrap.fill(name, 8)}\n({rule['무게']})" for name, rule in CONDITIONS.iterrows()], fontsize=9, linespacing=1.5)
ax.xaxis.tick_top()
ax.set(xlim=(0, len(CONDITIONS)), ylim=(len(ten), 0))
must = list(CONDITIONS.index[CONDITIONS["무게"] == "필수"])
ask = [code for code in ten if "미충족" not in set(board.loc[code, must])]
ax.set_title(f"닮은 열 곳 가운데 필수 조건에 어긋남이 없는 곳은 {len(ask)}곳(○ 충족, × 미충족, ? 모름, ◆ 흔들리지 않는 후보)", fontsize=11, pad=14)
plots.source_line(figure, *SOURCES)

# %% [markdown]
# 자료만으로 '바로 제안'이 되는 곳은 없습니다. 필수 조건 둘이 늘 모름이기 때문입니다. 그래서 표의 끝은 **전화번호부**입니다: 필수에 ×가 없는 곳에 전화해 ?를 묻습니다. 필수에 ×가 있는 곳은 닮았어도 이번에는 보류합니다. 권장의 ×는 보류할 까닭이 아니라 함께 메울 것입니다.
#
# **확인** 미충족과 모름을 모두 ×로 적으면 무슨 일이 생길까요?
# <details><summary>답 보기</summary>물어보면 될 곳이 모두 탈락합니다. 거꾸로 모두 ○로 적으면 협약 없이 시작했다가 멈춥니다. 빈칸과 0을 가르는 것과 같은 일입니다.</details>
#
# ## 6. 같은 화면을 그 지역으로 엽니다
# 갤러리에 게시된 화면에는 **우리 지역으로 보기**가 있습니다. 지역을 고르면 같은 노트북이 그 지역의 자료로 만든 화면을 보여 줍니다. 지역이 **매개변수**라서, 곧 코드 어디에도 지역 이름과 수를 적어 넣지 않아서 되는 일입니다. 아래의 `screen` 하나를 두 지역으로 엽니다.

# %%
def screen(region, ax):
    """한 시도의 빈집 비율이 높은 시군구를 그린다. 지역은 매개변수이다."""
    short = regions.region(region).short
    rows = table[table["시도"] == short].nlargest(8, "빈집 비율")
    nation = indicators.values("빈집 비율", area="전국").iloc[0]
    ax.barh(rows["시군구"], rows["빈집 비율"], color=["#b35806" if value > nation else "#c8d0d6" for value in rows["빈집 비율"]])
    ax.axvline(nation, color="black", linestyle="--")
    ax.set(ylim=(7.6, -0.6), xlabel=f"빈집 비율(%, 2020년). 점선은 전국 {nation:.1f}%", title=f"{short}: 가장 높은 곳은 {rows['시군구'].iloc[0]}")

figure, (left, right) = plt.subplots(1, 2, figsize=(10, 3.8), layout="constrained")
screen(REGION, left)
screen(table.loc[ten[0], "시도"], right)
plots.source_line(figure, "kr-housing-vacancy")

# %% [markdown]
# 두 화면은 셈법과 전국 기준선이 같고 값과 이름만 다릅니다. 제안하러 가기 전에 **그 지역의 화면을 먼저 열어** 제목과 수가 맞는지 보고, 그곳 담당자가 아는 값 하나와 견줍니다.
# ## 흔한 실수
# - 가까운 곳, 이름난 곳, 아는 사람이 있는 곳부터 권합니다. 나쁜 시작은 아니지만 닮아서 고른 것은 아닙니다.
# - 거리의 순위만 말합니다. 1위도 멀 수 있습니다. 거리와 흔들림을 함께 적습니다.
# - 결과를 보고 지표를 바꿉니다. 지표와 무게와 15번이라는 선은 **보기 전에** 정합니다.
# - 우리 지역의 목표값을 그대로 권합니다. 목표는 그곳의 기준값에서 다시 셈합니다.
# ## 현장에서는
# - 영국 지방정부는 CIPFA의 [Nearest Neighbours Model](https://www.cipfa.org/services/cipfastats/nearest-neighbour-model)로 닮은 지방정부를 찾아 견줍니다. 사회·경제 지표 40가지를 쓰며, 그 지역의 **성격**을 말하는 것만 넣고 행정이 한 일은 넣지 않습니다. 결과가 고른 지표와 셈법에 달려 있다고 스스로 밝힙니다.
# - 산업부의 커뮤니티비즈니스에서는 강원과 제주의 중간지원조직이 사례를 나누고 성과를 퍼뜨리려고 협약을 맺었습니다(고건우, 같은 자료집). 옆 지역이 아니라 **나눌 것이 있는 지역**과 손을 잡은 예입니다.
# ## 정리
# 1. 가운데값과 사분위 범위로 자를 맞추고, 벌어진 걸음의 평균으로 거리를 잽니다.
# 2. 지표와 무게를 흔들어 남는 곳만 후보로 부릅니다. 닮은 데가 없다는 것도 발견입니다.
# 3. 셈법은 옮겨 가고, 기준값은 다시 셈하고, 사람과 제도는 다시 만듭니다.
# 4. 조건은 충족, 미충족, 모름으로 적습니다. 모름은 물어볼 것입니다.
# ## 스스로 해 보기
# 3절의 `EQUAL`을 `EQUAL = pd.Series(1.0, index=FEATURES).where(pd.Index(FEATURES) != "빈집 비율", 3.0)`으로 바꾸어 아래를 다시 실행해 보세요. 빈집을 세 배로 볼 때 열 곳이 어떻게 바뀌나요?
#
# **더 읽기** `datasets.describe("kr-housing-vacancy")`의 '주의할 점' · OECD/JRC, *Handbook on Constructing Composite Indicators*(2008) 7장
