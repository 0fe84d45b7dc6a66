/** A sentence of the document; what stands in backticks is code. */
export function Prose({ text }: { text: string }) {
  return text.split("`").map((part, at) =>
    at % 2 === 0 ? (
      part
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text never change places
      <code key={at} className="wrap-anywhere rounded-sm bg-subtle px-1 font-mono text-[0.9em]">
        {part}
      </code>
    ),
  );
}
