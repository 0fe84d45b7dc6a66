import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { describeLayers } from "@/lib/format/layers";
import { plural } from "@/lib/format/plural";
import type { Delimiter, Encoding } from "@/lib/model/file";
import type { Looked } from "@/lib/uploads/look-into";

const ENCODINGS: Readonly<Record<Encoding, string>> = {
  "utf-8": "UTF-8",
  "windows-1252": "Windows-1252",
  "utf-16le": "UTF-16, little-endian",
  "utf-16be": "UTF-16, big-endian",
};

const DELIMITERS: Readonly<Record<Delimiter, string>> = { ",": "commas", ";": "semicolons", "\t": "tabs" };

const OTHERS_NAMED = 5;

function notRead({ sheet, others }: NonNullable<Looked["upload"]["packed"]>): string {
  const named = others.slice(0, OTHERS_NAMED).map((name) => `“${name}”`);
  const more = others.length - named.length;
  const which = more > 0 ? [...named, `${more} more`] : named;
  return sheet === undefined
    ? `Not read: ${which.join(", ")}.`
    : `The first sheet is read. Not read: ${which.join(", ")}. To import another sheet, make it the first one and upload the workbook again.`;
}

/** Encoding, separator and number of columns; or what is wrong with the file and how to fix it. */
export function FoundFile({ found }: { found: Looked }) {
  const { packed } = found.upload;
  return (
    <div className="grid gap-2 pt-1">
      {found.header.length > 0 ? (
        <p>
          {packed?.layers ? `${describeLayers(packed.layers)}: ` : ""}
          {packed?.sheet === undefined
            ? `${ENCODINGS[found.encoding]} text, ${plural(found.header.length, "column")} separated by ${DELIMITERS[found.delimiter]}.`
            : `${plural(found.header.length, "column")}.`}
          {packed && packed.others.length > 0 ? ` ${notRead(packed)}` : ""}
          {found.headerRow > 1 ? ` The header is on row ${found.headerRow}; rows above it are ignored.` : ""}
          {found.footerRows > 0
            ? ` ${plural(found.footerRows, "row")} at the end ${found.footerRows === 1 ? "is" : "are"} left out.`
            : ""}{" "}
          The first rows:
        </p>
      ) : null}
      {found.problems.map(({ message, remedy }) => (
        <Alert key={message} tone="danger">
          <AlertTitle>{message}</AlertTitle>
          <AlertDescription>{remedy}</AlertDescription>
        </Alert>
      ))}
    </div>
  );
}
