"use client";

import { type FormEvent, useState } from "react";
import { CheckList } from "@/components/api-tokens/check-list";
import { DialogFoot } from "@/components/patterns/dialog-foot";
import { Field } from "@/components/patterns/field";
import { OptionSelect } from "@/components/patterns/option-select";
import { TitledDialog } from "@/components/patterns/titled-dialog";
import { Checkbox } from "@/components/ui/checkbox";
import { Input } from "@/components/ui/input";
import type { ActionError } from "@/lib/action";
import type { CreateTokenInput } from "@/lib/api-tokens/schema";
import type { TokenPermission } from "@/lib/api-tokens/scopes";

export type OfferedPermission = { permission: TokenPermission; group: string; label: string };

type Props = {
  workspaces: readonly { id: string; name: string }[];
  permissions: readonly OfferedPermission[];
  pending: boolean;
  error: ActionError | null;
  create: (input: CreateTokenInput) => Promise<{ ok: boolean }>;
  onClose: () => void;
};

const LABEL_MAX = 100;
const OTHER = "other";

const EXPIRY = [
  { value: "30", label: "After 30 days" },
  { value: "90", label: "After 90 days" },
  { value: "365", label: "After a year" },
  { value: OTHER, label: "After a number of days" },
  { value: "never", label: "Never" },
];

/** Names a new token and says what it may do, where, and until when. */
export function CreateTokenDialog({ workspaces, permissions, pending, error, create, onClose }: Props) {
  const [label, setLabel] = useState("");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [scope, setScope] = useState("all");
  const [places, setPlaces] = useState<ReadonlySet<string>>(new Set());
  const [expiry, setExpiry] = useState("90");
  const [days, setDays] = useState("180");
  const [isSure, setSure] = useState(false);
  const [isUnsure, setUnsure] = useState(false);
  const faults = error?.fieldErrors;

  async function submit(event: FormEvent) {
    event.preventDefault();
    const neverExpires = expiry === "never";
    setUnsure(neverExpires && !isSure);
    if (neverExpires && !isSure) return;
    const result = await create({
      label,
      permissions: permissions.map(({ permission }) => permission).filter((one) => chosen.has(one)),
      workspaceIds: scope === "all" ? null : [...places],
      days: neverExpires ? null : Number(expiry === OTHER ? days : expiry),
    });
    if (result.ok) onClose();
  }
  return (
    <TitledDialog
      title="Create API token"
      description="It is shown once. Anyone who has it can do what you select here."
      onClose={onClose}
    >
      <form className="grid gap-4" onSubmit={submit}>
        <Field
          label="Name"
          help="Such as the program or server that uses it. Histories show it."
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
        <CheckList
          legend="Permissions"
          items={permissions.map(({ permission, label: words }) => ({ id: permission, label: words }))}
          selected={chosen}
          onChange={setChosen}
          error={faults?.permissions}
        />
        <Field label="Workspaces" error={faults?.workspaceIds}>
          {(control) => (
            <OptionSelect
              {...control}
              options={[
                { value: "all", label: "All, also those created later" },
                { value: "some", label: "Only those selected" },
              ]}
              value={scope}
              onChange={setScope}
            />
          )}
        </Field>
        {scope === "some" ? (
          <CheckList
            legend="Selected workspaces"
            items={workspaces.map(({ id, name }) => ({ id, label: name }))}
            selected={places}
            onChange={setPlaces}
          />
        ) : null}
        <Field label="Expires" help="Programs are refused with it after that." error={faults?.days}>
          {(control) => <OptionSelect {...control} options={EXPIRY} value={expiry} onChange={setExpiry} />}
        </Field>
        {expiry === OTHER ? (
          <Field label="Days" help="From 1 to 365.">
            {(control) => (
              <Input
                {...control}
                type="number"
                min={1}
                max={365}
                value={days}
                onChange={(event) => setDays(event.target.value)}
              />
            )}
          </Field>
        ) : null}
        {expiry === "never" ? (
          <Field
            layout="checkbox"
            label="I know that it works until someone revokes it"
            error={isUnsure ? "Confirm this, or let the token expire." : undefined}
          >
            {(control) => (
              <Checkbox
                {...control}
                className="col-start-1 row-start-1 mt-0.5"
                checked={isSure}
                onCheckedChange={(checked) => setSure(checked === true)}
              />
            )}
          </Field>
        ) : null}
        <DialogFoot onCancel={onClose} verb="Create API token" pending={pending} />
      </form>
    </TitledDialog>
  );
}
