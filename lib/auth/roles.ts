/** Who may do what: one table, read aloud. The same `can` decides on the server and shows the button. */
const viewer = ["image:view", "link:view", "variant:view", "account:check", "self:edit"] as const;
const editor = [
  ...viewer,
  "image:upload",
  "image:edit",
  "image:original",
  "link:create",
  "view:share",
  "leak:examine",
] as const;
const admin = [
  ...editor,
  "image:privacy",
  "image:delete",
  "view:manage",
  "variant:manage",
  "account:import",
  "key:view",
  "leak:act",
  "link:manage",
  "activity:view",
  "person:view",
  "person:invite",
] as const;
const owner = [...admin, "person:manage", "key:manage"] as const;

export const grants = { viewer, editor, admin, owner } as const;
export type Role = keyof typeof grants;
export type Permission = (typeof owner)[number];
export const roles = ["owner", "admin", "editor", "viewer"] as const satisfies readonly Role[];

/** What a role is, in one line, for the people screen. */
export const roleSummary: Record<Role, string> = {
  owner: "Everything, including people, roles and keys",
  admin: "Privacy, variants, deleting, activity and inviting people",
  editor: "Uploads, edits and shares pictures",
  viewer: "Looks at pictures, links and variants; changes nothing",
};

/** Whether a role carries a permission. */
export function roleCan(role: Role, permission: Permission): boolean {
  return (grants[role] as readonly string[]).includes(permission);
}
