"use client";
import { useForm } from "@/canvas/inspector/form-context.tsx";
import { Combobox } from "@/components/ui/combobox.tsx";
import { count } from "@/lib/format.ts";

/** Events that were seen, most frequent first; another name can be typed. */
export function EventField({
  value,
  onValue,
  id,
  label = "Event",
  size,
}: {
  value: string;
  onValue: (value: string) => void;
  id?: string;
  label?: string;
  size?: "compact" | "normal";
}) {
  const { context, disabled, touch } = useForm();
  const options = (context?.events ?? []).map((event) => ({
    value: event.name,
    label: event.name,
    hint: `${count(event.aDay)} a day`,
  }));
  return (
    <Combobox
      {...(id ? { id } : {})}
      aria-label={label}
      size={touch ? "touch" : (size ?? "normal")}
      placeholder="Event, such as Order Completed"
      value={value === "" ? null : value}
      options={options}
      allowOther={(text) => text}
      disabled={disabled}
      empty="Not seen yet. Enter takes the name as typed; it counts from the first such event."
      onValue={onValue}
    />
  );
}
