"""From what people said of answers to questions that are asked again."""

from __future__ import annotations

from bot.telegram.label_questions import LabelQuestions, cited, questions_of
from bot.telegram.state.labels import Label
from bot.telegram.state.quotes import Quote
from index import Citation, Span, parse_citation
from index.labels import KnownAnswer

FIRST = Quote("a.md#10-20@9f2c1e07", "The harbor")
SECOND = Quote("a.md#30-40@9f2c1e07", "It was dry")
NOW_AT = {quote.citation: parse_citation(quote.citation) for quote in (FIRST, SECOND)}


def _label(question: str, *quotes: Quote, answered: bool = True, right: bool = True) -> Label:
    return Label(0.0, 5, question, quotes, answered, right)


def _answers(made: LabelQuestions) -> list[tuple[KnownAnswer, ...]]:
    return [question.answers for question in made.questions]


def test_sentence_shown_first_is_the_right_one() -> None:
    """Further ones are left out."""
    labels = [_label("who?", FIRST, SECOND)]
    assert cited(labels) == (FIRST.citation,)
    made = questions_of(labels, NOW_AT)
    assert _answers(made) == [(KnownAnswer("a.md", Span(10, 20), "The harbor"),)]
    assert (made.questions[0].question, made.wrong, made.disputed, made.gone) == ("who?", 0, 0, 0)


def test_rightly_unanswered_question_has_no_answer() -> None:
    """Whatever was nearest."""
    labels = [_label("why?", FIRST, answered=False)]
    assert cited(labels) == ()
    assert _answers(questions_of(labels, {})) == [()]


def test_wrong_answers_are_counted_and_left_out() -> None:
    """They say of no sentence that it is right; nor does a wrong refusal."""
    labels = [_label("who?", FIRST, right=False), _label("why?", SECOND, answered=False, right=False)]
    assert cited(labels) == ()
    assert questions_of(labels, NOW_AT) == LabelQuestions((), 2, 0, 0)


def test_question_asked_twice_is_one() -> None:
    """In any letter case; all that was right are its answers, each once."""
    labels = [_label("Who  came?", FIRST), _label("who came?", SECOND, FIRST), _label("who came?", FIRST)]
    made = questions_of(labels, NOW_AT)
    assert [question.question for question in made.questions] == ["Who  came?"]
    assert [answer.span.start for answer in made.questions[0].answers] == [10, 30]


def test_disputed_question_is_left_out() -> None:
    """One says that the briefings answer it, another that they do not."""
    made = questions_of([_label("who?", FIRST), _label("WHO?", answered=False), _label("why?", FIRST)], NOW_AT)
    assert [question.question for question in made.questions] == ["why?"]
    assert made.disputed == 1


def test_sentence_that_moved_is_an_answer_where_it_stands_now() -> None:
    """One that stands nowhere leaves its question out, for the briefings may not answer it any more."""
    moved = {FIRST.citation: Citation("b.md", Span(5, 15), "0" * 64)}
    made = questions_of([_label("who?", FIRST), _label("why?", SECOND)], moved)
    assert _answers(made) == [(KnownAnswer("b.md", Span(5, 15), "The harbor"),)]
    assert made.gone == 1


def test_id_is_the_same_in_every_export() -> None:
    """So that two runs can be compared; other questions have others."""
    first = questions_of([_label("who?", FIRST), _label("why?", FIRST)], NOW_AT).questions
    again = questions_of([_label("why?", SECOND), _label("Who?", SECOND)], NOW_AT).questions
    assert [question.id for question in first] == [question.id for question in again][::-1]
    assert len({question.id for question in first}) == 2
