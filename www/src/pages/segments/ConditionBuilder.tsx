import { PlusOutlined } from '@ant-design/icons';
import { Button, Dropdown, Segmented } from 'antd';
import { useText } from '../../i18n/useText';
import { ClauseRow } from './ClauseRow';
import { type Clause, KINDS, type Kind, newClause } from './conditions';

interface Props {
  how: 'all' | 'any';
  clauses: Clause[];
  onHow: (how: 'all' | 'any') => void;
  onClauses: (clauses: Clause[]) => void;
}

export function ConditionBuilder({ how, clauses, onHow, onClauses }: Props) {
  const text = useText();
  const hows = [
    { value: 'all' as const, label: text.condition.all },
    { value: 'any' as const, label: text.condition.any },
  ];
  const items = KINDS.map((kind) => ({ key: kind, label: text.condition.kinds[kind] }));
  const add = ({ key }: { key: string }) => onClauses([...clauses, newClause(key as Kind)]);
  return (
    <div className="stack" style={{ gap: 10, alignItems: 'flex-start' }}>
      <Segmented size="small" value={how} options={hows} onChange={onHow} />
      {clauses.map((clause, place) => (
        <ClauseRow
          key={clause.key}
          clause={clause}
          onChange={(changed) => onClauses(clauses.with(place, changed))}
          onRemove={() => onClauses(clauses.toSpliced(place, 1))}
        />
      ))}
      <Dropdown menu={{ items, onClick: add }} trigger={['click']}>
        <Button size="small" icon={<PlusOutlined aria-hidden />}>
          {text.condition.add}
        </Button>
      </Dropdown>
    </div>
  );
}
