import { wordSet } from '../language/word-lines.js';

const ROLES = wordSet(`
company firm council committee board team group association society trust charity government ministry department authority agency university institute
police army navy crown church parish borough county state city parliament court bank insurer employer employee manager officer staff owner tenant
king queen duke prince princess emperor pope bishop abbot abbess monk monks nun priest vicar knight lord lady
man woman men women boy girl child children people person parent parents mother father brother sister son daughter wife husband widow uncle aunt
friend neighbour colleague member members visitor guest volunteer volunteers expert scholar scientist scientists researcher researchers
engineer architect builder mason carpenter smith painter author writer poet doctor nurse surgeon chemist physicist zoologist geologist naturalist
teacher student pupil lawyer judge mayor minister president chairman chair treasurer secretary clerk captain admiral general soldier sailor fisherman merchant dealer
farmer baker miller brewer draper landlord landowner shareholder shareholders user users client clients customer customers maintainer maintainers developer developers
administrator operator provider supplier manufacturer producer worker workers community public nobody somebody everybody anyone everyone whoever
crew monks navy inhabitants residents villagers townspeople settlers romans normans vikings
`);
const NOT_ROLES = wordSet(`
water paper number order other after under over never ever river tower power letter matter winter summer center centre paper copper silver butter
corner border cover weather feather leather computer printer server folder header counter container computer router buffer pointer parameter metre meter litre
former later latter upper lower inner outer better greater larger smaller higher further together either whether rather however moreover
october november december september door floor motor factor sector error mirror colour color harbour flavour labour vapour humour tumour doctor's major minor prior superior
list exist consist insist resist assist mist twist fist dinner supper ladder timer layer trigger register character chapter quarter master cluster filter finger shoulder
committee's coffee fee tree three free degree see knee settlement offer suffer differ refer prefer enter deliver discover recover consider remember
`);

/** True for a noun that names a person by what they are or do, or a body of persons. */
export function isRole(lower: string): boolean {
  if (NOT_ROLES.has(lower)) return false;
  return ROLES.has(lower) || (lower.length > 5 && /(?:er|or|ist|ian|ers|ors|ists|ians|woman|women|man|men|master)$/.test(lower) && !/(?:ment|sion|ever|ther|neither)s?$/.test(lower));
}
