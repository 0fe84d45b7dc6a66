import type { Metadata } from "next";
import type { ReactNode } from "react";
import { Command } from "@/components/api-docs/command";
import { Operation } from "@/components/api-docs/operation";
import { Problems } from "@/components/api-docs/problems";
import { Values } from "@/components/api-docs/values";
import { Page } from "@/components/patterns/page";
import { PageHeader } from "@/components/patterns/page-header";
import { documentView } from "@/lib/api/document-view";
import { guideSteps } from "@/lib/api/guide";
import { REQUESTS_A_MINUTE } from "@/lib/api/limits";
import { publicUrl } from "@/lib/env";
import { problemKinds } from "@/lib/problem";

export const metadata: Metadata = { title: "API documentation" };

const LINK = "text-primary underline-offset-4 hover:underline";

/** What programs can do and how: made of the schemas that the API itself checks with. For everyone, and about nobody. */
export default function ApiDocsPage() {
  const url = publicUrl();
  const { tags, schemas } = documentView(url);
  return (
    <main>
      <Page>
        <PageHeader
          title="API documentation"
          description={
            <>
              Version 1. Programs do with it what people do on the pages.{" "}
              <a className={LINK} href="/api/v1/openapi.json">
                OpenAPI document
              </a>
            </>
          }
        />
        <div className="grid gap-10 lg:grid-cols-[13rem_minmax(0,1fr)]">
          <nav aria-label="API documentation" className="text-sm lg:sticky lg:top-6 lg:self-start">
            <ul className="flex flex-wrap gap-x-4 gap-y-1.5 lg:flex-col">
              {["How it works", "Guide", ...tags.map(({ name }) => name), "Problems", "Schemas"].map(
                (name) => (
                  <li key={name}>
                    <a className={LINK} href={`#${anchor(name)}`}>
                      {name}
                    </a>
                  </li>
                ),
              )}
            </ul>
          </nav>
          <div className="grid min-w-0 gap-12">
            <Part name="How it works">
              <ul className="grid max-w-prose list-disc gap-1.5 pl-5 text-sm">
                <li>
                  Send a token as <code className="font-mono text-xs">Authorization: Bearer rct_…</code>. An
                  owner or admin creates it on the page Settings, API tokens.
                </li>
                <li>
                  A token may make {REQUESTS_A_MINUTE} requests a minute. The headers RateLimit-Remaining and
                  RateLimit-Reset say how many are left, Retry-After how long to wait.
                </li>
                <li>
                  With an Idempotency-Key, a POST or PUT may be sent again within 24 hours: it is carried out
                  once, and every sending gets the same answer.
                </li>
                <li>Lists have a cursor: read them until next is null.</li>
                <li>
                  Instants are in UTC. What was done through the API is in the audit log under the name of the
                  token.
                </li>
              </ul>
            </Part>
            <Part name="Guide">
              <p className="max-w-prose text-pretty text-sm">
                From a file to changed users, and back. The commands need curl and jq.
              </p>
              <ol className="grid gap-5">
                {guideSteps(url).map(({ id, title, text, command }, at) => (
                  <li key={id} id={`guide-${id}`} className="grid min-w-0 scroll-mt-6 gap-2">
                    <h3 className="font-medium text-sm">
                      {at + 1}. {title}
                    </h3>
                    <p className="max-w-prose text-pretty text-muted-foreground text-sm">{text}</p>
                    <Command text={command} label={`Copy commands: ${title}`} />
                  </li>
                ))}
              </ol>
            </Part>
            {tags.map(({ name, operations }) => (
              <Part key={name} name={name}>
                {operations.map((operation) => (
                  <Operation key={operation.id} operation={operation} />
                ))}
              </Part>
            ))}
            <Part name="Problems">
              <Problems kinds={problemKinds()} />
            </Part>
            <Part name="Schemas">
              {schemas.map(({ name, description, values }) => (
                <section key={name} id={`schema-${name}`} className="grid scroll-mt-6 gap-2">
                  <h3 className="font-medium text-sm">{name}</h3>
                  {description ? <p className="text-muted-foreground text-sm">{description}</p> : null}
                  <Values title="Values" values={values} />
                </section>
              ))}
            </Part>
          </div>
        </div>
      </Page>
    </main>
  );
}

function Part({ name, children }: { name: string; children: ReactNode }) {
  return (
    <section
      id={anchor(name)}
      aria-labelledby={`${anchor(name)}-title`}
      className="grid min-w-0 scroll-mt-6 gap-5"
    >
      <h2 id={`${anchor(name)}-title`} className="font-semibold text-lg">
        {name}
      </h2>
      {children}
    </section>
  );
}

function anchor(name: string): string {
  return name.toLowerCase().replaceAll(" ", "-");
}
