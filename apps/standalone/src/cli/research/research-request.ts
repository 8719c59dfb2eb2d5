import { resolve } from 'node:path';
import { dataDirectory } from '../arguments/data-directory.js';
import { integerOption } from '../arguments/integer-option.js';
import { parseArguments } from '../arguments/parse-arguments.js';
import { serverAddress } from '../arguments/server-address.js';
import type { CommandDeps } from '../command-deps.js';
import { CommandError } from '../command-error.js';
import { printable } from '../terminal/printable.js';
import { isUuid } from '../uuid.js';
import { checkedQuestion } from './checked-question.js';
import { RESEARCH_USAGE_LINE } from './research-usage.js';

const OPTIONS = {
  out: { type: 'string' },
  resume: { type: 'string' },
  list: { type: 'boolean' },
  server: { type: 'string' },
  data: { type: 'string' },
  token: { type: 'string' },
  'max-bytes': { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Which platform to talk to, and how to answer. */
export interface PlatformChoice {
  readonly dataDirectory: string;
  readonly server: string | undefined;
  readonly token: string | undefined;
  readonly json: boolean;
}

export interface NewRunRequest extends PlatformChoice {
  readonly kind: 'new';
  readonly question: string;
  readonly names: readonly string[];
  readonly maxBytes: number | undefined;
  readonly out: string | undefined;
}

export interface ResumeRequest extends PlatformChoice {
  readonly kind: 'resume';
  readonly workflowId: string;
  readonly out: string | undefined;
}

export interface ListRequest extends PlatformChoice {
  readonly kind: 'list';
}

export type ResearchRequest = { readonly kind: 'help' } | NewRunRequest | ResumeRequest | ListRequest;

/**
 * What the command line of `research` asks for. Paths among the options are made absolute.
 * @throws CommandError (exit code 2) when it does not make sense
 */
export function researchRequest(args: readonly string[], deps: Pick<CommandDeps, 'cwd' | 'env'>): ResearchRequest {
  const { values, positionals } = parseArguments(args, OPTIONS, RESEARCH_USAGE_LINE);
  if (values.help) {
    return { kind: 'help' };
  }
  const only = values.list ? '--list' : values.resume !== undefined ? '--resume' : undefined;
  const unfit = [
    ...(positionals.length > 0 ? ['a question or sources'] : []),
    ...(values['max-bytes'] !== undefined ? ['--max-bytes'] : []),
    ...(values.list && values.resume !== undefined ? ['--resume'] : []),
    ...(values.list && values.out !== undefined ? ['--out'] : []),
  ];
  if (only !== undefined && unfit.length > 0) {
    throw CommandError.badInput(`${only} cannot be combined with ${unfit.join(' and ')}.`, [RESEARCH_USAGE_LINE]);
  }
  if (values.out?.trim() === '') {
    throw CommandError.badInput('--out takes a folder; got an empty name.');
  }
  const choice: PlatformChoice = {
    dataDirectory: dataDirectory(deps, values.data),
    server: values.server === undefined ? undefined : serverAddress(values.server),
    token: checkedToken(values.token ?? deps.env['EDDA_TOKEN']),
    json: values.json ?? false,
  };
  if (values.list) {
    return { ...choice, kind: 'list' };
  }
  const out = values.out === undefined ? undefined : resolve(deps.cwd, values.out);
  if (values.resume !== undefined) {
    if (!isUuid(values.resume)) {
      throw CommandError.badInput(`"${printable(values.resume)}" is not the id of a run; --list shows the ids.`);
    }
    return { ...choice, kind: 'resume', workflowId: values.resume.toLowerCase(), out };
  }
  const [question, ...names] = positionals;
  const bytes = values['max-bytes'];
  const maxBytes = bytes === undefined ? undefined : integerOption('max-bytes', bytes, 1, Number.MAX_SAFE_INTEGER);
  return { ...choice, kind: 'new', question: checkedQuestion(question, names), names, maxBytes, out };
}

function checkedToken(token: string | undefined): string | undefined {
  if (token !== undefined && !/^[\x21-\x7e]*$/.test(token)) {
    throw CommandError.badInput('The access token holds characters that no token has (spaces, line ends, umlauts).');
  }
  return token === '' ? undefined : token;
}
