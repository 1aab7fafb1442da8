import type { Rules } from "../rules.ts";
import type { PictureOptions } from "./options.ts";

export type OutputFormat = "avif" | "webp" | "jpeg" | "png" | "gif";
export type Facts = { type: string; width: number | null; height: number | null; frames: number };
export type Inspection = Facts & { sha256: string };
export type Source = { path: string; type: string; width: number; height: number; frames: number };

/** What a decoder process can be asked. Paths only: the bytes never travel between processes. */
export type Job =
  | { kind: "inspect"; path: string; declared: string; rules: Rules }
  | { kind: "draw"; source: Source; options: PictureOptions; format: OutputFormat; to: string }
  | { kind: "clean"; path: string; to: string };

export type Results = { inspect: Inspection; draw: { bytes: number }; clean: { bytes: number } };
export type ResultOf<J extends Job> = Results[J["kind"]];

export type Question = { id: number; job: Job };
export type Answer =
  | { id: number; result: Results[Job["kind"]] }
  | { id: number; refusal: { status: number; code: number; message: string } };
