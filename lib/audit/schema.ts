/** Every kind of event, with how it reads after a person's name. */
export const auditActions = {
  "installation.created": "set up Darkroom",
  "session.started": "signed in",
  "session.ended": "signed out",
  "session.refused": "was refused at sign-in",
  "person.invited": "invited",
  "person.joined": "joined",
  "person.invitation-revoked": "withdrew the invitation of",
  "person.role-changed": "changed the role of",
  "person.disabled": "disabled",
  "person.enabled": "enabled again",
  "person.password-changed": "changed the password of",
  "image.upload-requested": "asked for upload URLs for",
  "image.upload-renewed": "retried the upload of",
  "image.upload-cancelled": "cancelled the upload of",
  "image.upload-failed": "could not upload",
  "image.received": "uploaded",
  "image.measured": "measured",
  "image.made-private": "made private",
  "image.made-public": "made public",
  "image.edited": "edited",
  "image.trashed": "moved to the trash",
  "image.restored": "restored from the trash",
  "image.delete-requested": "asked to delete",
  "image.deleted": "deleted",
  "image.original-downloaded": "downloaded the original of",
  "image.listed": "downloaded a list of images",
  "image.drifted": "found a difference at Cloudflare for",
  "link.created": "created a link to",
  "link.issued-again": "issued again the link for",
  "link.copied": "copied again the link for",
  "link.revoked": "revoked the link for",
  "link.extended": "gave another end to the link for",
  "link.transferred": "handed over the link for",
  "link.paused": "paused the link for",
  "link.resumed": "resumed the link for",
  "link.address-replaced": "replaced the address of the link for",
  "link.more-time-asked": "asked for more time with the link for",
  "link.more-time-declined": "declined more time for the link for",
  "variant.created": "created the variant",
  "variant.changed": "changed the variant",
  "variant.opened": "made always public the variant",
  "variant.closed": "made private again the variant",
  "variant.deleted": "deleted the variant",
  "variant.drifted": "found a difference at Cloudflare for the variant",
  "key.appeared": "noticed the signing key",
  "key.vanished": "noticed the loss of the signing key",
  "image.reseal-asked": "began to re-seal",
  "image.resealed": "re-sealed",
  "image.reseal-failed": "could not re-seal",
  "image.copy-asked": "began to copy to a private image",
  "image.copied": "copied to a private image",
  "image.copy-failed": "could not copy to a private image",
  "link.reissued": "gave a new address to a link to",
  "link.stopped": "stopped a link to",
  "link.measured": "measured a link to",
  "link.handed-over": "copied the new address of a link to",
  "key.asked": "asked Cloudflare for the signing key",
  "key.created": "created the signing key",
  "key.chosen": "signs everything new with the key",
  "key.leaving": "lets leave, when its last link has ended, the signing key",
  "key.stays": "keeps after all the signing key",
  "key.delete-asked": "asked Cloudflare to delete the signing key",
  "key.deleted": "deleted the signing key",
  "key.measured": "measured that links are refused without the signing key",
  "key.explained": "accounted for a change outside Darkroom to the signing key",
  "key.alarm-raised": "raised an alarm for the signing key",
  "key.alarm-ended": "ended the alarm for the signing key",
  "leak.examined": "examined leaked addresses",
  "job.started": "began to",
  "job.paused": "paused the job to",
  "job.resumed": "went on with the job to",
  "job.cancelled": "cancelled the job to",
  "job.retried": "tried again what failed in the job to",
  "job.finished": "finished the job to",
  "collection.created": "made the collection",
  "collection.changed": "changed the collection",
  "collection.deleted": "deleted the collection",
  "view.saved": "saved the view",
  "view.changed": "changed the view",
  "view.deleted": "deleted the view",
  "account.checked": "checked the account",
  "account.prepared": "prepared the account",
  "account.import-started": "began to import what the account holds",
  "account.imported": "imported images from the account",
  "account.import-paused": "paused the import of the account",
  "account.import-resumed": "went on with the import of the account",
  "account.import-cancelled": "cancelled the import of the account",
  "account.import-finished": "finished the import of the account",
} as const;

export type AuditAction = keyof typeof auditActions;
export type SubjectType =
  | "job"
  | "collection"
  | "view"
  | "image"
  | "link"
  | "variant"
  | "key"
  | "person"
  | "invitation"
  | "account";

export type AuditEvent = {
  id: string;
  at: Date;
  action: AuditAction;
  actorName: string;
  subjectType: SubjectType;
  subjectId: string;
  subjectName: string;
  details: Record<string, unknown>;
  address: string;
  client: string;
};

export type AuditPage = { events: AuditEvent[]; next: string | null };
