import { z } from "zod";
import { type Role, roles } from "@/lib/auth/roles";

export const emailSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .pipe(z.email("That does not look like an e-mail address."));
/** Length is what counts; a short list of the commonest is refused in rules.ts. */
export const passwordSchema = z
  .string()
  .min(12, "Use at least 12 characters; a short sentence is fine.")
  .max(200, "Keep it under 200 characters.");
const personName = z.string().trim().min(1, "Say your name.").max(120);

export const createOwnerSchema = z.object({
  name: personName,
  email: emailSchema,
  password: passwordSchema,
  setupCode: z.string().max(200).optional(),
});
export const inviteSchema = z.object({ email: emailSchema, role: z.enum(roles) });
export const acceptInvitationSchema = z.object({
  token: z.string().regex(/^[\w-]{22,64}$/, "This invitation link is not complete."),
  name: personName,
  password: passwordSchema,
});
export const personRefSchema = z.object({ userId: z.uuid() });
export const invitationRefSchema = z.object({ invitationId: z.uuid() });
export const changeRoleSchema = z.object({ userId: z.uuid(), role: z.enum(roles) });
export const changePasswordSchema = z.object({ current: z.string().max(200), next: passwordSchema });

export type CreateOwnerInput = z.output<typeof createOwnerSchema>;
export type InviteInput = z.output<typeof inviteSchema>;
export type AcceptInvitationInput = z.output<typeof acceptInvitationSchema>;
export type PersonRef = z.output<typeof personRefSchema>;
export type InvitationRef = z.output<typeof invitationRefSchema>;
export type ChangeRoleInput = z.output<typeof changeRoleSchema>;
export type ChangePasswordInput = z.output<typeof changePasswordSchema>;

export type PersonRow = {
  id: string;
  name: string;
  email: string;
  role: Role;
  disabledAt: Date | null;
  lastSignInAt: Date | null;
  createdAt: Date;
  isYou: boolean;
};
export type InvitationRow = {
  id: string;
  email: string;
  role: Role;
  status: "open" | "accepted" | "expired" | "revoked";
  createdAt: Date;
  expiresAt: Date;
  createdBy: string;
};
/** Shown once; only its hash is kept. */
export type CreatedInvitation = { invitationId: string; path: string; expiresAt: Date };
/** An invitation as the holder of its link sees it, before there is an account. */
export type OpenedInvitation = {
  status: InvitationRow["status"];
  email: string;
  role: Role;
  invitedBy: string;
  expiresAt: Date;
};
