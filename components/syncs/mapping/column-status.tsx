"use client";

import { Check, Lightbulb, Minus, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { FIELD_KINDS } from "@/lib/field-kinds/registry";
import type { ColumnTarget } from "@/lib/model/mapping";
import type { ProposedColumn } from "@/lib/syncs/propose/columns";

type Props = {
  column: ProposedColumn;
  onUse: (target: ColumnTarget) => void;
  /** Undefined for members who may not add fields. */
  onMake: (() => void) | undefined;
};

/** The status of a column below its field: how it was mapped, or what is suggested and why. */
export function ColumnStatus({ column, onUse, onMake }: Props) {
  const { how, near, guess, clash } = column;
  if (clash !== null) {
    return (
      <Line tone="danger" icon={<TriangleAlert aria-hidden="true" />}>
        <span role="alert">“{clash}” is mapped to the same field. The file can't be imported like this.</span>
        <Button variant="outline" size="sm" onClick={() => onUse({ kind: "ignore" })}>
          Ignore column
        </Button>
      </Line>
    );
  }
  if (near) {
    return (
      <Line tone="held" icon={<Lightbulb aria-hidden="true" />}>
        <span>
          Probably {near.label}: {near.why}
        </span>
        <Button
          variant="outline"
          size="sm"
          aria-label={`Use ${column.header} as ${near.label}`}
          onClick={() => onUse(near.target)}
        >
          Use
        </Button>
      </Line>
    );
  }
  if (how === "unknown") {
    return (
      <Line tone="held" icon={<TriangleAlert aria-hidden="true" />}>
        <span>
          No field has this name.
          {guess && onMake
            ? ` Looks like ${article(FIELD_KINDS[guess.type].label.toLowerCase())}. ${guess.why}`
            : ""}
        </span>
        {onMake ? (
          <Button variant="outline" size="sm" aria-label={`Add field for ${column.header}`} onClick={onMake}>
            Add field
          </Button>
        ) : null}
      </Line>
    );
  }
  if (how === "ignored") {
    return <Line icon={<Minus aria-hidden="true" />}>Left out, without a warning.</Line>;
  }
  return (
    <Line icon={<Check className="text-success" aria-hidden="true" />}>
      {how === "matched" ? "Matched by name" : "Mapped manually"}
    </Line>
  );
}

const TONES = { muted: "text-muted-foreground", held: "text-held", danger: "text-danger" } as const;

type LineProps = { tone?: keyof typeof TONES; icon: ReactNode; children: ReactNode };

function Line({ tone = "muted", icon, children }: LineProps) {
  return (
    <div
      className={`flex min-w-0 items-start gap-1.5 text-xs leading-5 [&>svg]:mt-[3px] [&>svg]:size-3.5 [&>svg]:shrink-0 ${TONES[tone]}`}
    >
      {icon}
      <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-2.5 gap-y-1 [&_[data-slot=button]]:h-6">
        {children}
      </div>
    </div>
  );
}

/** "a number field". */
function article(type: string): string {
  return `a ${type} field`;
}
