/** A kind of risk, how heavy it is, and the words that speak of it. */
export interface RiskCategory {
  readonly name: string;
  /** 0 to 1. */
  readonly weight: number;
  readonly pattern: RegExp;
}

/** Changes whenever a word or a weight does: scores of different methods do not compare. */
export const RISK_METHOD = 'risk-terms/1';

/** The language the words are of. */
export const RISK_LANGUAGE = 'en';

/** Whole English words, in their forms. Weights are a convention: how much one text that says so should count. */
export const RISK_CATEGORIES: readonly RiskCategory[] = [
  category('terrorism', 0.95, ['terroris(?:m|t|ts)', 'extremis(?:m|t|ts)']),
  category('sanctions', 0.9, ['sanction(?:s|ed)?', 'embargo(?:es|ed)?', 'blacklist(?:s|ed)?']),
  category('money laundering', 0.9, ['money[ -]launder(?:ing|er|ers)', 'launder(?:s|ed|ing)']),
  category('corruption', 0.8, ['brib(?:e|es|ed|ing|ery)', 'corrupt(?:ion)?', 'kickbacks?']),
  category('fraud', 0.8, [
    'fraud(?:s|ulent|ulently)?',
    'forg(?:ed|ery|eries)',
    'embezzl(?:e|es|ed|ing|ement)',
    'swindl(?:e|es|ed|ing|er|ers)',
  ]),
  category('smuggling', 0.8, ['smuggl(?:e|es|ed|ing|er|ers)', 'traffick(?:ed|ing|er|ers)', 'contraband']),
  category('crime', 0.7, [
    'convict(?:ed|ion|ions)',
    'indict(?:ed|ment|ments)',
    'arrest(?:s|ed)?',
    'guilty',
    'crim(?:e|es|inal|inals)',
  ]),
  category('violence', 0.7, ['murder(?:s|ed|er)?', 'assault(?:s|ed)?', 'threaten(?:s|ed|ing)']),
  category('security breach', 0.5, ['malware', 'ransomware', 'data breach(?:es)?', 'hack(?:ed|ing)']),
  category('insolvency', 0.4, ['bankrupt(?:cy|cies)?', 'insolven(?:t|cy|cies)', 'liquidat(?:ed|ion)']),
  category('litigation', 0.3, ['lawsuits?', 'sued', 'suing', 'litigation', 'fined']),
];

/** Between such a word and a word of risk at most four others may stand: the sentence then denies it. */
export const DENIAL =
  /(?<![\p{L}\p{N}])(?:no|not|never|without|neither|nor|denie[sd]|den(?:y|ying)|acquitted|cleared|\p{L}+n['’]t)(?:\s+[\p{L}\p{N}'’-]+){0,4}\s+$/iu;

function category(name: string, weight: number, words: readonly string[]): RiskCategory {
  return { name, weight, pattern: new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.join('|')})(?![\\p{L}\\p{N}])`, 'giu') };
}
