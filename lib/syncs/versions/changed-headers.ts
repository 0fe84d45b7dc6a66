import { isDeepStrictEqual } from "node:util";
import type { Mapping } from "@/lib/model/mapping";
import { mappedTarget } from "@/lib/syncs/describe-target";
import { sameMapping } from "@/lib/syncs/same-mapping";

/** The columns that two mappings read differently, by their headers; those of the managers file are marked as such. */
export function changedHeaders(before: Mapping, after: Mapping): string[] {
  const headers = union(before.columns, after.columns).filter(
    (header) =>
      !sameMapping(only(mappedTarget(before.columns, header)), only(mappedTarget(after.columns, header))),
  );
  const [was, is] = [before.managers?.columns ?? {}, after.managers?.columns ?? {}];
  const managers = union(was, is).filter(
    (header) => !sameMapping(only(mappedTarget(was, header)), only(mappedTarget(is, header))),
  );
  const without = [...(before.without ?? [])].sort().join() !== [...(after.without ?? [])].sort().join();
  return [
    ...headers,
    ...managers.map((header) => `${header} (managers file)`),
    ...(sameMapping(rowsOf(before), rowsOf(after)) ? [] : ["rows to import"]),
    ...(before.repeats === after.repeats ? [] : ["several rows for one person"]),
    ...(isDeepStrictEqual(before.takesOver ?? {}, after.takesOver ?? {}) ? [] : ["users to connect"]),
    ...(without ? ["columns missing from the file"] : []),
  ];
}

function rowsOf({ onlyRows }: Mapping): Mapping {
  return { columns: {}, ...(onlyRows ? { onlyRows } : {}) };
}

function only(target: Mapping["columns"][string] | undefined): Mapping {
  return { columns: target ? { it: target } : {} };
}

function union(a: object, b: object): string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
}
