"use client";

import { CopyPlus, FolderPlus, Plus, X } from "lucide-react";
import { useBuilder } from "@/components/lists/builder/builder-context";
import { ConditionRow } from "@/components/lists/builder/condition-row";
import { OptionSelect } from "@/components/patterns/option-select";
import { Button } from "@/components/ui/button";
import { FieldError } from "@/components/ui/field";
import { cn } from "@/lib/cn";
import { RULE_DEPTH_MAX } from "@/lib/model/rule";
import { type DraftGroup, emptyCondition, emptyGroup, isDraftGroup } from "@/lib/rules/draft";
import { conditionCount } from "@/lib/rules/edit-draft";

const MATCHES = [
  { value: "all", label: "all", description: "Users must match every condition" },
  { value: "any", label: "any", description: "Users must match at least one condition" },
  { value: "none", label: "none", description: "Users must not match any condition" },
] as const;

/** The word between the conditions of a group. */
const CONJUNCTIONS = { all: "and", any: "or", none: "nor" } as const;

/** All, any or none of several conditions. A condition may be a group itself, up to four levels deep. */
export function GroupBox({ group, path }: { group: DraftGroup; path: readonly number[] }) {
  const { edit, errorAt, canAdd } = useBuilder();
  const isTop = path.length === 0;
  const name = isTop ? "Rule" : `Group ${path.map((at) => at + 1).join(".")}`;
  const error = errorAt(path);
  return (
    <fieldset
      className={cn(
        "grid min-w-0 gap-2",
        isTop ? "" : "rounded-md border border-l-2 border-l-primary-line bg-subtle p-2 sm:p-3",
      )}
    >
      <legend className="sr-only">{`${name}: match ${group.match} of these conditions`}</legend>
      <div className="flex items-center gap-2 text-sm">
        <span>{isTop ? "Users who match" : ""}</span>
        <OptionSelect
          aria-label={`${name}: match all, any or none`}
          options={MATCHES}
          value={group.match}
          onChange={(match) => edit({ do: "set", key: group.key, part: { ...group, match } })}
          className="w-20 font-medium"
        />
        <span className="min-w-0">of these conditions</span>
        {isTop ? null : (
          <span className="ml-auto flex">
            <Button
              variant="ghost"
              size="icon-sm"
              aria-label={`Duplicate ${name.toLowerCase()}`}
              disabled={!canAdd(conditionCount(group))}
              onClick={() => edit({ do: "copy", key: group.key })}
              className="text-muted-foreground"
            >
              <CopyPlus aria-hidden="true" />
            </Button>
            <Button
              variant="ghost"
              size="icon-sm"
              aria-label={`Remove ${name.toLowerCase()}`}
              onClick={() => edit({ do: "remove", key: group.key })}
              className="text-muted-foreground hover:text-danger"
            >
              <X aria-hidden="true" />
            </Button>
          </span>
        )}
      </div>
      {group.parts.map((part, at) => (
        <div
          key={part.key}
          className="grid min-w-0 grid-cols-[1.75rem_minmax(0,1fr)] gap-x-1 max-sm:grid-cols-1"
        >
          <span className="pt-3.5 text-muted-foreground text-xs max-sm:pt-0 max-sm:pb-1">
            {at === 0 ? "" : CONJUNCTIONS[group.match]}
          </span>
          {isDraftGroup(part) ? (
            <GroupBox group={part} path={[...path, at]} />
          ) : (
            <ConditionRow condition={part} path={[...path, at]} />
          )}
        </div>
      ))}
      <FieldError>{error}</FieldError>
      <div className="flex flex-wrap gap-2 sm:pl-8">
        <Button
          variant="outline"
          size="sm"
          disabled={!canAdd(1)}
          onClick={() => edit({ do: "add", into: group.key, part: emptyCondition() })}
        >
          <Plus aria-hidden="true" />
          Add condition
        </Button>
        {path.length + 1 < RULE_DEPTH_MAX ? (
          <Button
            variant="ghost"
            size="sm"
            disabled={!canAdd(1)}
            onClick={() =>
              edit({ do: "add", into: group.key, part: emptyGroup(group.match === "any" ? "all" : "any") })
            }
          >
            <FolderPlus aria-hidden="true" />
            Add group
          </Button>
        ) : null}
      </div>
    </fieldset>
  );
}
