/** Said when a job was begun or changed, so that whoever shows jobs looks at once. */
export const jobEvent = "darkroom:job";
export type BegunJob = { id: string; title: string };

/** `begun` names a new job: it may be over before anybody has seen it run. */
export function announceJob(begun?: BegunJob): void {
  window.dispatchEvent(new CustomEvent<BegunJob | undefined>(jobEvent, { detail: begun }));
}
