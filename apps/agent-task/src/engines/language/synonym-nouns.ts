/** Groups of nouns and adjectives that can stand for one another, in the notation of {@link VERB_GROUPS}. */
export const NOUN_GROUPS = `
price cost fee charge rate fare tariff expense amount
price worth value
fee charge price cost fine
ticket admission entry fare
admission entry entrance
salary wage pay earnings remuneration
bonus premium reward extra
reward premium bonus prize
budget allowance
money fund cash sum
loan credit
debt arrears
profit gain surplus proceeds takings
deficit shortfall loss
income revenue earnings takings
expenditure spending expense
tax duty levy
rent lease
discount reduction rebate
free gratis no_charge free_of_charge
size dimension extent large big large_as up_to
size area
large big great huge major
largest biggest greatest maximum most
small little tiny minor
smallest minimum least lowest
maximum limit most max largest up_to at_most highest ceiling no_more
minimum least min at_least smallest lowest
limit maximum ceiling cap up_to at_most
height high tall
high tall
length long
long lengthy
width wide broad
depth deep
weight heavy weigh mass
heavy weigh
speed fast rate velocity quick
fast quick rapid swift
fastest quickest
slow sluggish
distance far away
range distance
duration length period time
period time duration span
term period
age old
old aged ancient
oldest earliest first
young juvenile chick
youngest smallest
new recent modern newly
new fresh
newest latest
recent new latest
latest last newest
last final latest end
final last ultimate
first initial earliest original
first begin
original first initial
next following subsequent
previous former earlier
former previous
early soon
late tardy
immediately at_once instantly
soon quickly
often frequently how_often
frequency often
annual yearly a_year per_year
yearly annual
monthly a_month
weekly a_week
daily a_day each_day per_day
year annum
day daily
vacation holiday leave
leave holiday absence
holiday vacation
weekend saturday
sick ill unwell illness sickness
disease illness sickness disorder condition
illness disease sickness
symptom sign complaint
sign symptom indication signal
symptom show
doctor physician medic practitioner
medical doctor health
nurse carer
patient sufferer
medicine drug medication tablet remedy pill
tablet pill medicine
drug medicine substance
dose dosage amount
injection jab
vaccine vaccination
hospital clinic
clinic hospital surgery
surgery operation
certificate attestation document proof
certificate note
permit permission licence
licence license
permission consent approval
rule regulation law
law rule statute
contract agreement
agreement contract
notice announcement
notice cancellation
employee worker staff personnel colleague
worker employee labourer
staff personnel employee team
colleague coworker
boss manager supervisor superior
manager boss supervisor head
chief head
candidate applicant
job post position work
job task work
task job
position post
company firm business enterprise
company manufacturer supplier
firm company
business company trade
supplier vendor
customer client buyer
client customer
organisation body association
association society
committee board
council authority
government state
parliament act
mayor head
president head chair
chair chairman chairwoman chairperson
treasurer finance
secretary clerk
owner proprietor landlord
tenant renter
landlord owner
neighbour neighbor
person people man individual
people person inhabitant man human population
people worker man employee
inhabitant resident people population citizen
resident inhabitant
population inhabitant people
woman lady
child kid young minor
kid child
baby infant
parent mother
brother sibling
sister sibling
son child
daughter child
husband spouse
wife spouse widow
widow wife
family relative
relative kin
closest nearest
nearest closest
friend companion
sailor seaman crew mariner
crew sailor
passenger traveller
traveller passenger
soldier troop
farmer peasant
farming agriculture
fisherman fisher
engineer architect
architect designer engineer design
painter artist
artist painter
author writer
scientist researcher scholar
scholar scientist
zoologist biologist
teacher instructor trainer tutor
trainer teacher
pupil student
student pupil
school college
university college
lesson class course
course class lesson
training course instruction
book volume
newspaper paper
mail email post
email mail e_mail message
message mail
document file paper
file document
picture image
photo photograph picture
image picture
photograph photography photo
map chart
plan scheme
project scheme
idea concept
reason cause ground motive
reason why
purpose aim goal use
aim purpose goal
goal aim
result outcome effect consequence
effect result consequence
consequence effect result
advantage benefit pro
disadvantage drawback
problem issue difficulty trouble
issue problem bug
error fault mistake failure
bug error defect
danger risk hazard
dangerous hazardous harmful risky
risk danger
safe harmless secure
harmless safe
safety security
security protection
toxic poisonous poison
poisonous toxic deadly
poison toxin
allergy allergic
anonymous nameless without_giving_a_name
anonymously without_giving_a_name
remotely work_from_home from_home
house home building
building house edifice
building structure
flat apartment
room chamber
bedroom room
land ground property
ground land soil
soil earth ground
farm estate
estate land
town city borough
city town
village settlement
country nation state
nation country
world earth global
earth world
region area district
area region
place location site spot
location place site position
site location place
located lie situated stand
situated located
address location
road street way
path track trail
bridge viaduct
tunnel underpass
railway railroad train line
railroad railway
bus coach
car vehicle automobile
vehicle car
truck lorry
bicycle bike cycle
bike bicycle
boat ship vessel
ship vessel boat
yacht boat
harbour port
port harbour
lighthouse tower beacon
church chapel
monastery priory abbey
grave tomb
museum gallery
theater theatre
cinema film
factory works plant
works factory plant
plant factory
workshop works
office bureau
canteen cafeteria restaurant
hotel lodging
lunch meal midday dish
dinner meal supper
meal food dish
dish meal
drink beverage
coffee espresso
wine alcohol
fridge refrigerator
refrigerator fridge
freezer freeze
oven stove
pot pan
jar glass
bottle flask
machine appliance device
device machine appliance equipment
appliance machine device
equipment device gear
tool instrument
instrument tool
knife blade
blade knife
board plate
engine motor
motor engine
pump compressor
power electricity energy
electricity power
power_cut outage
outage power_cut downtime
fuel oil
gas vapour
heat temperature
temperature degree warm cold hot
cold temperature
hot temperature
storm gale
gale storm
rain rainfall
snow ice
flood inundation
fire blaze
earthquake quake
volcano eruption
eruption erupt
coast shore
shore coast beach
beach shore
island isle
mountain hill
hill mountain
valley dale
forest wood
wood timber
tree trunk
rock stone boulder
boulder rock stone
iron metal
metal steel
salt brine
brine salt
bird fowl
insect bug
bee honeybee
honeybee bee
hive colony
flower blossom
food_supply food
hunger famine
famine hunger
war conflict battle
battle fight
army troop
peace treaty
queen monarch
crime offence
misconduct wrongdoing complaint
misconduct suspicion
harassment bullying
theft steal
thief burglar
police officer
prison jail
illegal unlawful forbidden
legal lawful
visible seen
visible see
colour color hue
color colour
shape form
form shape
kind type sort
type kind sort
sort kind
way manner method
method way technique
technique method
process procedure
procedure process step
step stage
part portion piece
panel module
whole entire
entire whole
amount quantity
quantity amount
amount content
number amount figure
number count
peak height
peak maximum
top peak
average mean
total sum
total overall
percent per_cent percentage
per_cent percent
share proportion
rate ratio
level degree
level standard
degree level
height altitude
altitude height
tidal tide
tide tidal
rise increase
range extent
greatest largest biggest
best optimum
optimum ideal
ideal best
good well
main chief principal
necessary needed
possible can
impossible cannot
unable cannot
cannot unable
able can
easy simple
simple easy
difficult hard
hard difficult
hard solid
strong powerful
weak feeble
dirty polluted
dry arid
wet damp
empty void
almost nearly
almost less
nearly almost
exactly precisely
automatic automatically
automatic by_itself
automatically automatic
itself automatic
manual by_hand
private confidential
secret confidential
common frequent
common usual
rare uncommon
usual normal typical
normal usual
default standard normal
default preset
standard default
special particular
different various
same equal identical
identical same
equal same
similar alike
opposite contrary
other another
own personal
extra additional
additional extra further
additional more
spare extra
unused not_been_taken
unused left
leftover unused remaining
remaining left
broken defective
damaged broken
ready done finished
done ready finished
finished done ready
running under_load
offline disconnected
online connected
password passphrase
account login
login sign_in
user account
internet web
website site
page website
app application
application app program
program software application
system software
database db
db database
data information
information data
table list
list table
queue waiting
queue line
memory ram
disk drive storage
disk space
space room
storage disk
processor cpu
cpu processor
producer publisher
publisher sender
broker queue
broker server
option setting
setting option configuration
configuration setting
property attribute
attribute property
default_value default
throughput per_second
throughput speed
latency delay
timeout deadline
deadline timeout
deadline limit
response answer
reply response
header field
backup copy
snapshot backup
retry attempt
duplicate twice
maintainer maintain
contributor contribute
plugin extension
extension plugin
phishing suspicious
phishing phish
spam junk
visitor guest
guest visitor
party celebration
wedding marriage
funeral death
disaster catastrophe
emergency urgent
ambulance emergency
insurance insurer cover
insurer insurance
guarantee warranty
warranty guarantee
complaint grievance
proposal motion
vote poll
meeting assembly
assembly meeting
member participant
participant member
team group
group team
club society
winner champion
prize award
medal award
game match
match game
player member
song melody
language tongue
word term
term word
name call
surname name
nickname name
title name
phone telephone
phone_number telephone
telephone phone
mobile cell
morning dawn
noon midday
midnight twelve
season time
moment instant
origin source
source origin
ancestor forefather
etymology name
threat danger
enemy foe
pest vermin
predator enemy
breed reproduce
stomach belly
belly stomach
liver organ
skin surface
bone skeleton
blood haemoglobin
eye sight
sight vision
pain ache
headache pain
sleeplessness insomnia
insomnia sleeplessness
apnoea apnea
heartburn reflux
pregnant pregnancy
pregnancy pregnant
obese overweight
diet nutrition
exercise sport
ingredient component
component ingredient part
mixture blend
flour grain
bread loaf
loaf bread
dough bread
raw uncooked
cooked boiled
bean pulse
bonfire fire
smoke fume
compost manure
rainwater rain
tank container
container tank
pipe tube
tube pipe
door gate entrance
window pane
rafter beam
wall parapet
floor storey
storey floor
fence hedge
shed hut
hut shed
`;
