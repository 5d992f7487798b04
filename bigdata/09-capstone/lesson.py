# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 센터의 부탁을 앱으로 바꾸어 돌려줍니다
#
# 이 시간이 끝나면 센터와 함께 쓸 **과제 계획 한 장**과, 지역을 바꾸어도 맞는 **작은 화면**을 손에 쥡니다.
#
# **배울 내용**
# - 부탁에서 결정과 질문을 찾아내고, 질문을 지표 정의서로 적습니다.
# - 기준값을 바르게 재고, 결정에 맞는 지표인지 따져 봅니다.
# - 기준선을 바꾸어 보며 결과가 얼마나 단단한지 확인합니다.
# - 고르는 화면을 만들고, 다른 지역에서도 맞는지 시험합니다.
# - 센터가 혼자서도 쓸 수 있게 넘겨줍니다.
#
# **준비**: 02-clean-join을 마친 뒤에 들어옵니다. 데이터셋은 `kr-population-dong`, 설명 120분입니다. 과제에서는 다른 데이터셋도 함께 씁니다.

# %% tags=["parameters"]
REGION = "부산광역시"

# %%
import ipywidgets as widgets, numpy as np, pandas as pd
from IPython.display import HTML, display
from matplotlib import pyplot as plt

from curriculum import datasets, maps, plots, project, regions, views
from curriculum.project import DONG, SIGUNGU

plots.use_korean()
HOME = regions.region(REGION)
SINGLE = len(project.places(REGION, SIGUNGU)) == 1  # 세종처럼 시군구가 하나면 읍면동을 견줍니다
LEVEL = DONG if SINGLE else SIGUNGU
UNIT = "읍면동" if SINGLE else "시군구"

# %% [markdown]
# ## 부탁: "다국어 생활 안내 창구를 두 곳 열려고 합니다"
# 지원센터의 이주 분야 담당자가 전화를 했습니다.
# "외국인 주민의 상담이 늘었어요. 안내 창구를 두 곳 여는데, 어디가 좋을지 자료로 보여 주실 수 있나요?"
# 분석부터 시작하고 싶지만, 그 전에 자료가 무엇을 답할 수 있는지 봅니다.

# %%
datasets.describe("kr-population-dong")

# %% [markdown]
# 주의할 점에 두 가지가 있습니다. 0~4명인 칸은 비공개라 비어 있고, 2025년의 읍면동은 `adm3_2020`으로만 이어야 합니다.
# 하나 더 있습니다. 인구총조사의 **외국인**은 국적이 외국인 사람입니다. 귀화한 사람과 다문화가족의 한국 국적 자녀는 들어 있지 않습니다.
# 자료가 세는 사람과 센터가 도우려는 사람이 다르면, 그 차이를 화면에 적어야 합니다.

# %%
people = datasets.load("kr-population-dong", region=REGION, columns=["year", LEVEL, "population", "foreign"])
people.groupby("year")[["population", "foreign"]].sum()

# %% [markdown]
# ## 1단계. 부탁을 결정과 질문으로 바꿉니다
# 계획은 다섯 칸이면 됩니다. 왼쪽에서 오른쪽으로 한 칸씩 물으며 채웁니다.
#
# | 부탁 | 결정 | 질문 | 지표 | 그다음 행동 |
# |---|---|---|---|---|
# | 창구를 어디에? | 두 곳을 고른다 | 외국인 주민이 어디에 많이 사는가, 늘고 있는가 | 인구 천 명당 외국인, 외국인 수, 외국인 지수 | 두 곳을 찾아가 기관과 주민을 만난다 |
#
# **결정** 칸이 비면 분석을 시작하지 않습니다. 무엇이 나와도 센터가 할 일이 같다면 그 분석은 필요하지 않기 때문입니다.
#
# **확인.** "우리 지역 외국인 현황을 분석해 주세요"라는 부탁에 맨 먼저 되물을 말은 무엇인가요?
# <details><summary>답</summary>"그 결과로 무엇을 정하실 건가요?"입니다. 언제까지, 누가, 몇 곳을 정하는지까지 들어야 지표와 단위가 정해집니다.</details>

# %% [markdown]
# ## 2단계. 지표 정의서를 쓰고 기준값을 잽니다
# 공공기관의 성과지표에는 정의서가 있습니다. 이름, 단위, 산식, 자료와 해를 미리 적어 두면 누가 다시 재도 같은 값이 나옵니다.
# `focus`는 눈여겨볼 쪽입니다. 외국인이 많은 것은 나쁜 일이 아니지만, 이 결정에서는 높은 쪽을 먼저 봅니다.

# %%
FOREIGN = {"dataset": "kr-population-dong", "table": "population", "column": "foreign", "year": 2025}
RATE = {"name": "인구 천 명당 외국인", "unit": "명", "per": 1000, "focus": "high", "top": FOREIGN, "bottom": FOREIGN | {"column": "population"}}
GROWTH = {"name": "외국인 지수(2020=100)", "unit": "", "per": 100, "focus": "high", "top": FOREIGN, "bottom": FOREIGN | {"year": 2020}}


def measure(definition):
    """단위마다 정의서대로 계산한 값(지도에 올릴 수 있는 표)."""
    top, bottom = (project.rows(REGION, part).groupby(LEVEL)[part["column"]].sum(min_count=1) for part in (definition["top"], definition["bottom"]))
    places = project.places(REGION, LEVEL)
    return places.assign(value=places["code"].map(top / bottom * definition["per"]))


rate = measure(RATE)
right, wrong = project.overall(REGION, RATE), rate["value"].mean()
print(f"합한 뒤에 나눈 값 {right:.1f}명, {UNIT} 값의 평균 {wrong:.1f}명, 전국 {project.overall(None, RATE):.1f}명")

# %% [markdown]
# 두 값이 다릅니다. 단위마다 인구가 다르기 때문입니다. **기준값은 합한 뒤에 나눈 값**입니다.
# 평균을 기준값으로 적으면, 주민 수백 명인 곳과 수십만 명인 곳을 똑같이 친 셈이 됩니다.
#
# 기준값 하나로는 늘고 있는지 알 수 없습니다. 같은 정의서에서 해만 바꾸어 세 번 잽니다.

# %% sample="외국인 비율의 변화를 전국과 견준 꺾은선그림"
years = [2015, 2020, 2025]


def at(year):
    return RATE | {part: RATE[part] | {"year": year} for part in ("top", "bottom")}


trend = pd.DataFrame({who: [project.overall(where, at(year)) for year in years] for who, where in ((HOME.short, REGION), ("전국", None))}, index=years)
figure, axes = plt.subplots(figsize=(5.6, 3.4))
for who, style in ((HOME.short, "-o"), ("전국", "--s")):
    axes.plot(years, trend[who], style, label=who, color="#253494" if who == HOME.short else "#767676")
    axes.annotate(f"{who} {trend[who].iloc[-1]:.1f}", (2025, trend[who].iloc[-1]), (8, -3), textcoords="offset points")
axes.set(xticks=years, xlim=(2014, 2028), ylim=(0, None), ylabel="인구 천 명당 외국인(명)")
times = trend[HOME.short].iloc[-1] / trend[HOME.short].iloc[0]
title = f"{HOME.short}의 인구 천 명당 외국인은 10년 사이 {times:.1f}배가 되었습니다"
axes.set_title(title, fontsize=11)
plots.source_line(figure, "kr-population-dong")
alt = f"{title}. " + ", ".join(f"{year}년 {HOME.short} {trend.at[year, HOME.short]:.1f}명, 전국 {trend.at[year, '전국']:.1f}명" for year in years)
display(HTML(views.picture(figure, alt)))

# %% [markdown]
# 센터가 볼 것은 두 선의 높이 차이와 기울기입니다. 전국도 함께 늘었다면 "우리 지역의 특별한 변화"라고 말할 수 없습니다.
# 그림은 `views.picture`가 설명글(alt)과 함께 HTML로 바꾸어, 휴대전화와 화면 낭독기에서도 읽힙니다.
#
# **확인.** 기준값 옆에 전국값을 함께 적는 까닭은 무엇인가요?
# <details><summary>답</summary>높은지 낮은지, 특별한 변화인지 아닌지를 판단할 비교 대상이 있어야 하기 때문입니다.</details>

# %% [markdown]
# ## 3단계. 결정에 맞는 지표인지 따집니다
# 비율이 높은 두 곳을 고르면 될까요? 창구는 **사람**이 찾아오는 곳입니다. 비율로 고른 두 곳과 수로 고른 두 곳을 견주어 봅니다.

# %%
count = people[people["year"] == 2025].groupby(LEVEL)["foreign"].sum(min_count=1)
table = rate.rename(columns={"value": "rate"}).assign(count=rate["code"].map(count))
total = project.rows(REGION, FOREIGN)["foreign"].sum()


def reach(column):
    chosen = table.nlargest(min(2, len(table)), column)
    return [", ".join(chosen["name"]), f"{chosen['count'].sum():,.0f}명", chosen["count"].sum() / total * 100]


result = pd.DataFrame([["비율이 높은 두 곳", *reach("rate")], ["수가 많은 두 곳", *reach("count")]], columns=["고른 방법", "고른 곳", "그곳의 외국인", "지역 외국인 가운데 %"])
display(HTML(views.table(result, f"창구 두 곳이 닿는 외국인({HOME.short}, 2025년)")))

# %% [markdown]
# 마지막 열이 이 사업의 **성과지표**가 될 수 있습니다. "창구가 있는 곳에 사는 외국인의 비율"은 사업이 바꾸는 수이고, 두 곳을 열었을 때의 목표값을 자료로 말할 수 있습니다.
# 반대로 인구 천 명당 외국인은 **상황을 보여 주는 지표**입니다. 센터가 낮추거나 높일 대상이 아닙니다.
# 과제의 핵심 지표는 사업이 바꾸려는 수로 고르세요.
#
# **확인.** 이미 창구가 있는 곳을 자료에서 알 수 있나요?
# <details><summary>답</summary>알 수 없습니다. 이 데이터셋에는 기관의 위치가 없으므로 센터에 물어야 합니다. 기준값을 0%로 적기 전에 꼭 확인할 일입니다.</details>

# %% [markdown]
# ## 4단계. 두 지표를 겹치고, 기준선을 흔들어 봅니다
# 많이 사는 곳과 빠르게 느는 곳은 다를 수 있습니다. 두 지표를 전국값과 견주어 네 유형으로 나눕니다.

# %%
both = rate.rename(columns={"value": "main"}).assign(side=measure(GROWTH)["value"])
lines = [project.overall(None, RATE), project.overall(None, GROWTH)]


def kinds(lines):
    main, side = both["main"] > lines[0], both["side"] > lines[1]
    names = np.select([both[["main", "side"]].isna().any(axis=1), main & side, main, side], ["자료 없음", *project.TYPES[:3]], project.TYPES[3])
    return pd.Series(names, index=both.index)


both["type"] = kinds(lines)
display(HTML(views.quadrants(both, RATE, GROWTH, lines)))

# %% [markdown]
# 점선을 어디에 긋느냐는 우리가 정한 것입니다. 전국값 대신 **우리 지역의 값**을 기준선으로 삼으면 결과가 얼마나 달라질까요?

# %%
home_lines = [project.overall(REGION, RATE), project.overall(REGION, GROWTH)]
changed = both["type"] != kinds(home_lines)
print(f"{UNIT} {len(both)}곳 가운데 {changed.sum()}곳의 유형이 바뀝니다: {', '.join(both.loc[changed, 'name']) or '없음'}")
title = f"{HOME.short}에서 외국인 주민의 비율이 높은 곳(2025년)"
maps.choropleth(rate, "value", title=title, unit="명", source=datasets.attribution("kr-population-dong"))

# %% [markdown]
# 기준선을 바꾸어도 유형이 그대로인 곳은 자신 있게 권할 수 있습니다. 바뀌는 곳은 "기준에 따라 달라집니다"라고 적고 현장에서 확인합니다.
#
# **확인.** 곳이 하나뿐인 지역에서도 쓸 수 있는 기준선은 전국값과 지역 중앙값 가운데 어느 쪽인가요?
# <details><summary>답</summary>전국값입니다. 한 곳뿐이면 중앙값이 자기 자신이어서 높고 낮음을 말할 수 없습니다.</details>

# %% [markdown]
# ## 5단계. 고르는 화면을 만들고, 지역을 바꾸어 시험합니다
# 화면은 **고르는 위젯, 그리는 함수, 둘을 잇는 한 줄**로 이루어집니다. 그림은 `widgets.HTML`의 `value`에 넣습니다. 커널이 없는 게시판에서도 첫 그림이 그대로 보이기 때문입니다.

# %%
definitions = {each["name"]: each for each in (RATE, GROWTH)}
picker = widgets.Dropdown(options=list(definitions), description="지표")
screen = widgets.HTML()


def refresh(_=None):
    definition = definitions[picker.value]
    screen.value = views.bars(measure(definition), definition, f"{HOME.short} {UNIT}의 {picker.value}")


picker.observe(refresh, names="value")  # 고를 때마다 다시
refresh()  # 처음 한 번
widgets.VBox([picker, screen])

# %%
for name in dict.fromkeys((HOME.short, "경기", "세종")):
    print(f"{name}: 기준값 {project.overall(name, RATE):.1f}명, 시군구 {len(project.places(name, SIGUNGU))}곳")

# %% [markdown]
# 지역 이름과 수를 글에 적었다면 이 시험에서 틀립니다. 시군구가 한 곳인 지역에서 "가장 많은 곳"이라는 말이 나오지 않는지도 보세요.
# `REGION`을 바꾸고 **커널 다시 시작, 모두 실행**을 하는 것이 마지막 시험입니다.

# %% [markdown]
# ## 6단계. 넘겨줍니다
# 넘겨줄 것은 네 가지입니다: 화면, 센터에 드리는 말씀, 방법과 한계, 다른 지역이 따라 할 조건. 이 네 가지의 뼈대가 **프로젝트 카드**(`card.yaml`)입니다.
#
# | 이렇게 쓰면 | 이렇게 고칩니다 |
# |---|---|
# | 외국인이 많은 곳에 창구가 필요합니다. | 수가 많은 두 곳에 열면 지역 외국인의 몇 %가 사는 시군구에 창구가 생깁니다. 두 곳의 기관을 이달 안에 찾아가 주세요. |
# | 자료의 한계가 있습니다. | 귀화한 주민은 이 수에 없습니다. 실제 상담 수요는 더 클 수 있으니 지난해 상담 기록과 견주어 주세요. |
#
# ## 흔한 실수
# - 시군구 값의 평균을 지역 기준값으로 적습니다. → 합한 뒤에 나눕니다.
# - 비율 1위를 그대로 후보로 올립니다. → 작은 곳의 비율은 크게 출렁이니 수를 함께 봅니다.
# - 상황 지표에 목표값을 붙입니다. → 사업이 바꾸는 수에 붙입니다.
# - 지역 이름을 글에 적거나 카드의 수를 손으로 옮깁니다. → 코드가 쓰게 합니다.
#
# ## 현장에서는
# 디지털 사회혁신 사업을 돌아본 발표는 솔루션 개발에서 일이 끝나고 제도 개선과 확산까지 이어지지 못한 것을 한계로 꼽았습니다(류영달, 「디지털기반 사회문제 해결사업」, 제17차 한국 리빙랩 네트워크 포럼, 2019. 11. 21.).
# 그래서 이 과제는 화면뿐 아니라 **도입 조건**을 적어 다른 센터가 이어받을 수 있게 합니다. 같은 발표가 정리한 변인(참여시민, 지역특성, 사회문제, 솔루션, 인프라, 전문가, 성공·실패)이 카드의 항목입니다.
#
# ## 정리
# - 결정이 없으면 분석도 없습니다.
# - 정의서를 먼저 쓰고, 합한 뒤에 나누어 기준값을 잽니다.
# - 핵심 지표는 사업이 바꾸려는 수입니다.
# - 기준선을 흔들어도 남는 결과만 자신 있게 권합니다.
#
# ## 스스로 해 보기
# 1. `years`에 맞추어 우리 지역에서 외국인이 가장 빠르게 는 곳을 찾아보세요.
# 2. 창구를 세 곳 열면 몇 %까지 닿나요? 네 번째 창구를 더할 값어치가 있나요?
# 3. 여러분이 맡은 부탁으로 다섯 칸 계획을 채워 멘토에게 보여 주세요.
#
# ## 더 읽기
# - 이 키트의 `CONTRIBUTING.md`와 데이터셋의 `README.md`: 자료를 더하고 싶을 때 봅니다.
# - 국가데이터처(옛 통계청) KOSIS의 인구총조사와 주택총조사 통계설명자료: 무엇을 세고 무엇을 세지 않는지 적혀 있습니다.
