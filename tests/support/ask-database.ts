import { join } from "node:path";
import postgres from "postgres";
import { openState, ownerUrl } from "@/lib/runtime/postgres/state";

/** The rows of a statement, asked of the embedded database of a running installation as its owner. */
export async function askDatabase<T extends postgres.Row>(dataDir: string, question: string): Promise<T[]> {
  const { port, ownerPassword: password } = await openState(join(dataDir, "postgres"));
  const sql = postgres(ownerUrl({ port: port ?? 0, password }, "rollcall"), { max: 1, onnotice: () => {} });
  try {
    return await sql.unsafe<T[]>(question);
  } finally {
    await sql.end({ timeout: 1 });
  }
}
