import type { Ctx, DropCtx } from "@/lib/context";
import { makeFolder } from "@/lib/drops/entries";
import { addDropKey } from "@/lib/drops/keys";
import { testDb } from "../db";
import { mintDrop, putFile } from "../drops";
import { systemCtx } from "../tenant";

export type DropThings = {
  dropId: string;
  /** A client that has signed in to the drop. */
  drop: DropCtx;
  dropFile: string;
  dropFolder: string;
  dropFileId: string;
  dropKeyId: string;
  dropSecretId: string;
};

const KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIE9SyYKyDx+wgrI9eyrXvsK1S8eU1wDCy1hLDVvxcgkV";

/** A drop with a file, a folder, a key and a token. */
export async function mintDropThings(ctx: Ctx, mark: string): Promise<DropThings> {
  const { id: dropId, drop } = await mintDrop(ctx, { name: `${mark} drop ${crypto.randomUUID()}` });
  // Without the mark: who asks for a name gets it back in the answer.
  const [dropFile, dropFolder] = [`people-${dropId}.csv`, `folder-${dropId}`];
  await putFile(drop, dropFile, mark);
  await makeFolder(drop, dropFolder);
  await addDropKey(systemCtx({ orgId: ctx.orgId }), { id: dropId, publicKey: `${KEY} ${mark}` });
  const { sql } = testDb();
  await sql`update drop_secrets set label = ${mark} where source_id = ${dropId}`;
  const [file] = await sql`select id from drop_files where source_id = ${dropId} and not is_folder`;
  const [key] = await sql`select id from drop_keys where source_id = ${dropId}`;
  const [secret] = await sql`select id from drop_secrets where source_id = ${dropId}`;
  return {
    ...{ dropId, drop, dropFile, dropFolder },
    ...{ dropFileId: file?.id, dropKeyId: key?.id, dropSecretId: secret?.id },
  };
}
