/** The ID in the file out of `<Sync ID>#<ID>`: a Sync ID never has a `#`, an ID may. */
export function csvIdOf(externalId: string | null): string | null {
  return externalId === null ? null : externalId.slice(externalId.indexOf("#") + 1);
}
