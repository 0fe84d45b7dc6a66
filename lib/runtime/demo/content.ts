/** What the demo's organization is called and made of. */
export const ORGANIZATION = { name: "Aurora Outdoor", slug: "aurora" } as const;
export const PEOPLE = { name: "Employees", slug: "employees" } as const;
export const VOLUNTEERS = { name: "Trail volunteers", slug: "volunteers" } as const;
export const SEASONAL = { name: "Seasonal staff", slug: "seasonal" } as const;
export const SOURCE_NAME = "HR system (sample server)";

export const DROP_NAME = "Payroll office (places files with us)";

const person = (email: string, firstName: string, lastName: string, mobile: string) => ({
  email,
  firstName,
  lastName,
  mobile,
  role: "participant" as const,
});

/** Users nobody's file knows: no sync touches them. */
export const BY_HAND = [
  person("ruth.adler@trailfriends.example", "Ruth", "Adler", "+44 7700 900118"),
  person("tomasz.brzoza@trailfriends.example", "Tomasz", "Brzoza", "+48 601 555 210"),
  person("mei.fujimoto@trailfriends.example", "Mei", "Fujimoto", ""),
  person("otto.lindgren@trailfriends.example", "Otto", "Lindgren", "+358 40 5550 143"),
  person("paula.sousa@trailfriends.example", "Paula", "Sousa", "+351 91 555 0177"),
] as const;
