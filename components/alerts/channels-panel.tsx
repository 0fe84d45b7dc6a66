"use client";

import { Plus, Send, Trash2 } from "lucide-react";
import { useState } from "react";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { deferDialog } from "@/components/patterns/deferred-dialog";
import { Panel } from "@/components/patterns/panel";
import { RelativeTime } from "@/components/patterns/relative-time";
import { useAction } from "@/components/patterns/use-action";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { deleteChannelAction, sendTestAction } from "@/lib/channels/actions";
import type { ChannelView } from "@/lib/channels/views";
import { CHANNELS } from "@/lib/model/channel";

const ChannelDialog = deferDialog(
  async () => (await import("@/components/alerts/channel-dialog")).ChannelDialog,
);

type Props = { org: string; channels: readonly ChannelView[]; canEdit: boolean };

/** Where alerts go beside the members' e-mails: each can be tried with a test. */
export function ChannelsPanel({ org, channels, canEdit }: Props) {
  const [isAdding, setAdding] = useState(false);
  const [removed, setRemoved] = useState<ChannelView | null>(null);
  const remove = useAction(deleteChannelAction, { success: "Channel removed", quiet: true });
  return (
    <Panel
      title="Channels"
      description="Every alert of the organization is also sent to these channels of Slack and Microsoft Teams."
      actions={
        canEdit ? (
          <Button variant="outline" size="sm" onClick={() => setAdding(true)}>
            <Plus aria-hidden="true" />
            Add channel
          </Button>
        ) : null
      }
      footer={<TestButton org={org} channelId={null} label="Send me a test e-mail" name="by e-mail to you" />}
    >
      {channels.length === 0 ? (
        <p className="text-muted-foreground text-sm">
          No channels yet. Members get alerts by e-mail and in their inbox.
        </p>
      ) : (
        <ul className="grid gap-3">
          {channels.map((channel) => (
            <li key={channel.id} className="flex flex-wrap items-start justify-between gap-3">
              <div className="min-w-0 text-sm">
                <p className="flex flex-wrap items-center gap-2">
                  <span className="wrap-anywhere font-medium">{channel.name}</span>
                  <Badge variant="outline">{CHANNELS[channel.kind].label}</Badge>
                </p>
                <p className="text-muted-foreground text-xs">
                  Added <RelativeTime at={channel.createdAt} /> by {channel.createdBy} · Last message{" "}
                  <RelativeTime at={channel.lastSentAt} never="never" />
                </p>
              </div>
              <div className="flex gap-2">
                <TestButton
                  org={org}
                  channelId={channel.id}
                  label="Send a test"
                  name={`to ${channel.name}`}
                />
                {canEdit ? (
                  <Button
                    variant="outline"
                    size="icon-sm"
                    aria-label={`Remove ${channel.name}`}
                    onClick={() => setRemoved(channel)}
                  >
                    <Trash2 aria-hidden="true" />
                  </Button>
                ) : null}
              </div>
            </li>
          ))}
        </ul>
      )}
      {isAdding ? <ChannelDialog org={org} onClose={() => setAdding(false)} /> : null}
      <ConfirmDialog
        open={removed !== null}
        onOpenChange={() => setRemoved(null)}
        title={`Remove ${removed?.name ?? ""}`}
        description="Nothing is sent to this channel from now on."
        lost={["The address of the webhook, which is needed to add it again", "Its lines in the log below"]}
        confirmLabel="Remove channel"
        onConfirm={() => remove.run({ org }, { channelId: removed?.id ?? "" })}
      />
    </Panel>
  );
}

type TestProps = { org: string; channelId: string | null; label: string; name: string };

function TestButton({ org, channelId, label, name }: TestProps) {
  const { run, pending } = useAction(sendTestAction, { success: `Test sent ${name}` });
  return (
    <Button variant="outline" size="sm" pending={pending} onClick={() => void run({ org }, { channelId })}>
      <Send aria-hidden="true" />
      {label}
    </Button>
  );
}
