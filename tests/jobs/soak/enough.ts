/** What a run of the soak has done so far. */
export type Done = {
  kills: Killed;
  /** Rounds that have come to their end, by kind of place. */
  rounds: Record<"night" | "upload" | "drop", number>;
  /** Files that failed on purpose, each of which is told by mail. */
  failures: number;
  keyed: number;
  repeated: number;
};

/** How often each machine was killed, and how: its process, all of it, with its disk; or it only hung. */
export type Killed = {
  byMachine: Map<string, number>;
  processes: number;
  machines: number;
  replaced: number;
  pauses: number;
  /** Of all these, how many came in the middle of its work. */
  atWork: number;
};

export function noKills(machines: readonly { name: string }[]): Killed {
  return {
    byMachine: new Map(machines.map(({ name }) => [name, 0])),
    ...{ processes: 0, machines: 0, replaced: 0, pauses: 0, atWork: 0 },
  };
}

/** A soak that did less than this proves nothing; a longer one has to do more. */
export function lacking({ kills, rounds, failures, keyed, repeated }: Done, seconds: number): string[] {
  const minutes = Math.floor(seconds / 60);
  const least: [what: string, done: number, atLeast: number][] = [
    ...[...kills.byMachine].map(([name, n]): [string, number, number] => [
      `ends of ${name}`,
      n,
      1 + minutes / 4,
    ]),
    ["killed processes", kills.processes, 1 + minutes * 2],
    ["killed machines", kills.machines, 1 + minutes],
    ["workers that hung", kills.pauses, 1 + minutes / 4],
    ["ends in the middle of work", kills.atWork, 3 + minutes * 3],
    ["machines that were replaced", kills.replaced, minutes / 4],
    ["nights", rounds.night, 4 + minutes * 5],
    ["uploads", rounds.upload, 2 + minutes * 3],
    ["drops", rounds.drop, 2 + minutes * 3],
    ["files that fail", failures, 1 + minutes / 4],
    ["requests with an idempotency key", keyed, 4 + minutes * 5],
    ["of them sent again", repeated, 1 + minutes],
  ];
  return least
    .filter(([, done, atLeast]) => done < Math.floor(atLeast))
    .map(([what, done, atLeast]) => `${what}: ${done}, not ${Math.floor(atLeast)}`);
}
