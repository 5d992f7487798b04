# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 가게 이름으로 업종을 맞힙니다
# 이 수업을 마치면 상호만 보고 업종을 붙이는 분류기와, **어디까지 자동으로 하고 어디부터 사람이 볼지** 정한 기준을 갖게 됩니다.
#
# **배울 내용**
# - 띄어쓰기 없는 한국어 상호를 문자 n-그램으로 쪼개 수로 바꿉니다.
# - 같은 상표가 학습과 시험에 나뉘어 들지 않게 나누고, 새는 만큼을 잽니다.
# - 기준선과 매크로 F1으로 견주고, 틀린 것을 읽습니다.
# - 확신도가 믿을 만한지 재고 문턱을 정하며, 다른 지역으로 옮길 때를 시험합니다.
#
# **준비** scikit-learn의 `fit`과 `predict`. 데이터셋 `busan-stores-2023`, `kr-regions`. 설명 100분.
# ## 업종이 빈 가게 2천 곳
# 상권을 조사한 주민 모임이 간판을 적어 왔습니다. 상호 2천 개에 업종 칸은 비어 있습니다. 한 건에 20초면 열한 시간입니다.
# 기계가 대신한다면, 열에 몇 개를 틀려도 될까요? 무엇을 틀리면 안 될까요?
#
# 업종까지 적힌 상호는 키트에 **부산의 것뿐**입니다. 다른 지역에서도 부산을 본보기로 배우고(지역마다 다른 표본을 뽑습니다), 마지막 절에서 우리 지역의 땅 이름을 넣어 시험합니다. 우리 지역의 성적은 우리 지역의 가게로 다시 재야 알 수 있습니다.

# %% tags=["parameters"]
REGION = "부산광역시"

# %% nbgrader={"grade_id": "setup", "locked": true}
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from sklearn.calibration import CalibratedClassifierCV
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import SGDClassifier
from sklearn.metrics import accuracy_score, confusion_matrix, f1_score
from sklearn.model_selection import GroupShuffleSplit
from sklearn.naive_bayes import ComplementNB
from sklearn.pipeline import make_pipeline
from sklearn.svm import LinearSVC
from curriculum import glossary, plots, regions, shop_names

plots.use_korean()
home = regions.region(REGION)
glossary.show("문자 n-그램", "TF-IDF", "데이터 누출", "매크로 F1", "확률 보정")

# %% [markdown]
# ## 1. 자료부터 봅니다

# %%
shops = shop_names.sample(home, 12_000)
counts = shops["category1"].value_counts()
print("업종 대분류:", {name: f"{share:.0%}" for name, share in (counts / len(shops)).items()})
shops[["name", "key", "brand", "category1"]].sample(6, random_state=3)

# %% [markdown]
# `key`는 전각 문자와 기호, (주) 따위를 걷어 낸 이름이고, `brand`는 그 앞 세 글자입니다. 같은 상표의 지점은 대개 앞 세 글자가 같습니다.
# 업종은 고르지 않습니다. 세 곳에 하나가 음식점이라, **모두 '음식'이라고만 해도** 정확도가 33%쯤 됩니다. 이것이 첫 기준선입니다.
# ## 2. 낱말이 아니라 글자로 쪼갭니다
# 영어처럼 띄어쓰기로 자르면 '해운대할매국밥'은 통째로 낱말 하나이고, 처음 보는 상호는 모두 모르는 낱말입니다.
# 그래서 글자를 하나, 둘, 셋씩 묶은 조각을 셉니다. 이름의 앞과 뒤에는 빈칸을 붙여 '맨 끝의 국밥'과 '가운데의 국밥'을 가립니다.

# %%
pieces = TfidfVectorizer(analyzer="char_wb", ngram_range=(1, 3)).build_analyzer()
print(*(piece.replace(" ", "_") for piece in pieces("할매국밥")))

# %% [markdown]
# TF-IDF는 어느 이름에나 있는 조각('점', '부산')의 무게를 줄입니다. 형태소 분석기 없이도 되는 까닭은 상호에 '국밥', '헤어', '공인중개사'처럼 업종을 말하는 **꼬리**가 있기 때문입니다.
#
# **확인** '스타벅스'에는 업종을 말하는 꼬리가 없습니다. 모델은 어떻게 맞힐까요?
# <details><summary>답 보기</summary>학습 자료에서 같은 상표를 보았을 때만 맞힙니다. 외운 것이지 배운 것이 아닙니다. 그래서 다음 절이 필요합니다.</details>
#
# ## 3. 나누기: 외운 것을 시험에 내지 않습니다
# 마구 섞어 나누면 '이디야부산역점'은 학습에, '이디야서면점'은 시험에 들어갑니다. 상표(`brand`)를 통째로 한쪽에만 넣는 **묶음 나누기**와 견주어 봅니다.

# %% sample="본 상표와 처음 보는 상표에서 분류기의 성적을 견준 막대그림"
def text_model(classifier):
    return make_pipeline(TfidfVectorizer(analyzer="char_wb", ngram_range=(1, 3), min_df=2, sublinear_tf=True), classifier)

splits, right = {}, {}
for name, groups in [("마구 나눔", shops["number"]), ("묶음 나눔", shops["brand"])]:  # 가게 하나가 한 묶음이면 마구 나눈 것과 같다
    train, test = next(GroupShuffleSplit(1, test_size=0.3, random_state=0).split(shops, groups=groups))
    splits[name] = shops.iloc[train], shops.iloc[test]
for name, (train, test) in splits.items():
    guess = text_model(LinearSVC(C=0.5)).fit(train["key"], train["category1"]).predict(test["key"])
    right[name] = pd.Series(guess == test["category1"], index=test.index)
met = splits["마구 나눔"][1]["brand"].isin(splits["마구 나눔"][0]["brand"])
seen, fresh = right["마구 나눔"][met].mean(), right["묶음 나눔"].mean()
labels = ["마구 나눔\n전체", "마구 나눔 가운데\n학습에서 본 상표", "마구 나눔 가운데\n처음 보는 상표", "묶음 나눔\n(모두 처음 보는 상표)"]
values = [right["마구 나눔"].mean(), seen, right["마구 나눔"][~met].mean(), fresh]
figure, ax = plt.subplots(figsize=(8.5, 3.8), layout="constrained")
bars = ax.bar(labels, [100 * value for value in values], color=["#b8c4cc", "#b35806", "#b8c4cc", "#1f4e79"])
ax.bar_label(bars, fmt="%.0f%%", padding=2)
ax.axhline(100 * counts.max() / len(shops), color="#555555", linestyle="--", label="모두 '음식'이라고 할 때")
ax.legend(frameon=False, loc="upper right", bbox_to_anchor=(1, 1.02))
ax.set(ylabel="정확도(%)", ylim=(0, 108))
ax.set_title(f"본 상표에서는 {seen:.0%}, 처음 보는 상표에서는 {fresh:.0%} 맞힌다")
plots.source_line(figure, "busan-stores-2023")

# %% [markdown]
# 주황 막대는 상표를 외운 덕이 섞인 성적입니다. 이 표본에서는 본 상표가 적어 전체의 부풀림이 크지 않지만, 편의점이나 카페처럼 프랜차이즈가 많은 명단에서는 커집니다. 현장의 새 명단에 어떤 상표가 올지 모르므로 **묶음 나눔의 성적을 보고합니다.**
# 앞 세 글자는 완전한 상표가 아닙니다('부산…'을 한 묶음으로 보고, '지에스25'와 'GS25'를 다른 상표로 봅니다). 한계를 적고 씁니다.
# ## 4. 모델을 견줍니다
# 업종마다 F1(정밀도와 재현율의 조화평균)을 내고 **똑같은 무게로** 평균한 것이 매크로 F1입니다. 음식만 잘 맞히는 모델은 여기서 드러납니다. 정밀도는 그 업종이라고 한 것 가운데 맞은 몫, 재현율은 실제 그 업종 가운데 찾아낸 몫입니다.
# 견주는 모델은 모두 **조각마다 업종별 무게를 두고 더해, 점수가 가장 큰 업종을 고릅니다**(선형 모델). 무게를 정하는 방법이 다를 뿐입니다.
# `min_df=2`는 한 번만 나온 조각을 버리고, `C`를 줄이거나 SGD의 `alpha`를 키우면 무게를 작게 눌러 덜 외우게 합니다.

# %%
train, test = splits["묶음 나눔"]
models = {
    "낱말 + 선형 SVM": make_pipeline(TfidfVectorizer(), LinearSVC(C=0.5)),
    "글자 + 나이브 베이즈": text_model(ComplementNB()),
    "글자 + 로지스틱(SGD)": text_model(SGDClassifier(loss="log_loss", alpha=1e-5, random_state=0)),
    "글자 + 선형 SVM": text_model(LinearSVC(C=0.5)),
}
guesses = {"모두 '음식'": np.full(len(test), counts.idxmax())}
for name, model in models.items():
    guesses[name] = model.fit(train["key"], train["category1"]).predict(test["key"])
rows = {name: [accuracy_score(test["category1"], guess), f1_score(test["category1"], guess, average="macro")] for name, guess in guesses.items()}
pd.DataFrame(rows, index=["정확도", "매크로 F1"]).T.round(3)

# %% [markdown]
# 낱말로 자른 모델은 기준선과 다름없습니다. 글자로 자른 세 모델은 비슷하고, 이럴 때는 **빠르고 설명하기 쉬운 것**을 고릅니다. 0.01의 차이는 표본을 다시 뽑으면 뒤집힐 수 있습니다.
#
# **확인** 정확도 33%와 매크로 F1 0.05는 같은 모델의 성적입니다. 왜 이렇게 다를까요?
# <details><summary>답 보기</summary>열 업종 가운데 하나('음식')만 맞히고 나머지 아홉의 F1이 0이라서, 평균하면 음식의 F1(약 0.5)을 열로 나눈 값이 됩니다.</details>
#
# ## 5. 틀린 것을 읽습니다

# %%
guess = guesses["글자 + 선형 SVM"]
classes = list(counts.index)
matrix = confusion_matrix(test["category1"], guess, labels=classes, normalize="true") * 100
figure, ax = plt.subplots(figsize=(7.8, 6), layout="constrained")
figure.colorbar(ax.imshow(matrix, cmap="Blues", vmin=0, vmax=100), label="실제 업종 가운데(%)")
for (row, column), value in np.ndenumerate(matrix):
    if value >= 3:
        ax.text(column, row, f"{value:.0f}", ha="center", va="center", color="white" if value > 55 else "black", fontsize=9)
ax.set_xticks(range(len(classes)), classes, rotation=45, ha="right")
ax.set_yticks(range(len(classes)), classes)
worst = classes[int(np.argmin(np.diag(matrix)))]
ax.set(xlabel="모델이 고른 업종", ylabel="실제 업종", title=f"가장 많이 놓치는 업종은 '{worst}'(찾아낸 것 {np.diag(matrix).min():.0f}%)")
plots.source_line(figure, "busan-stores-2023")

# %%
model = models["글자 + 선형 SVM"]
words, weights = model[0].get_feature_names_out(), model[1].coef_
for index, name in enumerate(model[1].classes_):
    print(f"{name}: ", *(words[i].replace(" ", "_") for i in weights[index].argsort()[-7:][::-1]))
wrong = test.assign(모델=guess)[guess != test["category1"]]
wrong[["name", "category1", "category3", "모델"]].sample(8, random_state=1)

# %% [markdown]
# 모델이 무엇을 보는지(무게가 큰 조각)와 틀린 것을 함께 읽으면 갈래가 보입니다.
# - **이름에 업종이 없음**: '다온', '소담'. 사람도 못 맞힙니다. 더 좋은 모델이 아니라 다른 정보(사진, 주소)가 필요합니다.
# - **업종의 경계가 흐림**: 커피 볶는 집은 음식일까요, 소매일까요? 분류의 문제입니다.
# - **땅 이름이나 사람 이름에 끌림**: 모델이 엉뚱한 조각을 외웠습니다. 자료를 더하거나 규칙을 손볼 수 있습니다.
# - **정답이 틀림**: 드물지 않습니다. 고치기 전에 세어 봅니다.
#
# **확인** 이 모델로 '보건의료가 모자란 동'을 찾아도 될까요?
# <details><summary>답 보기</summary>업종마다 틀리는 방향이 다르면 동의 순위가 바뀝니다. 놓친 비율을 동마다 손으로 확인한 뒤에야 쓸 수 있습니다.</details>
#
# ## 6. 확신도를 믿어도 됩니까
# 모델이 "0.9"라고 한 것들이 정말 열에 아홉 맞으면 확률이 잘 맞추어진(보정된) 것입니다. SVM은 점수만 내고 확률(`predict_proba`)은 내지 않으므로, 학습 자료 안을 다시 나누어 점수를 확률로 바꿉니다(보정).

# %%
chance = {
    "나이브 베이즈": models["글자 + 나이브 베이즈"],
    "로지스틱(SGD)": models["글자 + 로지스틱(SGD)"],
    "SVM 보정": text_model(CalibratedClassifierCV(LinearSVC(C=0.5), cv=3)).fit(train["key"], train["category1"]),
}
figure, (left, right_ax) = plt.subplots(1, 2, figsize=(10, 4.4), layout="constrained")
left.plot([0, 100], [0, 100], color="#999999", linestyle=":")
for (name, model), color, marker in zip(chance.items(), ["#8a8a8a", "#b35806", "#1f4e79"], ["^", "s", "o"]):
    confidence = model.predict_proba(test["key"]).max(axis=1)
    correct = pd.Series(model.predict(test["key"]) == test["category1"].to_numpy())
    part = pd.cut(pd.Series(confidence), np.linspace(0, 1, 11))
    table = pd.DataFrame({"확신": confidence, "맞음": correct}).groupby(part, observed=True).agg(["mean", "size"])
    table = table[table["맞음", "size"] >= 30].xs("mean", axis=1, level=1) * 100  # 서른 곳이 안 되는 칸은 그리지 않는다
    left.plot(table["확신"], table["맞음"], color=color, marker=marker, label=name)
    order = np.argsort(-confidence)
    right_ax.plot(np.arange(1, len(order) + 1) / len(order) * 100, correct.iloc[order].expanding(200).mean() * 100, color=color, label=name)
left.set(title="0.9라고 하면 열에 아홉 맞는가", xlabel="모델이 말한 확신도(%)", ylabel="실제로 맞은 비율(%)")
left.legend(frameon=False)
accepted = confidence >= 0.8
right_ax.plot(accepted.mean() * 100, correct[accepted].mean() * 100, "o", color="#1f4e79", markersize=9)
right_ax.set(title=f"확신 0.8 이상 {accepted.mean():.0%}만 맡기면 {correct[accepted].mean():.0%} 맞는다", xlabel="자동으로 처리하는 몫(%)", ylabel="자동 처리의 정확도(%)", ylim=(60, 101))
plots.source_line(figure, "busan-stores-2023")

# %% [markdown]
# 점선 위에 있으면 겸손하고(나이브 베이즈), 아래에 있으면 자만합니다(로지스틱이 조금). 보정한 SVM도 점선에 가깝지만 손대지 않은 로지스틱보다 더 가깝지는 않습니다. 보정은 읽을 수 있는 확률을 줄 뿐이니, 한 다음에도 잽니다.
# 오른쪽은 결정에 쓰는 그림입니다. 왼쪽에서 그렇게 다르던 세 모델이 여기서는 비슷합니다. 확신도의 크기가 아니라 **차례**만 쓰기 때문입니다. **목표 정확도를 먼저 정하고** 그 정확도가 되는 데까지만 자동으로 처리하며, 나머지는 사람이 봅니다.
# 문턱은 따로 떼어 둔 자료에서 고릅니다. 시험 자료에서 고른 문턱의 성적을 그대로 보고하면 조금 부풀려집니다.
# ## 7. 우리 지역으로 옮긴다면
# 다른 지역의 답이 없어 성적은 잴 수 없습니다. 그러나 **땅 이름만 바꾸었을 때 답이 바뀌는지**는 볼 수 있습니다. 업종은 그대로이니 답도 그대로여야 합니다(불변성 시험).

# %%
model = chance["SVM 보정"]
ours = shop_names.places(home)
pattern = "|".join(sorted(shop_names.places("부산"), key=len, reverse=True))
named = test[test["key"].str.contains(pattern)]
rng = np.random.default_rng(0)
new = named["key"].map(lambda key: pd.Series([key]).str.replace(pattern, rng.choice(ours), n=1, regex=True)[0])
before, after = model.predict(named["key"]), model.predict(new)
changed = before != after
print(f"시험 상호의 {len(named) / len(test):.0%}에 부산의 땅 이름이 있고, {home.short}의 땅 이름으로 바꾸면 그 가운데 {changed.mean():.1%}의 답이 바뀝니다.")
pd.DataFrame({"원래": named["key"], "바꾼 이름": new, "실제": named["category1"], "원래 답": before, "바뀐 답": after})[changed].head(6)

# %% [markdown]
# 원래의, 또는 새로 넣은 땅 이름의 조각에 업종이 묻어 있다는 뜻입니다(부산 안에서 서로 바꾸어도 그렇습니다). '기장'처럼 땅 이름이면서 다른 뜻인 말도 섞였으니 표를 눈으로 읽으세요. 답이 안 바뀌었다고 우리 지역에서 잘 맞는다는 뜻은 아닙니다. 지역마다 업종의 비율, 상표, 사투리가 다릅니다. **우리 지역의 가게 200곳에 손으로 업종을 붙여 재는 것**이 첫걸음입니다.
# ## 흔한 실수
# - 정확도 하나로 고릅니다. 드문 업종(보건의료)이 모두 틀려도 정확도는 거의 그대로입니다.
# - 벡터라이저를 **전체 자료에** `fit`한 뒤에 나눕니다. 시험의 조각이 학습에 샙니다. 파이프라인에 넣으면 막을 수 있습니다.
# - `predict_proba`의 값을 그대로 확률이라고 말합니다. 재 보기 전에는 점수일 뿐입니다.
# ## 현장에서는
# - 통계 조사에서 산업과 직업을 글에서 분류하는 자동 코딩이 같은 일입니다. 확신이 낮은 답은 사람이 보게 하고, 자동 처리의 몫과 정확도를 함께 보고합니다(Schierholz·Schonlau, 2021).
# - 상호에는 사람 이름이 든 것이 있습니다. 업종을 붙이는 데만 쓰고, 사람을 찾거나 평가하는 데 쓰지 않습니다.
# ## 정리
# 1. 띄어쓰기 없는 짧은 한국어에는 문자 n-그램과 선형 모델이 든든한 출발점입니다.
# 2. 같은 상표를 한쪽에만 넣고, 기준선과 매크로 F1을 함께 보고합니다.
# 3. 틀린 것을 갈래로 나누어 읽어야 다음에 할 일이 보입니다.
# 4. 확신도를 재고, 목표 정확도에서 거꾸로 문턱을 정합니다.
# 5. 다른 지역의 성적은 그 지역의 가게로 잽니다.
# ## 스스로 해 보기
# - `ngram_range`를 (1, 1)과 (2, 4)로 바꾸고, 중분류(74가지)로도 해 보세요. 소분류의 '카페'는 얼마나 잘 맞힙니까?
# - **더 읽기** scikit-learn 사용 설명서의 *Working with text data*와 *Probability calibration* · Ribeiro 외, *Beyond Accuracy: Behavioral Testing of NLP models with CheckList*(2020)
