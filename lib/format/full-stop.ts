/** A sentence with its full stop. One that ends in a name such as "Dept." has it already. */
export function fullStop(sentence: string): string {
  return /[.…]["”’\u2069]?$/.test(sentence) ? sentence : `${sentence}.`;
}
