"""The language of a question is told where it is sure, and English is never taken for another."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.unanswered.language import ENGLISH, language_of, telling_words

DATA = Path(__file__).resolve().parents[2] / "data"
ENGLISH_QUESTIONS = (
    "tourism numbers 2022",
    "Rio de la Plata treaty",
    "who is Ursula von der Leyen",
    "meaning of je ne sais quoi",
    "c'est la vie meaning",
    "que sera sera lyrics",
    "El Niño effect on la Niña years",
    "Côte d'Ivoire cocoa",
    "what does où est la bibliothèque mean",
    "Das Boot director",
    "Les Misérables cast",
    "Los Angeles Las Vegas flights",
    "Bundestag Wahl results",
    "Médecins Sans Frontières budget",
    "Pays de la Loire population",
    "Tour de France 2024 winner",
    "coup d'état en Niger",
    "Dr. Müller and Frau von Braun meeting",
    "São Paulo do Brasil trade",
    "Hēmi Poutū carved bowl",
    "die hard",
    "war in Ukraine",
    "Não me toque",
    "La Casa de Papel",
    "Ministry of Foreign Affairs",
    "ne win burma",
    "per capita gdp",
    "Cinco de Mayo",
    "feng shui",
    "Rio Tinto di Milano",
    "Van Gogh het museum",
    "wie geht es dir meaning",
    "who is the president of the cote d'ivoire",
    "Did von Braun visit São Tomé?",
    "La Niña rainfall Ilam valley 2023",
    "de facto leader of Norrland",
    "vis-à-vis Calder",
    "laissez-faire policy critics",
    "el al flights to averon",
    "was the war in the Donbas over by then",
    "MÜNCHEN security conference",
    "ad hoc per diem rates",
    "ferry",
    "2023",
    "option a refit cost",
    "Who wrote Die Verwandlung?",
    "Was ist das Album by whom?",
    "lady corin trawler crew",
    "que sera sera",
    "Sinn Féin seats",
    "angela merkel rede",
    "kia kaha fund",
    "Te Papa opening hours",
    "Ngāti Porou claims",
    "nach wie vor in english",
    "et al citation style",
    "L'Oréal tariff",
    "Hawai'i visit",
    "naïve café résumé",
    "pro rata quota Dairy Board",
    "Doña María de los Ángeles",
    "van der Poel and de Vries deal",
)
FOREIGN_QUESTIONS = (
    "Was haben die beiden Präsidenten vereinbart?",
    "Wann wurde das Abkommen unterzeichnet?",
    "wie viele Menschen starben im Zyklon",
    "Wer ist der Verteidigungsminister?",
    "Qu'est-ce que les deux dirigeants ont convenu ?",
    "Quand le nouveau ferry entrera-t-il en service ?",
    "combien coûte le quai de Westhaven",
    "pourquoi la visite a été annulée",
    "¿Qué acordaron los dos líderes?",
    "¿Cuándo entra en vigor el acuerdo?",
    "cuanto cuesta el muelle de Westhaven",
    "Quanti ponti sono stati distrutti?",
    "Quando entra in vigore l'accordo?",
    "che cosa hanno concordato i due leader",
    "O que os dois líderes acordaram?",
    "quando é que o acordo entra em vigor",
    "Wat hebben de twee leiders afgesproken?",
    "wanneer gaat de nieuwe veerboot varen",
    "Vad kom de två ledarna överens om?",
    "när börjar den nya färjan gå",
    "Hvad blev de to ledere enige om?",
    "hvor mange mennesker døde i syklonen",
    "Mitä johtajat sopivat?",
    "milloin uusi lautta aloittaa",
    "Co uzgodnili dwaj przywódcy?",
    "ile kosztuje nowy prom i kiedy jest gotowy",
    "Na čem se oba vůdci dohodli?",
    "İki lider ne üzerinde anlaştı ve neden?",
    "Apa yang disepakati kedua pemimpin?",
    "kapan perjanjian itu berlaku",
    "О чём договорились лидеры?",
    "Τι συμφώνησαν οι ηγέτες;",
    "两位领导人达成了什么协议?",
    "両首脳は何に合意しましたか",
    "두 정상은 무엇에 합의했습니까?",
    "على ماذا اتفق الزعيمان؟",
    "על מה הסכימו המנהיגים?",
    "दोनों नेताओं ने क्या तय किया?",
    "ผู้นำทั้งสองตกลงอะไรกัน",
    "Hai nhà lãnh đạo đã đồng ý những gì và khi nào?",
    "Mikor lép hatályba az egyezmény?",
    "Când intră în vigoare acordul și cine l-a semnat?",
    "¿Por qué Calder rechazó el acuerdo?",
    "Warum hat Calder abgelehnt?",
    "Pourquoi Calder a-t-il refusé ?",
    "Viongozi wawili walikubaliana nini na lini?",
)


@pytest.mark.parametrize("question", ENGLISH_QUESTIONS)
def test_english_with_foreign_names_is_no_other_language(question: str) -> None:
    """English questions and keywords, full of foreign names and phrases, are never called another language."""
    assert language_of(question) in {ENGLISH, None}


def test_no_question_of_the_data_files_is_another_language() -> None:
    """All questions on the sample notes are English."""
    for path in DATA.glob("*.jsonl"):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            for key in ("question", "first", "follow_up", "written_out"):
                if row.get("kind") != "other_language" and isinstance(row.get(key), str):
                    assert language_of(row[key]) in {ENGLISH, None}, row[key]


def test_most_foreign_questions_are_told() -> None:
    """Of questions in some thirty languages all but a few are told from English, and none is called English."""
    told = [language_of(question) for question in FOREIGN_QUESTIONS]
    assert ENGLISH not in told
    assert told.count(None) <= 3


def test_a_sentence_of_notes_in_its_language() -> None:
    """Sentences tell their language too."""
    assert language_of("Die Ministerin hat nicht gesagt, wann der Vertrag mit Calder in Kraft tritt.") == "de"
    assert language_of("The meeting lasted 85 minutes, 25 minutes longer than planned.") == ENGLISH


def test_no_letters_no_language() -> None:
    """Digits alone are of no language."""
    assert language_of("2023/24") is None


def test_words_in_names_tell_nothing() -> None:
    """Only words that stand in no name tell a language, each once."""
    assert telling_words("Wann und wo wurde der Vertrag wo", "de") == ("wann", "und", "wo", "wurde")
