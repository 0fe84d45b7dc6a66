"use client";

import { CalendarRange, FolderOpen } from "lucide-react";
import { useState } from "react";
import type { FieldPath, FieldPathValue, FieldValues, UseFormReturn } from "react-hook-form";
import { Hint } from "@/components/patterns/hint";
import { TextField } from "@/components/patterns/text-field";
import { FolderBrowser } from "@/components/remote-sources/folder-browser";
import { PatternMatches } from "@/components/syncs/pattern-matches";
import { Button } from "@/components/ui/button";
import type { PathStart } from "@/lib/model/source";
import { literalPath } from "@/lib/pipeline/choose/pattern";
import { suggestPattern } from "@/lib/pipeline/choose/suggest-pattern";

/** What the field has to know of a Remote Source. */
export type BrowsedSource = { id: string; start: PathStart };

type Props<V extends FieldValues, T> = {
  form: UseFormReturn<V, unknown, T>;
  name: FieldPath<V>;
  /** The Remote Source to browse; null while none is selected. */
  source: BrowsedSource | null;
  label?: string;
  help?: string;
  placeholder?: string;
  optional?: boolean;
  /** How a run would choose: for showing what a pattern matches now. */
  choosing: Choosing;
  /** Whether its folders are shown from the beginning. */
  startsOpen?: boolean;
};

/** `workspace`: its slug, where it is not that of the page. */
export type Choosing = { workspace?: string; timeZone: string; daysOldMax?: string | undefined };

/** The path of a file on the server: entered, or selected from its folders. */
export function PathField<V extends FieldValues, T>(props: Props<V, T>) {
  const { form, name, source, optional } = props;
  const { label = "Path", placeholder = "exports/users.csv" } = props;
  const [browsing, setBrowsing] = useState(props.startsOpen ?? false);
  const path = String(form.watch(name) ?? "").trim();
  const pattern = suggestPattern(path);
  const { workspace, timeZone, daysOldMax } = props.choosing;

  function pick(path: string) {
    // The field holds text, which is what a path is.
    form.setValue(name, path as FieldPathValue<V, FieldPath<V>>, { shouldDirty: true, shouldValidate: true });
    setBrowsing(false);
  }

  return (
    <div className="grid gap-2">
      <div className="flex items-start gap-2 max-sm:flex-col max-sm:items-stretch">
        <TextField
          control={form.control}
          name={name}
          label={label}
          hint={
            <Hint about={label}>
              <p>The folder and the name of the file on the server, as the SFTP user sees them.</p>
              <p>
                Where the name changes, use a pattern: * and ? match any characters, {"{yyyy}{MM}{dd}"} the
                date. The newest file that matches is read, and never an older one after it.
              </p>
            </Hint>
          }
          optional={optional}
          mono
          placeholder={placeholder}
          autoComplete="off"
          spellCheck={false}
          className="flex-1"
          help={`${props.help ?? (source ? `Relative to ${source.start.inWords}.` : "")} ${PATTERN_HELP}`.trim()}
        />
        <Button
          variant="outline"
          className="mt-[1.625rem] max-md:h-10 max-sm:mt-0"
          aria-expanded={browsing}
          aria-label={optional ? `Browse for the ${label.toLowerCase()}` : undefined}
          disabled={source === null}
          onClick={() => setBrowsing(!browsing)}
        >
          <FolderOpen aria-hidden="true" />
          Browse
        </Button>
      </div>
      {pattern ? (
        <Button
          variant="link"
          className="h-auto w-fit max-w-full justify-start whitespace-normal text-left"
          onClick={() => pick(pattern)}
        >
          <CalendarRange aria-hidden="true" />
          <span className="wrap-anywhere">
            Use a pattern for files like this: <span className="font-mono">{pattern}</span>
          </span>
        </Button>
      ) : null}
      {source ? (
        <PatternMatches
          workspace={workspace}
          sourceId={source.id}
          path={path}
          timeZone={timeZone}
          daysOldMax={daysOf(daysOldMax)}
        />
      ) : null}
      {browsing && source ? (
        <FolderBrowser key={source.id} source={source} onPick={(path) => pick(literalPath(path))} />
      ) : null}
    </div>
  );
}

const PATTERN_HELP =
  "Can be a pattern, of which the newest file is taken: users_*.csv, or with a date, users_{yyyy}{MM}{dd}.csv.";

/** As typed; null for none, or for what the field itself refuses. */
function daysOf(typed: string | undefined): number | null {
  return typed !== undefined && /^\d{1,4}$/.test(typed.trim()) ? Math.min(Number(typed), 3650) : null;
}
