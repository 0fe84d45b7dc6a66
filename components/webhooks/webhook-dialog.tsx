"use client";

import { type FormEvent, useId, useState } from "react";
import { DialogFoot } from "@/components/patterns/dialog-foot";
import { Field } from "@/components/patterns/field";
import { TitledDialog } from "@/components/patterns/titled-dialog";
import { useAction } from "@/components/patterns/use-action";
import { Checkbox } from "@/components/ui/checkbox";
import { Input } from "@/components/ui/input";
import { EVENT_CHOICES } from "@/components/webhooks/event-labels";
import type { EventType } from "@/lib/model/event";
import { createWebhookAction, updateWebhookAction } from "@/lib/webhooks/actions";
import type { WebhookView } from "@/lib/webhooks/views";

type Props = {
  org: string;
  /** The one to change; null for a new one. */
  webhook: WebhookView | null;
  /** Gets the secret of a new one. */
  onMade?: (secret: string) => void;
  onClose: () => void;
};

/** Adds a webhook, or changes where it sends to and what. */
export function WebhookDialog({ org, webhook, onMade, onClose }: Props) {
  const [url, setUrl] = useState(webhook?.url ?? "");
  const [description, setDescription] = useState(webhook?.description ?? "");
  const [types, setTypes] = useState<readonly EventType[]>(webhook?.types ?? []);
  const create = useAction(createWebhookAction, { success: "Webhook added", quiet: true });
  const update = useAction(updateWebhookAction, { success: "Webhook saved", quiet: true });
  const { pending, error } = webhook ? update : create;
  const faults = error?.fieldErrors;

  async function submit(event: FormEvent) {
    event.preventDefault();
    const values = { url, description, types: [...types] };
    if (webhook) {
      if ((await update.run({ org }, { id: webhook.id, ...values })).ok) onClose();
      return;
    }
    const made = await create.run({ org }, values);
    if (!made.ok) return;
    onMade?.(made.data.secret);
    onClose();
  }
  const title = webhook ? "Edit webhook" : "Add webhook";
  return (
    <TitledDialog
      title={title}
      description="Messages hold ids, counts and the names of fields that changed."
      onClose={onClose}
    >
      <form className="grid gap-4" onSubmit={submit}>
        <Field
          label="Address"
          help="It must start with https:// and answer with a status from 200 to 299 within 15 seconds."
          error={faults?.url ?? (faults ? undefined : error?.message)}
        >
          {(control) => (
            <Input
              {...control}
              value={url}
              autoComplete="off"
              spellCheck={false}
              placeholder="https://example.com/rollcall"
              onChange={(event) => setUrl(event.target.value)}
            />
          )}
        </Field>
        <Field label="Name" help="Optional, for your colleagues." error={faults?.description}>
          {(control) => (
            <Input
              {...control}
              value={description}
              maxLength={100}
              autoComplete="off"
              onChange={(event) => setDescription(event.target.value)}
            />
          )}
        </Field>
        <fieldset className="grid gap-2">
          <legend className="mb-1 font-medium text-sm">Events</legend>
          {EVENT_CHOICES.map((choice) => (
            <Choice key={choice.group} {...choice} value={types} onChange={setTypes} />
          ))}
          {faults?.types ? (
            <p role="alert" className="text-danger text-sm">
              {faults.types}
            </p>
          ) : null}
        </fieldset>
        <DialogFoot onCancel={onClose} verb={webhook ? "Save webhook" : "Add webhook"} pending={pending} />
      </form>
    </TitledDialog>
  );
}

type ChoiceProps = (typeof EVENT_CHOICES)[number] & {
  value: readonly EventType[];
  onChange: (types: readonly EventType[]) => void;
};

function Choice({ label, help, types, value, onChange }: ChoiceProps) {
  const id = useId();
  const others = value.filter((type) => !types.includes(type));
  return (
    <div className="flex items-start gap-2">
      <Checkbox
        id={id}
        className="mt-0.5"
        checked={types.some((type) => value.includes(type))}
        onCheckedChange={(checked) => onChange(checked === true ? [...others, ...types] : others)}
      />
      <label htmlFor={id} className="text-sm">
        {label}
        <span className="block text-pretty text-muted-foreground text-xs">{help}</span>
      </label>
    </div>
  );
}
