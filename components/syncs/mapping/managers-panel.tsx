"use client";

import { ArrowRight } from "lucide-react";
import { useState } from "react";
import { ColumnHead } from "@/components/columns/column-head";
import { OptionSelect, optionsOf } from "@/components/patterns/option-select";
import { Panel } from "@/components/patterns/panel";
import { AddColumn } from "@/components/syncs/mapping/add-column";
import { ColumnSettings } from "@/components/syncs/mapping/column-settings";
import { COLUMN_GRID } from "@/components/syncs/mapping/mapping-column";
import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { ManagersTarget, Mapping } from "@/lib/model/mapping";
import { describeSettings } from "@/lib/syncs/describe-target";
import { type ManagersColumn, missingInManagers, proposeManagers } from "@/lib/syncs/propose/managers";
import type { FileHead } from "@/lib/syncs/views";

type Props = {
  file: FileHead | null;
  managers: NonNullable<Mapping["managers"]>;
  onChange: (header: string, target: ManagersTarget | null) => void;
};

/** The columns of the managers file: the ID of the manager, and their teams. */
export function ManagersPanel({ file, managers, onChange }: Props) {
  const [added, setAdded] = useState<readonly string[]>([]);
  const columns = proposeManagers({
    headers: [...(file?.headers ?? []), ...added],
    sample: file?.sample ?? [],
    managers,
  });
  const missing = file ? missingInManagers(columns) : [];
  return (
    <Panel
      flush
      title="Columns of the managers file"
      description="Who manages which teams: the manager's ID from the users file, and the teams. The file grants no other rights."
    >
      {missing.length > 0 ? (
        <div className="border-b p-4">
          <Alert tone="danger">
            <AlertTitle>No column is mapped to {missing.join(" or ")}</AlertTitle>
            <AlertDescription>Map a column to it. The file can't be imported until then.</AlertDescription>
          </Alert>
        </div>
      ) : null}
      {columns.length > 0 ? (
        <ul className="divide-y">
          {columns.map((column) => (
            <ManagersRow
              key={column.header}
              column={column}
              rowsSeen={(file?.sample.length ?? 0) > 0}
              onChange={(target) => onChange(column.header, target)}
            />
          ))}
        </ul>
      ) : (
        <p className="p-4 text-muted-foreground text-sm">
          The file has not been read yet. Columns named ID and Team(s) are matched automatically.
        </p>
      )}
      <AddColumn
        taken={columns.map(({ header }) => header)}
        onAdd={(header) => setAdded((all) => [...all, header])}
      />
    </Panel>
  );
}

const CHOICES = { id: "ID", teams: "Team(s)", ignore: "Ignored" } as const;

type RowProps = {
  column: ManagersColumn;
  rowsSeen: boolean;
  onChange: (target: ManagersTarget | null) => void;
};

function ManagersRow({ column, rowsSeen, onChange }: RowProps) {
  const { header, inFile, samples, target, fills, near } = column;
  const auto = target === null && fills ? fills : "Not mapped: left out, with a warning";
  // The target of the settings: the first setting makes a match by name explicit.
  const teams =
    target?.kind === "teams"
      ? target
      : !target && fills === CHOICES.teams
        ? ({ kind: "teams", blank: "clear" } as const)
        : null;
  const settings = describeSettings(target);
  return (
    <li className={COLUMN_GRID}>
      <div className="max-md:col-span-2">
        <ColumnHead header={header} inFile={inFile} stats={{ samples, isWhole: false }} rowsSeen={rowsSeen} />
      </div>
      <ArrowRight className="mt-2 size-4 text-faint max-md:hidden" aria-hidden="true" />
      <div className="grid min-w-0 content-start gap-1.5">
        <OptionSelect
          aria-label={`Field for column ${header} of the managers file`}
          options={[
            {
              value: "auto",
              label: auto,
              description: fills && !target ? "Matched by name" : undefined,
            },
            ...optionsOf(CHOICES),
          ]}
          value={target?.kind ?? "auto"}
          onChange={(code) => onChange(targetOf(code))}
        />
        {near ? (
          <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1 text-held text-xs">
            Probably {near.label}: {near.why}
            <Button
              variant="outline"
              size="sm"
              aria-label={`Use ${header} of the managers file as ${near.label}`}
              onClick={() => onChange(near.target)}
            >
              Use
            </Button>
          </p>
        ) : (
          <p className="text-muted-foreground text-xs">
            {[target ? "Mapped manually" : fills ? "Matched by name" : "Not mapped", ...settings].join(" · ")}
          </p>
        )}
      </div>
      <div>
        {teams ? (
          <ColumnSettings
            header={header}
            samples={samples}
            target={teams}
            field={undefined}
            onChange={onChange}
          />
        ) : null}
      </div>
    </li>
  );
}

function targetOf(code: string): ManagersTarget | null {
  if (code === "id" || code === "ignore") return { kind: code };
  return code === "teams" ? { kind: "teams", blank: "clear" } : null;
}
