import { wordSet } from './word-lines.js';

/** English words that carry no content of their own. */
export const STOP_WORDS = wordSet(`
a an the this that these those some any no every each either neither both all such own
i me my mine we us our ours you your yours he him his she her hers it its they them their theirs one oneself itself himself herself themselves myself yourself
who whom whose which what when where why how whether whatever whichever whoever whenever wherever
am is are was were be been being do does did doing done have has had having can could may might must shall should will would ought cannot
isn't aren't wasn't weren't don't doesn't didn't haven't hasn't hadn't can't couldn't won't wouldn't shouldn't mustn't
and or but nor so yet if then else than as because although though while whereas unless until till since once
of in on at by for with without within from to into onto upon over under above below between among through during before after about against across along around behind beside besides beyond near off out up down toward towards via per like unlike despite except
not only just also too very more most much many few less least little enough quite rather really even ever never still again already always often sometimes usually almost perhaps maybe
there here now thus hence therefore however moreover otherwise instead
please etc eg ie
yes s t d ll re ve m
`);

/** Content words so general that missing one says little about whether a sentence answers a question. */
export const LIGHT_WORDS = wordSet(`
give spend cause make use get take have go come put set do happen occur work need want try look seem become keep let mean exist involve provide contain include consist
thing way kind sort type manner method something anything someone anyone somebody anybody nothing everything people person man
number amount quantity value name part piece side world earth place time case point fact example matter item lot bit end
good bad big small new old other another same different certain several various main important possible able
one two first last next advance
specific particular actual current available general usual common typical total whole entire exact single
currently exactly actually usually typically normally generally possibly approximately roughly
main chief mainly known used located situated based
document documents text source sources project system
`);

/** Adjectives and adverbs that grade or point rather than tell one thing from another. */
export const SOFT_MODIFIERS = wordSet(`
big large small great little long short high low tall new old young good bad best better worse worst early late main chief major minor important
possible necessary available current actual normal usual typical common general default standard maximum minimum max min average largest smallest biggest highest lowest greatest longest shortest fastest oldest youngest newest
own same other different many several few certain various whole entire full complete total
first last next previous final initial original
famous known well-known official annual yearly daily weekly monthly own single
whole running live own exact real true right correct proper
`);
