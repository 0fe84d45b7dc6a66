import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import {
  type OwnId,
  type Person,
  selectOthersEmails,
  selectOwnIds,
  selectStates,
} from "@/lib/personal-data/known.store";
import { type Traces, tracesOf } from "@/lib/personal-data/traces";

export type KnownPerson = {
  person: Person;
  /** Addresses in lower case, without those that another user has by now. */
  emails: string[];
  ids: OwnId[];
  traces: Traces;
};

const TEXT_CHARS_MIN = 3;

/** Everything that a person goes, or went, by in the workspace. */
export async function findKnown(tx: Tx, ctx: WorkspaceCtx, person: Person): Promise<KnownPerson> {
  const states = await selectStates(tx, ctx, person);
  const ids = await selectOwnIds(tx, ctx, person);
  const all = unique([person.email, ...states.map(({ email }) => email)].map((email) => email.toLowerCase()));
  const others = new Set(await selectOthersEmails(tx, ctx, { userId: person.userId, emails: all }));
  const emails = all.filter((email) => !others.has(email));
  const texts = states.flatMap(({ fields }) =>
    Object.values(fields).filter((value) => typeof value === "string" && value.length >= TEXT_CHARS_MIN),
  );
  const traces = tracesOf({
    emails,
    ids: unique(ids.map(({ csvId }) => csvId)),
    names: states.map(({ firstName, lastName }) => ({ firstName, lastName })),
    mobiles: unique(states.map(({ mobile }) => mobile)),
    texts: unique(texts.map(String)),
  });
  return { person, emails, ids, traces };
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts.filter(Boolean))];
}
