"use client";

import { ArrowRight } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { useScope } from "@/components/patterns/use-scope";
import { Alert } from "@/components/ui/alert";
import { hasOptions } from "@/lib/field-kinds/registry";
import type { TypePreview, ValueLine } from "@/lib/fields/type-change/read";
import { formatNumber } from "@/lib/format/number";
import { plural } from "@/lib/format/plural";
import type { FieldType } from "@/lib/model/field";
import { TYPE_UNDO_DAYS } from "@/lib/model/field-type-change";

/** What each value becomes, and what follows. */
export function TypeConsequences({ preview, type }: { preview: TypePreview; type: FieldType }) {
  const { org, workspace } = useScope();
  const { users, cleared, lines, more, options, syncs, lists, blocked, plans, refusal } = preview;
  if (refusal !== null)
    return (
      <Alert tone="danger">
        <p>{refusal}</p>
      </Alert>
    );
  return (
    <div className="grid gap-3 text-sm">
      {blocked.map(({ id, name, why }) => (
        <Alert key={id} tone="danger">
          <p>
            The rule of the list{" "}
            <Link
              href={`/${org}/${workspace}/lists/${id}`}
              className="font-medium underline underline-offset-4"
            >
              {name}
            </Link>{" "}
            can't follow: {why}. Change the rule first.
          </p>
        </Alert>
      ))}
      {cleared > 0 ? (
        <Alert tone="held">
          <p>
            {formatNumber(cleared)} of {plural(users, "user")} with a value would have none: what they have
            can't be read as the new type. It is kept for {TYPE_UNDO_DAYS} days, and undoing brings it back.
          </p>
        </Alert>
      ) : null}
      {lines.length > 0 ? (
        <ValueLines lines={lines} more={more} />
      ) : (
        <p>No user has a value in this field.</p>
      )}
      <ul className="grid gap-1.5">
        {hasOptions(type) ? <Line>The field gets {plural(options, "option")}.</Line> : null}
        {syncs.map(({ id, name, header }) => (
          <Line key={id}>
            The sync {name} reads its column “{header}” as the new type.
          </Line>
        ))}
        {lists.map(({ id, name, before, after }) => (
          <Line key={id}>
            The rule of the list {name}:{" "}
            {before === after ? "asks for the same." : `“${before}” becomes “${after}”.`}
          </Line>
        ))}
        {plans > 0 ? (
          <Line>
            {plural(plans, "pending plan leaves", "pending plans leave")} out this field. The next run fills
            it.
          </Line>
        ) : null}
        <Line>You can undo this for {TYPE_UNDO_DAYS} days.</Line>
      </ul>
    </div>
  );
}

/** Values before and after, with how many users have each. */
export function ValueLines({ lines, more }: { lines: readonly ValueLine[]; more: number }) {
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll area has to be reachable by keyboard
      tabIndex={0}
      aria-label="What each value becomes"
      className="max-h-[min(16rem,28vh)] overflow-y-auto rounded-md border"
    >
      <table className="w-full text-sm">
        <thead className="sticky top-0 bg-subtle text-left text-muted-foreground text-xs">
          <tr>
            <th scope="col" className="px-3 py-1.5 font-medium">
              Now
            </th>
            <th scope="col" className="px-3 py-1.5 font-medium">
              Becomes
            </th>
            <th scope="col" className="px-3 py-1.5 text-right font-medium">
              Users
            </th>
          </tr>
        </thead>
        <tbody className="divide-y">
          {lines.map(({ before, after, users }) => (
            <tr key={before}>
              <td className="wrap-anywhere w-1/2 px-3 py-1.5 align-top">{before}</td>
              <td className="wrap-anywhere w-1/2 px-3 py-1.5 align-top">
                {after === null ? <span className="text-danger">No value</span> : after}
              </td>
              <td className="px-3 py-1.5 text-right align-top tabular-nums">{formatNumber(users)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {more > 0 ? (
        <p className="border-t px-3 py-1.5 text-muted-foreground text-xs">
          And {plural(more, "more value")} that can be read.
        </p>
      ) : null}
    </section>
  );
}

function Line({ children }: { children: ReactNode }) {
  return (
    <li className="flex gap-2">
      <ArrowRight className="mt-0.5 size-4 shrink-0 text-muted-foreground" aria-hidden="true" />
      <span className="wrap-anywhere min-w-0">{children}</span>
    </li>
  );
}
