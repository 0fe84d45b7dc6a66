/** The id in a page's address; null for what can't be one. */
export function readPageId(text: string): number | null {
  return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null;
}
