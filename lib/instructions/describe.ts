import { dropSettings } from "@/lib/drops/settings";
import { unreachable } from "@/lib/errors";
import type { Sync } from "@/lib/instructions/source.store";
import type { Fact, InstructionColumn, InstructionFile } from "@/lib/instructions/views";
import type { Delimiter, Encoding } from "@/lib/model/file";
import type { Mapping } from "@/lib/model/mapping";
import { readSettingsOf } from "@/lib/model/read-settings";
import type { SourceKind, SourceSettings } from "@/lib/model/source";
import { endpointOf } from "@/lib/pipeline/source/s3/endpoint";
import { s3Settings } from "@/lib/pipeline/source/s3/settings";
import { sftpSettings } from "@/lib/pipeline/source/sftp/settings";
import { fileConditions } from "@/lib/syncs/describe-files";
import { describeMapping, STANDARD_LABELS } from "@/lib/syncs/describe-mapping";
import type { FieldChoice } from "@/lib/syncs/read";
import { scheduleText } from "@/lib/syncs/schedule";
import { scheduleOfRow } from "@/lib/syncs/schedule-columns";

const ENCODINGS: Readonly<Record<Encoding, string>> = {
  "utf-8": "UTF-8",
  "windows-1252": "Windows-1252",
  "utf-16le": "UTF-16 LE",
  "utf-16be": "UTF-16 BE",
};

const SEPARATORS: Readonly<Record<Delimiter, string>> = { ",": "comma", ";": "semicolon", "\t": "tab" };

/** Where the source is and whom it signs in as; of an access key not even its ID. */
export function factsOf(kind: SourceKind, settings: SourceSettings): Fact[] {
  switch (kind) {
    case "sftp": {
      const { place } = sftpSettings.parse(settings);
      return facts([
        ["Host", place.host],
        ["Port", String(place.port)],
        ["User", place.username],
      ]);
    }
    case "s3": {
      const parsed = s3Settings.parse(settings);
      return facts([
        ["Address", endpointOf(parsed)],
        ["Region", parsed.region],
        ["Bucket", parsed.place.bucket],
        ["Prefix", parsed.prefix],
      ]);
    }
    case "drop":
      return facts([["User", dropSettings.parse(settings).place.username]]);
    default:
      return unreachable(kind);
  }
}

function facts(pairs: readonly (readonly [string, string])[]): Fact[] {
  return pairs.filter(([, value]) => value !== "").map(([label, value]) => ({ label, value }));
}

type Known = { headers: readonly string[]; fields: readonly FieldChoice[] };

/** What the file of a sync has to be like, and when it is read. Null for one that reads no file. */
export function fileOf(sync: Sync, known: Known): InstructionFile | null {
  if (sync.path === null) return null;
  const { encoding, delimiter, headerRow } = readSettingsOf(sync.readSettings, "users");
  return {
    path: sync.path,
    managersPath: sync.managersPath,
    schedule: scheduleText(scheduleOfRow(sync)),
    encoding: ENCODINGS[encoding],
    separator: SEPARATORS[delimiter],
    headerRow,
    conditions: fileConditions(sync.fileSettings, "users"),
    columns: columnsOf(sync.mapping, known),
  };
}

/** The columns that fill something: of the last file, before the first one those that it should have. */
function columnsOf(mapping: Mapping, { headers, fields }: Known): InstructionColumn[] {
  const expected =
    headers.length > 0 ? headers : [...Object.values(STANDARD_LABELS), ...fields.map(({ label }) => label)];
  const without: readonly string[] = (mapping.without ?? []).map((target) => STANDARD_LABELS[target]);
  const required = Object.values(STANDARD_LABELS).filter((label) => !without.includes(label));
  return describeMapping({ headers: expected, mapping, fields }).flatMap(({ header, how, fills }) =>
    fills !== null && (how === "set" || how === "matched")
      ? [{ header, fills, isRequired: required.includes(fills) }]
      : [],
  );
}
