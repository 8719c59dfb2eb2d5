const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether the text is a UUID and nothing else, and so safe as a file name or a part of an address. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}
