"use client";

import { type PlainFieldProps, PlainLine } from "@/components/patterns/plain-fields";
import { ShowPassword, useShown } from "@/components/patterns/show-password";

/** A password in a `PlainForm`, with a button that shows what was typed. */
export function PlainPassword(props: PlainFieldProps) {
  const { type, ...button } = useShown(props.label);
  return (
    <PlainLine {...props} type={type} spellCheck={false} className="pr-9">
      <ShowPassword {...button} />
    </PlainLine>
  );
}
