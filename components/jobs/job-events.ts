/** Said when a job was begun, so that whoever shows jobs looks at once. */
export const jobEvent = "darkroom:job";

export function announceJob(): void {
  window.dispatchEvent(new CustomEvent(jobEvent));
}
