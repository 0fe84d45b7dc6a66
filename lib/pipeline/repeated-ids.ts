import { createReadStream } from "node:fs";
import { createSieve } from "@/lib/pipeline/hash/sieve";
import type { PlanInputs } from "@/lib/pipeline/plan-key";
import { readCsv } from "@/lib/pipeline/read/read-csv";
import { prepareMapping } from "@/lib/pipeline/validate/prepare-mapping";
import { validateRecord } from "@/lib/pipeline/validate/validate-record";

type Sieve = { take: ReturnType<typeof createSieve>["take"]; validate: (record: Parse) => string | null };
type Parse = Parameters<typeof validateRecord>[1];

/**
 * IDs that have more than one row that counts, and how many: a look through the whole file before it is read for good, so
 * that rows of one person can be merged without holding all people in memory.
 */
export async function countRepeatedIds(
  path: string,
  { read, mapping, fields, teams }: PlanInputs,
  signal: AbortSignal,
): Promise<Map<string, number>> {
  const once = new Set<string>();
  const repeated = new Map<string, number>();
  let sieve: Sieve | null = null;
  for await (const part of readCsv(createReadStream(path, { highWaterMark: 256 * 1024 }), read)) {
    signal.throwIfAborted();
    if (part.kind === "header") {
      const prepared = prepareMapping(part.header, mapping, fields, { teams });
      sieve = {
        take: createSieve(prepared).take,
        validate: (record) => {
          const item = validateRecord(prepared, record);
          return item.kind === "person" ? item.person.id : item.id;
        },
      };
    } else if (part.kind === "records") {
      for (const record of sieve?.take(part.records) ?? []) {
        const id = sieve?.validate(record) ?? null;
        if (id === null) continue;
        if (once.has(id)) repeated.set(id, (repeated.get(id) ?? 1) + 1);
        else once.add(id);
      }
    }
  }
  return repeated;
}
