import type { JsonObject } from "@journeyman/core";
import { checkElapsed } from "@journeyman/expressions";
import type { CheckContext, NodeProblem } from "@journeyman/node-kit";
import type { SendingSettings } from "./settings.ts";

/** What can be wrong with a step that sends. Lists the context does not have are not checked. */
export function checkSending(channel: "email" | "sms", settings: SendingSettings, context: CheckContext): NodeProblem[] {
  return [
    ...checkTemplate(channel, settings, context),
    ...checkTopic(settings, context),
    ...checkExpiry(settings),
    ...checkChannel(channel, context),
  ];
}

const words = { email: "e-mail", sms: "SMS" } as const;

function checkTemplate(channel: "email" | "sms", { template: key }: SendingSettings, { templates }: CheckContext): NodeProblem[] {
  if (key === "") return [problem("template", "no-template", "Choose a template.")];
  if (!templates) return [];
  const template = templates.find((one) => one.key === key);
  if (!template) return [problem("template", "unknown-template", `There is no template “${key}” (any more); choose another.`)];
  if (template.archived)
    return [problem("template", "archived-template", `The template ${template.name} is archived; choose another or bring it back.`)];
  if (template.channel !== channel)
    return [problem("template", "other-channel", `The template ${template.name} is not one for ${words[channel]}; choose another.`)];
  if (!template.published)
    return [problem("template", "unpublished-template", `The template ${template.name} has never been published; publish it first.`)];
  return [];
}

function checkTopic(settings: SendingSettings, { templates, topics }: CheckContext): NodeProblem[] {
  if (settings.topic === undefined || settings.topic === "") {
    const template = templates?.find((one) => one.key === settings.template);
    if (!templates || template?.transactional) return [];
    const open = topics?.filter((topic) => !topic.archived) ?? [];
    const [only] = open;
    const mend = only && open.length === 1 ? { label: `Use ${only.name}`, settings: { ...plain(settings), topic: only.key } } : undefined;
    return [
      problem(
        "topic",
        "no-topic",
        "Choose a topic, or have the template approved as transactional: nobody can agree to or refuse a message that has neither.",
        mend,
      ),
    ];
  }
  const topic = topics?.find((one) => one.key === settings.topic);
  if (topics && !topic) return [problem("topic", "unknown-topic", `There is no topic “${settings.topic}” (any more); choose another.`)];
  return topic?.archived
    ? [problem("topic", "archived-topic", `The topic ${topic.name} is archived; choose another or bring it back.`)]
    : [];
}

function checkExpiry({ expires }: SendingSettings): NodeProblem[] {
  return expires === undefined ? [] : checkElapsed(expires, "expires");
}

function checkChannel(channel: "email" | "sms", { channels }: CheckContext): NodeProblem[] {
  const found = channels?.find((one) => one.channel === channel);
  if (!channels || found?.ready) return [];
  return [problem("", "no-provider", found?.problem ?? `Nothing carries ${words[channel]} here yet; add a provider in the settings.`)];
}

function problem(path: string, code: string, message: string, mend?: NodeProblem["mend"]): NodeProblem {
  return { path, severity: "error", code, message, ...(mend ? { mend } : {}) };
}

function plain(settings: SendingSettings): JsonObject {
  return JSON.parse(JSON.stringify(settings)) as JsonObject;
}
