const PLACES = ['Orlen', 'Tarva', 'Hollin', 'Merrow', 'Skarn', 'Velm', 'Brunn', 'Ister'];
const CAUSES = ['lightning struck the roof', 'a lamp fell into the straw', 'sparks came from the smithy'];

/** A question and the documents that answer it, drawn from a random number generator. */
export function assignment(random) {
  const place = random.pick(PLACES);
  const year = random.between(1700, 1900);
  const question = `Why did the mill at ${place} burn down?`;
  const texts = [
    `# The mill\n\nThe water mill at ${place} was built in ${year} by the miller Jonas Hald.\n\nThe mill at ${place} burned down in ${year + 70} because ${random.pick(CAUSES)}.\n`,
    `The stone bridge of ${place} is ${random.between(20, 90)} metres long. It was opened to traffic in ${year + 90}.\n`,
  ];
  return { question, texts };
}
