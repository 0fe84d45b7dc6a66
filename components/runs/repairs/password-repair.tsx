"use client";

import { KeyRound } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import { Field } from "@/components/patterns/field";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { renewPasswordAction } from "@/lib/remote-sources/actions";
import { syncNowAction } from "@/lib/runs/actions";

type Props = { syncId: string; source: { id: string; name: string; address: string } };

/** The password of a source that its server refused: entered again, checked, kept if it works, and the sync runs. */
export function PasswordRepair({ syncId, source }: Props) {
  const id = useId();
  const { org, workspace } = useScope();
  const router = useRouter();
  const [password, setPassword] = useState("");
  const [empty, setEmpty] = useState(false);
  const start = useAction(syncNowAction, {
    success: "Password saved. Sync started.",
    onDone: ({ runId }) => router.push(`/${org}/${workspace}/runs/${runId}`),
  });
  const renew = useAction(renewPasswordAction, {
    quiet: true,
    onDone: () => void start.run({ org, workspace }, { syncId }),
  });
  const { error } = renew;

  function submit(event: FormEvent): void {
    event.preventDefault();
    setEmpty(password === "");
    if (password !== "") void renew.run({ org }, { id: source.id, password });
  }

  return (
    <section aria-labelledby={`${id}-title`} className="grid gap-3 rounded-lg border bg-card px-4 py-3.5">
      <div className="grid gap-1">
        <h2 id={`${id}-title`} className="wrap-anywhere font-semibold">
          Enter the password of “{source.name}” again
        </h2>
        <p className="wrap-anywhere text-pretty text-muted-foreground text-sm">
          It is checked at {source.address} and replaces the stored password only if the server accepts it.
          Then the sync runs.
        </p>
      </div>
      <form onSubmit={submit} className="grid items-start gap-3" noValidate>
        <Field
          label="Password"
          className="max-w-80"
          error={
            empty ? "Enter the password." : error ? (error.fieldErrors?.password ?? error.message) : undefined
          }
        >
          {(control) => (
            <Input
              {...control}
              type="password"
              autoComplete="off"
              spellCheck={false}
              value={password}
              onChange={(event) => {
                setPassword(event.target.value);
                setEmpty(false);
                renew.clear();
              }}
            />
          )}
        </Field>
        <Button type="submit" className="w-fit" pending={renew.pending || start.pending}>
          <KeyRound aria-hidden="true" />
          Check and run again
        </Button>
      </form>
    </section>
  );
}
