import { Prose } from "@/components/api-docs/prose";
import type { ValueView } from "@/lib/api/document-view";

/** The values of a request or an answer, each with its type and what it means. */
export function Values({ title, values }: { title: string; values: readonly ValueView[] }) {
  if (values.length === 0) return null;
  return (
    <div className="min-w-0">
      <h4 className="font-medium text-muted-foreground text-xs">{title}</h4>
      <dl className="mt-1 divide-y rounded-md border">
        {values.map(({ name, type, link, isRequired, description }) => (
          <div key={name} className="grid gap-x-4 gap-y-0.5 px-3 py-2 text-sm sm:grid-cols-[14rem_1fr]">
            <dt className="min-w-0">
              <code className="wrap-anywhere font-mono text-xs">{name}</code>
              {isRequired ? null : <span className="text-faint text-xs"> optional</span>}
            </dt>
            <dd className="min-w-0 text-xs leading-5">
              {link ? (
                <a className="text-primary underline-offset-4 hover:underline" href={`#schema-${link}`}>
                  {type}
                </a>
              ) : (
                <span className="wrap-anywhere text-muted-foreground">{type}</span>
              )}
              {description ? (
                <span className="block text-pretty">
                  <Prose text={description} />
                </span>
              ) : null}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
