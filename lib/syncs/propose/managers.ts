import type { ManagersTarget, Mapping } from "@/lib/model/mapping";
import { nearMiss } from "@/lib/model/standard-columns";
import { STANDARD_LABELS, TEAMS_LABEL } from "@/lib/syncs/describe-mapping";
import { mappedTarget } from "@/lib/syncs/describe-target";
import { withoutHeaders } from "@/lib/values/same-text";
import { trimCell } from "@/lib/values/text";

/** A column of the managers file: whose it is, what they lead, or nothing. */
export type ManagersColumn = {
  header: string;
  inFile: boolean;
  target: ManagersTarget | null;
  /** What it fills, by the mapping or by its name; null for nothing. */
  fills: string | null;
  samples: string[];
  near: { target: ManagersTarget; label: string; why: string } | null;
};

type Parts = {
  headers: readonly string[];
  sample: readonly (readonly string[])[];
  managers: NonNullable<Mapping["managers"]>;
};

const SAMPLES_MAX = 4;
const NAMES = { id: STANDARD_LABELS.id, teams: TEAMS_LABEL } as const;

/** Each column of the managers file and of its mapping. Only ID and Team(s) mean anything there. */
export function proposeManagers({ headers, sample, managers }: Parts): ManagersColumn[] {
  const extra = withoutHeaders(Object.keys(managers.columns), headers);
  const named = headers.map((header) => fillsOf(header, mappedTarget(managers.columns, header) ?? null));
  const filled = new Set(named.filter((name) => name !== null));
  return [...headers, ...extra].map((header, at) => {
    const inFile = at < headers.length;
    const target = mappedTarget(managers.columns, header) ?? null;
    const fills = fillsOf(header, target);
    const cells = inFile ? sample.map((row) => trimCell(row[at] ?? "")) : [];
    return {
      header,
      inFile,
      target,
      fills,
      samples: [...new Set(cells)].filter((cell) => cell !== "").slice(0, SAMPLES_MAX),
      near: fills === null && target === null ? nearOf(header, filled) : null,
    };
  });
}

/** Which of ID and Team(s) nothing in the file fills. */
export function missingInManagers(columns: readonly ManagersColumn[]): string[] {
  const filled = new Set(columns.filter(({ inFile }) => inFile).map(({ fills }) => fills));
  return Object.values(NAMES).filter((name) => !filled.has(name));
}

function fillsOf(header: string, target: ManagersTarget | null): string | null {
  if (target) return target.kind === "ignore" ? null : NAMES[target.kind];
  return Object.values(NAMES).find((name) => name === header) ?? null;
}

function nearOf(header: string, filled: ReadonlySet<string>): ManagersColumn["near"] {
  if (nearMiss(header) === "id" && !filled.has(NAMES.id)) {
    return { target: { kind: "id" }, label: NAMES.id, why: "another word for it." };
  }
  if (/^team/i.test(header.trim()) && !filled.has(NAMES.teams)) {
    const target = { kind: "teams", blank: "clear" } as const;
    return { target, label: NAMES.teams, why: "it differs only in spaces and punctuation." };
  }
  return null;
}
