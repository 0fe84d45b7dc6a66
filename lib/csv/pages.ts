/** Reads what is too much to hold page by page: each begins behind the last line of the one before. */
export async function* pages<T>(
  size: number,
  read: (after: T | null, limit: number) => Promise<readonly T[]>,
): AsyncGenerator<readonly T[]> {
  let after: T | null = null;
  for (;;) {
    const page: readonly T[] = await read(after, size);
    if (page.length > 0) yield page;
    after = page.at(-1) ?? null;
    if (page.length < size) return;
  }
}
