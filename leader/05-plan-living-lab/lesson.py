# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 문제기획 리빙랩을 설계합니다
# 이 수업을 마치면 우리 지역의 빈집 문제로 만든 **리빙랩 계획서** 한 부를 읽고 고칠 수 있고, 회의에 걸어 둘 그림 네 장을 갖게 됩니다. 실습에서는 여러분이 고른 문제로 새 계획서를 씁니다.
#
# **배울 내용**
# - 현장 한 곳을 정하고, 누구의 문제가 얼마나 큰지 수로 적습니다.
# - 투입 → 활동 → 산출 → 성과를 이은 **논리모형**으로 계획의 가정을 드러냅니다.
# - 성과마다 **기준값과 목표값**이 있는 지표를 붙입니다.
# - 다섯 번의 회의와 예산을 정하고, 계획서의 빈칸과 모순을 점검합니다.
#
# **준비** 「우리 지역의 문제를 데이터로 찾습니다」. 코드는 읽지 않아도 됩니다. 위에서부터 Shift+Enter로 실행하고 **결과를 읽습니다.** 설명 70분.
# ## 미화원이 입어 보지 못한 조끼
# 2015년 10월부터 2년 동안 11억 원 안팎을 들여 밤에 일하는 환경미화원의 발광 조끼를 개발했습니다. 연구자들은 현장에 60번 나가 의견을 들었습니다. 조끼는 완성되었지만 **미화원에게 보급되지 않았습니다.** 지자체가 함께하지 않았고, 조끼를 살 예산이 누구에게도 없었기 때문입니다(신현구, 제17차 한국 리빙랩 네트워크 포럼 자료집, 2019. 11. 21.).
# 많이 만난다고 좋은 계획이 되지는 않습니다. 무엇이 달라지면 성공인지, 완성된 것을 **누가 받아 쓰고 누가 값을 치르는지**를 첫 회의 전에 적어야 합니다.
# 그래서 나온 것이 **문제기획 리빙랩**입니다. 2019년에는 지역 현안 13개에 연구자 33명을 짝지었고, 주민과 지자체가 함께할 연구자를 골랐으며, 정기 회의는 3~5회 안쪽이었습니다(같은 자료집). 우리는 다섯 번을 씁니다.

# %% tags=["parameters"]
REGION = "부산광역시"

# %% nbgrader={"grade_id": "setup", "locked": true}
import matplotlib.pyplot as plt
import pandas as pd
from curriculum import glossary, indicators, living_lab, living_lab_views, plots, regions

plots.use_korean()
HOME = regions.region(REGION)
glossary.show("문제기획 리빙랩", "논리모형", "산출", "성과", "기준값", "목표값")

# %% [markdown]
# ## 1. 현장 한 곳을 정하고 문제를 수로 적습니다
# 리빙랩은 사람이 모일 수 있는 곳에서 합니다. 시도 전체가 아니라 **시군구 한 곳**(실제로는 그 안의 마을)을 현장으로 정합니다.
# 빈집을 문제로 골랐다면 먼저 물을 것이 있습니다. 사람이 떠나서 비었을까요, 새 아파트가 아직 차지 않았을까요? 빈집 비율과 그 뒤 5년의 인구를 함께 봅니다.

# %% sample="빈집이 흔하고 사람이 줄어든 시군구를 찾아 리빙랩의 현장을 정하는 그림"
everywhere = pd.DataFrame({
    "빈집 비율": indicators.values("빈집 비율", area="adm2_basic"),
    "인구 지수": indicators.values("5년 인구 지수", area="adm2_basic"),
})
people = indicators.counts().query("year == 2020").set_index("adm2_basic")
everywhere = everywhere.join(people[["시도", "시군구", "종류", "인구", "주택", "빈집"]])
ours = everywhere[everywhere["시도"] == HOME.short]
candidates = ours[(ours["인구"] >= 20_000) & (ours["인구 지수"] < 100)]
if candidates.empty:
    candidates = ours  # 사람이 줄어든 시군구가 없는 지역
place = candidates.sort_values("빈집 비율").iloc[-1]  # 사람이 줄면서 빈집이 가장 흔한 곳
SITE = place["시군구"]
nation = indicators.values("빈집 비율", area="전국").iloc[0]
figure, ax = plt.subplots(figsize=(8.5, 4.8))
ax.scatter(everywhere["빈집 비율"], everywhere["인구 지수"], s=14, color="#c8d0d6", label="전국 시군구")
ax.scatter(ours["빈집 비율"], ours["인구 지수"], s=42, color="#b35806", edgecolor="black", label=f"{HOME.short} 시군구")
named = pd.concat([place.to_frame().T, ours.sort_values("빈집 비율", ascending=False).head(4)])
written = []
for name, rate, index in named[["시군구", "빈집 비율", "인구 지수"]].to_numpy():
    if all(abs(rate - x) > 2 or abs(index - y) > 3 for x, y in written):  # 겹치는 이름은 쓰지 않는다
        written.append((rate, index))
        ax.annotate(name, (rate, index), (6, 4), textcoords="offset points", fontsize=9, weight="bold" if name == SITE else "normal")
ax.axhline(100, color="#777777", linewidth=1)
ax.axvline(nation, color="#777777", linewidth=1, linestyle="--")
ax.set(xlabel=f"빈집 비율(%, 2020년). 점선은 전국 {nation:.1f}%", ylabel="인구 지수(2020년 = 100, 2025년)")
ax.text(0.99, 0.02, "오른쪽 아래: 빈집이 흔하고 사람이 줄어든 곳", transform=ax.transAxes, ha="right", fontsize=9, color="#555555")
ax.legend(loc="upper right", frameon=False)
ax.set_title(f"{HOME.short}에서 살필 현장: {SITE}(빈집 {place['빈집 비율']:.1f}%, 인구 지수 {place['인구 지수']:.1f})", fontsize=11)
plots.source_line(figure, "kr-housing-vacancy", "kr-population-dong")

# %% [markdown]
# 오른쪽 아래는 빈집이 흔한데 사람도 줄어든 곳입니다. 오른쪽 위는 빈집이 흔하지만 사람이 늘었으니, 입주를 기다리는 새 집인지부터 확인할 곳입니다. 현장은 오른쪽 아래에서 골랐습니다(그런 곳이 없는 지역은 빈집이 가장 흔한 곳). 이제 이 현장의 자료를 봅니다.

# %%
table = living_lab.facts(REGION, SITE)
table.style.format(precision=1, subset=["값", "전국", "앞선 10%"]).format("{:,.0f}", subset=["수"])

# %% [markdown]
# **수**는 문제의 크기(몇 사람, 몇 호), **값**은 견주기 위한 비율입니다. 예산을 짤 때는 수가, 목표를 정할 때는 값이 필요합니다. '앞선 10%'는 같은 종류의 시군구(구, 시, 군) 열 곳 가운데 한 곳꼴로 이미 이른 값입니다.
# 문제는 **누가, 얼마나, 언제의 자료로** 적습니다. 이 자료가 세지 않은 사람도 적습니다. 빈집은 세었지만 빈집 옆에 사는 이웃은 세지 않았습니다. 1회차에서 함께 셀 일입니다.
#
# **확인** "우리 구는 빈집이 많아 심각하다"를 고쳐 써 보세요.
# <details><summary>답 보기</summary>"○○구에는 2020년 조사일에 비어 있던 집이 ○호, 주택 백 채에 ○채꼴로 있고, 그 옆에 사는 주민은 몇 가구인지 아직 세지 않았다." 원인은 아직 적지 않습니다.</details>
#
# ## 2. 논리모형: 화살마다 가정이 있습니다
# 계획서는 YAML이라는 글로 적습니다. `이름: 값`을 한 줄씩 적고, 들여쓰기로 묶고, 여럿이면 `-`를 붙입니다. 사람도 읽고 컴퓨터도 점검할 수 있습니다. `{ }`나 `[ ]`로 한 덩이를 묶기도 합니다. 아래가 이 현장의 본보기 계획서입니다. 위에서 아래로 **소리 내어** 읽어 보세요(◇ 칸은 우리 지역의 자료로 채워집니다).

# %% nbgrader={"grade_id": "plan", "locked": true}
base = round(table.loc["빈집 비율", "값"], 1)
target = round(base - 0.5, 1)
plan_text = """
제목: 빈집의 쓰임을 이웃이 함께 정합니다
지역: ◇지역
현장: ◇현장
문제:
  지표: 빈집 비율
  누가: 비어 있는 집 옆에 사는 주민
  얼마나: ◇수
  단위: 호
  연도: 2020
  설명: 조사일에 비어 있던 집의 수입니다. 옆에 사는 주민의 수와 집이 빈 까닭은 1회차에서 확인합니다.
역할:
  주민: 빈집을 함께 조사하고 쓰임의 차례를 정합니다
  연구자: 빈집의 상태를 재는 방법과 앱을 만듭니다
  지자체: 실태조사 자료를 내고 후속 예산과 조례를 맡습니다
  기업: 고치는 비용과 운영 방식을 셈합니다
논리모형:
  투입: [주민의 시간과 동네 지식, 연구자와 실태조사 자료, 리빙랩 운영비]
  활동: [함께 걷는 빈집 조사, 다섯 번의 회의]
  산출: [빈집 상태 지도, 문제해결 기획안과 후속 예산안]
  성과: [주민이 정한 쓰임으로 빈집이 다시 열린다, 현장의 빈집이 줄어든다]
  화살:
    - [주민의 시간과 동네 지식, 함께 걷는 빈집 조사]
    - [연구자와 실태조사 자료, 함께 걷는 빈집 조사]
    - [리빙랩 운영비, 다섯 번의 회의]
    - [함께 걷는 빈집 조사, 빈집 상태 지도]
    - [다섯 번의 회의, 문제해결 기획안과 후속 예산안]
    - [빈집 상태 지도, 주민이 정한 쓰임으로 빈집이 다시 열린다]
    - [문제해결 기획안과 후속 예산안, 주민이 정한 쓰임으로 빈집이 다시 열린다]
    - [문제해결 기획안과 후속 예산안, 현장의 빈집이 줄어든다]
지표:
  - {성과: 주민이 정한 쓰임으로 빈집이 다시 열린다, 이름: 다시 여는 빈집, 단위: 호,
     기준값: 0, 기준 연도: 2027, 목표값: 10, 목표 연도: 2029, 출처: 리빙랩 운영 기록}
  - {성과: 현장의 빈집이 줄어든다, 이름: 빈집 비율, 단위: "%",
     기준값: ◇기준값, 기준 연도: 2020, 목표값: ◇목표값, 목표 연도: 2030, 출처: 통계청 주택총조사}
회의:
  - {회차: 1, 날짜: 2027-03-04, 목적: 문제와 역할과 해결 수준을 함께 정하기,
     참여: {주민: 9, 연구자: 3, 지자체: 2, 기업: 1}, 방법: 현장 걷기와 지도에 붙이기, 산출물: 문제 정의서와 지표표}
  - {회차: 2, 날짜: 2027-03-18, 목적: 빈집의 까닭을 나누어 보기,
     참여: {주민: 8, 연구자: 2, 지자체: 2, 기업: 1}, 방법: 실태조사 자료와 주민 기억을 견주기, 산출물: 까닭별 빈집 목록}
  - {회차: 3, 날짜: 2027-04-08, 목적: 쓰임의 후보를 만들기,
     참여: {주민: 10, 연구자: 2, 지자체: 1, 기업: 2}, 방법: 모둠 설계와 종이 모형, 산출물: 쓰임 후보 다섯 가지}
  - {회차: 4, 날짜: 2027-04-22, 목적: 해낼 수 있는지와 비용을 따지기,
     참여: {주민: 8, 연구자: 2, 지자체: 3, 기업: 2}, 방법: 평가표로 견주기, 산출물: 기획안 초안과 후속 예산안}
  - {회차: 5, 날짜: 2027-05-13, 목적: 기획안을 확정하고 맡을 사람을 정하기,
     참여: {주민: 10, 연구자: 3, 지자체: 3, 기업: 2}, 방법: 공개 발표와 주민 투표, 산출물: 문제해결 기획안과 역할 약속}
예산:
  총액: 4600000
  항목:
    - {이름: 주민 참여 수당, 단가: 50000, 수량: 45}
    - {이름: 장소와 다과, 단가: 200000, 수량: 5}
    - {이름: 현장 조사 재료, 단가: 350000, 수량: 1}
    - {이름: 진행과 기록, 단가: 200000, 수량: 5}
"""
for blank, fact in {"◇지역": HOME.name_current, "◇현장": SITE, "◇수": table.loc["빈집 비율", "수"], "◇기준값": base, "◇목표값": target}.items():
    plan_text = plan_text.replace(blank, str(fact))  # ◇로 시작하는 칸을 우리 지역의 자료로 채운다
plan = living_lab.read(plan_text)
figure = living_lab_views.logic(plan)

# %% [markdown]
# 왼쪽 세 칸은 우리가 하면 생깁니다. **성과는 남이 움직여야 생깁니다.** 화살 하나하나를 "정말 그럴까?" 하고 읽으세요. '기획안과 후속 예산안 → 빈집이 다시 열린다'에는 "구의회가 예산을 통과시킨다", "소유자가 허락한다"는 가정이 숨어 있습니다. 발광 조끼의 그림에서는 바로 이 화살이 비어 있었습니다.
#
# **확인** "설명회를 세 번 열었다"는 산출일까요, 성과일까요?
# <details><summary>답 보기</summary>활동(또는 산출)입니다. 설명회에 온 사람이 무엇을 알게 되고 무엇을 다르게 했는지가 성과입니다.</details>
#
# ## 3. 기준값과 목표값: 위에서 본 값과 아래에서 센 값
# 목표는 두 쪽에서 봅니다. **위에서** 견주어 봅니다. 전국, 우리 시도, 앞선 또래는 어디에 있나요? **아래에서** 세어 봅니다. 그 차이는 몇 호의 일인가요?

# %%
options = pd.Series({
    f"기준값({SITE}, 2020년)": place["빈집 비율"],
    f"5년 전의 {SITE}(2015년)": indicators.values("빈집 비율", 2015, "adm2_basic")[place.name],
    f"{HOME.short} 전체": indicators.values("빈집 비율")[HOME.short],
    "전국": nation,
    "앞선 10% 또래 시군구": table.loc["빈집 비율", "앞선 10%"],
    "계획서의 목표(2030년)": place["빈집 비율"] - 0.5,
}).sort_values(ascending=False)
if len(ours) == 1:
    options = options.drop(f"{HOME.short} 전체")  # 시군구가 하나인 지역은 현장이 곧 전체다
figure, ax = plt.subplots(figsize=(9, 3.9))
for height, (name, value) in enumerate(options.items()):
    chosen = name.startswith(("계획서", "기준값"))
    homes = (value - place["빈집 비율"]) * place["주택"] / 100
    note = f"{value:.1f}%" if name.startswith("기준값") else f"{value:.1f}%  ({homes:+,.0f}호)"
    ax.plot([base, value], [height, height], color="#c8d0d6", linewidth=2, zorder=1)
    ax.plot(value, height, "D" if chosen else "o", color="#b35806" if chosen else "#1f4e79", markersize=9)
    ax.text(1.02, height, note, transform=ax.get_yaxis_transform(), va="center", fontsize=9)
ax.axvline(base, color="#777777", linewidth=1, linestyle="--")
ax.set_yticks(range(len(options)), options.index)
ax.invert_yaxis()
ax.margins(x=0.08)
ax.set_xlabel("빈집 비율(%). 괄호는 2020년 주택 수로 셈한 기준값과의 차이")
ax.set_title(f"{SITE}: 빈집 비율 0.5%포인트는 {0.5 * place['주택'] / 100:,.0f}호의 일", fontsize=11)
plots.source_line(figure, "kr-housing-vacancy")

# %% [markdown]
# 리빙랩 하나가 여는 집이 열 채라면 시군구의 비율은 거의 움직이지 않습니다. 그래서 지표를 **두 층**으로 둡니다. 리빙랩이 책임지는 과제 지표(다시 여는 빈집 0 → 10호)와, 이 일이 퍼지고 다른 정책과 합쳐졌을 때의 지역 지표(빈집 비율)입니다. 지역 지표가 움직여도 "우리가 해냈다"고 말하지 않습니다. 5년 전의 값은 다섯 해에 이 수가 얼마나 움직이는지 어림하게 해 줍니다. 새 도시처럼 크게 움직인 곳에서는 그 까닭부터 봅니다.
# 바꾸려 해서는 안 되는 수도 있습니다. 1인가구, 외국인 주민, 수급자, 등록장애인은 **문제의 크기**이지 줄일 대상이 아닙니다. '기초생활 수급자 줄이기'를 목표로 삼으면 도움을 받아야 할 사람을 막는 것이 가장 쉬운 길이 됩니다. 위 표의 '성과로' 칸이 이것을 갈라 둔 것입니다.
#
# **확인** 1인가구가 많은 곳의 리빙랩은 무엇을 성과로 잴까요?
# <details><summary>답 보기</summary>혼자 사는 이웃의 수가 아니라 그들에게 생길 변화입니다. 예: 일주일에 한 번 넘게 안부를 나누는 가구, 걸어서 갈 수 있는 복지 이용시설.</details>
#
# ## 4. 다섯 번의 회의: 목적, 사람, 방법, 산출물

# %%
figure = living_lab_views.meetings(plan)

# %% [markdown]
# 2019년의 안내는 이렇습니다. 1회차에 일정과 역할, 문제 정의와 해결 수준(지표)을 정하고, 2~5회차에 세부 계획과 회의록, 기획안과 발표 자료를 만듭니다(같은 자료집). 본보기는 여기에 우리의 약속 셋을 더했습니다.
# - 주민이 **모든 회의에** 있고, 다섯 회의를 더하면 자리의 절반이 넘습니다. 비율은 회의마다 내어 평균하지 않고 먼저 더한 뒤 나눕니다.
# - 회의 사이는 **적어도 7일**입니다. 회의록을 돌려 보고 숙제를 할 시간입니다.
# - 살 사람, 곧 **지자체는 예산과 맡을 일을 정하는 4·5회차에 가장 많이** 옵니다. 후속 예산안이 산출물에 적혀 있습니다.
#
# **확인** 주민이 10명 중 8명인 회의와 40명 중 12명인 회의가 있습니다. 주민은 절반이 될까요?
# <details><summary>답 보기</summary>20명 ÷ 50명 = 40%로 절반이 안 됩니다. 80%와 30%를 평균 내면 55%로 넘는 듯이 보입니다.</details>
#
# ## 5. 빈칸과 모순을 점검합니다
# 점검은 세 겹입니다. 빠진 것이 없는가, 서로 맞는가, 자료와 맞는가. 급히 고친 계획서를 하나 점검해 봅시다.

# %%
hasty = plan_text.replace("2027-03-18", "2027-03-06").replace("주민: 10, 연구자: 2", "주민: 0, 연구자: 2")
hasty = hasty.replace("총액: 4600000", "총액: 5000000").replace(f"기준값: {base}", f"기준값: {base + 2:.1f}")
hasty = hasty.replace("    - [빈집 상태 지도, 주민이 정한 쓰임으로 빈집이 다시 열린다]\n", "")
flawed = living_lab.read(hasty)
findings = living_lab.problems(flawed) + living_lab.data_problems(flawed, REGION)
pd.DataFrame({"고칠 것": findings}, index=range(1, len(findings) + 1)).style.set_properties(**{"text-align": "left"})

# %%
print("본보기 계획서에서 고칠 것:", living_lab.problems(plan) + living_lab.data_problems(plan, REGION))

# %% [markdown]
# 점검을 통과했다고 좋은 계획인 것은 아닙니다. 컴퓨터는 **빠짐과 어긋남**만 봅니다. 그 목적이 옳은지, 올 수 없는 사람은 누구인지는 사람이 묻습니다.
# ## 흔한 실수
# - 산출을 성과로 적습니다. "앱을 개발한다"는 산출입니다. 그 앱으로 누구의 무엇이 달라지는지 적으세요.
# - 기준값을 나중에 재려고 비워 둡니다. 시작한 뒤에는 시작 전의 값을 잴 수 없습니다. 아직 0이면 0이라고 적습니다. **0은 빈칸이 아닙니다.**
# - 시도의 값을 현장의 기준값으로 적습니다. 지표와 목표와 활동은 **같은 지역**이어야 합니다.
# - 주민을 '의견을 듣는 대상'으로만 부릅니다. 역할 칸에 '참석'이라고만 적혔다면 아직 정하지 않은 것입니다.
# ## 현장에서는
# - 켈로그 재단의 [Logic Model Development Guide](https://www.betterevaluation.org/tools-resources/wk-kellogg-foundation-logic-model-guide)(2004)는 사업이 어떻게 돌아가는지와 그 밑의 가정을 한 장에 그리고, 그림을 평가 계획으로 바꾸게 합니다. 우리의 '화살마다 가정'이 여기서 왔습니다.
# - 2019년에 주민과 지자체가 연구자를 고른 기준은 주민 체감과 편익, 해결 가능성과 지속 가능성, 예산과 일정이었습니다(같은 자료집). 여러분의 평가표에도 그대로 쓸 수 있습니다.
# ## 정리
# 1. 문제는 현장 한 곳의 누가, 얼마나, 언제의 자료로 적습니다. 자료가 세지 않은 사람도 적습니다.
# 2. 산출은 우리가 만들고, 성과는 남이 움직여야 생깁니다. 화살마다 가정을 말합니다.
# 3. 성과마다 기준값, 단위, 출처, 목표값을 적고, 목표가 몇 호·몇 명의 일인지 셉니다.
# 4. 회의마다 목적, 참여자, 방법, 산출물을 적습니다. 받아 쓸 곳과 값을 치를 곳이 회의에 있어야 합니다.
# ## 스스로 해 보기
# `plan_text`에서 지자체를 모든 회의에서 0으로 바꾸고 점검해 보세요. 발광 조끼의 계획서가 됩니다.
#
# **더 읽기** 한국 리빙랩 네트워크 포럼 자료집(2019) 2장 · 다음 단원 「솔루션 개발을 관리하다」
