"use client";

import { type FormEvent, useState } from "react";
import { DialogFoot } from "@/components/patterns/dialog-foot";
import { Field } from "@/components/patterns/field";
import { OptionSelect } from "@/components/patterns/option-select";
import { TitledDialog } from "@/components/patterns/titled-dialog";
import { Input } from "@/components/ui/input";
import type { ActionError } from "@/lib/action";
import type { MakeDropSecretInput } from "@/lib/drops/schema";

type Wanted = Pick<MakeDropSecretInput, "label" | "days">;

type Props = {
  pending: boolean;
  error: ActionError | null;
  make: (wanted: Wanted) => Promise<{ ok: boolean }>;
  onClose: () => void;
};

const LABEL_MAX = 100;

const DAYS: Readonly<Record<string, Wanted["days"]>> = { never: null, 30: 30, 90: 90, 365: 365 };

const EXPIRY = [
  { value: "never", label: "Never" },
  { value: "30", label: "After 30 days" },
  { value: "90", label: "After 90 days" },
  { value: "365", label: "After a year" },
];

/** Names a new token and says until when it works. */
export function TokenDialog({ pending, error, make, onClose }: Props) {
  const [label, setLabel] = useState("");
  const [expiry, setExpiry] = useState("never");
  const faults = error?.fieldErrors;

  async function submit(event: FormEvent) {
    event.preventDefault();
    const result = await make({ label, days: DAYS[expiry] ?? null });
    if (result.ok) onClose();
  }
  return (
    <TitledDialog
      title="Make a token"
      description="It is shown once. Anyone who has it can place files in this drop by HTTPS."
      onClose={onClose}
    >
      <form className="grid gap-4" onSubmit={submit}>
        <Field
          label="Name"
          optional
          help="Such as the program or server that uses it."
          error={faults?.label ?? (faults ? undefined : error?.message)}
        >
          {(control) => (
            <Input
              {...control}
              value={label}
              maxLength={LABEL_MAX}
              autoComplete="off"
              onChange={(event) => setLabel(event.target.value)}
            />
          )}
        </Field>
        <Field
          label="Expires"
          help="Files can't be sent with it any more after that. Make another one in time."
          error={faults?.days}
        >
          {(control) => <OptionSelect {...control} options={EXPIRY} value={expiry} onChange={setExpiry} />}
        </Field>
        <DialogFoot onCancel={onClose} verb="Make a token" pending={pending} />
      </form>
    </TitledDialog>
  );
}
