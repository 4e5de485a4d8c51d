import { Card, Tag } from 'antd';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';
import { useAnswer } from '../../state/useAnswer';

const MOST = 5;

/** What to offer to a customer, and why: what others bought with what it bought. Nothing, where nothing follows. */
export function Recommended({ customer }: { customer: string }) {
  const { baskets: words } = useText().analytics;
  const { access } = useSession().state;
  const answer = useAnswer((engine, now) => engine.recommend(customer, { now, ...access }), [customer, access]);
  const found = (answer.value?.recommendations ?? []).slice(0, MOST);
  if (found.length === 0) return null;
  return (
    <Card size="small" title={words.recommended} data-testid="recommended">
      <ul className="plain-list stack" style={{ gap: 6 }}>
        {found.map(({ item, because }) => (
          <li key={item}>
            <Tag color="blue">{item}</Tag> <span className="muted small">{because.text}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
