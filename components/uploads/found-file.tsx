import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";
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

/** Encoding, separator and number of columns; or what is wrong with the file and how to fix it. */
export function FoundFile({ found }: { found: Looked }) {
  return (
    <div className="grid gap-2 pt-1">
      {found.header.length > 0 ? (
        <p>
          {ENCODINGS[found.encoding]} text, {plural(found.header.length, "column")} separated by{" "}
          {DELIMITERS[found.delimiter]}.
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
