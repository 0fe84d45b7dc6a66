import { createReadStream } from "node:fs";
import type { ManagersFile, RunFile } from "@/drizzle/schema/runs";
import { plural } from "@/lib/format/plural";
import type { CsvRecord, ReadSettings, SourceIdentity } from "@/lib/model/file";
import type { Issue } from "@/lib/model/issue";
import { inManagersFile } from "@/lib/pipeline/blocked";
import { isReadable, withHeaderFound } from "@/lib/pipeline/find-header";
import { footerNotes, leftOutNotes } from "@/lib/pipeline/left-out-rows";
import type { PlanInputs } from "@/lib/pipeline/plan-key";
import { readCsv } from "@/lib/pipeline/read/read-csv";
import { NO_ROWS } from "@/lib/pipeline/row-list";
import { type Additions, openAdditions } from "@/lib/pipeline/validate/additions";
import { collectManagers } from "@/lib/pipeline/validate/managers/collect-managers";
import { readManager } from "@/lib/pipeline/validate/managers/managers-row";
import { type PreparedManagers, prepareManagers } from "@/lib/pipeline/validate/managers/prepare-managers";
import type { Leads } from "@/lib/pipeline/validate/prepared";
import { shown } from "@/lib/values/text";

/** The file of managers on this machine, and what it is. */
export type ManagersInput = { file: string; source: SourceIdentity; read: ReadSettings };

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
  /** Why it isn't certain who all of them are; null when it is. To be asked at the end of the employees file. */
  doubt: () => string | null;
  /** What a person should know of the file. */
  notes: string[];
};

const SAMPLE_ROWS = 5;
const IDS_NAMED_MAX = 5;

/**
 * The side corridor of a run: takes the file of managers through read and validate, whole, before the employees file is
 * begun. Throws `file_blocked`, naming the file, when it can't be used.
 */
export async function readManagers(input: ManagersInput, around: Around): Promise<Managers> {
  try {
    return await readInto(input, around);
  } catch (error) {
    const { inputs } = around;
    const found = await withHeaderFound(
      error,
      () => createReadStream(input.file),
      input.read,
      (header) =>
        isReadable(() =>
          prepareManagers(header, inputs.mapping.managers, {
            teams: inputs.teams,
            additions: openAdditions(),
          }),
        ),
    );
    throw inManagersFile(found);
  }
}

async function readInto(
  { file: path, source, read }: ManagersInput,
  { inputs, additions, supply, addIssues, signal }: Around,
): Promise<Managers> {
  const { headerRow } = read;
  const file: RunFile = { headers: [], sample: [], ...(headerRow > 1 ? { headerRow } : {}) };
  const managers = collectManagers(inputs.mode);
  let prepared: PreparedManagers | null = null;
  let rows = 0;
  let blank = NO_ROWS;
  const footer: CsvRecord[] = [];
  for await (const part of readCsv(createReadStream(path, { highWaterMark: 256 * 1024 }), read)) {
    signal.throwIfAborted();
    if (part.kind === "header") {
      file.headers = [...part.header];
      prepared = prepareManagers(part.header, inputs.mapping.managers, { teams: inputs.teams, additions });
      await supply();
      await addIssues(ofManagers(prepared.warnings));
      continue;
    }
    if (part.kind === "end") {
      blank = part.blankRows;
      footer.push(...part.leftOut);
      // People named in a row that is left out keep the teams they lead.
      for (const record of part.leftOut) {
        const row = prepared ? readManager(prepared, record) : null;
        if (row?.id) managers.take({ kind: "skipped", id: row.id, issues: [] });
      }
      await addIssues(ofManagers(part.warnings));
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
    doubt: () => doubtOf(managers.unreadable(), managers.unknownIds()),
    notes: [
      ...leftOutNotes({ blank, nameless: NO_ROWS }, " of the managers file"),
      ...footerNotes(footer, " of the managers file"),
    ],
  };
}

/** Any of these rows may be about someone who seems to have lost a team. */
function doubtOf(unreadable: number, unknownIds: readonly string[]): string | null {
  const named = unknownIds.slice(0, IDS_NAMED_MAX).map(shown).join(", ");
  const more = unknownIds.length > IDS_NAMED_MAX ? ", …" : "";
  const reasons = [
    ...(unreadable > 0 ? [`the ID of ${plural(unreadable, "row")} can't be read`] : []),
    ...(unknownIds.length > 0
      ? [
          `${plural(unknownIds.length, "manager is", "managers are")} not in the employees file (${named}${more})`,
        ]
      : []),
  ];
  if (reasons.length === 0) return null;
  return `In the managers file, ${reasons.join(", and ")}. Until that is fixed, nobody loses a team they manage.`;
}

function ofManagers(issues: readonly Issue[]): Issue[] {
  return issues.map((issue) => ({ ...issue, file: "managers" }));
}
