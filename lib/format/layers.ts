const NO_NAME = /^(encrypted|signed)\b/;

/**
 * What a file was packed in, as a person says it: from `encrypted for key 7F3A`, `export.zip`, `employees.csv` (from the outside in) to
 * "employees.csv in export.zip, encrypted for key 7F3A".
 */
export function describeLayers(layers: readonly string[]): string {
  const names = layers.filter((layer) => !NO_NAME.test(layer)).reverse();
  const others = layers.filter((layer) => NO_NAME.test(layer)).reverse();
  return [names.join(" in "), ...others].filter(Boolean).join(", ");
}
