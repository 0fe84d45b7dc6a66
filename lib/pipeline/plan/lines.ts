import type { Change } from "@/lib/model/plan";
import type { AddressOwner, CurrentUser, Person, UserValues } from "@/lib/model/user";
import { hexOf } from "@/lib/pipeline/hash/fingerprint-hex";
import type { Candidate, Looked, Same } from "@/lib/pipeline/plan/planner";
import { mergePerson } from "@/lib/values/merge";

/** Somebody whom a close look found to be as the row says, told by the row's fingerprint from now on. */
export function sameAs({ person, userId }: Candidate, { users }: Looked): Same[] {
  const current = userId === null ? undefined : users.get(userId);
  return current
    ? [{ userId: current.userId, version: current.version, fingerprint: hexOf(person.fingerprint) }]
    : [];
}

/** A user added by hand whom the sync takes over. */
export function adopt(person: Person, owner: AddressOwner): Change {
  return change("relink", person, owner, mergePerson(person, owner.values), null);
}

/** The line of a plan that makes `current`, or somebody new, what the row says. */
export function change(
  kind: Change["kind"],
  person: Person,
  current: CurrentUser | null,
  after: UserValues,
  dependsOn: string | null,
): Change {
  return {
    kind,
    userId: current?.userId ?? null,
    baseVersion: current?.version ?? null,
    csvId: person.id,
    row: person.row,
    line: person.line,
    before: current?.values ?? null,
    after,
    fingerprint: hexOf(person.fingerprint),
    dependsOn,
  };
}
