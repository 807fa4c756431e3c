"""Abbreviations of English whose full stop ends no sentence, beyond those that sentencex knows."""

from __future__ import annotations

_TITLES = """
adj adm amb asst atty bp brig capt cdr cllr cmdr col comdr cpl cpt det dir dr fr gen gov hon insp lt maj messrs min mme
mr mrs ms msgr mx pres prof pte pvt rep revd rt sec secy sen sgt sr st supt treas
"""
_REFERENCES = """
al app approx art ca calcd cent cf ch chap cl co corp dept ed eds eq eqs est excl ext fig figs govt hr hrs inc incl ltd
max min no nos op para paras pp ref refs reg regs resp sch sec sect ser sp spp subsp tel var viz vol vols vs
"""

TITLES = frozenset(_TITLES.split())
"""Come before a name: no sentence ends with one, whatever follows."""

REFERENCES = frozenset(_REFERENCES.split())
"""Come before a number, or a word in lower case: no sentence ends between them."""
