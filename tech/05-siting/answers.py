# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# 문제마다 다른 길로 간 정답과, 훈련생이 실제로 쓸 만한 오답입니다. 배포하지 않습니다.

# %% right q01-measure 행을 하나씩 셈함
def measure(demand, distance, chosen, radius):
    covered, total, worst = 0, 0, 0
    for people, row in zip(demand, distance):
        near = min(row[site] for site in chosen)
        if near <= radius:
            covered += people
        total += people * near
        if people > 0:
            worst = max(worst, near)
    return {"worst": worst, "mean": total / sum(demand), "covered": 100 * covered / sum(demand)}

# %% wrong q01-measure 반경과 똑같은 거리를 빠뜨림
def measure(demand, distance, chosen, radius):
    nearest = distance[:, chosen].min(axis=1)
    covered = demand[nearest < radius].sum() / demand.sum() * 100
    return {"covered": covered, "mean": np.average(nearest, weights=demand), "worst": nearest[demand > 0].max()}

# %% wrong q01-measure 수요가 아니라 읍면동의 수로 비율을 구함
def measure(demand, distance, chosen, radius):
    nearest = distance[:, chosen].min(axis=1)
    covered = (nearest <= radius).mean() * 100
    return {"covered": covered, "mean": np.average(nearest, weights=demand), "worst": nearest[demand > 0].max()}

# %% wrong q01-measure 평균을 수요로 가중하지 않음
def measure(demand, distance, chosen, radius):
    nearest = distance[:, chosen].min(axis=1)
    covered = demand[nearest <= radius].sum() / demand.sum() * 100
    return {"covered": covered, "mean": nearest.mean(), "worst": nearest[demand > 0].max()}

# %% wrong q01-measure 수요가 0인 곳까지 가장 먼 거리에 넣음
def measure(demand, distance, chosen, radius):
    nearest = distance[:, chosen].min(axis=1)
    covered = demand[nearest <= radius].sum() / demand.sum() * 100
    return {"covered": covered, "mean": np.average(nearest, weights=demand), "worst": nearest.max()}

# %% wrong q01-measure 행과 열을 바꾸어 읽음
def measure(demand, distance, chosen, radius):
    nearest = distance[chosen].min(axis=0)
    covered = demand[: len(nearest)][nearest <= radius].sum() / demand.sum() * 100
    return {"covered": covered, "mean": (nearest * demand[: len(nearest)]).sum() / demand.sum(), "worst": nearest.max()}

# %% right q02-cover 덮지 못한 수요를 가장 작게 함
def best_cover(demand, distance, p, radius, opened):
    n, m = distance.shape
    near = distance <= radius
    left = near[:, opened].any(axis=1)
    demand = np.where(left, 0, demand)
    cost = np.r_[np.zeros(m), demand]
    reach = LinearConstraint(np.c_[near.astype(float), np.eye(n)], 1, np.inf)
    number = LinearConstraint(np.r_[np.ones(m), np.zeros(n)], p, p)
    top = np.ones(m + n)
    top[opened] = 0
    found = milp(cost, integrality=np.ones(m + n), bounds=Bounds(np.zeros(m + n), top), constraints=[reach, number])
    return [j for j, x in enumerate(found.x[:m].round()) if x == 1]

# %% right q02-cover 이미 연 곳을 제약으로 고정함
def best_cover(demand, distance, p, radius, opened):
    n, m = distance.shape
    total = p + len(opened)
    cost = np.zeros(m + n)
    cost[m:] = -demand
    rules = []
    for i in range(n):
        row = np.zeros(m + n)
        row[:m] = distance[i] <= radius
        row[m + i] = -1
        rules.append(LinearConstraint(row, 0, np.inf))
    for j in opened:
        row = np.zeros(m + n)
        row[j] = 1
        rules.append(LinearConstraint(row, 1, 1))
    rules.append(LinearConstraint(np.array([1.0] * m + [0.0] * n), total, total))
    found = milp(cost, integrality=1, bounds=Bounds(0, 1), constraints=rules)
    return sorted(set(np.flatnonzero(found.x[:m].round())) - set(opened))

# %% wrong q02-cover 하나씩 고름(탐욕)
def best_cover(demand, distance, p, radius, opened):
    near, chosen = distance <= radius, list(opened)
    for _ in range(p):
        gain = (demand * ~near[:, chosen].any(axis=1)) @ near
        gain[chosen] = -1
        chosen.append(int(gain.argmax()))
    return chosen[len(opened):]

# %% wrong q02-cover 수요가 큰 순서로 고름
def best_cover(demand, distance, p, radius, opened):
    alone = demand @ (distance <= radius)
    order = [int(j) for j in np.argsort(-alone) if j not in opened]
    return order[:p]

# %% wrong q02-cover 이미 연 곳까지 넣어 p곳만 엶
# - p + len(opened), p + len(opened)
# + p, p

# %% wrong q02-cover 이미 연 곳을 돌려주는 목록에 넣음
# - return [j for j in range(m) if answer.x[j] > 0.5 and j not in opened]
# + return list(np.flatnonzero(answer.x[:m] > 0.5))

# %% wrong q02-cover 이미 연 곳이 덮은 수요를 빼지 않음
def best_cover(demand, distance, p, radius, opened):
    n, m = distance.shape
    linked = np.hstack([-(distance <= radius).astype(float), np.eye(n)])
    count = np.concatenate([np.ones(m), np.zeros(n)])
    top = np.ones(m + n)
    top[opened] = 0
    rules = [LinearConstraint(linked, ub=0), LinearConstraint(count, p, p)]
    answer = milp(np.concatenate([np.zeros(m), -demand]), integrality=count, bounds=Bounds(0, top), constraints=rules)
    return list(np.flatnonzero(answer.x[:m] > 0.5))

# %% right q03-many 하나씩 더해 봄
def how_many(covered, least):
    before, count = 0, 0
    for value in covered:
        if value - before < least:
            break
        before, count = value, count + 1
    return count

# %% wrong q03-many 몫이 큰 곳을 모두 셈
def how_many(covered, least):
    return int((np.diff(covered, prepend=0) >= least).sum())

# %% wrong q03-many 꼭 least인 곳을 열지 않음
def how_many(covered, least):
    small = np.flatnonzero(np.diff(covered, prepend=0) <= least)
    return int(small[0]) if len(small) else len(covered)

# %% wrong q03-many 첫 곳의 몫을 빠뜨림
def how_many(covered, least):
    small = np.flatnonzero(np.diff(covered) < least)
    return int(small[0]) + 1 if len(small) else len(covered)

# %% wrong q03-many 모자라는 곳까지 엶
def how_many(covered, least):
    small = np.flatnonzero(np.diff(covered, prepend=0) < least)
    return int(small[0]) + 1 if len(small) else len(covered)

# %% right q04-median 제약을 한 줄씩 쌓음
def best_median(demand, distance, cost, budget):
    n, m = distance.shape
    size = m + n * m
    once, linked = sparse.lil_array((n, size)), sparse.lil_array((n * m, size))
    for i in range(n):
        for j in range(m):
            here = m + i * m + j
            once[i, here] = 1
            linked[i * m + j, here] = 1
            linked[i * m + j, j] = -1
    money = sparse.lil_array((1, size))
    for j in range(m):
        money[0, j] = cost[j]
    objective = np.zeros(size)
    objective[m:] = [demand[i] * distance[i, j] / demand.sum() for i in range(n) for j in range(m)]
    rules = [LinearConstraint(once.tocsr(), 1, 1), LinearConstraint(linked.tocsr(), -np.inf, 0), LinearConstraint(money.tocsr(), -np.inf, budget)]
    whole = np.array([1] * m + [0] * (n * m))
    found = milp(objective, integrality=whole, bounds=Bounds(0, 1), constraints=rules)
    return [j for j in range(m) if found.x[j] > 0.5]

# %% wrong q04-median 비용을 보지 않고 budget곳을 엶
def best_median(demand, distance, cost, budget):
    n, m = distance.shape
    once = sparse.hstack([sparse.csr_array((n, m)), sparse.kron(sparse.eye_array(n), np.ones((1, m)))])
    only_open = sparse.hstack([sparse.kron(np.ones((n, 1)), -sparse.eye_array(m)), sparse.eye_array(n * m)])
    opened = np.concatenate([np.ones(m), np.zeros(n * m)])
    rules = [LinearConstraint(once, 1, 1), LinearConstraint(only_open, ub=0), LinearConstraint(opened, ub=budget)]
    travel = np.concatenate([np.zeros(m), (demand[:, None] * distance).ravel()])
    answer = milp(travel, integrality=opened, bounds=Bounds(0, 1), constraints=rules)
    return list(np.flatnonzero(answer.x[:m] > 0.5))

# %% wrong q04-median 수요로 가중하지 않음
def best_median(demand, distance, cost, budget):
    n, m = distance.shape
    once = sparse.hstack([sparse.csr_array((n, m)), sparse.kron(sparse.eye_array(n), np.ones((1, m)))])
    only_open = sparse.hstack([sparse.kron(np.ones((n, 1)), -sparse.eye_array(m)), sparse.eye_array(n * m)])
    opened = np.concatenate([np.ones(m), np.zeros(n * m)])
    spent = np.concatenate([cost, np.zeros(n * m)])
    rules = [LinearConstraint(once, 1, 1), LinearConstraint(only_open, ub=0), LinearConstraint(spent, ub=budget)]
    answer = milp(np.concatenate([np.zeros(m), distance.ravel()]), integrality=opened, bounds=Bounds(0, 1), constraints=rules)
    return list(np.flatnonzero(answer.x[:m] > 0.5))

# %% wrong q04-median 예산이 남는 동안 하나씩 고름
def best_median(demand, distance, cost, budget):
    chosen, left = [], budget
    while True:
        options = [j for j in range(distance.shape[1]) if j not in chosen and cost[j] <= left]
        if not options:
            return chosen
        best = min(options, key=lambda j: demand @ distance[:, [*chosen, j]].min(axis=1))
        chosen.append(best)
        left = left - cost[best]

# %% right q05-fair 벗어난 정도에 큰 벌을 줌
def fair_cover(demand, distance, p, radius, limit):
    n, m = distance.shape
    size = m + n + n
    value = np.concatenate([np.zeros(m), -demand, np.full(n, demand.sum() * 10 + 1)])
    near = np.hstack([-(distance <= radius).astype(float), np.eye(n), np.zeros((n, n))])
    within = np.hstack([(distance <= limit).astype(float), np.zeros((n, n)), np.eye(n)])
    number = np.array([1.0] * m + [0.0] * (2 * n))
    rules = [LinearConstraint(near, -np.inf, 0), LinearConstraint(within, 1, np.inf), LinearConstraint(number, p, p)]
    found = milp(value, integrality=np.ones(size), bounds=Bounds(0, 1), constraints=rules)
    if found.x[m + n:].round().sum() > 0:
        return None
    return [j for j in range(m) if found.x[j] > 0.5]

# %% wrong q05-fair 가장 많이 덮는 계획을 먼저 고르고 나중에 확인함
def fair_cover(demand, distance, p, radius, limit):
    n, m = distance.shape
    linked = np.hstack([-(distance <= radius).astype(float), np.eye(n)])
    count = np.concatenate([np.ones(m), np.zeros(n)])
    rules = [LinearConstraint(linked, ub=0), LinearConstraint(count, p, p)]
    answer = milp(np.concatenate([np.zeros(m), -demand]), integrality=count, bounds=Bounds(0, 1), constraints=rules)
    chosen = list(np.flatnonzero(answer.x[:m] > 0.5))
    return chosen if distance[:, chosen].min(axis=1).max() <= limit else None

# %% wrong q05-fair 수요가 있는 행만 봄
# - distance <= limit, np.zeros((n, n))])
# + (distance <= limit).astype(float), np.zeros((n, n))])[demand > 0]

# %% wrong q05-fair 반경 대신 limit 안의 수요를 셈
def fair_cover(demand, distance, p, radius, limit):
    n, m = distance.shape
    linked = np.hstack([-(distance <= limit).astype(float), np.eye(n)])
    reached = np.hstack([(distance <= limit).astype(float), np.zeros((n, n))])
    count = np.concatenate([np.ones(m), np.zeros(n)])
    rules = [LinearConstraint(linked, ub=0), LinearConstraint(reached, lb=1), LinearConstraint(count, p, p)]
    answer = milp(np.concatenate([np.zeros(m), -demand]), integrality=count, bounds=Bounds(0, 1), constraints=rules)
    return list(np.flatnonzero(answer.x[:m] > 0.5)) if answer.success else None

# %% wrong q05-fair 풀 수 없을 때 빈 목록을 돌려줌
# - distance <= limit
# + (distance <= limit).astype(float)
# - if answer.success else None
# + if answer.success else []

# %% right q06-regret 계획마다 하나씩 셈함
def least_regret(coverage):
    worst = {}
    for plan in coverage.index:
        worst[plan] = max(coverage[world].max() - coverage.loc[plan, world] for world in coverage)
    return min(worst, key=worst.get)

# %% wrong q06-regret 가장 나쁜 값이 가장 좋은 계획을 고름
def least_regret(coverage):
    return coverage.min(axis=1).idxmax()

# %% wrong q06-regret 평균이 가장 좋은 계획을 고름
def least_regret(coverage):
    return coverage.mean(axis=1).idxmax()

# %% wrong q06-regret 후회를 계획마다의 가장 좋은 값에서 뺌
def least_regret(coverage):
    regret = coverage.max(axis=1).to_numpy()[:, None] - coverage
    return regret.max(axis=1).idxmin()

# %% wrong q06-regret 후회의 평균을 견줌
def least_regret(coverage):
    return (coverage.max() - coverage).mean(axis=1).idxmin()

# %% right q07-outside 안쪽의 길이를 빼서 구함
def outside_share(area, start, end):
    line = LineString([(start.x, start.y), (end.x, end.y)])
    if line.length == 0:
        return 0.0
    return 100 * (1 - line.intersection(area).length / line.length)

# %% wrong q07-outside 안쪽의 비율을 돌려줌
def outside_share(area, start, end):
    line = LineString([start, end])
    return 0 if start == end else line.intersection(area).length / line.length * 100

# %% wrong q07-outside 비율이 아니라 길이를 돌려줌
def outside_share(area, start, end):
    return LineString([start, end]).difference(area).length

# %% wrong q07-outside 두 점이 같을 때를 빠뜨림
def outside_share(area, start, end):
    line = LineString([start, end])
    return line.difference(area).length / line.length * 100

# %% wrong q07-outside 볼록하게 감싼 도형으로 잼
def outside_share(area, start, end):
    line = LineString([start, end])
    return 0 if start == end else line.difference(area.convex_hull).length / line.length * 100
