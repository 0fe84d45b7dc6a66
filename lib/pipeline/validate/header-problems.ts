import type { AppError } from "@/lib/errors";
import { fullStop } from "@/lib/format/full-stop";
import type { StandardTarget } from "@/lib/model/mapping";
import { nearMiss, STANDARD_HEADERS } from "@/lib/model/standard-columns";
import { blocked } from "@/lib/pipeline/blocked";
import { cut, shown } from "@/lib/values/text";

const HEADERS_NAMED_MAX = 30;

/** Required columns that nothing fills. Says what is there, and which of it is probably meant. */
export function headerMissing(missing: readonly StandardTarget[], header: readonly string[]): AppError {
  const names = missing.map((target) => STANDARD_HEADERS[target]).join(", ");
  const odd = oddHeader(header);
  return blocked({
    code: "header_missing",
    message: fullStop(
      `${odd?.message ?? "The header lacks required columns."} Missing: ${names}. Found: ${list(header)}`,
    ),
    remedy: odd?.remedy ?? proposal(missing, header),
    row: 1,
    column: names,
  });
}

/** Two columns of the file would fill the same thing, and it is unclear which one counts. */
export function filledTwice(what: string, first: string, second: string): AppError {
  return blocked({
    code: "header_duplicate",
    message: `The columns ${shown(first)} and ${shown(second)} are both mapped to ${what}.`,
    remedy: "Ignore one of them in the column mapping of the sync, or remove it from the file.",
    row: 1,
    column: cut(second),
  });
}

function list(header: readonly string[]): string {
  const named = header.slice(0, HEADERS_NAMED_MAX).map(shown).join(", ");
  const more = header.length - HEADERS_NAMED_MAX;
  return more > 0 ? `${named} and ${more} more` : named;
}

function proposal(missing: readonly StandardTarget[], header: readonly string[]): string {
  const near = header.flatMap((name) => {
    const target = nearMiss(name);
    return target && missing.includes(target)
      ? `"${shown(name)}" is probably ${STANDARD_HEADERS[target]}`
      : [];
  });
  const rest = "Rename the columns in the export, or map them in the column mapping of the sync.";
  return near.length > 0 ? `${sentence(near.join(", "))}. ${rest}` : `${rest} The cells below may be empty.`;
}

const SEPARATORS: readonly { sign: string; name: string }[] = [
  { sign: ";", name: "semicolons" },
  { sign: "\t", name: "tabs" },
  { sign: ",", name: "commas" },
  { sign: "|", name: "vertical bars" },
];

/** A header of one column is nearly always one that was cut at the wrong sign. */
function oddHeader(header: readonly string[]): { message: string; remedy: string } | null {
  const [only = ""] = header;
  const found = header.length === 1 ? SEPARATORS.find(({ sign }) => only.includes(sign)) : undefined;
  if (!found) return null;
  const choose = `choose ${found.name} as the separator in the file settings of the sync`;
  return {
    message: `The header is a single column that contains ${found.name}: the columns seem to be separated by them.`,
    remedy:
      found.sign === "|"
        ? "Export the file with commas."
        : `${sentence(choose)}, or export the file with commas.`,
  };
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
