# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# 문제 1. 자주 보는 잘못: 한 시간을 손으로 빼기, 내림, 겹치는 시각을 아무 쪽으로 정하기.

# %% right q01-utc 판다스 대신 한 시각씩 zoneinfo로 셈함
from datetime import UTC
from zoneinfo import ZoneInfo
def to_utc(times, zone):
    def one(time):
        early, late = time.to_pydatetime().replace(tzinfo=ZoneInfo(zone), fold=0), time.to_pydatetime().replace(tzinfo=ZoneInfo(zone), fold=1)
        if early.utcoffset() != late.utcoffset():
            return pd.NaT
        return pd.Timestamp(early.astimezone(UTC)).round("30min")
    return pd.to_datetime(times.map(one), utc=True)

# %% wrong q01-utc 서머타임을 모르고 이름만 UTC로 붙임
def to_utc(times, zone):
    return times.dt.tz_localize("UTC").dt.round("30min")

# %% wrong q01-utc 30분으로 내림
def to_utc(times, zone):
    local = times.dt.tz_localize(zone, ambiguous="NaT", nonexistent="NaT")
    return local.dt.tz_convert("UTC").dt.floor("30min")

# %% wrong q01-utc 날짜로 서머타임을 정해 한 시간을 뺌
def to_utc(times, zone):
    summer = times < "2016-10-30"
    return (times - pd.to_timedelta(summer.astype(int), unit="h")).dt.tz_localize("UTC").dt.round("30min")

# %% wrong q01-utc 없는 시각을 한 시간 뒤로 밀어 살림
def to_utc(times, zone):
    local = times.dt.tz_localize(zone, ambiguous="NaT", nonexistent="shift_forward")
    return local.dt.tz_convert("UTC").dt.round("30min")

# %% [markdown]
# 문제 2. 값이 다른 겹침을 평균하거나 뒤의 것을 쓰는 답이 많다.

# %% right q02-calendar 날마다 값의 집합을 봄
def on_calendar(log):
    days = pd.date_range(log["date"].min(), log["date"].max(), freq="D")
    seen = {day: set(rows["temp"]) for day, rows in log.groupby("date")}
    return pd.Series([seen[day].pop() if len(seen.get(day, ())) == 1 else np.nan for day in days], index=days)

# %% right q02-calendar 겹친 줄을 지우고 다른 값은 빼고 다시 폄
def on_calendar(log):
    unique = log.drop_duplicates().drop_duplicates("date", keep=False).set_index("date")["temp"]
    return unique.reindex(pd.date_range(log["date"].min(), log["date"].max()))

# %% wrong q02-calendar 값이 다른 날을 평균함
def on_calendar(log):
    return log.groupby("date")["temp"].mean().asfreq("D")

# %% wrong q02-calendar 뒤의 줄을 씀
def on_calendar(log):
    return log.drop_duplicates("date", keep="last").set_index("date")["temp"].sort_index().asfreq("D")

# %% wrong q02-calendar 없는 날을 드러내지 않음
def on_calendar(log):
    daily = log.groupby("date")["temp"].agg(["first", "nunique"])
    return daily["first"].where(daily["nunique"] == 1)

# %% wrong q02-calendar 없는 날을 앞날의 값으로 채움
def on_calendar(log):
    daily = log.groupby("date")["temp"].agg(["first", "nunique"])
    return daily["first"].where(daily["nunique"] == 1).asfreq("D", method="ffill")

# %% [markdown]
# 문제 3. 한계를 평균에만 대거나, 한계와 같은 값을 틀렸다고 본다.

# %% right q03-limits 한 줄씩 판단함
def check_limits(table, low, high):
    def one(row):
        if pd.isna(row["mean_temp"]):
            return 7
        known = [value for value in (row["min_temp"], row["mean_temp"], row["max_temp"]) if pd.notna(value)]
        return 0 if known == sorted(known) and low <= min(known) and max(known) <= high else 3
    return table.apply(one, axis=1)

# %% wrong q03-limits 평균만 한계와 견줌
def check_limits(table, low, high):
    wrong = (table["mean_temp"] < low) | (table["mean_temp"] > high)
    wrong |= (table["min_temp"] > table["mean_temp"]) | (table["mean_temp"] > table["max_temp"])
    return wrong.astype(int).mul(3).mask(table["mean_temp"].isna(), 7)

# %% wrong q03-limits 한계와 같은 값도 틀림으로 봄
def check_limits(table, low, high):
    values = table[["min_temp", "mean_temp", "max_temp"]]
    wrong = ((values <= low) | (values >= high)).any(axis=1)
    wrong |= (table["min_temp"] > table["mean_temp"]) | (table["mean_temp"] > table["max_temp"])
    return wrong.astype(int).mul(3).mask(table["mean_temp"].isna(), 7)

# %% wrong q03-limits 빈칸이 낀 줄을 모두 틀림으로 봄
def check_limits(table, low, high):
    fine = table["min_temp"].between(low, table["mean_temp"]) & table["max_temp"].between(table["mean_temp"], high)
    return (~fine).astype(int).mul(3).mask(table["mean_temp"].isna(), 7)

# %% wrong q03-limits 없음보다 틀림을 먼저 적음
def check_limits(table, low, high):
    values = table[["min_temp", "mean_temp", "max_temp"]]
    wrong = ((values < low) | (values > high)).any(axis=1)
    wrong |= (table["min_temp"] > table["mean_temp"]) | (table["mean_temp"] > table["max_temp"])
    return pd.Series(np.where(wrong, 3, np.where(table["mean_temp"].isna(), 7, 0)), index=table.index)

# %% right q04-stuck 앞에서부터 세어 감
def stuck(values, n, natural=()):
    numbers = list(values)
    found = [False] * len(numbers)
    start = 0
    for end in range(1, len(numbers) + 1):
        if end == len(numbers) or numbers[end] != numbers[start]:
            if end - start >= n and numbers[start] not in natural and pd.notna(numbers[start]):
                found[start:end] = [True] * (end - start)
            start = end
    return pd.Series(found, index=values.index)

# %% wrong q04-stuck 이어진 첫날들을 빠뜨림
def stuck(values, n, natural=()):
    run = (values != values.shift()).cumsum()
    order = values.groupby(run).cumcount() + 1
    return (order >= n) & values.notna() & ~values.isin(natural)

# %% wrong q04-stuck 떨어져 있어도 같은 값이면 함께 셈
def stuck(values, n, natural=()):
    return (values.groupby(values).transform("size") >= n) & values.notna() & ~values.isin(natural)

# %% wrong q04-stuck n번을 넘어야 참으로 봄
def stuck(values, n, natural=()):
    run = (values != values.shift()).cumsum()
    return (values.groupby(run).transform("size") > n) & values.notna() & ~values.isin(natural)

# %% wrong q04-stuck 빈칸을 빼고 이음
def stuck(values, n, natural=()):
    known = values.dropna()
    run = (known != known.shift()).cumsum()
    long = (known.groupby(run).transform("size") >= n) & ~known.isin(natural)
    return long.reindex(values.index, fill_value=False)

# %% wrong q04-stuck 자연스러운 값을 빼지 않음
def stuck(values, n, natural=()):
    run = (values != values.shift()).cumsum()
    return (values.groupby(run).transform("size") >= n) & values.notna()

# %% right q05-apart 이웃 수를 먼저 보고 넘파이로 중앙값을 냄
def apart(values, near):
    enough = near.notna().sum(axis=1) > 2
    middle = near[enough].quantile(0.5, axis=1).reindex(values.index)
    gap = values.sub(middle)
    usual = gap.rolling(61, min_periods=20, center=True).quantile(0.5)
    return gap.sub(usual)

# %% wrong q05-apart 이웃의 평균을 씀
def apart(values, near):
    gap = (values - near.mean(axis=1)).where(near.count(axis=1) >= 3)
    return gap - gap.rolling(61, center=True, min_periods=20).median()

# %% wrong q05-apart 평소 차이를 기간 전체에서 냄
def apart(values, near):
    gap = (values - near.median(axis=1)).where(near.count(axis=1) >= 3)
    return gap - gap.median()

# %% wrong q05-apart 지난 61일만 봄
def apart(values, near):
    gap = (values - near.median(axis=1)).where(near.count(axis=1) >= 3)
    return gap - gap.rolling(61, min_periods=20).median()

# %% wrong q05-apart 이웃의 수를 보지 않음
def apart(values, near):
    gap = values - near.median(axis=1)
    return gap - gap.rolling(61, center=True, min_periods=20).median()

# %% right q06-detect 이웃의 하루 변화와 견주어 튐을 찾음
def detect(values, near):
    middle = near.median(axis=1)
    gap = values - middle
    usual = gap.rolling(31, center=True, min_periods=10).median()
    spread = (gap - usual).abs().median() * 1.4826
    same = values.groupby(values.diff().ne(0).cumsum()).transform("size")
    return ((gap - usual).abs() > max(4.5 * spread, 2.5)) | (same >= 4)

# %% wrong q06-detect 단계 검사만 씀
def detect(values, near):
    before, after = values - values.shift(1), values - values.shift(-1)
    found = ((before > 5) & (after > 5)) | ((before < -5) & (after < -5))
    return found | (values.groupby((values != values.shift()).cumsum()).transform("size") >= 5)

# %% wrong q06-detect 튐만 찾고 멈춤을 놓침
def detect(values, near):
    gap = values - near.median(axis=1)
    return (gap - gap.rolling(61, center=True, min_periods=20).median()).abs() > 3

# %% wrong q06-detect 문턱을 너무 낮게 잡음
def detect(values, near):
    gap = values - near.median(axis=1)
    away = (gap - gap.rolling(61, center=True, min_periods=20).median()).abs()
    return (away > 0.7) | (values.groupby((values != values.shift()).cumsum()).transform("size") >= 5)

# %% wrong q06-detect 한 해 평균의 3표준편차로 거름
def detect(values, near):
    return (values - values.mean()).abs() > 3 * values.std()

# %% right q07-fill 빈 곳을 하나씩 셈
def fill_short(values, longest):
    table = pd.DataFrame({"value": values, "flag": 0})
    empty = [i for i, value in enumerate(values) if pd.isna(value)]
    table.iloc[empty, 1] = 7
    while empty:
        first = last = empty.pop(0)
        while empty and empty[0] == last + 1:
            last = empty.pop(0)
        if first > 0 and last < len(values) - 1 and last - first < longest:
            table.iloc[first:last + 1, 0] = np.linspace(values.iloc[first - 1], values.iloc[last + 1], last - first + 3)[1:-1]
            table.iloc[first:last + 1, 1] = 6
    return table

# %% wrong q07-fill interpolate의 limit으로 긴 빈 곳의 앞쪽도 채움
def fill_short(values, longest):
    value = values.interpolate(limit=longest, limit_area="inside")
    return pd.DataFrame({"value": value, "flag": np.where(value.isna(), 7, np.where(values.isna(), 6, 0))})

# %% wrong q07-fill 끝의 빈 곳을 앞의 값으로 채움
def fill_short(values, longest):
    hole = values.isna()
    length = hole.groupby(hole.ne(hole.shift()).cumsum()).transform("sum")
    value = values.interpolate().where(length <= longest)
    return pd.DataFrame({"value": value, "flag": np.where(value.isna(), 7, np.where(hole, 6, 0))})

# %% wrong q07-fill 채우고도 관측이라고 적음
def fill_short(values, longest):
    hole = values.isna()
    length = hole.groupby(hole.ne(hole.shift()).cumsum()).transform("sum")
    value = values.interpolate(limit_area="inside").where(length <= longest)
    return pd.DataFrame({"value": value, "flag": np.where(value.isna(), 7, 0)})

# %% wrong q07-fill 앞날의 값을 그대로 씀
def fill_short(values, longest):
    hole = values.isna()
    length = hole.groupby(hole.ne(hole.shift()).cumsum()).transform("sum")
    value = values.ffill().where(length <= longest)
    return pd.DataFrame({"value": value, "flag": np.where(value.isna(), 7, np.where(hole, 6, 0))})

# %% right q08-change 두 토막으로 나눈 제곱합이 가장 작은 곳을 찾음
def change_point(difference):
    values = difference.to_numpy()
    splits = range(5, len(values) - 4)
    rest = [values[:k].var() * k + values[k:].var() * (len(values) - k) for k in splits]
    k = splits[int(np.argmin(rest))]
    return difference.index[k], round(values[k:].mean() - values[:k].mean(), 2)

# %% wrong q08-change 앞 토막의 마지막 해를 돌려줌
def change_point(difference):
    z = (difference - difference.mean()) / difference.std()
    t = {k: k * z.iloc[:k].mean() ** 2 + (len(z) - k) * z.iloc[k:].mean() ** 2 for k in range(5, len(z) - 4)}
    k = max(t, key=t.get)
    return int(difference.index[k - 1]), round(float(difference.iloc[k:].mean() - difference.iloc[:k].mean()), 2)

# %% wrong q08-change 한 해 사이에 가장 크게 달라진 해를 찾음
def change_point(difference):
    year = difference.diff().iloc[5:-4].abs().idxmax()
    return int(year), round(float(difference.loc[year:].mean() - difference.loc[: year - 1].mean()), 2)

# %% wrong q08-change 앞 평균에서 뒤 평균을 뺌
def change_point(difference):
    z = (difference - difference.mean()) / difference.std()
    t = {k: k * z.iloc[:k].mean() ** 2 + (len(z) - k) * z.iloc[k:].mean() ** 2 for k in range(5, len(z) - 4)}
    k = max(t, key=t.get)
    return int(difference.index[k]), round(float(difference.iloc[:k].mean() - difference.iloc[k:].mean()), 2)

# %% wrong q08-change 가장자리까지 나눔
def change_point(difference):
    gaps = {k: abs(difference.iloc[k:].mean() - difference.iloc[:k].mean()) for k in range(1, len(difference))}
    k = max(gaps, key=gaps.get)
    return int(difference.index[k]), round(float(difference.iloc[k:].mean() - difference.iloc[:k].mean()), 2)
