"use client";
import { useForm } from "@/canvas/inspector/form-context.tsx";
import { Select } from "@/components/ui/select.tsx";

const none = " ";

/** What people agreed to; none is for templates approved as transactional. */
export function TopicField({
  value,
  onValue,
  id,
  required,
}: {
  value: string | undefined;
  onValue: (value: string | undefined) => void;
  id?: string;
  required?: boolean;
}) {
  const { context, disabled, touch } = useForm();
  const topics = (context?.topics ?? []).filter((topic) => !topic.archived || topic.key === value);
  const options = topics.map((topic) => ({ value: topic.key, label: topic.archived ? `${topic.name} (archived)` : topic.name }));
  const known = value === undefined || topics.some((topic) => topic.key === value);
  return (
    <Select
      {...(id ? { id } : {})}
      aria-label="Topic"
      size={touch ? "touch" : "normal"}
      className="w-full"
      value={value ?? (required ? null : none)}
      disabled={disabled}
      placeholder="Choose a topic"
      options={[
        ...(required ? [] : [{ value: none, label: "No topic", hint: "For transactional templates only" }]),
        ...options,
        ...(known || value === undefined ? [] : [{ value, label: `${value} (not there any more)` }]),
      ]}
      onValue={(topic) => onValue(topic === none ? undefined : topic)}
    />
  );
}
