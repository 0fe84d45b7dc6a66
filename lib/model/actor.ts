/** Who is doing it. `label` is what histories show. */
export type Actor =
  | { kind: "member"; accountId: string; label: string }
  | { kind: "user"; userId: number; label: string }
  | { kind: "run"; runId: string; label: string }
  | { kind: "system"; label: string };
