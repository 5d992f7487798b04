# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# 다른 길로 간 정답과, 수업에서 실제로 나올 만한 오답입니다. 배포하지 않습니다.

# %% right q01-robust 빼기와 나누기를 이어 씀
def robust(values):
    low, middle, high = values.quantile([0.25, 0.5, 0.75])
    return values.sub(middle).div(high - low)

# %% wrong q01-robust 평균과 표준편차를 씀
def robust(values):
    return (values - values.mean()) / values.std()

# %% wrong q01-robust 평균을 빼고 사분위 범위로 나눔
def robust(values):
    spread = values.quantile(0.75) - values.quantile(0.25)
    return (values - values.mean()) / spread

# %% wrong q01-robust 괄호를 빠뜨려 가운데값만 나눔
def robust(values):
    spread = values.quantile(0.75) - values.quantile(0.25)
    return values - values.median() / spread

# %% wrong q01-robust 가장 작은 값을 빼고 범위로 나눔
def robust(values):
    return (values - values.min()) / (values.max() - values.min())

# %% right q02-distance 무게를 먼저 나눔
def distance(a, b, weights):
    return ((a - b).abs() * (weights / weights.sum())).sum()

# %% right q02-distance 지표를 하나씩 더함
def distance(a, b, weights):
    total = 0
    for name in weights.index:
        total = total + abs(a[name] - b[name]) * weights[name]
    return total / sum(weights)

# %% wrong q02-distance 무게를 쓰지 않고 평균 냄
def distance(a, b, weights):
    return (a - b).abs().mean()

# %% wrong q02-distance 무게의 합이 아니라 지표의 수로 나눔
def distance(a, b, weights):
    return ((a - b).abs() * weights).mean()

# %% wrong q02-distance 벌어진 쪽이 서로 지워지게 둠
def distance(a, b, weights):
    return abs(((a - b) * weights).sum() / weights.sum())

# %% wrong q02-distance 나누지 않고 더하기만 함
def distance(a, b, weights):
    return ((a - b).abs() * weights).sum()

# %% right q03-nearest 조건을 남긴 뒤 늘어놓고 자름
def nearest(away, places, home, count):
    mine = places.loc[home]
    fit = [code for code in places.index if places.loc[code, "시도"] != mine["시도"] and places.loc[code, "종류"] == mine["종류"]]
    return sorted(fit, key=lambda code: away[code])[:count]

# %% wrong q03-nearest 현장만 빼고 같은 시도를 남김
def nearest(away, places, home, count):
    same_kind = places["종류"] == places.loc[home, "종류"]
    return list(away[same_kind].drop(home).nsmallest(count).index)

# %% wrong q03-nearest 종류를 보지 않음
def nearest(away, places, home, count):
    same_sido = places["시도"] == places.loc[home, "시도"]
    return list(away[~same_sido].nsmallest(count).index)

# %% wrong q03-nearest 같은 시도에서 고름
def nearest(away, places, home, count):
    same_sido = places["시도"] == places.loc[home, "시도"]
    same_kind = places["종류"] == places.loc[home, "종류"]
    return list(away[same_sido & same_kind].nsmallest(count).index)

# %% wrong q03-nearest 가장 먼 곳부터 고름
def nearest(away, places, home, count):
    same_sido = places["시도"] == places.loc[home, "시도"]
    same_kind = places["종류"] == places.loc[home, "종류"]
    return list(away[~same_sido & same_kind].nlargest(count).index)

# %% wrong q03-nearest 먼저 자르고 나서 조건을 봄
def nearest(away, places, home, count):
    first = away.nsmallest(count).index
    mine = places.loc[home]
    return [code for code in first if places.loc[code, "시도"] != mine["시도"] and places.loc[code, "종류"] == mine["종류"]]

# %% right q04-sturdy 코드마다 목록을 세어 봄
def sturdy(lists, times):
    everyone = set().union(*lists)
    return [code for code in everyone if sum(code in codes for codes in lists) >= times]

# %% wrong q04-sturdy 이상을 초과로 읽음
def sturdy(lists, times):
    seen = pd.Series([code for codes in lists for code in codes]).value_counts()
    return list(seen[seen > times].index)

# %% wrong q04-sturdy 모든 목록에 나온 곳만 남김
def sturdy(lists, times):
    return list(set(lists[0]).intersection(*lists[1:]))

# %% wrong q04-sturdy 첫 목록에 있는 곳만 봄
def sturdy(lists, times):
    return [code for code in lists[0] if sum(code in codes for codes in lists) >= times]

# %% wrong q04-sturdy 많이 나온 차례로 times곳을 고름
def sturdy(lists, times):
    seen = pd.Series([code for codes in lists for code in codes]).value_counts()
    return list(seen.index[:times])

# %% right q05-verdict 네 경우를 차례로 나눔
def verdict(value, side, limit):
    if pd.isna(value):
        return "모름"
    if side == "이상" and value < limit:
        return "미충족"
    if side == "이하" and value > limit:
        return "미충족"
    return "충족"

# %% wrong q05-verdict 값이 없으면 미충족으로 봄
def verdict(value, side, limit):
    if pd.isna(value):
        return "미충족"
    met = value >= limit if side == "이상" else value <= limit
    return "충족" if met else "미충족"

# %% wrong q05-verdict 기준과 같으면 못 채운 것으로 봄
def verdict(value, side, limit):
    if pd.isna(value):
        return "모름"
    met = value > limit if side == "이상" else value < limit
    return "충족" if met else "미충족"

# %% wrong q05-verdict 늘 이상으로 봄
def verdict(value, side, limit):
    if pd.isna(value):
        return "모름"
    return "충족" if value >= limit else "미충족"

# %% wrong q05-verdict 0을 값이 없는 것으로 봄
def verdict(value, side, limit):
    if not value or pd.isna(value):
        return "모름"
    met = value >= limit if side == "이상" else value <= limit
    return "충족" if met else "미충족"

# %% right q06-decide 개수로 셈
def decide(found, must):
    core = [found[name] for name in must]
    if core.count("충족") == len(core):
        return "바로 제안"
    return "보류" if core.count("미충족") > 0 else "확인 후 제안"

# %% wrong q06-decide 모름을 미충족처럼 봄
def decide(found, must):
    core = [found[name] for name in must]
    return "바로 제안" if all(word == "충족" for word in core) else "보류"

# %% wrong q06-decide 모름부터 봄
def decide(found, must):
    core = [found[name] for name in must]
    if "모름" in core:
        return "확인 후 제안"
    if "미충족" in core:
        return "보류"
    return "바로 제안"

# %% wrong q06-decide 필수가 아닌 조건까지 봄
# - [found[name] for name in must]
# + list(found.values())

# %% wrong q06-decide 모름을 눈감아 줌
def decide(found, must):
    core = [found[name] for name in must]
    return "보류" if "미충족" in core else "바로 제안"

# %% right q07-screen 시군구 코드의 앞 두 자리로 고름
def screen(region):
    rows = table[table.index.str.startswith(regions.region(region).code)]
    top = rows.sort_values("1인가구 비율").iloc[-1]
    return {"시군구 수": len(rows), "전국보다 높은 곳": int((rows["1인가구 비율"] > NATION).sum()), "가장 높은 곳": top["이름"], "그 값": round(top["1인가구 비율"], 1)}

# %% wrong q07-screen 우리 지역을 그대로 적어 둠
def screen(region):
    rows = table[table["시도"] == ME]
    top = rows.loc[rows["1인가구 비율"].idxmax()]
    return {"시군구 수": len(rows), "전국보다 높은 곳": int((rows["1인가구 비율"] > NATION).sum()), "가장 높은 곳": top["이름"], "그 값": round(top["1인가구 비율"], 1)}

# %% wrong q07-screen 가장 높은 곳을 우리 현장으로 둠
def screen(region):
    rows = table[table["시도"] == regions.region(region).short]
    top = table.loc[SITE]
    return {"시군구 수": len(rows), "전국보다 높은 곳": int((rows["1인가구 비율"] > NATION).sum()), "가장 높은 곳": top["이름"], "그 값": round(top["1인가구 비율"], 1)}

# %% wrong q07-screen 긴 이름의 앞 두 글자로 고름
def screen(region):
    rows = table[table["시도"] == region[:2]]
    if rows.empty:
        rows = ours
    top = rows.loc[rows["1인가구 비율"].idxmin()]
    return {"시군구 수": len(rows), "전국보다 높은 곳": int((rows["1인가구 비율"] > NATION).sum()), "가장 높은 곳": top["이름"], "그 값": round(top["1인가구 비율"], 1)}

# %% wrong q07-screen 전국에서 가장 높은 곳을 적음
def screen(region):
    rows = table[table["시도"] == regions.region(region).short]
    top = table.loc[table["1인가구 비율"].idxmax()]
    return {"시군구 수": len(rows), "전국보다 높은 곳": int((rows["1인가구 비율"] > NATION).sum()), "가장 높은 곳": top["이름"], "그 값": round(top["1인가구 비율"], 1)}

# %% right q08-travels 셋으로 묶어 적음
travels = dict.fromkeys("가마", "그대로")
travels |= dict.fromkeys("나라", "다시 셈")
travels |= dict.fromkeys("다바", "다시 만듦")

# %% wrong q08-travels 목표값까지 그대로 가져감
travels = {"가": "그대로", "나": "그대로", "다": "다시 만듦", "라": "다시 셈", "마": "그대로", "바": "다시 만듦"}

# %% wrong q08-travels 협약서 양식이 있으니 그대로 간다고 봄
travels = {"가": "그대로", "나": "다시 셈", "다": "다시 만듦", "라": "다시 셈", "마": "그대로", "바": "그대로"}

# %% wrong q08-travels 코드는 지역마다 다시 짠다고 봄
travels = {"가": "그대로", "나": "다시 셈", "다": "다시 만듦", "라": "다시 셈", "마": "다시 만듦", "바": "다시 만듦"}

# %% wrong q08-travels 눈여겨볼 곳을 그대로 적어 둠
travels = {"가": "그대로", "나": "다시 셈", "다": "다시 만듦", "라": "그대로", "마": "그대로", "바": "다시 만듦"}
