"use client";

import type { ReactNode } from "react";
import type { Control } from "react-hook-form";
import { Hint } from "@/components/patterns/hint";
import { SelectField } from "@/components/patterns/select-field";
import { TextField } from "@/components/patterns/text-field";
import { SwitchField } from "@/components/patterns/toggle-fields";
import type { SyncValues } from "@/components/syncs/sync-values";
import type { IssueFile } from "@/lib/model/issue";

const MARKERS = [
  { value: "none", label: "No marker file" },
  { value: ".done", label: "A file that ends in .done" },
  { value: ".ok", label: "A file that ends in .ok" },
];

type Form = { control: Control<SyncValues, unknown, SyncValues> };

/** Which file is taken, and how a run knows that it is complete. */
export function FileFields({ control, hasManagers }: Form & { hasManagers: boolean }) {
  return (
    <>
      <OneFile control={control} file="users" legend="Choosing the file" example="users.csv" />
      {hasManagers ? (
        <>
          <OneFile
            control={control}
            file="managers"
            legend="Choosing the managers file"
            example="managers.csv"
          />
          <div className="max-w-md">
            <TextField
              control={control}
              name="files.pairMinutes"
              label="Both files arrive within (minutes)"
              optional
              inputMode="numeric"
              autoComplete="off"
              help="A run waits until both have arrived within this time. Not needed if both names have a date: then they belong together by their date. If this is empty, each run reads the files as they are."
            />
          </div>
        </>
      ) : null}
    </>
  );
}

type OneProps = Form & { file: IssueFile; legend: string; example: string };

function OneFile({ control, file, legend, example }: OneProps) {
  return (
    <Group legend={legend}>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          control={control}
          name={`files.${file}.daysOldMax`}
          label="Not older than (days)"
          optional
          inputMode="numeric"
          autoComplete="off"
          help="Older files are an error. The date in the name counts if the path has one, otherwise when the file was changed."
        />
        <SelectField
          control={control}
          name={`files.${file}.marker`}
          label="Marker file"
          hint={
            <Hint about="Marker file">
              <p>
                Some systems place a second, empty file once the first one is complete. If yours does,
                Rollcall waits for it, and a file that is half written is never read.
              </p>
            </Hint>
          }
          options={MARKERS}
          help={`Placed beside the file once it is complete: for ${example}, either ${example}.done or ${example.replace(".csv", ".done")}.`}
        />
        <TextField
          control={control}
          name={`files.${file}.zipEntry`}
          label="File in a zip"
          optional
          mono
          autoComplete="off"
          spellCheck={false}
          help={`Needed only if a zip file has several CSV files. A name or a pattern, such as ${example.replace(".csv", "*.csv")}.`}
        />
        <TextField
          control={control}
          name={`files.${file}.sheet`}
          label="Sheet of a workbook"
          optional
          autoComplete="off"
          spellCheck={false}
          help="The name on its tab, for Excel workbooks. If this is empty, the first sheet is read."
        />
      </div>
      <SwitchField
        control={control}
        name={`files.${file}.hasChecksum`}
        label="Check against a checksum file"
        help={`The SHA-256 in ${example}.sha256 has to match, written by sha256sum or alone.`}
      />
      <SwitchField
        control={control}
        name={`files.${file}.hasRowCount`}
        label="Check the number of rows in the last line"
        help="The file ends with a line such as #rows=820. It is compared with the rows below the header, without blank rows and rows left out at the end."
      />
    </Group>
  );
}

function Group({ legend, children }: { legend: string; children: ReactNode }) {
  return (
    <fieldset className="grid gap-5 border-t pt-5">
      <legend className="sr-only">{legend}</legend>
      <p aria-hidden="true" className="font-medium">
        {legend}
      </p>
      {children}
    </fieldset>
  );
}
