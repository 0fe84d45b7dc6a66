import { z } from "zod";
import type { Ctx } from "@/lib/context";
import { selectKeys, selectSecrets } from "@/lib/drops/credentials.store";
import { selectFiles, selectReaders, selectState } from "@/lib/drops/received.store";
import type { DropFileView, DropKeyView, DropRunView, DropSecretView } from "@/lib/drops/views";

/** The newest files that a page shows. */
const FILES_MAX = 200;

export type DropView = {
  keys: DropKeyView[];
  /** Passwords and tokens, those that do not count any more as well. */
  secrets: DropSecretView[];
  files: DropFileView[];
};

/** Everything that the page of a drop shows beside its settings; empty for what is no drop of the organization. */
export async function getDropView(ctx: Ctx, id: string): Promise<DropView> {
  if (!z.uuid().safeParse(id).success) return { keys: [], secrets: [], files: [] };
  return ctx.db.run(async (tx) => {
    const keys = await selectKeys(tx, ctx, id);
    const secrets = await selectSecrets(tx, ctx, id);
    const rows = await selectFiles(tx, ctx, id, FILES_MAX);
    const readers = await selectReaders(tx, ctx, id);
    const readersOf = (file: string): DropRunView[] =>
      readers
        .filter(({ users, managers }) => users === file || managers === file)
        .map(({ users: _users, managers: _managers, ...run }) => run);
    const files = rows.map(({ completedAt, createdAt, ...row }) => ({
      ...row,
      receivedAt: completedAt ?? createdAt,
      runs: completedAt === null ? [] : readersOf(`${row.sha256} ${completedAt.toISOString()}`),
    }));
    return { keys, secrets, files };
  });
}

/** How many keys, passwords and tokens let someone in, and how many files ever came whole; null where there is no such drop. */
export async function findDropState(
  ctx: Ctx,
  id: string,
): Promise<{ credentials: number; received: number } | null> {
  if (!z.uuid().safeParse(id).success) return null;
  return ctx.db.run((tx) => selectState(tx, ctx, id));
}
