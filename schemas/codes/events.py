"""Codes for events, after PLOVER.

Types: the 16 event types of the PLOVER ontology (Open Event Data Alliance, PLOVER codebook; Halterman et al. 2023,
"PLOVER and POLECAT"), in lower case, plus `accident` and `disaster`, which PLOVER leaves out. Modes: PLOVER's modes
under the words used in the field, finer where analysts ask for it.
"""

from schemas.contract import Code


class EventType(Code):
    """What was done, after PLOVER."""

    AGREE = "agree", "agree to do something, sign an accord"
    CONSULT = "consult", "meet, visit, talk by any means"
    SUPPORT = "support", "back in words or diplomacy, join, pledge"
    CONCEDE = "concede", "give in: ease sanctions, release, cease fire"
    COOPERATE = "cooperate", "act together in deed; found a body together"
    AID = "aid", "give money, goods, arms, shelter"
    RETREAT = "retreat", "withdraw, surrender, lose ground"
    REQUEST = "request", "ask or demand"
    ACCUSE = "accuse", "blame, charge, investigate, claim responsibility laid on another"
    REJECT = "reject", "refuse, break off, split"
    THREATEN = "threaten", "threaten or plan harm"
    PROTEST = "protest", "demonstrate, strike, riot"
    SANCTION = "sanction", "punish without force: sanctions, expulsion, bans"
    MOBILIZE = "mobilize", "deploy or ready forces, found an armed group"
    COERCE = "coerce", "force without battle: arrest, seize, sentence, censor"
    ASSAULT = "assault", "deliberate use of force against people or things"
    ACCIDENT = "accident", "harm that nobody meant (not in PLOVER)"
    DISASTER = "disaster", "harm by nature (not in PLOVER)"


class EventMode(Code):
    """How it was done."""

    # assault
    ATTACK = "attack", "assault of a kind the text does not say"
    BOMBING = "bombing", "explosives set, thrown or driven (PLOVER assault/explosives)"
    SUICIDE_BOMBING = "suicide_bombing", "explosives by an attacker who dies (PLOVER assault/suicide-attack)"
    SHOOTING = "shooting", "firearms (PLOVER assault/firearms)"
    STABBING = "stabbing", "blades (PLOVER assault/primitive)"
    RAMMING = "ramming", "a vehicle driven into people"
    BEHEADING = "beheading", "killing by cutting off the head"
    KILLING = "killing", "killing by means the text does not say"
    ASSASSINATION = "assassination", "killing of a chosen, prominent person (PLOVER assault/assassinate)"
    EXECUTION = "execution", "killing of captives or convicts (PLOVER assault/execute)"
    MASSACRE = "massacre", "killing of many defenceless people (PLOVER assault/cleansing)"
    AIRSTRIKE = "airstrike", "bombs or missiles from the air, drones included (PLOVER assault/aerial)"
    SHELLING = "shelling", "artillery, rockets, mortars, missiles from the ground (PLOVER assault/heavy-weapons)"
    BATTLE = "battle", "armed clash between forces"
    AMBUSH = "ambush", "surprise attack from hiding"
    RAID = "raid", "a swift operation by forces"
    KIDNAPPING = "kidnapping", "people taken or held as hostages (PLOVER coerce/assault)"
    HIJACKING = "hijacking", "a vehicle, ship or aircraft seized"
    ARSON = "arson", "fire set on purpose"
    SABOTAGE = "sabotage", "things destroyed on purpose"
    ROBBERY = "robbery", "things taken by force"
    TORTURE = "torture", "pain inflicted on captives (PLOVER assault/torture)"
    BEATING = "beating", "blows (PLOVER assault/beat)"
    SEXUAL_VIOLENCE = "sexual_violence", "sexual assault (PLOVER assault/sexual)"
    DEATH = "death", "a death whose cause is not told as a deed"
    INJURY = "injury", "injury whose cause is not told as a deed"
    # coerce, accuse
    ARREST = "arrest", "a person arrested or detained (PLOVER coerce/arrest)"
    CAPTURE = "capture", "ground, a town or a fighter taken"
    CHARGE = "charge", "formal accusation of a crime"
    TRIAL = "trial", "proceedings in court"
    CONVICTION = "conviction", "found guilty"
    SENTENCE = "sentence", "punishment set by a court"
    ACQUITTAL = "acquittal", "found not guilty"
    EXTRADITION = "extradition", "a person handed over for prosecution"
    INVESTIGATION = "investigation", "inquiry opened or held"
    DEPORTATION = "deportation", "people removed from a country (PLOVER coerce/deport)"
    CENSORSHIP = "censorship", "speech or media suppressed (PLOVER coerce/censor)"
    ACCUSATION = "accusation", "blame laid in words"
    CLAIM = "claim", "responsibility claimed for a deed"
    # threaten
    PLOT = "plot", "a deed planned, means not told"
    THREAT = "threat", "harm announced"
    INCITEMENT = "incitement", "others called upon to do harm"
    # protest
    DEMONSTRATION = "protest", "people in public for or against something (PLOVER protest/demo)"
    RIOT = "riot", "violent crowd (PLOVER protest/riot)"
    WORK_STOPPAGE = "work_stoppage", "labour strike or boycott (PLOVER protest/strike, boycott)"
    HUNGER_STRIKE = "hunger_strike", "refusal of food in protest (PLOVER protest/hunger)"
    # sanction, concede, retreat, mobilize
    SANCTIONS = "sanctions", "economic or personal sanctions"
    EXPULSION = "expulsion", "diplomats or members expelled"
    BAN = "ban", "a body, person or thing forbidden"
    RELEASE = "release", "captives or prisoners let go"
    CEASEFIRE = "ceasefire", "fighting stopped by accord"
    WITHDRAWAL = "withdrawal", "forces or parties leave"
    SURRENDER = "surrender", "giving up to the other side"
    DEPLOYMENT = "deployment", "forces sent or readied (PLOVER mobilize/troops)"
    EVACUATION = "evacuation", "people moved out of danger"
    FLIGHT = "flight", "people flee; an escape"
    # words and politics
    MEETING = "meeting", "people meet or speak"
    VISIT = "visit", "somebody travels to see others"
    STATEMENT = "statement", "something announced"
    AGREEMENT = "agreement", "an accord reached or signed"
    APPEAL = "appeal", "a request or demand made"
    AID = "aid", "help given in money, goods or arms"
    ENDORSEMENT = "endorsement", "backing declared"
    REFUSAL = "refusal", "a request or offer turned down"
    ELECTION = "election", "a vote held"
    APPOINTMENT = "appointment", "an office given or taken up"
    RESIGNATION = "resignation", "an office given up"
    FOUNDING = "founding", "a body set up or declared"
    JOINING = "joining", "a person or body joins or pledges allegiance"
    SPLIT = "split", "a body breaks up or parts from another"
    TRANSFER = "transfer", "money, goods or people moved or sold"
    # accident
    ACCIDENT = "accident", "an accident of a kind the text does not say"
    CRASH = "crash", "vehicles or aircraft crash"
    DERAILMENT = "derailment", "a train leaves its track"
    SINKING = "sinking", "a vessel sinks or capsizes"
    COLLAPSE = "collapse", "a building, bridge or mine collapses"
    FIRE = "fire", "a fire nobody is said to have set"
    GAS_EXPLOSION = "gas_explosion", "an explosion nobody is said to have set"
    STAMPEDE = "stampede", "a crush in a crowd"
    POISONING = "poisoning", "people poisoned or infected"
    # disaster
    EARTHQUAKE = "earthquake", "the earth quakes"
    FLOOD = "flood", "land under water"
    STORM = "storm", "hurricane, cyclone, tornado, blizzard"
    LANDSLIDE = "landslide", "earth, mud or snow slides"
    ERUPTION = "eruption", "a volcano erupts"
    WILDFIRE = "wildfire", "land burns"
    DROUGHT = "drought", "water or food fails"
    EPIDEMIC = "epidemic", "a disease spreads"


class Realis(Code):
    """Whether the text says that it happened."""

    ACTUAL = "actual", "it happened"
    FAILED = "failed", "it was tried and foiled, or failed"
    PLANNED = "planned", "it is or was intended"
    ALLEGED = "alleged", "somebody says that it happened; the article does not"
    DENIED = "denied", "the text says that it did not happen"
    HYPOTHETICAL = "hypothetical", "it might, would or should happen"
    GENERIC = "generic", "talk of events in general, no one event"


class Role(Code):
    """What a party was to an event."""

    PERPETRATOR = "perpetrator", "did the harm, stated or confirmed"
    ACTOR = "actor", "did the deed, where none is harm"
    RECIPIENT = "recipient", "the deed was done to or with them"
    VICTIM = "victim", "a person or people harmed"
    TARGET = "target", "a thing, site or body the deed was aimed at"
    CLAIMANT = "claimant", "claimed responsibility"
    SUSPECT = "suspect", "is said or suspected to have done it"
    INSTRUMENT = "instrument", "the weapon or means"


class DatePrecision(Code):
    """How long a stretch of the calendar an event's date leaves open."""

    DAY = "day", "one day"
    WEEK = "week", "at most seven days"
    MONTH = "month", "at most 31 days"
    YEAR = "year", "at most 366 days"
    LONGER = "longer", "more than a year"
