import { Empty, Timeline } from 'antd';
import { formatTime } from '../../data/format';
import { propertyLabel } from '../../data/ruleset';
import type { Language, TimelineEntry } from '../../data/types';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';

const MOST = 40;
const COLORS: Record<string, string> = {
  order: 'green',
  contract: 'green',
  payment: 'green',
  ticket: 'red',
  quote: 'orange',
  trial: 'orange',
};
const OWN = ['id', 'type', 'text', 'time'];

/** What happened, the last first. */
export function EventTimeline({ entries }: { entries: TimelineEntry[] }) {
  const text = useText();
  const { language } = useSession().state;
  if (entries.length === 0) return <Empty description={text.customer.noEvents} />;
  const items = entries.slice(0, MOST).map((entry) => ({
    key: entry.id,
    color: COLORS[entry.type] ?? 'gray',
    content: (
      <>
        <strong>{entry.text}</strong> <span className="muted small number">{formatTime(entry.time)}</span>
        <div className="muted">{propertiesOf(entry, language)}</div>
      </>
    ),
  }));
  return (
    <>
      <Timeline items={items} style={{ paddingTop: 8 }} />
      {entries.length > MOST && <span className="muted">{text.customer.moreEvents(entries.length - MOST)}</span>}
    </>
  );
}

function propertiesOf(entry: TimelineEntry, language: Language): string {
  const told = Object.entries(entry).filter(([name]) => !OWN.includes(name));
  return told.map(([name, value]) => `${propertyLabel(name, language)} ${String(value)}`).join(' · ');
}
