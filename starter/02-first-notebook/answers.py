# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# 문제마다 다른 길로 간 정답과, 처음 배우는 훈련생이 실제로 쓸 만한 오답입니다. 배포하지 않습니다.

# %% right q01-per-home 두 단계로 나누어 셈함
def per_home(people, homes):
    size = people / homes
    return float(f"{size:.2f}")

# %% wrong q01-per-home 가구를 사람으로 나눔
def per_home(people, homes):
    return round(homes / people, 2)

# %% wrong q01-per-home 첫째 자리까지 반올림함
def per_home(people, homes):
    return round(people / homes, 1)

# %% wrong q01-per-home return 대신 print를 씀
def per_home(people, homes):
    print(round(people / homes, 2))

# %% wrong q01-per-home 예의 답을 그대로 적음
def per_home(people, homes):
    return 2.08

# %% wrong q01-per-home 반올림하지 않고 버림
def per_home(people, homes):
    return people * 100 // homes / 100

# %% right q02-introduce 글자를 이어 붙임
def introduce(name, homes, rate):
    return name + ": " + format(homes, ",.0f") + "가구(" + format(rate, ".1f") + "%)"

# %% wrong q02-introduce 쉼표를 찍지 않음
def introduce(name, homes, rate):
    return f"{name}: {homes}가구({rate:.1f}%)"

# %% wrong q02-introduce 정수가 아닌 가구 수에 소수점이 붙음
def introduce(name, homes, rate):
    return f"{name}: {homes:,}가구({rate:.1f}%)"

# %% wrong q02-introduce f를 빠뜨림
def introduce(name, homes, rate):
    return "{name}: {homes:,.0f}가구({rate:.1f}%)"

# %% wrong q02-introduce 비율을 round로만 줄임
def introduce(name, homes, rate):
    return f"{name}: {homes:,.0f}가구({round(rate, 1)}%)"

# %% right q03-first-day 하나씩 꺼내 담음
def first_day(places):
    return [places[0], places[1], places[2], places[len(places) - 1]]

# %% wrong q03-first-day 1부터 셈
def first_day(places):
    return places[1:4] + [places[-1]]

# %% wrong q03-first-day 두 곳만 담음
def first_day(places):
    return places[:2] + [places[-1]]

# %% wrong q03-first-day 앞의 네 곳을 담음
def first_day(places):
    return places[:4]

# %% wrong q03-first-day 목록 안에 목록을 담음
def first_day(places):
    return [places[:3], places[-1]]

# %% right q04-family assign으로 붙임
def add_family(table):
    small = table["one"] + table["two"]
    return table.assign(family=table["general"] - small, family_share=100 - 100 * small / table["general"])

# %% right q04-family 받은 표를 사본으로 만들어 한 열씩 적음
def add_family(table):
    table = table.copy()
    table["family"] = table["general"] - (table["one"] + table["two"])
    table["family_share"] = 100 * (table["general"] - table["one"] - table["two"]) / table["general"]
    return table

# %% wrong q04-family 2인가구를 빼지 않음
def add_family(table):
    table = table.copy()
    table["family"] = table["general"] - table["one"]
    table["family_share"] = table["family"] / table["general"] * 100
    return table

# %% wrong q04-family 분모를 1인가구와 2인가구로 잡음
def add_family(table):
    table = table.copy()
    table["family"] = table["general"] - table["one"] - table["two"]
    table["family_share"] = table["family"] / (table["one"] + table["two"]) * 100
    return table

# %% wrong q04-family 100을 곱하지 않음
def add_family(table):
    table = table.copy()
    table["family"] = table["general"] - table["one"] - table["two"]
    table["family_share"] = table["family"] / table["general"]
    return table

# %% wrong q04-family 받은 표가 아니라 우리 지역의 표로 셈함
def add_family(table):
    table = table.copy()
    table["family"] = home["general"] - home["one"] - home["two"]
    table["family_share"] = table["family"] / table["general"] * 100
    return table

# %% wrong q04-family return을 빠뜨림
def add_family(table):
    table = table.copy()
    table["family"] = table["general"] - table["one"] - table["two"]
    table["family_share"] = table["family"] / table["general"] * 100

# %% right q05-candidates 먼저 줄을 세우고 고름
def candidates(table, least):
    ordered = table.sort_values("family_share", ascending=False)
    return ordered[ordered["family"] >= least]

# %% right q05-candidates query와 뒤집기를 씀
def candidates(table, least):
    return table.query("family >= @least").sort_values("family_share").iloc[::-1]

# %% wrong q05-candidates 이상이 아니라 초과로 고름
def candidates(table, least):
    return table[table["family"] > least].sort_values("family_share", ascending=False)

# %% wrong q05-candidates 낮은 것부터 줄을 세움
def candidates(table, least):
    return table[table["family"] >= least].sort_values("family_share")

# %% wrong q05-candidates 비율이 아니라 가구 수로 줄을 세움
def candidates(table, least):
    return table[table["family"] >= least].sort_values("family", ascending=False)

# %% wrong q05-candidates 1000을 직접 적음
def candidates(table, least):
    return table[table["family"] >= 1000].sort_values("family_share", ascending=False)

# %% wrong q05-candidates 고르지 않고 줄만 세움
def candidates(table, least):
    return table.sort_values("family_share", ascending=False)

# %% right q06-rate-by 묶음마다 하나씩 셈함
import pandas as pd
def rate_by(table, column):
    rates = {}
    for key in table[column].unique():
        rows = table[table[column] == key]
        rates[key] = 100 * rows["family"].sum() / rows["general"].sum()
    return pd.Series(rates)

# %% right q06-rate-by 두 열을 따로 묶음
def rate_by(table, column):
    groups = table.groupby(column)
    return groups["family"].sum() / groups["general"].sum() * 100

# %% wrong q06-rate-by 동네 비율을 평균함
def rate_by(table, column):
    rates = table["family"] / table["general"] * 100
    return rates.groupby(table[column]).mean()

# %% wrong q06-rate-by 묶을 열을 직접 적음
def rate_by(table, column):
    sums = table.groupby("sigungu")[["family", "general"]].sum()
    return sums["family"] / sums["general"] * 100

# %% wrong q06-rate-by 비율이 아니라 수를 돌려줌
def rate_by(table, column):
    return table.groupby(column)["family"].sum()

# %% wrong q06-rate-by 분모를 지역 전체로 잡음
def rate_by(table, column):
    return table.groupby(column)["family"].sum() / table["general"].sum() * 100

# %% right q07-chart 세로 막대로 그림
import matplotlib.pyplot as plt
def bar_chart(names, values, title):
    figure, axis = plt.subplots(figsize=(8, 4.5), layout="constrained")
    axis.bar(names, values, color="#2c7fb8")
    axis.set(title=title, ylabel="비율(%)")
    return axis

# %% right q07-chart 막대를 하나씩 그리고 위아래를 뒤집음
import matplotlib.pyplot as plt
def bar_chart(names, values, title):
    figure, axis = plt.subplots(figsize=(8, 4.5), layout="constrained")
    for name, value in zip(names, values):
        axis.barh(name, value, color="#2c7fb8")
    axis.invert_yaxis()
    axis.set_title(title, loc="center")
    axis.set_xlabel("%")
    return axis

# %% wrong q07-chart 값만 작은 것부터 줄 세워 이름과 어긋남
import matplotlib.pyplot as plt
def bar_chart(names, values, title):
    figure, axis = plt.subplots(figsize=(8, 4.5), layout="constrained")
    axis.barh(names, sorted(values))
    axis.set_title(title)
    axis.set_xlabel("비율(%)")
    return axis

# %% wrong q07-chart 단위를 쓰지 않음
import matplotlib.pyplot as plt
def bar_chart(names, values, title):
    figure, axis = plt.subplots(figsize=(8, 4.5), layout="constrained")
    axis.barh(names, values)
    axis.set_title(title)
    return axis

# %% wrong q07-chart 단위를 이름의 축에 씀
import matplotlib.pyplot as plt
def bar_chart(names, values, title):
    figure, axis = plt.subplots(figsize=(8, 4.5), layout="constrained")
    axis.barh(names, values)
    axis.set_title(title)
    axis.set_ylabel("비율(%)")
    return axis

# %% wrong q07-chart 제목을 직접 적음
import matplotlib.pyplot as plt
def bar_chart(names, values, title):
    figure, axis = plt.subplots(figsize=(8, 4.5), layout="constrained")
    axis.barh(names, values)
    axis.set_title("나동이 가장 높습니다")
    axis.set_xlabel("비율(%)")
    return axis

# %% wrong q07-chart 꺾은선으로 그림
import matplotlib.pyplot as plt
def bar_chart(names, values, title):
    figure, axis = plt.subplots(figsize=(8, 4.5), layout="constrained")
    axis.plot(names, values)
    axis.set_title(title)
    axis.set_ylabel("비율(%)")
    return axis

# %% right q08-for-map 코드로 짝을 찾아 새 열에 적음
def for_map(areas, table):
    areas = areas.copy()
    areas["family_share"] = areas["adm3"].map(table.set_index("adm3")["family_share"])
    return areas

# %% wrong q08-for-map 자료가 있는 곳만 남김
def for_map(areas, table):
    return areas.merge(table[["adm3", "family_share"]], on="adm3")

# %% wrong q08-for-map 이름으로 이음
def for_map(areas, table):
    return areas.merge(table[["dong", "family_share"]], on="dong", how="left")

# %% wrong q08-for-map 빈칸을 0으로 채움
def for_map(areas, table):
    joined = areas.merge(table[["adm3", "family_share"]], on="adm3", how="left")
    joined["family_share"] = joined["family_share"].fillna(0)
    return joined

# %% wrong q08-for-map 두 표의 차례가 바뀌어 경계가 사라짐
def for_map(areas, table):
    return table.merge(areas, on="adm3", how="left")
