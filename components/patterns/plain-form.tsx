"use client";

import { type ReactNode, type SubmitEvent, useRef, useState } from "react";

/** What is wrong with what was typed; null for nothing. */
type Check = (typed: string) => string | null;
type Read<N> = (name: N) => string;
type Field<N> = { name: N; check: Check };

/**
 * A form for pages that a person meets before they are inside, where react-hook-form and zod would weigh more than the
 * rest of the page. What is typed stays in the inputs: what a password manager fills in before this runs counts too.
 */
export function usePlainForm<N extends string>(
  fields: readonly Field<N>[],
  send: (read: Read<N>) => unknown,
) {
  const ref = useRef<HTMLFormElement>(null);
  const [errors, setErrors] = useState<ReadonlyMap<string, string>>(new Map());
  const [isTried, setIsTried] = useState(false);
  const read: Read<N> = (name) => inputOf(ref.current, name)?.value ?? "";

  function check(): ReadonlyMap<string, string> {
    const found = new Map<string, string>();
    for (const field of fields) {
      const problem = field.check(read(field.name));
      if (problem !== null) found.set(field.name, problem);
    }
    setErrors(found);
    return found;
  }

  function submit(event: SubmitEvent) {
    event.preventDefault();
    setIsTried(true);
    const found = check();
    const first = fields.find(({ name }) => found.has(name));
    if (first) inputOf(ref.current, first.name)?.focus();
    else void send(read);
  }

  return {
    ref,
    errors,
    submit,
    /** Complaints follow what is typed only once there was reason for one. */
    change: () => void (isTried && check()),
    /** Goes to an input, with what is in it selected. */
    select: (name: N) => {
      const input = inputOf(ref.current, name);
      input?.focus();
      input?.select();
    },
  };
}

type FormProps = {
  form: Pick<ReturnType<typeof usePlainForm>, "ref" | "submit" | "change">;
  children: ReactNode;
};

/** ⌘↩ or Ctrl+Enter sends it, as everywhere. */
export function PlainForm({ form: { ref, submit, change }, children }: FormProps) {
  return (
    <form
      ref={ref}
      noValidate
      className="grid gap-5"
      onSubmit={submit}
      onChange={change}
      onKeyDown={(event) => {
        if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey)) return;
        event.preventDefault();
        event.currentTarget.requestSubmit();
      }}
    >
      {children}
    </form>
  );
}

function inputOf(form: HTMLFormElement | null, name: string): HTMLInputElement | null {
  const input = form?.elements.namedItem(name);
  return input instanceof HTMLInputElement ? input : null;
}
