import { Button, Input, Select } from 'antd';
import { useText } from '../../i18n/useText';
import type { Filter } from '../../state/model';
import { useSession } from '../../state/session';
import { useAnswer } from '../../state/useAnswer';

export function CustomerFilters() {
  const text = useText();
  const { state, update } = useSession();
  const { filter } = state;
  const segments = useAnswer((engine, now) => engine.segments({ now }), []);
  const tags = useAnswer((engine, now) => engine.tags({ now }), []);
  const change = (part: Filter) => update({ filter: { ...filter, ...part } });
  const options = (all: { id: string; name: string; count: number }[] | null) =>
    (all ?? []).map(({ id, name, count }) => ({ value: id, label: `${name} (${count})` }));
  return (
    <div className="row filters">
      <Input.Search
        key={filter.search}
        allowClear
        placeholder={text.customers.search}
        aria-label={text.customers.search}
        defaultValue={filter.search}
        onSearch={(search) => change({ search: search.trim() || undefined })}
        className="filter-wide"
      />
      <Select
        allowClear
        placeholder={text.customers.segment}
        aria-label={text.customers.segment}
        value={filter.segment}
        onChange={(segment) => change({ segment })}
        options={options(segments.value)}
      />
      <Select
        allowClear
        placeholder={text.customers.tag}
        aria-label={text.customers.tag}
        value={filter.tag}
        onChange={(tag) => change({ tag })}
        options={options(tags.value)}
        showSearch={{ optionFilterProp: 'label' }}
      />
      {Object.values(filter).some(Boolean) && (
        <Button type="link" onClick={() => update({ filter: {} })}>
          {text.customers.clear}
        </Button>
      )}
    </div>
  );
}
