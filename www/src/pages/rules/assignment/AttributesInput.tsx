import type { AgentDef } from '../../../data/assignment';
import { ParamsInput } from '../ParamsInput';

type Attributes = NonNullable<AgentDef['attributes']>;

interface Props {
  id?: string;
  value?: Attributes;
  onChange?: (attributes: Attributes | undefined) => void;
}

const SEPARATORS = /[,，、;；]/;

/** What an owner looks after: one `name = value, value` a line. */
export function AttributesInput({ id, value = {}, onChange }: Props) {
  const joined = Object.fromEntries(Object.entries(value).map(([name, values]) => [name, values.join(', ')]));
  return <ParamsInput id={id} value={joined} onChange={(lines) => onChange?.(lines && parted(lines))} />;
}

const parted = (lines: Record<string, string>): Attributes =>
  Object.fromEntries(
    Object.entries(lines).map(([name, text]) => [
      name,
      text
        .split(SEPARATORS)
        .map((one) => one.trim())
        .filter(Boolean),
    ]),
  );
