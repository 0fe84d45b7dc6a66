/** The ID in the file out of `<Sync ID>#<ID>`: a Sync ID never has a `#`, an ID may. */
export function csvIdOf(externalId: string | null): string | null {
  return externalId === null ? null : externalId.slice(externalId.indexOf("#") + 1);
}

/** The id of a user in an address; null for text that is none. */
export function readUserId(text: string): number | null {
  return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null;
}
