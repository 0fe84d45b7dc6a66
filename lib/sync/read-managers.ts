import { createReadStream } from "node:fs";
import type { ManagersFile, RunFile } from "@/drizzle/schema/runs";
import { inManagersFile } from "@/lib/sync/blocked";
import type { PlanInputs } from "@/lib/sync/plan-key";
import { readCsv } from "@/lib/sync/read/read-csv";
import type { Issue, ReadSettings, SourceIdentity } from "@/lib/sync/types";
import type { Additions } from "@/lib/sync/validate/additions";
import { collectManagers } from "@/lib/sync/validate/managers/collect-managers";
import { readManager } from "@/lib/sync/validate/managers/managers-row";
import { type PreparedManagers, prepareManagers } from "@/lib/sync/validate/managers/prepare-managers";
import type { Leads } from "@/lib/sync/validate/prepare-mapping";

/** The file of managers on this machine, and what it is. */
export type ManagersOrder = { file: string; source: SourceIdentity; read: ReadSettings };

type Around = {
  inputs: PlanInputs;
  additions: Additions;
  /** Gives ids to what the columns of a header may add. */
  supply: () => Promise<void>;
  addIssues: (issues: readonly Issue[]) => Promise<void>;
  signal: AbortSignal;
};

export type Managers = {
  told: ManagersFile;
  leads: Leads;
  isThere: (id: string) => void;
  /** To be asked at the end of the employees file. */
  strangers: () => Issue[];
  /** Rows whose ID can't be read: nobody loses a team for not being named. */
  unreadable: number;
};

const SAMPLE_ROWS = 5;

/**
 * The side corridor of a run: takes the file of managers through read and validate, whole, before the employees file is
 * begun. Throws `file_blocked`, naming the file, when it can't be used.
 */
export async function readManagers(order: ManagersOrder, around: Around): Promise<Managers> {
  try {
    return await readInto(order, around);
  } catch (error) {
    throw inManagersFile(error);
  }
}

async function readInto(
  { file: path, source, read }: ManagersOrder,
  { inputs, additions, supply, addIssues, signal }: Around,
): Promise<Managers> {
  const file: RunFile = { headers: [], sample: [] };
  const managers = collectManagers(inputs.mode);
  let prepared: PreparedManagers | null = null;
  let rows = 0;
  for await (const part of readCsv(createReadStream(path, { highWaterMark: 256 * 1024 }), read)) {
    signal.throwIfAborted();
    if (part.kind === "header") {
      file.headers = [...part.header];
      prepared = prepareManagers(part.header, inputs.mapping.managers, { teams: inputs.teams, additions });
      await supply();
      await addIssues(ofManagers(prepared.warnings));
      continue;
    }
    if (!prepared) continue;
    const ready = prepared;
    for (const { cells } of part.records) if (file.sample.length < SAMPLE_ROWS) file.sample.push([...cells]);
    await addIssues(ofManagers(part.records.flatMap((record) => managers.take(readManager(ready, record)))));
    rows += part.records.length;
  }
  await addIssues(ofManagers(managers.closed()));
  return {
    told: { source, file, rows },
    leads: managers.leads,
    isThere: managers.isThere,
    strangers: () => ofManagers(managers.strangers()),
    unreadable: managers.unreadable(),
  };
}

function ofManagers(issues: readonly Issue[]): Issue[] {
  return issues.map((issue) => ({ ...issue, file: "managers" }));
}
