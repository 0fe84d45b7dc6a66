"use client";

import { useEffect, useState } from "react";
import { useForm } from "react-hook-form";
import { CodeForm } from "@/components/account/code-form";
import { ConfirmByPasskey } from "@/components/account/confirm-by-passkey";
import { DialogFoot } from "@/components/patterns/dialog-foot";
import { FormShell } from "@/components/patterns/form-shell";
import { lazyResolver } from "@/components/patterns/lazy-resolver";
import { PasswordField } from "@/components/patterns/password-field";
import { TitledDialog } from "@/components/patterns/titled-dialog";
import { useAction } from "@/components/patterns/use-action";
import { Button } from "@/components/ui/button";
import { confirmByCodeAction, confirmPasswordAction, listConfirmWaysAction } from "@/lib/account/actions";
import { beginPath } from "@/lib/sso/links";

const resolver = lazyResolver(async () => (await import("@/lib/auth/schema")).confirmPasswordInput);

type Input = { password: string };
type Way = "password" | "code" | "passkey";
type Props = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onConfirmed: () => void;
};

const USE: Readonly<Record<Way, string>> = {
  password: "Use your password",
  code: "Use your authenticator app",
  passkey: "Use a passkey",
};

/** The dialog of `PasswordAsker`: a password, a code or a passkey, whichever the person has and likes. */
export function ConfirmPassword({ open, onOpenChange, onConfirmed }: Props) {
  return (
    <TitledDialog
      title="Confirm it's you"
      description="This changes who has access or where a password is sent. You won't be asked again for 10 minutes."
      open={open}
      onClose={() => onOpenChange(false)}
    >
      <Ways onDone={onConfirmed} onCancel={() => onOpenChange(false)} />
    </TitledDialog>
  );
}

type FormProps = { onDone: () => void; onCancel: () => void };

/** The password first: nearly everyone has one, and its field must not wait for the others to be looked up. */
function Ways(props: FormProps) {
  const [ways, setWays] = useState<readonly Way[]>(["password"]);
  const [chosen, setChosen] = useState<Way | null>(null);
  const [hasNone, setHasNone] = useState(false);
  useEffect(() => {
    let current = true;
    void listConfirmWaysAction({}).then((answer) => {
      if (!current || !answer.ok) return;
      const found = (["password", "code", "passkey"] as const).filter((way) => answer.data[way]);
      if (found.length > 0) setWays(found);
      else setHasNone(true);
    });
    return () => {
      current = false;
    };
  }, []);
  if (hasNone) return <SignInAgain />;
  const way = chosen ?? ways[0] ?? "password";
  return (
    <div className="grid gap-4">
      {way === "password" ? <PasswordForm {...props} /> : null}
      {way === "code" ? <CodeForm {...props} action={confirmByCodeAction} submit="Confirm" /> : null}
      {way === "passkey" ? <ConfirmByPasskey {...props} /> : null}
      {ways.length > 1 ? (
        <div className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
          {ways
            .filter((other) => other !== way)
            .map((other) => (
              <Button key={other} variant="link" className="h-auto p-0" onClick={() => setChosen(other)}>
                {USE[other]}
              </Button>
            ))}
        </div>
      ) : null}
    </div>
  );
}

/** For someone who has nothing but their provider: it asks for the password there, and comes back to this page. */
function SignInAgain() {
  return (
    <Button asChild>
      <a href={beginPath("again", { kind: "confirm", next: window.location.pathname })}>
        Sign in again with your provider
      </a>
    </Button>
  );
}

function PasswordForm({ onDone, onCancel }: FormProps) {
  const form = useForm<Input>({
    resolver,
    defaultValues: { password: "" },
  });
  const { run, pending } = useAction(confirmPasswordAction, { form, onDone, quiet: true });
  const { root } = form.formState.errors;
  const failure = form.formState.errors.password ? null : root?.server?.message;
  return (
    <FormShell form={form} onSubmit={run} warnUnsaved={false}>
      <PasswordField
        control={form.control}
        name="password"
        label="Password"
        autoComplete="current-password"
        autoFocus
      />
      {failure ? (
        <p role="alert" className="text-danger text-sm">
          {failure}
        </p>
      ) : null}
      <DialogFoot onCancel={onCancel} verb="Confirm" pending={pending} />
    </FormShell>
  );
}
