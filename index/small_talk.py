"""A greeting, thanks, or a question about briefbot itself: told by its words alone, all of which must be such."""

from __future__ import annotations

import re
import unicodedata

from index.records import Answer, Reason, ReasonKind

_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")

_GREETINGS = r"""
  hi | hiya | hello | hallo | hey+ | howdy | greetings | good\ (?:morning|afternoon|evening|day|night) | gday
| bonjour | salut | hola | buenos\ dias | buenas\ tardes | guten\ (?:morgen|tag|abend) | ciao | buongiorno | ola
| bom\ dia | hej | hei | kia\ ora | talofa | aloha | namaste | salaam
| bye(?:\ bye)? | goodbye | see\ you(?:\ (?:later|soon|tomorrow))? | have\ a\ (?:good|nice)\ (?:day|evening|weekend)
| nice\ to\ meet\ you | (?:i\ )?hope\ you\ are\ well
| (?:and\ )?how\ (?:are\ you(?:\ (?:doing|today|doing\ today))?|do\ you\ do|is\ it\ going) | hows\ it\ going | whats\ up
"""
_THANKS = r"""
  (?:many\ )?thanks(?:\ (?:a\ lot|so\ much|very\ much|a\ million|for\ (?:your|the|all\ your)\ help))? | thx
| cheers
| thank\ you(?:\ (?:so\ much|very\ much|for\ (?:your|the|all\ your)\ help))? | much\ appreciated
| thats\ (?:all|great|helpful|very\ helpful|perfect) | (?:very\ )?helpful | perfect | great | ok | okay | well\ done
| merci | gracias | danke | obrigad[oa] | grazie
"""
_ABOUT_ITSELF = r"""
  help(?:\ me)?(?:\ please)? | please\ help(?:\ me)? | can\ you\ help(?:\ me)? | i\ need\ help
| how\ can\ you\ help(?:\ me)?
| who\ are\ you | what\ are\ you | are\ you\ (?:there|a\ (?:bot|robot|human|person)) | whats\ your\ name
| what\ is\ your\ name | what\ (?:can|do)\ you\ do | what\ can\ i\ ask(?:\ you)? | what\ (?:should|do)\ i\ ask
| how\ do\ you\ work | how\ (?:do|can)\ i\ (?:use\ (?:you|this)|start)
| what\ do\ you\ know
"""
_ADDRESSED = r"""
  there | all | everyone | everybody | team | bot | briefbot | friend | again | today | please | and | mate
"""
_SMALL_TALK = re.compile(
    rf"(?:(?:{_GREETINGS}|{_THANKS}|{_ABOUT_ITSELF})(?:\ (?:{_ADDRESSED})\b)*(?:\ |$))+", re.VERBOSE
)
_LONGEST = 80


def is_small_talk(text: str) -> bool:
    """Return whether `text` is nothing but a greeting, thanks, a goodbye, or asks what briefbot is or does."""
    if len(text) > _LONGEST:
        return False
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    words = [re.sub("['\u2019]", "", word) for word in _WORD.findall(plain)]
    return bool(words) and _SMALL_TALK.fullmatch(" ".join(words)) is not None


def answer_small_talk(text: str) -> Answer:
    """Return the answer to what asks nothing of the briefings: no sentence, and why there is none."""
    return Answer(text, answered=False, confidence=0.0, answers=(), reason=Reason(ReasonKind.GREETING))
