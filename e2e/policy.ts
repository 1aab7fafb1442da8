// Who may call what: one row a server action. An action in the build without a row fails the matrix.
import type { Role } from "./product.ts";

export type Row = {
  /** `anyone` is a door without a session. */
  allowed: Role[] | "anyone";
  /** Well-formed arguments that name nothing that exists, so that a permitted call changes nothing either. */
  args: unknown[];
};

const everybody: Role[] = ["owner", "admin", "editor", "viewer"];
const editors: Role[] = ["owner", "admin", "editor"];
const admins: Role[] = ["owner", "admin"];
const owners: Role[] = ["owner"];

const nobody = "00000000-0000-7000-8000-000000000000";
const images = [{ imageIds: [nobody] }];
const job = [{ jobId: nobody }];
const variant = { id: "nosuch", fit: "pad", width: 10, height: 10, metadata: "none", alwaysPublic: false };
const file = { key: "policy-policy-policy", name: "n", bytes: 9, type: "image/png" };
const soon = "2026-12-31T12:00:00.000Z";
const password = "a quiet red lamp in here";

export const policy: Record<string, Row> = {
  becomeOwner: { allowed: "anyone", args: [{ name: "X", email: "x@example.test", password }] },
  join: { allowed: "anyone", args: [{ token: "A".repeat(43), name: "X", password }] },

  startUploads: { allowed: editors, args: [{ private: true, files: [file] }] },
  finishUploads: { allowed: editors, args: images },
  renewUploads: { allowed: editors, args: images },
  cancelUploads: { allowed: editors, args: images },
  listUnfinished: { allowed: everybody, args: [{}] },
  settleDue: { allowed: editors, args: [{ limit: 1 }] },
  settleOwed: { allowed: editors, args: [{}] },

  checkSlice: { allowed: everybody, args: [{}] },
  lookAtAccount: { allowed: everybody, args: [{}] },
  // Another number than anybody was told: refused, and nothing begins.
  startImport: { allowed: admins, args: [{ expected: 1_999_999_999 }] },
  advanceImport: { allowed: admins, args: [{}] },
  pauseImport: { allowed: admins, args: [{ importId: 2_000_000_000 }] },
  resumeImport: { allowed: admins, args: [{ importId: 2_000_000_000 }] },
  cancelImport: { allowed: admins, args: [{ importId: 2_000_000_000 }] },
  planJob: { allowed: editors, args: [{ selection: images[0], act: { kind: "tag", tags: ["a"] } }] },
  startJob: {
    allowed: editors,
    args: [{ selection: images[0], act: { kind: "tag", tags: ["a"] }, expected: "0".repeat(64) }],
  },
  // Whether a job may be handled depends on what it does; of one that is not there all editors hear so.
  planUndo: { allowed: editors, args: job },
  undoJob: { allowed: editors, args: [{ ...job[0], expected: "0".repeat(64) }] },
  pauseJob: { allowed: editors, args: job },
  resumeJob: { allowed: editors, args: job },
  cancelJob: { allowed: editors, args: job },
  retryJob: { allowed: editors, args: job },
  advanceJobs: { allowed: editors, args: [{ known: [] }] },
  saveAltText: { allowed: editors, args: [{ imageId: nobody, before: "", altText: "a" }] },
  createCollection: { allowed: editors, args: [{ name: "policy" }] },
  editCollection: {
    allowed: editors,
    args: [{ collectionId: nobody, version: 1, name: "n", description: "" }],
  },
  chooseCover: { allowed: editors, args: [{ collectionId: nobody, imageId: null }] },
  deleteCollection: { allowed: editors, args: [{ collectionId: nobody }] },
  saveView: {
    allowed: everybody,
    args: [{ kind: "images", name: "", question: "", sort: "newest", layout: "grid", shared: false }],
  },
  changeView: { allowed: everybody, args: [{ viewId: nobody, name: "n", shared: false }] },
  deleteView: { allowed: everybody, args: [{ viewId: nobody }] },
  loadViews: { allowed: everybody, args: [{ kind: "links" }] },
  moveInCollection: {
    allowed: editors,
    args: [{ collectionId: nobody, imageId: nobody, to: { afterId: null } }],
  },
  readPicked: { allowed: everybody, args: images },
  planTrash: { allowed: admins, args: images },
  moveToTrash: { allowed: admins, args: [{ imageIds: [nobody], links: "end" }] },
  restoreImages: { allowed: admins, args: images },
  takeBack: { allowed: admins, args: images },
  deleteForGood: { allowed: admins, args: images },
  createLinks: {
    allowed: editors,
    args: [
      {
        imageIds: [nobody],
        variantIds: ["public"],
        recipients: [{ name: "r" }],
        purpose: "p",
        endsAt: soon,
      },
    ],
  },
  readLinkChoices: { allowed: editors, args: images },
  suggestContacts: { allowed: editors, args: [{ q: "nobody" }] },
  askMoreTime: { allowed: "anyone", args: [{ token: "A".repeat(22) }] },
  revokeLinks: { allowed: editors, args: [{ target: { linkIds: [nobody] }, reason: "", expected: 0 }] },
  extendLinks: { allowed: editors, args: [{ target: { linkIds: [nobody] }, endsAt: soon, expected: 0 }] },
  transferLinks: { allowed: editors, args: [{ target: { linkIds: [nobody] }, userId: nobody, expected: 0 }] },
  countLinks: { allowed: editors, args: [{ target: { linkIds: [nobody] }, act: "revoke" }] },
  planReissue: { allowed: editors, args: [{ target: { linkIds: [nobody] }, end: { kind: "same" } }] },
  reissueLinks: {
    allowed: editors,
    args: [{ target: { linkIds: [nobody] }, end: { kind: "same" }, old: "keep", expected: 1 }],
  },
  declineMoreTime: { allowed: editors, args: [{ linkId: nobody }] },
  pauseLink: { allowed: editors, args: [{ linkId: nobody, paused: true }] },
  replaceAddress: { allowed: editors, args: [{ linkId: nobody }] },
  copyLink: { allowed: editors, args: [{ linkId: nobody }] },
  editImage: { allowed: editors, args: [{ imageId: nobody, version: 1, name: "n", altText: "", tags: [] }] },
  copyToPrivate: { allowed: admins, args: [{ imageId: nobody, keepOld: true }] },
  changePrivacy: { allowed: admins, args: [{ imageId: nobody, private: false }] },

  examineLeak: { allowed: editors, args: [{ text: "nothing that is an address" }] },
  reseal: { allowed: admins, args: [{ imageIds: [nobody], stopLinks: [nobody], confirmedOthers: 0 }] },
  stopLink: { allowed: editors, args: [{ linkId: nobody }] },
  measureLink: { allowed: editors, args: [{ linkId: nobody }] },
  copyNewAddresses: { allowed: admins, args: [{ pastIds: [nobody] }] },
  addSpare: { allowed: owners, args: [{ name: "default" }] },
  signWith: { allowed: owners, args: [{ keyId: nobody }] },
  letLeave: { allowed: owners, args: [{ keyId: nobody, leave: true }] },
  deleteKey: { allowed: owners, args: [{ keyId: nobody, confirmedLinks: 0, reissue: false }] },
  readKeys: { allowed: admins, args: [{}] },
  accountForKey: { allowed: admins, args: [{ keyId: nobody, reason: "known" }] },
  signLostAnew: { allowed: admins, args: [{ keyId: nobody }] },
  countVictims: { allowed: admins, args: [{ keyId: nobody }] },
  copyRotated: { allowed: admins, args: [{ pastIds: [nobody] }] },
  endAlarm: { allowed: admins, args: [{ alarmId: nobody, reason: "known" }] },

  addVariant: { allowed: admins, args: [{ ...variant, id: "public" }] },
  saveVariant: { allowed: admins, args: [variant] },
  removeVariant: { allowed: admins, args: [{ id: "nosuch", confirmedLinks: 0 }] },
  measureOpening: { allowed: everybody, args: [{ id: "nosuch" }] },

  invitePerson: { allowed: admins, args: [{ email: "new@example.test", role: "viewer" }] },
  withdrawInvitation: { allowed: admins, args: [{ invitationId: nobody }] },
  setRole: { allowed: owners, args: [{ userId: nobody, role: "viewer" }] },
  disable: { allowed: owners, args: [{ userId: nobody }] },
  enable: { allowed: owners, args: [{ userId: nobody }] },
  tryConnection: { allowed: everybody, args: [{}] },
  prepare: { allowed: admins, args: [{}] },
  savePassword: { allowed: everybody, args: [{ current: "wrong", next: password }] },
};
