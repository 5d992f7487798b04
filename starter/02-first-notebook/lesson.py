# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 우리 동네를 파이썬으로 보다
# 이 수업을 마치면 “우리 지역에서 혼자 사는 이웃은 어느 동네에 많을까?”에 표, 차트, 지도로 답하는 나의 첫 노트북을 갖게 됩니다.
#
# **배울 내용**
# - 값에 이름을 붙이고 글자, 숫자, 목록을 다룹니다.
# - 같은 셈을 되풀이하지 않게 함수를 만듭니다.
# - 표를 불러와 고르고, 줄 세우고, 묶고, 첫 차트와 첫 지도로 그립니다.
#
# **준비** 없습니다. 프로그래밍이 처음이어도 됩니다. 자료는 `kr-population-dong`, `kr-households-dong`, `kr-boundaries-2020`, 시간은 120분입니다.
# ## 어느 동네부터 찾아갈까요?
# 혼자 사는 이웃의 끼니를 돕는 서비스를 만들려는 청년 창업 모임이 있습니다. 주민을 만나고 싶은데 어느 동네부터 가야 할지 모릅니다. 지역 지원센터에는 전국 읍면동의 인구와 가구 자료가 있습니다. 이 자료로 찾아갈 곳을 골라 봅시다.
#
# **노트북 쓰는 법** 노트북은 글과 코드가 담긴 칸, 곧 **셀**의 묶음입니다. 코드 셀을 누르고 `Shift` + `Enter`를 치면 그 셀이 실행되고 결과가 바로 아래에 나옵니다.
# 위에서부터 차례로 실행하세요. 건너뛰면 아래 셀이 위에서 만든 것을 찾지 못합니다.
# 바로 아래 두 셀은 지역을 정하고 준비하는 셀입니다. 지금은 실행만 하고, 수업을 마친 뒤 다시 읽어 보세요. 거의 다 읽힐 것입니다.

# %% tags=["parameters"]
REGION = "부산광역시"

# %% nbgrader={"grade_id": "setup", "locked": true}
import matplotlib.pyplot as plt
from curriculum import datasets, maps, plots, regions

plots.use_korean()
home = regions.region(REGION)
five = datasets.load("kr-households-dong", region=REGION, year=2020).nlargest(5, "general")
first = five.iloc[0]  # 우리 지역에서 일반가구가 가장 많은 읍면동

# %% [markdown]
# ## 1단계. 값에 이름을 붙입니다
# 파이썬의 첫 줄입니다. `print`는 괄호 안의 것을 화면에 보여 줍니다. 둘째 줄과 셋째 줄의 결과를 견주어 보세요.

# %%
print("안녕하세요. 여기는", REGION)
print(12 + 3)
print("12" + "3")

# %% [markdown]
# `12`처럼 셈할 수 있는 **숫자**와 따옴표로 감싼 **글자**를 **값**이라고 합니다. 숫자끼리는 더해지고, 글자끼리는 이어 붙습니다.
# `=`은 “같다”가 아니라 “오른쪽 값에 왼쪽 이름을 붙인다”는 뜻입니다. 값에 붙인 이름을 **변수**라고 합니다.
# 이름을 붙이면 이름으로 셈합니다. 더하기 `+`, 빼기 `-`, 곱하기 `*`, 나누기 `/`를 씁니다.
# 아래는 우리 지역의 실제 동네 한 곳입니다. `#` 뒤는 사람이 읽는 설명이라 실행되지 않습니다.

# %%
name = first["dong"]  # 동네 이름: 글자
homes = first["general"]  # 그 동네의 가구 수: 숫자
alone = first["one"]  # 그 가운데 한 사람이 사는 가구 수: 숫자
rate = alone / homes * 100
print(name, homes, alone, rate)
print(f"{name}에는 1인가구가 {alone:,.0f}가구({rate:.1f}%) 있습니다.")

# %% [markdown]
# `rate`는 백 가구 가운데 몇 가구가 혼자 사는지, 곧 **퍼센트** 비율입니다.
# 따옴표 앞에 `f`를 쓰면 중괄호 `{ }` 자리에 값이 들어갑니다. `:` 뒤는 모양입니다. `:.1f`는 소수 첫째 자리까지, `:,.0f`는 세 자리마다 쉼표를 찍고 소수는 쓰지 않습니다.
#
# **빨간 글이 나오면** `"12" + 3`을 실행하면 빨간 글이 여러 줄 나옵니다. 혼내는 말이 아니라 알려 주는 말입니다. **맨 아랫줄부터** 읽으세요.
# `TypeError`는 글자와 숫자를 섞었다는 뜻, `NameError`는 없는 이름을 불렀다는 뜻, `KeyError`는 없는 열을 불렀다는 뜻일 때가 많습니다.
#
# <details><summary><b>확인 1.</b> <code>homes = 500</code> 다음 줄에 <code>homes = homes + 20</code>을 쓰면 homes는 얼마일까요? (눌러서 답 보기)</summary>520입니다. 오른쪽을 먼저 셈하고(500 + 20), 그 값에 homes라는 이름을 다시 붙입니다.</details>
#
# ## 2단계. 목록과 함수를 만듭니다
# 여러 값을 차례대로 담은 것이 **목록**(리스트)입니다. 대괄호 `[ ]`로 씁니다. 가구가 많은 읍면동 다섯 곳의 이름을 목록으로 만듭니다.

# %%
names = list(five["dong"])
print(names, "모두", len(names), "곳")
print("첫째:", names[0], "/ 마지막:", names[-1])
print("앞의 두 곳에 한 곳 더:", names[:2] + ["우리 학교 앞"])

# %% [markdown]
# 파이썬은 **0부터** 셉니다. 첫째가 `[0]`이고, `[-1]`은 뒤에서 첫째입니다. `[:2]`는 앞의 두 개를 담은 새 목록이고, 목록끼리 `+`로 잇습니다.
# 비율을 구할 일은 앞으로도 많습니다. 같은 셈에 이름을 붙여 둔 것이 **함수**입니다.

# %%
def share(part, whole):
    """part가 whole의 몇 퍼센트인지 돌려준다."""
    return part / whole * 100

print(share(25, 200), share(alone, homes))
print(round(share(1, 3), 1))

# %% [markdown]
# - `def` 다음이 함수 이름이고, 괄호 안의 `part`, `whole`은 부를 때 넣어 줄 값의 자리입니다.
# - 네 칸 **들여 쓴** 줄이 함수가 할 일입니다. 세 따옴표 줄은 설명입니다.
# - `return`은 결과를 **돌려줍니다**. `return`이 없으면 셈만 하고 아무것도 돌려주지 않습니다(`None`).
# - `round(수, 1)`은 소수 첫째 자리까지 반올림합니다. 파이썬에 이미 있는 함수입니다.
#
# <details><summary><b>확인 2.</b> <code>return</code> 대신 <code>print</code>를 쓰면 무엇이 곤란할까요? (눌러서 답 보기)</summary>화면에는 보이지만 결과를 이름에 담거나 다음 셈에 쓸 수 없습니다. 보여 주기와 돌려주기는 다릅니다.</details>
#
# ## 3단계. 표를 불러와서 봅니다
# 동네가 많으면 이름을 하나씩 붙일 수 없습니다. 이제 **판다스**(pandas)의 표를 씁니다. `datasets.load`로 2020년 11월 1일의 인구를 불러옵니다.

# %%
people = datasets.load("kr-population-dong", region=REGION, year=2020)
people = people[["adm3", "sigungu", "dong", "population", "male", "female"]]
people.head()

# %% [markdown]
# 한 **줄**(행)이 읍면동 한 곳이고, 세로로 늘어선 칸이 **열**입니다. `head()`는 앞의 다섯 줄만 보여 줍니다. `표["열"]`은 열 하나(Series)를, `표[["열", "열"]]`처럼 목록을 넣으면 그 열들만 고릅니다.
# `adm3`는 읍면동 코드입니다. 중앙동처럼 같은 이름이 여러 곳에 있어서 코드로 구별합니다.
# 표를 받으면 **몇 줄인지, 합계가 얼마인지, 어디가 큰지**부터 물어봅니다. 큰따옴표 글자 안에서 열을 부를 때는 작은따옴표를 씁니다.

# %%
print(f"읍면동 {len(people)}곳, 인구 {people['population'].sum():,}명")
people.sort_values("population", ascending=False).head(3)

# %% [markdown]
# `sort_values`는 줄 세우기입니다. `ascending=False`(오름차순이 아님)라고 쓰면 큰 것부터 나옵니다. 아는 동네가 나왔나요? 아는 수와 견주어 보면 표를 잘 읽었는지 알 수 있습니다.
#
# 이제 우리 질문에 맞는 **가구** 표입니다. 가구는 살림을 함께하는 단위로, `general`은 일반가구(기숙사 같은 집단가구 등을 뺀 것)이고, `one`부터 `four`까지는 그 가운데 한 사람부터 네 사람이 사는 가구입니다.

# %%
table = datasets.load("kr-households-dong", region=REGION, year=2020)
table = table[["adm3", "sigungu", "dong", "general", "one", "two", "three", "four"]]
print("1인가구가 빈칸인 곳:", table["one"].isna().sum())
table = table.dropna(subset=["one"])
table.head(3)

# %% [markdown]
# 표의 빈칸은 `NaN`으로 보이고, 빈칸이 있을 수 있는 열의 수에는 `.0`이 붙습니다. `isna()`는 빈칸을 찾고, `dropna`는 그 열이 빈칸인 줄을 뺍니다. 빈칸은 “모름”이지 0이 아닙니다.
#
# <details><summary><b>확인 3.</b> 인구가 가장 <b>적은</b> 읍면동 세 곳을 보려면 어느 부분을 지우면 될까요? (눌러서 답 보기)</summary><code>, ascending=False</code>를 지웁니다. 아무 말이 없으면 작은 것부터 줄을 섭니다.</details>
#
# ## 4단계. 새 열을 만들고, 고르고, 묶습니다
# 2단계의 함수 `share`에 숫자 대신 **열**을 넣으면, 모든 동네를 한 번에 셈합니다. 결과를 새 열에 담습니다.

# %%
table["alone_share"] = share(table["one"], table["general"])
table.sort_values("alone_share", ascending=False)[["sigungu", "dong", "general", "one", "alone_share"]].head(5)

# %% [markdown]
# 가구가 아주 적은 동네에서는 몇 가구만 달라져도 비율이 크게 뜁니다. 그래서 일반가구가 1,000가구 이상인 동네만 **고릅니다.**
# `>=`는 “크거나 같다”입니다. 견주면 줄마다 `True`(맞음)나 `False`(아님)가 나오고, 대괄호에 넣으면 `True`인 줄만 남습니다.

# %%
enough = table["general"] >= 1000
big = table[enough].sort_values("alone_share", ascending=False)
print(f"읍면동 {len(table)}곳 가운데 {len(big)}곳이 남았습니다.")

# %% [markdown]
# 시군구로 **묶어서** 볼 수도 있습니다. `groupby("sigungu")`는 시군구 이름이 같은 줄을 모으고, `sum()`은 모은 줄을 더합니다. 묶음의 이름은 표의 맨 왼쪽, **인덱스** 자리에 놓입니다.

# %%
sums = table.groupby("sigungu")[["one", "general"]].sum()
sums["alone_share"] = share(sums["one"], sums["general"])
sums.sort_values("alone_share", ascending=False).head(5)

# %% [markdown]
# **수를 먼저 더하고 비율을 나중에** 구했습니다. 동네 비율을 그대로 평균하면 가구가 100곳인 동네와 1만 곳인 동네를 똑같이 치게 됩니다.
#
# <details><summary><b>확인 4.</b> 1인가구가 100가구 가운데 50가구인 동네와 900가구 가운데 90가구인 동네가 있습니다. 두 곳을 합친 비율은 얼마일까요? (눌러서 답 보기)</summary>(50 + 90) ÷ (100 + 900) = 14%입니다. 50%와 10%를 평균한 30%가 아닙니다.</details>
#
# ## 5단계. 첫 차트와 첫 지도를 그립니다
# 길이는 한눈에 견줄 수 있습니다. 위에서 고른 표의 앞 열 줄을 가로 막대로 그립니다.

# %% sample="1인가구 비율이 높은 읍면동을 견준 막대그림"
top = big.head(10)
average = share(table["one"].sum(), table["general"].sum())
figure, axis = plt.subplots(figsize=(8, 4.5), layout="constrained")
axis.barh(top["sigungu"] + " " + top["dong"], top["alone_share"], color="#2c7fb8")
axis.axvline(average, color="#222222", linestyle="--", label=f"{home.short} 전체 {average:.1f}%")
axis.invert_yaxis()  # 1위를 맨 위에 둡니다
axis.set_title(f"{top['dong'].iloc[0]}에서는 100가구 가운데 {top['alone_share'].iloc[0]:.0f}가구가 1인가구입니다")
axis.set_xlabel("1인가구 비율(%), 일반가구 1,000가구 이상인 읍면동 가운데 높은 순, 2020년")
axis.set_xlim(0, 100)
axis.legend()
plots.source_line(figure, "kr-households-dong")

# %% [markdown]
# `plt.subplots()`가 도화지(`figure`)와 그림 칸(`axis`)을 만들고, `axis.barh(이름들, 값들)`이 막대를 그립니다. `iloc[0]`은 열의 첫째 값입니다.
# 제목은 **발견을 말하는 문장**으로, 축에는 **단위**를, 아래에는 **출처**를 적습니다. 보고서에 그대로 실을 수 있는 그림의 조건입니다.
# 대학가나 역 주변이 보이나요? 혼자 산다는 사실만으로는 대학생인지, 직장인인지, 어르신인지 알 수 없습니다.
#
# 시간이 지나며 달라진 모습은 **꺾은선**으로 그립니다. 세 해의 자료를 연도로 묶고, 전국과 견줍니다.

# %%
def by_year(rows):
    """연도마다 1인가구 비율(%)."""
    total = rows.dropna(subset=["one"]).groupby("year")[["one", "general"]].sum()
    return share(total["one"], total["general"])

ours = by_year(datasets.load("kr-households-dong", region=REGION))
nation = by_year(datasets.load("kr-households-dong"))
figure, axis = plt.subplots(figsize=(8, 4), layout="constrained")
axis.plot(ours.index, ours, color="#2c7fb8", marker="o", linewidth=3, label=home.short)
axis.plot(nation.index, nation, color="#222222", marker="s", linestyle="--", label="전국")
axis.set_title(f"{home.short} 1인가구 비율, 2015년 {ours[2015]:.1f}%에서 2025년 {ours[2025]:.1f}%로")
axis.set(ylabel="일반가구 가운데 1인가구(%)", xticks=[2015, 2020, 2025], ylim=(0, 50))
axis.legend(loc="lower right")
plots.source_line(figure, "kr-households-dong")

# %% [markdown]
# 마지막은 지도입니다. 경계 표에는 모양이 있고 비율이 없습니다. 가구 표에는 비율이 있고 모양이 없습니다.
# `merge`는 두 표를 **열쇠 열**로 이어 줍니다. `on="adm3"`은 읍면동 코드로 잇는다는 뜻, `how="left"`는 왼쪽 표(경계)의 줄을 모두 남긴다는 뜻입니다.

# %%
areas = datasets.load("kr-boundaries-2020", "adm3", region=REGION)
areas = areas.merge(table[["adm3", "alone_share"]], on="adm3", how="left")
areas["place"] = areas["sigungu"] + " " + areas["dong"]
many = (areas["alone_share"] > 100 / 3).sum()  # True는 1로 더해집니다
finding = f"{REGION} 읍면동 {len(areas)}곳 가운데 {many}곳에서 1인가구가 셋 중 하나를 넘습니다(2020년)"
source = datasets.attribution("kr-households-dong")
maps.choropleth(areas, "alone_share", name="place", unit="%", title=finding, source=source)

# %% [markdown]
# 색이 진할수록 1인가구 비율이 높습니다. 동네에 마우스를 올려 보세요. 회색이 있다면 자료가 없는 곳입니다.
#
# <details><summary><b>확인 5.</b> 이름(<code>dong</code>)을 열쇠로 이으면 왜 위험할까요? (눌러서 답 보기)</summary>한 지역에 같은 이름의 동이 여럿이면 남의 동네 값이 붙거나 줄이 늘어납니다. 코드는 곳마다 하나뿐입니다.</details>
#
# ## 나의 질문에 답합니다
# 지금까지 한 일을 함수 하나로 묶습니다. 표를 받아 표를 돌려주는 함수입니다. `part`를 바꾸면 다른 질문에, 표를 바꾸면 다른 지역에 답합니다.
# 여러분 차례입니다. 아래의 `"two"`를 궁금한 열로 바꾸고 질문과 답 문장을 고쳐 보세요.

# %%
def answer(rows, part, count):
    """part 열의 비율(%)이 높은 읍면동 count곳. 일반가구 1,000가구 이상인 곳만 본다."""
    rows = rows.copy()  # 받은 표는 그대로 두고 사본에 적습니다
    rows["rate"] = share(rows[part], rows["general"])
    rows = rows[rows["general"] >= 1000].sort_values("rate", ascending=False)
    return rows[["sigungu", "dong", "general", part, "rate"]].head(count)

mine = answer(table, "two", 3)
print("나의 질문: 두 사람이 사는 가구는 어느 동네에 많을까?")
print(f"답: 2020년 {REGION}에서는 {mine['dong'].iloc[0]}이 {mine['rate'].iloc[0]:.1f}%로 가장 높았습니다.")
mine

# %% [markdown]
# ## 흔한 실수
# - 셀을 건너뛰고 실행합니다. 이상하면 메뉴에서 커널을 다시 시작하고 모든 셀을 차례로 실행하세요.
# - 비율만 보고 고릅니다. 만나야 할 **사람의 수**와 함께 봅니다.
# ## 현장에서는
# 자료는 **어디로 갈지**를 알려 줍니다. **무엇이 필요한지**는 만나야 알고, 만난 뒤에도 쓰일 때까지 챙겨야 합니다. 밤에 일하는 환경미화원을 위한 발광 조끼는 현장을 60번 찾아가 의견을 들으며 개발했지만 보급되지 못했습니다(제17차 한국 리빙랩 네트워크 포럼 자료, 2019. 11. 21.).
# ## 정리
# 1. 값에는 이름을, 되풀이할 일에는 함수를 씁니다.
# 2. 표를 받으면 줄 수, 합계, 큰 것부터 묻습니다. 열은 `표["열"]`, 줄은 `표[조건]`, 순서는 `sort_values`, 묶음은 `groupby`입니다.
# 3. 수를 먼저 더하고 비율은 나중에 구합니다.
# 4. 그림에는 발견을 말하는 제목, 단위, 출처를 붙입니다.
# ## 스스로 해 보기
# `answer`에 다른 시도의 표를 넣어 이웃 지역과 견주어 보세요. `people` 표에 여성 비율 열을 만들어 가장 높은 읍면동도 찾아보세요.
#
# **더 읽기** 파이썬 공식 자습서 한국어판(docs.python.org/ko/3/tutorial) · 판다스 *Getting started*(pandas.pydata.org) · `datasets.describe("kr-households-dong")`
