# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 과제: 기온 센서를 폭염 알림에 써도 되는지 검사합니다
# **보낸 사람** 우리 지역 지원센터 안전 담당
# > 경로당마다 기온 센서를 달아 폭염 알림을 보내려고 합니다. 업체가 관측소 옆에서 시험한 1년 기록을 보내왔습니다.
# > 그대로 믿어도 될까요? **값마다 품질 표지를 붙인 기록**과 품질 보고서, 그리고 사업에 써도 되는지 권고를 보내 주세요.
#
# **넘겨줄 것**: 시각과 달력(문제 1~2), 검사(문제 3~6), 채운 기록(문제 7), 변화점(문제 8), 권고(문제 9). 모두 40점입니다.
# 시험 기록은 우리 지역 관측소의 실제 기온에 **고장을 일부러 넣은 연습 자료**입니다. 그래서 어디가 고장인지 알고, 검사를 채점할 수 있습니다. 함수는 다른 지역과 다른 고장으로도 채점합니다. 앞 문제를 풀지 못해도 다음 문제를 풀 수 있습니다.

# %% tags=["parameters"]
REGION = "부산광역시"

# %% nbgrader={"grade_id": "setup", "locked": true}
import numpy as np
import pandas as pd
from curriculum import datasets, sensors

temperature = sensors.daily()  # 하루 평균기온: 줄은 날, 열은 관측소
station = sensors.home_station(REGION)
neighbours = list(sensors.similar(station).index)  # 가장 닮은 관측소 다섯 곳
trial, truth = sensors.with_faults(temperature.loc["2022", station], seed=22)  # 업체의 시험 기록과 정답
near = temperature.loc["2022", neighbours]  # 같은 날 이웃의 기온
OTHER = sensors.home_station("충북" if station != sensors.home_station("충북") else "전북")  # 채점에 함께 쓰는 관측소
elsewhere = temperature[list(sensors.similar(OTHER).index)]
def days(*values, start="2024-07-01"):  # 하루 간격의 작은 시계열
    return pd.Series(values, index=pd.date_range(start, periods=len(values)), dtype=float)
def marks(answer):  # 참인 날의 순번
    return [i for i, value in enumerate(answer) if value]
def score(found, truth):  # 재현율과 정밀도(%)
    fault = truth.isin([sensors.SPIKE, sensors.STUCK])
    return {"재현율": 100 * (found & fault).sum() / fault.sum(), "정밀도": 100 * (found & fault).sum() / max(found.sum(), 1)}
print("관측소:", station, "| 이웃:", *neighbours)
truth.value_counts().to_dict()

# %% [markdown]
# ## 문제 1. 현지 시각을 UTC로 (3점)
# 센터는 주차 센서도 다룰 예정이라, 견본으로 영국 버밍엄의 기록을 받았습니다. 시각은 현지 시각이고 8시 29분 42초처럼 어긋나 있습니다.
# 시간대 표시가 없는 시각의 `Series`와 시간대 이름을 받아, **UTC로 바꾸고 가장 가까운 30분에 맞춘** `Series`(시간대는 UTC)를 돌려주세요. 순서와 길이는 그대로입니다.
# 서머타임이 끝나는 날 두 번 나오는 시각과, 시작하는 날 없는 시각은 어느 때인지 알 수 없으므로 `NaT`입니다(`tz_localize`의 `ambiguous`와 `nonexistent`).
# 예: `Europe/London`에서 2016-10-04 07:59:42 → 2016-10-04 07:00(UTC), 2016-11-04 07:59:42 → 08:00(UTC)

# %% nbgrader={"grade_id": "q01-utc", "solution": true}
def to_utc(times, zone):
    """현지 시각을 UTC로 바꾸고 30분에 맞춘다."""
    ### BEGIN SOLUTION
    local = times.dt.tz_localize(zone, ambiguous="NaT", nonexistent="NaT")
    return local.dt.tz_convert("UTC").dt.round("30min")
    ### END SOLUTION

# %% nbgrader={"grade_id": "q01-utc-test", "grade": true, "locked": true, "points": 3}
parked = datasets.load("sensor-parking", columns=["car_park", "time"]).query("car_park == 'BHMBCCMKT01'")["time"]
mine = to_utc(parked, "Europe/London")
assert str(mine.dt.tz) == "UTC" and len(mine) == len(parked), "UTC 시간대가 붙은 같은 길이의 Series여야 합니다."
two = pd.Series(pd.to_datetime(["2016-10-04 07:59:42", "2016-11-04 07:59:42"]))
assert to_utc(two, "Europe/London").dt.strftime("%H:%M").tolist() == ["07:00", "08:00"], "서머타임과 반올림을 확인하세요."
### BEGIN HIDDEN TESTS
shift, summer = (parked - mine.dt.tz_localize(None)).dt.total_seconds() / 60, parked < "2016-10-30"
assert shift[summer].between(45, 75).all() and shift[~summer].between(-15, 15).all(), "10월 30일 앞과 뒤에서 UTC와의 차이가 다릅니다."
sample = pd.Series(pd.to_datetime(["2022-07-01 08:40:00", "2022-01-01 08:10:00"]))
assert to_utc(sample, "Asia/Seoul").dt.strftime("%m-%d %H:%M").tolist() == ["06-30 23:30", "12-31 23:00"], "시간대가 다르면 차이도 다릅니다."
sample = pd.Series(pd.to_datetime(["2016-10-30 01:30:00", "2016-03-27 01:30:00", "2016-03-27 03:30:00"]))
assert to_utc(sample, "Europe/London").isna().tolist() == [True, True, False], "두 번 나오는 시각과 없는 시각은 NaT입니다."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 2. 달력을 폅니다 (4점)
# `date`, `temp` 열이 있는 표를 받아, 첫날부터 마지막 날까지 **하루도 빠짐없는** 시계열(`Series`, 인덱스는 날짜)을 돌려주세요. 줄은 뒤섞여 있습니다.
# 기록이 없는 날은 `NaN`입니다. 같은 날이 여러 번이면, 값이 모두 같을 때는 그 값을, **다르면 어느 것이 맞는지 모르므로** `NaN`을 넣습니다.

# %% nbgrader={"grade_id": "q02-calendar", "solution": true}
def on_calendar(log):
    """뒤섞이고 겹친 기록을 빠짐없는 달력에 올린다."""
    ### BEGIN SOLUTION
    daily = log.groupby("date")["temp"].agg(["first", "nunique"])
    return daily["first"].where(daily["nunique"] == 1).asfreq("D")
    ### END SOLUTION

# %% nbgrader={"grade_id": "q02-calendar-test", "grade": true, "locked": true, "points": 4}
log = pd.DataFrame({"date": pd.to_datetime([f"2024-07-0{day}" for day in (4, 1, 1, 2, 2)]), "temp": [25.0, 24.0, 24.0, 26.0, 27.0]})
mine = on_calendar(log)
assert list(mine.index) == list(pd.date_range("2024-07-01", "2024-07-04")), "첫날부터 마지막 날까지 날마다 한 줄이어야 합니다."
assert mine.fillna(-1).tolist() == [24, -1, -1, 25], "겹친 날과 없는 날을 확인하세요."
### BEGIN HIDDEN TESTS
rows = trial.rename("temp").rename_axis("date").dropna().reset_index()
back = on_calendar(pd.concat([rows, rows.iloc[:40]]).sample(frac=1, random_state=0))
assert back.fillna(-99).tolist() == trial.loc[back.index].fillna(-99).tolist(), "시험 기록을 뒤섞고 겹쳐도 원래의 달력으로 돌아와야 합니다."
assert len(back) == (rows["date"].max() - rows["date"].min()).days + 1, "날 수가 다릅니다."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 3. 한계와 내적 일치 (4점)
# `min_temp`, `mean_temp`, `max_temp` 열이 있는 표와 한계 `low`, `high`를 받아, 줄마다 품질 표지의 `Series`(정수, 인덱스는 표와 같음)를 돌려주세요.
# - `7` 없음: `mean_temp`가 비었습니다.
# - `3` 틀림: 세 값 가운데 하나라도 `low`보다 작거나 `high`보다 크고(한계와 같은 값은 괜찮습니다), **또는** 최저 ≤ 평균 ≤ 최고가 아닙니다. 빈칸이 낀 비교는 건너뜁니다.
# - `0` 좋음: 나머지. 둘 다 맞으면 `7`이 먼저입니다.

# %% nbgrader={"grade_id": "q03-limits", "solution": true}
def check_limits(table, low, high):
    """한계 검사와 내적 일치 검사의 품질 표지."""
    ### BEGIN SOLUTION
    values = table[["min_temp", "mean_temp", "max_temp"]]
    wrong = ((values < low) | (values > high)).any(axis=1)
    wrong |= (table["min_temp"] > table["mean_temp"]) | (table["mean_temp"] > table["max_temp"])
    return pd.Series(np.select([table["mean_temp"].isna(), wrong], [7, 3], 0), index=table.index)
    ### END SOLUTION

# %% nbgrader={"grade_id": "q03-limits-test", "grade": true, "locked": true, "points": 4}
hand = pd.DataFrame({"min_temp": [1, 5, -41, 1, None], "mean_temp": [2, 4, 0, None, 3], "max_temp": [3, 9, 5, 4, 2]}, index=list("abcde"), dtype=float)
mine = check_limits(hand, -40, 45)
assert list(mine.index) == list("abcde"), "표와 같은 인덱스를 쓰세요."
assert mine.tolist()[:4] == [0, 3, 3, 7], "순서가 틀린 줄, 한계를 벗어난 줄, 평균이 없는 줄을 확인하세요."
### BEGIN HIDDEN TESTS
assert mine["e"] == 3, "최저가 비어도 평균과 최고는 견줄 수 있습니다."
edge = pd.DataFrame({"min_temp": [10, 9, 10, 10, 12, None, 9], "mean_temp": [10, 15, 20, None, 15, 15, 15], "max_temp": [10, 20, 21, 40, 11, None, 20]}, dtype=float)
assert check_limits(edge, 10, 20).tolist() == [0, 3, 3, 7, 3, 0, 3], "한계와 같은 값, 한계 밖의 최저·최고, 빈칸을 확인하세요."
assert check_limits(edge, 9, 40).tolist() == [0, 0, 0, 7, 3, 0, 0], "한계는 받은 값을 써야 합니다."
table = datasets.load("kr-weather", region=REGION, year=2022)
assert check_limits(table, -40, 45).eq(table["mean_temp"].isna() * 7).all(), "우리 지역 관측소의 기온에는 틀린 값이 없습니다."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 4. 멈춤 (4점)
# 시계열과 `n`을 받아, 똑같은 값이 **`n`번 이상 이어진 곳의 모든 날**이 참인 `Series`를 돌려주세요. 첫날도 넣습니다.
# 빈칸이 끼면 이어짐이 끊깁니다. `natural`에 든 값(강수량의 0처럼 이어지는 것이 자연스러운 값)은 아무리 이어져도 거짓입니다.

# %% nbgrader={"grade_id": "q04-stuck", "solution": true}
def stuck(values, n, natural=()):
    """같은 값이 n번 이상 이어진 곳."""
    ### BEGIN SOLUTION
    run = (values != values.shift()).cumsum()
    length = values.groupby(run).transform("size")
    return (length >= n) & values.notna() & ~values.isin(natural)
    ### END SOLUTION

# %% nbgrader={"grade_id": "q04-stuck-test", "grade": true, "locked": true, "points": 4}
assert marks(stuck(days(3, 5, 5, 5, 6, 6), 3)) == [1, 2, 3], "이어진 첫날부터 마지막 날까지 모두 참입니다."
assert marks(stuck(days(0, 0, 0, 2, 2, 2), 3, natural=[0])) == [3, 4, 5], "natural에 든 값은 이어져도 괜찮습니다."
### BEGIN HIDDEN TESTS
assert marks(stuck(days(5, 5, np.nan, 5, 5, np.nan, np.nan, np.nan), 3)) == [], "빈칸은 이어짐을 끊고, 빈칸 자체는 멈춤이 아닙니다."
assert marks(stuck(days(5, 5, 5, 5, 1, 5, 5), 3)) == [0, 1, 2, 3], "떨어져 있는 같은 값은 이어진 것이 아닙니다."
assert marks(stuck(days(1, 1, 2, 2, 2), 2, natural=[3])) == [0, 1, 2, 3, 4] and marks(stuck(days(1, 1, 2), 3)) == [], "n번째부터 참입니다."
assert truth[stuck(trial, 5)].eq(sensors.STUCK).all() and stuck(trial, 5)[truth == sensors.STUCK].all(), "시험 기록의 멈춤을 확인하세요."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 5. 이웃과의 차이 (4점)
# 시계열 `values`와 이웃의 표 `near`(같은 날짜)를 받아 **이웃의 중앙값과의 차이에서 그 무렵의 평소 차이를 뺀 값**의 `Series`를 돌려주세요. 수업과 달리 부호를 남겨, 평소보다 높으면 양수입니다.
# - 그날 값이 있는 이웃이 **세 곳보다 적으면** `NaN`입니다.
# - 평소 차이는 그날을 가운데에 둔 **61일**(앞뒤 30일) 동안의 차이의 중앙값이고, 그 안에 차이가 20일치 이상 있어야 셈합니다(`rolling`의 `center`, `min_periods`).

# %% nbgrader={"grade_id": "q05-apart", "solution": true}
def apart(values, near):
    """이웃과의 차이가 평소에서 벗어난 만큼(℃)."""
    ### BEGIN SOLUTION
    gap = (values - near.median(axis=1)).where(near.count(axis=1) >= 3)
    return gap - gap.rolling(61, center=True, min_periods=20).median()
    ### END SOLUTION

# %% nbgrader={"grade_id": "q05-apart-test", "grade": true, "locked": true, "points": 4}
mine = apart(trial, near)
assert abs(mine.median()) < 0.3, "평소의 차이를 빼면 가운데가 0에 가까워야 합니다."
flat = pd.DataFrame({name: days(*[10.0] * 90) for name in "abcde"})
lone = days(*[12.0] * 90)
lone.iloc[45] = 15
assert apart(lone, flat).iloc[[0, 45]].tolist() == [0, 3], "늘 2℃ 높은 센서가 하루 5℃ 높았다면 3℃입니다."
### BEGIN HIDDEN TESTS
few = flat.copy()
few.iloc[10, :2] = np.nan
few.iloc[50, :3] = np.nan
few.iloc[30, 0] = 90
assert apart(lone, few).isna().tolist() == [i == 50 for i in range(90)], "이웃이 두 곳뿐인 날만 NaN입니다."
assert apart(lone, few).iloc[30] == 0, "이웃 하나가 튀어도 흔들리지 않아야 합니다."
wave = days(*np.arange(90) % 7)
assert apart(lone + wave, flat.add(wave, axis=0)).iloc[[8, 45]].tolist() == [0, 3], "이웃과 함께 오르내린 만큼은 차이가 아닙니다."
ramp = days(*(10 + 0.1 * np.arange(90)))
assert abs(apart(ramp, flat).iloc[[35, 59]]).max() < 1e-9 and round(apart(ramp, flat).iloc[0], 6) == -1.5, "평소의 차이는 앞뒤 30일에서 셈합니다."
assert apart(lone.iloc[:19], flat.iloc[:19]).isna().all() and apart(lone.iloc[:20], flat.iloc[:20]).notna().all(), "차이가 20일치 이상 있어야 합니다."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 6. 나의 검사 (6점)
# 튐과 멈춤을 찾는 검사를 만드세요. 시계열과 이웃의 표를 받아, 고장으로 **의심하는 날이 참**인 `Series`(인덱스는 `values`와 같음)를 돌려줍니다. 방법과 문턱은 자유입니다.
# 채점: 처음 보는 고장에서 **재현율 93% 이상, 정밀도 80% 이상**(2점씩), 그리고 2020년 1월 7일 임실처럼 이웃과 **함께** 뛴 진짜 날씨를 의심하지 않기(2점). 빈칸은 의심하지 않습니다.
# 튐은 3~12℃, 멈춤은 5~9일입니다. 앞 문제의 함수를 써도 되고, 쓰지 않아도 됩니다.

# %% nbgrader={"grade_id": "q06-detect", "solution": true}
def detect(values, near):
    """튐과 멈춤이 의심되는 날."""
    ### BEGIN SOLUTION
    gap = values - near.median(axis=1)  # mutant-ok aggregate: 평균과의 차이로도 기준을 넘을 수 있다
    away = (gap - gap.rolling(61, center=True, min_periods=20).median()).abs()  # mutant-ok: 창의 길이와 셈법은 고를 수 있다
    same = values.groupby((values != values.shift()).cumsum()).transform("size")
    return (away > 3) | (same >= 5)  # mutant-ok: 문턱은 고를 수 있다
    ### END SOLUTION

# %% nbgrader={"grade_id": "q06-detect-test", "grade": true, "locked": true, "points": 2}
### BEGIN HIDDEN TESTS
unseen = [sensors.with_faults(temperature.loc["2023", station], 7), sensors.with_faults(temperature.loc["2019":"2020", OTHER], 8)]
beside = [temperature.loc["2023", neighbours], elsewhere.loc["2019":"2020"]]
found = pd.concat([detect(values, beside[i]) for i, (values, _) in enumerate(unseen)], ignore_index=True)
real = pd.concat([kind for _, kind in unseen], ignore_index=True)
### END HIDDEN TESTS
print("보이는 시험 기록:", score(detect(trial, near), truth))
assert score(detect(trial, near), truth)["재현율"] >= 93, "놓친 고장이 많습니다. truth와 견주어 어떤 고장을 놓쳤는지 보세요."
### BEGIN HIDDEN TESTS
assert score(found, real)["재현율"] >= 93, "처음 보는 고장에서 놓친 것이 많습니다."
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q06-detect-test-2", "grade": true, "locked": true, "points": 2}
assert score(detect(trial, near), truth)["정밀도"] >= 80, "헛경보가 많습니다. 진짜 날씨를 고장으로 보는지 확인하세요."
### BEGIN HIDDEN TESTS
assert score(found, real)["정밀도"] >= 80, "처음 보는 기록에서 헛경보가 많습니다."
assert score(found, real)["재현율"] >= 30, "거의 찾지 않는 검사의 정밀도는 뜻이 없습니다."
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q06-detect-test-3", "grade": true, "locked": true, "points": 2}
mine = detect(trial, near)
assert list(mine.index) == list(trial.index) and not mine[trial.isna()].any(), "날마다 참·거짓이 있고, 빈칸은 거짓이어야 합니다."
### BEGIN HIDDEN TESTS
for name, date in [("임실", "2020-01-07"), ("울진", "2013-03-12")]:
    weather, beside = temperature.loc[date[:4], name].copy(), temperature.loc[date[:4], sensors.similar(name).index]
    weather.iloc[250] += 9
    assert detect(weather, beside).loc[[pd.Timestamp(date), weather.index[250]]].tolist() == [False, True], "함께 뛴 날은 날씨이고, 혼자 뛴 날은 의심해야 합니다."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 7. 짧은 빈 곳만 채웁니다 (4점)
# 빠짐없는 달력의 시계열과 `longest`를 받아 `value`, `flag` 열의 표를 돌려주세요(인덱스는 그대로).
# 이어진 빈 곳이 **통째로 `longest`일 이하**이고 양쪽에 값이 있을 때만 앞뒤 값을 곧은 선으로 이어 채웁니다. 더 긴 곳은 하루도 채우지 않습니다.
# `flag`는 관측한 날 `0`, 채운 날 `6`(추정), 빈 날 `7`(없음)입니다.

# %% nbgrader={"grade_id": "q07-fill", "solution": true}
def fill_short(values, longest):
    """longest일 이하의 빈 곳만 채우고 표지를 붙인다."""
    ### BEGIN SOLUTION
    hole = values.isna()
    length = hole.groupby(hole.ne(hole.shift()).cumsum()).transform("sum")
    value = values.interpolate(limit_area="inside").where(length <= longest)
    return pd.DataFrame({"value": value, "flag": np.where(value.isna(), 7, np.where(hole, 6, 0))})
    ### END SOLUTION

# %% nbgrader={"grade_id": "q07-fill-test", "grade": true, "locked": true, "points": 4}
mine = fill_short(days(10, np.nan, np.nan, 16, np.nan, np.nan, np.nan, 20), 2)
assert mine["value"].iloc[:4].tolist() == [10, 12, 14, 16] and mine["flag"].tolist() == [0, 6, 6, 0, 7, 7, 7, 0], "이틀 빈 곳만 채우고 표지를 붙이세요."
### BEGIN HIDDEN TESTS
assert mine["value"].iloc[4:].fillna(-1).tolist() == [-1, -1, -1, 20], "긴 빈 곳은 하루도 채우지 않습니다."
ends = fill_short(days(np.nan, 10, np.nan, 10, 10, np.nan), 1)
assert ends["flag"].tolist() == [7, 0, 6, 0, 0, 7] and ends["value"].isna().tolist() == [True, *[False] * 4, True], "앞이나 뒤에 값이 없으면 채우지 않습니다."
holes = [len(hole) for hole in "".join(".x"[gone] for gone in trial.isna()).split(".")]  # 이어진 빈 곳의 길이
short = sum(hole for hole in holes if hole <= 2)
assert fill_short(trial, 2)["flag"].value_counts().to_dict() == {0: trial.count(), 6: short, 7: sum(holes) - short}, "시험 기록의 하루와 이틀짜리 빈 곳만 채워야 합니다."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 8. 변화점 (5점)
# 해마다의 이웃과의 차이(인덱스는 해)를 받아 `(해, 변화)`를 돌려주세요. 앞뒤에 **다섯 해 이상** 남기고 둘로 나눌 때 SNHT의 T가 가장 큰 곳을 찾습니다.
# 평균을 빼고 표준편차로 나눈 값이 z일 때 T = (앞의 해 수) × (앞 z의 평균)² + (뒤의 해 수) × (뒤 z의 평균)²입니다. `해`는 뒤 토막의 첫해, `변화`는 뒤 평균 − 앞 평균(℃)입니다.

# %% nbgrader={"grade_id": "q08-change", "solution": true}
def change_point(difference):
    """T가 가장 큰 해와 평균의 변화."""
    ### BEGIN SOLUTION
    n = len(difference)
    change = {k: difference.iloc[k:].mean() - difference.iloc[:k].mean() for k in range(5, n - 4)}
    best = max(change, key=lambda k: k * (n - k) * change[k] ** 2)  # T와 가장 큰 곳이 같다
    return int(difference.index[best]), float(change[best])
    ### END SOLUTION

# %% nbgrader={"grade_id": "q08-change-test", "grade": true, "locked": true, "points": 5}
record = sensors.long_difference(sensors.long_station(REGION))  # 1973년부터의 실제 차이
made = pd.Series([0.1, -0.1] * 5 + [0.6, 0.4] * 8, index=range(1990, 2016))
assert change_point(made)[0] == 2000 and round(change_point(made)[1], 2) == 0.5, "열 해 뒤에 0.5℃ 높아지게 만든 시계열입니다."
print("변화점:", change_point(record))
### BEGIN HIDDEN TESTS
squares = lambda part: ((part - part.mean()) ** 2).sum()
stairs = pd.Series([1.0] * 6 + [0.0] * 14 + [-0.5] * 10, index=range(1990, 2020))
for series in (stairs, record, -record.iloc[3:], made.iloc[::-1].set_axis(made.index), made.iloc[6:], made.iloc[:14], made.iloc[5:15]):
    best = min(range(5, len(series) - 4), key=lambda k: squares(series.iloc[:k]) + squares(series.iloc[k:]))
    gap = series.iloc[best:].mean() - series.iloc[:best].mean()
    year, change = change_point(series)
    assert year == series.index[best] and abs(change - gap) < 0.006, "나눌 곳과 변화의 방향, 앞뒤 다섯 해를 확인하세요."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 9. 품질 보고서와 권고 (6점, 강사가 채점합니다)
# 셀을 더해 `trial`을 여러분의 함수로 검사하고, 담당자에게 여덟 문장 안팎으로 쓰세요.
# 1. **품질**: 표지별 날 수, 내 검사의 재현율과 정밀도(무엇으로 쟀는지), 채운 날과 채우지 않은 날
# 2. **한계**: 넣은 고장으로 잰 성적이 실제 센서에서 달라질 수 있는 까닭, 이 검사가 잡지 못하는 고장
# 3. **권고**: 폭염 알림에 쓸지, 쓴다면 어떤 표지의 값을 어떻게 다룰지(헛경보와 놓침 가운데 무엇이 더 비싼지), 설치 전에 확인할 일 한 가지

# %% [markdown] nbgrader={"grade_id": "q09-report", "grade": true, "solution": true, "points": 6}
# 본보기와 수준별 기준은 instructor.md에 있습니다.
