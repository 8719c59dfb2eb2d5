/**
 * Groups of words that can stand for one another in a question and its answer, mostly around a verb; nouns of the same
 * family stand beside their verb. One group a line, base forms, `_` joins the words of a phrase. A word may be in
 * several groups: groups are not joined through it.
 */
export const VERB_GROUPS = `
begin start launch commence initiate onset beginning kick_off set_off
begin start open introduce inaugurate launch go_into_service first_time enter_service
open opening inaugurate unveil
end finish complete conclude terminate stop cease expire be_over come_to_an_end completion termination conclusion
finish done ready complete
close shut closure shutdown shut_down close_down go_out_of_business cease put_out
close shut lock seal
stop prevent avoid block protect guard hinder keep_from inhibit preclude avert prevention stop_from ward_off
stop halt pause interrupt suspend discontinue
stop cannot reject refuse prevent
avoid bypass circumvent refrain escape evade
keep retain hold preserve store maintain save conserve remember retention
keep maintain preserve sustain uphold guarantee ensure
store save keep hold persist storage
lose lost loss drop miss vanish disappear go_missing mislay loses
lose drop discard
guarantee ensure assure promise secure make_sure
delete remove erase purge drop discard wipe clear throw_away deletion removal clean_up get_rid_of eliminate destroy
dispose throw_away discard bin get_rid_of disposal bring_back
destroy ruin wreck demolish devastate wipe_out destruction spoil
demolish pull_down knock_down tear_down raze demolition take_down
destroy burn_down fire
strike hit damage
damage harm hurt injure impair spoil break ruin injury attack corrode wear_out
break fail crash malfunction fault breakdown breakage failure go_wrong problem
fail failure crash bankrupt collapse go_bankrupt insolvent
crash die fail go_down
build construct erect make put_up construction assemble
build make create produce manufacture fabricate craft maker
create make generate produce form set_up establish creation build
make produce manufacture maker producer manufacturer production made_by output
cause make lead_to bring_about trigger produce result_in due_to set_off responsible provoke induce reason because owe
cause reason why because source origin
design architect draw_plan plan engineer designer draft drew_up draw_up designed
design devise develop conceive create
invent devise inventor invention come_up_with originate discover pioneer
write author compose pen writer written draft put_in_writing
write record note log register enter jot
compose composer write music
paint painter painting canvas picture
repaint paint redecorate
direct director film filmmaker
found establish founder founding institute foundation establishment
found foundation endow
originate origin come_from stem derive source arise
arise form emerge develop come_about
name call title term know_as known_as name_after label denominate
mean meaning signify stand_for refer denote define definition indicate
discover detect identify notice spot discovery come_across locate
detect recognise notice identify spot discern tell detection see
decode decipher crack work_out interpret
find locate track_down look_up
show demonstrate prove reveal indicate display evidence argue confirm establish
prove show demonstrate proof verify
explain account clarify interpret describe explanation reason
describe explain outline depict characterise description
say state tell report mention claim declare announce
announce declare publish proclaim announcement
recommend suggest advise propose advice recommendation should
recommend refer
suggest propose put_forward proposal
choose select pick opt decide choice selection prefer elect
choose pick adopt use select
decide determine settle resolve decision agree
prefer favour favor rather like
elect vote choose election appoint
appoint name nominate hire appointment
hire employ recruit take_on engage recruitment
employ work job staff employment employee worker
dismiss fire sack lay_off dismissal terminate
resign step_down quit leave retire resignation
retire leave step_down stop_working retirement
leave depart exit quit go_away departure
succeed replace follow take_seat take_over take_the_place successor successor_of in_place_of
replace substitute swap exchange replacement change renew supersede take_the_place take_over in_place_of instead
change alter modify adjust switch vary convert transform edit amend turn_into
convert transform turn_into become change translate
improve enhance upgrade better improvement refine raise
increase rise grow raise go_up climb expand growth multiply more double gain boost
decrease fall drop reduce decline shrink lower go_down diminish cut lessen reduction halve dwindle slow_down less
reduce cut lower lessen halve decrease limit minimise slow_down
shrink contract diminish get_smaller dry_up
melt thaw melting
rise climb go_up increase ascend
grow cultivate farm raise plant
plant sow grow
harvest pick gather reap
arrive come reach get_to arrival
bring carry transport convey deliver fetch
carry transport move convey bring haul ship
deliver send hand_out supply ship delivery bring hand_over
send transmit dispatch deliver forward mail post pass_on submit
receive get obtain be_given accept recipient take
receive win earn award be_awarded get granted
give grant provide award hand supply donate present gift
donate give contribute grant donation contribution pay_for
contribute grant give donate contribution
award prize medal win honour honor receive
win victory beat gain winner
provide supply offer give furnish provision provider
offer provide
get obtain acquire receive gain have
buy purchase acquire procure get
sell sale vend trade seller deal
pay cost spend charge fund finance bear payment settle pay_for
pay salary wage earn
cost price charge fee bill expense amount_to expensive come_to expenditure worth
raise collect take bring_in earn
earn make bring_in income
fund finance pay sponsor subsidise funding pay_for
reimburse refund repay pay_back reimbursement
save economise cheap
allow permit may let enable authorise permission admit can permissible
forbid ban prohibit disallow may_not must_not not_allowed banned forbidden illegal
ban outlaw forbid illegal
refuse reject decline deny turn_down refusal
approve accept agree consent approval authorise sign_off
require need must have_to necessary demand obligatory compulsory mandatory requirement
need require must have_to necessary should
request ask apply demand application petition
apply request application
answer reply respond response
complain complaint object protest grievance
report tell notify inform announce complaint
notify inform tell alert notice
warn alert warning caution
help assist support aid assistance
help benefit
use employ utilise apply usage run work_with rely
use work operate run
use belong serve purpose
run operate work function go
run execute perform carry_out launch
run hold organise teach lead
operate run function work
handle process deal_with manage treat cope
handle process treat
process handle treat perform
treat cure heal treatment remedy therapy
treat handle
cure heal remedy
manage run lead administer head manager
lead head run chair manage leader
control regulate govern manage steer
teach instruct train teacher lesson class instruction learn run_a_course run
learn study be_taught train
study examine research investigate
examine inspect check investigate examination inspection look_at study look_into
check verify inspect test examine control confirm
test try check try_out tell see
test measure assess
try attempt
verify check confirm validate
measure gauge determine be
compare comparison versus
rate judge assess evaluate evaluation assessment
count number calculate tally
calculate compute work_out calculation
see view visible look show seen sight
see discern perceive
view see look_at
appear look seem
appear show_up emerge become_visible
hide conceal cover
cover protect include
protect guard shield safeguard protection cover secure
contain hold include consist have comprise made_of
consist contain comprise made_of be_made
include contain comprise
hold contain seat fit accommodate capacity
belong own owner property
own belong owner possess have ownership property
live dwell inhabit reside home
live survive exist
live last
stay remain
survive live escape
die death dead decease kill drown perish pass_away lose_life lost_their_life fatal
die drown perish
destroy perish lose burn
reserve book booking reservation
kill murder die poison slay
born birth
marry wed marriage wedding married husband wife
gather collect assemble meet
collect gather pick_up fetch
attend go_to visit attendance admit
attend admit
visit come call_on
join enter become_member
admit let_in allow accept
enter go_in access
separate divide split keep_apart part
split divide separate share
divide split
combine merge join unite mix
merge combine join
connect link attach join plug connection
link connect
fix repair mend restore correct put_right repairs
repair mend fix restore
restore recover bring_back rebuild reinstate renovate
recover restore recuperate recovery bring_back
rebuild reconstruct restore
renovate refurbish restore modernise
clean wash wipe rinse cleaning
wash clean rinse
sharpen sharp hone grind
grill barbecue roast
cook boil bake fry prepare roast
bake bread oven
boil cook
prepare make get_ready
ferment sour mature
ripen mature ready ripe
eat consume food feed
drink swallow consume
swallow ingest take
feed nourish eat
take last need require
last take endure continue duration go_on
continue go_on carry_on last
wait pause delay after queue
wait delay
delay postpone put_off late hold_up defer
retry try_again repeat reattempt again retried attempt
repeat again retry do_again recur
try_again retry attempt
resume continue go_on restart pick_up
restart reboot start_again
cancel abort call_off stop cancellation
abort cancel stop
happen occur take_place come_about
occur happen take_place
take_place hold happen
expect await predict
predict forecast foresee prediction forecasting
forecast predict
plan intend schedule
schedule plan time
arrange organise set_up
organise arrange
order sequence arrange
sort order arrange
ship deliver
attack assault
steal theft rob stolen burgle
arrest seize
escape flee get_away
flee escape
defeat beat
fight combat battle struggle
fight against
resist withstand
spread distribute pass_on
distribute spread share hand_out
publish release issue bring_out publication
release publish issue launch free
release free let_go
license release
issue release hand_out
sign signature
lock block hold
unlock open
encrypt cipher encryption encode
decrypt decipher
compress zip compression compact
copy duplicate replicate
duplicate copy repeat twice
backup copy back_up
back_up backup
upgrade update migrate
update upgrade refresh modify
move shift transfer relocate go
move go_away recede
relocate move transfer
recede retreat move_away go_away
install set_up put_in fit mount installation
install add
configure set_up set adjust configuration setting option
set configure adjust
adjust change set
turn_off switch_off disable
turn_on switch_on enable
enable turn_on activate allow
disable turn_off deactivate
activate enable
add include append
insert put_in
append add
load read fetch
fetch get retrieve load
retrieve fetch get
send_back return
return give_back come_back bring_back
return respond give
log record
monitor watch observe
watch observe look
observe notice watch
serve supply
share divide
support back help
validate check
declare announce
register sign_up enrol
know aware knowledge
think believe
believe think
believe assume
remember recall
recall withdraw take_back
forget miss omit skip
miss forget skip omit
skip omit miss leave_out
ignore skip disregard
hate dislike
fear afraid
hear listen sound
smell odour scent
taste flavour
burn fire catch_fire catch_alight
catch capture
grab catch
hunt chase
fish catch
travel journey trip go drive
drive travel
fly flight wing
migrate travel fly
winter overwinter spend_the_winter
sleep rest asleep
wake wake_up
sink go_down
pour flow
float swim
dig excavate
mine dig
bury inter
reach arrive
reach get_to
climb ascend
pull draw
push press
press push
rotate turn spin
spin rotate
bend curve
crush grind
crush squash
cut slice chop
mix stir blend
stir mix
heat warm
cool chill
freeze ice
dry drain
soak wet
absorb take_up soak
emit give_off
radiate emit
store preserve
renew extend
extend lengthen prolong renew
limit restrict cap bound
restrict limit
exceed over
apply concern
concern affect
affect influence
influence affect impact
depend rely
rely depend
differ vary difference
match correspond fit
agree match
contradict conflict
resolve solve settle
solve resolve fix
answer solve
abandon give_up
give_up abandon drop
drop give_up abandon
surrender give_up
interfere disturb
disturb interrupt
irritate annoy
swell inflate
grow expand
tolerate bear
accept take tolerate
object oppose
oppose object
insure insurance cover
borrow lend loan
lend borrow loan
lend loan
rent hire lease
owe debt
tax duty
invest investment
wear put_on dress clothes
dress wear clothes
undress take_off
overwrite replace
overload exceed
throttle limit
poll ask
claim maintain
acknowledge confirm acknowledgement ack
commit save
roll_back undo revert
undo revert
revert undo
subscribe subscription
listen subscribe
publish send
broadcast send
emit publish
trigger cause
call phone telephone ring
phone telephone call ring
contact call phone reach
speak talk
talk speak
perform carry_out
achieve reach
erupt explode eruption explosion burst
explode blow_up
shake tremble
vote ballot
sue lawsuit
accuse charge
punish penalty
reward award bonus
fine penalty
penalise punish
recycle reuse
reuse recycle
pollute contaminate
wreck sink run_aground
rescue save
save rescue
injure hurt
bleed blood
breathe breath
vomit throw_up
cough sneeze
infect infection
poison toxic
overdose too_much
inject injection
vaccinate vaccination
prescribe prescription
diagnose diagnosis
operate operation
seal close
leak escape
leak drip
drip leak
wash rinse
descale limescale
mould mouldy
rot rotten
rust corrode
blunt dull
transport carry
redact hide
mask hide
mock stub
intercept mock
`;
