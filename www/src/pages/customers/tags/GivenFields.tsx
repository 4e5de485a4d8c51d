import { Input, Select } from 'antd';
import { useState } from 'react';
import { Labelled } from '../../../components/Labelled';
import { manualTags } from '../../../data/ruleset';
import { useText } from '../../../i18n/useText';
import { useSession } from '../../../state/session';

/** A tag, by its id or by the name of a new one, with what is said beside it. */
export interface Given {
  tag: string;
  value: string;
  /** The last day; empty where there is none. */
  until: string;
}

interface Props {
  given: Given;
  onChange: (given: Given) => void;
}

/** Which tag is given, with which value, and until when. */
export function GivenFields({ given, onChange }: Props) {
  const { handTags: words } = useText();
  const { language } = useSession().state;
  const [typed, setTyped] = useState('');
  const known = manualTags().map(({ id, name }) => ({ value: id, label: name[language] }));
  const name = typed.trim() || given.tag;
  const isNew = name !== '' && !known.some(({ value, label }) => value === name || label === name);
  const options = isNew ? [...known, { value: name, label: words.isNew(name) }] : known;
  return (
    <>
      <Labelled label={words.tag}>
        {(id) => (
          <Select
            id={id}
            placeholder={words.placeholder}
            value={given.tag || undefined}
            options={options}
            showSearch={{ optionFilterProp: 'label', onSearch: setTyped }}
            onChange={(tag) => onChange({ ...given, tag })}
          />
        )}
      </Labelled>
      <div className="grid-2" style={{ gap: 12 }}>
        <Labelled label={words.value}>
          {(id) => (
            <Input
              id={id}
              placeholder={words.valueHint}
              value={given.value}
              onChange={({ target }) => onChange({ ...given, value: target.value })}
            />
          )}
        </Labelled>
        <Labelled label={words.until}>
          {(id) => (
            <Input
              id={id}
              type="date"
              value={given.until}
              onChange={({ target }) => onChange({ ...given, until: target.value })}
            />
          )}
        </Labelled>
      </div>
    </>
  );
}
