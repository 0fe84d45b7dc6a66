import type { PortalCtx } from "@/lib/context";
import { selectFields } from "@/lib/fields/store";
import { fullName } from "@/lib/format/person";
import { type FieldType, TEAMS_FIELD } from "@/lib/model/field";
import { selectContact, selectOwnTeams } from "@/lib/personal-data/own-profile.store";
import { ownedFieldIds } from "@/lib/users/owned-fields";
import { selectUserDetail } from "@/lib/users/store";
import { shownValue } from "@/lib/users/values";

/** One thing that is stored about the user. `byFile`: the file of their sync says so. `type`: of a profile field. */
export type OwnFact = { label: string; values: readonly string[]; byFile: boolean; type?: FieldType };

export type OwnProfile = {
  facts: OwnFact[];
  /** Whose files the data comes from, and when one last changed it; null for a user added manually. */
  sync: { name: string; lastSetAt: Date | null } | null;
  /** Whom to ask; empty where nobody is named. */
  contact: string;
};

/** What is stored about the user of the portal, in words, and where it comes from; null once they are gone. */
export async function getOwnProfile(ctx: PortalCtx): Promise<OwnProfile | null> {
  return ctx.db.run(async (tx) => {
    const user = await selectUserDetail(tx, ctx, ctx.user.id);
    if (!user) return null;
    const fields = await selectFields(tx, ctx);
    const sync = user.sync;
    const owned = new Set(sync ? ownedFieldIds(sync.headers, sync.mapping, fields) : []);
    const byFile = sync !== null;
    const own: OwnFact[] = [
      { label: "Name", values: [fullName(user.firstName, user.lastName)], byFile },
      { label: "E-mail", values: [user.email], byFile },
      { label: "Mobile", values: [user.mobile], byFile },
      ...fields.map((field) => {
        const values = shownValue(field, user.fields[field.id]);
        return { label: field.label, values, byFile: owned.has(field.id), type: field.type };
      }),
      { label: "Teams", values: await selectOwnTeams(tx, ctx), byFile: owned.has(TEAMS_FIELD) },
    ];
    const lastSetAt = user.lastRunAt === null ? null : new Date(user.lastRunAt);
    return {
      facts: own.map((fact) => ({ ...fact, values: fact.values.filter(Boolean) })),
      sync: sync && { name: sync.name, lastSetAt },
      contact: await selectContact(tx, ctx),
    };
  });
}
