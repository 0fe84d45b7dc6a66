import { Part, Points } from "@/components/instructions/part";
import type { InstructionFile } from "@/lib/instructions/views";

type Props = { files: readonly InstructionFile[]; start: string };

/** What the files have to be like, and when they are read. */
export function FileParts({ files, start }: Props) {
  if (files.length === 0) {
    return (
      <Part title="The file">
        <p className="text-pretty">
          No file has been chosen yet. It has to be a CSV file in UTF-8, separated by commas, with a header
          and the columns ID, Email, First name, Last name and Mobile.
        </p>
        <FormatLink />
      </Part>
    );
  }
  return files.map((file, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: two syncs may read the same path
    <Part key={index} title={files.length === 1 ? "The file" : `File ${index + 1}`}>
      <dl className="grid gap-x-6 gap-y-3 sm:grid-cols-2">
        <Line label={`Path, from ${start}`} value={file.path} mono />
        {file.managersPath ? <Line label="Path of the managers file" value={file.managersPath} mono /> : null}
        <Line label="Read" value={file.schedule} />
        <Line label="Format" value={`CSV, ${file.encoding}, separated by ${named(file.separator)}`} />
        <Line label="Header" value={file.headerRow === 1 ? "First row" : `Row ${file.headerRow}`} />
      </dl>
      {PATTERN.test(file.path) ? (
        <p className="text-pretty text-muted-foreground">
          In the path, * and ? match any characters, and a part such as {"{yyyy}{MM}{dd}"} for the date. The
          newest file that matches is read.
        </p>
      ) : null}
      {file.conditions.length > 0 ? (
        <Points>
          {file.conditions.map((condition) => (
            <li key={condition}>The file is read only {condition}.</li>
          ))}
        </Points>
      ) : null}
      <Columns file={file} />
      <FormatLink />
    </Part>
  ));
}

const PATTERN = /[*?{]/;

function Columns({ file: { columns } }: { file: InstructionFile }) {
  if (columns.length === 0) return null;
  return (
    <table className="w-full text-left text-sm">
      <caption className="pb-1 text-left font-medium">Columns, in any order</caption>
      <thead>
        <tr className="border-b text-muted-foreground text-xs">
          <th scope="col" className="py-1 pr-4 font-medium">
            Header in the file
          </th>
          <th scope="col" className="py-1 pr-4 font-medium">
            Fills
          </th>
          <th scope="col" className="py-1 font-medium">
            Needed
          </th>
        </tr>
      </thead>
      <tbody>
        {columns.map(({ header, fills, isRequired }) => (
          <tr key={header} className="break-inside-avoid border-b last:border-b-0">
            <td className="wrap-anywhere py-1 pr-4 font-mono text-xs leading-5">{header}</td>
            <td className="wrap-anywhere py-1 pr-4">{fills}</td>
            <td className="py-1">{isRequired ? "Yes" : "No"}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Line({ label, value, mono = false }: { label: string; value: string; mono?: boolean }) {
  return (
    <div className="min-w-0 break-inside-avoid">
      <dt className="text-muted-foreground text-xs">{label}</dt>
      <dd className={mono ? "break-all font-mono text-sm leading-6" : "wrap-anywhere"}>{value}</dd>
    </div>
  );
}

function named(separator: string): string {
  return separator === "tab" ? "tabs" : `${separator}s`;
}

function FormatLink() {
  return (
    <p className="text-pretty">
      <a href="/help/file-format" className="text-primary underline underline-offset-4">
        The file format, with everything that can be wrong with a file
      </a>
      , and{" "}
      <a href="/help/sample.csv" className="text-primary underline underline-offset-4">
        a sample file
      </a>
    </p>
  );
}
