"""Notes of three markings, and questions that they answer."""

from __future__ import annotations

NOTES = {
    "2022/honey.md": "---\ntitle: Honey\ndate: 2022-05-31\ntags: [trade]\nclassification: UNCLASSIFIED\n---\n\n"
    "# Honey exports\n\nCalder will lift its ban on Southmere honey from 1 August 2022. The ban stood since 2016.\n",
    "ferry.md": "---\ntitle: Ferry\ndate: 2023-06-20\nclassification: RESTRICTED\n---\n\n"
    "# The ferry\n\nThe strait ferry leaves Port Ellery at nine in the morning. It carries 300 passengers.\n",
    "patrol.md": "---\ntitle: Patrol\ndate: 2023-03-01\nclassification: SECRET\n---\n\n"
    "# Patrol boat\n\nThe patrol boat Kestrel will be handed over at Wexmouth on 3 March 2023.\n",
}
HONEY = "when will Calder lift its ban on honey?"
HONEY_SAID = "Calder will lift its ban on Southmere honey from 1 August 2022."
FERRY = "when does the strait ferry leave?"
BOAT = "when will the patrol boat Kestrel be handed over?"
