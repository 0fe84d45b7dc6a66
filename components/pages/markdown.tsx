import type { ComponentProps } from "react";
import ReactMarkdown, { type Components } from "react-markdown";
import remarkGfm from "remark-gfm";
import { headingLevels } from "@/components/pages/heading-levels";
import { cn } from "@/lib/cn";
import { markdownProblem } from "@/lib/pages/markdown-limits";
import { safeLink } from "@/lib/pages/safe-link";
import type { PictureSizes } from "@/lib/pictures/in-text";
import { pictureId } from "@/lib/pictures/in-text";

/** What is shown beside the text itself. */
export type MarkdownWords = {
  image: (text: string | undefined) => string;
  footnotes: string;
  footnoteBack: (number: string) => string;
};

const ENGLISH: MarkdownWords = {
  image: (text) => (text ? `Image: ${text}` : "Image"),
  footnotes: "Footnotes",
  footnoteBack: (number) => `Back to reference ${number}`,
};

type Props = {
  text: string;
  /** Where the pictures of pages are for who reads it, without a slash at its end. */
  pictures: string;
  sizes?: PictureSizes;
  className?: string;
  words?: MarkdownWords;
};

/** A page's text as users see it. HTML tags are dropped, and no picture but our own is loaded. */
export function Markdown({ text, pictures, sizes, className, words = ENGLISH }: Props) {
  const classes = cn("min-w-0 text-pretty wrap-anywhere leading-relaxed", className);
  if (markdownProblem(text)) return <div className={cn(classes, "whitespace-pre-wrap")}>{text}</div>;
  return (
    <div className={classes}>
      <ReactMarkdown
        skipHtml
        remarkPlugins={[remarkGfm, headingLevels]}
        remarkRehypeOptions={{
          footnoteLabel: words.footnotes,
          footnoteBackLabel: (reference, again) =>
            words.footnoteBack(`${reference + 1}${again > 1 ? `-${again}` : ""}`),
        }}
        // The components of links and images check the address.
        urlTransform={(url) => url}
        components={{ ...PARTS, img: (image) => <Picture {...image} {...{ pictures, sizes, words }} /> }}
      >
        {text}
      </ReactMarkdown>
    </div>
  );
}

/** The page's title is its first heading: headings in the text start one level below. */
const PARTS: Components = {
  h1: ({ node: _, ...props }) => <h2 {...styled(props, "mt-7 mb-2 font-semibold text-xl first:mt-0")} />,
  h2: ({ node: _, ...props }) => <h3 {...styled(props, "mt-6 mb-2 font-semibold text-lg first:mt-0")} />,
  h3: ({ node: _, ...props }) => <h4 {...styled(props, "mt-5 mb-1.5 font-semibold first:mt-0")} />,
  h4: ({ node: _, ...props }) => <h5 {...styled(props, "mt-4 mb-1 font-semibold first:mt-0")} />,
  h5: ({ node: _, ...props }) => <h6 {...styled(props, "mt-4 mb-1 font-medium first:mt-0")} />,
  p: ({ node: _, ...props }) => <p {...styled(props, "my-3 first:mt-0 last:mb-0")} />,
  ul: ({ node: _, ...props }) => <ul {...styled(props, "my-3 list-disc pl-6")} />,
  ol: ({ node: _, ...props }) => <ol {...styled(props, "my-3 list-decimal pl-6")} />,
  li: ({ node: _, ...props }) => <li {...styled(props, "my-1")} />,
  hr: ({ node: _, ...props }) => <hr {...styled(props, "my-6")} />,
  blockquote: ({ node: _, ...props }) => (
    <blockquote {...styled(props, "my-3 border-l-2 pl-4 text-muted-foreground")} />
  ),
  code: ({ node: _, ...props }) => (
    <code {...styled(props, "rounded-sm bg-muted px-1 py-0.5 font-mono text-[0.9em]")} />
  ),
  pre: ({ node: _, ...props }) => (
    <pre
      // biome-ignore lint/a11y/noNoninteractiveTabindex: without a mouse, arrow keys scroll what is focused
      tabIndex={0}
      {...styled(
        props,
        "my-3 overflow-x-auto rounded-md border bg-subtle p-3 text-sm [&_code]:bg-transparent [&_code]:p-0",
      )}
    />
  ),
  table: ({ node: _, ...props }) => (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: as above
    <div tabIndex={0} className="my-3 overflow-x-auto">
      <table {...styled(props, "border-collapse text-sm")} />
    </div>
  ),
  th: ({ node: _, ...props }) => (
    <th {...styled(props, "border bg-subtle px-2.5 py-1.5 text-left font-medium")} />
  ),
  td: ({ node: _, ...props }) => <td {...styled(props, "border px-2.5 py-1.5 align-top")} />,
  a: ({ node: _, href, children, ...props }) => {
    const to = safeLink(href);
    if (to === null) return <span>{children}</span>;
    return (
      <a
        {...styled(props, "text-primary underline underline-offset-4")}
        target={/^https?:/.test(to) ? "_blank" : undefined}
        rel="noopener noreferrer nofollow"
        href={to}
      >
        {children}
      </a>
    );
  },
};

type PictureProps = { src?: unknown; alt?: string; words: MarkdownWords } & Pick<Props, "pictures" | "sizes">;

/** One of our own pictures; of any other its name. */
function Picture({ src, alt, pictures, sizes, words }: PictureProps) {
  const id = typeof src === "string" ? pictureId(src) : null;
  if (id === null) return <span className="text-muted-foreground italic">[{words.image(alt)}]</span>;
  return (
    // biome-ignore lint/performance/noImgElement: made by us in the size that is shown, and there is no optimizer
    <img
      src={`${pictures}/${id}.webp`}
      alt={alt ?? ""}
      {...sizes?.[id]}
      loading="lazy"
      decoding="async"
      className="my-2 inline-block h-auto max-w-full rounded-md"
    />
  );
}

function styled<P extends ComponentProps<"div"> | object>(props: P, className: string) {
  return { ...props, className };
}
