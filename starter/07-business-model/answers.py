# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# 문제마다 다른 길로 간 정답과, 처음 배우는 훈련생이 실제로 쓸 만한 오답입니다. 배포하지 않습니다.

# %% right q01-margin 비용을 하나씩 뺌
def margin(price, costs, fee):
    left = price * (1 - fee)
    for cost in costs:
        left = left - cost
    return left

# %% wrong q01-margin 수수료를 빼지 않음
def margin(price, costs, fee):
    return price - sum(costs)

# %% wrong q01-margin 수수료를 비용에 곱함
def margin(price, costs, fee):
    return price - sum(costs) * (1 + fee)

# %% wrong q01-margin 수수료의 비율을 원처럼 뺌
def margin(price, costs, fee):
    return price - sum(costs) - fee

# %% wrong q01-margin 비용을 두 가지만 뺌
def margin(price, costs, fee):
    return price - costs[0] - costs[-1] - price * fee

# %% wrong q01-margin return 대신 print를 씀
def margin(price, costs, fee):
    print(price - sum(costs) - price * fee)

# %% right q02-even 나머지를 보고 올림함
def break_even(fixed, left):
    if left <= 0:
        return None
    whole = int(fixed // left)
    if whole * left < fixed:
        whole = whole + 1
    return whole

# %% right q02-even 한 번씩 늘려 봄
def break_even(fixed, left):
    if left > 0:
        visits = max(0, int(fixed / left) - 1)
        while visits * left < fixed:
            visits += 1
        return visits

# %% wrong q02-even 반올림함
def break_even(fixed, left):
    if left <= 0:
        return None
    return round(fixed / left)

# %% wrong q02-even 늘 한 번을 더함
def break_even(fixed, left):
    if left <= 0:
        return None
    return int(fixed / left) + 1

# %% wrong q02-even 남는 돈이 음수일 때를 빠뜨림
def break_even(fixed, left):
    if left == 0:
        return None
    return math.ceil(fixed / left)

# %% wrong q02-even 서지 않을 때 0을 돌려줌
def break_even(fixed, left):
    if left <= 0:
        return 0
    return math.ceil(fixed / left)

# %% right q03-places 한 줄씩 더하다가 멈춤
def places(table, need, rate):
    ordered = table.sort_values("one", ascending=False)
    total = 0
    count = 0
    for homes in ordered["one"]:
        if total * rate >= need:
            break
        total = total + homes
        count = count + 1
    return ordered.head(count)

# %% right q03-places 넘치는 곳의 수를 세어 앞에서 자름
def places(table, need, rate):
    ordered = table.sort_values("one", ascending=False)
    short = (ordered["one"].cumsum() * rate < need).sum()
    return ordered.head(short + 1)

# %% wrong q03-places 마지막으로 필요한 동네를 빠뜨림
def places(table, need, rate):
    ordered = table.sort_values("one", ascending=False)
    return ordered[ordered["one"].cumsum() * rate < need]

# %% wrong q03-places 작은 동네부터 고름
def places(table, need, rate):
    ordered = table.sort_values("one")
    before = ordered["one"].cumsum() - ordered["one"]
    return ordered[before * rate < need]

# %% wrong q03-places 줄을 세우지 않음
def places(table, need, rate):
    before = table["one"].cumsum() - table["one"]
    return table[before * rate < need]

# %% wrong q03-places 꼭 need명이 되어도 한 곳을 더 고름
def places(table, need, rate):
    ordered = table.sort_values("one", ascending=False)
    before = ordered["one"].cumsum() - ordered["one"]
    return ordered[before * rate <= need]

# %% wrong q03-places 받은 표가 아니라 우리 지역의 표를 씀
def places(table, need, rate):
    ordered = city.sort_values("one", ascending=False)
    before = ordered["one"].cumsum() - ordered["one"]
    return ordered[before * rate < need]

# %% right q04-customers 지난달을 목록에서 꺼내어 씀
def customers(new, churn, months):
    counts = [new]
    while len(counts) < months:
        counts.append(counts[-1] - counts[-1] * churn + new)
    return counts

# %% wrong q04-customers 새 고객까지 넣어 떠나게 함
def customers(new, churn, months):
    counts, now = [], 0
    for month in range(months):
        now = (now + new) * (1 - churn)
        counts.append(now)
    return counts

# %% wrong q04-customers 떠나는 고객을 빼지 않음
def customers(new, churn, months):
    counts, now = [], 0
    for month in range(months):
        now = now + new
        counts.append(now)
    return counts

# %% wrong q04-customers 0번째 달부터 담음
def customers(new, churn, months):
    counts, now = [], 0
    for month in range(months):
        counts.append(now)
        now = now * (1 - churn) + new
    return counts

# %% wrong q04-customers 달마다 반올림함
def customers(new, churn, months):
    counts, now = [], 0
    for month in range(months):
        now = round(now * (1 - churn) + new)
        counts.append(now)
    return counts

# %% wrong q04-customers 마지막 달만 돌려줌
def customers(new, churn, months):
    now = 0
    for month in range(months):
        now = now * (1 - churn) + new
    return [now]

# %% right q05-cash 들어온 돈의 목록을 한 칸 밀어 셈함
def cash_left(start, income, spending):
    arrived = [0] + list(income[:-1])
    return [start + sum(arrived[: month + 1]) - sum(spending[: month + 1]) for month in range(len(spending))]

# %% wrong q05-cash 판 돈이 그달에 들어온다고 봄
def cash_left(start, income, spending):
    balances, now = [], start
    for sold, spent in zip(income, spending):
        now = now + sold - spent
        balances.append(now)
    return balances

# %% wrong q05-cash 시작하는 돈을 빠뜨림
def cash_left(start, income, spending):
    balances, now, coming = [], 0, 0
    for sold, spent in zip(income, spending):
        now = now + coming - spent
        balances.append(now)
        coming = sold
    return balances

# %% wrong q05-cash 남은 돈을 잇지 않고 달마다 따로 셈함
def cash_left(start, income, spending):
    balances, coming = [], 0
    for sold, spent in zip(income, spending):
        balances.append(start + coming - spent)
        coming = sold
    return balances

# %% wrong q05-cash 음수를 0으로 바꿈
def cash_left(start, income, spending):
    balances, now, coming = [], start, 0
    for sold, spent in zip(income, spending):
        now = max(0, now + coming - spent)
        balances.append(now)
        coming = sold
    return balances

# %% right q06-out 음수인 달을 모아 첫째를 고름
def runs_out(balances):
    months = [number + 1 for number in range(len(balances)) if balances[number] < 0]
    if len(months) == 0:
        return None
    return months[0]

# %% wrong q06-out 0번째부터 셈
def runs_out(balances):
    for month, cash in enumerate(balances):
        if cash < 0:
            return month
    return None

# %% wrong q06-out 0도 바닥난 것으로 봄
def runs_out(balances):
    for month, cash in enumerate(balances, 1):
        if cash <= 0:
            return month
    return None

# %% wrong q06-out 가장 적은 달을 돌려줌
def runs_out(balances):
    if min(balances) >= 0:
        return None
    return balances.index(min(balances)) + 1

# %% wrong q06-out 바닥나지 않을 때 0을 돌려줌
def runs_out(balances):
    for month, cash in enumerate(balances, 1):
        if cash < 0:
            return month
    return 0

# %% right q07-swing 함수를 하나 더 만들어 씀
def swing(profit, base, ranges):
    def result(key, value):
        changed = base.copy()
        changed[key] = value
        return profit(changed)
    pairs = [(key, abs(result(key, row["high"]) - result(key, row["low"]))) for key, row in ranges.iterrows()]
    pairs.sort(key=lambda pair: -pair[1])
    return pd.Series([width for key, width in pairs], index=[key for key, width in pairs])

# %% wrong q07-swing 사본을 만들지 않아 바꾼 값이 남음
def swing(profit, base, ranges):
    widths = {}
    for key in ranges.index:
        base[key] = ranges.loc[key, "low"]
        low = profit(base)
        base[key] = ranges.loc[key, "high"]
        widths[key] = abs(profit(base) - low)
    return pd.Series(widths).sort_values(ascending=False)

# %% wrong q07-swing 음수인 폭을 그대로 둠
# - abs(profit(high) - profit(low)
# + profit(high) - profit(low

# %% wrong q07-swing 작은 것부터 줄을 세움
def swing(profit, base, ranges):
    widths = {}
    for key in ranges.index:
        low, high = base.copy(), base.copy()
        low[key] = ranges.loc[key, "low"]
        high[key] = ranges.loc[key, "high"]
        widths[key] = abs(profit(high) - profit(low))
    return pd.Series(widths).sort_values()

# %% wrong q07-swing 이익이 아니라 가정의 폭을 견줌
def swing(profit, base, ranges):
    return (ranges["high"] - ranges["low"]).sort_values(ascending=False)

# %% wrong q07-swing 높은 값과 보통의 차이만 봄
def swing(profit, base, ranges):
    widths = {}
    for key in ranges.index:
        high = base.copy()
        high[key] = ranges.loc[key, "high"]
        widths[key] = abs(profit(high) - profit(base))
    return pd.Series(widths).sort_values(ascending=False)

# %% right q08-change 해마다 1만 가구당 값을 먼저 구함
def change(before, after):
    rates = [reached * 10_000 / homes for reached, homes in (before, after)]
    return float(f"{rates[1] - rates[0]:.1f}")

# %% wrong q08-change 두 해를 같은 가구로 나눔
def change(before, after):
    return round((after[0] - before[0]) / before[1] * 10_000, 1)

# %% wrong q08-change 기준값에서 나중을 뺌
def change(before, after):
    return round((before[0] / before[1] - after[0] / after[1]) * 10_000, 1)

# %% wrong q08-change 1만 가구가 아니라 100가구로 셈함
def change(before, after):
    return round((after[0] / after[1] - before[0] / before[1]) * 100, 1)

# %% wrong q08-change 해마다 반올림한 다음 정수로 뺌
def change(before, after):
    return round(after[0] / after[1] * 10_000) - round(before[0] / before[1] * 10_000)
