"use client";

import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { ConfirmButton } from "@/components/sso/confirm-button";
import { removeProviderAction, requireOnlySsoAction } from "@/lib/sso/actions";

/** Turns the requirement of single sign-on on or off. */
export function RequireSso({ onlySso }: { onlySso: boolean }) {
  const { org } = useScope();
  const { run } = useAction(requireOnlySsoAction, {
    success: onlySso ? "Passwords work again" : "Single sign-on is required",
    quiet: true,
  });
  return onlySso ? (
    <ConfirmButton
      label="Stop requiring it"
      title="Stop requiring single sign-on?"
      description="Members can open the organization with their passwords again."
      confirmLabel="Stop requiring it"
      tone="default"
      onConfirm={() => run({ org }, { onlySso: false })}
    />
  ) : (
    <ConfirmButton
      label="Require single sign-on"
      title="Require single sign-on?"
      description="Members with an address of a verified domain can open the organization only with the provider, from now on and in every browser. Sign in with it yourself first, to see that it works."
      lost={["The passwords of these members no longer open the organization"]}
      confirmLabel="Require single sign-on"
      onConfirm={() => run({ org }, { onlySso: true })}
    />
  );
}

export function RemoveProvider({ issuer, label }: { issuer: string; label: string }) {
  const { org } = useScope();
  const { run } = useAction(removeProviderAction, { success: `${label} removed`, quiet: true });
  return (
    <ConfirmButton
      label="Remove"
      title={`Remove ${label}?`}
      description="Members sign in with their passwords again. Someone without one sets it with “Forgot your password?”."
      lost={["The client secret and the verified domains"]}
      confirmLabel="Remove sign-in provider"
      onConfirm={() => run({ org }, { issuer })}
    />
  );
}
