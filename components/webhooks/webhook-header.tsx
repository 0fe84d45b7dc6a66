"use client";

import { Pause, Pencil, Play, Send } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { DayTime } from "@/components/patterns/day-time";
import { deferDialog } from "@/components/patterns/deferred-dialog";
import { Panel } from "@/components/patterns/panel";
import { RelativeTime } from "@/components/patterns/relative-time";
import { toast } from "@/components/patterns/toast";
import { useAction } from "@/components/patterns/use-action";
import { Button } from "@/components/ui/button";
import { answerInWords } from "@/components/webhooks/answer";
import { eventsInWords } from "@/components/webhooks/event-labels";
import { SecretOnce } from "@/components/webhooks/secret-once";
import { WebhookState } from "@/components/webhooks/webhook-state";
import {
  deleteWebhookAction,
  rotateWebhookSecretAction,
  setWebhookStateAction,
  testWebhookAction,
} from "@/lib/webhooks/actions";
import type { WebhookView } from "@/lib/webhooks/views";

const WebhookDialog = deferDialog(
  async () => (await import("@/components/webhooks/webhook-dialog")).WebhookDialog,
);

type Asked = "edit" | "rotate" | "delete" | null;

/** A webhook with what can be done with it. */
export function WebhookHeader({ org, webhook }: { org: string; webhook: WebhookView }) {
  const { id } = webhook;
  const router = useRouter();
  const [asked, setAsked] = useState<Asked>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const isEnabled = webhook.state === "enabled";
  const set = useAction(setWebhookStateAction, {
    success: isEnabled ? "Webhook paused" : "Webhook enabled",
  });
  const rotate = useAction(rotateWebhookSecretAction, {
    quiet: true,
    onDone: (made) => setSecret(made.secret),
  });
  const remove = useAction(deleteWebhookAction, {
    quiet: true,
    success: "Webhook deleted",
    onDone: () => router.push(`/${org}/settings/webhooks`),
  });
  const test = useAction(testWebhookAction, { onDone: (answer) => say("Test", answer) });
  const close = () => setAsked(null);
  return (
    <Panel
      title={webhook.description || webhook.url}
      description={webhook.description ? webhook.url : undefined}
      actions={<WebhookState {...webhook} />}
    >
      <div className="grid gap-4 text-sm">
        {secret ? <SecretOnce secret={secret} /> : null}
        <p className="text-muted-foreground">
          {eventsInWords(webhook.types)} · Added <RelativeTime at={webhook.createdAt} /> by{" "}
          {webhook.createdBy}
          {webhook.oldSecretUntil ? (
            <>
              {" "}
              · The old secret signs as well until <DayTime at={webhook.oldSecretUntil} />
            </>
          ) : null}
        </p>
        {webhook.failingSince ? (
          <p>
            It has not accepted a message since <DayTime at={webhook.failingSince} />.{" "}
            {webhook.nextTryAt && isEnabled ? (
              <>
                Next attempt <RelativeTime at={webhook.nextTryAt} />.
              </>
            ) : null}
          </p>
        ) : null}
        <div className="flex flex-wrap gap-2">
          <Button
            size="sm"
            variant="outline"
            pending={test.pending}
            onClick={() => void test.run({ org }, { id })}
          >
            <Send aria-hidden="true" />
            Send a test
          </Button>
          <Button
            size="sm"
            variant="outline"
            pending={set.pending}
            onClick={() => void set.run({ org }, { id, state: isEnabled ? "paused" : "enabled" })}
          >
            {isEnabled ? <Pause aria-hidden="true" /> : <Play aria-hidden="true" />}
            {isEnabled ? "Pause" : "Enable"}
          </Button>
          <Button size="sm" variant="outline" onClick={() => setAsked("edit")}>
            <Pencil aria-hidden="true" />
            Edit
          </Button>
          <Button size="sm" variant="outline" onClick={() => setAsked("rotate")}>
            Replace secret
          </Button>
          <Button size="sm" variant="outline" onClick={() => setAsked("delete")}>
            Delete
          </Button>
        </div>
      </div>
      {asked === "edit" ? <WebhookDialog org={org} webhook={webhook} onClose={close} /> : null}
      <ConfirmDialog
        open={asked === "rotate"}
        onOpenChange={close}
        title="Replace secret"
        description="A new signing secret is made and shown once."
        kept={["For 24 hours messages are signed with the old secret as well."]}
        tone="default"
        confirmLabel="Replace secret"
        onConfirm={() => rotate.run({ org }, { id })}
      />
      <ConfirmDialog
        open={asked === "delete"}
        onOpenChange={close}
        title="Delete webhook"
        description="You can't undo this."
        lost={["Events that have not been delivered to it", "The log of its deliveries"]}
        confirmLabel="Delete webhook"
        onConfirm={() => remove.run({ org }, { id })}
      />
    </Panel>
  );
}

/** Says in a toast what a server answered. */
export function say(what: string, answer: Parameters<typeof answerInWords>[0]): void {
  const words = answerInWords(answer);
  if (answer.failure === null) toast.success(`${what} sent`, { description: words });
  else toast.error(`${what} was not accepted`, { description: words });
}
