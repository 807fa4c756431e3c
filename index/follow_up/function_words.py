"""Words of English that hold a sentence together: closed classes, and the commonest verbs in each of their forms.

With them, what stands between is known for a noun phrase without a tagger. They are lists of the language as its
grammars give them (Quirk et al., "A Comprehensive Grammar of the English Language", 1985, chapters 2 to 10).
"""

from __future__ import annotations

QUESTION_WORDS = frozenset(["who", "whom", "whose", "what", "which", "when", "where", "why", "how"])

BE = frozenset(["am", "is", "are", "was", "were", "be", "been", "being"])
HAVE = frozenset(["has", "have", "had", "having"])
DO = frozenset(["do", "does", "did"])
_MODALS_WORDS = """
will would can could shall should may might must wo ca sha
"""
MODALS = frozenset(_MODALS_WORDS.split())
"""With what is left of them before `n't` (`wo`, `ca`, `sha`)."""
AUXILIARIES = BE | HAVE | DO | MODALS
CLITICS = frozenset(["'s", "'re", "'ll", "'d", "'ve", "'m"])
"""Auxiliaries cut short; `'s` is one after a question word, a pronoun or `there`, otherwise a genitive."""

_DETERMINERS_WORDS = """
a an the our my your each every any some no all both another
"""
DETERMINERS = frozenset(_DETERMINERS_WORDS.split())
INDEFINITES = frozenset(["a", "an", "any", "some", "no", "each", "every", "another"])

_PREPOSITIONS_WORDS = """
about above across after against along among around as at before behind below beside besides between beyond by despite
down during for from in inside into like near of off on onto out outside over past per since than through throughout
till to toward towards under until up upon via with within without compared according including excluding regarding
"""
PREPOSITIONS = frozenset(_PREPOSITIONS_WORDS.split())
LINKS = frozenset(["of", "with", "for", "on", "in", "at", "between", "about", "from", "to"])
"""Prepositions by which one noun phrase belongs to another (`the agreement with Calder`)."""

_CONJUNCTIONS_WORDS = """
and or but nor if whether because while although though unless so that
"""
CONJUNCTIONS = frozenset(_CONJUNCTIONS_WORDS.split())

PERSONAL = frozenset(["it", "he", "she", "they", "him", "her", "them"])
NOMINATIVE = frozenset(["it", "he", "she", "they"])
POSSESSIVE = frozenset(["its", "his", "her", "their", "hers", "theirs"])
DEMONSTRATIVE = frozenset(["this", "that", "these", "those"])
_OTHER_PRONOUNS_WORDS = """
i you we me us he's anyone anybody anything everyone everybody everything someone somebody something nobody nothing
there here one ones mine ours yours itself himself herself themselves
"""
OTHER_PRONOUNS = frozenset(_OTHER_PRONOUNS_WORDS.split())
PRONOUNS = PERSONAL | POSSESSIVE | DEMONSTRATIVE | OTHER_PRONOUNS

_ADVERBS_WORDS = """
again ago ahead almost aside home abroad already also always apart away back else even ever exactly far finally
forward here instead just later maybe more most less least never not n't now nowhere often once only perhaps quite
rather really so sometimes soon still then there today together tomorrow too twice usually very well yesterday yet
many much please afterwards otherwise roughly currently actually
"""
ADVERBS = frozenset(_ADVERBS_WORDS.split())
_INTERJECTIONS_WORDS = """
hi hello hey thanks thank ok okay yes no yeah yep nope bye goodbye cheers great good right sure test help sorry cool
fine nice wow
"""
INTERJECTIONS = frozenset(_INTERJECTIONS_WORDS.split())

_EVALUATIVE_WORDS = """
true possible impossible likely unlikely necessary allowed legal illegal lawful safe dangerous ok okay fine right
wrong important easy hard difficult normal common correct known clear fair expected planned worth up called mean
forbidden permitted compulsory obligatory usual
"""
EVALUATIVE = frozenset(_EVALUATIVE_WORDS.split())
"""What `it` is where it stands for a clause that follows (`is it true that`)."""
_PREDICATIVE_WORDS = """
open ready due late free full available near over binding complete empty dead alive valid public secret
"""
PREDICATIVE = EVALUATIVE | frozenset(_PREDICATIVE_WORDS.split())
"""Adjectives that end a clause with `be` and belong to no noun phrase there (`is the bridge open`)."""
_TELLING_WORDS = """
say says said think thinks thought do doing done mean know believe happen happened decide
"""
TELLING = frozenset(_TELLING_WORDS.split())
"""Verbs whose `that` stands for a whole statement."""

_ORDINALS_WORDS = """
first second third fourth fifth sixth seventh eighth ninth tenth last next previous other former latter new old newer
older bigger smaller larger cheaper cheapest largest smallest
"""
ORDINALS = frozenset(_ORDINALS_WORDS.split())

_TITLES_OF_PEOPLE_WORDS = """
mr mrs ms miss dr sir dame lord lady hon prof king queen prince princess president premier minister chancellor
governor ambassador commissioner secretary director chair chairman judge captain commander general lieutenant sergeant
admiral bishop mayor senator pm doctor officer
"""
TITLES_OF_PEOPLE = frozenset(_TITLES_OF_PEOPLE_WORDS.split())

_BASE_VERBS_WORDS = """
accept add affect agree aim allow announce apply appoint approve argue arrange arrest arrive ask attend avoid ban bear
become begin believe belong block borrow break bring build buy call cancel carry cause chair change charge choose
claim close collect come command commit compare complain complete concern confirm consider consist contain continue
contribute control cost count cover create cross cut damage deal decide declare decline decrease deliver demand deny
depend describe destroy develop die differ disagree discuss drive drop earn eat employ end enter estimate exist expand
expect expire export express extend face fail fall feel fight fill find finish fit fix fly follow form found fund gain
get give go grow hand handle happen hear help hire hit hold hope host impose improve include increase inform injure
inspect insure intend introduce invest invite involve join keep kill know last launch lead learn leave lend let
license lie lift like limit live lose make manage matter mean meet mention move need obtain occur offer open operate
oppose order organize own pass pay perform plan play pledge point prefer prepare present prevent produce promise
propose protect prove provide publish put qualify raise reach read rebuild receive recommend record recover reduce
refuse regard reject release remain remove reopen repair repeat replace reply report represent request require resign
respond rest restore result return reveal review rise run save say see seek seem sell send serve set settle show shut
sign sit slow speak spend staff stand start state stay stop store strike study submit succeed suffer suggest supply
support suspect suspend swim take talk teach tell tend test thank think threaten train transfer travel treat try turn
understand use visit vote wait walk want warn wear weigh win wish withdraw work worry write affect access attack back
benefit breach compensate fund issue lower pursue regulate remember review sail share sink suit trade upgrade
"""
BASE_VERBS = frozenset(_BASE_VERBS_WORDS.split())
_PAST_FORMS_WORDS = """
became began bore born borne bought broke broken brought built came caught chose chosen cut dealt did done drew drawn
drove driven fell fallen felt fought flew flown forgot forgotten found gave given went gone got grew grown heard held
hit kept knew known led left lent let lost made meant met paid put ran read rose risen said sat saw seen sent set
shook shot shut sold spent spoke spoken stood stole stolen struck swept taken took taught thought threw thrown told
understood woke won wore worn written wrote withdrew withdrawn rebuilt hurt sunk sank
"""
PAST_FORMS = frozenset(_PAST_FORMS_WORDS.split())
