"use client";
import type { ReactElement, ReactNode } from "react";
import { Button, type ButtonProps } from "@/components/ui/button.tsx";
import { Tooltip } from "@/components/ui/tooltip.tsx";

export type IconButtonProps = Omit<ButtonProps, "aria-label" | "size"> & {
  /** What it does: the accessible name and the tooltip. */
  label: string;
  size?: "normal" | "compact" | "tiny";
  /** Shown in the tooltip, as in `mod+k`. */
  keys?: string;
  tooltip?: boolean;
  children: ReactNode;
};

export function IconButton({ label, size = "normal", variant = "quiet", keys, tooltip = true, ...rest }: IconButtonProps): ReactElement {
  const button = (
    <Button
      aria-label={label}
      variant={variant}
      size={size === "normal" ? "icon" : size === "compact" ? "icon-compact" : "icon-tiny"}
      {...rest}
    />
  );
  return tooltip ? (
    <Tooltip content={label} keys={keys}>
      {button}
    </Tooltip>
  ) : (
    button
  );
}
