import { wordSet } from '../language/word-lines.js';

const ROLES = wordSet(`
company firm council committee board team group association society trust charity government ministry department authority agency university institute
police army navy crown church parish borough county state city parliament court bank insurer employer employee manager officer staff owner tenant
prisoner captive slave servant apprentice emigrant hiker climber cyclist swimmer
king queen duke prince princess emperor pope bishop abbot abbess monk monks nun priest vicar knight lord lady
man woman men women boy girl child children people person parent parents mother father brother sister son daughter wife husband widow uncle aunt
friend neighbour colleague member members visitor guest volunteer volunteers expert scholar scientist scientists researcher researchers
engineer architect builder mason carpenter smith painter author writer poet doctor nurse surgeon chemist physicist zoologist geologist naturalist
teacher student pupil lawyer judge mayor minister president chairman chair treasurer secretary clerk captain admiral general soldier sailor fisherman merchant dealer
farmer baker miller brewer draper landlord landowner shareholder shareholders customer customers maintainer maintainers developer developers
administrator operator provider supplier manufacturer producer worker workers community public nobody somebody everybody anyone everyone whoever
actor actress artist sculptor composer musician singer dancer director producer photographer journalist editor reporter critic publisher printer bookseller librarian
astronomer biologist botanist mathematician economist historian archaeologist anthropologist psychologist statistician inventor explorer navigator
butcher shoemaker tailor weaver potter gardener forester hunter shepherd drover plumber electrician roofer mechanic technician programmer designer
teacher headmaster headmistress professor lecturer tutor trainer coach instructor governor caretaker cleaner cook chef waiter barber hairdresser
consultant adviser advisor auditor accountant banker broker lender investor donor benefactor founder cofounder patron sponsor owner proprietor leaseholder
pharmacist dentist midwife paramedic psychiatrist veterinarian vet therapist optician pharmacy surgeon specialist practitioner prescriber
politician senator deputy councillor ambassador diplomat commissioner ombudsman ombudswoman prosecutor solicitor barrister advocate notary magistrate sheriff constable detective inspector
commander colonel major sergeant pilot driver conductor stationmaster coxswain keeper ferryman boatman sailor skipper mate coastguard
engineer superintendent foreman supervisor boss chief head leader successor predecessor winner champion runner player partner
applicant candidate tenant neighbor resident citizen native settler immigrant refugee pilgrim tourist traveller passenger
panel jury tribunal assembly senate cabinet commission delegation syndicate union party bank insurer retailer wholesaler manufacturer brewery hospital clinic
crew monks navy inhabitants residents villagers townspeople settlers romans normans vikings
`);

/** True for a noun that names a person by what they are or do, or a body of persons. */
export function isRole(lower: string): boolean {
  if (ROLES.has(lower) || (lower.endsWith('s') && ROLES.has(lower.slice(0, -1)))) return true;
  return (
    lower.length > 6 &&
    /(?:woman|women|man|men|ologist|ologists|master|masters)$/.test(lower) &&
    !/(?:ment|specimen|regimen)s?$/.test(lower)
  );
}
