/** The commonest words of a language, which make no keyword, by ISO 639-1 code. */
const LISTS: Readonly<Record<string, string>> = {
  en:
    'a about above after again against all also although always am among an and another any are aren as at be became because become been ' +
    'before being below between both but by came can cannot come could did do does doing done down during each either else ' +
    'etc even ever every example few first for from further get gets give given go goes going got had has have having he her here ' +
    'hers him his how however i if in instead into is it its itself just last least less let like likely made make makes many may ' +
    'me might more most much must my need needs neither never new next no nor not nothing now of off often on once one only onto or ' +
    'other others our out over own per perhaps please put rather same say see seen set several shall she should since so some ' +
    'something still such take than that the their them then there therefore these they thing things this those though ' +
    'through thus to together too two under unless until up upon us use used uses using via very want was way we well were what ' +
    'when where whether which while who whole whom whose why will with within without won would yes yet you your yours',
  de:
    'ab aber alle allem allen aller alles als also am an andere anderen anderer anderes auch auf aus bei beim bereits bis bzw da dabei ' +
    'dadurch dafür damit dann daran darauf daraus das dass dazu dein dem den denn der deren des dessen die dies diese diesem diesen ' +
    'dieser dieses doch dort du durch ein eine einem einen einer eines einige er erst es etwa etwas euch für gegen hat hatte haben hier ' +
    'hin hinter ich ihm ihn ihr ihre ihrem ihren ihrer im immer in indem ist ja jede jedem jeden jeder jedes jedoch kann kein keine ' +
    'können man mehr mein mit muss müssen nach neben nicht nichts noch nun nur ob oder ohne schon sehr sein seine seinem seinen seiner ' +
    'sich sie sind so sodass solche soll sollen sondern sowie über um und uns unser unter viel vom von vor war waren was weil ' +
    'welche welcher wenn wer werden wie wieder wir wird wo wurde wurden zu zum zur zwei zwischen',
  fr:
    'a afin ai ainsi alors après au aucun aussi autre autres aux avant avec avoir bien car ce ceci cela celle celui ces cet cette ceux chaque ' +
    'chez comme comment d dans de depuis des deux doit donc dont du elle elles en encore entre est et été être eux fait faire fois ' +
    'il ils j je jusqu l la le les leur leurs lors lorsque lui m ma mais même mes moins mon n ne ni non nos notre nous on ont ou où par ' +
    'parce pas pendant peu peut peuvent plus pour pourquoi puis qu quand que quel quelle quelques qui s sa sans se selon sera ses si ' +
    'sinon soit son sont sous sur t ta tandis tel telle tes ton tous tout toute toutes très tu un une vers votre vous y',
  es:
    'a al algo algunos ante antes así aunque bajo bien cada como con contra cual cuando cuya de debe del desde después donde dos durante e el él ' +
    'ella ellas ellos en entre era es esa ese eso esta está estas este esto estos fue ha hacia han hasta hay la las le les lo los ' +
    'más me mediante mi mientras mismo muy nada ni no nos nosotros o otra otras otro otros para pero poco por porque pues puede pueden que ' +
    'qué quien se según ser será si sí siempre sido sin sobre solo son su sus también tanto te tiene todas todo todos tras tu un una ' +
    'unas uno unos usted ya y yo',
  it:
    'a ad agli ai al alla alle allo altri altro anche ancora avere c che chi ci ciò coi col come con contro cui da dagli dai dal dalla dalle ' +
    'degli dei del della delle dello dentro di dopo dove due e è ed era essere fa fino fra gli ha hanno i il in io l la le lei lo loro ' +
    'lui ma me mentre mi molto ne negli nei nel nella nelle nello no noi non nostro o ogni ossia per perché però più poi può prima ' +
    'proprio qualche quale quando quanto quella quelle quello questa queste questi questo qui se sei si sia siamo sono sopra sotto ' +
    'stata stato su sua sue sui sul sulla suo suoi tra tutti tutto un una uno vi',
  nl:
    'aan al alle alleen als altijd andere ben bij daar dan dat de deze die dit doen door dus een eens en er ge geen gewoon haar had heb ' +
    'hebben heeft hem het hier hij hoe hun iemand iets ik in is ja je kan kunnen maar me meer men met mij mijn moet moeten na naar ' +
    'niet niets nog nu of om omdat onder ons ook op over reeds te tegen toch toen tot u uit uw van veel voor want waren was wat ' +
    'we wel werd wie wij worden wordt zal ze zelf zich zij zijn zo zonder zou',
  pt:
    'a à ao aos apenas as às assim até cada com como contra da das de dela dele deles depois desde deve do dois dos e é ela elas ele eles em ' +
    'enquanto entre era essa esse esta está este eu foi foram há isso isto já la lhe mais mas me mesmo meu muito na nas não nem no nos ' +
    'nós o onde os ou outra outras outro outros para pela pelas pelo pelos por porque pode podem qual quando que quem são se seja sem ' +
    'ser será seu seus só sobre sua suas também te tem têm ter toda todas todo todos tu um uma umas uns você vos',
};

const SETS = new Map<string, ReadonlySet<string>>();

/** The stop words of a language, or undefined when there is no list for it. */
export function stopWords(language: string): ReadonlySet<string> | undefined {
  const list = LISTS[language];
  if (list === undefined) return undefined;
  const words = SETS.get(language) ?? new Set(list.split(' '));
  SETS.set(language, words);
  return words;
}
