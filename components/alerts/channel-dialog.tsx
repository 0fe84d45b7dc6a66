"use client";

import { type FormEvent, useState } from "react";
import { DialogFoot } from "@/components/patterns/dialog-foot";
import { Field } from "@/components/patterns/field";
import { OptionSelect } from "@/components/patterns/option-select";
import { TitledDialog } from "@/components/patterns/titled-dialog";
import { useAction } from "@/components/patterns/use-action";
import { Input } from "@/components/ui/input";
import { createChannelAction } from "@/lib/channels/actions";
import { CHANNEL_KINDS, CHANNELS, type ChannelKind } from "@/lib/model/channel";

const KINDS = CHANNEL_KINDS.map((value) => ({ value, label: CHANNELS[value].label }));

const HOW: Readonly<Record<ChannelKind, string>> = {
  slack: "In Slack, create an app with an incoming webhook for the channel, and copy its address.",
  teams:
    "In Teams, open Workflows for the channel, choose “Send webhook alerts to a channel”, and copy the address.",
};

/** Adds an incoming webhook. Its address is a secret, and is not shown again. */
export function ChannelDialog({ org, onClose }: { org: string; onClose: () => void }) {
  const [kind, setKind] = useState<ChannelKind>("slack");
  const [name, setName] = useState("");
  const [url, setUrl] = useState("");
  const { run, pending, error } = useAction(createChannelAction, { success: "Channel added", quiet: true });
  const faults = error?.fieldErrors;

  async function submit(event: FormEvent) {
    event.preventDefault();
    if ((await run({ org }, { kind, name, url })).ok) onClose();
  }
  return (
    <TitledDialog
      title="Add channel"
      description="Alerts hold counts, reasons and up to five names. Add a channel whose members may read them."
      onClose={onClose}
    >
      <form className="grid gap-4" onSubmit={submit}>
        <Field label="Chat" help={HOW[kind]} error={faults?.kind}>
          {(control) => <OptionSelect {...control} options={KINDS} value={kind} onChange={setKind} />}
        </Field>
        <Field label="Name" help="Such as the channel's name." error={faults?.name}>
          {(control) => (
            <Input
              {...control}
              value={name}
              maxLength={80}
              autoComplete="off"
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Field
          label="Address of the webhook"
          help="It is kept encrypted and never shown again."
          error={faults?.url ?? (faults ? undefined : error?.message)}
        >
          {(control) => (
            <Input
              {...control}
              value={url}
              autoComplete="off"
              spellCheck={false}
              placeholder={CHANNELS[kind].example}
              onChange={(event) => setUrl(event.target.value)}
            />
          )}
        </Field>
        <DialogFoot onCancel={onClose} verb="Add channel" pending={pending} />
      </form>
    </TitledDialog>
  );
}
