# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# 가정(문제 2)과 카드(문제 10)에는 정해진 답이 없습니다. 나머지는 다른 길로 간 정답과, 처음 배우는 훈련생이 실제로 쓸 만한 오답입니다. 배포하지 않습니다.

# %% right q02-assumptions 몇 가지는 확인하고 적음
ASSUMPTIONS = {
    "아는 비율": (12.5, "%", "확인: 동네 가게 열여섯 곳 가운데 두 곳이 우리를 앎"),
    "쓰는 비율": (40, "%", "가정: 인터뷰한 사람 열에 넷이 쓰겠다고 함"),
    "한 해 횟수": (4, "번", "확인: 주민 여덟 분의 지난해 수리 횟수의 평균"),
    "이용료": (4000, "원", "확인: 이웃 도시의 공구 도서관 요금표"),
    "변동비": (900, "원", "가정: 날과 걸레 값을 넉넉히 봄"),
    "고정비": (800000, "원", "확인: 주민센터 창고 사용 약속과 품삯"),
}

# %% wrong q02-assumptions 근거에 가정인지 확인인지 적지 않음
# - "가정: 두 달에 한 번"
# + "두 달에 한 번 쓸 것 같음"

# %% wrong q02-assumptions 비율을 소수로 적고 단위를 뺌
# - 20, "%"
# + 0.2, ""

# %% wrong q02-assumptions 이용료가 변동비보다 작음
# - "이용료": [5000, "원"
# + "이용료": [1200, "원"

# %% wrong q02-assumptions 고정비를 0원으로 둠
# - 1500000
# + 0

# %% wrong q02-assumptions 금액을 글자로 적음
# - "이용료": [5000, "원"
# + "이용료": ["5,000", "원"

# %% wrong q02-assumptions 가정이라고만 적고 까닭을 비움
# - "가정: 두 달에 한 번"
# + "가정: "

# %% right q03-yearly 한 줄로 셈함
def yearly(homes, aware, use, times):
    return homes * (aware / 100) * (use / 100) * times

# %% right q03-yearly 차례대로 이름을 붙임
def yearly(homes, aware, use, times):
    known = homes * aware / 100
    users = known * use / 100
    rentals = users * times
    return rentals

# %% wrong q03-yearly 100으로 한 번만 나눔
def yearly(homes, aware, use, times):
    return homes * aware * use / 100 * times

# %% wrong q03-yearly 두 비율을 더함
def yearly(homes, aware, use, times):
    return homes * (aware + use) / 100 * times

# %% wrong q03-yearly 횟수를 곱하지 않음
def yearly(homes, aware, use, times):  # noqa: ARG001
    return homes * aware / 100 * use / 100

# %% wrong q03-yearly 아는 비율을 빠뜨림
def yearly(homes, aware, use, times):  # noqa: ARG001
    return homes * use / 100 * times

# %% wrong q03-yearly return 대신 print를 씀
def yearly(homes, aware, use, times):
    print(homes * aware / 100 * use / 100 * times)

# %% right q04-profit 수입에서 두 비용을 뺌
def profit(count, price, cost, fixed):
    income = price * count
    return income - cost * count - fixed

# %% wrong q04-profit 변동비를 한 번만 뺌
def profit(count, price, cost, fixed):
    return price * count - cost - fixed

# %% wrong q04-profit 고정비를 빼지 않음
def profit(count, price, cost, fixed):  # noqa: ARG001
    return (price - cost) * count

# %% wrong q04-profit 모자라면 0으로 돌려줌
def profit(count, price, cost, fixed):
    return max(0, (price - cost) * count - fixed)

# %% wrong q04-profit 고정비도 횟수마다 뺌
def profit(count, price, cost, fixed):
    return (price - cost - fixed) * count

# %% right q05-break-even 나머지를 보고 하나 더함
def break_even(price, cost, fixed):
    margin = price - cost
    if margin <= 0:
        return None
    count = fixed // margin
    if fixed % margin > 0:
        count = count + 1
    return count

# %% wrong q05-break-even 올림하지 않고 반올림함
def break_even(price, cost, fixed):
    margin = price - cost
    if margin <= 0:
        return None
    return round(fixed / margin)

# %% wrong q05-break-even 이용료로 나눔
def break_even(price, cost, fixed):
    if price <= cost:
        return None
    return math.ceil(fixed / price)

# %% wrong q05-break-even 공헌이익이 0일 때를 빠뜨림
def break_even(price, cost, fixed):
    margin = price - cost
    if margin < 0:
        return None
    return math.ceil(fixed / margin)

# %% wrong q05-break-even 공헌이익이 없어도 셈함
def break_even(price, cost, fixed):
    return math.ceil(fixed / abs(price - cost + 0.0001))

# %% wrong q05-break-even 정확히 나누어떨어져도 하나를 더함
def break_even(price, cost, fixed):
    margin = price - cost
    if margin <= 0:
        return None
    return int(fixed / margin) + 1

# %% right q06-start 먼저 줄을 세우고 고름
def start(rows, least, count):
    ordered = rows.sort_values("density", ascending=False)
    ordered = ordered[ordered["alone"] >= least]
    return ordered[:count]

# %% wrong q06-start 이상이 아니라 초과로 고름
def start(rows, least, count):
    many = rows[rows["alone"] > least]
    return many.sort_values("density", ascending=False).head(count)

# %% wrong q06-start 1인가구 비율로 줄을 세움
def start(rows, least, count):
    many = rows[rows["alone"] >= least]
    return many.sort_values("alone", ascending=False).head(count)

# %% wrong q06-start 작은 것부터 줄을 세움
def start(rows, least, count):
    many = rows[rows["alone"] >= least]
    return many.sort_values("density").head(count)

# %% wrong q06-start 먼저 자르고 나서 고름
def start(rows, least, count):
    top = rows.sort_values("density", ascending=False).head(count)
    return top[top["alone"] >= least]

# %% wrong q06-start 1인가구 비율을 보지 않음
def start(rows, least, count):  # noqa: ARG001
    return rows.sort_values("density", ascending=False).head(count)

# %% right q07-baseline 하나씩 세어 구함
def baseline(replies):
    yes = 0
    for reply in replies:
        if reply:
            yes = yes + 1
    return [round(100 * yes / len(replies), 1), round(100 / len(replies) ** 0.5, 1)]

# %% wrong q07-baseline 100을 곱하지 않음
def baseline(replies):
    return [round(sum(replies) / len(replies), 1), round(1 / math.sqrt(len(replies)), 1)]

# %% wrong q07-baseline 비율 대신 사람 수를 돌려줌
def baseline(replies):
    return [sum(replies), round(100 / math.sqrt(len(replies)), 1)]

# %% wrong q07-baseline 제곱근을 씌우지 않음
def baseline(replies):
    return [round(sum(replies) / len(replies) * 100, 1), round(100 / len(replies), 1)]

# %% wrong q07-baseline 정수로 반올림함
def baseline(replies):
    return [round(sum(replies) / len(replies) * 100), round(100 / math.sqrt(len(replies)))]

# %% wrong q07-baseline True인 사람의 수로 폭을 셈함
def baseline(replies):
    yes = max(sum(replies), 1)
    return [round(sum(replies) / len(replies) * 100, 1), round(100 / math.sqrt(yes), 1)]

# %% right q08-app 되풀이로 두 단추를 이음
# - price.observe(refresh, names="value")
# + for slider in [price, count]:
# - count.observe(refresh, names="value"
# +     slider.observe(refresh, "value"

# %% wrong q08-app 처음 그림을 그리지 않음
# -     count.observe(refresh, names="value")
# -     refresh()
# +     count.observe(refresh, names="value")

# %% wrong q08-app 한 단추만 이음
# -     price.observe(refresh, names="value")
# -     count.observe(refresh, names="value")
# +     price.observe(refresh, names="value")

# %% wrong q08-app 처음 한 번만 그림
def app(price, count, draw):
    screen = widgets.HTML()
    def refresh(change=None):  # noqa: ARG001
        screen.value = draw(price.value, count.value)
    refresh()
    return widgets.VBox([price, count, screen])

# %% wrong q08-app 함수를 부른 결과를 넘김
def app(price, count, draw):
    screen = widgets.HTML()
    def refresh(change=None):  # noqa: ARG001
        screen.value = draw(price.value, count.value)
    price.observe(refresh(), names="value")
    count.observe(refresh(), names="value")
    return widgets.VBox([price, count, screen])

# %% right q10-card 다른 사업의 카드를 파이썬으로 적음
NAME, CHANGE = "한 주에 세 번 넘게 이웃과 밥을 먹는 사람의 비율", 20
STORY = {
    "title": "골목 밥상을 엽니다", "summary": "혼자 먹는 이웃과 한 상에서 먹습니다.", "status": "개발", "dates": {"started": "2026-03-02"},
    "trainees": [{"name": "김하나", "role": "살림"}], "mentor": {"name": "오강사", "organization": "지원센터"},
    "citizens": {"size": 9, "competence": "요리", "communication": "모임", "organization": "주민 9명", "management": "모임"},
    "place": dict.fromkeys(["population", "geography", "resources", "administration", "economy_culture"], "화면에 적음"),
    "problem": {"fields": ["건강복지"], "description": "혼자 먹는 끼니가 많습니다."}, "infrastructure": [], "experts": [],
    "solution": {"kinds": ["자원연계"], "description": "골목에서 함께 먹습니다."},
    "factors": [{"area": "소통", "effect": "성공", "description": "주민이 차림을 정했습니다."}],
}

# %% wrong q10-card 목표를 몇 퍼센트포인트가 아니라 소수로 적음
# - 15
# + 0.15
# - name: 윤솔
# + name: 김하나

# %% wrong q10-card 솔루션의 유형을 자기 말로 적음
# - name: 윤솔
# + name: 김하나
# - 자원연계
# + 대여 사업

# %% wrong q10-card 문제의 설명을 비움
# - name: 윤솔
# + name: 김하나
# - description: 관리사무소가 없는 골목에서는 공구를 빌릴 곳이 없어 작은 수리를 미루거나 한두 번 쓸 공구를 새로 삽니다.
# + description: 

# %% wrong q10-card 날짜를 우리말로 적음
# - started: 2026-09-07
# + started: 9월 7일
# - name: 윤솔
# + name: 김하나
