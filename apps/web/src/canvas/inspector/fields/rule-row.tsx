"use client";
import { pathWords } from "@journeyman/expressions";
import { X } from "lucide-react";
import { useForm } from "@/canvas/inspector/form-context.tsx";
import { operatorChoices, type Rule, takes } from "@/canvas/inspector/values.ts";
import { Combobox } from "@/components/ui/combobox.tsx";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { Input } from "@/components/ui/input.tsx";
import { Select } from "@/components/ui/select.tsx";

type RuleRowProps = {
  rule: Rule;
  paths: readonly { value: string; label: string; hint?: string }[];
  /** Turns what was typed into a path. */
  pathFrom: (text: string) => string;
  onRule: (rule: Rule) => void;
  onRemove?: () => void;
  what: string;
};

/** Which value, which comparison, with what. */
export function RuleRow({ rule, paths, pathFrom, onRule, onRemove, what }: RuleRowProps) {
  const { disabled, touch, leave } = useForm();
  const size = touch ? "touch" : "compact";
  const kind = takes(rule.operator);
  return (
    <div className="flex flex-wrap items-center gap-1">
      <Combobox
        className="min-w-22 flex-1 basis-22"
        size={size}
        aria-label={what}
        placeholder={what}
        value={rule.path === "" ? null : rule.path}
        options={
          rule.path === "" || paths.some((one) => one.value === rule.path)
            ? paths
            : [{ value: rule.path, label: rule.path.replace(/^properties\./, "") }, ...paths]
        }
        allowOther={pathFrom}
        disabled={disabled}
        empty="Not seen yet; Enter takes it as typed."
        onValue={(path) => onRule({ ...rule, path })}
      />
      <Select
        className="w-25"
        size={size}
        aria-label={`How ${pathWords(rule.path || what)} compares`}
        value={rule.operator}
        options={operatorChoices}
        disabled={disabled}
        onValue={(operator) => onRule({ ...rule, operator })}
      />
      {kind === "nothing" ? null : (
        <Input
          size={size}
          frameClassName="min-w-14 flex-1 basis-14"
          className={kind === "number" ? "text-right" : undefined}
          aria-label={`Value of ${pathWords(rule.path || what)}`}
          inputMode={kind === "number" ? "decimal" : undefined}
          placeholder={kind === "list" ? "PL, DE" : kind === "date" ? "now-P7D" : kind === "number" ? "0" : "value"}
          value={rule.text}
          disabled={disabled}
          onBlur={leave}
          onChange={(event) => onRule({ ...rule, text: event.target.value })}
        />
      )}
      {onRemove && !disabled ? (
        <IconButton label="Remove this condition" size={touch ? "normal" : "tiny"} tooltip={false} onClick={onRemove}>
          <X aria-hidden />
        </IconButton>
      ) : null}
    </div>
  );
}
