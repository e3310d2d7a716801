"""Word lists for reading headlines: some 2,400 verbs, inflected by rule, and the words that go with them.

Bases fall in three lists by what else they are. Plain ones are verbs only; nominal ones are nouns too, in the base and
in -s (`strike`, `strikes`); adjectival ones are adjectives in the base alone (`open`). Past forms that rules cannot
make are in a table. How to tell a verb from its noun in context is for `clauses` to say.
"""

import re

from serving.words import word_set

_PLAIN = """
abandon abide abolish abscond absolve absorb abstain accelerate accept acclaim accommodate accompany accomplish accredit
accrue accuse achieve acknowledge acquire acquit act adapt add adjourn adjudicate adjust administer admire admit adopt
adore advertise advise affect afford agree airlift align allay allege allocate allow allude alter amass amaze amend
amputate analyse analyze annex announce annoy annul anoint anticipate apologise apologize appear appease applaud apply
appoint apportion appreciate apprehend approve argue arise arraign arrange arrive ascend ascertain ask assassinate
assemble assert assess assign assume assure atone attain attend attest attract attribute authorise authorize automate
avenge avert avoid await baffle balk banish bankroll bankrupt bask batter baulk become befall beg begin behave belch
believe belong bemoan bemuse berate beseech beset besiege betray beware bewilder bless bludgeon blunt bolster bombard
borrow bother brandish bring broaden build bully bungle buoy bury bust buy cajole calculate capsize captivate care
careen carry categorise categorize cease cede celebrate certify chastise chide choose circumvent cite clamber clarify
clinch cling coax coerce coexist coincide collaborate collect collide collude combine come commemorate commence commend
commit compare compel compensate compete compile complain comply compose comprise conceal concede conclude concoct
condemn condone confer confess confide confine confirm confiscate confront confuse congratulate connect connive conquer
conserve consider consist conspire constitute construct consult consume contain contemplate contend continue contradict
contribute convene converge convert convey convince convulse cooperate cope corrupt cower crave create criminalise
cringe cripple criticise criticize crouch crumble culminate curtail curtsy dazzle debunk decapitate decide decipher
declare decode decommission decriminalise decry deduct deem deepen deface defend defer define deflect defraud defuse
defy degrade dehydrate delete deliberate delist deliver delve demerge demolish demonstrate denounce deny depart depend
depict deplore deploy deport depose deprive derail deregulate deride descend describe desecrate deserve designate
despise destabilise destabilize destroy detach detain detect deter deteriorate determine dethrone detonate devalue
devastate develop deviate devise devolve devote devour diagnose die differ differentiate dig digitise dilute diminish
disagree disappear disappoint disarm disavow disband disburse discard disclose discourage discover discuss disinfect
disinherit dislodge dismantle dismiss disown dispel disperse displace disprove disqualify disregard disrupt dissect
dissolve dissuade distinguish distort distribute diversify divert divest divorce divulge dodge dominate donate douse
downplay downsize drench drown duplicate dwell dwindle earn eat educate elect elevate elicit eliminate elope elude
emanate emancipate embark embarrass embezzle embrace embroil emerge emigrate emphasise emphasize employ empower emulate
enable enact encircle encourage encroach encrypt endanger endear endorse endure enforce engage engender engrave engulf
enhance enjoy enlarge enlighten enlist enliven enrage enrich enrol enroll enslave ensure entail entangle enter entertain
enthral entice entrench entrust envisage envision equip eradicate erase erect erode erupt escalate establish eulogise
evacuate evade evaluate evaporate evict evoke evolve exacerbate exaggerate examine exasperate excavate exceed excel
exclude excuse execute exert exhaust exhort exhume exist exonerate expand expect expedite expel expend expire explain
explode explore express expropriate extend extinguish extol extort extract extradite extrapolate facilitate fade fail
falsify falter fasten fathom feel fend finalise finalize flatten flaunt flee flounder flourish flout fluctuate foil
follow forbid foresee forestall forge forget forgive forgo formulate fortify foster freeze fret frighten frustrate
fulfil fulfill fume furlough galvanise galvanize gatecrash gather gauge generate get give glorify go goad govern grapple
greet grieve grovel grow guess gush gut hallucinate halve hamper happen harass harden hasten haunt hear heckle heighten
help hesitate hibernate hide hijack hinder hoist hone humiliate hurtle hypnotise identify idolise ignite ignore
illustrate imagine immerse immigrate immortalise immunise impair impeach impede imperil impersonate implement implicate
implode implore imply impose impress imprison improve improvise incarcerate incense incinerate incite incline include
incorporate incur indemnify indicate indict induce indulge infect infiltrate inflame inflate inflict inform infuriate
inhabit inherit inhibit initiate injure innovate inquire insinuate insist inspect inspire install instruct insulate
insure integrate intend intensify intercept interfere interpret interrogate interrupt intervene intimidate intoxicate
introduce inundate invade invalidate invent invest investigate invigorate invite invoke involve irritate isolate
jeopardise jeopardize jettison join juggle justify keep kidnap know lambast lambaste lament languish lash laud launder
leach learn leave legalise legalize lend lessen let liberalise liberate liken linger listen litigate livestream loathe
locate loom loosen lose lurch lurk magnify maim maintain make malign manage manipulate mar marry matter maximise meddle
mediate melt memorise mention merge mesmerise migrate mingle minimise minimize mishandle misjudge mislead misread miss
mistreat mitigate moan mobilise mobilize mock modernise modernize modify molest monitor mothball mourn mull multiply
mutate mutilate nab nationalise nationalize navigate necessitate neglect negotiate nominate nosedive notify nullify
nurture obey obliterate observe obsess obstruct obtain occupy occur offend offload omit ooze operate oppose oppress opt
organise organize originate oust outbid outclass outdo outfox outgrow outlast outlaw outlive outnumber outpace
outperform outrage outrun outsell outshine outsource outweigh outwit overcharge overcome overdo overestimate overhear
overlook overpower overrate overreach overreact override overrule overrun oversee overshadow oversleep overspend
overtake overthrow overturn overwhelm owe pacify paralyse participate patronise pave pelt perceive perform perish
perpetrate perpetuate persecute persevere persist persuade pertain peruse pester petrify pilfer pillage pinpoint placate
plagiarise plead plummet plunder poach pollinate pollute ponder portray possess postpone pour pray pre-empt preach
precede precipitate predict preempt prefer prepare prescribe preserve preside presume pretend prevail prevent prioritise
prioritize prise privatise privatize proceed proclaim procrastinate procure profess prohibit prolong promote propagate
propel propose proscribe prosecute prosper protect prove provide provoke publish pummel punish purport pursue quadruple
qualify quantify quash quell quench quibble quit radicalise raise ratify rattle ravage raze reach react reaffirm realign
realise realize reap reappoint reassess reassure rebrand rebuff rebuild recapture recast recede receive recite reckon
reclaim reclassify recognise recognize recoil recommend reconcile reconsider reconstruct reconvene recoup recover
rectify recuperate redeem redefine redesign redirect redraw reduce refer refinance refreeze refurbish refuse refute
regain regulate rehabilitate rehearse rehire rehouse reignite reimburse reinforce reinstate reinterpret reinvent
reiterate reject rejig rejoice rejoin rekindle relate relaunch relax relinquish relive relocate rely remand remarry
remember remind reminisce remould remove rename renege renew renounce renovate reopen reorganise reorganize repatriate
repay repeal repel repent replace replay replenish replicate reposition repress reprimand repudiate require reroute
reschedule rescind resemble resent resettle reshape reshuffle reside resign resist resit resolve respond restart restore
restrain restrict restructure resume resurface retain retake retaliate retell retire retract retrain retrieve reunify
reunite reuse reveal revere revert revise revisit revitalise revive revoke revolutionise revolutionize revolve rewild
rewrite rid rip roam rob roil rout rue safeguard sag sanctify sanitise saturate save savor savour say scald scatter
scavenge scold scorch scour scrape scrutinise scrutinize scupper scurry scuttle secede see seek seem seep seethe
segregate seize select sell send serve settle sever shackle shatter shed shelve shepherd shorten shrink shrivel shudder
shun shut shutter sideline sift simmer simplify sing sink sit sizzle skewer skip skirt skyrocket slither smother smuggle
soar soften solidify solve soothe spawn speak spearhead specify speculate spend spew splurge spook spruce spurn sputter
squander squirm stabilise stabilize stagger stagnate startle stave steal steer stifle stimulate stipulate stoke straddle
strangle streamline strengthen strive stun stutter stymie subdue submerge submit subside subsidise subsidize subvert
succeed succumb sue suffer suffocate suggest summarise summarize summon superimpose supersede supplant suppose suppress
surmount surpass survive suspend sustain swear swindle symbolise symbolize synchronise tackle taint take tarnish teach
tear tease teem teeter tell tempt tend terminate terrify terrorise testify tether thaw think thrash threaten thrill
thrive throw thwart tighten tolerate topple totter toughen tout trample transcend transform translate transmit traverse
treat tremble trespass trivialise trounce unblock uncork uncover undercut underestimate undergo underline undermine
underpay underpin undersell understand undertake undervalue underwrite undo unearth unfold unfreeze unfurl unify unite
unleash unload unlock unmask unnerve unpack unpick unravel unseat unsettle untangle unveil unwind unwrap upend uphold
uproot upstage usher usurp utter vacate vaccinate validate vandalise vandalize vanish vanquish vary veer venture verify
victimise vie vilify vindicate violate vouch waive waltz wane want warn warrant waver weaken weaponise wear weep weigh
whisk whittle widen wield wince winnow wipe withdraw wither withhold withstand woo worsen wrangle wreak wrest wrestle
write yank yearn zap zoom
"""

_NOMINAL = """
abuse access account address advance aid aim alarm alert ambush amount anchor angle answer ape appeal approach arm
arrest assault assist attack attempt auction award axe back bait balance balloon ballot ban band bank bar bargain base
bat battle bear beat benchmark bend benefit bet bid bite blackmail blame blast blink block blog blossom blow bluff
blunder boast bomb bond boo book boom boost bottle bounce bow box boycott brand breach break breed bribe bridge brief
broadcast broker bruise budget bug bump bundle burn burst buzz bypass cable call camp campaign cancel canvass cap
captain capture cast caucus cause caution cement chair challenge champion change channel chant charge charm chart chase
chat check cheer chew chill chip choke chorus chuck circle claim clamp clap clash climb clip clone cloud club coach coat
code collapse collar color colour comb combat comfort command comment compliment compound compromise concern condition
conduct conflict console contact contest contract control convict cook copy corner cost cough count counter couple court
cover crack craft cramp crash crawl credit crop cross crowd crown cruise crusade crush cry cue curb cure curse curve cut
cycle damage dance dare dart dash date dawn deal debate debut decay decline decrease default defeat delay delight demand
dent deposit design desire detail dip discharge dispatch display dispute ditch divide dock doubt downgrade draft drain
draw dream dress drift drill drink drive drop duck duel dump dust dwarf dye ease echo edge edit effect embargo encounter
end engineer escape estimate exchange exhibit exit experience experiment exploit export expose eye face factor fall fan
fancy farm favor favour fear feature feed ferment ferry feud field fight figure file film filter find fine finger finish
fire fish fix fizzle flag flap flare flash flight flip flirt float flock flood flop flow fly focus force forecast
forfeit form fracture frame frown fudge fuel function fund gain gamble gasp gaze gift glance glare glide gloss glow
gossip grab grade grant grasp grave grill grin grip groan groom ground group growl grumble guarantee guard guide gulp
hack hail halt hammer hand handle hang harbor harbour harm harvest haul head heap heat hedge hem herd highlight hike
hint hire hit hoard hobble hold honor honour hook hope host house howl hug hum hunt hurry hurt hype impact implant
import inch increase influence insult interest interview iron issue itch jail jam jeer jet jockey jog joke jolt journey
judge jump junk kick kickstart kill kiss knife knight knock knot label labour lack ladder lag land lapse lark lather
laugh launch lay lead leak leap lease leash lecture level lever licence license lie lift light limit line link list live
load loan lobby lock lodge log look loop loot loss love lull lunge lure manufacture map march mark market mask master
match mate measure mend merit mind mine mirror mistake mix model mop mortgage mount move mumble murder muscle mutter nag
nail name need neighbour nest net nick nip nod nose notch note notice nudge number nurse object offer oil orbit order
orphan outline overdose overhaul overlap pace pack paddle paint panic parade pardon park part partner pass patrol
pattern pause pay peak peek peel peep peg pen penalty perfect permit petition phase phone pick picket picture pile pilot
pin pinch pitch pity pivot place plague plan plant plaster plateau play pledge plot plug plunge ply point poison poll
pool pose position post pounce pound power practice praise press pressure preview price print probe process produce
profit program progress project promise prompt protest prowl puff pull pump punch purchase purge push puzzle quake
quarantine quarrel question queue quip quiz quote race rack rage raid rain rally ram ramp range rank ransom rant rap
rate ration rave read rebate rebel rebound rebuke recall record recount recruit reel referee refit reform refund
register regret reign relay release remain remake rent repair repeat reply report request rerun rescue research reserve
resort respect rest result rethink retort retreat return revamp revel reverse review revolt reward riddle ride rifle rig
ring riot rise risk rival roar roast rock rocket roll root rope row ruin rule rumble rumor rumour run rush rust sabotage
sack sail salute salvage sample sanction saw scale scam scan scandal scar scare scoff scoop score scorn scramble scrap
scream screech screen scrub scuffle seal search season seat segment sentence set shadow shake shame shape share shave
shell shelter shield shift shine ship shiver shock shoot shop shore shoulder shovel show shower shriek shrug shuffle
side sigh sign signal silence skate sketch skew skid skim skipper slam slap slash slate sleep slice slide slight slip
slump slur smack smash smear smell smile smoke snag snap snarl snatch sneak sneer sniff snore snow snub soak sound sour
source space span spar spark spat spear spell spike spill spin splash splice splinter split spoil sponsor sport spot
spotlight spray spread spring sprint sprout spur spy squabble squash squat squeeze stab stack staff stage stake stalk
stall stamp stampede stand star start stash state station stay steam stem step stick sting stir stock stockpile stop
store storm strand stray streak stream stress stretch stride strike strip stroll struggle strut study stumble stunt
style suit supplement supply support surface surge surprise surrender survey suspect swallow swamp swap swarm sway sweat
sweep swell swerve swim swing swipe swirl switch swoop tag tailor talk tally tamper tangle tap target task taste taunt
tax team test thank thirst thread thud thump thunder tick tickle tie tilt time tip toast toil toll top torment torture
toss touch tour tow trace track trade trail train transfer transplant transport trap travel tread trek trend trial trick
trickle trigger triumph trouble truce trumpet trust try tumble turn tussle tutor tweet twin twist twitch type update
upgrade upset urge use vacation value vault veil verge veto view visit voice volunteer vote vow waffle wage wager wait
walk wall wander warble warp wash waste watch water wave weather wed wedge wheel whine whip whirl whisper whistle
whitewash wilt win wing wink wish witness wobble wonder work worry worship wound wrap wreck wrench wrong yell yield yoke
zip
"""

_ADJECTIVAL = """
blind calm clean clear close complete cool correct dim direct dry dull empty faint fake firm fit free idle last lower
mature mean narrow open own present quiet rough round secure separate sharp slow smooth steady subject tame thin tire
total trim triple warm welcome wet
"""

# Nominal in the base, but hardly ever a plural noun in a headline.
_HARDLY_PLURAL = """
boast boost burn end find finish grab grill hang hit hold hurt kill lack lag lie love net pay praise read remain rethink
ruin sack salute slam slash sleep smash snub spark stall stay struggle top trust try urge vow wait win
"""

# What moves or speaks: before a preposition of direction or cause, their -s form is a verb (`Oil slides on fears`).
_INTRANSITIVE = """
advance appeal bounce burn call climb collapse crash dip drift drop fall flow fly head jump lead leap lobby look march
plunge push rain rally return rise rule run rush sail slide slip slow slump sneak spread steady stumble surge surrender
swing tumble turn vote walk win work
"""

# Verbs that take no object, so that their -ed form after a noun is no passive participle.
_NEVER_PASSIVE = """
abstain agree apologise apologize appear arrive begin belong blink collapse compete converge cooperate decline decrease
depart deteriorate die differ disagree disappear emerge erupt exist expire fade fail fall falter flourish happen
hesitate implode increase intervene last lie linger listen look matter meddle migrate occur opt overspend participate
perish persist plateau prevail progress prosper react rebel recede remain reply resign respond result retire return rise
secede seem shudder sink sit sleep smile soar stagnate struggle stumble subside succeed suffer survive talk teeter
thrive vanish vary vote wait walk waver weep win wither wobble work
"""

# Base, past and participle; a third form that equals the second is left out.
_IRREGULAR = """
arise arose arisen, bear bore borne, beat beat beaten, become became become, befall befell befallen, begin began begun,
bend bent, beset beset, bet bet, bid bid, bind bound, bite bit bitten, bleed bled, blow blew blown, break broke broken,
breed bred, bring brought, broadcast broadcast, build built, burn burnt, burst burst, buy bought, cast cast, catch
caught, choose chose chosen, cling clung, come came come, cost cost, creep crept, cut cut, deal dealt, dig dug, draw
drew drawn, dream dreamt, drink drank drunk, drive drove driven, dwell dwelt, eat ate eaten, fall fell fallen, feed fed,
feel felt, fight fought, find found, flee fled, fling flung, fly flew flown, forbid forbade forbidden, forecast
forecast, foresee foresaw foreseen, forget forgot forgotten, forgive forgave forgiven, forgo forwent forgone, freeze
froze frozen, get got gotten, give gave given, go went gone, grind ground, grow grew grown, hamstring hamstrung, hang
hung, hear heard, hide hid hidden, hit hit, hold held, hurt hurt, keep kept, know knew known, lay laid, lead led, lean
leant, leap leapt, learn learnt, leave left, lend lent, let let, lie lay lain, light lit, lose lost, make made, mean
meant, meet met, mislead misled, misread misread, mistake mistook mistaken, outbid outbid, outdo outdid outdone, outgrow
outgrew outgrown, outrun outran outrun, outsell outsold, outshine outshone, overcome overcame overcome, overdo overdid
overdone, overhear overheard, override overrode overridden, overrun overran overrun, oversee oversaw overseen, overspend
overspent, overtake overtook overtaken, overthrow overthrew overthrown, partake partook partaken, pay paid, put put,
quit quit, read read, rebuild rebuilt, recast recast, relay relayed, remake remade, repay repaid, rerun reran rerun,
retake retook retaken, retell retold, rethink rethought, rewrite rewrote rewritten, rid rid, ride rode ridden, ring rang
rung, rise rose risen, run ran run, say said, see saw seen, seek sought, sell sold, send sent, set set, shake shook
shaken, shed shed, shine shone, shoot shot, show showed shown, shrink shrank shrunk, shut shut, sing sang sung, sink
sank sunk, sit sat, sleep slept, slide slid, sling slung, smell smelt, speak spoke spoken, speed sped, spell spelt,
spend spent, spill spilt, spin spun, spit spat, split split, spoil spoilt, spread spread, spring sprang sprung, stand
stood, steal stole stolen, stick stuck, sting stung, strike struck stricken, strive strove striven, swear swore sworn,
sweep swept, swell swelled swollen, swim swam swum, swing swung, take took taken, teach taught, tear tore torn, tell
told, think thought, throw threw thrown, tread trod trodden, undercut undercut, undergo underwent undergone, underpay
underpaid, undersell undersold, understand understood, undertake undertook undertaken, undo undid undone, unwind
unwound, uphold upheld, upset upset, wake woke woken, wear wore worn, weave wove woven, wed wed, weep wept, win won,
wind wound, withdraw withdrew withdrawn, withhold withheld, withstand withstood, wring wrung, write wrote written
"""

_DOUBLED = re.compile(r"[^aeiou][aeiou][bdgklmnprt]$")


def _s_form(base: str) -> str:
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ies"
    takes_es = base.endswith(("s", "sh", "ch", "x", "z", "o")) and not base.endswith("oo")
    return base + ("es" if takes_es else "s")


def _ed_forms(bases: frozenset[str]) -> frozenset[str]:
    """Inflect regularly, the last consonant single and doubled: a form too many (`baned`) is never met."""
    doubled = {base + base[-1] + "ed" for base in bases if _DOUBLED.search(base)}
    consonant_y = {base[:-1] + "ied" for base in bases if base.endswith("y") and base[-2] not in "aeiou"}
    return frozenset({base.removesuffix("e") + "ed" for base in bases} | doubled | consonant_y)


_ROWS = [row.split() for row in _IRREGULAR.split(",")]
_BOTH_WAYS = word_set("burn dream lean leap learn light smell spell spill spoil")
_NEVER_REGULAR = frozenset(row[0] for row in _ROWS) - _BOTH_WAYS
_AS_NOUN = word_set(_NOMINAL)
_AS_ADJECTIVE = word_set(_ADJECTIVAL)

BASES = word_set(_PLAIN) | _AS_NOUN | _AS_ADJECTIVE | {row[0] for row in _ROWS}
S_FORMS = frozenset(map(_s_form, BASES))
PAST_ONLY = frozenset(row[1] for row in _ROWS if len(row) == 3 and row[1] not in (row[0], row[2]))
PARTICIPLES_ONLY = frozenset(row[2] for row in _ROWS if len(row) == 3 and row[2] not in BASES)
PASTS = frozenset(row[1] for row in _ROWS if len(row) == 2) | _ed_forms(BASES - _NEVER_REGULAR)
NOUNS = _AS_NOUN | _AS_ADJECTIVE | set(map(_s_form, _AS_NOUN - word_set(_HARDLY_PLURAL)))
INTRANSITIVE_S = frozenset(map(_s_form, _INTRANSITIVE.split()))
NEVER_PASSIVE = _ed_forms(word_set(_NEVER_PASSIVE)) | PAST_ONLY

BE_DO_HAVE = word_set("""
am is are was were do does did has have had 're 've 'm isn't aren't wasn't weren't don't doesn't didn't hasn't haven't
hadn't ain't
""")
MODALS = word_set("""
will would can could shall should may might must cannot 'll 'd won't wouldn't can't couldn't shan't shouldn't mustn't
mightn't needn't
""")
AUXILIARIES = BE_DO_HAVE | MODALS
# Modals that are names or nouns too: they need their verb to be recognised.
DOUBTFUL_MODALS = word_set("will can may might")
# Verbs that -ing completes in a command: `Stop building`.
ASPECTUAL = word_set("stop start keep quit try avoid")
# They may come before their subject: `Roads to close, says ministry`.
REPORTING = word_set("says say said")
# Verbs in -s that `for` completes: `Union calls for talks`.
WITH_FOR = word_set("calls pushes heads votes appeals looks waits")
# What lists are of: `Ten books to read` reports nothing.
LISTED = word_set("watch try read see visit know make eat buy ask remember avoid follow hear love cook")
# Participles that end a section title: `Lessons learned`, `The vote explained`.
CLOSING = word_set("""
learned learnt used needed required involved concerned made taken given based explained revisited reviewed compared
ranked reconsidered related left born aged named called
""")
# What `to` completes without reporting what is to happen: `plans to close`, `the road to recovery`.
TAKES_TO = word_set("""
plan bid call time thing way reason place need attempt effort move deal chance right bill vote pledge decision refusal
failure ability power urge step pressure push fight struggle battle race rush threat offer promise order permission
proposal willingness duty desire wish incentive scheme campaign agreement licence license freedom money road path route
return back guide answer key link tip book film recipe question one visit trip tribute response reaction approach
objection contribution introduction exposure access reference damage
""")
# Subjects of section titles: `Measures taken by the government`.
REPORT_NOUNS = word_set("""
measures steps actions issues challenges factors methods lessons techniques tools resources data strategies
""")
# The commonest adjectives that no ending shows, and the commonest nouns with an ending of adjectives.
ADJECTIVES = word_set("""
new old big small long short good bad best worst great early late last first second third next full high low top key
foreign major minor young rich poor hard easy heavy strong weak red white black green blue main other own same real true
false final recent former urban british french german spanish irish welsh american russian african indian italian
european australian canadian mexican iranian ready happy likely unlikely able
""")
NOUNS_LIKE_ADJECTIVES = word_set("""
hospital capital rival official tribunal criminal portugal senegal arsenal general cardinal deal trial festival journal
funeral animal arrival approval proposal removal meal appeal terminal canal signal admiral public traffic critic
republic clinic music pacific atlantic panic epidemic pandemic academic mechanic olympic executive detective native
relative archive olive initiative alternative cooperative secretary hungary january february military library judiciary
missionary salary diary boundary summary anniversary commentary documentary cable vegetable
""")
# Plural in form, but they modify the next noun: `sales record`.
PLURAL_MODIFIERS = word_set("""
police sales sports arms news doubles singles goods games savings customs maths politics economics athletics
""")
IRREGULAR_PLURALS = word_set("police people children staff crew mps millions thousands they")
