import { writeAudit } from "@/lib/audit/write-audit";
import type { WorkspaceCtx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { lockContact, selectContact, setContact } from "@/lib/workspaces/contact.store";
import type { ContactInput } from "@/lib/workspaces/schema";

/** Whom users of the portal ask about their data; empty where nobody is named. */
export async function getContact(ctx: WorkspaceCtx): Promise<string> {
  return ctx.db.run((tx) => selectContact(tx, ctx));
}

/** Sets whom users of the portal ask: an address, a link or a name. Throws `not_found`. */
export async function updateContact(ctx: WorkspaceCtx, { contact }: ContactInput): Promise<void> {
  await ctx.db.run(async (tx) => {
    const row = await lockContact(tx, ctx);
    if (!row) throw notFound("This workspace");
    if (row.contact === contact) return;
    await setContact(tx, ctx, contact);
    await writeAudit(tx, ctx, {
      action: "workspace.set_contact",
      targetKind: "workspace",
      targetId: ctx.workspaceId,
      targetLabel: row.name,
      detail: { contact: { from: row.contact, to: contact } },
    });
  });
}
