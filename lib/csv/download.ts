import { BYTE_ORDER_MARK, csvLines } from "@/lib/csv/csv";
import { slugFrom } from "@/lib/slug";

/** Lines of a file, some at a time. */
type Rows = AsyncIterable<readonly (readonly string[])[]>;

export type Download = { fileName: string; rows: Rows };

/** A file as a browser is to save it. Lines are made as fast as they are taken, and held no longer than that. */
export function csvResponse({ fileName, rows }: Download): Response {
  return new Response(csvStream(rows), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${fileName}"`,
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
    },
  });
}

/** `rollcall-employees-2026-05-03-issues.csv`: letters, digits and hyphens only, whatever the sync is called. */
export function fileNameOf({ syncName, at, what }: { syncName: string; at: Date; what: string }): string {
  return ["rollcall", slugFrom(syncName) || "sync", at.toISOString().slice(0, 10), `${what}.csv`].join("-");
}

function csvStream(rows: Rows): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const pages = rows[Symbol.asyncIterator]();
  let mark = BYTE_ORDER_MARK;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const page = await pages.next();
      if (page.done) return controller.close();
      controller.enqueue(encoder.encode(mark + csvLines(page.value)));
      mark = "";
    },
    async cancel() {
      await pages.return?.();
    },
  });
}

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
