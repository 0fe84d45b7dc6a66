/** The id of a user in an address; null for text that is none. */
export function readUserId(text: string): number | null {
  return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null;
}
