import fc from "fast-check";
import type { AlertKind } from "@/lib/model/alert";

/** What a run ends as, before anybody decides: `waits` for a file, `key` of the server changed, `quiet` read nothing new. */
type End = "ok" | "quiet" | "failed" | "waits" | "key" | "held" | "cancelled";

export type RunOp = {
  do: "run";
  isApply: boolean;
  end: End;
  /** Which of three rows have an error. */
  errors: string[];
  guard: string;
  loses: boolean;
};

/** Something that happens to a sync, or to who looks after its alerts. */
export type Op =
  | RunOp
  | { do: "approve"; works: boolean }
  | { do: "discard" | "undo" | "evaluate" | "killed" }
  | { do: "late" | "unreachable" | "host_key"; isOn: boolean; isWell: boolean };

const run = fc.record({
  do: fc.constant("run" as const),
  isApply: fc.oneof({ weight: 5, arbitrary: fc.constant(true) }, fc.constant(false)),
  end: fc.constantFrom<End>(
    "ok",
    "ok",
    "ok",
    "quiet",
    "failed",
    "failed",
    "waits",
    "key",
    "held",
    "held",
    "cancelled",
  ),
  errors: fc.subarray(["a", "b", "c"]),
  guard: fc.constantFrom("mass_update", "removals"),
  loses: fc.boolean(),
});

const condition = fc.record({
  do: fc.constantFrom("late" as const, "unreachable" as const, "host_key" as const),
  isOn: fc.boolean(),
  isWell: fc.boolean(),
});

export const anyOp: fc.Arbitrary<Op> = fc.oneof(
  { weight: 8, arbitrary: run },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("approve" as const), works: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom("discard" as const, "undo" as const) }) },
  { weight: 3, arbitrary: condition },
  {
    weight: 7,
    arbitrary: fc.record({
      do: fc.constantFrom("evaluate" as const, "evaluate" as const, "killed" as const),
    }),
  },
);

type Told = `${AlertKind} ${"raised" | "cleared"}`;

/**
 * What people should be told, by what is true of a sync: written from what is promised, not from how it is done. Whatever
 * recovers is told edge by edge; a plan and row errors only as they are when someone looks.
 */
export class Oracle {
  /** Things that are wrong now. */
  private wrong = new Set<AlertKind>();
  private edges: Told[] = [];
  private plan: { guard: string; loses: boolean; isTold: boolean } | null = null;
  private lastErrors = new Set<string>();
  private errors: "none" | "new" | "told" = "none";

  get isPending(): boolean {
    return this.plan !== null;
  }

  happen(op: Op): void {
    if (op.do === "run") this.run(op);
    if (op.do === "approve" && this.plan) {
      this.plan = null;
      // Nothing was fetched for it: that it works says nothing about the server.
      if (!op.works) this.breaks("failed");
    }
    if (op.do === "discard") this.plan = null;
    if (op.do === "late" || op.do === "unreachable" || op.do === "host_key") {
      if (op.isOn) this.breaks(op.do);
      else this.mends(op.do, op.isWell || op.do === "host_key");
    }
  }

  /** What a look tells, in any order. */
  look(): Told[] {
    const told: Told[] = [...this.edges];
    this.edges = [];
    if (this.plan && !this.plan.isTold) {
      this.plan.isTold = true;
      told.push("pending raised");
    }
    if (this.errors === "new") {
      this.errors = "told";
      told.push("row_errors raised");
    }
    return told.sort();
  }

  private run({ isApply, end, errors, guard, loses }: RunOp): void {
    if (end === "cancelled" || end === "waits") return;
    if (end === "key") this.breaks("host_key");
    if (end === "failed" && isApply) this.breaks("failed");
    if (end === "key" || end === "failed") return;
    this.works();
    const older = this.plan;
    // A run that has nothing newer to read leaves a plan as it is.
    if (end !== "quiet") this.plan = null;
    if (!isApply) return;
    if (end === "held") {
      const isSame = older?.guard === guard && !older.loses && !loses;
      this.plan = { guard, loses, isTold: isSame && older.isTold };
    }
    if (end !== "quiet") this.read(new Set(errors));
  }

  private read(errors: Set<string>): void {
    if (errors.size === 0) this.errors = "none";
    else if ([...errors].some((error) => !this.lastErrors.has(error))) this.errors = "new";
    this.lastErrors = errors;
  }

  private works(): void {
    this.mends("failed", true);
    this.mends("host_key", true);
  }

  private breaks(kind: AlertKind): void {
    if (!this.wrong.has(kind)) this.edges.push(`${kind} raised`);
    this.wrong.add(kind);
  }

  private mends(kind: AlertKind, isWell: boolean): void {
    if (this.wrong.delete(kind) && isWell) this.edges.push(`${kind} cleared`);
  }
}

type Message = {
  kind: AlertKind;
  transition: string;
  also: readonly AlertKind[];
  ends: readonly AlertKind[];
};

/** Messages as the single things that they tell. */
export function thingsTold(messages: readonly Message[]): Told[] {
  return messages
    .flatMap(({ kind, transition, also, ends }) => [
      `${kind} ${transition}` as Told,
      ...also.map((other): Told => `${other} raised`),
      ...ends.map((other): Told => `${other} cleared`),
    ])
    .sort();
}
