/** What a generator cannot do: its message is all that is shown, and nothing has been written. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}
