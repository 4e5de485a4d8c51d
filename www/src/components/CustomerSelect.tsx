import { Select } from 'antd';
import { useState } from 'react';
import { useText } from '../i18n/useText';
import { useSession } from '../state/session';
import { useAnswer } from '../state/useAnswer';
import { useDelayed } from '../state/useDelayed';

const PAUSE = 250;
const FOUND = 12;

interface Props {
  id: string;
  value: string;
  /** A customer that is not offered. */
  without?: string;
  onChange: (id: string) => void;
}

/** One of the customers, searched by name. */
export function CustomerSelect({ id, value, without, onChange }: Props) {
  const { relate: words } = useText();
  const { access } = useSession().state;
  const [typed, setTyped] = useState('');
  const search = useDelayed(typed.trim(), PAUSE);
  const found = useAnswer(
    (engine, now) => (search ? engine.customers({ now, ...access, search, limit: FOUND }) : null),
    [search, access],
  );
  const rows = (found.value?.rows ?? []).filter((row) => row.id !== without);
  return (
    <Select
      id={id}
      placeholder={words.search}
      value={value || undefined}
      loading={found.isLoading}
      options={rows.map((row) => ({ value: row.id, label: row.name }))}
      notFoundContent={search && !found.isLoading ? words.nobody : null}
      showSearch={{ filterOption: false, onSearch: (text) => text && setTyped(text) }}
      onChange={onChange}
    />
  );
}
