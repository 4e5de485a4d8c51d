import { Input, Select } from 'antd';
import { ruleName } from '../../data/ruleset';
import type { Action } from '../../data/types';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';
import type { ActionFilter } from './filter';

interface Props {
  actions: Action[];
  filter: ActionFilter;
  onChange: (filter: ActionFilter) => void;
}

/** Choices by rule, by kind of action and by customer. */
export function ActionFilters({ actions, filter, onChange }: Props) {
  const text = useText();
  const { language } = useSession().state;
  const rules = [...new Set(actions.map(({ rule }) => rule))];
  // A kind of action has no name of its own; what it is called first stands for it.
  const kinds = new Map(actions.toReversed().map(({ action, name }) => [action, name]));
  return (
    <div className="row filters">
      <Select
        allowClear
        aria-label={text.actions.rule}
        placeholder={text.actions.allRules}
        value={filter.rule}
        options={rules.map((value) => ({ value, label: ruleName(value, language) }))}
        showSearch={{ optionFilterProp: 'label' }}
        onChange={(rule) => onChange({ ...filter, rule })}
      />
      <Select
        allowClear
        aria-label={text.actions.kind}
        placeholder={text.actions.allKinds}
        value={filter.kind}
        options={[...kinds].map(([value, label]) => ({ value, label }))}
        showSearch={{ optionFilterProp: 'label' }}
        onChange={(kind) => onChange({ ...filter, kind })}
      />
      <Input.Search
        allowClear
        aria-label={text.actions.search}
        placeholder={text.actions.search}
        value={filter.search}
        onChange={({ target }) => onChange({ ...filter, search: target.value })}
      />
    </div>
  );
}
