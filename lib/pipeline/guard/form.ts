import { defaultText } from "@/lib/pipeline/guard/lines";
import { anchorOf, type GuardName, type LimitOf, SET_GUARDS } from "@/lib/pipeline/guard/settings";

type NumberGuard = { [S in GuardName]: LimitOf<S> extends true ? never : S }[GuardName];

/** Where in `GuardValues` a switch or a number is. */
type TogglePath = `${NumberGuard}.on` | Exclude<GuardName, NumberGuard>;
type NumberPath = { [S in NumberGuard]: `${S}.${keyof LimitOf<S> & string}` }[NumberGuard];

/** A guard as a form asks for it, its default in the help. */
type GuardField = {
  setting: GuardName;
  anchor: string;
  label: string;
  help: string;
  toggle: TogglePath;
  numbers: readonly { name: NumberPath; label: string }[];
};

/** One for every guard that can be set, in their order. */
export const GUARD_FIELDS: readonly GuardField[] = SET_GUARDS.map(({ setting, form }) => {
  const { label, help, inputs } = form;
  return {
    setting,
    anchor: anchorOf(setting),
    label,
    help: `${help} ${defaultText(setting)}`,
    toggle: path<TogglePath>(inputs ? [setting, "on"] : [setting]),
    numbers: Object.entries(inputs ?? {}).map(([name, input]) => ({
      name: path<NumberPath>([setting, name]),
      label: input.label,
    })),
  };
});

/** A path of the values: its parts are a guard's own setting and one of its inputs, as in the type. */
function path<P extends string>(parts: readonly string[]): P {
  return parts.join(".") as P;
}
