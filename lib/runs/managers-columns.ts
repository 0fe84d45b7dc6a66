import type { Mapping } from "@/lib/model/mapping";
import { TEAMS_HEADER } from "@/lib/model/standard-columns";
import type { MappedColumn } from "@/lib/syncs/describe-mapping";
import { mappedTarget } from "@/lib/syncs/describe-target";
import { REASON_HEADER } from "@/lib/values/formula-escape";

/** What each column of a managers file is mapped to. */
export function managersColumns(headers: readonly string[], mapping: Mapping["managers"]): MappedColumn[] {
  return headers.map((header) => {
    const target = mapping && mappedTarget(mapping.columns, header);
    if (target?.kind === "ignore" || (!target && header === REASON_HEADER)) {
      return { header, how: "ignored", fills: null, inFile: true };
    }
    const kind = target?.kind ?? ownKind(header);
    if (!kind) return { header, how: "unknown", fills: null, inFile: true };
    const fills = kind === "id" ? "ID of the manager" : "Teams they manage";
    return { header, how: target ? "set" : "matched", fills, inFile: true };
  });
}

function ownKind(header: string): "id" | "teams" | null {
  if (header === "ID" || header === "UID") return "id";
  return header === TEAMS_HEADER ? "teams" : null;
}
