import { Card, Empty } from 'antd';
import { Answered } from '../../components/Answered';
import type { Drift } from '../../data/types';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';
import { useAnswer } from '../../state/useAnswer';

/** How the data differs from what it was before the last import; nothing where there was none before. */
export function DriftCard() {
  const { drift: words } = useText();
  const { dataset } = useSession().state;
  const before = dataset?.before;
  const answer = useAnswer(
    (engine, now) => (before ? engine.quality({ now, previous: before.report }) : null),
    [before],
  );
  if (!before) return null;
  return (
    <Card
      title={words.title}
      extra={<span className="muted small">{words.hint(before.name)}</span>}
      data-testid="drift"
    >
      <Answered answer={answer}>
        {({ drift }) => (drift?.length ? <DriftList drift={drift} /> : <Empty description={words.none} />)}
      </Answered>
    </Card>
  );
}

/** Each difference in words, with its figures. */
function DriftList({ drift }: { drift: Drift[] }) {
  return (
    <ul className="plain-list stack" style={{ gap: 6 }}>
      {drift.map(({ code, field, source, text }) => (
        <li key={[code, field, source, text].join(' ')} className="break">
          {text}
        </li>
      ))}
    </ul>
  );
}
