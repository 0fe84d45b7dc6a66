"use client";

import { Bold, Heading2, Italic, Link2, List, type LucideIcon } from "lucide-react";
import { type ComponentProps, useDeferredValue, useId, useRef, useState } from "react";
import { PictureButton } from "@/components/pages/picture-button";
import { ActionErrorPanel } from "@/components/patterns/action-error-panel";
import { deferred, useDeferred } from "@/components/patterns/deferred";
import { useScope } from "@/components/patterns/use-scope";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { Textarea } from "@/components/ui/textarea";
import { insertMark, type Mark } from "@/lib/pages/insert-mark";

/** Reading Markdown takes more script than the rest of the form, so it comes after it. */
const markdown = deferred(async () => (await import("@/components/pages/markdown")).Markdown);

const TOOLS: readonly { label: string; icon: LucideIcon; mark: Mark }[] = [
  { label: "Heading", icon: Heading2, mark: { before: "## ", sample: "Heading" } },
  { label: "Bold", icon: Bold, mark: { around: "**", sample: "bold text" } },
  { label: "Italic", icon: Italic, mark: { around: "*", sample: "italic text" } },
  { label: "List", icon: List, mark: { before: "- ", sample: "First point" } },
  { label: "Link", icon: Link2, mark: { link: true } },
];

type Refusal = ComponentProps<typeof ActionErrorPanel>["error"];
type Props = { value: string; onChange: (text: string) => void; error?: string };

/** Markdown on one side and its preview on the other. */
export function MarkdownEditor({ value, onChange, error }: Props) {
  const id = useId();
  const { org, workspace } = useScope();
  const [refusal, setRefusal] = useState<Refusal>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  /** False until the text had the focus: without a cursor, marks go to the end. */
  const wasFocused = useRef(false);

  function apply(mark: Mark) {
    const field = area.current;
    if (!field) return;
    const end = wasFocused.current ? field.selectionEnd : value.length;
    const start = wasFocused.current ? field.selectionStart : value.length;
    const next = insertMark({ text: value, start, end }, mark);
    onChange(next.text);
    requestAnimationFrame(() => {
      field.focus();
      field.setSelectionRange(next.start, next.end);
    });
  }

  return (
    <div className="grid gap-5 lg:grid-cols-2">
      <div className="grid min-w-0 content-start gap-1.5">
        <div className="flex flex-wrap items-center justify-between gap-2">
          <label htmlFor={id} className="font-medium text-sm">
            Text
          </label>
          <div role="toolbar" aria-label="Format the text" className="flex">
            {TOOLS.map(({ label, icon: Icon, mark }) => (
              <Button
                key={label}
                variant="ghost"
                size="icon-sm"
                aria-label={label}
                title={label}
                onClick={() => apply(mark)}
                className="text-muted-foreground max-md:size-9"
              >
                <Icon aria-hidden="true" />
              </Button>
            ))}
            <PictureButton onAdded={apply} onRefused={setRefusal} />
          </div>
        </div>
        <ActionErrorPanel error={refusal} />
        <Textarea
          ref={area}
          id={id}
          name="body"
          value={value}
          rows={18}
          spellCheck
          onFocus={() => {
            wasFocused.current = true;
          }}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${id}-error` : `${id}-help`}
          onChange={(event) => onChange(event.target.value)}
          className="min-h-80 font-mono text-sm"
        />
        <p id={`${id}-help`} className="text-muted-foreground text-sm">
          Markdown: headings, lists, tables and links. HTML tags aren't shown. Add pictures with the button
          above.
        </p>
        {error ? (
          <p id={`${id}-error`} className="text-danger text-sm">
            {error}
          </p>
        ) : null}
      </div>
      <Preview text={useDeferredValue(value)} pictures={`/${org}/${workspace}/pages/pictures`} />
    </div>
  );
}

function Preview({ text, pictures }: { text: string; pictures: string }) {
  const [isMissing, setIsMissing] = useState(false);
  const Markdown = useDeferred(markdown, !isMissing, () => setIsMissing(true));
  return (
    <section aria-label="Preview" className="grid min-w-0 content-start gap-1.5">
      <p className="flex h-7 items-center font-medium text-sm max-md:h-auto">Preview</p>
      <div className="rounded-md border bg-card px-4 py-3 lg:min-h-80">
        {text.trim() === "" ? (
          <p className="text-muted-foreground">Your text appears here as users will see it.</p>
        ) : Markdown ? (
          <Markdown text={text} pictures={pictures} />
        ) : isMissing ? (
          <p className="text-muted-foreground">
            The preview could not be loaded. Save your text, then reload the page to try again.
          </p>
        ) : (
          <Skeleton className="h-72" />
        )}
      </div>
    </section>
  );
}
