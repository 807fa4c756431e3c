"""The briefings that the bot in this process answers from: of several markings, tags and folders."""

from __future__ import annotations

NOTES = {
    "trade/honey.md": """---
title: Honey exports
date: 2022-05-31
tags: [trade]
classification: UNCLASSIFIED
---

# Honey exports

## What was agreed

Calder will lift its ban on Southmere honey from 1 August 2022.
The ban had stood since the outbreak of 2016.
Southmere exported 900 tonnes of honey to Calder before the ban.

## What comes next

Inspectors from Calder will visit the honey sheds at Dunrobin in July.
""",
    "trade/tariffs.md": """---
title: Tariffs on dairy
date: 2023-02-10
tags: [trade]
classification: RESTRICTED
---

# Tariffs on dairy

Calder offers to cut its tariff on Southmere butter to 4 percent.
The fallback of the negotiators is a tariff of 6 percent on butter.
""",
    "defence/patrol.md": """---
title: Patrol boat
date: 2023-03-01
tags: [defence]
classification: SECRET
---

# Patrol boat

The patrol boat Kestrel will be handed over at Wexmouth on 3 March 2023.
The crew of the patrol boat Kestrel has 22 sailors.
""",
    "transport/ferry.md": """---
title: The ferry
date: 2023-06-20
tags: [transport]
classification: IN-CONFIDENCE
---

# The ferry

The new strait ferry costs 48 million dollars.
The strait ferry leaves Port Ellery at nine in the morning.
The strait ferry carries 300 passengers.
The strait ferry was built in Osterlund.
The strait ferry is named Southern Petrel.
The strait ferry has two engines.
""",
    **{
        f"offices/office_{number:02}.md": f"# Office {number}\n\nOffice {number} opens on {number} June 2024.\n"
        for number in range(1, 10)
    },
}
HONEY = "when will Calder lift its ban on honey?"
HONEY_SAID = "Calder will lift its ban on Southmere honey from 1 August 2022."
BUTTER = "what tariff on butter does Calder offer?"
BUTTER_SAID = "Calder offers to cut its tariff on Southmere butter to 4 percent."
BOAT = "where will the patrol boat Kestrel be handed over?"
BOAT_SAID = "The patrol boat Kestrel will be handed over at Wexmouth on 3 March 2023."
FERRY = "what does the strait ferry cost?"
FERRY_SAID = "The new strait ferry costs 48 million dollars."
