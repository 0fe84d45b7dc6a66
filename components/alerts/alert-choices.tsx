"use client";

import { useId } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { ALERT_KINDS, type AlertKind, type AlertWays } from "@/lib/model/alert";
import { ALERT_LABELS } from "@/lib/model/alert-labels";

export type Choices = Readonly<Record<AlertKind, AlertWays>>;

type Props = {
  value: Choices;
  onChange: (value: Choices) => void;
  disabled?: boolean;
};

/** For each kind of alert, whether it is told by e-mail and in the app. */
export function AlertChoices({ value, onChange, disabled }: Props) {
  return (
    <table className="w-full text-sm">
      <thead>
        <tr className="border-b text-left text-muted-foreground text-xs">
          <th scope="col" className="px-4 py-2 font-medium">
            What
          </th>
          <th scope="col" className="w-16 px-2 py-2 text-center font-medium">
            E-mail
          </th>
          <th scope="col" className="w-16 px-2 py-2 text-center font-medium sm:pr-4">
            Inbox
          </th>
        </tr>
      </thead>
      <tbody className="divide-y">
        {ALERT_KINDS.map((kind) => (
          <Row
            key={kind}
            kind={kind}
            ways={value[kind]}
            disabled={disabled}
            onChange={(ways) => onChange({ ...value, [kind]: ways })}
          />
        ))}
      </tbody>
    </table>
  );
}

type RowProps = { kind: AlertKind; ways: AlertWays; disabled?: boolean; onChange: (ways: AlertWays) => void };

function Row({ kind, ways, disabled, onChange }: RowProps) {
  const id = useId();
  const { label, when } = ALERT_LABELS[kind];
  return (
    <tr>
      <th scope="row" id={id} className="px-4 py-2.5 text-left font-normal">
        <span className="font-medium">{label}</span>
        <span className="block text-pretty text-muted-foreground">{when}</span>
      </th>
      {(["mail", "inApp"] as const).map((way) => (
        <td key={way} className="px-2 py-2.5 text-center align-middle sm:last:pr-4">
          <Checkbox
            aria-label={`${label}: ${way === "mail" ? "e-mail" : "inbox"}`}
            checked={ways[way]}
            disabled={disabled}
            onCheckedChange={(checked) => onChange({ ...ways, [way]: checked === true })}
          />
        </td>
      ))}
    </tr>
  );
}
