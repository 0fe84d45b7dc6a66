/** What a new sandbox is called. */
export const SANDBOX_NAME = "Sandbox";
export const SANDBOX_SLUG = "sandbox";
export const SANDBOX_SOURCE = "Sandbox drop";

/** The list of the sandbox, and the option of the field *Department* that it is about. */
export const SALES = { list: "Sales", description: "Everyone whose department is Sales." } as const;

export const WELCOME_PAGE = {
  title: "Welcome",
  slug: "welcome",
  body: `This page of the sandbox is open to **everyone** in the sample file.

Edit it under *Pages*. To see what a user sees, open a user and choose *View portal as this user*.
`,
} as const;

export const SALES_PAGE = {
  title: "News for Sales",
  slug: "sales-news",
  body: `Only people whose department is **Sales** can open this page.

Send the next sample file: who moves to another department loses this page with the next sync, and who joins Sales gets it.
`,
} as const;

/** `wanted`, or with the first number behind it that is free. */
export function freeName(wanted: string, taken: ReadonlySet<string>, between: string): string {
  let name = wanted;
  for (let again = 2; taken.has(name); again += 1) name = `${wanted}${between}${again}`;
  return name;
}
