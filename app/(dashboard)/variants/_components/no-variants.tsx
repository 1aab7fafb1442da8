import { EmptyState } from "@/components/empty-state";

export function NoVariants({ canManage }: { canManage: boolean }) {
  return (
    <EmptyState
      art="prints"
      title="No variants yet"
      sentence={
        canManage
          ? "A variant is a named size, such as preview or print. Links and pages show a picture in one of them. Create the first with the button above."
          : "A variant is a named size in which a picture can be seen. An admin can create one."
      }
    />
  );
}
