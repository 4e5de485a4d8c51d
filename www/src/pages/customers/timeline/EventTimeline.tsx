import { Tag, Timeline } from 'antd';
import { asName, formatTime } from '../../../data/format';
import { propertiesText } from '../../../data/properties';
import type { Contact, Language, TimelineEntry } from '../../../data/types';
import { useSession } from '../../../state/session';

const COLORS: Record<string, string> = {
  order: 'green',
  contract: 'green',
  payment: 'green',
  ticket: 'red',
  quote: 'orange',
  trial: 'orange',
};
const OWN = ['id', 'type', 'text', 'time', 'contact', 'issues'];

interface Props {
  entries: TimelineEntry[];
  contacts: Contact[];
}

/** Events, the last first: what, when, with whom, what else they tell, and what is wrong with them. */
export function EventTimeline({ entries, contacts }: Props) {
  const { language } = useSession().state;
  const items = entries.map((entry) => ({
    key: entry.id,
    color: COLORS[entry.type] ?? 'gray',
    content: (
      <>
        <strong>{asName(entry.text)}</strong> <span className="muted small number">{formatTime(entry.time)}</span>{' '}
        {typeof entry.contact === 'number' && <Tag>{contacts[entry.contact]?.name}</Tag>}
        <div className="muted break sentence">{propertiesOf(entry, language)}</div>
        {(entry.issues ?? []).map((issue) => (
          <Tag key={`${issue.field} ${issue.code}`} color="warning">
            {issue.text}
          </Tag>
        ))}
      </>
    ),
  }));
  return <Timeline items={items} style={{ paddingTop: 8 }} />;
}

function propertiesOf(entry: TimelineEntry, language: Language): string {
  const told = Object.entries(entry).filter(([name]) => !OWN.includes(name));
  return propertiesText(told, language);
}
