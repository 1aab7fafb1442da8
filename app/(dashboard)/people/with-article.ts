import type { Role } from "@/lib/auth/roles";

/** "an owner", "an admin", "an editor", "a viewer". */
export const withArticle = (role: Role): string => (/^[aeo]/.test(role) ? `an ${role}` : `a ${role}`);
