/**
 * Words that may answer a question about the first word of a line but do not ask for it: they are more general or have
 * other meanings ("found" may be answered by "start", "start" asks for more than founding). `asked: answers`, base forms.
 */
export const ONE_WAY_LINES = `
start: found establish
begin: found establish
create: found establish
set_up: found establish
found: set_up create
discover: find
store: put write lie live place
build: set_up
write: create
make: build
produce: grow
launch: leave depart
lower: below under less cheap
higher: above over more
use: put
contain: of
own: have
cause: from
avoid: without
prevent: without not never no nobody cannot
replace: new
die: victim
win: first
allow: only
forbid: not never
`;
