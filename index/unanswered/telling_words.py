"""Function words, question words, pronouns and the commonest verbs of languages other than English.

Words that English has as well may stand here: they tell nothing, but then they do not speak for English either.
"""

from __future__ import annotations


def _listed(text: str) -> frozenset[str]:
    return frozenset(text.split())


FUNCTION_WORDS = {
    "de": _listed("""
      die was war an am in so man der das dem des ein eine einen einem einer und oder aber nicht ist sind wurde wurden
      wird werden hat haben hatte wer wann warum wieso welche welcher welches welchen wo wohin woher wie viele viel
      wieviel es er sie ihr wir ich mit von zu zum zur im auf für über nach bei aus durch gegen ohne zwischen sich
      auch noch gibt kann soll kostet kosten worüber worum beim vom uns
    """),
    "fr": _listed("""
      on me a de la le se si les des une un est sont était sera ont été avec pour dans sur sous entre sans chez qui
      que quoi quand où pourquoi comment combien quel quelle quels quelles quelle ce cette ces cet il elle ils elles
      nous vous leur leurs ne pas plus et ou mais aux au d' l' qu' c' n' s' j' t ce y il ait fait peut doit
    """),
    "es": _listed("""
      me no la el a de en se los las una unos unas del es son fue fueron era será está están ha han con para por sobre
      entre sin hasta desde qué quién quiénes cuándo cuánto cuántos cuánta cuántas dónde cómo cuál cuáles porque que
      quien cuando cuanto cuantos donde como cual y o pero no se su sus lo le les nos hay tiene tienen puede cuesta
      hizo dijo acordaron
    """),
    "it": _listed("""
      la le a da in si un i ha per il gli una uno dello della dei degli delle nel nella nelle nei sono è era stato
      stata sarà hanno con tra chi che cosa quando perché dove quanto quanti quante quale quali e non si suo sua loro
      più anche ma c'è dell' nell' l' all' alla allo agli come di
    """),
    "pt": _listed("""
      a me se de em os um uma uns umas do da dos das no na nos nas ao aos é são foi foram era será está estão tem têm
      com para por pelo pela sobre entre sem até quem quando quanto quantos quantas onde como qual quais porque porquê
      que e não mas se seu sua seus suas lhe dois duas
    """),
    "nl": _listed("""
      is was in had me we hem de die of het een en van niet zijn wordt worden werd werden heeft hebben had wie wat
      wanneer waarom waar hoe welke welk hoeveel veel ik jij hij zij wij jullie met voor naar bij uit door tegen
      zonder tussen ook nog maar dat deze dit er kan moet kost om aan op te
    """),
    "sv": _listed("""
      en i den de och att det är var varför när vem vilka vilken vilket hur många mycket hade har inte med för till
      från på av om som ett kan ska skall blev mellan utan eller vad han hon vi kostar
    """),
    "da": _listed("""
      en i den de for og at det er hvad hvem hvor hvornår hvorfor hvordan hvilke hvilken hvilket mange meget havde har
      ikke med til fra på af om som et kan skal blev mellem uten uden eller vi koster hva når hvorfor
    """),
    "fi": _listed("""
      on me ja ei oli ovat mitä mikä kuka milloin miksi missä miten kuinka monta paljon se ne he hän että mutta tai
      kanssa välillä jälkeen ennen sovittiin maksaa mihin mistä
    """),
    "pl": _listed("""
      to do o i w na z się nie jest są był była było były co kto kiedy dlaczego gdzie jak ile który która które czy
      dla oraz przez przed po od między jego jej ich kosztuje dwaj dwie dwa obaj
    """),
    "cs": _listed("""
      a o v do to je jsou byl byla bylo byli co kdo kdy proč kde jak kolik který která které se na ve pro mezi nebo
      ale není před jeho její stojí čem čím komu oba obě dva
    """),
    "tr": _listed("""
      ve o bir bu ne zaman neden nerede nasıl kim kaç hangi mi mı mu mü ile için değil var oldu olan kadar sonra önce
      arasında niçin
    """),
    "id": _listed("""
      apa siapa kapan mengapa kenapa dimana di mana bagaimana berapa yang dan dengan untuk dari pada adalah itu ini
      tidak akan telah antara oleh dalam banyak biaya kedua dua telah
    """),
    "sw": _listed("""
      nini nani lini wapi kwa nini gani ngapi na ya wa ni katika kwamba baada kabla
    """),
    "vi": _listed("""
      là gì khi nào tại sao ở đâu bao nhiêu và của không có những các được cho với như thế người
    """),
    "ro": _listed("""
      și este sunt a fost au cine când unde cât câte care ce cum pentru despre între din cu nu sau dar lui ei costă
    """),
    "hu": _listed("""
      és az egy nem volt van mikor miért hol hogyan mennyi hány melyik mit aki hogy között kerül milyen
    """),
}
"""By ISO 639-1 code; "da" stands for Danish and Norwegian, "id" for Indonesian and Malay."""

IN_NAMES = _listed("""
  que est c' der das dem des den die une un les los las una de la le el il lo gli los del della delle dello do da
  dos das du al au aux sur san st et e y i o a ou en na os um det och og ve van von zu zum zur im am ja je se ne
  di su des mit mi me te tu pas plus qui sans chez entre con sin por para pour sous dans mas com para ni wa nini
  kwa ya ce te mal nu am o a un il din ca apa dan dari yang oleh mana kim var ne mu mi bu ile egy az ha si son
  sera leur voor op aan ten ter het een bij uit naar
""")
"""Words that foreign names and phrases in English text hold ("Las Vegas", "Les Miserables", "Ne Zha")."""

ASKING = {
    "de": _listed("wann warum wieso weshalb woher wohin wieviel welche welcher welches"),
    "fr": _listed("pourquoi combien quand quel quelle quels quelles"),
    "es": _listed("""
      qué quién quiénes cuándo cuánto cuántos cuánta cuántas cómo dónde cuál cuáles cuanto cuantos
    """),
    "it": _listed("perché quanti quante"),
    "pt": _listed("quem onde quantos quantas porquê"),
    "nl": _listed("wanneer waarom hoeveel welke"),
    "sv": _listed("varför när vilka vilken vad"),
    "da": _listed("hvad hvem hvor hvornår hvorfor hvordan hvilke hvilken hva når"),
    "fi": _listed("mitä mikä kuka milloin miksi missä miten kuinka"),
    "pl": _listed("kiedy dlaczego gdzie kto"),
    "cs": _listed("kdy proč kde kolik kdo"),
    "tr": _listed("neden nerede nasıl hangi"),
    "id": _listed("siapa kapan mengapa bagaimana berapa apakah"),
    "hu": _listed("mikor miért hogyan mennyi hány"),
    "ro": _listed("când unde câte"),
}
"""Question words that stand in no name and are no English word: a text that begins with one is in that language."""

OF_LANGUAGES = _listed("meaning translation translate translated lyrics pronunciation pronounce spelling english")
"""English words of questions on foreign words."""
