# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 과제: 업종이 빈 가게 명단을 채웁니다
# **보낸 사람** 우리 지역 지원센터 상권 담당
# > 주민 모임이 간판을 적은 가게 명단을 보내왔는데 업종이 비어 있습니다. 상호만으로 업종을 채울 수 있을까요?
# > **자동으로 채울 것과 사람이 볼 것을 나누는 기준**, 그 기준의 정확도, 그리고 우리 지역에 써도 되는지를 알려 주세요.
#
# **넘겨줄 것**: 이름 정리와 나누기(문제 1~2), 평가와 분류기(문제 3~4), 확신도와 문턱(문제 5~6), 오류와 지역 시험(문제 7~8), 권고(문제 9). 모두 40점입니다.
# 업종이 적힌 상호는 부산의 것뿐이라 부산의 가게로 배웁니다(지역마다 다른 표본입니다). 함수는 다른 표본으로도 채점합니다. 앞 문제를 풀지 못해도 다음 문제를 풀 수 있습니다.

# %% tags=["parameters"]
REGION = "부산광역시"

# %% nbgrader={"grade_id": "setup", "locked": true}
import unicodedata
import numpy as np
import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import SGDClassifier
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupShuffleSplit
from sklearn.pipeline import make_pipeline
from sklearn.svm import LinearSVC
from curriculum import shop_names

shops = shop_names.sample(REGION, 6000)  # 부산의 가게. key는 정리한 이름, brand는 그 앞 세 글자
first, second = next(GroupShuffleSplit(1, test_size=1 / 3, random_state=1).split(shops, groups=shops["brand"]))
train, test = shops.iloc[first], shops.iloc[second]  # 상표가 겹치지 않게 나눈 학습 자료와 시험 자료
simple = make_pipeline(TfidfVectorizer(analyzer="char", ngram_range=(1, 2)), SGDClassifier(loss="log_loss", random_state=0))
simple.fit(train["key"], train["category1"])  # 문제 5~8에서 쓸, 일부러 손보지 않은 모델
checked = test[["key", "category1"]].assign(guess=simple.predict(test["key"]), confidence=simple.predict_proba(test["key"]).max(axis=1))
checked["correct"] = checked["guess"] == checked["category1"]
fresh = shop_names.sample(REGION, 6000, draw=1)  # 채점에 쓰는 다른 가게
fresh = fresh[~fresh["brand"].isin(shops["brand"])]
print(f"학습 {len(train):,}곳, 시험 {len(test):,}곳. 모두 '음식'이라고 하면 {(test['category1'] == '음식').mean():.0%} 맞습니다.")
checked.head()

# %% [markdown]
# ## 문제 1. 이름을 정리합니다 (3점)
# 상호(글자)를 받아 정리한 글자를 돌려주세요. 차례대로 ① 유니코드 **NFKC**로 맞추고(`unicodedata.normalize`; 전각 `ＧＳ`는 `GS`, `㈜`는 `(주)`, 풀어 적은 한글은 모아 적은 한글이 됩니다) ② 소문자로 바꾸고
# ③ `주식회사`, `유한회사`, `(주)`, `(유)`를 지우고 ④ 한글(가~힣)·영문·숫자가 아닌 글자를 모두 지웁니다. 예: `"㈜ＧＳ２５ 대연-유엔점"` → `"gs25대연유엔점"`

# %% nbgrader={"grade_id": "q01-clean", "solution": true}
def clean_name(name):
    """상호를 견주기 좋게 정리한다."""
    ### BEGIN SOLUTION
    name = unicodedata.normalize("NFKC", name).lower()
    for form in ("주식회사", "유한회사", "(주)", "(유)"):
        name = name.replace(form, "")
    return "".join(c for c in name if "가" <= c <= "힣" or "a" <= c <= "z" or "0" <= c <= "9")  # mutant-ok string: 글자 하나와 견주므로 뒤에 무엇이 붙어도 같다
    ### END SOLUTION

# %% nbgrader={"grade_id": "q01-clean-test", "grade": true, "locked": true, "points": 3}
assert clean_name("㈜ＧＳ２５ 대연-유엔점") == "gs25대연유엔점", "NFKC를 먼저 하고 나서 (주)와 기호를 지우세요."
assert clean_name("Cafe 온 (유)") == "cafe온", "소문자로 바꾸고 (유)와 빈칸을 지우세요."
### BEGIN HIDDEN TESTS
assert clean_name(unicodedata.normalize("NFD", "해운대할매국밥")) == "해운대할매국밥", "풀어 적은 한글(NFD)도 모아야 합니다."
assert clean_name("주식회사 가나다라힣 az09") == "가나다라힣az09" and clean_name("유한회사A★Ⅱ ㅋㅋ@[`{/:") == "aii", "남길 글자의 양 끝과 그 바로 밖의 글자를 확인하세요."
assert clean_name("유주(유주)") == "유주유주" and clean_name("(주)") == "", "이름 속의 '주'와 '유'는 지우지 않습니다."
assert [clean_name(name) for name in fresh["name"]] == list(fresh["key"]), "실제 상호를 정리한 결과가 다릅니다."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 2. 상표가 새지 않게 나눕니다 (4점)
# 상표의 목록(가게마다 하나), 시험의 몫 `share`, 씨앗 `seed`를 받아 `(학습 위치, 시험 위치)`를 돌려주세요. 위치는 0부터 세는 정수의 배열이나 목록입니다.
# - 모든 가게는 꼭 한쪽에만 들고, **한 상표의 가게는 모두 같은 쪽**에 듭니다. 시험의 가게 수는 전체의 `share`에서 5%포인트 안쪽입니다(상표가 아주 큰 명단은 채점에 나오지 않습니다).
# - 씨앗이 같으면 늘 같고, 다르면 달라집니다. 명단의 앞뒤를 그대로 자르지 않습니다.

# %% nbgrader={"grade_id": "q02-split", "solution": true}
def split_by_brand(brands, share, seed):
    """상표가 겹치지 않는 학습 위치와 시험 위치."""
    ### BEGIN SOLUTION
    splitter = GroupShuffleSplit(1, test_size=share, random_state=seed)  # mutant-ok number: 첫 나눔만 쓴다
    return next(splitter.split(brands, groups=brands))
    ### END SOLUTION

# %% nbgrader={"grade_id": "q02-split-test", "grade": true, "locked": true, "points": 4}
brands = shops["brand"].to_numpy()
left, right = (np.asarray(part) for part in split_by_brand(brands, 0.25, 7))
assert sorted([*left, *right]) == list(range(len(brands))), "모든 가게가 꼭 한 번씩 나와야 합니다."
assert not set(brands[left]) & set(brands[right]), "같은 상표가 양쪽에 있습니다."
### BEGIN HIDDEN TESTS
for share, seed in [(0.25, 7), (0.5, 8), (0.1, 9)]:
    left, right = (np.asarray(part) for part in split_by_brand(brands, share, seed))
    assert not set(brands[left]) & set(brands[right]) and abs(len(right) / len(brands) - share) <= 0.05, "시험의 몫이 share와 다르거나 상표가 샜습니다."
    assert sorted(right) == sorted(split_by_brand(brands, share, seed)[1]) != sorted(split_by_brand(brands, share, seed + 1)[1]), "씨앗이 같으면 같고 다르면 달라야 합니다."
    assert right.max() - right.min() > len(brands) * 0.8, "앞이나 뒤를 통째로 자르지 마세요."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 3. 매크로 F1 (4점)
# 실제 업종과 모델이 고른 업종(같은 길이)을 받아 매크로 F1을 돌려주세요. 업종마다 F1 = 2 × 맞힌 수 ÷ (실제 수 + 고른 수)이고, **실제나 모델의 답에 한 번이라도 나온 업종**을 똑같은 무게로 평균합니다.
# 예: 실제 `["음식", "음식", "소매"]`, 모델 `["음식", "음식", "음식"]` → 음식 0.8, 소매 0 → 0.4

# %% nbgrader={"grade_id": "q03-macro", "solution": true}
def macro_f1(truth, guess):
    """업종마다의 F1을 똑같은 무게로 평균한다."""
    ### BEGIN SOLUTION
    truth, guess = np.asarray(truth), np.asarray(guess)
    scores = [2 * ((truth == c) & (guess == c)).sum() / ((truth == c).sum() + (guess == c).sum()) for c in {*truth, *guess}]
    return sum(scores) / len(scores)
    ### END SOLUTION

# %% nbgrader={"grade_id": "q03-macro-test", "grade": true, "locked": true, "points": 4}
assert abs(macro_f1(["음식", "음식", "소매"], ["음식", "음식", "음식"]) - 0.4) < 1e-9, "고르지 않은 업종의 F1은 0이고, 평균에 들어갑니다."
print(f"모두 '음식': {macro_f1(test['category1'], ['음식'] * len(test)):.3f}, 손보지 않은 모델: {macro_f1(test['category1'], checked['guess']):.3f}")
### BEGIN HIDDEN TESTS
assert abs(macro_f1(["가", "가", "나", "나"], ["가", "다", "나", "가"]) - (0.5 + 2 / 3 + 0) / 3) < 1e-9, "모델의 답에만 나온 업종도 넣어야 합니다."
assert macro_f1(["가", "나"], ["가", "나"]) == 1, "모두 맞으면 1입니다."
for part in (checked, checked[checked["category1"] != "음식"].head(60)):
    assert abs(macro_f1(part["category1"], part["guess"]) - f1_score(part["category1"], part["guess"], average="macro")) < 1e-9, "실제 자료에서 값이 다릅니다."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 4. 분류기 (6점)
# 아직 학습하지 않은 모델을 돌려주는 함수를 만드세요. 정리한 이름(`key`)의 목록으로 `fit(이름, 업종)`과 `predict(이름)`을 할 수 있어야 합니다. 방법은 자유입니다. **경고 글이 나와도 점수를 잃습니다.** 수렴하지 않았다는 경고가 나오면 `max_iter`를 늘리세요.
# 채점: `train` 4,000곳쯤으로 학습해 **여러분이 보지 못한 다른 가게 4,700여 곳**(상표도 겹치지 않음)에서 매크로 F1이 0.55 이상이면 3점, 0.655 이상이면 3점을 더 얻습니다. 이름을 글자 하나씩만 보면 0.61~0.65입니다.

# %% nbgrader={"grade_id": "q04-model", "solution": true}
def make_model():
    """학습하지 않은 분류기."""
    ### BEGIN SOLUTION
    pieces = TfidfVectorizer(analyzer="char_wb", ngram_range=(1, 3))  # mutant-ok: 조각의 종류와 길이는 고를 수 있다
    return make_pipeline(pieces, LinearSVC(random_state=0))  # mutant-ok: 씨앗은 고를 수 있다
    ### END SOLUTION

# %% nbgrader={"grade_id": "q04-model-test", "grade": true, "locked": true, "points": 3}
model = make_model()
model.fit(train["key"], train["category1"])
mine = f1_score(test["category1"], model.predict(test["key"]), average="macro")
print(f"시험 자료의 매크로 F1: {mine:.3f}(가게 2,000곳이라 채점과 0.05쯤 다를 수 있습니다)")
### BEGIN HIDDEN TESTS
reached = f1_score(fresh["category1"], model.predict(fresh["key"]), average="macro")
### END HIDDEN TESTS
assert set(model.predict(["할매국밥", "별헤어"])) == {"음식", "수리·개인"}, "흔한 이름을 알아보는지 확인하세요."
### BEGIN HIDDEN TESTS
assert reached >= 0.55, "보지 못한 가게에서 매크로 F1이 0.55에 못 미칩니다. 조각의 종류와 길이를 바꾸어 보세요."
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q04-model-test-2", "grade": true, "locked": true, "points": 3}
assert mine >= 0.6, "시험 자료의 매크로 F1이 낮습니다. 문제 7의 짝을 보고 어떤 조각이 더 필요한지 생각해 보세요."
### BEGIN HIDDEN TESTS
assert reached >= 0.655, "보지 못한 가게에서 매크로 F1이 0.655에 못 미칩니다."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 5. 확신도를 믿어도 됩니까 (4점)
# 확신도(0~1)와 맞았는지(참·거짓)를 받아 **기대 보정 오차**를 돌려주세요. 확신도를 너비 0.1의 칸 열 개(0 이상 0.1 미만, …, 0.9 이상 1 **이하**)로 나누고, 칸마다 |평균 확신도 − 맞은 비율|을 그 칸의 건수로 가중평균합니다. 빈 칸은 셈하지 않습니다.
# 예: 확신도 0.95와 0.85에서 하나는 맞고 하나는 틀리면 |0.95 − 1|과 |0.85 − 0|의 평균 0.45

# %% nbgrader={"grade_id": "q05-calibration", "solution": true}
def calibration_error(confidence, correct):
    """기대 보정 오차(ECE)."""
    ### BEGIN SOLUTION
    confidence, correct = np.asarray(confidence, dtype=float), np.asarray(correct, dtype=float)
    box = np.minimum((confidence * 10).astype(int), 9)
    return sum(abs((confidence - correct)[box == b].sum()) for b in range(10)) / len(box)  # mutant-ok number: 칸은 0~9뿐이라 더 돌아도 같다
    ### END SOLUTION

# %% nbgrader={"grade_id": "q05-calibration-test", "grade": true, "locked": true, "points": 4}
assert abs(calibration_error([0.95, 0.85], [True, False]) - 0.45) < 1e-9, "칸마다 평균 확신도와 맞은 비율의 차이를 내세요."
print(f"손보지 않은 모델: 평균 확신 {checked['confidence'].mean():.2f}, 맞은 비율 {checked['correct'].mean():.2f}, 오차 {calibration_error(checked['confidence'], checked['correct']):.2f}")
### BEGIN HIDDEN TESTS
assert abs(calibration_error([0.95, 1.0], [True, False]) - 0.475) < 1e-9, "확신도가 꼭 1인 것은 마지막 칸에 듭니다."
assert abs(calibration_error([0.62, 0.64, 0.68, 0.25], [True, False, True, True]) - (abs(1.94 - 2) + 0.75) / 4) < 1e-9, "같은 칸은 묶어 평균하고 건수로 가중합니다."
assert abs(calibration_error([0.5, 0.45], [True, False]) - 0.475) < 1e-9 and abs(calibration_error([0.25, 0.35], [True, False]) - 0.55) < 1e-9, "칸의 경계를 확인하세요."
part = checked.assign(box=(checked["confidence"] * 10).astype(int).clip(upper=9)).groupby("box")
gaps = (part["confidence"].mean() - part["correct"].mean()).abs() * part.size()
assert abs(calibration_error(checked["confidence"], checked["correct"]) - gaps.sum() / len(checked)) < 1e-6, "실제 자료에서 값이 다릅니다."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 6. 자동으로 처리할 문턱 (5점)
# 확신도가 `t` **이상**인 것만 자동으로 처리합니다. 자동 처리의 정확도가 `target` 이상이 되는 가장 낮은 `t`를 **실제로 나온 확신도 가운데에서** 골라 `(t, 자동 처리하는 몫)`을 돌려주세요. 몫은 0~1입니다.
# 그런 `t`가 없으면 `(None, 0.0)`입니다. 확신도가 똑같은 것들은 함께 자동으로 처리되거나 함께 남습니다.

# %% nbgrader={"grade_id": "q06-threshold", "solution": true}
def pick_threshold(confidence, correct, target):
    """정확도 target을 지키면서 가장 많이 맡길 수 있는 문턱과 그 몫."""
    ### BEGIN SOLUTION
    confidence, correct = np.asarray(confidence), np.asarray(correct)
    for t in sorted(set(confidence)):
        if correct[confidence >= t].mean() >= target:
            return t, (confidence >= t).mean()
    return None, 0.0
    ### END SOLUTION

# %% nbgrader={"grade_id": "q06-threshold-test", "grade": true, "locked": true, "points": 5}
assert tuple(pick_threshold([0.9, 0.5, 0.7, 0.6], [True, False, True, False], 0.6)) == (0.6, 0.75), "0.6 이상 셋 가운데 둘이 맞으므로 정확도는 2/3입니다."
print("손보지 않은 모델로 정확도 90%:", pick_threshold(checked["confidence"], checked["correct"], 0.9))
### BEGIN HIDDEN TESTS
assert tuple(pick_threshold([0.9, 0.8], [False, False], 0.5)) == (None, 0), "지킬 수 없으면 (None, 0.0)입니다."
assert tuple(pick_threshold([0.9, 0.8, 0.8, 0.7], [True, True, False, False], 0.75)) == (0.9, 0.25), "확신도가 같은 것들은 함께 다룹니다."
assert tuple(pick_threshold([0.9, 0.8, 0.7, 0.6], [True, False, True, True], 0.75)) == (0.6, 1), "위에서 한 번 못 미쳐도 더 낮은 문턱이 목표를 지킬 수 있고, 꼭 같아도 지킨 것입니다."
t, part = pick_threshold(checked["confidence"], checked["correct"], 0.9)
kept = checked["confidence"] >= t
assert abs(kept.mean() - part) < 1e-9 and checked["correct"][kept].mean() >= 0.9, "실제 자료에서 목표 정확도와 몫을 확인하세요."
below = np.sort(checked["confidence"][~kept].unique())[-200:]
assert all(checked["correct"][checked["confidence"] >= lower].mean() < 0.9 for lower in below), "더 낮은 문턱으로도 목표를 지킬 수 있습니다."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 7. 자주 틀리는 짝 (4점)
# 실제 업종과 모델의 답을 받아, **틀린 것**을 (실제, 모델의 답)으로 묶어 많은 순으로 `n`개의 목록 `[(실제, 모델의 답, 건수), …]`을 돌려주세요. 건수가 같으면 실제, 모델의 답의 가나다순입니다.

# %% nbgrader={"grade_id": "q07-confusions", "solution": true}
def confusions(truth, guess, n):
    """가장 자주 틀린 짝 n개."""
    ### BEGIN SOLUTION
    pairs = pd.Series([pair for pair in zip(truth, guess) if pair[0] != pair[1]]).value_counts()
    return sorted(((*pair, int(count)) for pair, count in pairs.items()), key=lambda row: (-row[2], row[:2]))[:n]  # mutant-ok number: 앞에서 건수가 같으므로 세 개를 보아도 같다
    ### END SOLUTION

# %% nbgrader={"grade_id": "q07-confusions-test", "grade": true, "locked": true, "points": 4}
assert [tuple(row) for row in confusions(list("가가가나나다"), list("나나다가나다"), 2)] == [("가", "나", 2), ("가", "다", 1)], "맞은 것은 빼고, 많은 순, 같으면 가나다순입니다."
print(*confusions(checked["category1"], checked["guess"], 4), sep="\n")
### BEGIN HIDDEN TESTS
assert [tuple(row) for row in confusions(list("라다나가"), list("가가다나"), 9)] == [("가", "나", 1), ("나", "다", 1), ("다", "가", 1), ("라", "가", 1)], "건수가 같을 때의 차례와, 짝이 n개보다 적을 때를 확인하세요."
assert [tuple(row) for row in confusions(list("가가나나나"), list("다나라라가"), 3)] == [("나", "라", 2), ("가", "나", 1), ("가", "다", 1)], "실제와 모델의 답을 바꾸어 적지 않았는지 보세요."
counted = checked.loc[~checked["correct"]].groupby(["category1", "guess"]).size()
mine = confusions(checked["category1"], checked["guess"], 200)
assert len(mine) == len(counted) and all(counted[a, b] == count for a, b, count in mine), "실제 자료의 건수가 다릅니다."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 8. 땅 이름을 바꾸어 봅니다 (4점)
# 모델, 이름 목록, 부산의 땅 이름 목록 `places`, 새 땅 이름 `new`를 받아 `(땅 이름이 든 이름의 수, 답이 바뀐 비율)`을 돌려주세요. 비율은 땅 이름이 든 이름 가운데의 0~1이고, 하나도 없으면 0.0입니다.
# 이름에 든 땅 이름 가운데 **가장 긴 것 하나**를(길이가 같으면 `places`에서 앞선 것을) **처음 나온 한 곳만** `new`로 바꿉니다(수업의 정규식은 가장 긴 것이 아니라 이름에서 먼저 나오는 것을 바꿉니다). `model.predict(이름 목록)`의 답이 바뀌었는지 봅니다.

# %% nbgrader={"grade_id": "q08-swap", "solution": true}
def swap_effect(model, names, places, new):
    """땅 이름을 바꾸었을 때 답이 바뀐 비율."""
    ### BEGIN SOLUTION
    found = [(name, max((p for p in places if p in name), key=len)) for name in names if any(p in name for p in places)]
    if not found:
        return 0, 0.0
    before = np.asarray(model.predict([name for name, _ in found]))
    after = np.asarray(model.predict([name.replace(place, new, 1) for name, place in found]))
    return len(found), (before != after).mean()
    ### END SOLUTION

# %% nbgrader={"grade_id": "q08-swap-test", "grade": true, "locked": true, "points": 4}
class Letters:  # 시험용 모델: 이름의 길이가 답
    def predict(self, names):
        return [len(name) for name in names]
assert tuple(swap_effect(Letters(), ["부산국밥", "동래헤어", "별다방"], ["부산", "동래"], "전주")) == (2, 0), "길이가 같은 땅 이름으로 바꾸면 이 모델의 답은 그대로입니다."
ours = shop_names.places(REGION)[0]
print(f"'{ours}'(으)로 바꾸면:", swap_effect(simple, list(test["key"]), shop_names.places("부산"), ours))
### BEGIN HIDDEN TESTS
class Same:  # 이름 자체가 답이고, 본 이름을 적어 둔다
    seen = []
    def predict(self, names):
        self.seen += list(names)
        return list(names)
spy = Same()
count, share = swap_effect(spy, ["부산진부산국밥", "서면사상빵", "세종빵", "별다방", "부산빵부산"], ["부산", "부산진", "사상", "서면", "세종"], "세종")
assert {"세종부산국밥", "서면세종빵", "세종빵부산"} <= set(spy.seen) and (count, share) == (4, 0.75), "가장 긴 땅 이름을, 같으면 places에서 앞선 것을, 처음 한 곳만 바꾸세요."
assert tuple(swap_effect(spy, ["별다방"], ["부산"], "세종")) == (0, 0), "땅 이름이 하나도 없을 때를 확인하세요."
assert tuple(swap_effect(Letters(), ["부산빵부산", "동래"], ["부산", "동래"], "조치원")) == (2, 1), "답이 바뀐 비율을 확인하세요."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 9. 권고 (6점, 강사가 채점합니다)
# 셀을 더해 여러분의 모델로 확인하고, 통계를 모르는 담당자에게 여덟 문장 안팎으로 쓰세요.
# 1. **성적**: 기준선과 내 모델의 매크로 F1(무엇으로 쟀는지), 목표 정확도 90%일 때 자동으로 처리할 몫(모델에 `predict_proba`가 없으면 수업 6절처럼 보정합니다)
# 2. **오류 읽기**: 틀린 상호 다섯 개 이상을 읽고 나눈 갈래, 어떤 업종에 불리한지
# 3. **우리 지역**: 부산에서 배운 모델을 우리 지역에 쓸 때 달라질 것, 땅 이름 시험의 결과, 쓰기 전에 우리 지역에서 할 일(몇 곳을 어떻게)

# %% [markdown] nbgrader={"grade_id": "q09-advice", "grade": true, "solution": true, "points": 6}
# 본보기와 수준별 기준은 instructor.md에 있습니다.
