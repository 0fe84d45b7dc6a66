import type { Metadata } from "next";
import { AuthLayout } from "@/components/shell/auth-layout";
import { FindProviderForm } from "@/components/sso/find-provider-form";
import { type AuthSearch, readAuthSearch, withAuthSearch } from "@/lib/auth/search";
import { openVisitor } from "@/lib/auth/visitor";
import { findOrgProvider } from "@/lib/sso/find-provider";
import { beginPath } from "@/lib/sso/links";
import { refusalText } from "@/lib/sso/refusals";

export const metadata: Metadata = { title: "Single sign-on" };

type Search = AuthSearch & { error?: string | string[]; org?: string | string[] };

/** Leads to the provider of an organization, and says why the way there or back ended. */
export default async function SsoPage({ searchParams }: { searchParams: Promise<Search> }) {
  const raw = await searchParams;
  const search = readAuthSearch(raw);
  const refusal = refusalText(typeof raw.error === "string" ? raw.error : undefined);
  const slug = typeof raw.org === "string" ? raw.org : "";
  const provider = slug ? await findOrgProvider(await openVisitor(), slug) : null;
  return (
    <AuthLayout
      title="Single sign-on"
      description={
        provider
          ? "This organization requires that you sign in with its own provider."
          : "Sign in with the provider of your organization."
      }
      footer={
        <a href={withAuthSearch("/sign-in", search)} className="text-primary hover:underline">
          Sign in with a password
        </a>
      }
    >
      {refusal ? (
        <p role="alert" className="mb-4 rounded-md border border-danger/40 bg-danger/5 px-3 py-2.5 text-sm">
          {refusal}
        </p>
      ) : null}
      {provider ? (
        <a
          href={beginPath(provider.id, { next: search.next })}
          className="flex h-9 items-center justify-center rounded-md bg-primary px-4 font-medium text-primary-foreground text-sm hover:bg-primary/90 max-sm:h-10"
        >
          Continue with {provider.label}
        </a>
      ) : (
        <FindProviderForm email={search.email} next={search.next} />
      )}
    </AuthLayout>
  );
}
