import { wordSet } from './word-lines.js';

/** Frequent words of German, French, Spanish, Italian, Dutch and Portuguese that carry no content. */
export const FOREIGN_STOP_WORDS = wordSet(`
der die das den dem des ein eine einen einem einer und oder ist sind war waren wird werden wurde wurden hat haben hatte kann können wer was wann wo warum wie welche welcher welches wieviel viele viel hoch nicht mit von zu im auf für bei aus nach über unter um sich es er sie wir ihr man
le la les un une des du de et ou est sont était étaient sera a ont avait peut qui que quoi quand où pourquoi comment quel quelle quels quelles combien ne pas avec dans sur pour par en il elle ils elles nous vous on ce cette ces se son sa ses leur
el los las unos unas y o es son fue fueron era ha han puede quién qué cuándo dónde por cómo cuál cuáles cuánto cuántos no con del al su sus lo se para
il lo gli i un uno una e è sono fu furono ha hanno può chi che cosa quando dove perché come quale quali quanto quanti non con di da nel della dei si suo sua per
de het een en of is zijn was waren wordt werd heeft hebben kan wie wat wanneer waar waarom hoe welke hoeveel niet met van te op voor bij uit naar over
o os as um uma e ou é são foi foram tem pode quem que quando onde como qual quais quanto não com do da no na dos das seu sua para
`);
