import { Upload } from "lucide-react";
import type { ComponentProps } from "react";
import { ShellTrigger } from "@/components/layout/shell-trigger";
import { Button } from "@/components/ui/button";

type UploadButtonProps = Pick<ComponentProps<typeof Button>, "variant" | "size" | "className" | "children">;

/** Opens the upload sheet from anywhere. The rail always has one; primary where uploading is the thing to do. */
export function UploadButton({ children = "Upload", variant = "primary", ...look }: UploadButtonProps) {
  return (
    <Button asChild variant={variant} {...look}>
      <ShellTrigger opens="upload">
        <Upload aria-hidden />
        {children}
      </ShellTrigger>
    </Button>
  );
}
