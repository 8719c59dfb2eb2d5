import { isBaseVerb, isFiniteVerb, isParticiple } from '../language/verb-forms.js';
import { afterBe } from './find-predicate.js';
import { isAuxiliary } from './auxiliaries.js';
import type { TaggedWord } from './tagged-word.js';

const ASPECT_VERB =
  /^(?:start|starts|started|begin|begins|began|stop|stops|stopped|continue|continues|continued|try|tries|tried|manage|manages|tend|tends|happen|happens|seem|seems|want|wants|plan|plans|have|has|need|needs)$/;
const KNOWING = /^(?:tell|know|see|check|recognise|recognize|find|notice|say)$/;
const META_VERB =
  /^(?:prevent|prevents|prevented|keep|keeps|kept|stop|stops|stopped|protect|protects|protected|save|saves|saved|hinder|hinders|caused?|causes)$/;

/**
 * "keep a message from being lost" asks about losing, "make sure that no event is skipped" about skipping, "start to
 * work" about working: the verb behind such a frame is the predicate.
 */
export function behindFrame(body: readonly TaggedWord[], predicate: number, kind: string): number {
  const verb = body[predicate]?.lower ?? '';
  const next = body[predicate + 1];
  if (ASPECT_VERB.test(verb) && next !== undefined) {
    const inner = next.lower === 'to' ? predicate + 2 : predicate + 1;
    const word = body[inner];
    if (
      word !== undefined &&
      word.wordClass !== 'function' &&
      (next.lower === 'to' ? isBaseVerb(word.lower) : /ing$/.test(word.lower) && isParticiple(word.lower))
    )
      return inner;
  }
  if (KNOWING.test(verb)) {
    const that = body.findIndex((word, index) => index > predicate && /^(?:that|if|whether|when)$/.test(word.lower));
    const inner =
      that < 0
        ? -1
        : afterBe(
            body,
            body.findIndex((word, index) => index > that && isAuxiliary(word.lower)),
          );
    if (inner > that && that >= 0) return inner;
    const finite = body.findIndex(
      (word, index) => that >= 0 && index > that + 1 && word.wordClass !== 'function' && isFiniteVerb(word.lower),
    );
    if (finite >= 0) return finite;
  }
  const to =
    body[predicate + 1]?.lower === 'to' && body.slice(0, predicate).some((word) => word.lower === 'it')
      ? body[predicate + 2]
      : undefined;
  if (to !== undefined && body[predicate]?.wordClass !== 'verb' && (to.wordClass === 'verb' || isBaseVerb(to.lower)))
    return predicate + 2;
  const sure =
    body[predicate]?.lower === 'sure' ||
    (verb === 'make' && next?.lower === 'sure') ||
    /^(?:ensure|guarantee)s?$/.test(verb);
  if (sure) {
    const that = body.findIndex((word, index) => index > predicate && word.lower === 'that');
    const clause = that < 0 ? body.slice(predicate + 2) : body.slice(that + 1);
    const offset = body.length - clause.length;
    const be = clause.findIndex((word) => isAuxiliary(word.lower));
    const at = clause.findIndex(
      (word, index) =>
        index > be &&
        word.wordClass !== 'function' &&
        (isParticiple(word.lower) || isBaseVerb(word.lower) || (be < 0 && isFiniteVerb(word.lower) && index > 0)),
    );
    if (at >= 0) return offset + at;
  }
  if (!META_VERB.test(verb)) return predicate;
  const from = body.findIndex((word, index) => index > predicate && word.lower === 'from');
  const inner = body.findIndex((word, index) => index > from && word.wordClass !== 'function');
  if (from >= 0 && isParticiple(body[inner]?.lower ?? '')) return inner;
  return kind === 'reason' && /^(?:caused?|causes)$/.test(verb) ? -1 : predicate;
}

/** True for a verb that frames another one: "keep ... from", "prevent". */
export function isFrameVerb(lower: string): boolean {
  return META_VERB.test(lower);
}
