type Kind = { code: string; status: number; title: string };

/** Every code that an error can have, with its status. */
export function Problems({ kinds }: { kinds: readonly Kind[] }) {
  return (
    <>
      <p className="max-w-prose text-pretty text-sm">
        Every error is a problem document (RFC 9457) of the type application/problem+json: title and detail
        for people, code for programs, and remedy, which says what to do next. Values that are not valid are
        listed in errors.
      </p>
      <dl className="divide-y rounded-md border">
        {kinds.map(({ code, status, title }) => (
          <div
            key={code}
            id={`problem-${code}`}
            className="grid scroll-mt-6 gap-x-4 px-3 py-2 text-sm sm:grid-cols-[14rem_1fr]"
          >
            <dt>
              <code className="font-mono text-xs">{code}</code>
            </dt>
            <dd>
              {status}: {title}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}
