import { Alert, Button, Card, Input, Segmented } from 'antd';
import { useState } from 'react';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';
import { ConditionBuilder } from './ConditionBuilder';
import { ConditionResult } from './ConditionResult';
import { type Clause, conditionOf, EXAMPLES, newClause } from './conditions';

type Way = 'builder' | 'json';

/** Any condition, put together or written down, and how many customers meet it. */
export function ConditionBox() {
  const text = useText();
  const { revision } = useSession().state;
  const [way, setWay] = useState<Way>('builder');
  const [how, setHow] = useState<'all' | 'any'>('all');
  const [clauses, setClauses] = useState<Clause[]>([newClause('tag'), newClause('order')]);
  const [json, setJson] = useState(format(EXAMPLES.quiet));
  const [asked, setAsked] = useState<object | null>(null);
  const [isBroken, setBroken] = useState(false);
  const switchTo = (next: Way) => {
    if (next === 'json') setJson(format(conditionOf(how, clauses)));
    setWay(next);
  };
  const count = (condition: object | null) => {
    setBroken(condition === null);
    setAsked(condition);
  };
  const take = (example: object) => {
    setJson(format(example));
    setWay('json');
    count(example);
  };
  const ways = [
    { value: 'builder' as const, label: text.condition.builder },
    { value: 'json' as const, label: text.condition.json },
  ];
  return (
    <Card title={text.condition.title} extra={<Segmented value={way} options={ways} onChange={switchTo} />}>
      <div className="stack" style={{ gap: 14 }}>
        <span className="muted">{text.condition.hint}</span>
        {way === 'builder' ? (
          <ConditionBuilder how={how} clauses={clauses} onHow={setHow} onClauses={setClauses} />
        ) : (
          <Input.TextArea
            aria-label="JSON"
            className="code"
            autoSize={{ minRows: 4, maxRows: 14 }}
            value={json}
            onChange={(event) => setJson(event.target.value)}
          />
        )}
        <div className="row">
          <Button type="primary" onClick={() => count(way === 'json' ? parsed(json) : conditionOf(how, clauses))}>
            {text.condition.count}
          </Button>
          <span className="muted">{text.condition.examples}</span>
          {(Object.keys(EXAMPLES) as (keyof typeof EXAMPLES)[]).map((name) => (
            <Button key={name} size="small" onClick={() => take(EXAMPLES[name])}>
              {text.condition.example[name]}
            </Button>
          ))}
        </div>
        {isBroken && <Alert type="warning" showIcon title={text.condition.invalid} />}
        {asked && <ConditionResult key={revision} condition={asked} />}
      </div>
    </Card>
  );
}

const format = (condition: object): string => JSON.stringify(condition, null, 2);

function parsed(json: string): object | null {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}
