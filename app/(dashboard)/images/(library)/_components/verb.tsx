import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";

type VerbProps = {
  icon: ReactNode;
  label: string;
  letter: string;
  disabled?: boolean;
  className?: string;
  onClick: () => void;
};

/** What a selection's bar offers, with the letter that does the same. On a phone the icon alone is seen. */
export function Verb({ icon, label, letter, disabled, className, onClick }: VerbProps) {
  return (
    <Button variant="ghost" size="sm" disabled={disabled} className={className} onClick={onClick}>
      {icon}
      <span className="max-sm:sr-only">{label}</span>
      <Kbd className="max-lg:hidden">{letter}</Kbd>
    </Button>
  );
}
