# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown] tags=["gallery-skip"]
# # 최종 과제: 창업 계획을 앱으로 만들어 보여 줍니다
# > 지역 지원센터가 새로 시작하는 청년 창업 모임을 뽑습니다. 심사하는 사람은 주민, 센터 담당자, 먼저 창업한 선배입니다.
# > **누구의 문제인지, 얼마나 팔아야 서는지, 사회에 무엇이 달라지는지, 어디에서 시작할지**를 열어 보고 값을 바꾸어 볼 수 있는 화면으로 내 주세요.
#
# 이 노트북이 곧 그 화면입니다. 채점과 승인이 끝나면 코드와 안내는 빠지고 글과 그림, 움직이는 단추만 게시됩니다. 모두 40점입니다.
# - 보기는 **관리사무소가 없는 골목의 공구 대여소**입니다. 이 사업을 고쳐도 되고, 글과 가정을 바꾸어 여러분의 사업으로 만들어도 됩니다.
# - 확인하지 못한 수는 모두 **가정**이라고 적습니다. 지어낸 수를 사실처럼 적으면 점수를 잃습니다.
# - 지역 이름과 수는 글에 적지 말고 코드가 쓰게 하세요. `REGION`만 바꾸어도 맞아야 합니다.
# - 답 칸의 두 줄을 **지우고** 그 자리에 씁니다. 앞 문제를 풀지 못해도 다음 문제를 풀 수 있습니다.

# %% tags=["parameters"]
REGION = "부산광역시"

# %% tags=["gallery-hide"] nbgrader={"grade_id": "setup", "locked": true}
import math
import random
import ipywidgets as widgets
import pandas as pd
from IPython.display import HTML, Markdown, display
from curriculum import plan, plots, project, regions, venture, views
from curriculum.project import ALONE, CATALOGUE, GENERAL, HOMES
from gallery import card as cards

plots.use_korean()
here = regions.region(REGION)
FLATS = HOMES | {"column": "apartment"}
table = project.dong_table(REGION, [CATALOGUE["1인가구 비율"]], {"dwellings": HOMES, "flats": FLATS, "one": ALONE, "general": GENERAL})
table = table.rename(columns={"1인가구 비율": "alone"})
table["homes"] = table["dwellings"] - table["flats"].fillna(0)  # 아파트의 빈칸은 0~4호이므로 많아야 4호 크게 셉니다
table["density"] = table["homes"] / table["area_km2"]
random.seed(int(here.code))
answers = [random.random() < 0.45 for person in range(40)]  # 인터뷰를 대신하는 모의 응답 40건: 공구가 없어 미룬 수리가 있는가

# %% [markdown] tags=["gallery-skip"]
# `table`은 우리 지역 읍면동의 표(2020년)입니다. `homes` 아파트가 아닌 집(호), `density` 1km²에 있는 그런 집의 수, `alone` 1인가구 비율(%), `one` 1인가구, `general` 일반가구입니다.
# `answers`는 인터뷰 자리를 대신하는 **모의 응답**(코드가 지어낸 값)입니다. 직접 들은 답은 문제 7 아래의 `replies`에 적습니다.
# ## 문제 1. 누구의 문제인가요 (글, 4점)
# 첫 줄에 화면의 제목을 `# …`으로 쓰고, 누가 어떤 때에 무엇이 어려운지, 지금은 어떻게 견디는지, 우리가 무엇을 다르게 해 주는지(**가치 제안**)를 네댓 문장으로 적으세요.

# %% [markdown] nbgrader={"grade_id": "q01-problem", "grade": true, "solution": true, "points": 4}
# # 관리사무소가 없는 골목에 공구 대여소를 엽니다
# 아파트에는 관리사무소가 있어 사다리와 드릴을 빌리고 작은 고장을 물어봅니다. 단독주택과 빌라가 모인 골목에는 그런 곳이 없습니다.
# 혼자 사는 사람은 한 해에 두세 번 쓸 공구를 사지 못해, 떨어진 선반과 새는 수도를 몇 달씩 미룹니다. 지금은 철물점에서 새로 사거나, 사람을 부르거나, 그냥 참습니다.
# 우리는 다섯 동네를 한 주에 하루씩 도는 작은 차에 공구를 싣고 가서 싸게 빌려주고, 쓰는 법을 그 자리에서 알려 줍니다. 혼자서도 고칠 수 있게 하는 것이 우리가 파는 것입니다.
# 공구가 없어서 미루는 것인지, 시간이나 자신이 없어서 미루는 것인지는 아직 모릅니다. 인터뷰에서 먼저 확인합니다.

# %% [markdown] tags=["gallery-skip"]
# ## 문제 2. 가정을 가정이라고 적습니다 (4점)
# `ASSUMPTIONS`에 여섯 가지를 `"이름": [값, "단위", "근거"]`로 적으세요. 이름과 단위는 `venture.NEEDED`에 있습니다.
# 근거는 `"가정: 까닭"`이나 `"확인: 누구에게 어떻게 들었는지"` 꼴로 적습니다. `venture.problems(ASSUMPTIONS)`가 빈 목록이 될 때까지 고칩니다.
# **변동비**는 한 번 빌려줄 때마다 드는 돈(닳은 드릴 날, 세척, 결제 수수료), **고정비**는 손님이 없어도 달마다 나가는 돈(차, 보험, 일하는 사람의 품삯)입니다.

# %% tags=["gallery-hide"] nbgrader={"grade_id": "q02-assumptions", "solution": true}
ASSUMPTIONS = {
    "아는 비율": [20, "%", "가정: 첫해에 전단과 주민 모임으로 다섯 집에 한 집이 안다고 봄"],  # mutant-ok number,string: 값과 까닭은 훈련생의 가정이다
    "쓰는 비율": [30, "%", "가정: 아는 집 열 곳 가운데 세 곳이 빌린다고 봄"],  # mutant-ok number,string: 값과 까닭은 훈련생의 가정이다
    "한 해 횟수": [6, "번", "가정: 두 달에 한 번"],  # mutant-ok number,string: 값과 까닭은 훈련생의 가정이다
    "이용료": [5000, "원", "가정: 새로 살 때 값의 십분의 일 안쪽"],  # mutant-ok number,string: 값과 까닭은 훈련생의 가정이다
    "변동비": [1500, "원", "가정: 닳은 날을 바꾸고 닦는 값과 결제 수수료"],  # mutant-ok number,string: 값과 까닭은 훈련생의 가정이다
    "고정비": [1500000, "원", "가정: 차와 보험 60만 원, 한 사람의 반나절 품삯 90만 원"],  # mutant-ok number,string: 값과 까닭은 훈련생의 가정이다
}

# %% nbgrader={"grade_id": "q02-assumptions-test", "grade": true, "locked": true, "points": 4}
assert venture.problems(ASSUMPTIONS) == [], " ".join(venture.problems(ASSUMPTIONS))

# %% [markdown] tags=["gallery-skip"]
# ## 문제 3. 시장의 크기를 셈합니다 (3점)
# 집 `homes`호 가운데 우리를 **아는** 집이 `aware`%, 아는 집 가운데 **쓰는** 집이 `use`%이고, 쓰는 집은 한 해에 `times`번 빌립니다. 한 해의 대여 횟수를 돌려주세요.
# 예: `yearly(1000, 20, 50, 3)` → `300`(1,000호의 20%인 200호, 그 절반인 100호가 3번)
# 이 함수 하나로 위에서(지역 전체)와 아래에서(첫해에 갈 동네) 두 번 셈합니다.

# %% tags=["gallery-hide"] nbgrader={"grade_id": "q03-yearly", "solution": true}
def yearly(homes, aware, use, times):
    """한 해의 대여 횟수."""
    ### BEGIN SOLUTION
    users = homes * aware / 100 * use / 100
    return users * times
    ### END SOLUTION

# %% nbgrader={"grade_id": "q03-yearly-test", "grade": true, "locked": true, "points": 3}
assert yearly(1000, 20, 50, 3) is not None, "return을 썼는지 보세요."
assert abs(yearly(1000, 20, 50, 3) - 300) < 1e-6, "비율이 둘입니다. 아는 집을 먼저 구하고, 그 가운데 쓰는 집을 구하세요."
### BEGIN HIDDEN TESTS
assert abs(yearly(500, 100, 10, 2) - 100) < 1e-6, "모두가 알 때(100%)를 확인하세요."
assert abs(yearly(2400, 25, 40, 0.5) - 120) < 1e-6, "괄호 안의 네 이름으로 셈했는지 보세요."
### END HIDDEN TESTS

# %% [markdown] tags=["gallery-skip"]
# ## 문제 4. 한 달에 남는 돈 (3점)
# 한 달에 `count`번 빌려줄 때 남는 돈(원)을 돌려주세요. 한 번에 남는 돈(**공헌이익**)은 이용료 `price`에서 변동비 `cost`를 뺀 것이고, 여기에 횟수를 곱한 뒤 고정비 `fixed`를 뺍니다. 모자라면 0보다 작은 수가 됩니다.

# %% tags=["gallery-hide"] nbgrader={"grade_id": "q04-profit", "solution": true}
def profit(count, price, cost, fixed):
    """한 달에 남는 돈(원)."""
    ### BEGIN SOLUTION
    margin = price - cost
    return margin * count - fixed
    ### END SOLUTION

# %% nbgrader={"grade_id": "q04-profit-test", "grade": true, "locked": true, "points": 3}
assert profit(100, 5000, 2000, 200000) == 100000, "(5000 - 2000) × 100 - 200000입니다."
### BEGIN HIDDEN TESTS
assert profit(0, 5000, 2000, 200000) == -200000, "손님이 없어도 고정비는 나갑니다."
assert profit(50, 4000, 1000, 180000) == -30000, "변동비가 횟수마다 드는지 보세요."
### END HIDDEN TESTS

# %% [markdown] tags=["gallery-skip"]
# ## 문제 5. 손익분기점 (4점)
# 한 달에 **적어도 몇 번** 빌려주어야 모자라지 않을까요? 고정비를 공헌이익으로 나누고 `math.ceil(…)`로 올림한 정수를 돌려주세요(100.2번은 할 수 없으니 101번입니다).
# 공헌이익이 0이거나 0보다 작으면 아무리 많이 팔아도 안 되므로 `None`을 돌려줍니다.

# %% tags=["gallery-hide"] nbgrader={"grade_id": "q05-break-even", "solution": true}
def break_even(price, cost, fixed):
    """모자라지 않는 가장 적은 횟수. 그런 수가 없으면 None."""
    ### BEGIN SOLUTION
    margin = price - cost
    if margin <= 0:
        return None
    return math.ceil(fixed / margin)
    ### END SOLUTION

# %% nbgrader={"grade_id": "q05-break-even-test", "grade": true, "locked": true, "points": 4}
assert break_even(5000, 2000, 300000) == 100, "고정비 30만 원을 한 번에 남는 3,000원으로 나눕니다."
assert break_even(5000, 2000, 300100) == 101, "100번으로는 100원이 모자랍니다. 올림했는지 보세요."
### BEGIN HIDDEN TESTS
assert [break_even(*numbers) for numbers in ((2000, 2000, 1000), (1500, 2000, 1000), (2001, 2000, 7))] == [None, None, 7], "공헌이익이 0 이하일 때와 1원일 때를 확인하세요."
### END HIDDEN TESTS

# %% [markdown] tags=["gallery-skip"]
# ## 문제 6. 어디에서 시작할까요 (4점)
# 차가 서는 곳까지 **걸어올 수 있는** 집이 많아야 합니다. `rows`에서 1인가구 비율 `alone`이 `least`% **이상**인 줄만 고르고, `density`가 **큰 것부터** 줄 세워 앞의 `count`줄을 돌려주세요. 열은 그대로 둡니다.

# %% tags=["gallery-hide"] nbgrader={"grade_id": "q06-start", "solution": true}
def start(rows, least, count):
    """1인가구 비율이 least 이상인 곳 가운데 집이 가장 모여 있는 count곳."""
    ### BEGIN SOLUTION
    many = rows[rows["alone"] >= least]
    return many.sort_values("density", ascending=False).head(count)
    ### END SOLUTION

# %% nbgrader={"grade_id": "q06-start-test", "grade": true, "locked": true, "points": 4}
village = pd.DataFrame({"name": list("가나다라마"), "alone": [40, 30, 29.9, None, 55], "density": [100, 900, 2000, 3000, 500]})
assert list(start(village, 30, 2)["name"]) == ["나", "마"], "30%인 곳도 '이상'에 듭니다. 모여 있는 곳부터입니다."
### BEGIN HIDDEN TESTS
assert list(start(village, 0, 9)["name"]) == ["다", "나", "마", "가"], "비율을 모르는 곳은 고르지 않습니다. count보다 적을 수도 있습니다."
assert list(start(village, 35, 1)["name"]) == ["마"], "수를 직접 적지 말고 least와 count를 쓰세요."
### END HIDDEN TESTS

# %%
spots, number = start(table, 30, 5), venture.values(ASSUMPTIONS)
share, nation = table["homes"].sum() / table["dwellings"].sum() * 100, 100 - project.overall(None, {"per": 100, "top": FLATS, "bottom": HOMES})
top = yearly(table["homes"].sum(), 100, number["쓰는 비율"], number["한 해 횟수"])
bottom = yearly(spots["homes"].sum(), number["아는 비율"], number["쓰는 비율"], number["한 해 횟수"])
display(Markdown(f"""## 시장은 얼마나 큰가요
- {here.name_current}에는 아파트가 아닌 집이 {table["homes"].sum():,.0f}호 있습니다. 주택의 {share:.1f}%이고, 전국은 {nation:.1f}%입니다(2020년, 빈집 포함).
- 첫해에 갈 동네는 {", ".join(spots["name"])}입니다. 1인가구가 열에 셋 이상인 곳 가운데 그런 집이 가장 모여 있는 동네로, {spots["homes"].sum():,.0f}호가 있습니다."""))
rows = [["위에서: 지역의 그런 집이 모두 안다면", top, top * number["이용료"]], ["아래에서: 첫해에 갈 동네, 아는 집만", bottom, bottom * number["이용료"]]]
market = pd.DataFrame([[name, f"{count:,.0f}번", venture.won(money)] for name, count, money in rows], columns=["셈한 길", "한 해 대여", "한 해 매출"])
display(HTML(views.table(market, "시장의 크기(쓰는 비율과 횟수는 가정)") + venture.listing(ASSUMPTIONS)))
display(Markdown("## 어디에서 시작하나요"), HTML(views.spots_map(table.assign(value=table["density"]), list(spots["code"]), "아파트가 아닌 집이 모여 있는 정도(1km²에 몇 호, 2020년)", "호")))

# %% [markdown] tags=["gallery-skip"]
# ## 문제 7. 사회적 가치의 기준값 (4점)
# `replies`는 `True`(미룬 수리가 있다)와 `False`의 목록입니다. `True`의 비율(%)과, 우연히 벗어날 수 있는 폭(%포인트)을 차례로 담은 목록을 돌려주세요. 둘 다 소수 첫째 자리까지 반올림합니다.
# 폭은 어림 공식 100 ÷ √(응답 수)를 씁니다. 제곱근은 `math.sqrt(…)`입니다. 예: `baseline([True, False, False, False])` → `[25.0, 50.0]`

# %% tags=["gallery-hide"] nbgrader={"grade_id": "q07-baseline", "solution": true}
def baseline(replies):
    """[True의 비율(%), 우연의 폭(%포인트)]"""
    ### BEGIN SOLUTION
    share = sum(replies) / len(replies) * 100
    margin = 100 / math.sqrt(len(replies))
    return [round(share, 1), round(margin, 1)]
    ### END SOLUTION

# %% nbgrader={"grade_id": "q07-baseline-test", "grade": true, "locked": true, "points": 4}
assert list(baseline([True, False, False, False])) == [25.0, 50.0], "네 사람 가운데 한 사람은 25%, 폭은 100 ÷ 2입니다."
### BEGIN HIDDEN TESTS
assert list(baseline([True, True, False])) == [66.7, 57.7], "소수 첫째 자리까지 반올림했는지 보세요."
assert list(baseline([False] * 25)) == [0.0, 20.0], "아무도 없을 때와, 폭이 응답 수에 따라 달라지는지 보세요."
### END HIDDEN TESTS

# %%
replies, told = answers, "인터뷰를 대신한 모의 응답이며 실제 조사 결과가 아님"  # 직접 물었다면 [True, False, …]와 "언제 누구에게 물음"으로 바꿉니다
now, width = baseline(replies)
display(Markdown(f"""## 무엇이 달라지면 사회에 도움이 되었다고 할까요
공구가 없어 미룬 수리가 있는 집은 {len(replies)}집 가운데 {now}%(우연의 폭 ±{width}%포인트)입니다. **이 값의 근거: {told}.**
시작할 동네에서 같은 물음을 한 해 뒤에 다시 묻습니다. 폭보다 적게 달라졌다면 달라졌다고 말하지 않습니다."""))

# %% [markdown] tags=["gallery-skip"]
# ## 문제 8. 값을 바꾸어 보는 앱 (4점)
# 미끄럼 단추 `price`와 `count`(`widgets.IntSlider`)를 움직일 때마다 `screen`에 `draw(price의 값, count의 값)`이 나오게 하세요. `refresh`와 상자는 써 두었습니다.
# 쓸 조각: `단추.observe(refresh, names="value")`는 단추의 값이 바뀔 때마다 `refresh`를 부릅니다. 처음 그림이 나오게 `refresh()`도 한 번 부릅니다.

# %% tags=["gallery-hide"] nbgrader={"grade_id": "q08-app", "solution": true}
def app(price, count, draw):
    """두 단추와 그림을 담은 상자."""
    screen = widgets.HTML()
    def refresh(change=None):
        screen.value = draw(price.value, count.value)
    ### BEGIN SOLUTION
    price.observe(refresh, names="value")
    count.observe(refresh, names="value")
    refresh()
    ### END SOLUTION
    return widgets.VBox([price, count, screen])

# %% nbgrader={"grade_id": "q08-app-test", "grade": true, "locked": true, "points": 4}
one, two = widgets.IntSlider(3, 0, 9), widgets.IntSlider(5, 0, 9)
box = app(one, two, lambda price, count: f"<b>{price}원 {count}번</b>")
assert "<b>3원 5번</b>" in views.shown(box), "처음 그림이 나와야 합니다. refresh()를 불렀는지 보세요."
one.value = 7
assert "<b>7원 5번</b>" in views.shown(box), "price를 움직이면 그림이 바뀌어야 합니다."
two.value = 1
assert "<b>7원 1번</b>" in views.shown(box), "count를 움직여도 그림이 바뀌어야 합니다."

# %%
def draw(price, count):
    needed = break_even(price, number["변동비"], number["고정비"])
    return venture.break_even_view(price, number["변동비"], number["고정비"], count, needed)
def money(given):  # 가정이 바뀌었을 때 한 달에 남는 돈
    count = yearly(spots["homes"].sum(), given["아는 비율"], given["쓰는 비율"], given["한 해 횟수"]) / 12
    return profit(count, given["이용료"], given["변동비"], given["고정비"])
display(Markdown("## 얼마나 빌려주어야 설까요\n단추를 움직여 이용료와 한 달에 빌려주는 횟수를 바꾸어 보세요. 모두 **가정**에서 나온 그림입니다."))
long = {"style": {"description_width": "9em"}, "layout": {"max_width": "100%", "width": "400px"}, "continuous_update": False}
fee = widgets.IntSlider(number["이용료"], 500, 15000, 500, description="이용료(원)", **long)
month = widgets.IntSlider(round(bottom / 12), 0, 3000, 10, description="한 달 횟수(번)", **long)
display(app(fee, month, draw), HTML(venture.swings(ASSUMPTIONS, money)))

# %% [markdown] tags=["gallery-skip"]
# ## 문제 9. 틀렸다면 언제 알 수 있나요 (글, 6점)
# 제목(`## …`)으로 시작하고, 지역이 바뀌어도 맞게 쓰세요. **먼저 확인할 가정**: 가장 위험한 것부터 무엇을 누구에게 어떻게. **멈추거나 바꿀 때**: 무엇이 얼마이면. **한계와 약속**: 자료가 세지 않는 것, 누구를 빠뜨릴 수 있는지.

# %% [markdown] nbgrader={"grade_id": "q09-doubt", "grade": true, "solution": true, "points": 6}
# ## 틀렸다면 이렇게 알아챕니다
# 1. 위 그림에서 막대가 가장 긴 가정부터 확인합니다. 차를 사기 전에 빌린 수레로 한 동네에서 네 번 문을 열어, 서른 집에 묻고 실제로 돈을 내고 빌리는지 봅니다.
# 2. 예상이 손익분기점에 못 미치면 이대로 열지 않습니다. 철물점이나 주민센터의 자리를 함께 써서 고정비부터 줄입니다. 품삯을 깎아서 맞추지 않습니다.
# 3. 네 번 모두 열 집이 안 되게 빌리거나, 미룬 까닭이 공구가 아니라 시간이라고 답한 사람이 절반을 넘으면 대여를 멈추고 ‘함께 고치는 날’로 바꿉니다.
# ## 이 계획이 말하지 못하는 것
# - 집의 수는 2020년의 것이고 빈집이 들어 있으며, 다가구주택은 여러 집이 살아도 한 호입니다. 쓰는 사람의 수가 아닙니다.
# - 가정으로 적은 수와 모의 응답은 아직 누구에게도 확인하지 못했습니다.
# - 걸어올 수 있는 곳만 골랐으므로, 집이 드문 마을과 걷기 힘든 이웃은 빠집니다. 한 달에 한 번은 그런 마을로 갑니다.

# %% [markdown] tags=["gallery-skip"]
# ## 문제 10. 프로젝트 카드를 채웁니다 (4점)
# 지역, 데이터, 지표는 코드가 채웁니다. 나머지는 `STORY`에 YAML로 적거나(`STORY = plan.read("""`로 시작해 `title: 골목 공구 대여소`처럼 한 줄에 `이름: 값` 하나씩 적고, `""")`로 닫습니다. 들여쓰기는 `card.yaml`을 따릅니다), 빈 `STORY = {}`를 두고 `card.yaml`을 편집기로 열어 적으세요. 항목의 뜻과 고를 말은 `card.yaml`에 있습니다. 같은 센터의 다른 과제와 주소가 겹치면 `slug: …`도 적습니다. `NAME`은 사회적 가치 지표의 이름, `CHANGE`는 한 해에 몇 %포인트 달라지게 할지입니다(줄이면 빼기).

# %% tags=["gallery-skip"] nbgrader={"grade_id": "q10-card", "solution": true}
NAME, CHANGE = "공구가 없어 미룬 수리가 있는 집의 비율", -15  # mutant-ok number,string,operator: 이름과 목표는 훈련생이 정한다
STORY = plan.read("""
title: 관리사무소가 없는 골목에 공구 대여소를 엽니다
summary: 공구가 없어 작은 수리를 미루는 골목의 이웃에게, 한 주에 하루씩 찾아가 공구를 빌려주고 쓰는 법을 알려 주는 사업의 계획입니다. 손익분기점과 가정을 열어 볼 수 있습니다.
status: 기획
dates: {started: 2026-09-07, ended: 2026-11-20}
trainees: [{name: 윤솔, role: 계획과 앱}]
mentor: {name: 오강사, organization: 디지털사회혁신 지원센터}
citizens: {size: 6, competence: 손재주 있는 주민과 철물점 주인, communication: 골목 모임과 단체 대화방, organization: 주민 5명과 철물점 1곳, management: 창업 모임이 약속과 기록을 관리}
place: {population: 화면의 시장 표에 적음, geography: 단독주택과 빌라가 모인 골목, resources: 주민 모임과 철물점, administration: 주민센터와 도시재생 부서, economy_culture: 골목 상점가}
problem: {fields: [환경, 지역격차], description: 관리사무소가 없는 골목에서는 공구를 빌릴 곳이 없어 작은 수리를 미루거나 한두 번 쓸 공구를 새로 삽니다.}
solution: {kinds: [자원연계], description: 다섯 동네를 한 주에 하루씩 돌며 공구를 빌려주고 쓰는 법을 알려 줍니다.}
infrastructure: []
experts: []
factors: [{area: 소통, effect: 성공, description: 철물점을 경쟁자가 아니라 수리 선생님으로 모셨습니다.}, {area: 자원, effect: 실패, description: 차를 세울 자리를 구하는 데 오래 걸렸습니다.}]
""")

# %% nbgrader={"grade_id": "q10-card-test", "grade": true, "locked": true, "points": 4}
assert 5 <= abs(CHANGE) <= 50, "CHANGE는 5에서 50 사이의 %포인트로, 줄이려면 앞에 빼기를 붙여 적으세요."
done = {"replies": answers, "told": "모의 응답"} | globals()
value = round(sum(done["replies"]) / len(done["replies"]) * 100, 1)
first = {"name": NAME, "unit": "%", "baseline": value, "target": min(100, max(0, round(value + CHANGE, 1))), "method": f"한 해 뒤 같은 물음으로 다시 물음. 기준값: {done['told']}"[:120]}
facts = {"slug": f"{here.english.lower()}-tool-library", "region": here.name, "center": f"{here.short} 디지털사회혁신 지원센터", "spread": "전국", "licence": "CC BY 4.0", "indicators": [first]}
sources = project.sources([{"top": FLATS, "bottom": HOMES}, CATALOGUE["1인가구 비율"]])
project.fill_card(facts | {"datasets": sources} | STORY, "card.yaml")
card = cards.read("card.yaml")  # 비었거나 틀린 항목이 있으면 몇째 줄의 무엇인지 알려 줍니다.
assert all([card.region == here.name, card.indicators[0].name == first["name"]]), "STORY에는 지역, 데이터, 지표를 적지 않습니다. 코드가 채웁니다."

# %%
used = project.sources([{"top": FLATS, "bottom": HOMES}, CATALOGUE["1인가구 비율"]])
display(Markdown("\n".join(dict.fromkeys(f"자료: {each['source']}  " for each in used))))
