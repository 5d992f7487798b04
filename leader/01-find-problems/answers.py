# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# 다른 길로 간 정답과, 수업에서 실제로 나올 만한 오답입니다. 배포하지 않습니다.
# 고르는 문제(1, 8)의 정답은 하나뿐이므로 다른 정답은 적는 모양만 다릅니다.

# %% right q01-denominators 하나씩 나누어 적음
denominators = {"빈집": "주택"}
denominators["1인가구"] = "일반가구"
denominators["인구"] = "5년 전 인구"
denominators.update(dict.fromkeys(["전문의", "외국인"], "인구"))

# %% wrong q01-denominators 1인가구를 총가구로 나눔
denominators = {"빈집": "주택", "1인가구": "총가구", "외국인": "인구", "전문의": "인구", "인구": "5년 전 인구"}

# %% wrong q01-denominators 빈집을 인구로 나눔
denominators = {"빈집": "인구", "1인가구": "일반가구", "외국인": "인구", "전문의": "인구", "인구": "5년 전 인구"}

# %% wrong q01-denominators 변화를 묻는데 지금의 인구로 나눔
denominators = {"빈집": "주택", "1인가구": "일반가구", "외국인": "인구", "전문의": "인구", "인구": "인구"}

# %% wrong q01-denominators 외국인을 총가구로 나눔
denominators = {"빈집": "주택", "1인가구": "일반가구", "외국인": "총가구", "전문의": "인구", "인구": "5년 전 인구"}

# %% right q02-rate 두 열을 한꺼번에 더함
def rate(part, top, bottom, per):
    total = part[[top, bottom]].sum()
    return per * total[top] / total[bottom]

# %% right q02-rate 비율을 분모로 가중해 평균 냄
def rate(part, top, bottom, per):
    weights = part[bottom] / part[bottom].sum()
    return (part[top] / part[bottom] * weights).sum() * per

# %% wrong q02-rate 시군구 비율의 평균을 냄
def rate(part, top, bottom, per):
    return (part[top] / part[bottom]).mean() * per

# %% wrong q02-rate 늘 100을 곱함
def rate(part, top, bottom, per):
    return part[top].sum() / part[bottom].sum() * 100

# %% wrong q02-rate 분자와 분모를 바꿈
def rate(part, top, bottom, per):
    return part[bottom].sum() / part[top].sum() * per

# %% right q03-rank 판다스의 rank를 씀
def rank_of(values, name, side):
    return int(values.rank(ascending=side == "낮음", method="min")[name])

# %% right q03-rank 늘어놓고 처음 나오는 자리를 셈
def rank_of(values, name, side):
    ordered = sorted(values, reverse=side == "높음")
    return ordered.index(values[name]) + 1

# %% wrong q03-rank 살필 쪽을 보지 않고 늘 높은 곳부터 셈
def rank_of(values, name, side):
    return int((values > values[name]).sum()) + 1

# %% wrong q03-rank 1을 더하지 않음
def rank_of(values, name, side):
    higher = int((values > values[name]).sum())
    lower = int((values < values[name]).sum())
    return higher if side == "높음" else lower

# %% wrong q03-rank 같은 값도 우리보다 앞이라고 셈
def rank_of(values, name, side):
    higher = int((values >= values[name]).sum())
    lower = int((values <= values[name]).sum())
    return higher if side == "높음" else lower

# %% wrong q03-rank 살필 쪽을 거꾸로 읽음
def rank_of(values, name, side):
    higher = int((values > values[name]).sum())
    lower = int((values < values[name]).sum())
    return (lower if side == "높음" else higher) + 1

# %% right q04-trend 우리의 변화에서 전국의 변화를 뺌
def trend(ours_then, nation_then, ours_now, nation_now, side):
    change = (ours_now - ours_then) - (nation_now - nation_then)
    if side == "낮음":
        change = -change
    if abs(change) < 0.05:
        return "그대로"
    return "나빠짐" if change > 0 else "나아짐"

# %% wrong q04-trend 전국을 빼지 않고 우리 값의 변화만 봄
def trend(ours_then, nation_then, ours_now, nation_now, side):
    change = ours_now - ours_then
    if abs(change) < 0.05:
        return "그대로"
    return "나빠짐" if (change > 0) == (side == "높음") else "나아짐"

# %% wrong q04-trend 지금의 차이만 보고 판단함
def trend(ours_then, nation_then, ours_now, nation_now, side):
    change = ours_now - nation_now
    if abs(change) < 0.05:
        return "그대로"
    return "나빠짐" if (change > 0) == (side == "높음") else "나아짐"

# %% wrong q04-trend 차이의 방향을 보지 않고 크기만 견줌
def trend(ours_then, nation_then, ours_now, nation_now, side):
    change = abs(ours_now - nation_now) - abs(ours_then - nation_then)
    if abs(change) < 0.05:
        return "그대로"
    return "나빠짐" if (change > 0) == (side == "높음") else "나아짐"

# %% wrong q04-trend 처음에서 지금을 뺌
def trend(ours_then, nation_then, ours_now, nation_now, side):
    change = (ours_then - nation_then) - (ours_now - nation_now)
    if abs(change) < 0.05:
        return "그대로"
    return "나빠짐" if (change > 0) == (side == "높음") else "나아짐"

# %% right q05-reasons 조건을 모아 한꺼번에 고름
def reasons(row):
    facts = {
        "추세": row["추세"] == "나빠짐",
        "전국": is_worse(row["값"], row["전국"], row["살필 쪽"]),
        "또래": is_worse(row["값"], row["또래"], row["살필 쪽"]),
    }
    return [name for name, fact in facts.items() if fact]

# %% wrong q05-reasons 살필 쪽을 보지 않고 높으면 근거로 셈
# - if is_worse(row["값"], row["또래"], row["살필 쪽"])
# + if row["값"] > row["또래"]

# %% wrong q05-reasons 전국보다 살필 쪽일 때만 다른 근거를 봄
def reasons(row):
    found = []
    if is_worse(row["값"], row["전국"], row["살필 쪽"]):
        found.append("전국")
        if is_worse(row["값"], row["또래"], row["살필 쪽"]):
            found.append("또래")
        if row["추세"] == "나빠짐":
            found.append("추세")
    return found

# %% wrong q05-reasons 추세가 나아지지 않으면 모두 근거로 셈
# - == "나빠짐"
# + != "나아짐"

# %% wrong q05-reasons 또래를 전국과 견줌
# - "값"], row["또래"
# + "또래"], row["전국"

# %% right q06-five 파이썬의 sorted로 늘어놓음
def top_five(scored):
    keys = [(-row["근거 수"], -row["튀는 정도"], name) for name, row in scored.iterrows() if row["근거 수"] > 0]
    return [name for _, _, name in sorted(keys)][:5]

# %% right q06-five 튀는 정도로 늘어놓은 뒤 근거 수로 다시 늘어놓음
def top_five(scored):
    first = scored[scored["근거 수"] > 0].sort_values("튀는 정도", ascending=False)
    return first.sort_values("근거 수", ascending=False, kind="stable").head(5).index.tolist()

# %% wrong q06-five 튀는 정도만 보고 고름
def top_five(scored):
    candidates = scored[scored["근거 수"] > 0]
    return list(candidates.sort_values("튀는 정도", ascending=False).index)[:5]

# %% wrong q06-five 작은 것부터 늘어놓음
def top_five(scored):
    candidates = scored[scored["근거 수"] > 0]
    return list(candidates.sort_values(["근거 수", "튀는 정도"]).index)[:5]

# %% wrong q06-five 근거가 없는 지표로 다섯을 채움
def top_five(scored):
    return list(scored.sort_values(["근거 수", "튀는 정도"], ascending=False).index)[:5]

# %% wrong q06-five 다섯에서 끊지 않음
def top_five(scored):
    candidates = scored[scored["근거 수"] > 0]
    return list(candidates.sort_values(["근거 수", "튀는 정도"], ascending=False).index)

# %% right q07-place 늘어놓고 첫째를 고름
def hot_spot(values, people, side, smallest):
    big = values[people >= smallest].sort_values(ascending=side == "낮음")
    return None if big.empty else big.index[0]

# %% wrong q07-place 사람이 적은 곳을 빼지 않음
def hot_spot(values, people, side, smallest):
    if (people < smallest).all():
        return None
    return values.idxmax() if side == "높음" else values.idxmin()

# %% wrong q07-place 살필 쪽을 보지 않고 가장 높은 곳을 고름
def hot_spot(values, people, side, smallest):
    if (people < smallest).all():
        return None
    return values[people >= smallest].idxmax()

# %% wrong q07-place 기준에 꼭 맞는 곳을 뺌
def hot_spot(values, people, side, smallest):
    big = values[people > smallest]
    if big.empty:
        return None
    return big.idxmax() if side == "높음" else big.idxmin()

# %% wrong q07-place 이름이 아니라 값을 돌려줌
def hot_spot(values, people, side, smallest):
    if (people < smallest).all():
        return None
    big = values[people >= smallest]
    return big.max() if side == "높음" else big.min()

# %% right q08-claims 말할 수 있는 것만 골라 참으로 둠
claims = dict.fromkeys("가나다라마바", False)
claims["나"] = claims["라"] = True

# %% wrong q08-claims 빈집을 버려진 집으로 읽음
claims = {"가": True, "나": True, "다": False, "라": True, "마": False, "바": False}

# %% wrong q08-claims 대신하는 지표를 그 자체로 읽음
claims = {"가": False, "나": True, "다": True, "라": True, "마": False, "바": False}

# %% wrong q08-claims 전문의가 일하는 곳을 사는 곳으로 읽음
claims = {"가": False, "나": True, "다": False, "라": True, "마": True, "바": False}

# %% wrong q08-claims 자료가 없으면 문제도 없다고 봄
claims = {"가": False, "나": True, "다": False, "라": True, "마": False, "바": True}

# %% wrong q08-claims 아무것도 말할 수 없다고 봄
claims = {"가": False, "나": False, "다": False, "라": False, "마": False, "바": False}
