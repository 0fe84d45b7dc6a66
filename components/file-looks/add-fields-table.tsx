"use client";

import { type FormEvent, useId, useMemo, useState } from "react";
import { ColumnSearch } from "@/components/columns/column-search";
import { ColumnRow, ROW_GRID } from "@/components/file-looks/column-row";
import { DateQuestion } from "@/components/file-looks/date-question";
import { KeptColumns } from "@/components/file-looks/kept-columns";
import { MissingColumns } from "@/components/file-looks/missing-columns";
import {
  type Absent,
  asks,
  type ChosenColumn,
  chosenOf,
  fillsOf,
  isField,
  useColumnDrafts,
} from "@/components/file-looks/use-column-drafts";
import { ActionErrorPanel } from "@/components/patterns/action-error-panel";
import { Button } from "@/components/ui/button";
import type { ActionError } from "@/lib/action";
import { includesTyped } from "@/lib/format/fold";
import { plural } from "@/lib/format/plural";
import { FIELDS_MAX } from "@/lib/model/limits";
import { STANDARD_TARGETS } from "@/lib/model/standard-columns";
import { STANDARD_LABELS } from "@/lib/syncs/describe-mapping";
import type { ProposedColumn } from "@/lib/syncs/propose/columns";
import { planColumns } from "@/lib/syncs/propose/plan-columns";

type Props = {
  columns: readonly ProposedColumn[];
  /** Of the file; null where they were not counted. */
  rows: number | null;
  /** Standard columns that nothing fills yet, and others that the file needs. */
  missing: readonly string[];
  /** Labels of the fields that there are. */
  taken: readonly string[];
  canCreate: boolean;
  pending: boolean;
  error: ActionError | null;
  onSave: (chosen: { columns: ChosenColumn[]; without: Absent[] }) => void;
};

const SEARCHED_FROM = 20;

/** What each column of a file becomes, proposed and editable, and one button that does all of it. */
export function AddFieldsTable(props: Props) {
  const { columns, rows, missing, taken, canCreate, pending, error, onSave } = props;
  const plans = useMemo(() => planColumns(columns, { canCreate }), [columns, canCreate]);
  const { drafts, change, answer } = useColumnDrafts(plans, taken);
  const [search, setSearch] = useState("");
  const [present, setPresent] = useState<readonly Absent[]>([]);
  const [tried, setTried] = useState(false);
  const filled = new Set(drafts.flatMap((draft) => fillsOf(draft) ?? []));
  const open = useMemo(
    () => STANDARD_TARGETS.filter((target) => missing.includes(STANDARD_LABELS[target])),
    [missing],
  );
  const lacking = missing.filter((label) => !filled.has(label));
  const without = (["first_name", "last_name", "mobile"] as const).filter(
    (target) => lacking.includes(STANDARD_LABELS[target]) && !present.includes(target),
  );
  const unmet = lacking.filter((label) => !without.some((target) => STANDARD_LABELS[target] === label));
  const fields = drafts.filter(({ choice }) => isField(choice));
  const asking = drafts.filter(({ choice, plan }) => choice === "date" && plan.guess.dateChoices);
  const room = FIELDS_MAX - taken.length;
  const shown = drafts.filter(({ plan }) => includesTyped(plan.header, search));
  const errors = errorsOf(
    error,
    drafts.map(({ plan }) => plan.header),
  );
  const noteId = useId();

  function submit(event: FormEvent) {
    event.preventDefault();
    event.stopPropagation();
    setTried(true);
    if (drafts.some(asks)) {
      document.getElementById("date-question")?.querySelector("button")?.focus();
      return;
    }
    onSave({ columns: drafts.map(chosenOf), without: [...without] });
  }

  const isBlocked = fields.length > room || unmet.length > 0;
  const button = (
    <Button type="submit" pending={pending} disabled={isBlocked} aria-describedby={noteId}>
      {buttonText(fields.length, drafts.length)}
    </Button>
  );
  return (
    <form onSubmit={submit} className="grid">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-b px-4 py-3">
        <p id={noteId} className="text-muted-foreground text-sm">
          {noteOf(fields.length, drafts.length)}
        </p>
        {button}
      </div>
      <KeptColumns plans={plans} />
      <MissingColumns unmet={unmet} lacking={lacking} present={present} onPresent={setPresent} />
      {fields.length > room ? (
        <p role="alert" className="border-b p-4 text-danger text-sm">
          A workspace can have up to {FIELDS_MAX} fields, and this one already has {taken.length}. Ignore{" "}
          {plural(fields.length - room, "more column", "more columns")} to continue.
        </p>
      ) : null}
      {asking.length > 0 ? (
        <DateQuestion
          plans={asking.map(({ plan }) => plan)}
          answer={asking[0]?.dateFormat ?? null}
          isMissing={tried}
          onAnswer={answer}
        />
      ) : null}
      {drafts.length > SEARCHED_FROM ? <ColumnSearch value={search} onChange={setSearch} /> : null}
      {drafts.length > 0 ? (
        <>
          <div
            className={`${ROW_GRID} border-b bg-subtle py-2 text-muted-foreground text-xs max-sm:hidden`}
            aria-hidden="true"
          >
            <span>Column in the file</span>
            <span />
            <span>Name</span>
            <span>Becomes</span>
          </div>
          <ul className="divide-y">
            {shown.map((draft) => (
              <ColumnRow
                key={draft.plan.header}
                draft={draft}
                rows={rows}
                open={open}
                canCreate={canCreate}
                error={errors.get(draft.plan.header)}
                onChange={change}
              />
            ))}
          </ul>
        </>
      ) : null}
      {error ? (
        <div className="border-t p-4">
          <ActionErrorPanel error={named(error, errors)} />
        </div>
      ) : null}
    </form>
  );
}

function buttonText(fields: number, columns: number): string {
  if (columns === 0) return "Continue";
  if (fields === 0) return "Save mapping";
  return fields === columns && fields > 1 ? `Add all ${fields} as fields` : `Add ${plural(fields, "field")}`;
}

function noteOf(fields: number, columns: number): string {
  if (columns === 0) return "Every column of the file is mapped.";
  const others = columns - fields;
  const rest = others > 0 ? ` ${plural(others, "other column")} as chosen below.` : "";
  if (fields === 0) return `${plural(columns, "column")} as chosen below.`;
  return `${plural(fields, "column")} become${fields === 1 ? "s a field" : " fields"} with all their values.${rest}`;
}

/** Header -> what is wrong with the name of its field. */
function errorsOf(error: ActionError | null, headers: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(error?.fieldErrors ?? {}).flatMap(([key, text]) => {
      const header = headers[Number(/^columns\.(\d+)/.exec(key)?.[1] ?? -1)];
      return header === undefined ? [] : [[header, text] as const];
    }),
  );
}

/** The first name with an error, by its column, because its row may be out of view. */
function named(error: ActionError, errors: ReadonlyMap<string, string>): ActionError {
  const [first] = errors;
  return first ? { ...error, message: `“${first[0]}”: ${first[1]}` } : error;
}
