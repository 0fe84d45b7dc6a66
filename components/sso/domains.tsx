"use client";

import { useForm } from "react-hook-form";
import { Copyable } from "@/components/patterns/copyable";
import { FormShell } from "@/components/patterns/form-shell";
import { lazyResolver } from "@/components/patterns/lazy-resolver";
import { TextField } from "@/components/patterns/text-field";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { ConfirmButton } from "@/components/sso/confirm-button";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { addDomainAction, proveDomainAction, removeDomainAction } from "@/lib/sso/actions";

const resolver = lazyResolver(async () => (await import("@/lib/sso/schema")).addDomainInput);

type Domain = { id: string; domain: string; host: string; challenge: string; isProved: boolean };

/** The domains of an organization, each with the record that proves it. */
export function Domains({ domains, canEdit }: { domains: readonly Domain[]; canEdit: boolean }) {
  const { org } = useScope();
  const form = useForm<{ domain: string }>({ resolver, defaultValues: { domain: "" } });
  const { run, pending } = useAction(addDomainAction, { form, onDone: () => form.reset({ domain: "" }) });
  return (
    <div className="grid gap-5">
      {domains.length > 0 ? (
        <ul className="grid gap-4">
          {domains.map((domain) => (
            <Row key={domain.id} domain={domain} canEdit={canEdit} />
          ))}
        </ul>
      ) : (
        <p className="text-muted-foreground text-sm">No domain yet.</p>
      )}
      {canEdit ? (
        <FormShell
          form={form}
          onSubmit={(input) => run({ org }, input)}
          className="flex flex-wrap items-end gap-2"
          warnUnsaved={false}
        >
          <TextField
            control={form.control}
            name="domain"
            label="Domain"
            placeholder="acme.com"
            className="min-w-56 flex-1 sm:max-w-sm"
          />
          <Button type="submit" variant="outline" pending={pending}>
            Add domain
          </Button>
        </FormShell>
      ) : null}
    </div>
  );
}

function Row({ domain, canEdit }: { domain: Domain; canEdit: boolean }) {
  const { org } = useScope();
  const { id, host, challenge, isProved } = domain;
  const prove = useAction(proveDomainAction, { success: `${domain.domain} verified` });
  const remove = useAction(removeDomainAction, { success: `${domain.domain} removed`, quiet: true });
  return (
    <li className="grid gap-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="flex items-center gap-2 font-medium">
          {domain.domain}
          <Badge variant={isProved ? "success" : "held"}>{isProved ? "Verified" : "Not verified"}</Badge>
        </p>
        {canEdit ? (
          <div className="flex gap-2">
            {isProved ? null : (
              <Button size="sm" pending={prove.pending} onClick={() => void prove.run({ org }, { id })}>
                Verify
              </Button>
            )}
            <ConfirmButton
              label="Remove"
              title={`Remove ${domain.domain}?`}
              description="People of this domain are no longer added, and no longer have to use single sign-on."
              confirmLabel="Remove domain"
              onConfirm={() => remove.run({ org }, { id })}
            />
          </div>
        ) : null}
      </div>
      {isProved || !canEdit ? null : (
        <div className="grid gap-1.5 text-sm">
          <p className="text-muted-foreground">
            Add this TXT record where your domain is managed, then verify:
          </p>
          <p className="text-muted-foreground text-xs">Name</p>
          <Copyable value={host} label="Copy name" />
          <p className="text-muted-foreground text-xs">Value</p>
          <Copyable value={challenge} label="Copy value" />
        </div>
      )}
    </li>
  );
}
