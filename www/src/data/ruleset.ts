import { preset, type Reason, reasonText } from 'kehu';
import type { Tone } from '../theme/palette';
import type { AssignmentDef } from './assignment';
import type { Definitions, Label, ScoreDef } from './definitions';
import { PRESET } from './engine';
import { asName } from './format';
import type { Language } from './types';

interface Property {
  name: string;
  kind: string;
  label: Label;
}

interface EventDef {
  id: string;
  name: Label;
  properties?: Property[];
}

/** The part of the ruleset that the page knows of. */
export interface Ruleset extends Definitions {
  fields: { name: string; kind: string; entity?: string; label: Label }[];
  matching: { comparisons: { name: string; label: Label }[]; blocking: BlockingRule[] };
  events: EventDef[];
  entities?: { id: string; name: Label; closed?: unknown }[];
  money?: { id: string; name: Label }[];
  relations?: { id: string; name: Label; inverse?: { id: string; name: Label } }[];
  power?: { roles?: { id: string; name: Label }[]; stances?: { id: string; name: Label; weight?: number }[] };
  scores: ScoreDef[];
  stages: { id: string; name: Label }[];
  assignment?: AssignmentDef;
  privacy: { roles: Record<string, { label: Label; purposes?: string[] }> };
}

/** A rule that says which records are compared: those with the same values of some part of some fields. */
interface BlockingRule {
  name: string;
  fields: string[];
  part?: string;
  words?: boolean;
  and?: BlockingRule[];
}

let inUse: Ruleset | undefined;

/** The ruleset in use. */
export function ruleset(): Ruleset {
  inUse ??= JSON.parse(preset(PRESET)) as Ruleset;
  return inUse;
}

/** Another ruleset is in use from now on; without one, the preset again. */
export function takeRuleset(document?: Ruleset): void {
  inUse = document;
}

/** The fields that a column may mean, in the ruleset's order. */
export const fieldNames = (): string[] => ruleset().fields.map((field) => field.name);

export const fieldKind = (name: string): string =>
  ruleset().fields.find((field) => field.name === name)?.kind ?? 'text';

export function fieldLabel(name: string, language: Language): string {
  return ruleset().fields.find((field) => field.name === name)?.label[language] ?? name;
}

/** The place of a field in the ruleset; fields of the file's own come last. */
export function fieldRank(name: string): number {
  const rank = ruleset().fields.findIndex((field) => field.name === name);
  return rank < 0 ? Number.MAX_SAFE_INTEGER : rank;
}

/** A comparison's name; one that was learned is called after its field. */
export function comparisonLabel(name: string, language: Language): string {
  const comparison = ruleset().matching.comparisons.find((one) => one.name === name);
  return comparison?.label[language] ?? fieldLabel(name, language);
}

/** A blocking rule in words: its fields, and the part of them that must be the same. */
export function blockingLabel(name: string, language: Language, parts: Record<string, string>): string {
  const rule = ruleset().matching.blocking.find((one) => one.name === name);
  return rule ? blockingText(rule, language, parts) : fieldLabel(name, language);
}

function blockingText(rule: BlockingRule, language: Language, parts: Record<string, string>): string {
  const labels = rule.fields.map((field) => fieldLabel(field, language)).join('/');
  const part = parts[rule.words ? 'words' : (rule.part ?? '')];
  const own = part ? `${labels} (${part})` : labels;
  return [own, ...(rule.and ?? []).map((one) => blockingText(one, language, parts))].join(' + ');
}

/** The properties that say whether something of a sort, such as an order, is over. */
export const closingFields = (entity: string): string[] =>
  fieldsIn(ruleset().entities?.find(({ id }) => id === entity)?.closed);

/** The fields that a condition, or a part of one, asks. */
function fieldsIn(condition: unknown): string[] {
  if (typeof condition !== 'object' || condition === null) return [];
  return Object.entries(condition).flatMap(([key, value]) => (key === 'field' ? [String(value)] : fieldsIn(value)));
}

/** What one of the definitions is called; its id where there is no such one. */
const nameIn = (all: { id: string; name: Label }[], id: string, language: Language): string =>
  all.find((one) => one.id === id)?.name[language] ?? id;

/** What people call a channel. */
export const channelName = (id: string, language: Language): string => nameIn(ruleset().channels ?? [], id, language);

/** What a rule, or a journey that asks for actions, is called. */
export const ruleName = (id: string, language: Language): string =>
  nameIn([...ruleset().rules, ...(ruleset().journeys ?? [])], id, language);

/** What a score is called. */
export const scoreName = (id: string, language: Language): string => nameIn(ruleset().scores, id, language);

/** The field that a tag only repeats; such a tag tells nothing without its value. */
export const repeatedField = (tag: string): string | undefined =>
  ruleset().tags.find(({ id }) => id === tag)?.value ?? undefined;

/** The types of event, to choose from. */
export const eventTypes = (language: Language): { value: string; label: string }[] =>
  ruleset().events.map(({ id, name }) => ({ value: id, label: asName(name[language]) }));

/** How a stance is to be seen: for us, against us, or in between; grey where none is known. */
export function stanceTone(stance: string | null | undefined): Tone {
  const known = ruleset().power?.stances?.find(({ id }) => id === stance);
  if (!known) return 'neutral';
  const weight = known.weight ?? 0;
  return weight > 0 ? 'good' : weight < 0 ? 'danger' : 'warning';
}

export interface Role {
  id: string;
  label: string;
  purposes: string[];
}

export function roles(language: Language): Role[] {
  return Object.entries(ruleset().privacy.roles).map(([id, role]) => ({
    id,
    label: role.label[language],
    purposes: role.purposes ?? [],
  }));
}

export const roleLabel = (id: string, language: Language): string => ruleset().privacy.roles[id]?.label[language] ?? id;

/** Why a guard keeps two customers apart; kinds of identifier are called as the field of that name. */
export function guardText(reason: Reason, language: Language): string {
  const kind = reason.params?.kind;
  const params = kind ? { ...reason.params, kind: fieldLabel(kind, language) } : reason.params;
  return reasonText({ ...reason, params }, language);
}

/** What a tag is called. */
export const tagName = (id: string, language: Language): string => nameIn(ruleset().tags, id, language);

/** The tags that people give. */
export const manualTags = () => ruleset().tags.filter(({ kind }) => kind === 'manual');

/** What one customer can be for another, from both sides. */
export const relationKinds = (language: Language): { value: string; label: string }[] =>
  (ruleset().relations ?? [])
    .flatMap(({ inverse, ...one }) => [one, ...(inverse ? [inverse] : [])])
    .map(({ id, name }) => ({ value: id, label: asName(name[language]) }));
