import { createHash } from "node:crypto";
import type { Issue, Validated } from "@/lib/model/issue";
import type { Change, FormerUser } from "@/lib/model/plan";
import type { RunMode } from "@/lib/model/run";
import type { AddressOwner, Fingerprint, KnownUsers, Person, UserValues } from "@/lib/model/user";
import { createPlanner } from "@/lib/pipeline/plan/planner";

export type Row = { id: string; email: string; firstName?: string; lastName?: string };

export type Entry = {
  userId: number;
  version: number;
  csvId: string | null;
  origin: AddressOwner["origin"];
  protected: boolean;
  removed: boolean;
  removedAt: string;
  /** Of a user of another sync. */
  syncId: string | null;
  fingerprint: Fingerprint | null;
  values: UserValues;
};

export type Directory = Entry[];

let nextUserId = 1;

export function person(row: Row, at: number): Person {
  const { id, email, firstName = "", lastName = "" } = row;
  const hash = createHash("md5")
    .update(JSON.stringify([id, email, firstName, lastName]))
    .digest();
  const word = (at: number) => hash.readInt32BE(at * 4);
  const fingerprint: Fingerprint = [word(0), word(1), word(2), word(3)];
  return {
    row: at,
    line: at,
    id,
    email,
    emailKey: email.toLowerCase(),
    firstName,
    lastName,
    mobile: "",
    fields: {},
    fingerprint,
  };
}

/** A user as an earlier run of this sync has left it. */
export function owned(row: Row, more: Partial<Entry> = {}): Entry {
  const { email, firstName, lastName, mobile, fields, fingerprint } = person(row, 0);
  const values = {
    email,
    fields,
    firstName: firstName ?? "",
    lastName: lastName ?? "",
    mobile: mobile ?? "",
  };
  return {
    userId: nextUserId++,
    version: 1,
    csvId: row.id,
    origin: "this_sync",
    protected: false,
    removed: false,
    removedAt: "2026-11-25T02:00:00.000Z",
    syncId: null,
    fingerprint,
    values,
    ...more,
  };
}

function knownOf(own: readonly Entry[]): KnownUsers {
  return {
    csvIds: own.map((entry) => entry.csvId ?? ""),
    userIds: Float64Array.from(own, (entry) => entry.userId),
    versions: Int32Array.from(own, (entry) => entry.version),
    prints: Int32Array.from(own.flatMap((entry) => [...(entry.fingerprint ?? [0, 0, 0, 0])])),
    removed: Uint8Array.from(own, (entry) => Number(entry.removed)),
    protected: Uint8Array.from(own, (entry) => Number(entry.protected)),
  };
}

type Options = {
  mode?: RunMode;
  adoption?: "skip" | "link";
  reKey?: boolean;
  takesOver?: Readonly<Record<string, number>>;
};

/** Runs the plan room over a directory in memory, with every row in one batch. */
export function planOf(directory: Directory, rows: readonly (Row | Validated)[], options: Options = {}) {
  const planner = createPlanner({ mode: "complete", adoption: "skip", reKey: false, ...options });
  for (const entry of directory) {
    if (entry.origin === "this_sync" && entry.csvId) planner.addKnown(knownOf([entry]));
  }
  const validated = rows.map(
    (row, at): Validated =>
      "kind" in row ? row : { kind: "person", person: person(row, at + 2), issues: [] },
  );
  const taken = planner.classify(validated);
  const owners = new Map(
    directory
      .filter((entry) => !entry.removed)
      .map((entry) => [
        entry.values.email.toLowerCase(),
        { ...entry, emailKey: entry.values.email.toLowerCase() },
      ]),
  );
  const settled = planner.resolve(taken.candidates, {
    users: new Map(directory.map((entry) => [entry.userId, entry])),
    owners,
    formers: new Map(
      taken.candidates.map(({ person }) => [person.id, formersOf(directory, person.emailKey, person)]),
    ),
  });
  const kept = planner.keepMentioned(taken.mentioned, owners);
  const end = planner.finish();
  const matches = new Map(end.matches.map((match) => [match.csvId, match]));
  const changes: Change[] = settled.changes
    .filter((change) => !end.retracted.has(change.csvId))
    .map((change) => {
      const matched = matches.get(change.csvId);
      const match = matched?.instead ?? change.match;
      if (!matched || !match) return { ...change, match: null };
      const { userId, version: baseVersion, before, asSame: after } = match;
      if (!matched.isSame) return { ...change, match };
      return {
        ...change,
        match,
        kind: matched.isMissing ? "relink" : "restore",
        userId,
        baseVersion,
        before,
        after,
      };
    });
  const issues: Issue[] = [...taken.issues, ...settled.issues, ...kept, ...end.issues];
  return { changes, issues, end, told: summary(changes, end.removals) };
}

/** As the database finds them: by address, or by both names. */
function formersOf(directory: Directory, emailKey: string, { firstName, lastName }: Person): FormerUser[] {
  const isNamed = (values: UserValues) =>
    !!firstName && !!lastName && values.firstName === firstName && values.lastName === lastName;
  return directory
    .filter(({ removed, values }) => removed && (values.email.toLowerCase() === emailKey || isNamed(values)))
    .map(({ csvId, ...entry }) => ({ ...entry, csvId: csvId ?? "" }));
}

function summary(changes: readonly Change[], removals: readonly { csvId: string }[]): string[] {
  return [
    ...changes.map((change) => `${change.kind} ${change.csvId}`),
    ...removals.map((removal) => `remove ${removal.csvId}`),
  ].sort();
}
