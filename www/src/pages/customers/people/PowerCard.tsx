import { Card } from 'antd';
import { Suspense } from 'react';
import { Legend } from '../../../components/Legend';
import { later } from '../../../components/later';
import { Waiting } from '../../../components/Waiting';
import { stanceTone } from '../../../data/ruleset';
import type { Contact, Power } from '../../../data/types';
import { useText } from '../../../i18n/useText';
import { PowerFigures } from './PowerFigures';

const PowerMap = later(() => import('./PowerMap'));

interface Props {
  contacts: Contact[];
  power: Power;
}

/** The power map: its numbers, the drawing, and how to read it. */
export function PowerCard({ contacts, power }: Props) {
  const text = useText();
  const known = power.stances.reduce((sum, { count }) => sum + count, 0);
  const stances = power.stances.map(({ id, name, count }) => ({ label: `${name} ${count}`, tone: stanceTone(id) }));
  return (
    <Card size="small" title={text.power.title} data-testid="power">
      <div className="stack" style={{ gap: 14 }}>
        <PowerFigures power={power} />
        <Suspense fallback={<Waiting />}>
          <PowerMap contacts={contacts} power={power} />
        </Suspense>
        <Legend
          entries={[...stances, { label: `${text.power.noStance} ${contacts.length - known}`, tone: 'neutral' }]}
        />
        <span className="muted small">{text.power.legend}</span>
      </div>
    </Card>
  );
}
