/** What a toast says. `error` stays until it is read; the others leave by themselves. */
export type ToastMessage = {
  kind: "done" | "info" | "error";
  title: string;
  description?: string;
  action?: { label: string; run: () => void };
};

export const toastEvent = "darkroom:toast";

/** Says it in the corner and to a screen reader. Costs nothing until the first one: see `Toaster`. */
export function toast(message: ToastMessage): void {
  window.dispatchEvent(new CustomEvent<ToastMessage>(toastEvent, { detail: message }));
}
