export function OptionalMark() {
  return <span className="font-normal text-muted-foreground text-xs">Optional</span>;
}
