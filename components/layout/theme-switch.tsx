"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useTheme } from "next-themes";
import { useId } from "react";
import { SegmentedRadios } from "@/components/ui/segmented";
import { useHydrated } from "@/components/use-hydrated";

const options = [
  { value: "system", label: <Monitor aria-hidden />, name: "As the system" },
  { value: "light", label: <Sun aria-hidden />, name: "Light" },
  { value: "dark", label: <Moon aria-hidden />, name: "Dark" },
] as const;
type Theme = (typeof options)[number]["value"];

/** System, light or dark. The choice is known only to the browser, so nothing is chosen until it is there. */
export function ThemeSwitch({ className }: { className?: string }) {
  const { theme, setTheme } = useTheme();
  const name = useId();
  const here = useHydrated();
  return (
    <SegmentedRadios<Theme>
      legend="Theme"
      name={name}
      options={[...options]}
      value={here ? (theme as Theme) : undefined}
      onValueChange={setTheme}
      className={className}
    />
  );
}
