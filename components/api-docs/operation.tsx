import { Command } from "@/components/api-docs/command";
import { Prose } from "@/components/api-docs/prose";
import { Values } from "@/components/api-docs/values";
import { Badge } from "@/components/ui/badge";
import type { OperationView } from "@/lib/api/document-view";

/** One operation: what it does, what it takes and gives, and how to call it. */
export function Operation({ operation }: { operation: OperationView }) {
  const { id, method, path, summary, description, parameters, body, answer, sample } = operation;
  return (
    <section id={id} aria-labelledby={`${id}-title`} className="grid scroll-mt-6 gap-3 border-t pt-6">
      <h3 id={`${id}-title`} className="font-medium text-base">
        <a className="hover:underline" href={`#${id}`}>
          {summary}
        </a>
      </h3>
      <p className="flex flex-wrap items-center gap-2">
        <Badge variant="outline">{method}</Badge>
        <code className="wrap-anywhere min-w-0 font-mono text-sm">/api/v1{path}</code>
      </p>
      <p className="max-w-prose text-pretty text-sm">
        <Prose text={description} />
      </p>
      <Values title="Parameters and headers" values={parameters} />
      <Values title="Body" values={body} />
      <p className="text-sm">
        Answers {answer.status}
        {answer.link ? (
          <>
            {" with "}
            <a className="text-primary underline-offset-4 hover:underline" href={`#schema-${answer.link}`}>
              {answer.link}
            </a>
          </>
        ) : null}
        .
      </p>
      <Values title="Answer" values={answer.values} />
      <Command text={sample} label={`Copy command: ${summary}`} />
    </section>
  );
}
