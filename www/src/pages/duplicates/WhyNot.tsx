import { Card, Input, Statistic, Tag } from 'antd';
import { Suspense, useState } from 'react';
import { Answered } from '../../components/Answered';
import { later } from '../../components/later';
import { Waiting } from '../../components/Waiting';
import { formatPercent } from '../../data/format';
import { blockingLabel, guardText } from '../../data/ruleset';
import type { Explanation } from '../../data/types';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';
import { useAnswer } from '../../state/useAnswer';
import { useDelayed } from '../../state/useDelayed';

const WeightChart = later(() => import('./WeightChart'));

/** Why any two records are, or are not, one customer. */
export function WhyNot() {
  const text = useText();
  const [ids, setIds] = useState(['', '']);
  const [left, right] = useDelayed(ids, 300).map((id) => id.trim());
  const answer = useAnswer((engine) => (left && right ? engine.explain(left, right) : null), [left, right]);
  const input = (place: number, label: string) => (
    <Input
      aria-label={label}
      placeholder={label}
      value={ids[place]}
      onChange={(event) => setIds(ids.map((id, i) => (i === place ? event.target.value : id)))}
    />
  );
  return (
    <Card title={text.duplicates.whyNot} data-testid="why-not">
      <div className="stack">
        <p className="muted small" style={{ margin: 0 }}>
          {text.duplicates.whyNotHint}
        </p>
        <div className="grid-2" style={{ gap: 12 }}>
          {input(0, text.duplicates.oneRecord)}
          {input(1, text.duplicates.otherRecord)}
        </div>
        <Answered answer={answer}>{(explanation) => <Why explanation={explanation} />}</Answered>
      </div>
    </Card>
  );
}

function Why({ explanation }: { explanation: Explanation }) {
  const text = useText();
  const { language } = useSession().state;
  const { blocking, refusal, sameCustomer, probability, verdict } = explanation;
  const met = blocking.map((name) => blockingLabel(name, language, text.duplicates.parts)).join('; ');
  return (
    <div className="stack">
      <div className="metric">
        <Statistic title={text.duplicates.probability} value={formatPercent(probability, language)} />
        <Tag color={sameCustomer ? 'success' : 'default'}>
          {sameCustomer ? text.duplicates.together : text.duplicates.apart}
        </Tag>
      </div>
      <div className="small">{blocking.length > 0 ? text.duplicates.meetBy(met) : text.duplicates.neverMet}</div>
      {verdict && <div className="small">{text.duplicates.verdicts[verdict]}</div>}
      {refusal && <div className="small">{guardText(refusal, language)}</div>}
      <Suspense fallback={<Waiting />}>
        <WeightChart pair={explanation} />
      </Suspense>
    </div>
  );
}
