import { randomUUID } from "node:crypto";
import { chmod, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { z } from "zod";
import { writeAudit } from "@/lib/audit/write-audit";
import type { Ctx } from "@/lib/context";
import { env } from "@/lib/env";
import type { Mail } from "@/lib/mail/mail";
import { mailDelivery } from "@/lib/mail/smtp";

/** Of an organization; older ones go. */
const KEPT_MAX = 200;

const keptMail = z.object({
  at: z.iso.datetime(),
  to: z.object({ name: z.string(), address: z.string() }),
  subject: z.string(),
  text: z.string(),
});

export type KeptMail = z.output<typeof keptMail> & { id: string };

/** E-mails to members about their accounts, for the operator of the server: no page shows them. */
export const ACCOUNT_MAILS = "accounts";

/**
 * Writes a mail into the folder of an organization, or that of `ACCOUNT_MAILS`, instead of sending it: for
 * installations without a mail server.
 */
export async function keepMail(owner: string, mail: Mail, at: Date): Promise<void> {
  const folder = folderOf(owner);
  await makeFolder(folder);
  const name = `${at.toISOString().replaceAll(/[:.]/g, "-")}-${randomUUID()}.json`;
  const draft = join(folder, `${name}.part`);
  await writeFile(draft, JSON.stringify({ at: at.toISOString(), ...mail }), { mode: 0o600 });
  await rename(draft, join(folder, name));
  for (const old of (await names(folder)).slice(KEPT_MAX)) await rm(join(folder, old), { force: true });
}

/** The organization's kept mails, newest first. */
export async function readKeptMails(orgId: string): Promise<KeptMail[]> {
  const folder = folderOf(orgId);
  const found = await Promise.all(
    (await names(folder)).map(async (name) => {
      const text = await readFile(join(folder, name), "utf8").catch(() => null);
      const mail = text === null ? null : keptMail.safeParse(parsed(text));
      return mail?.success ? [{ id: name, ...mail.data }] : [];
    }),
  );
  return found.flat();
}

/** Deletes kept mails of an organization from before `before`; gives how many. */
export async function forgetOldMails(orgId: string, before: Date): Promise<number> {
  return forgetMails(orgId, ({ at }) => new Date(at) < before);
}

/** Deletes all kept mails of an organization, drafts too. */
export async function forgetAllMails(orgId: string): Promise<void> {
  await rm(folderOf(orgId), { recursive: true, force: true });
}

/** Deletes the kept mails of an organization that `goes` holds for; gives how many. */
export async function forgetMails(orgId: string, goes: (mail: KeptMail) => boolean): Promise<number> {
  const gone = (await readKeptMails(orgId)).filter(goes);
  for (const { id } of gone) await rm(join(folderOf(orgId), id), { force: true });
  return gone.length;
}

/** Newest first: names begin with the time. */
async function names(folder: string): Promise<string[]> {
  return (await readdir(folder).catch(() => []))
    .filter((name) => name.endsWith(".json"))
    .sort()
    .reverse();
}

function folderOf(owner: string): string {
  if (owner !== ACCOUNT_MAILS && !/^[0-9a-f-]{36}$/.test(owner))
    throw new RangeError("This ID is not valid.");
  return join(resolve(env().ROLLCALL_DATA_DIR), "mails", owner);
}

/** Closed to other accounts of the machine: a kept link lets someone in. */
async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(dirname(folder), 0o700);
  await chmod(folder, 0o700);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * The organization's mails that were kept because there is no mail server, newest first; null when none are kept. That
 * someone read them is in the audit log: their links let in as a user.
 */
export async function listKeptMails(ctx: Ctx): Promise<KeptMail[] | null> {
  if (mailDelivery() !== "outbox") return null;
  const mails = await readKeptMails(ctx.orgId);
  if (mails.length > 0)
    await ctx.db.run((tx) =>
      writeAudit(tx, ctx, {
        action: "portal.read_outbox",
        targetKind: "portal",
        detail: { mails: mails.length },
      }),
    );
  return mails;
}
