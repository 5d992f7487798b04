# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# 문제 1. 순서를 바꾸거나 NFKC를 빼는 답이 많다.

# %% right q01-clean 정규식으로 지움
import re
def clean_name(name):
    name = unicodedata.normalize("NFKC", name)
    name = re.sub(r"주식회사|유한회사|\([주유]\)", "", name)
    return re.sub(r"[^가-힣a-z0-9]", "", name.lower())

# %% wrong q01-clean NFKC를 하지 않음
def clean_name(name):
    name = name.lower()
    for form in ("주식회사", "유한회사", "(주)", "(유)", "㈜"):
        name = name.replace(form, "")
    return "".join(c for c in name if "가" <= c <= "힣" or "a" <= c <= "z" or "0" <= c <= "9")

# %% wrong q01-clean 기호를 먼저 지워 (주)가 주로 남음
import re
def clean_name(name):
    name = re.sub(r"[^가-힣a-z0-9]", "", unicodedata.normalize("NFKC", name).lower())
    for form in ("주식회사", "유한회사", "(주)", "(유)"):
        name = name.replace(form, "")
    return name

# %% wrong q01-clean isalnum으로 남길 글자를 고름
def clean_name(name):
    name = unicodedata.normalize("NFKC", name).lower()
    for form in ("주식회사", "유한회사", "(주)", "(유)"):
        name = name.replace(form, "")
    return "".join(c for c in name if c.isalnum())

# %% wrong q01-clean 이름 속의 주와 유까지 지움
import re
def clean_name(name):
    name = unicodedata.normalize("NFKC", name).lower()
    return re.sub(r"주식회사|유한회사|주|유|[^가-힣a-z0-9]", "", name)

# %% right q02-split 상표를 섞어 채워 나감
def split_by_brand(brands, share, seed):
    brands = np.asarray(brands)
    names, sizes = np.unique(brands, return_counts=True)
    order = np.random.default_rng(seed).permutation(len(names))
    chosen = set(names[order[sizes[order].cumsum() <= share * len(brands)]])
    inside = np.array([brand in chosen for brand in brands])
    return list(np.flatnonzero(~inside)), list(np.flatnonzero(inside))

# %% wrong q02-split 상표를 보지 않고 마구 나눔
from sklearn.model_selection import train_test_split
def split_by_brand(brands, share, seed):
    return train_test_split(np.arange(len(brands)), test_size=share, random_state=seed)

# %% wrong q02-split 가나다순으로 앞뒤를 자름
def split_by_brand(brands, share, seed):
    order = np.argsort(brands, kind="stable")
    names = np.unique(brands)
    cut = names[int(len(names) * (1 - share))]
    return np.flatnonzero(np.asarray(brands) < cut), np.flatnonzero(np.asarray(brands) >= cut)

# %% wrong q02-split 씨앗을 쓰지 않음
def split_by_brand(brands, share, seed):
    return next(GroupShuffleSplit(1, test_size=share, random_state=0).split(brands, groups=brands))

# %% wrong q02-split 학습과 시험의 몫을 바꿈
def split_by_brand(brands, share, seed):
    return next(GroupShuffleSplit(1, train_size=share, random_state=seed).split(brands, groups=brands))

# %% right q03-macro 사이킷런을 씀
def macro_f1(truth, guess):
    return f1_score(list(truth), list(guess), average="macro")

# %% right q03-macro 표로 셈함
def macro_f1(truth, guess):
    table = pd.crosstab(pd.Series(list(truth)), pd.Series(list(guess)))
    both = sorted(set(table.index) | set(table.columns))
    table = table.reindex(index=both, columns=both, fill_value=0)
    return (2 * np.diag(table) / (table.sum(axis=0) + table.sum(axis=1))).mean()

# %% wrong q03-macro 업종의 크기로 가중함
def macro_f1(truth, guess):
    return f1_score(list(truth), list(guess), average="weighted")

# %% wrong q03-macro 정확도를 돌려줌
def macro_f1(truth, guess):
    return (np.asarray(truth) == np.asarray(guess)).mean()

# %% wrong q03-macro 실제에 나온 업종만 평균함
def macro_f1(truth, guess):
    return f1_score(list(truth), list(guess), average="macro", labels=sorted(set(truth)))

# %% wrong q03-macro 정밀도와 재현율을 따로 평균한 뒤 합침
from sklearn.metrics import precision_score, recall_score
def macro_f1(truth, guess):
    p = precision_score(list(truth), list(guess), average="macro", zero_division=0)
    r = recall_score(list(truth), list(guess), average="macro", zero_division=0)
    return 2 * p * r / (p + r)

# %% right q04-model 여러 씨앗의 확률 모델
def make_model():
    pieces = TfidfVectorizer(analyzer="char_wb", ngram_range=(1, 3), min_df=2, sublinear_tf=True)
    return make_pipeline(pieces, SGDClassifier(alpha=5e-5, random_state=1))

# %% right q04-model 두 글자 조각까지 본 서포트 벡터
def make_model():
    return make_pipeline(TfidfVectorizer(analyzer="char", ngram_range=(1, 2)), LinearSVC(random_state=0))

# %% right q04-model 손으로 만든 분류기, fit이 아무것도 돌려주지 않음
class Wrapped:
    def fit(self, names, kinds):
        self.inner = make_pipeline(TfidfVectorizer(analyzer="char_wb", ngram_range=(1, 3)), LinearSVC(random_state=0))
        self.inner.fit(names, kinds)

    def predict(self, names):
        return self.inner.predict(names)

def make_model():
    return Wrapped()

# %% wrong q04-model 낱말로 자름
def make_model():
    return make_pipeline(TfidfVectorizer(), LinearSVC(C=0.7, random_state=0))

# %% wrong q04-model 글자 하나씩만 봄
def make_model():
    return make_pipeline(TfidfVectorizer(analyzer="char"), LinearSVC(C=0.7, random_state=0))

# %% wrong q04-model 업종의 비율만 배움
from sklearn.dummy import DummyClassifier
def make_model():
    return make_pipeline(TfidfVectorizer(analyzer="char_wb", ngram_range=(1, 3)), DummyClassifier())

# %% wrong q04-model 벌점이 너무 큰 로지스틱
from sklearn.linear_model import LogisticRegression
def make_model():
    return make_pipeline(TfidfVectorizer(analyzer="char_wb", ngram_range=(1, 2)), LogisticRegression(C=0.3, max_iter=60))

# %% right q05-calibration 판다스로 칸을 나눔
def calibration_error(confidence, correct):
    table = pd.DataFrame({"confidence": list(confidence), "correct": list(correct)}).astype(float)
    table["box"] = pd.cut(table["confidence"], [k / 10 for k in range(10)] + [1.001], right=False)
    part = table.groupby("box", observed=True)
    gap = (part["confidence"].mean() - part["correct"].mean()).abs()
    return (gap * part.size()).sum() / len(table)

# %% wrong q05-calibration 칸을 나누지 않고 전체에서 견줌
def calibration_error(confidence, correct):
    return abs(np.mean(confidence) - np.mean(correct))

# %% wrong q05-calibration 칸마다 똑같은 무게로 평균함
def calibration_error(confidence, correct):
    confidence, correct = np.asarray(confidence, dtype=float), np.asarray(correct, dtype=float)
    box = np.minimum((confidence * 10).astype(int), 9)
    return np.mean([abs((confidence - correct)[box == b].mean()) for b in set(box)])

# %% wrong q05-calibration 한 건씩의 차이를 평균함
def calibration_error(confidence, correct):
    return np.abs(np.asarray(confidence, dtype=float) - np.asarray(correct, dtype=float)).mean()

# %% wrong q05-calibration 칸의 오른쪽 끝을 넣음
def calibration_error(confidence, correct):
    table = pd.DataFrame({"confidence": list(confidence), "correct": list(correct)}).astype(float)
    part = table.groupby(pd.cut(table["confidence"], np.linspace(0, 1, 11)), observed=True)
    gap = (part["confidence"].mean() - part["correct"].mean()).abs()
    return (gap * part.size()).sum() / len(table)

# %% right q06-threshold 높은 쪽부터 쌓아 감
def pick_threshold(confidence, correct, target):
    table = pd.DataFrame({"t": list(confidence), "ok": list(correct)}).groupby("t")["ok"].agg(["sum", "size"])
    total = table.sort_index(ascending=False).cumsum()
    good = total[total["sum"] / total["size"] >= target]
    if good.empty:
        return None, 0.0
    return good.index[-1], good["size"].iloc[-1] / len(list(correct))

# %% wrong q06-threshold 처음 못 미치는 데에서 멈춤
def pick_threshold(confidence, correct, target):
    confidence, correct = np.asarray(confidence), np.asarray(correct)
    best = None, 0.0
    for t in sorted(set(confidence), reverse=True):
        if correct[confidence >= t].mean() < target:
            return best
        best = t, (confidence >= t).mean()
    return best

# %% wrong q06-threshold 문턱과 같은 것을 뺌
def pick_threshold(confidence, correct, target):
    confidence, correct = np.asarray(confidence), np.asarray(correct)
    for t in sorted(set(confidence))[:-1]:
        if correct[confidence > t].mean() >= target:
            return t, (confidence > t).mean()
    return None, 0.0

# %% wrong q06-threshold 목표 정확도를 그대로 문턱으로 씀
def pick_threshold(confidence, correct, target):
    kept = np.asarray(confidence) >= target
    return (target, kept.mean()) if kept.any() else (None, 0.0)

# %% wrong q06-threshold 같은 확신도를 나누어 셈함
def pick_threshold(confidence, correct, target):
    order = np.argsort(-np.asarray(confidence), kind="stable")
    rate = np.cumsum(np.asarray(correct)[order]) / np.arange(1, len(order) + 1)
    good = np.flatnonzero(rate >= target)
    if not len(good):
        return None, 0.0
    return np.asarray(confidence)[order][good[-1]], (good[-1] + 1) / len(order)

# %% right q07-confusions 판다스로 묶고 정렬함
def confusions(truth, guess, n):
    table = pd.DataFrame({"truth": list(truth), "guess": list(guess)})
    counts = table[table["truth"] != table["guess"]].value_counts().reset_index(name="n")
    counts = counts.sort_values(["n", "truth", "guess"], ascending=[False, True, True]).head(n)
    return list(counts.itertuples(index=False, name=None))

# %% wrong q07-confusions 맞은 것까지 셈함
def confusions(truth, guess, n):
    pairs = pd.Series(list(zip(truth, guess))).value_counts()
    return sorted(((*pair, int(count)) for pair, count in pairs.items()), key=lambda row: (-row[2], row[:2]))[:n]

# %% wrong q07-confusions 실제와 모델의 답을 바꾸어 적음
def confusions(truth, guess, n):
    pairs = pd.Series([(b, a) for a, b in zip(truth, guess) if a != b]).value_counts()
    return sorted(((*pair, int(count)) for pair, count in pairs.items()), key=lambda row: (-row[2], row[:2]))[:n]

# %% wrong q07-confusions 두 방향을 한 짝으로 셈함
def confusions(truth, guess, n):
    pairs = pd.Series([tuple(sorted(pair)) for pair in zip(truth, guess) if pair[0] != pair[1]]).value_counts()
    return sorted(((*pair, int(count)) for pair, count in pairs.items()), key=lambda row: (-row[2], row[:2]))[:n]

# %% wrong q07-confusions 건수가 같을 때 가나다 거꾸로 놓음
def confusions(truth, guess, n):
    pairs = pd.Series([pair for pair in zip(truth, guess) if pair[0] != pair[1]]).value_counts()
    return sorted(((*pair, int(count)) for pair, count in pairs.items()), key=lambda row: (row[2], row[:2]), reverse=True)[:n]

# %% right q08-swap 이름을 하나씩 바꾸어 봄
def swap_effect(model, names, places, new):
    ordered = sorted(places, key=lambda place: (-len(place), places.index(place)))
    pairs = []
    for name in names:
        for place in ordered:
            if place in name:
                head, tail = name.split(place, 1)
                pairs.append((name, head + new + tail))
                break
    if not pairs:
        return 0, 0.0
    old, swapped = (list(model.predict(list(side))) for side in zip(*pairs))
    return len(pairs), sum(a != b for a, b in zip(old, swapped)) / len(pairs)

# %% wrong q08-swap 모든 이름을 분모로 씀
# - .mean(
# + .sum() / len(names

# %% wrong q08-swap 긴 것보다 목록에서 앞선 것을 바꿈
# - max((p for p in places if p in name), key=len
# + next(p for p in places if p in name

# %% wrong q08-swap 수업의 정규식대로 먼저 나오는 것을 바꿈
import re
def swap_effect(model, names, places, new):
    pattern = "|".join(map(re.escape, sorted(places, key=len, reverse=True)))
    found = [name for name in names if re.search(pattern, name)]
    if not found:
        return 0, 0.0
    before = np.asarray(model.predict(found))
    after = np.asarray(model.predict([re.sub(pattern, new, name, count=1) for name in found]))
    return len(found), (before != after).mean()

# %% wrong q08-swap 나온 곳을 모두 바꿈
# - new, 1
# + new

# %% wrong q08-swap 하나도 없을 때를 잊음
def swap_effect(model, names, places, new):
    found = [(name, max((p for p in places if p in name), key=len)) for name in names if any(p in name for p in places)]
    before = np.asarray(model.predict([name for name, _ in found]))
    after = np.asarray(model.predict([name.replace(place, new, 1) for name, place in found]))
    return len(found), sum(before != after) / len(found)
