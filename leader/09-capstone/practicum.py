# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown] tags=["gallery-skip"]
# # 최종 과제: 센터가 바로 시작할 수 있는 계획과 화면
# **센터의 부탁.** "혼자 사는 이웃의 안부를 주민이 함께 살피는 일을 내년에 시작합니다. 돈은 3천만 원, 기간은 열 달입니다. 어느 동네에서 누가 무엇부터 할지, 잘되고 있는지는 무엇으로 알지, 다른 지역도 할 수 있을지를 주민 앞에서 열어 볼 화면으로 만들어 주세요."
# 이 노트북이 곧 그 화면입니다. 채점과 승인이 끝나면 코드와 시험, 지금 읽는 안내는 빠지고 글과 표, 그림, 고르는 단추만 게시됩니다. 모두 40점입니다.
# - **코드는 문제마다 많아야 다섯 줄입니다.** 나머지는 결정하고 적는 일입니다. 답 칸의 `raise NotImplementedError()` 줄을 지우고 그 자리에 씁니다. 앞 문제를 못 풀어도 뒤 문제를 풀 수 있습니다.
# - **주제는 바꿀 수 있습니다.** 키트의 데이터셋을 둘 이상 쓰면 됩니다. 지역 이름과 수는 글에 적지 말고 코드가 쓰게 하세요. 계획은 YAML로 적습니다. `이름: 값` 꼴이고, 한 줄에 여럿이면 `- {이름: 값, 이름: 값}`입니다. 값에 쉼표나 쌍점이 있으면 "큰따옴표"로 감쌉니다. 문제 5의 답은 `WORK = plan.read("""`로 시작하고, 그 아래에 YAML을 적고, 마지막 줄을 `""")`로 닫습니다. 문제 6의 `SUCCESS`, 문제 8의 `SPREAD`, 문제 10의 `STORY`도 같습니다. 수업 3·5단계의 셀을 옮겨 와 고치면 쉽습니다.

# %% tags=["parameters"]
REGION = "부산광역시"

# %% tags=["gallery-hide"] nbgrader={"grade_id": "setup", "locked": true}
import ipywidgets as widgets, pandas as pd
from IPython.display import HTML, Markdown, display
from curriculum import plan, plan_views, plots, project, regions, views
from curriculum.project import ALONE, CATALOGUE, DONG
from gallery import card as cards
plots.use_korean()
HOME, LIMIT = regions.region(REGION), 3000  # 예산 한도(만 원)
def rank_dong(table, weights):  # 지표마다의 점수를 무게대로 모아, 1인가구가 LEAST가구 이상인 곳을 차례대로
    table = table[table["one"] >= LEAST]
    score = sum(points(table[name], CATALOGUE[name]["focus"]) * weight for name, weight in weights.items()) / sum(weights.values())
    return table.assign(value=score).dropna(subset="value").sort_values(["value", "one"], ascending=False)

def app(controls, draw):  # 고르는 단추들과, 고를 때마다 다시 그리는 그림
    screen = widgets.HTML()
    def refresh(_=None):
        screen.value = draw(*[control.value for control in controls])
    for control in controls:
        control.observe(refresh, names="value")
    refresh()
    return widgets.VBox([*controls, screen])

# %% [markdown] tags=["gallery-skip"]
# ## 문제 1. 문제를 정의합니다 (글, 4점)
# 첫 줄에 화면의 제목을 `# …`으로 쓰고, 누가 어떤 때에 무엇 때문에 어려운지, 누구에게 들었는지(아직 듣지 못했다면 누구에게 물을지), 센터가 내릴 **결정**은 무엇인지 대여섯 문장으로 적으세요.

# %% [markdown] nbgrader={"grade_id": "q01-problem", "grade": true, "solution": true, "points": 4}
# # 혼자 사는 이웃의 안부를 함께 살필 동네와 방법을 정합니다
# 혼자 사는 사람이 아프거나 넘어졌을 때 며칠이 지나도록 아무도 모르는 일이 있습니다. 혼자 사는 것 자체는 문제가 아닙니다. 어려울 때 알아차릴 사람이 가까이에 없는 것이 문제입니다.
# 지금은 복지 담당자가 전화로 안부를 묻지만, 명단에 없는 이웃은 빠지고 담당자가 바뀌면 끊깁니다. 그래서 주민과 가게, 복지관이 함께 살피는 안부망을 리빙랩으로 만들어 보려고 합니다. 센터는 처음 시작할 동네 몇 곳과 맡을 사람, 계속할지 고칠지 정할 기준을 정해야 합니다. 얼마나 자주, 어떤 방법으로 안부를 묻기를 바라는지는 이 자료에 없습니다. 첫 단계에서 혼자 사는 주민에게 먼저 묻습니다.

# %% [markdown] tags=["gallery-skip"]
# ## 문제 2. 무엇을 얼마나 무겁게 볼지 정합니다 (4점)
# `WEIGHTS`에 `CATALOGUE`(이름은 `list(CATALOGUE)`로 봅니다)의 지표를 둘 이상 고르고 무게를 1에서 5까지의 정수로 적으세요. `WEIGHTS = {"첫째 지표": 3, "둘째 지표": 1}` 꼴입니다. 첫째는 과제의 핵심 지표이며 단위가 있어야 합니다. 동네에서 시작하므로 읍면동까지 있는 지표여야 하고, 데이터셋을 둘 이상 써야 합니다.
# 시범 동네의 수 `COUNT`(2에서 10), 한 시군구에서 많아야 몇 곳인지 `AT_MOST`(`COUNT`보다 작게), 1인가구가 이보다 적으면 빼는 `LEAST`(100에서 1000가구)도 `COUNT = 3`처럼 정합니다. 사람이 적은 곳의 비율은 크게 출렁이기 때문입니다. 사망자는 나이를 알 수 없는 동네 자료에서 고령을 **대신** 가리키는 지표입니다. 위험한 동네라는 뜻이 아닙니다.

# %% tags=["gallery-hide"] nbgrader={"grade_id": "q02-weights", "solution": true}
WEIGHTS = {"1인가구 비율": 3, "인구 천 명당 사망자": 2, "인구 지수(2020=100)": 1}  # mutant-ok number: 무게는 훈련생이 정한다
COUNT, AT_MOST, LEAST = 5, 2, 300  # mutant-ok number: 몇 곳에서 시작할지는 훈련생이 정한다

# %% nbgrader={"grade_id": "q02-weights-test", "grade": true, "locked": true, "points": 4}
picked = [CATALOGUE.get(name) for name in WEIGHTS]
assert None not in picked, f"CATALOGUE에 없는 이름입니다: {', '.join(set(WEIGHTS) - set(CATALOGUE))}. 한 글자씩 견주어 보세요."
assert project.problems(picked) == [], " ".join(project.problems(picked))
assert all(project.has_level(each, DONG) for each in picked), "시군구까지만 있는 지표로는 동네를 고를 수 없습니다."
assert all(type(weight) is int and 1 <= weight <= 5 for weight in WEIGHTS.values()), "무게는 1에서 5까지의 정수입니다."
assert all([2 <= COUNT <= 10, 1 <= AT_MOST < COUNT, 100 <= LEAST <= 1000]), "COUNT는 2~10, AT_MOST는 COUNT보다 작게, LEAST는 100~1000입니다."

# %% [markdown] tags=["gallery-skip"]
# ## 문제 3. 여러 지표를 한 점수로 모읍니다 (3점)
# 단위가 다른 지표를 더하려고 **백분순위**(백 곳을 줄 세웠을 때의 자리)를 씁니다. `values`에서 눈여겨볼 쪽으로 가장 치우친 곳이 100점이 되게 돌려주세요. `focus`가 `"high"`이면 값이 클수록, `"low"`이면 작을수록 점수가 높습니다. 값이 같으면 점수도 같고, 빈 값은 빈 값으로 둡니다.
# 쓸 조각: `values.rank(pct=True, ascending=True)`는 가장 큰 값이 1인 순위입니다. `ascending=False`이면 가장 작은 값이 1입니다.

# %% tags=["gallery-hide"] nbgrader={"grade_id": "q03-points", "solution": true}
def points(values, focus):
    """눈여겨볼 쪽으로 가장 치우친 곳이 100점인 백분순위."""
    ### BEGIN SOLUTION
    return values.rank(pct=True, ascending=focus == "high") * 100
    ### END SOLUTION

# %% nbgrader={"grade_id": "q03-points-test", "grade": true, "locked": true, "points": 3}
sample = pd.Series({"가동": 10.0, "나동": 40.0, "다동": 20.0, "라동": 30.0})
assert points(sample, "high").to_dict() == {"가동": 25, "나동": 100, "다동": 50, "라동": 75}, "값이 가장 큰 나동이 100점입니다. 100을 곱했는지 보세요."
### BEGIN HIDDEN TESTS
assert points(sample, "low").to_dict() == {"가동": 100, "나동": 25, "다동": 75, "라동": 50}, "focus가 low일 때는 가장 작은 곳이 100점입니다."
gaps = points(pd.Series([5.0, None, 5.0, 1.0]), "high")
assert pd.isna(gaps[1]) and gaps[0] == gaps[2] > gaps[3], "빈 값과, 값이 같은 곳을 확인하세요."
### END HIDDEN TESTS

# %% [markdown] tags=["gallery-skip"]
# ## 문제 4. 시작할 동네를 고릅니다 (3점)
# `ranked`는 점수가 높은 차례로 늘어놓은 표입니다. 한 시군구(`sigungu` 열)에서 `limit`곳을 넘지 않게 하면서 앞에서부터 `count`곳을 고르세요. 한쪽에 몰리면 다른 시군구의 담당자가 배울 기회가 없습니다.
# 시군구가 하나뿐인 지역에서는 나눌 것이 없으므로 이 제한을 두지 않습니다(그 줄은 써 두었습니다). 쓸 조각: `ranked.groupby("sigungu").head(3)`은 차례를 지키면서 시군구마다 앞의 세 줄만, `.head(4)`는 앞의 네 줄만 남깁니다.

# %% tags=["gallery-hide"] nbgrader={"grade_id": "q04-choose", "solution": true}
def choose(ranked, count, at_most):
    """앞에서부터 count곳. 한 시군구에서 많아야 at_most곳이다."""
    limit = at_most if ranked["sigungu"].nunique() > 1 else count
    ### BEGIN SOLUTION
    return ranked.groupby("sigungu").head(limit).head(count)
    ### END SOLUTION

# %% nbgrader={"grade_id": "q04-choose-test", "grade": true, "locked": true, "points": 3}
sample = pd.DataFrame({"name": list("가나다라마바"), "sigungu": ["동구", "동구", "동구", "서구", "동구", "남구"]})
assert list(choose(sample, 4, 2)["name"]) == list("가나라바"), "동구에서는 두 곳까지만 고르고, 앞에서부터 네 곳입니다."
### BEGIN HIDDEN TESTS
assert [list(choose(sample, *numbers)["name"]) for numbers in ((3, 1), (2, 2), (6, 3))] == [list("가라바"), list("가나"), list("가나다라바")], "count와 at_most를 바꾸어 보세요."
assert list(choose(sample.assign(sigungu="세종시"), 4, 2)["name"]) == list("가나다라"), "시군구가 하나뿐일 때를 확인하세요."
### END HIDDEN TESTS

# %%
table = project.dong_table(REGION, [CATALOGUE[name] for name in WEIGHTS], {"one": ALONE})
ranked = rank_dong(table, WEIGHTS)
chosen = choose(ranked, COUNT, AT_MOST)
reached, main = chosen["one"].sum() / table["one"].sum() * 100, CATALOGUE[next(iter(WEIGHTS))]
same = choose(rank_dong(table, dict.fromkeys(WEIGHTS, 1)), COUNT, AT_MOST)["code"].isin(chosen["code"]).sum()
here, nation = (views.number(project.overall(where, main), main) for where in (REGION, None))
display(Markdown(f"""## {HOME.name_current}에서는 어디서 시작하나요
- {HOME.name_current}의 {project.josa(main["name"], "은/는")} {here}, 전국은 {nation}입니다(2020년).
- 고른 {len(chosen)}곳에는 1인가구 {chosen["one"].sum():,.0f}가구가 삽니다. 지역 1인가구의 {reached:.1f}%입니다.
- 지표의 무게를 모두 같게 바꾸어도 {len(chosen)}곳 가운데 {same}곳은 그대로 남습니다."""))
heads = {"name": "동네", "one": "1인가구(가구)"} | {name: views.heading(CATALOGUE[name]) for name in WEIGHTS}
shown = chosen.assign(one=chosen["one"].map("{:,.0f}".format))[list(heads)].rename(columns=heads)
display(HTML(views.table(shown, "시작할 동네와 그 까닭") + views.reach(ranked, "one", table["one"].sum(), len(chosen), "동네를 하나씩 넓혀 가면 1인가구의 몇 퍼센트에 닿나요")))
display(Markdown("## 무게를 바꾸어 보세요\n무엇을 더 무겁게 볼지는 함께 정할 일입니다. 무게를 0으로 두면 그 지표를 보지 않습니다."))
def draw_map(count, *weights):
    if not any(weights):
        return "<p>무게를 하나는 0보다 크게 두세요.</p>"
    order = rank_dong(table, dict(zip(WEIGHTS, weights)))
    spots = choose(order, count, AT_MOST)
    names, kept = ", ".join(f"{turn}. {name}" for turn, name in enumerate(spots["name"], 1)), spots["code"].isin(chosen["code"]).sum()
    scored = table.assign(value=table["code"].map(order.set_index("code")["value"]))
    return f"<p>{names}<br>처음 고른 곳과 {kept}곳이 같습니다.</p>" + views.spots_map(scored, list(spots["code"]), "먼저 시작할 점수(100이 가장 먼저)", "점")
wide = {"style": {"description_width": "11em"}, "layout": {"max_width": "100%", "width": "420px"}, "continuous_update": False}
sliders = [widgets.IntSlider(value, 0, 5, description=name, **wide) for name, value in WEIGHTS.items()]
display(app([widgets.IntSlider(COUNT, 2, 10, description="시범 동네 수", **wide), *sliders], draw_map))

# %% [markdown] tags=["gallery-skip"]
# ## 문제 5. 누가, 언제, 무슨 돈으로 할지 적습니다 (5점)
# `기간`(달 수), `역할`, `단계`, `예산`을 YAML로 적으세요. 적은 뒤 `plan.problems(WORK, "역할", "단계", "예산")`을 실행하면 빠진 것과 어긋난 것을 알려 줍니다. 빈 목록이 나올 때까지 고칩니다.
# - 역할의 `구분`은 주민, 지자체, 연구자, 기업 가운데 하나이고 주민과 지자체를 넣어 세 쪽 이상입니다. 역할마다 단계나 지표, 위험을 하나는 맡습니다(`맡음`에는 역할의 `이름`을 적습니다).
# - 단계는 첫 달부터 마지막 달까지 빈 달이 없어야 합니다. 예산의 `돈줄`은 "R&D"나 "비R&D"이고 합계는 한도를 넘지 않습니다. 마지막 단계에도 돈이 있어야 일이 이어집니다.

# %% tags=["gallery-hide"] nbgrader={"grade_id": "q05-work", "solution": true}
WORK = plan.read("""
기간: 10
역할:
  - {이름: 안부지기, 구분: 주민, 하는 일: "이웃의 안부를 묻고, 걱정되는 일을 복지관에 알립니다."}
  - {이름: 동네 가게, 구분: 기업, 하는 일: "단골이 며칠 보이지 않으면 안부지기에게 알립니다."}
  - {이름: 복지 담당, 구분: 지자체, 하는 일: "도움이 필요한 이웃을 제도와 잇고 회의에 나옵니다."}
  - {이름: DSI 리더, 구분: 연구자, 하는 일: "회의를 이끌고 지표를 재어 함께 읽습니다."}
단계:
  - {이름: 듣고 정하기, 시작: 1, 끝: 2, 맡음: DSI 리더, 나올 것: 혼자 사는 주민의 말과 안부 묻는 약속}
  - {이름: 함께 만들기, 시작: 3, 끝: 4, 맡음: 안부지기, 나올 것: 안부 신호와 알리는 차례}
  - {이름: 동네에서 해 보기, 시작: 5, 끝: 8, 맡음: 안부지기, 나올 것: 달마다의 기록과 고친 약속}
  - {이름: 이어 가기, 시작: 9, 끝: 10, 맡음: 복지 담당, 나올 것: 다음 해 예산과 다른 지역에 줄 안내서}
예산:
  - {항목: 주민 모임과 면담 사례, 단계: 듣고 정하기, 만원: 400, 돈줄: 비R&D}
  - {항목: 안부 신호 기기와 화면, 단계: 함께 만들기, 만원: 800, 돈줄: R&D}
  - {항목: 안부지기 활동비, 단계: 동네에서 해 보기, 만원: 1200, 돈줄: 비R&D}
  - {항목: 안내서와 이어받기 교육, 단계: 이어 가기, 만원: 500, 돈줄: 비R&D}
""")

# %% nbgrader={"grade_id": "q05-work-test", "grade": true, "locked": true, "points": 5}
assert plan.problems(WORK, "역할", "단계", "예산") == [], " ".join(plan.problems(WORK, "역할", "단계", "예산"))
assert sum(entry["만원"] for entry in WORK["예산"]) <= LIMIT, "예산의 합계가 한도를 넘었습니다."

# %% [markdown] tags=["gallery-skip"]
# ## 문제 6. 무엇으로 성공을 알고, 무엇이 어긋날 수 있는지 적습니다 (4점)
# `지표`에는 **산출**(우리가 한 일의 양)과 **성과**(주민에게 달라진 것)를 모두 넣습니다. 기준값과 목표값은 수, `재는 달`은 `[4, 8]`처럼 두 번 이상입니다. 기준값을 모르면 첫 단계에 재고 계획을 고칩니다. `위험`은 셋 이상, 가능성과 영향은 1(작음)에서 3(큼)입니다. 맡은 사람이 문제 5의 역할에 있는지도 봅니다.

# %% tags=["gallery-hide"] nbgrader={"grade_id": "q06-success", "solution": true}
SUCCESS = plan.read("""
지표:
  - {이름: 안부망과 이어진 1인가구, 종류: 성과, 단위: "%", 기준값: 0, 목표값: 10, 맡음: DSI 리더, 재는 달: [4, 6, 8, 10], 재는 법: "한 달에 두 번 넘게 안부를 주고받은 가구를 시범 동네의 1인가구로 나눔"}
  - {이름: 하루 안에 확인한 안부 신호, 종류: 성과, 단위: "%", 기준값: 0, 목표값: 90, 맡음: 복지 담당, 재는 달: [6, 8, 10], 재는 법: "알린 때와 확인한 때의 기록. 신호가 열 번이 안 되면 비율 대신 횟수를 적음"}
  - {이름: 활동하는 안부지기, 종류: 산출, 단위: 명, 기준값: 0, 목표값: 40, 맡음: 안부지기, 재는 달: [4, 6, 8, 10], 재는 법: 그달에 한 번 넘게 활동한 사람의 수}
위험:
  - {내용: 살핌이 감시로 느껴집니다., 가능성: 2, 영향: 3, 대응: "본인이 동의한 집에만 가고, 언제든 그만둘 수 있게 합니다.", 맡음: 안부지기}
  - {내용: 안부지기가 지쳐서 그만둡니다., 가능성: 3, 영향: 2, 대응: 둘씩 짝을 짓고 석 달마다 쉬는 달을 둡니다., 맡음: DSI 리더}
  - {내용: 담당자가 바뀌어 일이 끊깁니다., 가능성: 2, 영향: 2, 대응: 하는 차례를 한 장으로 적어 인계 목록에 넣습니다., 맡음: 복지 담당}
  - {내용: 가게가 바빠서 알리지 못합니다., 가능성: 2, 영향: 1, 대응: 문자 한 통으로 알릴 수 있게 합니다., 맡음: 동네 가게}
""")

# %% nbgrader={"grade_id": "q06-success-test", "grade": true, "locked": true, "points": 3}
assert plan.problems(SUCCESS, "지표", "위험") == [], " ".join(plan.problems(SUCCESS, "지표", "위험"))

# %% nbgrader={"grade_id": "q06-success-test-2", "grade": true, "locked": true, "points": 1}
assert plan.problems(WORK | SUCCESS, "지표", "위험") == [], " ".join(plan.problems(WORK | SUCCESS, "지표", "위험"))

# %%
PLAN = WORK | SUCCESS
display(Markdown("## 무엇을 어떤 차례로 하나요"), HTML(plan_views.schedule(PLAN, f"{PLAN['기간']}개월 동안 {len(PLAN['단계'])}단계로 합니다") + plan_views.tables(PLAN) + plan_views.indicators(PLAN)))

# %% [markdown] tags=["gallery-skip"]
# ## 문제 7. 잘되고 있는지 말로 바꿉니다 (4점)
# 지표 `entry`를 `month`번째 달에 재니 `value`입니다. 지금까지 나아간 만큼(`value` - 기준값)을 계획한 만큼(`planned` - 기준값)으로 나누어, 1 이상이면 `"순조"`, 0.8 이상이면 `"살펴보기"`, 그보다 작으면 `"고쳐 보기"`를 돌려주세요.
# 줄여야 하는 지표에도 이 셈이 맞습니다. 아직 재지 않았으면(`None`) `"아직 재지 않음"`입니다(그 줄은 써 두었습니다).

# %% tags=["gallery-hide"] nbgrader={"grade_id": "q07-status", "solution": true}
def status(entry, month, last, value):
    """계획한 길과 견준 상태."""
    if value is None:
        return "아직 재지 않음"
    planned, start = plan_views.on_path(entry, month, last), entry["기준값"]
    ### BEGIN SOLUTION
    done = (value - start) / (planned - start)
    if done >= 1:
        return "순조"
    if done >= 0.8:
        return "살펴보기"
    return "고쳐 보기"
    ### END SOLUTION

# %% nbgrader={"grade_id": "q07-status-test", "grade": true, "locked": true, "points": 4}
rise, fall = {"기준값": 0, "목표값": 100}, {"기준값": 60, "목표값": 20}
assert [status(rise, 5, 10, value) for value in (55, 45, 20, None)] == ["순조", "살펴보기", "고쳐 보기", "아직 재지 않음"], "다섯째 달에는 50까지 가기로 했습니다."
### BEGIN HIDDEN TESTS
assert [status(rise, 5, 10, value) for value in (50, 40, 39.9, 0)] == ["순조", "살펴보기", "고쳐 보기", "고쳐 보기"], "'이상'과, 0도 잰 값임을 확인하세요."
assert [status(fall, 5, 10, value) for value in (40, 43, 50, 30)] == ["순조", "살펴보기", "고쳐 보기", "순조"], "줄여야 하는 지표(60 → 20)를 확인하세요."
### END HIDDEN TESTS

# %%
display(Markdown("## 잘되고 있나요\n달과 잰 값을 넣으면 계획한 길과 견줍니다. **여기에 넣는 값은 시험 삼아 넣는 것이며 저장되지 않습니다.** 실제 점검은 위 표의 ‘재는 때’에 합니다."))
by_name = {entry["이름"]: entry for entry in PLAN["지표"]}
def draw_progress(name, month, text):
    entry, value = by_name[name], plan_views.read_number(text)
    return plan_views.progress(entry, month, PLAN["기간"], value, status(entry, month, PLAN["기간"], value))
month = widgets.IntSlider(PLAN["지표"][0]["재는 달"][1], 1, PLAN["기간"], description="달", continuous_update=False)
display(app([widgets.Dropdown(options=list(by_name), description="지표"), month, widgets.Text(placeholder="예: 5", description="잰 값", continuous_update=False)], draw_progress))

# %% [markdown] tags=["gallery-skip"]
# ## 문제 8. 다른 지역이 따라 할 조건을 적습니다 (3점)
# `도입 조건`을 YAML로 적으세요. `영역`(법제도, 기술, 소통, 행정, 자원 가운데 셋 이상)과 `조건`을 적고, 자료로 볼 수 있으면 `지표`(`CATALOGUE`의 이름)와 `이상`이나 `이하`를, 사람에게 물어야 알면 `물을 곳`을 적습니다. 앞의 것이 하나 이상, 뒤의 것이 둘 이상 있어야 합니다.

# %% tags=["gallery-hide"] nbgrader={"grade_id": "q08-adopt", "solution": true}
SPREAD = plan.read("""
도입 조건:
  - {영역: 자원, 조건: 일반가구 열 곳 가운데 셋 이상이 1인가구입니다., 지표: 1인가구 비율, 이상: 30}
  - {영역: 자원, 조건: 안부지기가 모일 복지 이용시설이 가까이에 있습니다., 지표: 인구 10만 명당 복지 이용시설, 이상: 25}
  - {영역: 행정, 조건: 걱정되는 일을 넘겨받을 담당자가 시범 동네마다 정해져 있습니다., 물을 곳: 시군구 복지정책 부서}
  - {영역: 법제도, 조건: 안부를 주고받겠다는 본인의 동의서를 받아 둘 곳이 있습니다., 물을 곳: 개인정보 보호 담당자}
  - {영역: 소통, 조건: 혼자 사는 주민이 스스로 안부 묻는 방법을 골랐습니다., 물을 곳: 혼자 사는 주민 열 사람 이상}
""")

# %% nbgrader={"grade_id": "q08-adopt-test", "grade": true, "locked": true, "points": 3}
assert plan.problems(SPREAD, "도입 조건") == [], " ".join(plan.problems(SPREAD, "도입 조건"))
unknown = {entry["지표"] for entry in SPREAD["도입 조건"] if "지표" in entry} - set(CATALOGUE)
assert not unknown, f"{', '.join(unknown)}: CATALOGUE에 있는 이름 그대로 적으세요."

# %%
display(Markdown("## 우리 지역에서도 할 수 있을까요"), HTML(plan_views.adoption(SPREAD, HOME)))

# %% [markdown] tags=["gallery-skip"]
# ## 문제 9. 센터에 드리는 말씀을 씁니다 (글, 6점)
# 제목(`## …`)으로 시작하고, 지역이 바뀌어도 맞게 쓰세요. **권고**: 무엇을 먼저 결정하고 무엇을 더 확인할지 순서대로. **멈출 때**: 무엇을 보면 고치거나 그만둘지. **한계**: 지표가 세지 않는 사람, 잘못 읽기 쉬운 점, 동네에 붙을 수 있는 낙인을 피하는 방법.

# %% [markdown] nbgrader={"grade_id": "q09-message", "grade": true, "solution": true, "points": 6}
# ## 센터에 드리는 말씀
# 1. 시작할 동네의 주민 모임과 복지 담당자를 먼저 찾아가, 맡을 뜻이 있는지 물어 주세요. 뜻이 없는 동네는 점수가 높아도 다음으로 미룹니다.
# 2. 무게를 바꾸어도 남는 동네부터 약속하고, 나머지는 주민 회의에서 함께 정해 주세요.
# 3. 여섯째 달에 ‘안부망과 이어진 1인가구’가 ‘고쳐 보기’이면 새 동네로 넓히지 말고 안부 묻는 방법부터 바꿉니다. 그만두겠다는 이웃이 열에 셋을 넘으면 멈추고 까닭을 듣습니다.
# 4. 마지막 단계의 예산을 다른 데 쓰지 마세요. 이어받을 사람이 배우지 못하면 사업이 끝날 때 안부도 끝납니다.
# ## 이 화면이 말하지 못하는 것
# - 가구와 사망자 수는 2020년의 것입니다. 그사이 새로 지은 곳과 헐린 곳은 달라졌습니다. 2025년과 이을 수 없는 동네는 순위에 넣지 못했습니다.
# - 혼자 산다고 외로운 것도, 함께 산다고 괜찮은 것도 아닙니다. 1인가구 비율은 대학가에서도 높습니다.
# - 사망자 수는 나이를 알 수 없는 동네 자료에서 고령을 대신 가리킬 뿐이고, 요양시설이 있는 동네에서 높게 나옵니다. ‘위험한 동네’라는 말을 쓰지 말고, 점수가 아니라 시작하는 차례로만 알려 주세요.
# - ‘닿는 비율’은 그 동네에 사는 가구의 비율이지 도움을 받은 가구의 비율이 아닙니다.

# %% [markdown] tags=["gallery-skip"]
# ## 문제 10. 프로젝트 카드를 채웁니다 (4점)
# 지역, 데이터, 지표는 코드가 채웁니다. 나머지는 `STORY`에 YAML로 적거나, 빈 `STORY = {}`를 두고 `card.yaml`을 편집기로 열어 적으세요. 항목의 뜻과 고를 말은 `card.yaml`에 있습니다. 같은 센터의 다른 과제와 주소가 겹치면 `slug: …`도 적습니다.

# %% tags=["gallery-skip"] nbgrader={"grade_id": "q10-card", "solution": true}
STORY = plan.read("""
title: 혼자 사는 이웃의 안부를 함께 살필 동네와 방법을 정합니다
summary: 혼자 사는 이웃이 어려울 때 알아차릴 사람이 가까이에 있도록, 주민과 가게와 복지 담당자가 함께 살피는 안부망을 어디서 어떻게 시작할지 정하고 점검하는 화면입니다.
status: 기획
dates: {started: 2026-09-07, ended: 2026-11-20}
trainees: [{name: 한가람, role: 회의 진행과 계획}]
mentor: {name: 오강사, organization: 디지털사회혁신 지원센터}
citizens: {size: 14, competence: 동네를 오래 살핀 통장과 가게 주인, communication: 두 주에 한 번 모임과 단체 대화방, organization: 혼자 사는 주민 6명과 통장 4명과 가게 4곳, management: 지원센터가 일정과 회의록을 관리}
place: {population: 화면의 동네 표에 적음, geography: 오래된 주택가와 대학가와 읍면이 섞여 있음, resources: 복지관과 동네 가게, administration: 복지정책 부서와 읍면동 복지 담당자, economy_culture: 골목 상점가와 경로당 모임}
problem: {fields: [건강복지], description: 혼자 사는 사람이 아프거나 넘어져도 며칠 동안 아무도 모르는 일이 있습니다. 명단에 없는 이웃은 전화 안부에서 빠집니다.}
solution: {kinds: [자원연계, 원격서비스], description: "시범 동네에서 주민과 가게가 안부를 살피고, 걱정되는 일은 복지 담당자에게 잇습니다. 간단한 신호 기기를 함께 씁니다."}
infrastructure: [IoT센서]
experts: []
factors: [{area: 소통, effect: 성공, description: 혼자 사는 주민이 안부 묻는 방법을 골랐습니다.}, {area: 법제도, effect: 실패, description: 명단을 나눌 근거가 없어 동의를 새로 받아야 했습니다.}]
""")

# %% nbgrader={"grade_id": "q10-card-test", "grade": true, "locked": true, "points": 4}
done = {"WEIGHTS": {}, "SPREAD": {}, "PLAN": {}, "reached": 0} | globals()  # 아직 못 푼 문제가 있어도 카드의 글은 살핍니다
used = [CATALOGUE[name] for name in ["1인가구 비율", *done["WEIGHTS"], *plan.data_names(done["SPREAD"])] if name in CATALOGUE]
first = {"name": "시범 동네에 사는 1인가구의 비율", "unit": "%", "baseline": 0, "target": round(float(done["reached"]), 1), "method": "시범 동네의 1인가구를 지역의 1인가구로 나눔. 시작하기 전의 값은 0"}
facts = {"slug": f"{HOME.english.lower()}-neighbours-plan", "region": HOME.name, "center": f"{HOME.short} 디지털사회혁신 지원센터", "spread": "전국", "licence": "CC BY 4.0"}
project.fill_card(facts | {"datasets": project.sources(used), "indicators": plan.card_indicators(done["PLAN"], first)} | STORY, "card.yaml")
card = cards.read("card.yaml")  # 비었거나 틀린 항목이 있으면 몇째 줄의 무엇인지 알려 줍니다.
assert all([card.region == HOME.name, card.indicators[0].name == first["name"], len(card.datasets) > 1]), "STORY에는 지역, 데이터, 지표를 적지 않습니다. 코드가 채웁니다."

# %%
used = [CATALOGUE[name] for name in ["1인가구 비율", *WEIGHTS, *plan.data_names(SPREAD)]]
display(Markdown("\n".join(dict.fromkeys(f"자료: {each['source']}  " for each in project.sources(used)))))
