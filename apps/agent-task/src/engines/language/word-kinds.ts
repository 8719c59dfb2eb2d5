/**
 * Words that name a class, with common members of it: a question about the class is answered by a member, never the
 * other way round. `class: members`, base forms.
 */
export const KIND_LINES = `
animal: dog cat horse cow cattle sheep pig goat bird fish insect bee bat rat mouse rabbit deer fox wolf bear lion tiger elephant frog snake whale seal otter badger hedgehog monkey mammal reptile
bird: swift swallow eagle owl pigeon gull duck goose swan hen chicken crow raven sparrow robin heron stork crane flamingo penguin hummingbird hawk falcon
fish: herring cod salmon trout eel tuna mackerel pike perch bass carp sardine plaice
insect: bee ant fly wasp beetle butterfly moth mosquito
pet: dog cat hamster rabbit
predator: fox wolf hawk cat pike
fruit: apple pear plum cherry orange lemon banana grape strawberry raspberry currant gooseberry quince fig peach berry melon
vegetable: potato carrot cabbage onion leek pea bean tomato cucumber lettuce spinach beetroot pumpkin garlic
crop: wheat barley rye oats maize corn rice potato cotton tobacco tea coffee sugar bean soya tomato cabbage vegetable
grain: wheat barley rye oats maize rice
herb: basil thyme rosemary parsley sage mint
tree: oak ash beech birch pine fir elm willow pear apple cherry yew
flower: rose lily tulip sunflower borage daisy
plant: tree flower herb grass bush ivy
material: wood stone granite brick iron steel concrete glass slate marble clay plastic copper lead timber leather paper cloth wool cotton aluminium bronze sandstone limestone polycarbonate
stone: granite marble slate limestone sandstone
metal: iron steel copper lead tin zinc silver gold aluminium bronze brass chromium
fuel: coal oil petrol diesel gas wood paraffin peat
drink: coffee tea water wine beer milk juice cider whisky rum
alcohol: wine beer spirit whisky rum gin
food: bread meat fish cheese rice potato soup fruit vegetable
meal: breakfast lunch dinner supper
spice: pepper salt cinnamon ginger clove saffron
disease: plague cholera influenza typhoid tuberculosis malaria measles smallpox cancer diabetes fever pneumonia asthma scurvy rust blight
illness: plague cholera influenza typhoid tuberculosis malaria measles cancer diabetes fever pneumonia diarrhoea
symptom: fever cough headache rash nausea vomiting dizziness pain diarrhoea swelling
side_effect: headache drowsiness rash nausea dizziness diarrhoea
medicine: antibiotic aspirin insulin painkiller ointment tablet drop syrup antihistamine
organ: heart liver kidney lung stomach brain
vehicle: car lorry truck bus tram train bicycle motorcycle van tractor cart carriage
boat: ship barge schooner yacht barque ferry canoe trawler dinghy lifeboat
ship: barque schooner frigate ferry steamer liner brig vessel trawler
tool: hammer saw spade axe knife rake hoe drill
weapon: gun sword rifle cannon spear bow knife bomb
instrument: piano organ violin flute trumpet drum guitar bell
profession: engineer doctor teacher lawyer baker smith carpenter farmer painter clerk nurse architect priest
relative: brother sister mother father son daughter uncle aunt cousin niece nephew grandfather grandmother
building: church school hall house tower castle station hospital mill barn chapel library theatre factory museum inn
furniture: chair table desk bed cupboard shelf
clothes: coat shirt trousers hat shoe boot glove dress uniform jacket
clothing: coat shirt trousers hat shoe boot glove dress uniform jacket
summer: june july august
winter: december january february
spring: march april may
autumn: september october november
season: spring summer autumn winter fall
weekday: monday tuesday wednesday thursday friday
day: monday tuesday wednesday thursday friday saturday sunday
month: january february march april may june july august september october november december
holiday: christmas easter
color: red blue green yellow black white brown grey gray orange purple pink violet silver gold
shape: round square triangle circle oval
metal_ore: copper tin iron
language: english french german spanish italian latin greek russian chinese japanese arabic go python java typescript javascript rust ruby swedish
programming_language: go python java typescript javascript rust ruby
database: postgres postgresql mysql sqlite mongodb oracle redis
operating_system: linux windows macos
browser: chrome firefox safari edge
protocol: http https tcp udp grpc mqtt amqp smtp
format: json yaml xml csv pdf html
licence: mit apache gpl bsd
disaster: flood fire earthquake storm eruption famine
sport: football cricket tennis rugby rowing golf
planet: earth mars venus jupiter saturn mercury
machine: appliance pump engine
person: engineer doctor painter farmer
water: river lake sea
container: bottle jar tank box barrel
chemical: acid alcohol salt chlorine
currency: pound euro dollar franc yen crown
`;
