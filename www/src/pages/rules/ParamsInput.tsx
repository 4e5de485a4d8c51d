import { Input } from 'antd';
import { useState } from 'react';

type Params = Record<string, string>;

interface Props {
  id?: string;
  value?: Params;
  onChange?: (params: Params | undefined) => void;
}

/** What the host needs to know besides: one `name = value` a line. */
export function ParamsInput({ id, value = {}, onChange }: Props) {
  const [draft, setDraft] = useState(() => linesOf(value));
  const change = (lines: string) => {
    setDraft(lines);
    onChange?.(paramsIn(lines));
  };
  return (
    <Input.TextArea
      id={id}
      className="code"
      autoSize={{ minRows: 1, maxRows: 6 }}
      value={draft}
      onChange={({ target }) => change(target.value)}
    />
  );
}

const linesOf = (params: Params): string =>
  Object.entries(params)
    .map(([name, value]) => `${name} = ${value}`)
    .join('\n');

function paramsIn(lines: string): Params | undefined {
  const pairs = lines
    .split('\n')
    .map((line) => line.split('='))
    .map(([name = '', ...value]) => [name.trim(), value.join('=').trim()] as const)
    .filter(([name, value]) => name !== '' && value !== '');
  return pairs.length > 0 ? Object.fromEntries(pairs) : undefined;
}
